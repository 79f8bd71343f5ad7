"""Mistakes of people who write their first checklist: each answered by one line that says where and what to change."""

from __future__ import annotations

from pathlib import Path

import pytest

from fazhi_check import loading

LAYER = """\
id: county
version: "1.0"
title: 某县清单
extends: fazhi-2021-2025
applies: {years: 2025, units: [township]}
levels:
  petitions: warning
items:
  - id: joint-stations
    title: 三所联动
    ask: 三所联动的做法。
    level: warning
    basis:
      - document: 某文件
        article: 第一项
        verified: false
    cues:
      - phrase: [三所联动, 联调共治]
    advice: 写化解多少件。
    model: 三所联动化解纠纷41件。
    examples:
      met: [三所联动化解纠纷41件。]
      weak: [健全三所联动机制。]
      missing: [调解纠纷152件。]
"""


def lines_of(folder: Path, text: str) -> tuple[str, ...]:
    file = folder / "county.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(loading.ChecklistError) as caught:
        loading.load(str(file))
    assert str(caught.value) == caught.value.lines[0]
    assert all("\n" not in line for line in caught.value.lines)
    return caught.value.lines


def test_the_layer_itself_is_right(tmp_path: Path) -> None:
    file = tmp_path / "county.yaml"
    file.write_text(LAYER, "utf-8")
    assert loading.load(str(file)).items[-1].id == "joint-stations"


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        pytest.param("    ask:", "\task:", 11, ["制表符", "空格"], id="tab"),
        pytest.param("    ask:", "\u3000\u3000ask:", 11, ["全角空格", "半角"], id="wide-blank"),
        pytest.param("    ask:", "   ask:", 11, ["缩进"], id="indent"),
        pytest.param("    advice:", "    advise:", 19, ["advise", "是不是要写 advice"], id="unknown-key"),
        pytest.param("    title: 三", "    名称: 三", 10, ["名称", "title"], id="chinese-key"),
        pytest.param("title: 某县", "title：某县", 3, ["全角冒号", "半角冒号加空格"], id="wide-colon"),
        pytest.param("title: 某县", "title:某县", 3, ["冒号后面", "空格"], id="no-blank"),
        pytest.param("title: 某县", "title: 某县: 清单", 3, ["冒号", "引号"], id="unquoted-colon"),
        pytest.param("  - id:", "  -id:", 9, ["短横线后面", "空格"], id="no-blank-behind-dash"),
        pytest.param("  - id:", "  －id:", 9, ["半角短横线"], id="wide-dash"),
        pytest.param("[三所联动, 联调共治]", "[三所联动，联调共治]", 18, ["全角逗号", "半角逗号"], id="wide-comma"),
        pytest.param("[三所联动, 联调共治]", "[三所联动、联调共治]", 18, ["顿号", "半角逗号"], id="list-comma"),
        pytest.param("[三所联动, 联调共治]", "[“三所联动”, 联调共治]", 18, ["全角引号"], id="wide-quotes"),
        pytest.param("[三所联动, 联调共治]", "【三所联动, 联调共治】", 18, ["方括号"], id="wide-bracket"),
        pytest.param("    level: warning", "    level: 应改", 12, ["应改", "warning"], id="level-word"),
        pytest.param("    level: warning", "    level: high", 12, ["error（必改）"], id="level-unknown"),
        pytest.param("  petitions: warning", "  petitions: {township: 可改}", 7, ["info"], id="level-of-unit"),
        pytest.param("      missing: [调解纠纷152件。]\n", "", 21, ["例句", "missing"], id="missing-example"),
        pytest.param("years: 2025", "years: 2025年", 5, ["2021-2025"], id="years"),
        pytest.param("units: [township]", "units: [乡镇]", 5, ["township"], id="units"),
        pytest.param("verified: false", "verified: 否", 16, ["true", "false"], id="yes-or-no"),
        pytest.param('version: "1.0"', "version: “1.0”", 2, ["半角引号"], id="version"),
        pytest.param("extends: fazhi-2021-2025\n", "", 5, ["levels", "extends"], id="half-a-layer"),
    ],
)  # fmt: skip
def test_each_mistake_is_answered(tmp_path: Path, old: str, new: str, line: int, words: list[str]) -> None:
    assert LAYER.count(old) == 1
    found = lines_of(tmp_path, LAYER.replace(old, new))
    told = next((one for one in found if f"county.yaml:{line}：" in one), None)
    assert told is not None, found
    for word in words:
        assert word in told


def test_a_second_item_of_the_same_id_is_named_where_it_stands(tmp_path: Path) -> None:
    found = lines_of(tmp_path, LAYER + LAYER[LAYER.index("  - id") :])
    assert "county.yaml:25：" in found[0]
    assert "joint-stations 重复" in found[0]


def test_all_mistakes_are_listed_in_order(tmp_path: Path) -> None:
    text = (
        LAYER.replace("advice:", "advise:")
        .replace("level: warning", "level: 必须")
        .replace("[township]", "[镇]")
    )
    found = lines_of(tmp_path, text)
    assert [line.split("：")[0].rsplit(":", 1)[1] for line in found] == ["5", "12", "19"]


def test_text_that_only_looks_like_a_mistake_is_let_alone(tmp_path: Path) -> None:
    """Blocks of text, comments and quoted words may hold what a field may not."""
    text = LAYER.replace(
        "weak: [健全三所联动机制。]",
        "weak:\n        - |\n          标题：三所联动\n          健全三所联动机制，加强“联动”。",
    )
    text = text.replace("[三所联动, 联调共治]", '[三所联动, "联调、共治", "联调，共治"]')
    text = text.replace("    ask:", "    # 级别：暂定\n    ask:")
    file = tmp_path / "county.yaml"
    file.write_text(text, "utf-8")
    assert "联调、共治" in loading.load(str(file)).items[-1].cues[0].groups[0]


def test_a_file_that_is_no_utf8_says_so(tmp_path: Path) -> None:
    file = tmp_path / "county.yaml"
    file.write_bytes(LAYER.encode("gb18030"))
    with pytest.raises(loading.ChecklistError, match="UTF-8"):
        loading.load(str(file))


def test_every_field_is_described_for_editors() -> None:
    import json

    schema = json.loads(loading.schema())
    for name, model in {"ChecklistModel": schema, **schema["$defs"]}.items():
        for field, shape in model.get("properties", {}).items():
            assert shape.get("description"), f"{name}.{field}"

"""The lawyers' tools: trying, explaining, comparing, suggesting, measuring, drafting, as commands and by their results."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import REPORTS, ROOT, report
from fazhi_check import loading
from fazhi_check.curating import editing
from test_cli import one_line, run
from test_layers import HEAD, OWN

LAYER = HEAD.format(id="county", extends="fazhi-2021-2025") + OWN


@pytest.fixture
def layer(tmp_path: Path) -> Path:
    file = tmp_path / "county.yaml"
    file.write_text(LAYER, "utf-8")
    return file


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Five small reports of invented places with labels for one item."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    told = [
        ("深化三所联动，化解纠纷41件。", "met", "深化三所联动，化解纠纷41件"),
        ("派出所每周开联调共治会，当场化解纠纷23件。", "met", "派出所每周开联调共治会，当场化解纠纷23件"),
        ("三个所推行联调共治办法，签订协议17份。", "met", "三个所推行联调共治办法，签订协议17份"),
        ("健全三所联动机制。", "weak", "健全三所联动机制"),
        ("全年审查合同86件。", "missing", ""),
    ]
    for number, (sentence, verdict, quote) in enumerate(told):
        (folder / f"r{number}.txt").write_text(report(sentence, "举办普法活动36场。"), "utf-8")
        label = {"verdict": verdict, "quotes": [quote] if quote else []}
        gold = {"items": {"joint-stations": label, "nowhere": {"verdict": "met", "quotes": []}}}
        (folder / f"r{number}.gold.json").write_text(json.dumps(gold, ensure_ascii=False), "utf-8")
    return folder


def test_validate_says_all_that_is_wrong(layer: Path) -> None:
    assert run("checklist", "validate", layer).returncode == 0
    layer.write_text(LAYER.replace("level: warning", "level: 应改").replace("advice:", "advise:"), "utf-8")
    done = run("checklist", "validate", layer)
    assert done.returncode == 2
    assert done.stdout.count("county.yaml:") == 2


def test_test_says_which_cue_fired_or_what_was_nearest(layer: Path) -> None:
    done = run("checklist", "test", layer, "--own")
    assert done.returncode == 0
    assert "检验 1 项要素的 3 条例句，全部通过" in done.stdout
    assert "线索：三所联动" in done.stdout
    layer.write_text(LAYER.replace("met: [三所联动化", "met: [三所联办化"), "utf-8")
    done = run("checklist", "test", layer, "--own", "--quiet")
    assert done.returncode == 1
    assert "不符 1 条" in done.stdout
    assert "最接近的词语：“三所联动”（原文“三所联" in done.stdout


def test_explain_says_why_each_passage_counts_or_not(tmp_path: Path, layer: Path) -> None:
    file = tmp_path / "报告.txt"
    text = report(
        "深化三所联动，化解纠纷41件。", shortcomings="一是三所联动机制不健全。", plan="一是推行三所联动。"
    )
    file.write_text(text, "utf-8")
    done = run("checklist", "explain", file, "三所", "--checklist", layer)
    assert done.returncode == 0
    for words in (
        "三所联动（joint-stations）：充分",
        "41件",
        "不算：说的是存在的问题",
        "不算：说的是今后要做的",
        "第4行",
    ):
        assert words in done.stdout
    file.write_text(report("全年审查合同86件。"), "utf-8")
    done = run("checklist", "explain", file, "三所", "--checklist", layer)
    assert "看过的段落：0 处" in done.stdout
    done = run("checklist", "explain", tmp_path / "没有.txt", "三所", "--checklist", layer)
    assert done.returncode == 3
    one_line(done.stderr)


def test_diff_says_in_words_what_changes_and_which_verdicts_flip(layer: Path) -> None:
    done = run("checklist", "diff", "fazhi-2021-2025", layer, "--on", REPORTS / "township-poor.txt")
    assert done.returncode == 1
    assert "新增要素 三所联动（joint-stations）" in done.stdout
    assert "（不要求） → 缺失" in done.stdout
    layer.write_text(
        HEAD.format(id="county", extends="fazhi-2021-2025")
        + "change: {petitions: {cues: [{phrase: [信访事务]}]}, shufa: {level: info}}\n",
        "utf-8",
    )
    done = run("checklist", "diff", "fazhi-2021-2025", layer)
    assert "信访工作法治化（petitions）：线索增加 信访事务" in done.stdout
    assert "级别 必改 → 可改（各类单位）" in done.stdout
    done = run("checklist", "diff", "statutory", "statutory", "--on", REPORTS / "township-poor.txt")
    assert done.returncode == 0
    assert "结论没有变化" in done.stdout


def test_a_flip_shows_its_sentence(tmp_path: Path) -> None:
    file = tmp_path / "报告.txt"
    file.write_text(report("深化三所联办，化解纠纷41件。", "全年审查合同86件。"), "utf-8")
    before, after = tmp_path / "a.yaml", tmp_path / "b.yaml"
    before.write_text(LAYER, "utf-8")
    after.write_text(LAYER.replace("phrase: [三所联动]", "phrase: [三所联动, 三所联办]"), "utf-8")
    done = run("checklist", "diff", before, after, "--on", tmp_path)
    assert "缺失 → 充分 1 份" in done.stdout
    assert "「深化三所联办，化解纠纷41件」" in done.stdout


def test_show_origin_names_file_and_line(layer: Path) -> None:
    done = run("checklist", "show", layer, "--origin", "--item", "三所联动")
    assert "advice: 写化解多少件。  ← " in done.stdout
    assert "county.yaml:14" in done.stdout
    assert run("checklist", "show", layer).stdout.count("joint-stations") == 1
    assert "fazhi-2021-2025" in run("checklist", "list").stdout


def test_suggest_proposes_and_a_person_accepts(corpus: Path, layer: Path) -> None:
    done = run("checklist", "suggest", "三所", "--from", corpus, "--checklist", layer)
    assert done.returncode == 0
    assert "标注了 4 段，其中 2 段没有任何线索出现" in done.stdout
    assert "1. 联调共治" in done.stdout
    assert "会新认出 2 句" in done.stdout
    assert "r1.txt 第4行" in done.stdout
    assert layer.read_text("utf-8") == LAYER
    done = run("checklist", "suggest", "三所", "--from", corpus, "--checklist", layer, "--accept", "联调共治")
    assert done.returncode == 0
    cues = next(one for one in loading.load(str(layer)).items if one.id == "joint-stations").cues
    assert cues[-1].groups == (("联调共治",),)
    done = run("checklist", "suggest", "三所", "--from", corpus, "--checklist", layer)
    assert "其中 0 段没有任何线索出现" in done.stdout


def test_built_in_checklists_are_not_written_to(corpus: Path) -> None:
    done = run("checklist", "suggest", "shufa", "--from", corpus, "--accept", "述法会")
    assert done.returncode == 2
    one_line(done.stderr)


def test_eval_measures_against_labels(corpus: Path, layer: Path) -> None:
    done = run("checklist", "eval", corpus, "--checklist", layer, "--wrong")
    assert done.returncode == 0
    assert "全部要素：5 格，准确率 0.600" in done.stdout
    assert "缺失 准确 0.333 召回 1.000" in done.stdout
    assert "要改的 准确 0.500 召回 1.000" in done.stdout
    assert "r1  joint-stations  标注 充分，判成 缺失" in done.stdout
    assert "nowhere" in done.stdout
    done = run("checklist", "eval", corpus.parent, "--checklist", layer)
    assert done.returncode == 2
    assert ".gold.json" in one_line(done.stderr)
    (corpus / "r0.gold.json").write_text("[]", "utf-8")
    assert "读不懂" in one_line(run("checklist", "eval", corpus, "--checklist", layer).stderr)


def test_new_writes_what_validates_and_passes_its_own_tests(tmp_path: Path) -> None:
    file = tmp_path / "梧桐.yaml"
    done = run("checklist", "new", file, "--title", "梧桐县清单", "--years", "2025", "--units", "乡镇、街道", "--item", "三所联动：三所联动、联调共治", "--item", "法治副主任")  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    checklist = loading.load(str(file))
    assert checklist.id == "local-2025"
    assert [one.title for one in checklist.items[-2:]] == ["三所联动", "法治副主任"]
    assert checklist.years == (2025, 2025)
    assert checklist.units == ("township", "subdistrict")
    assert run("checklist", "test", file, "--own").returncode == 0
    assert "#" in file.read_text("utf-8")
    assert (tmp_path / "checklist.schema.json").is_file()
    assert one_line(run("checklist", "new", file, "--yes").stderr)


def test_new_asks_and_takes_defaults(tmp_path: Path) -> None:
    file = tmp_path / "b.yaml"
    done = run("checklist", "new", file, stdin="本县清单\n\n2025\n\n三所联动：三所联动\n\n".encode())
    assert done.returncode == 0, done.stdout + done.stderr
    assert loading.load(str(file)).title == "本县清单"
    assert loading.load(str(file)).items[-1].title == "三所联动"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--units", "村"], "乡镇"),
        (["--item", "：词"], "名称"),
        (["--level", "重要"], "必改"),
        (["--extends", "none"], "none"),
        (["--years", "去年"], "2021-2025"),
        (["--id", "梧桐"], "小写英文"),
    ],
)
def test_new_refuses_what_it_cannot_use_and_writes_nothing(
    tmp_path: Path, arguments: list[str], words: str
) -> None:
    file = tmp_path / "c.yaml"
    done = run("checklist", "new", file, "--yes", *arguments)
    assert done.returncode == 2
    assert words in one_line(done.stderr)
    assert list(tmp_path.iterdir()) == []


def test_items_are_added_to_a_file_whose_comments_stay(layer: Path) -> None:
    text = LAYER.replace("    advice:", "    # 县委依法治县办定\n    advice:")
    layer.write_text(text, "utf-8")
    done = run("checklist", "new", layer, "--into", "--item", "法治副主任：法治副主任")
    assert done.returncode == 0, done.stderr
    after = layer.read_text("utf-8")
    assert after.startswith(text.rstrip())
    assert [one.id for one in loading.load(str(layer)).items[-2:]] == ["joint-stations", "local-1"]


@pytest.mark.parametrize("name", loading.available())
def test_editing_keeps_comments_order_and_layout(name: str) -> None:
    """What is added is all that differs, in every file that is shipped."""
    text = (ROOT / "checklists" / f"{name}.yaml").read_text("utf-8")
    item = loading.load(name).items[0].id
    after = editing.with_cue(text, item, ("新的说法",))
    added = [line for line in after.splitlines() if line not in text.splitlines()]
    assert any("新的说法" in line for line in added)
    rest = iter(after.splitlines())
    assert all(line in rest for line in text.splitlines())


def test_schema_is_what_editors_get() -> None:
    stored = (ROOT / "checklists" / "schema" / "checklist.schema.json").read_text("utf-8")
    assert run("checklist", "schema").stdout == stored


def test_every_command_is_explained_in_the_guide() -> None:
    from fazhi_check.cli.checklist import app

    guide = (ROOT / "docs" / "checklists.md").read_text("utf-8")
    for command in app.registered_commands:
        assert f"checklist {command.name}" in guide, command.name


def test_the_group_alone_shows_its_commands() -> None:
    done = run("checklist")
    assert done.returncode == 2
    assert "suggest" in done.stdout
    assert done.stderr == ""

"""The shape of a checklist file (pydantic); its JSON Schema serves editors, its descriptions are for lawyers."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    create_model,
    field_validator,
    model_validator,
)

from fazhi_check import rules as rules_room
from fazhi_check.model.checklist import Judge, Level, UnitLevel

Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Phrase = Annotated[str, StringConstraints(min_length=2, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Years = Annotated[str, StringConstraints(pattern=r"^(20\d\d-(20\d\d)?|-20\d\d)$")]
StatedLevel = Literal["error", "warning", "info", "na"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True)


class AppliesModel(_Strict):
    """适用范围：年度和单位类别；不写表示不限。"""

    years: int | Years | None = Field(
        default=None, description="报告年度：2025，或 2021-2025，或 2026-（从2026年度起）。"
    )
    units: list[UnitLevel] | None = Field(
        default=None,
        min_length=1,
        description="单位类别：province 省、city 市、county 县、township 乡镇、subdistrict 街道、department 部门。",
    )


class BasisModel(_Strict):
    """依据：文件、条文、是否已核对原文。"""

    document: Words = Field(description="文件名称和文号。")
    article: Words = Field(description="第几条，或者相关内容。")
    verified: bool = Field(description="true 已核对原文，false 凭记忆、使用前请核对。")
    note: str = Field(default="", description="说明，如参照执行的范围。")
    since: int = Field(default=0, ge=0, le=2100, description="从哪个报告年度起作为依据。")
    until: int = Field(
        default=9999, ge=2000, description="到哪个报告年度为止；以后的年度，也可以引用接续它的新文件。"
    )


class CueModel(_Strict):
    """线索：phrase（任一词语即可）或 near（每组各有一个词语，相距不超过 within 个字）。"""

    phrase: list[Phrase] | None = Field(
        default=None, min_length=1, description="词语，出现其中一个就算；每个至少两个字。"
    )
    near: list[Annotated[list[Words], Field(min_length=1)]] | None = Field(
        default=None, min_length=2, description="至少两组词语，每组各有一个出现在同一句、相距不远才算。"
    )
    within: int = Field(default=30, ge=4, le=200, description="near 的词语最远相距多少字。")

    @model_validator(mode="after")
    def one_kind(self) -> CueModel:
        """A cue has either `phrase` or `near`."""
        if (self.phrase is None) == (self.near is None):
            raise ValueError("每条线索写 phrase 或 near 其中一个")
        return self


class FacetModel(_Strict):
    """分面：要素的一个组成部分。"""

    id: Id = Field(description="编号。")
    title: Words = Field(description="名称。")
    phrases: list[Phrase] = Field(min_length=1, description="出现其中一个词语，就说明写到了这个部分。")


class ExamplesModel(_Strict):
    """例句：每种结论至少一条，会被自动检验。"""

    met: list[Words] = Field(min_length=1, description="写得充分的例句（有具体事实）。")
    weak: list[Words] = Field(min_length=1, description="薄弱的例句（只有口号）。")
    missing: list[Words] = Field(
        min_length=1, description="应判缺失的例句（看着像，其实说的是别的事或没有做）。"
    )


class LevelsModel(_Strict):
    """各类单位的级别；default 用于没有单列的单位，na 表示对这类单位不作要求。"""

    default: StatedLevel = Field(description="没有单列的单位。")
    province: StatedLevel | None = Field(default=None, description="省级。")
    city: StatedLevel | None = Field(default=None, description="设区的市级。")
    county: StatedLevel | None = Field(default=None, description="县级。")
    township: StatedLevel | None = Field(default=None, description="乡镇。")
    subdistrict: StatedLevel | None = Field(default=None, description="街道。")
    department: StatedLevel | None = Field(default=None, description="部门。")


class ItemModel(_Strict):
    """要素。"""

    id: Id = Field(description="编号：小写英文、数字和连字符，在一份清单里不能重复。")
    title: Words = Field(description="名称，用户看到的就是它。")
    group: Words | None = Field(default=None, description="在列表和说明页里归在哪个标题下。")
    core: bool = Field(default=False, description="是否必备要素（计分加倍，单独列出）。")
    judge: Judge = Field(
        default="evidence",
        description="怎样判断：evidence 找证据；breadth 举措成效、problems 不足、causes 原因、measures 下年安排按整个部分判断。",
    )
    ask: Words = Field(description="要什么：一句话，写给起草人看。")
    level: Level | LevelsModel = Field(
        description="缺失时的级别：error 必改、warning 应改、info 可改；可以按单位类别分别写。"
    )
    applies: AppliesModel | None = Field(default=None, description="只对哪些年度、哪些单位作要求。")
    where: list[Literal["preamble", "achievements", "responsibility", "shortcomings", "plan", "other"]] = (
        Field(
            default=["preamble", "achievements", "responsibility", "other"],
            min_length=1,
            description="写在哪些部分才算：preamble 开头、achievements 举措成效、responsibility 第一责任人、shortcomings 不足、plan 下年安排、other 其他。",
        )
    )
    home: Literal["achievements", "responsibility", "shortcomings", "plan"] | None = Field(
        default=None, description="报告中专门写这个要素的部分。"
    )
    basis: list[BasisModel] = Field(min_length=1, description="依据，至少一条。")
    cues: list[CueModel] = Field(min_length=1, description="线索，至少一条。")
    not_: list[Phrase] = Field(
        default=[], alias="not", description="看着像、其实说的是别的事：词语落在这些字样里的不算。"
    )
    facts: list[Phrase] = Field(
        default=[], description="除数量、文件、日期、会议外，也算具体事实的手段，如执法记录仪。"
    )
    zero: list[Phrase] = Field(default=[], description="零申报的写法，如“未发生行政复议案件”，算已经报告。")
    facets: list[FacetModel] = Field(default=[], description="组成部分，报告里会说写到了哪几个。")
    advice: Words = Field(description="修改建议：缺了或薄弱时，告诉起草人怎样写。")
    model: Words = Field(description="示范句：一句写得好的话。")
    examples: ExamplesModel = Field(description="例句，用 fazhi-check checklist test 检验。")


class AddModel(_Strict):
    """在原有内容之外增加的。"""

    basis: list[BasisModel] | None = Field(default=None, min_length=1, description="增加的依据。")
    cues: list[CueModel] | None = Field(default=None, min_length=1, description="增加的线索。")
    not_: list[Phrase] | None = Field(
        default=None, alias="not", min_length=1, description="增加的不算的字样。"
    )
    facts: list[Phrase] | None = Field(default=None, min_length=1, description="增加的具体手段。")
    zero: list[Phrase] | None = Field(default=None, min_length=1, description="增加的零申报写法。")
    met: list[Words] | None = Field(default=None, min_length=1, description="增加的充分的例句。")
    weak: list[Words] | None = Field(default=None, min_length=1, description="增加的薄弱的例句。")
    missing: list[Words] | None = Field(default=None, min_length=1, description="增加的应判缺失的例句。")


class SomeLevelsModel(LevelsModel):
    """只改其中几类单位的级别。"""

    default: StatedLevel | None = Field(default=None, description="没有单列的单位。")  # type: ignore[assignment]


SomeLevels = StatedLevel | SomeLevelsModel


def _optional() -> dict[str, Any]:
    """Return the fields of an item, each of which a layer may change or leave."""
    fields: dict[str, Any] = {}
    for name, field in ItemModel.model_fields.items():
        if name not in {"id", "level"}:
            changed = Field(default=None, alias=field.alias, description=field.description)
            kind = Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
            fields[name] = (kind | None, changed)  # type: ignore[operator]
    return fields


ChangeModel = create_model(
    "ChangeModel",
    __base__=_Strict,
    __doc__="对一个原有要素的改动：只写要改的字段。",
    **_optional(),
    level=(SomeLevels | None, Field(default=None, description="改级别；也可以只改几类单位。")),
    add=(AddModel | None, Field(default=None, description="在原有内容之外增加依据、线索、例句等。")),
)

LAYER_ONLY = ("change", "drop", "keep", "levels")
WHOLE = ("document", "items")
"""What a layer may have and a whole checklist may not, and what a whole one must have."""


class ChecklistModel(_Strict):
    """清单。写了 extends 的是一层：只写和所继承的清单不同的地方。"""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"not": {"required": ["extends"]}},
            "then": {
                "required": list(WHOLE),
                "properties": dict.fromkeys(LAYER_ONLY, False),
            },
        }
    )

    id: Id = Field(description="编号：小写英文、数字和连字符。")
    version: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+(\.\d+)?$")] = Field(
        description='版本号，要加引号，如 "1.0"；每次改动后加一。'
    )
    title: Words = Field(description="名称。")
    extends: Words | list[Words] | None = Field(
        default=None, description="所继承的清单：随软件附带的清单的编号，或者清单文件（相对于本文件）的路径。"
    )
    document: Words | None = Field(default=None, description="检查的是什么文件，如：法治政府建设年度报告。")
    titles: list[Phrase] = Field(
        default=[], description="这种文件的标题里有的字样（任一个）；年度报告不用写。"
    )
    applies: AppliesModel | None = Field(default=None, description="清单适用的年度和单位类别。")
    learned: Words | None = Field(default=None, description="学得的权重文件，和清单放在一起。")
    rules: dict[Id, Literal["error", "warning", "info", "off"]] = Field(
        default={}, description="一致性规则的级别（规则编号: 级别），off 表示不用这条规则。"
    )
    items: list[ItemModel] = Field(default=[], description="要素；在一层里是新增的要素。")
    change: dict[Id, ChangeModel] | None = Field(  # type: ignore[valid-type]  # made above
        default=None, description="改动原有要素：编号下面写要改的字段。"
    )
    levels: dict[Id, SomeLevels] | None = Field(
        default=None, description="只改级别的简便写法：编号: error，或 编号: {township: error}。"
    )
    drop: list[Id] | None = Field(default=None, min_length=1, description="去掉的要素的编号。")
    keep: list[Id] | None = Field(
        default=None,
        min_length=1,
        description="只保留这些要素，按这里的顺序；其余的都去掉，新增的排在后面（也可以写在这里定顺序）。和 drop 只能写一个。",
    )

    @field_validator("rules")
    @classmethod
    def rules_exist(cls, value: dict[str, str]) -> dict[str, str]:
        """Only rules that there are can be given a level."""
        for name in value:
            if name not in rules_room.ids():
                raise ValueError(f"没有规则 {name}，用 fazhi-check rules 查看全部规则")
        return value


if __name__ == "__main__":
    import json
    import sys

    sys.stdout.write(json.dumps(ChecklistModel.model_json_schema(), ensure_ascii=False, indent=2) + "\n")

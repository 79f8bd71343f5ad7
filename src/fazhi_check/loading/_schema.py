"""The shape of a checklist file (pydantic); its JSON Schema serves editors."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from fazhi_check import rules as rules_room
from fazhi_check.model.checklist import Judge, Level

Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Phrase = Annotated[str, StringConstraints(min_length=2, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True)


class BasisModel(_Strict):
    """依据：文件、条文、是否已核对原文。"""

    document: Words
    article: Words
    verified: bool
    note: str = ""
    since: int = Field(default=0, ge=0, le=2100)


class CueModel(_Strict):
    """线索：phrase（任一词语即可）或 near（每组各有一个词语，相距不超过 within 个字）。"""

    phrase: list[Phrase] | None = Field(default=None, min_length=1)
    near: list[Annotated[list[Words], Field(min_length=1)]] | None = Field(default=None, min_length=2)
    within: int = Field(default=30, ge=4, le=200)

    @model_validator(mode="after")
    def one_kind(self) -> CueModel:
        """A cue has either `phrase` or `near`."""
        if (self.phrase is None) == (self.near is None):
            raise ValueError("每条线索写 phrase 或 near 其中一个")
        return self


class FacetModel(_Strict):
    """分面：要素的一个组成部分。"""

    id: Id
    title: Words
    phrases: list[Phrase] = Field(min_length=1)


class ExamplesModel(_Strict):
    """例句：每种结论至少一条，会被自动检验。"""

    met: list[Words] = Field(min_length=1)
    weak: list[Words] = Field(min_length=1)
    missing: list[Words] = Field(min_length=1)


class LevelsModel(_Strict):
    """各类单位的级别；default 用于没有单列的单位。"""

    default: Level
    province: Level | None = None
    city: Level | None = None
    county: Level | None = None
    township: Level | None = None
    subdistrict: Level | None = None
    department: Level | None = None


class ItemModel(_Strict):
    """要素。"""

    id: Id
    title: Words
    core: bool = False
    judge: Judge = "evidence"
    ask: Words
    level: Level | LevelsModel
    where: list[Literal["preamble", "achievements", "responsibility", "shortcomings", "plan", "other"]] = (
        Field(default=["preamble", "achievements", "responsibility", "other"], min_length=1)
    )
    home: Literal["achievements", "responsibility", "shortcomings", "plan"] | None = None
    basis: list[BasisModel] = Field(min_length=1)
    cues: list[CueModel] = Field(min_length=1)
    not_: list[Phrase] = Field(default=[], alias="not")
    facts: list[Phrase] = []
    zero: list[Phrase] = []
    facets: list[FacetModel] = []
    advice: Words
    model: Words
    examples: ExamplesModel


class ChecklistModel(_Strict):
    """清单。"""

    id: Id
    version: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+(\.\d+)?$")]
    title: Words
    document: Words
    learned: Words | None = None
    rules: dict[Id, Literal["error", "warning", "info", "off"]] = {}
    items: list[ItemModel] = Field(min_length=1)

    @field_validator("rules")
    @classmethod
    def rules_exist(cls, value: dict[str, str]) -> dict[str, str]:
        """Only rules that there are can be given a level."""
        for name in value:
            if name not in rules_room.ids():
                raise ValueError(f"没有规则 {name}，用 fazhi-check rules 查看全部规则")
        return value

    @model_validator(mode="after")
    def ids_differ(self) -> ChecklistModel:
        """No two items share an id, nor an item one with a rule."""
        seen: set[str] = set(rules_room.ids())
        for item in self.items:
            if item.id in seen:
                raise ValueError(f"要素编号 {item.id} 重复（或与一致性规则的编号相同）")
            seen.add(item.id)
        return self


if __name__ == "__main__":
    import json
    import sys

    sys.stdout.write(json.dumps(ChecklistModel.model_json_schema(), ensure_ascii=False, indent=2) + "\n")

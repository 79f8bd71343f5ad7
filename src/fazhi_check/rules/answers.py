"""问题与安排应当对应：指出的每个问题，下年安排里都要有回应。

查什么：“存在的不足”里能看出属于哪个方面（执法、普法、纠纷、队伍、决策、公开等）的问题，下年安排通篇没有写到这个方面。
不算：看不出方面的问题；没有不足或没有安排的报告（那是要素缺失）；安排里换了说法的同一方面。
不足有没有写原因，由要素“不足的原因”（causes）检查，这里不重复。
"""

from __future__ import annotations

from collections.abc import Iterator

from fazhi_check.model.checklist import Level
from fazhi_check.patterns import pattern
from fazhi_check.rules._numbers import ITEM
from fazhi_check.rules._reading import Examples, Reading, Remark
from fazhi_check.structure.outline import Sentence

ID = "answers"
TITLE = "问题在下年安排里没有回应"
LEVEL: Level = "info"
BASIS = ""
_D = "一、2024年主要举措和成效\n审查合同12件。\n二、存在的不足\n{}\n三、2025年主要安排\n{}"
EXAMPLES = Examples(
    bad=(
        _D.format(
            "一是普法宣传形式单一，群众参与度不高。二是执法人员少，办案质量不高。",
            "一是招录执法人员2名，提高办案质量。二是规范执法程序。",
        ),
        _D.format("一是政务公开不够及时，栏目更新慢。", "一是招录执法人员2名。二是组织执法培训3期。"),
        _D.format("一是矛盾纠纷排查不细，化解周期长。", "一是建设政务服务中心，推行一窗通办。"),
        _D.format("一是合法性审查流于形式，部分合同没有送审。", "一是开展普法宣传12场。二是化解矛盾纠纷。"),
        _D.format(
            "一是信息化水平低，数据没有共享。二是普法宣传不够。", "一是开展普法宣传12场，培养法律明白人。"
        ),
    ),
    good=(
        _D.format(
            "一是普法宣传形式单一。二是执法人员少，办案质量不高。",
            "一是招录执法人员2名。二是创新普法形式，举办活动12场。",
        ),
        _D.format("一是政务公开不够及时。", "一是主动公开政府信息，每月更新栏目。"),
        _D.format("一是个别同志认识不到位，主动性不够。", "一是招录执法人员2名。"),
        "一、2024年主要举措和成效\n审查合同12件。\n二、存在的不足\n普法宣传形式单一。",
        _D.format("一是合法性审查流于形式，部分合同没有送审。", "一是建立合同审查台账，每季度通报送审情况。"),
        _D.format("一是矛盾纠纷排查不细。", "一是落实网格巡查，健全人民调解组织。"),
    ),
)

_TOPICS: tuple[tuple[str, str, str], ...] = (
    ("普法宣传", "普法 法治宣传 法律宣传 法治氛围 尊法学法 法律意识", "普法 宣传 宣讲 法律明白人 法治文化 以案释法 氛围 法治教育 法律进 守法 讲座 学法 法治带 法治引"),
    ("矛盾纠纷化解", "矛盾纠纷 纠纷化解 纠纷调处 纠纷排查 纠纷调解 调解 诉源", "仲裁 纠纷 调解 化解 矛盾 诉源 综治 枫桥 信访 网格 积案 争议 平安 维稳 和解"),
    ("合法性审查", "合法性审查 合法性审核 没有送审 未送审 审查把关", "审查 审核 法律顾问 合同 决策 把关 规范性文件 送审 公职律师"),
    ("政务公开", "政务公开 信息公开 公开不 公开内容", "公开 公示 阳光 透明 栏目 网站"),
    ("数字化", "信息化 数字化 智慧 平台不 数据共享 数据不 智能化", "信息化 数字 智慧 平台 数据 互联网 一网 网上 智能 系统 线上 科技"),
    ("行政执法", "执法", "执法 办案 案卷 三项制度 裁量 处罚 监管 检查 持证 巡查 队员 队伍 协管 力量 招录 文书 整治 整改 人员"),
    ("复议应诉", "行政复议 应诉 败诉 出庭", "复议 应诉 诉讼 出庭 争议 败诉 依法行政 执法 法院"),
    ("政务服务", "政务服务 办事难 办事慢 办事不便 营商环境 放管服", "政务服务 服务 营商 办事 一窗 一件事 审批 企业 放管服 便民"),
    ("述法和责任落实", "述法", "述法 责任 主要负责人 考核 述职"),
)  # fmt: skip
"""Topics: the words that show that a problem belongs to them, and those that show that the plan answers them."""
_STEPS = pattern(r"^(?:针对|下一?步|对此|为此)")


def check(reading: Reading) -> Iterator[Remark]:
    """Find the topics of the problems, and look for each in the plan."""
    plan = "".join(reading.words(one) for one in reading.sentences if one.role == "plan")
    if not plan:
        return
    told: set[str] = set()
    for item in _items(reading):
        words = "".join(reading.words(one) for one in item)
        topics = [(name, answered) for name, asked, answered in _TOPICS if _any(asked, words)]
        names = [name for name, answered in topics if not _any(answered, plan)]
        # A problem with several sides is answered when one of them is.
        if topics and len(names) == len(topics) and not told.issuperset(names):
            told.update(names)
            message = f"这个问题属于“{'、'.join(names)}”，下年安排里没有写到这方面的措施。"
            yield reading.remark(item[0].start, item[-1].end, message)


def _any(phrases: str, words: str) -> bool:
    return any(phrase in words for phrase in phrases.split())


def _items(reading: Reading) -> Iterator[list[Sentence]]:
    """Yield the problems: an item of a list with what follows it, elsewhere one sentence each."""
    item: list[Sentence] = []
    for sentence in reading.with_role("shortcomings"):
        words = reading.words(sentence)
        if _CAUSES.search(words):
            break  # what follows are causes
        if item and not (ITEM.match(reading.words(item[0])) and not ITEM.match(words)):
            yield item
            item = []
        if not _STEPS.match(words):
            item.append(sentence)
    if item:
        yield item


_CAUSES = pattern(
    r"^(?:造成|产生|出现|导致|究其|分析)[^。]{0,24}(?:原因|主要是)|原因\w{0,8}(?:以下|如下|几个?方面)"
)

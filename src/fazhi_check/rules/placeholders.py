"""稿子里不应留下占位符、待补标记、模板和网站的痕迹。

查什么：“XX镇”“××件”“20XX年”“第___次”；“待补充”“此处填写”“（略）”；空的括号和“【请填写】”；范文网站、下载提示；
对话软件生成文字时的客套话。
不算：案例里隐去的姓名（张××、李某某）；成对的“【小标题】”；Markdown 的加粗星号。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fazhi_check.model.checklist import Level
from fazhi_check.model.document import Span
from fazhi_check.patterns import pattern
from fazhi_check.rules._figures import HAN
from fazhi_check.rules._reading import Examples, Reading, Remark

ID = "placeholders"
TITLE = "占位符、待补内容没有清除"
LEVEL: Level = "warning"
BASIS = ""
EXAMPLES = Examples(
    bad=(
        "XX镇坚持依法决策，审查合同12件。",
        "全年办理行政处罚案件××件，罚款8.7万元。",
        "到20XX年底，执法人员全部持证。",
        "全年调解纠纷***件，成功361件。",
        "法律顾问工作情况（待补充）。",
        "此处填写执法人员培训情况。",
        "全年举办培训【】期，参训120人。",
        "全年审查合同____件，提出意见30条。",
        "更多范文请登录范文网，本文来源于网络。",
        "全区共召开会议*次，审查合同*件。",
        "以下是为您撰写的法治政府建设年度报告：",
    ),
    good=(
        "办理张××诉镇政府行政赔偿案1件，镇长出庭应诉。",
        "李某某因占道经营被罚款200元。",
        "【依法履行职能】全年审查合同12件。",
        "**（一）依法决策**\n审查合同12件。",
        "在此处路段设置警示牌12块。",
        "推行“1+X”模式，建立台账12本（见附件）。",
        "印发示范文本3种，建成XC级实验室1个。",
    ),
)

_MARK = pattern(r"[XxＸ×✕╳*_＿□]")
_BLANKED = pattern(
    rf"20[XxＸ×✕*]{{2}}(?=年)|(?<![0-9A-Za-zＸ×])[XxＸ]{{2,}}(?![0-9A-Za-z])(?={HAN})|"
    rf"(?:(?<={HAN})|(?<=[，、。；]))[XxＸ]{{2,}}(?![0-9A-Za-z])|"
    r"[×✕╳]{1,6}(?=[件次人份项个起条期场名宗万元年月%％镇乡县]|亿|街道|部门|单位|社区|同志)(?<=[^0-9A-Za-z])|"
    rf"(?<={HAN})(?:\*{{3,6}}|(?<!\*)\*(?!\*))(?=[件次人份项个起条期场名宗元年月镇乡县区])|"
    rf"(?<={HAN})[_＿]{{2,}}|□{{2,}}"
)
# A surname in front, as in 张××, or a case name: identities that were meant to be hidden.
_HIDDEN = pattern(
    r"[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛范彭郎鲁韦马苗方俞任袁柳史唐罗薛雷贺汤程蔡田丁邓刘黄胡高林郭梁宋][XxＸ×]*$"
)
# Every way begins with a plain character: the search then skips what begins none of them.
_TO_FILL = r"(?:请|待)?(?:填写|填入|插入|补充)"
_WAITING = pattern(
    r"待(?<![等期亟]待)(?:补充|填写|填报|定稿|填|补)(?=[）)】\]，。；]|$)|"
    r"此处(?:应?(?:填写|插入|补充|填入|添加|需)|待)\w{0,12}|这里(?:应?(?:填写|插入|补充|填入)|待)\w{0,12}|"
    rf"【(?:\s*】|{_TO_FILL}[^】\n]{{0,12}}】|(?:单位名称|具体数字|数字|年份|姓名|地名)】)|"
    rf"（(?:\s*）|略）|{_TO_FILL}[^）\n]{{0,12}}）)|\((?:\s*\)|略\)|{_TO_FILL}[^)\n]{{0,12}}\))|"
    r"《\s*》|\?\?+|？？+",
    re.MULTILINE,
)
_SITE = pattern(
    r"更多\w{0,8}(?:范文|模板|公文)|海量\w{0,8}(?:范文|模板|公文)|范文(?:网|大全|下载)|本文(?:来源|来自|转载)\w{0,12}|"
    r"欢迎下载|小编(?:为|给|整理)\w{0,8}|网友投稿|仅供学习|供大家(?:参考|阅读)|word(?:版|文档|版本)?下载|Word(?:版|文档|版本)?下载|WORD(?:版|文档|版本)?下载|以下是(?:为您|一篇|一份|我为)\w{0,20}|"
    r"下面是(?:为您|一篇|一份|我为)\w{0,20}|希望(?:以上|这份|这篇|对您)\w{0,12}(?:帮助|参考)|"
    r"作为(?:一个|一名)?(?:人工智能|AI|ai)\w{0,8}|根据您(?:的要求|提供)\w{0,8}"
)

_SITE_WORDS = (
    "范文", "模板", "公文", "本文", "下载", "小编", "网友", "仅供", "供大家", "以下是", "下面是", "这份", "这篇", "以上", "对您",
    "AI", "ai", "人工智能", "根据您",
)  # fmt: skip


def check(reading: Reading) -> Iterator[Remark]:
    """Search the source: folding would lose some of these marks."""
    source, (start, end) = reading.source, reading.source_body
    start = min(start, reading.title_at.start)
    marked = _MARK.search(source, start, end)
    for found in _BLANKED.finditer(source, max(marked.start() - 2, start), end) if marked else ():
        if not _HIDDEN.search(source[max(0, found.start() - 3) : found.start()]):
            yield Remark(Span(*found.span()), "占位符没有换成实际内容。")
    for found in _WAITING.finditer(source, start, end):
        yield Remark(Span(*found.span()), "待补的内容没有补上。")
    body = source[start:end]
    for found in _SITE.finditer(source, start, end) if any(word in body for word in _SITE_WORDS) else ():
        yield Remark(Span(*found.span()), "这是范文网站或写作软件留下的话，应当删去。")

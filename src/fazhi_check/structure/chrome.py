"""Page chrome: the lines that a government site or a printer puts around a report.

All patterns are matched against folded lines (no blanks, half-width punctuation).
"""

from __future__ import annotations

from fazhi_check.patterns import pattern

# Words that a line of prose never starts with, or that only a page's frame holds.
_FRAME = pattern(
    r"^(?:返回(?:上一?[级页]|首页|顶部|列表|主页)?|字[号体](?:大小)?|打印(?:本页|文章|预览)?|分享|收藏(?:本页)?|关闭(?:窗口|本页)?|"
    r"朗读|听全文|下载(?:文件)?|纠错|网站首页|首页|导航|正文|政务公开|政府信息公开|信息公开|法定主动公开内容|主动公开|已归档|全文有效|"
    r"相关(?:链接|阅读|附件|新闻|文档|信息|解读|稿件)|附件下载|友情链接|站点地图|网站地图|联系我们|关于我们|隐私声明|版权声明)"
    r"[:|\]】)(【,。]*(?:大|中|小|\||[:>【】(),.]|打印|收藏|分享|关闭|返回|顶部)*$"
)
_PART = pattern(
    r"当前(?:的)?位置|您(?:现在|当前)?(?:的|所在的?)?位置|现在位置|所在位置|浏览(?:次数|量|数)|点击(?:次数|数|率|量)|阅读(?:次数|量|数|:)|访问(?:量|次数)|"
    r"字[号体]:|字[号体]\(|\[(?:大|小)|【字|责任编辑|信息来源|文章来源|稿件来源|^来源:|[\d\]】日]来源:|发布(?:日期|时间|机构|人|单位|者):|发文(?:日期|时间|机关|单位|字号):|"
    r"(?:更新|公开|成文|生成|录入)(?:日期|时间):|索引号|主题(?:分类|词)|信息分类|公开(?:方式|范围|属性|类别|形式):|(?:信息|文件|公文)?有效性|文件编号:|文号:|"
    r"扫一扫|扫描二维码|扫码(?:查看|阅读|分享|关注)|手机(?:版|上)(?:查看|阅读|打开|浏览)|在手机|版权所有|ICP备|公网安备|网站标识码|主办(?:单位)?:|承办(?:单位)?:|"
    r"技术支持|维护单位|无障碍|长者(?:模式|版|专区)|关怀版|适老|繁[体體]|简[体體]\||用户登录|登录\||\|注册|智能问答|保护视力|分辨率|返回顶部|"
    r"打印(?:本页|此页|文章)|关闭(?:窗口|本页)|【打印|【关闭|分享到|微信微博|QQ空间|新浪微博|^[上下]一[篇条页]|^此件|\(此件|位访客|无障碍阅读|网站首页|局长信箱|领导信箱"
)
_CRUMBS = pattern(r"[>»›→]")
_PAGE_NUMBER = pattern(r"(?:-?第?\d{1,3}页?(?:[/,]?共?\d{1,3}页?)?-?|-\d{1,3}-|\||[|/>-]+)")
_LONGEST = 160


def is_page_number(line: str) -> bool:
    """Tell whether a folded line is a page number or a stray rule."""
    return _PAGE_NUMBER.fullmatch(line) is not None


def is_chrome(line: str) -> bool:
    """Tell whether a folded line belongs to the page's frame: navigation, breadcrumbs, buttons, imprint."""
    if len(line) > _LONGEST or line.endswith(("。", ";")):
        return False
    if len(_CRUMBS.findall(line)) >= 2 or line.count("|") >= 2:
        return True
    return _FRAME.match(line) is not None or _PART.search(line) is not None

"""`fazhi-check checklist …`: one module per command."""

from __future__ import annotations

import typer

from fazhi_check.cli.checklist import (
    compare,
    draft,
    evaluate,
    explain,
    listing,
    schema,
    show,
    suggest,
    trial,
    validate,
)

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.command("list", help="列出随软件附带的清单。")(listing.listing)
app.command("show", help="显示一份清单；--origin 显示每个字段写在哪个文件哪一行。")(show.show)
app.command("new", help="问几个问题，写出一份带注释的清单文件。")(draft.new)
app.command("validate", help="检查清单文件的写法，列出全部错误。")(validate.validate)
app.command("test", help="用例句检验清单，说明哪条线索起了作用。")(trial.trial)
app.command("explain", help="对一份报告、一个要素，说明每一处为什么算、为什么不算。")(explain.explain)
app.command("diff", help="比较两份清单，并说明一批报告的结论会怎样变。")(compare.diff)
app.command("suggest", help="从标注过的段落里提出可以补的线索，由人决定。")(suggest.suggest)
app.command("eval", help="对照标注，计算每个要素的准确率和召回率。")(evaluate.evaluate)
app.command("schema", help="输出清单文件的 JSON Schema，供编辑器补全和检查。")(schema.schema)

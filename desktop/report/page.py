"""The report as one page of HTML: no script, nothing fetched, light and printable."""

from typing import Any

from desktop.report.markup import DOCTYPE, Markup, element, joined, void
from desktop.report.sections import sections
from desktop.words import Language, Translate

# The page may fetch and run nothing, whatever came into it.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = Markup("""
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0 auto;padding:24px;max-width:960px;background:#fff;color:#1a1a1a;
font:14px/1.6 "Noto Sans CJK JP","Noto Sans JP","Yu Gothic UI","Meiryo",sans-serif}
h1{font-size:24px;margin:0 0 4px}
h2{font-size:17px;margin:28px 0 8px;padding-bottom:4px;border-bottom:2px solid #0017c1}
p{margin:6px 0}
table{border-collapse:collapse;width:100%;margin:6px 0}
th,td{border:1px solid #ccc;padding:3px 7px;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#f2f2f2;font-weight:600}
code,pre{font:12px/1.5 "Noto Sans Mono CJK JP","Noto Sans Mono",monospace;overflow-wrap:anywhere}
pre{white-space:pre-wrap;background:#f5f6f8;padding:8px;margin:6px 0}
.muted{color:#5c5f66}
.test{color:#5c5f66;font-size:12px}
.good{color:#197a4b;font-weight:600}
.bad{color:#ce0000;font-weight:700}
.level{display:inline-block;border:2px solid;padding:2px 12px;font-size:18px;font-weight:700}
.strong{color:#197a4b}.middle{color:#7a5c00}.weak{color:#ce0000}
.notice{border-left:4px solid #b78f00;background:#fff7db;padding:8px 12px}
@page{size:A4;margin:14mm}
@media print{body{padding:0;max-width:none;font-size:10pt}h2{break-after:avoid}tr{break-inside:avoid}}
""")


def page(report: dict[str, Any], language: Language, translate: Translate) -> bytes:
    """The whole page; it ends with a line end, so that a signature can follow."""
    title = translate("Report", "Hisho: report on its protection")
    head = element(
        "head",
        void("meta", charset="utf-8"),
        void("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        void("meta", name="generator", content="hisho-protection-report"),
        void("meta", name="hisho-made", content=str(report["made"])),
        void("meta", name="viewport", content="width=device-width"),
        element("title", title),
        element("style", _STYLE),
    )
    body = element("body", element("h1", title), joined(sections(report, translate)))
    whole = joined((DOCTYPE, element("html", head, body, lang=language), Markup("\n")))
    return whole.encode()

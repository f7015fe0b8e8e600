#include "report/html.hpp"

#include "base/utf8.hpp"

#include <fmt/format.h>

namespace tidewaiter::report {

std::string escaped(std::string_view text) {
    std::string html;
    html.reserve(text.size() + text.size() / 8);
    for (const char c : base::to_valid_utf8(text)) {
        switch (c) {
        case '&': html += "&amp;"; break;
        case '<': html += "&lt;"; break;
        case '>': html += "&gt;"; break;
        case '"': html += "&quot;"; break;
        case '\'': html += "&#39;"; break;
        default: html += static_cast<unsigned char>(c) < 0x20 && c != '\n' ? ' ' : c;
        }
    }
    return html;
}

std::string web_link(std::string_view address, std::string_view shown) {
    const bool web = address.starts_with("https://") || address.starts_with("http://");
    if (!web) {
        return escaped(shown);
    }
    return fmt::format("<a href=\"{}\" rel=\"noreferrer\">{}</a>", escaped(address), escaped(shown));
}

std::string grouped(unsigned long long number) {
    std::string digits = std::to_string(number);
    for (std::size_t i = digits.size(); i > 3;) {
        i -= 3;
        digits.insert(i, 1, ',');
    }
    return digits;
}

std::string_view style_sheet() {
    return R"css(
:root{--ink:#1d2733;--soft:#5b6875;--line:#d8dee5;--ground:#fff;--panel:#f5f7f9;--hold:#a3262a;--review:#b26a00;--none:#2f6f4f;
--not:#6b7280;--for:#e3f1e8;--against:#fbe6e3;--mark:#24598f;--bar:#3d6f9e}
@media (prefers-color-scheme:dark){:root{--ink:#e6e9ed;--soft:#9aa7b4;--line:#37424d;--ground:#14191f;--panel:#1c232b;--hold:#f08a84;
--review:#f0b65a;--none:#7cc49b;--not:#9aa3ad;--for:#1e3a2b;--against:#46221f;--mark:#86b8ea;--bar:#5f96c9}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:76rem;padding:1.5rem 1.25rem 3rem;background:var(--ground);color:var(--ink);
font:15px/1.5 system-ui,-apple-system,"Segoe UI","Noto Sans",sans-serif}
h1{font-size:1.6rem;margin:0 0 .2rem}h2{font-size:1.15rem;margin:2.2rem 0 .6rem;padding-bottom:.25rem;border-bottom:1px solid var(--line)}
h3{font-size:1rem;margin:0}p{margin:.4rem 0}.soft{color:var(--soft)}.small{font-size:.86rem}
a{color:var(--mark)}code,.mono{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:.86em;overflow-wrap:anywhere}
.tiles{display:grid;grid-template-columns:repeat(4,1fr);gap:.6rem;margin:1rem 0}
@media (max-width:44rem){.tiles{grid-template-columns:1fr 1fr}}
.tile{background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:.6rem .8rem}
.tile b{display:block;font-size:1.5rem;line-height:1.2;font-variant-numeric:tabular-nums}.tile span{color:var(--soft);font-size:.86rem}
.hold{color:var(--hold)}.review{color:var(--review)}.no_finding{color:var(--none)}.not_screened{color:var(--not)}
.notice{border-left:4px solid var(--mark);background:var(--panel);padding:.6rem .9rem;margin:1rem 0}
.warning{border-left-color:var(--review)}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(21rem,1fr));gap:1rem}
figure{margin:0;background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:.7rem .8rem}
figcaption{font-weight:600;font-size:.92rem;margin-bottom:.3rem}figcaption span{font-weight:400;color:var(--soft)}
svg{display:block;width:100%;height:auto}svg text{fill:var(--ink);font:12px system-ui,sans-serif}svg .dim{fill:var(--soft)}
svg .bar{fill:var(--bar)}svg .f-hold{fill:var(--hold)}svg .f-review{fill:var(--review)}svg .f-no_finding{fill:var(--none)}
svg .f-not_screened{fill:var(--not)}svg .axis{stroke:var(--line)}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line)}
th{color:var(--soft);font-weight:600}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
.alert{border:1px solid var(--line);border-radius:6px;margin:.8rem 0;overflow:hidden}
.alert header{display:flex;flex-wrap:wrap;gap:.3rem 1rem;align-items:baseline;background:var(--panel);padding:.55rem .8rem}
.alert .body{padding:.3rem .8rem .7rem}.badge{font-weight:700;text-transform:uppercase;font-size:.78rem;letter-spacing:.04em}
.sides{table-layout:fixed}.sides th:first-child{width:9.5rem}.sides td{overflow-wrap:anywhere}
tr.supports td{background:var(--for)}tr.contradicts td{background:var(--against)}
.sign{font-weight:700;margin-right:.3rem}
.parts{display:flex;flex-wrap:wrap;gap:.35rem;margin:.5rem 0 .2rem;padding:0;list-style:none}
.parts li{border:1px solid var(--line);border-radius:4px;padding:.1rem .45rem;font-size:.86rem;background:var(--ground)}
.parts li.missing,.parts li.conflict{background:var(--against)}.parts li.equal{background:var(--for)}
.parts small{color:var(--soft)}
details{margin:.4rem 0}summary{cursor:pointer}
footer{margin-top:2.5rem;border-top:1px solid var(--line);padding-top:.8rem}
@media print{body{max-width:none;padding:0;font-size:10.5pt}.alert,figure,.tile{break-inside:avoid}a{color:inherit;text-decoration:none}
.charts{grid-template-columns:1fr 1fr}details{display:block}details>*{display:block}
:root{--ink:#000;--soft:#444;--line:#bbb;--ground:#fff;--panel:#fff;--for:#eef6f0;--against:#fbeeec}}
)css";
}

} // namespace tidewaiter::report

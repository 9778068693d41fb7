#include "cli/html_page.h"

namespace rapport::cli {
namespace {

// The policy keeps the page from loading anything, whatever stands in it. Colours are the system's
// for light and dark, and mixed into the background for shades, so that text stays readable.
constexpr char kHead[] = R"(<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<style>
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --soft: #59636e; --line: #d1d9e0;
  --right: 37, 110, 220; --wrong: 222, 120, 20; --mark: #ffe58a;
  --good: #1a7f37; --bad: #b3261e; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e9ec; --paper: #14171a; --soft: #a0a9b2; --line: #3a424a; --mark: #6b5500;
    --good: #6fd08c; --bad: #ff9d94; }
}
body { margin: 0 auto; max-width: 72rem; padding: 1rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin-bottom: 0; overflow-wrap: anywhere; }
a { color: inherit; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; list-style: none; padding: 0; }
.table { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; font-size: 0.9rem; }
caption { text-align: left; font-weight: 600; padding-bottom: 0.3rem; }
th, td { border: 1px solid var(--line); padding: 0.2rem 0.5rem; text-align: left; }
th { font-weight: 600; }
td.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.interval { white-space: nowrap; }
td.zero { color: var(--soft); }
td.right { background: rgba(var(--right), calc(var(--s) * 0.55)); }
td.wrong { background: rgba(var(--wrong), calc(var(--s) * 0.55)); }
th.turned { vertical-align: bottom; }
th.turned span { writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; }
th.group { background: rgba(128, 128, 128, 0.15); }
figure { margin: 1rem 0; }
svg { width: 100%; max-width: 26rem; height: auto; }
svg text { fill: var(--ink); font-size: 12px; }
svg .x { text-anchor: middle; }
svg .y { text-anchor: end; }
svg .grid { stroke: var(--line); }
svg .diagonal { stroke: var(--soft); stroke-dasharray: 4 3; }
svg .stem { stroke: rgb(var(--right)); stroke-width: 2; }
svg circle { fill: rgb(var(--right)); fill-opacity: 0.8; }
figcaption, .turn, .id { color: var(--soft); font-size: 0.85rem; }
article { border-top: 1px solid var(--line); }
blockquote { margin: 0.5rem 0; padding-left: 0.8rem; border-left: 3px solid var(--line); }
blockquote p { margin: 0.2rem 0; overflow-wrap: anywhere; }
mark { background: var(--mark); color: var(--ink); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: 0.5rem 0; }
dd { margin: 0; }
svg.range { width: 10rem; height: 1rem; vertical-align: middle; }
svg.range .axis { stroke: var(--line); stroke-width: 2; }
svg.range .span { stroke: rgb(var(--right)); stroke-width: 4; opacity: 0.45; }
svg.trend { max-width: 40rem; }
svg.bar { width: 12rem; height: 1rem; vertical-align: middle; }
svg.bar .s0 { fill: var(--bad); }
svg.bar .s1 { fill: var(--line); }
svg.bar .s2 { fill: var(--good); }
svg.bar .s3 { fill: rgb(var(--wrong)); }
svg.trend polyline { fill: none; stroke: rgb(var(--right)); stroke-width: 2; }
svg .band { fill: rgb(var(--right)); fill-opacity: 0.18; }
svg .bar { fill: rgb(var(--right)); fill-opacity: 0.7; }
svg .goal { fill: var(--soft); }
.plots { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr)); gap: 0 1rem; }
.plot { margin: 0.5rem 0; }
.plot figcaption { color: var(--ink); font-weight: 600; }
.cards { display: flex; flex-wrap: wrap; gap: 1rem; }
.card { flex: 1 1 20rem; border: 1px solid var(--line); border-radius: 0.4rem; padding: 0 1rem 0.5rem; }
.card.small { flex: 0 1 16rem; }
.big { font-size: 1.6rem; font-weight: 600; }
.good { color: var(--good); }
.bad { color: var(--bad); }
q { quotes: "\201c" "\201d"; }
@page { size: landscape; margin: 12mm; }
@media print {
  :root { color-scheme: light; --ink: #000; --paper: #fff; --soft: #444; --line: #999;
    --mark: #ffe58a; }
  body { max-width: none; font-size: 10pt; }
  nav { display: none; }
  .table { overflow: visible; }
  table { font-size: 7.5pt; }
  th, td { padding: 0.1rem 0.25rem; }
  tr, figure, article, .card { break-inside: avoid; }
  td, mark, svg, .card { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
</style>
)";

}  // namespace

void OpenPage(std::string_view title, HtmlWriter* html) {
  html->Markup(kHead).Markup("<title>").Text(title);
  html->Markup("</title>\n</head>\n<body>\n<main>\n<h1>").Text(title).Markup("</h1>\n");
}

void ClosePage(HtmlWriter* html) { html->Markup("</main>\n</body>\n</html>\n"); }

void PageParts::Write(const std::function<void()>& parts) {
  is_list_ = true;
  html_.Markup("<nav aria-label=\"Parts\"><ul>\n");
  parts();
  html_.Markup("</ul></nav>\n");
  is_list_ = false;
  parts();
}

void PageParts::Part(std::string_view title, const std::function<void()>& content) {
  if (is_list_) {
    html_.Markup("<li><a href=\"#part").Number(++listed_).Markup("\">").Text(title);
    html_.Markup("</a></li>\n");
    return;
  }
  html_.Markup("<section aria-labelledby=\"part").Number(++written_);
  html_.Markup("\">\n<h2 id=\"part").Number(written_).Markup("\">").Text(title);
  html_.Markup("</h2>\n");
  content();
  html_.Markup("</section>\n");
}

}  // namespace rapport::cli

#include "cli/report_page.h"

#include "base/strings.h"
#include "cli/report_sections.h"
#include "cli/table.h"

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
  --right: 37, 110, 220; --wrong: 222, 120, 20; --mark: #ffe58a; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e9ec; --paper: #14171a; --soft: #a0a9b2; --line: #3a424a; --mark: #6b5500; }
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
@page { size: landscape; margin: 12mm; }
@media print {
  :root { color-scheme: light; --ink: #000; --paper: #fff; --soft: #444; --line: #999;
    --mark: #ffe58a; }
  body { max-width: none; font-size: 10pt; }
  nav { display: none; }
  .table { overflow: visible; }
  table { font-size: 7.5pt; }
  th, td { padding: 0.1rem 0.25rem; }
  tr, figure, article { break-inside: avoid; }
  td, mark, svg { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
</style>
)";

class Page {
 public:
  Page(const learn::Report& report, CoverageOrder order, HtmlWriter* html)
      : report_(report), order_(order), html_(*html) {}

  void Write() {
    html_.Markup(kHead).Markup("<title>Evaluation of ").Text(report_.rule_set);
    html_.Markup("</title>\n</head>\n<body>\n<main>\n<h1>Evaluation of ").Text(report_.rule_set);
    html_.Markup("</h1>\n<p>").Text(Grouped(report_.evaluation.n));
    html_.Markup(" conversations with labels.</p>\n");
    is_list_ = true;
    html_.Markup("<nav aria-label=\"Parts\"><ul>\n");
    Sections();
    html_.Markup("</ul></nav>\n");
    is_list_ = false;
    Sections();
    html_.Markup("</main>\n</body>\n</html>\n");
  }

 private:
  // A line of the list of parts, or the part itself.
  template <typename Content>
  void Section(std::string_view id, std::string_view title, const Content& content) {
    if (is_list_) {
      html_.Markup("<li><a href=\"#").Text(id).Markup("\">").Text(title).Markup("</a></li>\n");
      return;
    }
    html_.Markup("<section aria-labelledby=\"").Text(id).Markup("\">\n<h2 id=\"").Text(id);
    html_.Markup("\">").Text(title).Markup("</h2>\n");
    content();
    html_.Markup("</section>\n");
  }

  void Sections() {
    const learn::Evaluation& e = report_.evaluation;
    Section("figures", "Figures", [&] { WriteFigures(e, &html_); });
    if (report_.comparison) {
      Section("comparison", "Comparison", [&] { WriteComparison(report_, &html_); });
    }
    if (report_.groups) {
      Section("groups", StrCat("By ", report_.groups->key),
              [&] { WriteGroups(*report_.groups, &html_); });
    }
    if (!e.per_class.empty()) {
      Section("classes", "Classes", [&] { WriteClasses(e, &html_); });
      Section("confusion", "Confusion", [&] { WriteConfusion(e, &html_); });
      Section("reliability", "Reliability", [&] { WriteReliability(e, &html_); });
    }
    if (!e.hostility.empty()) {
      Section("hostility", "Hostility", [&] { WriteHostility(e, &html_); });
    }
    if (e.n_escalate > 0) {
      Section("escalation", "Escalation", [&] { WriteEscalation(e, &html_); });
    }
    if (report_.coverage) {
      Section("coverage", "Coverage", [&] { WriteCoverage(*report_.coverage, order_, &html_); });
    }
    Section("mistakes", "Mistakes", [&] {
      if (report_.mistakes) {
        WriteMistakes(*report_.mistakes, &html_);
      } else {
        html_.Markup("<p>Left out, as they quote conversations. <code>--mistakes N</code> shows ");
        html_.Markup("them; use it on files on which a pack is developed.</p>\n");
      }
    });
  }

  const learn::Report& report_;
  const CoverageOrder order_;
  HtmlWriter& html_;
  bool is_list_ = false;
};

}  // namespace

void WriteReportPage(const learn::Report& report, CoverageOrder order, HtmlWriter* html) {
  Page(report, order, html).Write();
}

}  // namespace rapport::cli

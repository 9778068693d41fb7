#include "cli/report_page.h"

#include "base/strings.h"
#include "cli/html_page.h"
#include "cli/report_sections.h"
#include "cli/table.h"

namespace rapport::cli {
namespace {

class Page {
 public:
  Page(const learn::Report& report, CoverageOrder order, HtmlWriter* html)
      : report_(report), order_(order), html_(*html) {}

  void Write() {
    OpenPage(StrCat("Evaluation of ", report_.rule_set), &html_);
    html_.Markup("<p>").Text(Grouped(report_.evaluation.n));
    html_.Markup(" conversations with labels.</p>\n");
    is_list_ = true;
    html_.Markup("<nav aria-label=\"Parts\"><ul>\n");
    Sections();
    html_.Markup("</ul></nav>\n");
    is_list_ = false;
    Sections();
    ClosePage(&html_);
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

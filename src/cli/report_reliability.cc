#include <algorithm>
#include <cmath>

#include "base/strings.h"
#include "cli/evaluation_text.h"
#include "cli/report_sections.h"

namespace rapport::cli {
namespace {

// The square that the diagram is drawn in, in units of the picture.
constexpr int kLeft = 46, kTop = 10, kSide = 300;

int X(double share) { return kLeft + static_cast<int>(std::lround(share * kSide)); }
int Y(double share) { return kTop + kSide - static_cast<int>(std::lround(share * kSide)); }

void Line(int x1, int y1, int x2, int y2, HtmlWriter* html) {
  html->Markup("x1=\"").Number(x1).Markup("\" y1=\"").Number(y1).Markup("\" x2=\"").Number(x2);
  html->Markup("\" y2=\"").Number(y2).Markup("\"/>\n");
}

void Grid(HtmlWriter* html) {
  for (int tenth = 0; tenth <= 10; tenth += 2) {
    const double share = tenth / 10.0;
    html->Markup("<line class=\"grid\" ");
    Line(X(0), Y(share), X(1), Y(share), html);
    html->Markup("<line class=\"grid\" ");
    Line(X(share), Y(0), X(share), Y(1), html);
    const std::string label = StrCat(tenth / 10, ".", tenth % 10);
    html->Markup("<text class=\"y\" x=\"").Number(X(0) - 6).Markup("\" y=\"").Number(Y(share) + 4);
    html->Markup("\">").Text(label).Markup("</text>\n<text class=\"x\" x=\"").Number(X(share));
    html->Markup("\" y=\"").Number(Y(0) + 18).Markup("\">").Text(label).Markup("</text>\n");
  }
  html->Markup("<line class=\"diagonal\" ");
  Line(X(0), Y(0), X(1), Y(1), html);
}

// Points at (mean probability, share right), larger for more decisions, with a stem to the line
// where they should be.
void Points(const learn::Evaluation& e, HtmlWriter* html) {
  int64_t most = 1;
  for (const learn::ReliabilityBin& bin : e.reliability) most = std::max(most, bin.count);
  for (const learn::ReliabilityBin& bin : e.reliability) {
    if (bin.count == 0) continue;
    const double right = static_cast<double>(bin.correct) / static_cast<double>(bin.count);
    const double size = static_cast<double>(bin.count) / static_cast<double>(most);
    html->Markup("<line class=\"stem\" ");
    Line(X(bin.probability), Y(bin.probability), X(bin.probability), Y(right), html);
    html->Markup("<circle cx=\"").Number(X(bin.probability)).Markup("\" cy=\"").Number(Y(right));
    html->Markup("\" r=\"").Number(3 + std::lround(9 * std::sqrt(size))).Markup("\"><title>");
    html->Text(StrCat(bin.count, " decisions, mean probability ", Fraction(bin.probability),
                      ", share right ", Fraction(right)));
    html->Markup("</title></circle>\n");
  }
}

}  // namespace

void WriteReliability(const learn::Evaluation& e, HtmlWriter* html) {
  html->Markup("<figure>\n<svg viewBox=\"0 0 360 350\" role=\"img\" aria-label=\"Reliability ");
  html->Markup("diagram: the share of right decisions against their mean probability, for each ");
  html->Markup("tenth of probability. The table below has the numbers.\">\n");
  Grid(html);
  Points(e, html);
  html->Markup("<text class=\"x\" x=\"196\" y=\"346\">mean probability</text>\n");
  html->Markup(
      "<text class=\"x\" transform=\"translate(12 160) rotate(-90)\">share right</text>\n");
  html->Markup(
      "</svg>\n<figcaption>Points on the diagonal are as certain as they should be; below ");
  html->Markup("it, too certain. Larger points are more decisions.</figcaption>\n</figure>\n");
  html->OpenTable("Reliability: decisions by probability");
  html->Markup("<thead><tr>");
  for (const char* heading : {"probability", "decisions", "mean probability", "share right"}) {
    html->ColumnHeading(heading);
  }
  html->Markup("</tr></thead>\n<tbody>\n");
  for (size_t i = 0; i < e.reliability.size(); ++i) {
    const learn::ReliabilityBin& bin = e.reliability[i];
    html->Markup("<tr>").RowHeading(BinName(i)).NumberCell(bin.count);
    html->NumberCell(bin.count == 0 ? "-" : Fraction(bin.probability));
    html->NumberCell(Share(bin.correct, bin.count)).Markup("</tr>\n");
  }
  html->Markup("</tbody>\n").CloseTable();
}

}  // namespace rapport::cli

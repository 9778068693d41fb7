#include "cli/table.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/strings.h"

namespace rapport::cli {
namespace {

constexpr size_t kGap = 2;

}  // namespace

Table::Table(std::vector<std::string> headings, std::vector<Align> alignment)
    : alignment_(std::move(alignment)), has_headings_(!headings.empty()) {
  if (!has_headings_) return;
  std::vector<StyledText> cells;
  for (const std::string& heading : headings) {
    cells.emplace_back().Add(heading, Style::kDim);
  }
  Row(std::move(cells));
}

void Table::Row(std::vector<StyledText> cells) {
  cells.resize(alignment_.size());
  rows_.push_back(std::move(cells));
}

void Table::Append(const Terminal& terminal, size_t indent, std::string* out) const {
  std::vector<size_t> widths(alignment_.size());
  for (const auto& row : rows_) {
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].width());
  }
  for (const auto& row : rows_) AppendRow(terminal, indent, widths, row, out);
}

void Table::AppendRow(const Terminal& terminal, size_t indent, const std::vector<size_t>& widths,
                      const std::vector<StyledText>& cells, std::string* out) const {
  std::string line(indent, ' ');
  size_t column = indent;
  size_t pending = 0;  // spaces that only a further cell makes visible
  for (size_t i = 0; i < cells.size(); ++i) {
    const size_t width = cells[i].width();
    const size_t fill = widths[i] - width;
    if (alignment_[i] == Align::kRight) pending += fill;
    if (width > 0) {
      line.append(pending, ' ');
      column += pending;
      pending = 0;
      const size_t room = terminal.width > column ? terminal.width - column : 1;
      if (i + 1 == cells.size() && width > room) {
        StyledText plain;  // a clipped cell loses its styles but the first
        std::string text;
        for (const auto& piece : cells[i].pieces()) text += piece.text;
        plain.Add(Clipped(text, room), cells[i].pieces().front().style);
        line += plain.Render(terminal);
      } else {
        line += cells[i].Render(terminal);
      }
      column += width;
    }
    if (alignment_[i] == Align::kLeft) pending += fill;
    pending += kGap;
  }
  StrAppend(out, line, '\n');
}

std::string Bar(double value, double most, size_t width) {
  static constexpr const char* kEighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  if (most <= 0 || value <= 0) return "";
  const auto eighths = static_cast<size_t>(
      std::lround(std::min(value / most, 1.0) * static_cast<double>(width) * 8));
  std::string out;
  for (size_t i = 0; i < eighths / 8; ++i) out += "█";
  return out + kEighths[eighths % 8];
}

std::string Grouped(int64_t number) {
  std::string digits = std::to_string(number < 0 ? -number : number);
  for (size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return StrCat(number < 0 ? "-" : "", digits);
}

}  // namespace rapport::cli

#ifndef RAPPORT_CLI_TABLE_H_
#define RAPPORT_CLI_TABLE_H_

#include <string>
#include <vector>

#include "cli/layout.h"
#include "cli/terminal.h"

namespace rapport::cli {

// A table of text: columns as wide as their widest cell, by columns on the screen rather than
// bytes; the last one is clipped to the terminal.
class Table {
 public:
  enum class Align { kLeft, kRight };

  // A table without headings starts with the first row.
  Table(std::vector<std::string> headings, std::vector<Align> alignment);

  void Row(std::vector<StyledText> cells);
  bool empty() const { return rows_.empty(); }

  // Every line starts with `indent` spaces; no line ends with one.
  void Append(const Terminal& terminal, size_t indent, std::string* out) const;

 private:
  void AppendRow(const Terminal& terminal, size_t indent, const std::vector<size_t>& widths,
                 const std::vector<StyledText>& cells, std::string* out) const;

  std::vector<Align> alignment_;
  std::vector<std::vector<StyledText>> rows_;
  bool has_headings_;
};

// "████▌": `value` of `most` as a bar of up to `width` columns, in eighths.
std::string Bar(double value, double most, size_t width);

// "12,345".
std::string Grouped(int64_t number);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_TABLE_H_

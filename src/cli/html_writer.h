#ifndef RAPPORT_CLI_HTML_WRITER_H_
#define RAPPORT_CLI_HTML_WRITER_H_

// Writing HTML so that no data can become markup: markup is given as literals of the program, all
// else goes through Text().
//
//     html.Markup("<td title=\"").Text(id).Markup("\">").Text(words).Markup("</td>");

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace rapport::cli {

// `text` for an element or a quoted attribute: made printable as for a terminal (control and
// bidirectional formatting characters and malformed bytes become U+FFFD, line breaks spaces), then
// & < > " ' escaped.
std::string EscapeHtml(std::string_view text);

// Passes every piece on to a sink at once; not thread-safe.
class HtmlWriter {
 public:
  using Sink = std::function<void(std::string_view)>;
  explicit HtmlWriter(Sink sink) : sink_(std::move(sink)) {}

  // A literal, as it is.
  template <size_t N>
  HtmlWriter& Markup(const char (&literal)[N]) {
    sink_(std::string_view(literal, N - 1));
    return *this;
  }
  HtmlWriter& Text(std::string_view text) {
    sink_(EscapeHtml(text));
    return *this;
  }
  HtmlWriter& Number(int64_t value) { return Text(std::to_string(value)); }

  // A cell of a table, with text on the left or a number on the right; a row's heading.
  HtmlWriter& Cell(std::string_view text) { return Markup("<td>").Text(text).Markup("</td>"); }
  HtmlWriter& NumberCell(std::string_view number) {
    return Markup("<td class=\"n\">").Text(number).Markup("</td>");
  }
  HtmlWriter& NumberCell(int64_t number) { return NumberCell(std::to_string(number)); }
  HtmlWriter& RowHeading(std::string_view text) {
    return Markup("<th scope=\"row\">").Text(text).Markup("</th>");
  }
  HtmlWriter& ColumnHeading(std::string_view text) {
    return Markup("<th scope=\"col\">").Text(text).Markup("</th>");
  }

  // A table that scrolls by itself where it is too wide, reachable by keyboard. `caption` says what
  // it shows, and names the region.
  HtmlWriter& OpenTable(std::string_view caption);
  HtmlWriter& CloseTable() { return Markup("</table></div>\n"); }

 private:
  Sink sink_;
};

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_HTML_WRITER_H_

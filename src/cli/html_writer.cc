#include "cli/html_writer.h"

#include "cli/terminal.h"

namespace rapport::cli {

std::string EscapeHtml(std::string_view text) {
  std::string out;
  for (const char c : Printable(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

HtmlWriter& HtmlWriter::OpenTable(std::string_view caption) {
  return Markup("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"")
      .Text(caption)
      .Markup("\"><table>\n<caption>")
      .Text(caption)
      .Markup("</caption>\n");
}

}  // namespace rapport::cli

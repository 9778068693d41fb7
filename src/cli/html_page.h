#ifndef RAPPORT_CLI_HTML_PAGE_H_
#define RAPPORT_CLI_HTML_PAGE_H_

// The frame of every page that the program writes: one file that loads nothing, runs nothing,
// prints, and suits light and dark.

#include <cstdint>
#include <functional>
#include <string_view>

#include "cli/html_writer.h"

namespace rapport::cli {

void OpenPage(std::string_view title, HtmlWriter* html);  // up to the heading
void ClosePage(HtmlWriter* html);

// The parts of a page, behind a list of links to them. Names are data, so ids are numbers.
//
//     PageParts parts(&html);
//     parts.Write([&] { parts.Part("Scores", [&] { ... }); });
class PageParts {
 public:
  explicit PageParts(HtmlWriter* html) : html_(*html) {}

  // `parts` calls Part() for each; it is called twice, and must do the same.
  void Write(const std::function<void()>& parts);
  void Part(std::string_view title, const std::function<void()>& content);

 private:
  HtmlWriter& html_;
  bool is_list_ = false;
  int64_t listed_ = 0, written_ = 0;
};

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_HTML_PAGE_H_

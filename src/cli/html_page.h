#ifndef RAPPORT_CLI_HTML_PAGE_H_
#define RAPPORT_CLI_HTML_PAGE_H_

// The frame of every page that the program writes: one file that loads nothing, runs nothing,
// prints, and suits light and dark.

#include <string_view>

#include "cli/html_writer.h"

namespace rapport::cli {

void OpenPage(std::string_view title, HtmlWriter* html);  // up to the heading
void ClosePage(HtmlWriter* html);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_HTML_PAGE_H_

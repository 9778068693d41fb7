#include "cli/progress_line.h"

#include <unistd.h>

#include <cstdio>

namespace rapport::cli {

ProgressLine::ProgressLine() : terminal_(isatty(STDERR_FILENO) != 0) {}

void ProgressLine::Show(std::string_view step, double done) {
  if (!terminal_) return;
  std::fprintf(stderr, "\r\x1b[K%.*s %d%%", static_cast<int>(step.size()), step.data(),
               static_cast<int>(done * 100));
  std::fflush(stderr);
  shown_ = true;
}

void ProgressLine::Erase() {
  if (!shown_) return;
  std::fputs("\r\x1b[K", stderr);
  std::fflush(stderr);
  shown_ = false;
}

}  // namespace rapport::cli

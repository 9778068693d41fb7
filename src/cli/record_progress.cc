#include "cli/record_progress.h"

#include <unistd.h>

#include <iostream>

#include "cli/table.h"

namespace rapport::cli {

RecordProgress::RecordProgress(int answers_fd)
    : shown_(::isatty(STDERR_FILENO) == 1 && ::isatty(answers_fd) == 0) {}

void RecordProgress::Count(int64_t records) {
  count_ += records;
  if (!shown_ || count_ < next_look_) return;
  next_look_ = count_ + 256;
  const auto now = std::chrono::steady_clock::now();
  if (now - last_ < std::chrono::milliseconds(500)) return;
  last_ = now;
  std::cerr << "\r" << Grouped(count_) << " records" << std::flush;
  written_ = true;
}

void RecordProgress::Erase() {
  if (written_) std::cerr << "\r\x1b[K" << std::flush;
  written_ = false;
}

}  // namespace rapport::cli

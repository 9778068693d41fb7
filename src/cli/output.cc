#include "cli/output.h"

#include <unistd.h>

#include <cerrno>

namespace rapport::cli {

void Output::Write(std::string_view bytes) {
  if (stopped()) return;
  buffer_.append(bytes);
  if (buffer_.size() >= kBuffer) Flush();
}

void Output::Flush() {
  std::string_view rest = buffer_;
  while (!rest.empty() && !stopped()) {
    const ssize_t written = ::write(fd_, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(static_cast<size_t>(written));
    } else if (errno == EPIPE) {
      closed_ = true;
    } else if (errno != EINTR) {
      failed_ = true;
    }
  }
  buffer_.clear();
}

}  // namespace rapport::cli

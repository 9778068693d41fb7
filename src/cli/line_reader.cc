#include "cli/line_reader.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace rapport::cli {
namespace {

constexpr size_t kFirstBuffer = 256 * 1024;
constexpr char kByteOrderMark[] = "\xEF\xBB\xBF";

}  // namespace

LineReader::LineReader(int fd, size_t max_bytes, std::function<void()> before_wait)
    : fd_(fd), max_bytes_(max_bytes), before_wait_(std::move(before_wait)) {
  buffer_.resize(kFirstBuffer);
}

// Reads more behind `filled_`, after moving the unfinished line to the front and growing the buffer
// when that line fills it. One byte stays free for the NUL.
bool LineReader::Fill() {
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, filled_ - begin_);
    filled_ -= begin_;
    next_ -= begin_;
    begin_ = 0;
  }
  if (filled_ + 1 >= buffer_.size()) {
    buffer_.resize(std::min(buffer_.size() * 2, max_bytes_ + kFirstBuffer));
  }
  before_wait_();
  while (true) {
    const ssize_t got = ::read(fd_, buffer_.data() + filled_, buffer_.size() - filled_ - 1);
    if (got > 0) {
      filled_ += static_cast<size_t>(got);
      return true;
    }
    if (got == 0) {
      at_end_ = true;
      return true;
    }
    if (errno == EINTR) continue;
    error_ = errno;
    return false;
  }
}

LineReader::Event LineReader::Next() {
  begin_ = next_;
  size_t scanned = begin_;
  bool too_long = false;
  ++number_;
  while (true) {
    const char* const from = buffer_.data() + scanned;
    const void* const found = std::memchr(from, '\n', filled_ - scanned);
    if (found != nullptr) {
      end_ = static_cast<size_t>(static_cast<const char*>(found) - buffer_.data());
      next_ = end_ + 1;
      break;
    }
    if (at_end_) {
      end_ = next_ = filled_;
      if (begin_ == end_ && !too_long) return Event::kEnd;
      break;
    }
    // Drop what is too long as it comes, so that memory stays bounded.
    if (filled_ - begin_ > max_bytes_ + sizeof kByteOrderMark) {
      too_long = true;
      begin_ = next_ = filled_;
    }
    scanned = filled_ - begin_;  // where Fill() moves it
    if (!Fill()) return Event::kError;
  }
  if (number_ == 1 && !too_long && size() >= 3 && std::memcmp(data(), kByteOrderMark, 3) == 0) {
    begin_ += 3;
  }
  if (size() > 0 && buffer_[end_ - 1] == '\r') --end_;
  if (too_long || size() > max_bytes_) return Event::kTooLong;
  buffer_[end_] = '\0';
  return Event::kLine;
}

}  // namespace rapport::cli

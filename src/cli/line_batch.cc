#include "cli/line_batch.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace rapport::cli {
namespace {

// So much that handing a batch over costs nothing beside the work on it, and so little that what
// becomes of it, some twenty times as much, stays in a core's cache.
constexpr size_t kBlock = 16 * 1024;
constexpr size_t kKept = 256 * 1024;
constexpr char kByteOrderMark[] = "\xEF\xBB\xBF";

// Where the last line of bytes[from, size) ends, or 0.
size_t LastLineEnd(const std::vector<char>& bytes, size_t from, size_t size) {
  while (size > from && bytes[size - 1] != '\n') --size;
  return size > from ? size : 0;
}

}  // namespace

void LineBatch::Clear() {
  size = 0;
  if (bytes.size() > kKept) std::vector<char>().swap(bytes);
}

BatchReader::BatchReader(int fd, size_t max_bytes, std::function<bool()> before_read,
                         std::string_view beginning)
    : fd_(fd),
      max_bytes_(max_bytes),
      before_read_(std::move(before_read)),
      rest_(beginning.begin(), beginning.end()) {}

BatchReader::Read BatchReader::ReadSome(LineBatch* batch) {
  const size_t wanted = batch->size + kBlock + 1;
  if (batch->bytes.size() < wanted) {
    batch->bytes.resize(std::max(wanted, batch->size > kBlock ? 2 * batch->size : 0));
  }
  while (true) {
    if (!before_read_()) return Read::kStopped;
    const ssize_t got =
        ::read(fd_, batch->bytes.data() + batch->size, batch->bytes.size() - batch->size - 1);
    if (got > 0) {
      batch->size += static_cast<size_t>(got);
      return Read::kSome;
    }
    if (got == 0) return Read::kEnd;
    if (errno == EINTR || errno == EAGAIN) continue;
    error_ = errno;
    return Read::kError;
  }
}

// The batch ends at `end`; what was read beyond it begins the next one.
BatchReader::Event BatchReader::Cut(LineBatch* batch, size_t end) {
  const char* const begin = batch->bytes.data();
  rest_.assign(begin + end, begin + batch->size);
  batch->size = end;
  batch->first_line = next_line_;
  next_line_ += std::count(begin, begin + end, '\n');
  return Event::kLines;
}

BatchReader::Event BatchReader::Next(LineBatch* batch) {
  if (batch->bytes.size() < rest_.size()) batch->bytes.resize(rest_.size());
  std::copy(rest_.begin(), rest_.end(), batch->bytes.begin());
  batch->size = rest_.size();
  rest_.clear();
  // After a line that was too long there may be whole lines; else there is none yet.
  size_t end = LastLineEnd(batch->bytes, 0, batch->size);
  while (end == 0) {
    // Drop what is too long as it comes, so that memory stays bounded.
    if (batch->size > max_bytes_ + sizeof kByteOrderMark) return SkipLine(batch);
    const size_t before = batch->size;
    switch (ReadSome(batch)) {
      case Read::kSome:
        end = LastLineEnd(batch->bytes, before, batch->size);
        break;
      case Read::kEnd:
        return batch->size == 0 ? Event::kEnd : Cut(batch, batch->size);
      case Read::kError:
        return Event::kError;
      case Read::kStopped:
        return Event::kStopped;
    }
  }
  return Cut(batch, end);
}

BatchReader::Event BatchReader::SkipLine(LineBatch* batch) {
  batch->first_line = next_line_++;
  while (true) {
    batch->Clear();
    switch (ReadSome(batch)) {
      case Read::kSome:
        break;
      case Read::kEnd:
        return Event::kTooLong;
      case Read::kError:
        return Event::kError;
      case Read::kStopped:
        return Event::kStopped;
    }
    const char* const begin = batch->bytes.data();
    const char* const end = begin + batch->size;
    const char* const line_break = std::find(begin, end, '\n');
    if (line_break == end) continue;
    rest_.assign(line_break + 1, end);
    batch->size = 0;
    return Event::kTooLong;
  }
}

LineCutter::LineCutter(LineBatch* batch, size_t max_bytes)
    : next_(batch->bytes.data()),
      end_(batch->bytes.data() + batch->size),
      max_bytes_(max_bytes),
      number_(batch->first_line - 1) {}

bool LineCutter::Next() {
  if (next_ == end_) return false;
  ++number_;
  begin_ = next_;
  void* const found = std::memchr(begin_, '\n', static_cast<size_t>(end_ - begin_));
  char* const stop = found == nullptr ? end_ : static_cast<char*>(found);
  next_ = found == nullptr ? end_ : stop + 1;
  size_ = static_cast<size_t>(stop - begin_);
  if (number_ == 1 && size_ >= 3 && std::memcmp(begin_, kByteOrderMark, 3) == 0) {
    begin_ += 3;
    size_ -= 3;
  }
  if (size_ > 0 && begin_[size_ - 1] == '\r') --size_;
  begin_[size_] = '\0';
  return true;
}

}  // namespace rapport::cli

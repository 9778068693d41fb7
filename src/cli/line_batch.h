#ifndef RAPPORT_CLI_LINE_BATCH_H_
#define RAPPORT_CLI_LINE_BATCH_H_

// Lines of a file or pipe, many at a time, so that each batch can be worked on by another thread.
// Reading only looks for the last line break of what it got; cutting a batch into lines is left to
// whoever works on it. The lines are those that LineReader gives, also when they are too long.

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace rapport::cli {

// Whole lines that stood one after another.
struct LineBatch {
  std::vector<char> bytes;  // with room for one byte behind `size`
  size_t size = 0;
  int64_t first_line = 1;  // its number, from 1

  void Clear();  // and gives back what an unusually long line took
};

class BatchReader {
 public:
  enum class Event {
    kLines,    // the batch holds one or more
    kTooLong,  // the batch's first_line is a line over the limit, which was skipped
    kEnd,
    kError,    // reading failed; error() says why
    kStopped,  // `before_read` said so
  };

  // Reads `fd`, which the caller keeps open. `before_read` runs before each read, which may block;
  // reading stops when it returns false. `beginning` was read from `fd` already.
  BatchReader(int fd, size_t max_bytes, std::function<bool()> before_read,
              std::string_view beginning = {});

  Event Next(LineBatch* batch);
  int error() const { return error_; }  // errno

 private:
  enum class Read { kSome, kEnd, kError, kStopped };
  Read ReadSome(LineBatch* batch);
  Event SkipLine(LineBatch* batch);
  Event Cut(LineBatch* batch, size_t end);

  int fd_;
  size_t max_bytes_;
  std::function<bool()> before_read_;
  std::vector<char> rest_;  // of what was read: begins the next batch
  int64_t next_line_ = 1;
  int error_ = 0;
};

// Cuts a batch into its lines. A byte order mark before the first line of a file, and carriage
// returns before line breaks, are dropped.
class LineCutter {
 public:
  LineCutter(LineBatch* batch, size_t max_bytes);

  bool Next();  // false behind the last line

  // The current line; writable, and followed by a NUL byte, so that it can be parsed in place.
  char* data() const { return begin_; }
  size_t size() const { return size_; }
  bool too_long() const { return size_ > max_bytes_; }
  int64_t number() const { return number_; }

 private:
  char* next_;
  char* const end_;
  size_t max_bytes_;
  char* begin_ = nullptr;
  size_t size_ = 0;
  int64_t number_;
};

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_LINE_BATCH_H_

#ifndef RAPPORT_CLI_LINE_READER_H_
#define RAPPORT_CLI_LINE_READER_H_

// Lines of a file or pipe in bounded memory. A line longer than the limit is skipped and reported,
// and the next one is read as usual. Carriage returns before a line break and a byte order mark at
// the start are dropped; the last line needs no line break.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace rapport::cli {

class LineReader {
 public:
  enum class Event {
    kLine,     // data() and size() hold it
    kTooLong,  // a line over the limit was skipped
    kEnd,
    kError,  // reading failed; error() says why
  };

  // Reads `fd`, which the caller keeps open. `before_wait` runs before each read, which may block:
  // the place to flush answers, so that a program that writes a line and waits for its answer gets
  // it.
  LineReader(int fd, size_t max_bytes, std::function<void()> before_wait);

  Event Next();

  // The current line; writable, and followed by a NUL byte, so that it can be parsed in place.
  char* data() { return buffer_.data() + begin_; }
  size_t size() const { return end_ - begin_; }
  int64_t number() const { return number_; }  // of the current line, from 1
  int error() const { return error_; }        // errno

 private:
  bool Fill();

  int fd_;
  size_t max_bytes_;
  std::function<void()> before_wait_;
  std::vector<char> buffer_;
  size_t begin_ = 0;   // of the current line
  size_t end_ = 0;     // of the current line
  size_t next_ = 0;    // first byte after it
  size_t filled_ = 0;  // end of what was read
  bool at_end_ = false;
  int64_t number_ = 0;
  int error_ = 0;
};

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_LINE_READER_H_

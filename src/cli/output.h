#ifndef RAPPORT_CLI_OUTPUT_H_
#define RAPPORT_CLI_OUTPUT_H_

#include <string>
#include <string_view>

#include "cli/exit_code.h"

namespace rapport::cli {

// Buffered writing to a file descriptor. A failed write is remembered rather than thrown; a reader
// that went away (`| head`) is no failure, only the end of our work. Not thread-safe.
class Output {
 public:
  explicit Output(int fd) : fd_(fd) {}
  ~Output() { Flush(); }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  void Write(std::string_view bytes);
  void Flush();

  // Nothing further will reach the reader: stop working.
  bool stopped() const { return closed_ || failed_; }
  bool failed() const { return failed_; }
  int fd() const { return fd_; }

 private:
  void WriteOut(std::string_view bytes);

  static constexpr size_t kBuffer = 64 * 1024;

  int fd_;
  std::string buffer_;
  bool closed_ = false;
  bool failed_ = false;
};

// Writes what is left. When that fails, or something has before, it says so; else `code`.
ExitCode FinishOutput(Output* out, ExitCode code);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_OUTPUT_H_

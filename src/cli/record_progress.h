#ifndef RAPPORT_CLI_RECORD_PROGRESS_H_
#define RAPPORT_CLI_RECORD_PROGRESS_H_

#include <chrono>
#include <cstdint>

namespace rapport::cli {

// Says on a terminal's stderr how many records of a long run are done.
class RecordProgress {
 public:
  // `answers_fd` is where the answers go: on a terminal they show themselves how far it is.
  explicit RecordProgress(int answers_fd);

  void Count(int64_t records);
  // Makes room for a message, or for the shell's prompt.
  void Erase();

 private:
  bool shown_;
  bool written_ = false;
  int64_t count_ = 0;
  int64_t next_look_ = 256;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_RECORD_PROGRESS_H_

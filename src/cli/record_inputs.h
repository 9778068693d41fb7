#ifndef RAPPORT_CLI_RECORD_INPUTS_H_
#define RAPPORT_CLI_RECORD_INPUTS_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/record_progress.h"

namespace rapport::cli {

// What every way through many records has in common: the files in their order, what is said about
// them on stderr, and how it all ends.
class RecordInputs {
 public:
  // Answers go to `out`. Without `progress`, stderr does not say how far it is.
  RecordInputs(const InputOptions& options, Output* out, bool progress);

  // Opens one after another, or standard input, until `out` is stopped; each is closed afterwards.
  void ForEach(const std::function<void(const std::string& name, int fd)>& read);

  // "FILE:LINE: message"
  void Report(std::string_view file, int64_t line, std::string_view message);
  void ReportUnreadable(std::string_view file, int error);  // errno

  void Count(int64_t records) {
    if (has_progress_) progress_.Count(records);
  }
  void CountRefused(int64_t records) { refused_ += records; }

  // Writes what is left.
  ExitCode Finish();

 private:
  void ReadStandardInput(const std::function<void(const std::string& name, int fd)>& read);

  const InputOptions& options_;
  Output* const out_;
  const bool has_progress_;
  RecordProgress progress_;
  int64_t refused_ = 0;
  bool io_failed_ = false;
};

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_RECORD_INPUTS_H_

#ifndef RAPPORT_CLI_RECORD_BATCHES_H_
#define RAPPORT_CLI_RECORD_BATCHES_H_

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "cli/record_stream.h"
#include "record/json_writer.h"

namespace rapport::cli {

// Where answers are put; one of the two is used throughout.
struct Answers {
  record::JsonWriter json;
  std::string text;
};

// Answers records, one at a time; each thread has its own.
class RecordAnswerer {
 public:
  virtual ~RecordAnswerer() = default;
  // Appends the answer. On failure it appends nothing, and the record is refused.
  virtual Status Answer(const InputRecord& input, Answers* out) = 0;
};

struct BatchOptions {
  size_t threads = 1;        // >= 1
  std::string_view heading;  // written before the first answer
};

// Answers every record of the input files as ForEachRecord() would with Refusals::kReported, in
// several threads: the same bytes, reports and exit code for any number of them. What is in memory
// is bounded by the number of threads and the longest line; when `out` is read slowly, the input is
// too. Lines that have arrived are answered before more are waited for. Ctrl-C ends the program
// after the lines that have been read.
ExitCode AnswerRecords(const InputOptions& options, const BatchOptions& batch_options, Output* out,
                       const std::function<std::unique_ptr<RecordAnswerer>()>& make);

// How many threads this process may run at once, at least 1.
size_t AvailableThreads();

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_RECORD_BATCHES_H_

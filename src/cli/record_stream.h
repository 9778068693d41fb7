#ifndef RAPPORT_CLI_RECORD_STREAM_H_
#define RAPPORT_CLI_RECORD_STREAM_H_

#include <charconv>
#include <cstdint>
#include <functional>
#include <string>

#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/output.h"
#include "rapport/status.h"
#include "record/record_reader.h"

namespace rapport::cli {

// A record and where it came from.
struct InputRecord {
  record::RecordReader* reader;
  std::string_view id;      // the record's, or the number of its line
  std::optional<Time> now;  // the record's, or the command line's
};

// Of blanks alone: no record.
bool IsEmptyLine(const char* data, size_t size);
// Why a line over the limit is refused.
Status LineTooLong(const record::ReadOptions& options);

// Reads the record in a line, which is overwritten and followed by a NUL, and passes it to
// `handle`.
template <typename Handle>
Status HandleLine(const InputOptions& options, int64_t line, char* data, size_t size,
                  record::RecordReader* reader, const Handle& handle) {
  Status status = reader->Parse(data, size);
  if (!status.ok()) return status;
  char digits[24];
  const char* const end = std::to_chars(digits, digits + sizeof digits, line).ptr;
  const std::string_view number(digits, static_cast<size_t>(end - digits));
  const record::Record& record = reader->record();
  return handle(InputRecord{reader, record.id.empty() ? number : record.id,
                            record.now ? record.now : options.now});
}

// What becomes of a line that is refused: it cannot be read, or `handle` fails.
enum class Refusals {
  kReported,  // on stderr, with its file, line and field; empty lines are skipped
  // On `out`, as an error of docs/records.md; an empty line is one too. Every answer is flushed
  // before the next line is looked at. With a `handle` that writes one line a record, the host gets
  // as many lines as it wrote, in the same order, and need not read stderr.
  kAnswered,
};

// Calls `handle` for every record of the input files, one at a time, in memory bounded by the
// longest line. After a refused line the rest goes on. Stops when `out` has no reader any more.
ExitCode ForEachRecord(const InputOptions& options, Output* out,
                       const std::function<Status(const InputRecord&)>& handle,
                       Refusals refusals = Refusals::kReported);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_RECORD_STREAM_H_

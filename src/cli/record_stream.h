#ifndef RAPPORT_CLI_RECORD_STREAM_H_
#define RAPPORT_CLI_RECORD_STREAM_H_

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

// Calls `handle` for every record of the input files, one at a time, in memory bounded by the
// longest line. A line that cannot be read, or for which `handle` fails, is reported on stderr with
// its file, line and field, and the rest goes on. Empty lines are skipped. Stops when `out` has no
// reader any more.
ExitCode ForEachRecord(const InputOptions& options, Output* out,
                       const std::function<Status(const InputRecord&)>& handle);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_RECORD_STREAM_H_

#ifndef RAPPORT_CLI_EVENT_STREAM_H_
#define RAPPORT_CLI_EVENT_STREAM_H_

#include <functional>
#include <string>

#include "cli/exit_code.h"
#include "cli/options.h"
#include "record/service_event.h"

namespace rapport::cli {

// Calls `handle` for every service event of the input files, in their order and in the caller's
// thread, while `threads` >= 1 of them read ahead; so the outcome is the same for any number. A
// line that is no event is named on stderr, and the rest goes on. What is in memory is bounded by
// the number of threads and the longest line. Ctrl-C ends the program after the lines that were
// read.
ExitCode ForEachEvent(const InputOptions& options, size_t threads,
                      const std::function<void(const record::ServiceEvent&)>& handle);

// A file or pipe that is open, and stays so. `beginning` was read from it already.
struct OpenedInput {
  std::string name;
  int fd = -1;
  std::string beginning;
};

// The same for one that is open, instead of the files of `options`.
ExitCode ForEachEventOf(const OpenedInput& input, const InputOptions& options, size_t threads,
                        const std::function<void(const record::ServiceEvent&)>& handle);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_EVENT_STREAM_H_

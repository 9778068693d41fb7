#include "cli/record_inputs.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <iostream>

#include "cli/terminal.h"

namespace rapport::cli {

RecordInputs::RecordInputs(const InputOptions& options, Output* out, bool progress)
    : options_(options), out_(out), has_progress_(progress), progress_(out->fd()) {}

void RecordInputs::ForEach(const std::function<void(const std::string& name, int fd)>& read) {
  if (options_.files.empty()) ReadStandardInput(read);
  for (const std::string& file : options_.files) {
    if (out_->stopped()) break;
    if (file == "-") {
      ReadStandardInput(read);
      continue;
    }
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
      ReportUnreadable(file, errno);
      continue;
    }
    read(file, fd);
    ::close(fd);
  }
}

void RecordInputs::ReadStandardInput(
    const std::function<void(const std::string& name, int fd)>& read) {
  if (::isatty(STDIN_FILENO) == 1) {
    std::cerr << "rapport: reading records from the terminal; end with Ctrl-D\n";
  }
  read("stdin", STDIN_FILENO);
}

void RecordInputs::Report(std::string_view file, int64_t line, std::string_view message) {
  progress_.Erase();
  // Messages quote the input: make them safe to show.
  std::cerr << file << ":" << line << ": " << Printable(message) << "\n";
}

void RecordInputs::ReportUnreadable(std::string_view file, int error) {
  progress_.Erase();
  std::cerr << "rapport: cannot read '" << file << "': " << std::strerror(error) << "\n";
  io_failed_ = true;
}

ExitCode RecordInputs::Finish() {
  progress_.Erase();
  return FinishOutput(out_, io_failed_ ? kIoFailure : refused_ > 0 ? kBadRecords : kSuccess);
}

}  // namespace rapport::cli

#include "cli/output.h"

#include <unistd.h>

#include <cerrno>
#include <iostream>

namespace rapport::cli {

void Output::Write(std::string_view bytes) {
  if (stopped()) return;
  if (bytes.size() >= kBuffer) {  // not worth a copy
    Flush();
    WriteOut(bytes);
    return;
  }
  buffer_.append(bytes);
  if (buffer_.size() >= kBuffer) Flush();
}

void Output::Flush() {
  WriteOut(buffer_);
  buffer_.clear();
}

void Output::WriteOut(std::string_view bytes) {
  while (!bytes.empty() && !stopped()) {
    const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<size_t>(written));
    } else if (errno == EPIPE) {
      closed_ = true;
    } else if (errno != EINTR) {
      failed_ = true;
    }
  }
}

ExitCode FinishOutput(Output* out, ExitCode code) {
  out->Flush();
  if (!out->failed()) return code;
  std::cerr << "rapport: cannot write the output\n";
  return kIoFailure;
}

}  // namespace rapport::cli

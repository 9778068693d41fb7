#include "cli/report_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <system_error>
#include <utility>

#include "base/strings.h"

namespace rapport::cli {
namespace {

constexpr size_t kBuffer = 64 * 1024;

}  // namespace

ReportFile::~ReportFile() {
  if (fd_ >= 0) ::close(fd_);
}

Status ReportFile::Failure(int error) const {
  return Status(StatusCode::kIo, StrCat("cannot write '", path_, "': ", std::strerror(error)));
}

Status ReportFile::Open(const std::string& path) {
  path_ = path;
  fd_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  return fd_ < 0 ? Failure(errno) : Status();
}

void ReportFile::Write(std::string_view bytes) {
  buffer_.append(bytes);
  if (buffer_.size() >= kBuffer) Flush();
}

void ReportFile::Flush() {
  std::string_view rest = buffer_;
  while (!rest.empty() && error_ == 0) {
    const ssize_t written = ::write(fd_, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(static_cast<size_t>(written));
    } else if (errno != EINTR) {
      error_ = errno;
    }
  }
  buffer_.clear();
}

Status ReportFile::Close() {
  Flush();
  // Some file systems say only now that there is no room.
  if (::close(std::exchange(fd_, -1)) != 0 && error_ == 0 && errno != EINTR) error_ = errno;
  return error_ != 0 ? Failure(error_) : Status();
}

bool WouldOverwrite(std::string_view option, const std::string& output,
                    std::initializer_list<const std::vector<std::string>*> inputs) {
  if (output.empty()) return false;
  for (const std::vector<std::string>* paths : inputs) {
    for (const std::string& path : *paths) {
      std::error_code ignored;  // what does not exist is no file that could be lost
      if (!std::filesystem::equivalent(path, output, ignored)) continue;
      std::cerr << "rapport: " << option << " would overwrite '" << path << "', which is read\n";
      return true;
    }
  }
  return false;
}

bool ReportFailure(const Status& status) {
  if (status.ok()) return false;
  std::cerr << "rapport: " << status.message() << "\n";
  return true;
}

}  // namespace rapport::cli

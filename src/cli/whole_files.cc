#include "cli/whole_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/strings.h"
#include "cli/report_file.h"

namespace rapport::cli {
namespace {

Status Failure(const std::string& path, const char* reason) {
  return Status(StatusCode::kIo, StrCat("cannot write '", path, "': ", reason));
}

// In the same folder, since a file cannot be renamed into another file system.
std::string Beside(const std::string& path) { return StrCat(path, ".tmp", ::getpid()); }

Status WriteFile(const WholeFile& file) {
  ReportFile out;
  if (Status s = out.Open(Beside(file.path)); !s.ok()) return s;
  out.Write(file.bytes);
  return out.Close();
}

}  // namespace

Status CheckWritable(const std::string& path) {
  struct stat info;
  if (::stat(path.c_str(), &info) == 0) {
    if (S_ISDIR(info.st_mode)) return Failure(path, std::strerror(EISDIR));
    if (!S_ISREG(info.st_mode)) return Failure(path, "it is no ordinary file");
    if (::access(path.c_str(), W_OK) != 0) return Failure(path, std::strerror(errno));
  }
  const std::string probe = Beside(path);
  const int fd = ::open(probe.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  if (fd < 0) return Failure(path, std::strerror(errno));
  ::close(fd);
  ::unlink(probe.c_str());
  return Status();
}

Status WriteWholeFiles(const std::vector<WholeFile>& files) {
  Status status;
  for (const WholeFile& file : files) {
    if (status = WriteFile(file); !status.ok()) break;
  }
  for (const WholeFile& file : files) {
    if (status.ok() && std::rename(Beside(file.path).c_str(), file.path.c_str()) != 0) {
      status = Failure(file.path, std::strerror(errno));
    }
    if (!status.ok()) ::unlink(Beside(file.path).c_str());
  }
  return status;
}

}  // namespace rapport::cli

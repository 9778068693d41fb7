#ifndef RAPPORT_CLI_REPORT_FILE_H_
#define RAPPORT_CLI_REPORT_FILE_H_

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/status.h"

namespace rapport::cli {

// A file that is written from front to back, through a buffer. The first failure is kept and
// returned by Close(); what is written after it goes nowhere. Not thread-safe.
class ReportFile {
 public:
  ReportFile() = default;
  ~ReportFile();
  ReportFile(const ReportFile&) = delete;
  ReportFile& operator=(const ReportFile&) = delete;

  // Creates or empties the file. kIo, naming the path and the reason.
  Status Open(const std::string& path);
  void Write(std::string_view bytes);
  // For whoever writes the file by themselves; -1 when it is not open.
  int fd() const { return fd_; }
  // kIo when anything could not be written.
  Status Close();

 private:
  void Flush();
  Status Failure(int error) const;

  std::string path_;
  std::string buffer_;
  int fd_ = -1;
  int error_ = 0;
};

// Whether `output`, which `option` names, would be written over a file that is read, which a typing
// error can do. Then it says so on standard error. An empty path is no file.
bool WouldOverwrite(std::string_view option, const std::string& output,
                    std::initializer_list<const std::vector<std::string>*> inputs);

// Whether it is one; then it says so on standard error.
bool ReportFailure(const Status& status);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_REPORT_FILE_H_

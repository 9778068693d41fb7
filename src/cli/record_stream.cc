#include "cli/record_stream.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <iostream>

#include "base/strings.h"
#include "cli/line_reader.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "record/error_json.h"
#include "record/json_writer.h"

namespace rapport::cli {
namespace {

// Says on a terminal's stderr how far a long run is, unless the answers show that themselves.
class Progress {
 public:
  Progress(const Output& out, Refusals refusals)
      : shown_(refusals == Refusals::kReported && ::isatty(STDERR_FILENO) == 1 &&
               ::isatty(out.fd()) == 0) {}

  void Count() {
    if (!shown_ || ++count_ % 256 != 0) return;
    const auto now = std::chrono::steady_clock::now();
    if (now - last_ < std::chrono::milliseconds(500)) return;
    last_ = now;
    std::cerr << "\r" << Grouped(count_) << " records" << std::flush;
    written_ = true;
  }

  // Makes room for a message, or for the shell's prompt.
  void Erase() {
    if (written_) std::cerr << "\r\x1b[K" << std::flush;
    written_ = false;
  }

 private:
  bool shown_;
  bool written_ = false;
  int64_t count_ = 0;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

class Stream {
 public:
  Stream(const InputOptions& options, Output* out,
         const std::function<Status(const InputRecord&)>& handle, Refusals refusals)
      : options_(options),
        out_(out),
        handle_(handle),
        answered_(refusals == Refusals::kAnswered),
        reader_(options.read),
        progress_(*out, refusals) {}

  ExitCode Run() {
    if (options_.files.empty()) ReadStandardInput();
    for (const std::string& file : options_.files) {
      if (out_->stopped()) break;
      if (file == "-") {
        ReadStandardInput();
      } else {
        ReadFile(file);
      }
    }
    progress_.Erase();
    out_->Flush();
    if (out_->failed()) {
      std::cerr << "rapport: cannot write the output\n";
      return kIoFailure;
    }
    return io_failed_ ? kIoFailure : refused_ > 0 ? kBadRecords : kSuccess;
  }

 private:
  void ReadStandardInput() {
    if (::isatty(STDIN_FILENO) == 1) {
      std::cerr << "rapport: reading records from the terminal; end with Ctrl-D\n";
    }
    ReadLines("stdin", STDIN_FILENO);
  }

  void ReadFile(const std::string& file) {
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
      ReportUnreadable(file, errno);
      return;
    }
    ReadLines(file, fd);
    ::close(fd);
  }

  void ReportUnreadable(const std::string& file, int error) {
    progress_.Erase();
    std::cerr << "rapport: cannot read '" << file << "': " << std::strerror(error) << "\n";
    io_failed_ = true;
  }

  void ReadLines(const std::string& file, int fd) {
    LineReader lines(fd, options_.read.bytes, [this] { out_->Flush(); });
    while (!out_->stopped()) {
      switch (lines.Next()) {
        case LineReader::Event::kLine:
          ReadRecord(file, lines.number(), lines.data(), lines.size());
          break;
        case LineReader::Event::kTooLong:
          Refuse(file, lines.number(), std::nullopt,
                 Status(StatusCode::kLimitExceeded,
                        StrCat("longer than ", options_.read.bytes, " bytes")));
          break;
        case LineReader::Event::kError:
          ReportUnreadable(file, lines.error());
          return;
        case LineReader::Event::kEnd:
          return;
      }
      if (answered_) out_->Flush();
    }
  }

  void ReadRecord(const std::string& file, int64_t line, char* data, size_t size) {
    const bool empty = std::all_of(data, data + size, [](char c) { return c == ' ' || c == '\t'; });
    if (empty && !answered_) return;
    Status status = reader_.Parse(data, size);
    if (status.ok()) {
      const record::Record& record = reader_.record();
      const std::string number = std::to_string(line);
      InputRecord input{&reader_, record.id.empty() ? std::string_view(number) : record.id,
                        record.now ? record.now : options_.now};
      status = handle_(input);
      for (const std::string& warning : reader_.warnings()) {
        Report(file, line, StrCat("warning: ", warning));
      }
    }
    if (!status.ok()) Refuse(file, line, reader_.id(), status);
    progress_.Count();
  }

  void Refuse(const std::string& file, int64_t line, std::optional<std::string_view> id,
              const Status& status) {
    ++refused_;
    if (!answered_) {
      Report(file, line, status.message());
      return;
    }
    json_.Clear();
    record::WriteError(id.value_or(std::string_view()), id.has_value(), status, &json_);
    out_->Write(json_.bytes());
    out_->Write("\n");
  }

  void Report(const std::string& file, int64_t line, std::string_view message) {
    progress_.Erase();
    // Messages quote the input: make them safe to show.
    std::cerr << file << ":" << line << ": " << Printable(message) << "\n";
  }

  const InputOptions& options_;
  Output* const out_;
  const std::function<Status(const InputRecord&)>& handle_;
  const bool answered_;
  record::RecordReader reader_;
  record::JsonWriter json_;
  Progress progress_;
  int64_t refused_ = 0;
  bool io_failed_ = false;
};

}  // namespace

ExitCode ForEachRecord(const InputOptions& options, Output* out,
                       const std::function<Status(const InputRecord&)>& handle, Refusals refusals) {
  return Stream(options, out, handle, refusals).Run();
}

}  // namespace rapport::cli

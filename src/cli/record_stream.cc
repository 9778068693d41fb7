#include "cli/record_stream.h"

#include <algorithm>

#include "base/strings.h"
#include "cli/line_reader.h"
#include "cli/record_inputs.h"
#include "record/error_json.h"
#include "record/json_writer.h"

namespace rapport::cli {
namespace {

class Stream {
 public:
  Stream(const InputOptions& options, Output* out,
         const std::function<Status(const InputRecord&)>& handle, Refusals refusals)
      : options_(options),
        out_(out),
        handle_(handle),
        answered_(refusals == Refusals::kAnswered),
        reader_(options.read),
        inputs_(options, out, refusals == Refusals::kReported) {}

  ExitCode Run() {
    inputs_.ForEach([this](const std::string& file, int fd) { ReadLines(file, fd); });
    return inputs_.Finish();
  }

 private:
  void ReadLines(const std::string& file, int fd) {
    LineReader lines(fd, options_.read.bytes, [this] { out_->Flush(); });
    while (!out_->stopped()) {
      switch (lines.Next()) {
        case LineReader::Event::kLine:
          ReadRecord(file, lines.number(), lines.data(), lines.size());
          break;
        case LineReader::Event::kTooLong:
          Refuse(file, lines.number(), std::nullopt, LineTooLong(options_.read));
          break;
        case LineReader::Event::kError:
          inputs_.ReportUnreadable(file, lines.error());
          return;
        case LineReader::Event::kEnd:
          return;
      }
      if (answered_) out_->Flush();
    }
  }

  void ReadRecord(const std::string& file, int64_t line, char* data, size_t size) {
    if (IsEmptyLine(data, size) && !answered_) return;
    const Status status = HandleLine(options_, line, data, size, &reader_, handle_);
    for (const std::string& warning : reader_.warnings()) {
      inputs_.Report(file, line, StrCat("warning: ", warning));
    }
    if (!status.ok()) Refuse(file, line, reader_.id(), status);
    inputs_.Count(1);
  }

  void Refuse(const std::string& file, int64_t line, std::optional<std::string_view> id,
              const Status& status) {
    inputs_.CountRefused(1);
    if (!answered_) {
      inputs_.Report(file, line, status.message());
      return;
    }
    json_.Clear();
    record::WriteError(id.value_or(std::string_view()), id.has_value(), status, &json_);
    out_->Write(json_.bytes());
    out_->Write("\n");
  }

  const InputOptions& options_;
  Output* const out_;
  const std::function<Status(const InputRecord&)>& handle_;
  const bool answered_;
  record::RecordReader reader_;
  record::JsonWriter json_;
  RecordInputs inputs_;
};

}  // namespace

bool IsEmptyLine(const char* data, size_t size) {
  return std::all_of(data, data + size, [](char c) { return c == ' ' || c == '\t'; });
}

Status LineTooLong(const record::ReadOptions& options) {
  return Status(StatusCode::kLimitExceeded, StrCat("longer than ", options.bytes, " bytes"));
}

ExitCode ForEachRecord(const InputOptions& options, Output* out,
                       const std::function<Status(const InputRecord&)>& handle, Refusals refusals) {
  return Stream(options, out, handle, refusals).Run();
}

}  // namespace rapport::cli

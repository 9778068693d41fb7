#include "cli/event_stream.h"

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/interrupt.h"
#include "cli/line_batch.h"
#include "cli/ordered_work.h"
#include "cli/record_inputs.h"
#include "cli/record_stream.h"

namespace rapport::cli {
namespace {

constexpr size_t kBatchesPerThread = 2;

// Some lines, and the events in them, which borrow their texts from the lines.
struct Batch {
  LineBatch lines;
  const std::string* file = nullptr;
  bool too_long = false;  // instead of lines: lines.first_line is over the limit
  std::vector<record::ServiceEvent> events;
  std::vector<std::pair<int64_t, std::string>> refused;  // number of the line, and why

  void Clear() {
    lines.Clear();
    too_long = false;
    events.clear();
    refused.clear();
  }
};

class Reader {
 public:
  explicit Reader(const record::ReadOptions& options) : options_(options) {}

  void Read(Batch* batch) {
    if (batch->too_long) {
      batch->refused.emplace_back(batch->lines.first_line, LineTooLong(options_).message());
      return;
    }
    LineCutter lines(&batch->lines, options_.bytes);
    while (lines.Next()) {
      if (IsEmptyLine(lines.data(), lines.size())) continue;
      record::ServiceEvent& event = batch->events.emplace_back();
      const Status status = lines.too_long() ? LineTooLong(options_)
                                             : reader_.Read(lines.data(), lines.size(), &event);
      if (status.ok()) continue;
      batch->events.pop_back();
      batch->refused.emplace_back(lines.number(), status.message());
    }
  }

 private:
  const record::ReadOptions& options_;
  record::ServiceEventReader reader_;
};

class EventRun {
 public:
  EventRun(const InputOptions& options, size_t threads,
           const std::function<void(const record::ServiceEvent&)>& handle)
      : options_(options),
        threads_(threads),
        handle_(handle),
        inputs_(options, &nowhere_, /*progress=*/true),
        work_(threads, [this] {
          const auto reader = std::make_shared<Reader>(options_.read);
          return [reader](Batch* batch) { reader->Read(batch); };
        }) {}

  ExitCode Run() {
    inputs_.ForEach([this](const std::string& file, int fd) { ReadLines(file, fd, {}); });
    return Finish();
  }

  ExitCode Run(const OpenedInput& input) {
    ReadLines(input.name, input.fd, input.beginning);
    return Finish();
  }

 private:
  ExitCode Finish() {
    const ExitCode code = inputs_.Finish();
    if (interrupt_.raised()) interrupt_.EndProgram();
    return code;
  }

  void ReadLines(const std::string& file, int fd, std::string_view beginning) {
    BatchReader reader(
        fd, options_.read.bytes,
        [this, fd] { return interrupt_.WaitFor(fd) && !interrupt_.raised(); }, beginning);
    auto event = BatchReader::Event::kLines;
    while (event == BatchReader::Event::kLines || event == BatchReader::Event::kTooLong) {
      std::unique_ptr<Batch> batch = EmptyBatch();
      event = reader.Next(&batch->lines);
      batch->file = &file;
      batch->too_long = event == BatchReader::Event::kTooLong;
      if (event != BatchReader::Event::kLines && !batch->too_long) break;
      work_.Add(batch.get());
      under_way_.push_back(std::move(batch));
      while (under_way_.size() >= threads_ * kBatchesPerThread) HandleOldest();
    }
    while (!under_way_.empty()) HandleOldest();
    if (event == BatchReader::Event::kError) inputs_.ReportUnreadable(file, reader.error());
  }

  std::unique_ptr<Batch> EmptyBatch() {
    if (unused_.empty()) return std::make_unique<Batch>();
    std::unique_ptr<Batch> batch = std::move(unused_.back());
    unused_.pop_back();
    return batch;
  }

  void HandleOldest() {
    work_.Take();
    std::unique_ptr<Batch> batch = std::move(under_way_.front());
    under_way_.pop_front();
    for (const record::ServiceEvent& event : batch->events) handle_(event);
    for (const auto& [line, why] : batch->refused) inputs_.Report(*batch->file, line, why);
    inputs_.CountRefused(static_cast<int64_t>(batch->refused.size()));
    inputs_.Count(static_cast<int64_t>(batch->events.size()));
    batch->Clear();
    unused_.push_back(std::move(batch));
  }

  const InputOptions& options_;
  const size_t threads_;
  const std::function<void(const record::ServiceEvent&)>& handle_;
  Output nowhere_{-1};  // there are no answers to events
  InterruptWatch interrupt_;
  RecordInputs inputs_;
  std::vector<std::unique_ptr<Batch>> unused_;
  std::deque<std::unique_ptr<Batch>> under_way_;  // as in work_
  OrderedWork<Batch> work_;                       // goes first, and waits for its threads
};

}  // namespace

ExitCode ForEachEvent(const InputOptions& options, size_t threads,
                      const std::function<void(const record::ServiceEvent&)>& handle) {
  return EventRun(options, threads, handle).Run();
}

ExitCode ForEachEventOf(const OpenedInput& input, const InputOptions& options, size_t threads,
                        const std::function<void(const record::ServiceEvent&)>& handle) {
  return EventRun(options, threads, handle).Run(input);
}

}  // namespace rapport::cli

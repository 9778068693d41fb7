// The main thread reads blocks of whole lines, hands them out, and writes what became of them in
// order (OrderedWork); the other threads, and the main one while it waits, cut them into lines,
// parse, decide and write JSON. Blocks that are on their way are limited in number and bytes, and
// the main thread writes before it reads on: that is all the back-pressure there is.

#include "cli/record_batches.h"

#include <poll.h>

#include <algorithm>
#include <csignal>
#include <thread>
#include <vector>

#include "base/strings.h"
#include "cli/interrupt.h"
#include "cli/line_batch.h"
#include "cli/ordered_work.h"
#include "cli/record_inputs.h"

#if defined(__linux__)
#include <sched.h>
#endif

namespace rapport::cli {
namespace {

constexpr size_t kBatchesPerThread = 2;
constexpr size_t kBytesPerThread = 64 * 1024;  // of input on its way
constexpr size_t kMostKept = 4 * 1024 * 1024;  // of answers, in a batch that is used again

// Some lines, and what became of them.
struct Batch {
  struct Report {
    int64_t line;
    std::string message;
  };

  LineBatch lines;
  const std::string* file = nullptr;
  bool too_long = false;  // instead of lines: lines.first_line is over the limit
  Answers answers;
  std::vector<Report> reports;
  int64_t records = 0;
  int64_t refused = 0;

  std::string_view bytes() const {
    return answers.text.empty() ? answers.json.bytes() : answers.text;
  }
  void Clear() {
    lines.Clear();
    too_long = false;
    answers.json.Clear();
    answers.text.clear();
    reports.clear();
    records = refused = 0;
  }
  void Refuse(int64_t line, const Status& status) {
    reports.push_back({line, status.message()});
    ++refused;
  }
};

// What one thread works with.
class Worker {
 public:
  Worker(const InputOptions& options, std::unique_ptr<RecordAnswerer> answerer)
      : options_(options), reader_(options.read), answerer_(std::move(answerer)) {}

  void Answer(Batch* batch) {
    if (batch->too_long) {
      batch->Refuse(batch->lines.first_line, LineTooLong(options_.read));
      return;
    }
    LineCutter lines(&batch->lines, options_.read.bytes);
    while (lines.Next()) {
      if (lines.too_long()) {
        batch->Refuse(lines.number(), LineTooLong(options_.read));
      } else if (!IsEmptyLine(lines.data(), lines.size())) {
        AnswerLine(lines, batch);
      }
    }
  }

 private:
  void AnswerLine(const LineCutter& line, Batch* batch) {
    ++batch->records;
    const Status status = HandleLine(
        options_, line.number(), line.data(), line.size(), &reader_,
        [&](const InputRecord& input) { return answerer_->Answer(input, &batch->answers); });
    for (const std::string& warning : reader_.warnings()) {
      batch->reports.push_back({line.number(), StrCat("warning: ", warning)});
    }
    if (!status.ok()) batch->Refuse(line.number(), status);
  }

  const InputOptions& options_;
  record::RecordReader reader_;
  const std::unique_ptr<RecordAnswerer> answerer_;
};

class BatchRun {
 public:
  BatchRun(const InputOptions& options, const BatchOptions& batch_options, Output* out,
           const std::function<std::unique_ptr<RecordAnswerer>()>& make)
      : options_(options),
        threads_(batch_options.threads),
        heading_(batch_options.heading),
        out_(out),
        inputs_(options, out, /*progress=*/true),
        work_(threads_, [this, make] {
          const auto worker = std::make_shared<Worker>(options_, make());
          return [worker](Batch* batch) { worker->Answer(batch); };
        }) {}

  ExitCode Run() {
    inputs_.ForEach([this](const std::string& file, int fd) { ReadLines(file, fd); });
    const ExitCode code = inputs_.Finish();
    if (interrupt_.raised()) interrupt_.EndProgram();
    return code;
  }

 private:
  bool stopped() const { return out_->stopped() || interrupt_.raised(); }

  void ReadLines(const std::string& file, int fd) {
    BatchReader reader(fd, options_.read.bytes, [this, fd] { return WaitForInput(fd); });
    auto event = BatchReader::Event::kLines;
    while (!stopped() &&
           (event == BatchReader::Event::kLines || event == BatchReader::Event::kTooLong)) {
      std::unique_ptr<Batch> batch = EmptyBatch();
      event = reader.Next(&batch->lines);
      batch->file = &file;
      batch->too_long = event == BatchReader::Event::kTooLong;
      if (event == BatchReader::Event::kLines || batch->too_long) {
        Add(std::move(batch));
      } else {
        unused_.push_back(std::move(batch));
      }
    }
    WriteAll();
    if (event == BatchReader::Event::kError) inputs_.ReportUnreadable(file, reader.error());
  }

  // Before a read that would wait, all that has been asked is answered.
  bool WaitForInput(int fd) {
    pollfd input = {fd, POLLIN, 0};
    if (::poll(&input, 1, 0) == 0) {
      WriteAll();
      out_->Flush();
      if (out_->stopped() || !interrupt_.WaitFor(fd)) return false;
    }
    return !stopped();
  }

  std::unique_ptr<Batch> EmptyBatch() {
    if (unused_.empty()) return std::make_unique<Batch>();
    std::unique_ptr<Batch> batch = std::move(unused_.back());
    unused_.pop_back();
    return batch;
  }

  void Add(std::unique_ptr<Batch> batch) {
    bytes_ += batch->lines.size;
    work_.Add(batch.get());
    under_way_.push_back(std::move(batch));
    while (work_.TakeFinished() != nullptr) WriteOldest();
    while (under_way_.size() >= threads_ * kBatchesPerThread ||
           (bytes_ >= threads_ * kBytesPerThread && !under_way_.empty())) {
      work_.Take();
      WriteOldest();
    }
  }

  void WriteAll() {
    while (!under_way_.empty()) {
      work_.Take();
      WriteOldest();
    }
  }

  void WriteOldest() {
    std::unique_ptr<Batch> batch = std::move(under_way_.front());
    under_way_.pop_front();
    bytes_ -= batch->lines.size;
    if (!batch->bytes().empty()) {
      out_->Write(heading_);
      heading_ = {};
      out_->Write(batch->bytes());
    }
    // After a reader went away nobody wants to know.
    if (!out_->stopped()) {
      for (const Batch::Report& report : batch->reports) {
        inputs_.Report(*batch->file, report.line, report.message);
      }
      inputs_.CountRefused(batch->refused);
      inputs_.Count(batch->records);
    }
    if (batch->bytes().size() > kMostKept) return;
    batch->Clear();
    unused_.push_back(std::move(batch));
  }

  const InputOptions& options_;
  const size_t threads_;
  std::string_view heading_;
  Output* const out_;
  InterruptWatch interrupt_;
  RecordInputs inputs_;
  std::vector<std::unique_ptr<Batch>> unused_;
  std::deque<std::unique_ptr<Batch>> under_way_;  // as in work_
  size_t bytes_ = 0;                              // of their input
  OrderedWork<Batch> work_;                       // goes first, and waits for its threads
};

}  // namespace

ExitCode AnswerRecords(const InputOptions& options, const BatchOptions& batch_options, Output* out,
                       const std::function<std::unique_ptr<RecordAnswerer>()>& make) {
  return BatchRun(options, batch_options, out, make).Run();
}

size_t AvailableThreads() {
#if defined(__linux__)
  cpu_set_t cores;
  if (::sched_getaffinity(0, sizeof cores, &cores) == 0) {
    return static_cast<size_t>(std::max(1, CPU_COUNT(&cores)));
  }
#endif
  return std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace rapport::cli

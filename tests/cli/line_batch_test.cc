#include "cli/line_batch.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <random>
#include <string>
#include <thread>
#include <vector>

#include "cli/line_reader.h"

namespace rapport::cli {
namespace {

// Reads `bytes` from a pipe into which they are written in pieces of `piece` bytes.
template <typename Read>
void FromPipe(const std::string& bytes, size_t piece, const Read& read) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  std::thread writer([&] {
    for (size_t at = 0; at < bytes.size(); at += piece) {
      const size_t n = std::min(piece, bytes.size() - at);
      EXPECT_EQ(::write(ends[1], bytes.data() + at, n), static_cast<ssize_t>(n));
    }
    ::close(ends[1]);
  });
  read(ends[0]);
  writer.join();
  ::close(ends[0]);
}

// "3:the line", or "3!" for one that is too long.
std::string Shown(int64_t number, bool too_long, const char* data, size_t size) {
  return std::to_string(number) + (too_long ? "!" : ":" + std::string(data, size));
}

std::vector<std::string> InBatches(const std::string& bytes, size_t piece, size_t most) {
  std::vector<std::string> lines;
  FromPipe(bytes, piece, [&](int fd) {
    BatchReader reader(fd, most, [] { return true; });
    LineBatch batch;
    while (true) {
      const auto event = reader.Next(&batch);
      if (event == BatchReader::Event::kTooLong) {
        lines.push_back(Shown(batch.first_line, true, nullptr, 0));
        continue;
      }
      if (event != BatchReader::Event::kLines) {
        EXPECT_EQ(event, BatchReader::Event::kEnd);
        return;
      }
      LineCutter cutter(&batch, most);
      while (cutter.Next()) {
        EXPECT_EQ(cutter.data()[cutter.size()], '\0');
        lines.push_back(Shown(cutter.number(), cutter.too_long(), cutter.data(), cutter.size()));
      }
    }
  });
  return lines;
}

std::vector<std::string> OneByOne(const std::string& bytes, size_t piece, size_t most) {
  std::vector<std::string> lines;
  FromPipe(bytes, piece, [&](int fd) {
    LineReader reader(fd, most, [] {});
    while (true) {
      const auto event = reader.Next();
      if (event != LineReader::Event::kLine && event != LineReader::Event::kTooLong) {
        EXPECT_EQ(event, LineReader::Event::kEnd);
        return;
      }
      lines.push_back(Shown(reader.number(), event == LineReader::Event::kTooLong, reader.data(),
                            event == LineReader::Event::kTooLong ? 0 : reader.size()));
    }
  });
  return lines;
}

TEST(LineBatch, LinesAreThoseOfTheLineReader) {
  std::mt19937 random(1);
  const std::string kParts[] = {"\n", "\n", "\r\n", "\r", "\xEF\xBB\xBF", std::string(1, '\0'),
                                "a",  "bc", " ",    "{}"};
  for (int i = 0; i < 2000; ++i) {
    std::string bytes;
    for (size_t parts = random() % 60; parts > 0; --parts) {
      bytes += random() % 8 == 0 ? std::string(random() % 15, 'x')
                                 : kParts[random() % std::size(kParts)];
    }
    const size_t piece = 1 + random() % 80;
    ASSERT_EQ(InBatches(bytes, piece, 10), OneByOne(bytes, piece, 10)) << bytes;
  }
}

TEST(LineBatch, LinesOfManySizes) {
  std::mt19937 random(2);
  constexpr size_t kMost = 200'000;
  for (int i = 0; i < 20; ++i) {
    std::string bytes;
    for (int lines = 0; lines < 30; ++lines) {
      bytes += std::string(size_t{1} << (random() % 19), 'x') + "\n";
    }
    const size_t piece = 1000 + random() % 60'000;
    ASSERT_EQ(InBatches(bytes, piece, kMost), OneByOne(bytes, piece, kMost));
  }
}

TEST(LineBatch, StopsAndReportsWhatCannotBeRead) {
  LineBatch batch;
  BatchReader stopped(0, 10, [] { return false; });
  EXPECT_EQ(stopped.Next(&batch), BatchReader::Event::kStopped);
  BatchReader broken(-1, 10, [] { return true; });
  EXPECT_EQ(broken.Next(&batch), BatchReader::Event::kError);
  EXPECT_EQ(broken.error(), EBADF);
}

}  // namespace
}  // namespace rapport::cli

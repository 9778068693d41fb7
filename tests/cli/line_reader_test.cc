#include "cli/line_reader.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <string>
#include <thread>
#include <vector>

namespace rapport::cli {
namespace {

constexpr size_t kMost = 10;

// The lines of `bytes` written to a pipe in pieces of `piece` bytes; "!" for a line that is too
// long.
std::vector<std::string> Lines(const std::string& bytes, size_t piece, size_t most = kMost) {
  int ends[2];
  EXPECT_EQ(::pipe(ends), 0);
  std::thread writer([&] {
    for (size_t at = 0; at < bytes.size(); at += piece) {
      const size_t n = std::min(piece, bytes.size() - at);
      EXPECT_EQ(::write(ends[1], bytes.data() + at, n), static_cast<ssize_t>(n));
    }
    ::close(ends[1]);
  });
  std::vector<std::string> lines;
  LineReader reader(ends[0], most, [] {});
  for (bool more = true; more;) {
    switch (reader.Next()) {
      case LineReader::Event::kLine:
        EXPECT_EQ(reader.data()[reader.size()], '\0');
        lines.emplace_back(reader.data(), reader.size());
        EXPECT_EQ(reader.number(), static_cast<int64_t>(lines.size()));
        break;
      case LineReader::Event::kTooLong:
        lines.emplace_back("!");
        break;
      case LineReader::Event::kEnd:
        more = false;
        break;
      case LineReader::Event::kError:
        ADD_FAILURE();
        more = false;
        break;
    }
  }
  writer.join();
  ::close(ends[0]);
  return lines;
}

TEST(LineReader, SplitsLines) {
  using V = std::vector<std::string>;
  const std::string nul("a\0b\n", 4);
  const struct {
    std::string bytes;
    V lines;
  } kCases[] = {
      {"", V{}},
      {"\n", V{""}},
      {"one\ntwo\n", V{"one", "two"}},
      {"one\ntwo", V{"one", "two"}},
      {"one\r\ntwo\r", V{"one", "two"}},
      {"\xEF\xBB\xBFone\n\xEF\xBB\xBFtwo", V{"one", "\xEF\xBB\xBFtwo"}},
      {"\xEF\xBB\xBF", V{""}},
      {"a\n\n\nb", V{"a", "", "", "b"}},
      {nul, V{std::string("a\0b", 3)}},
      {"0123456789\n01234567890\nx\n", V{"0123456789", "!", "x"}},
      {"\xEF\xBB\xBF"
       "0123456789\r\nx",
       V{"0123456789", "x"}},
      {std::string(1000, 'x') + "\nok\n" + std::string(1000, 'y'), V{"!", "ok", "!"}},
  };
  for (const auto& c : kCases) {
    for (size_t piece : {1, 2, 3, 7, 100}) {
      EXPECT_EQ(Lines(c.bytes, piece), c.lines) << c.bytes << " in pieces of " << piece;
    }
  }
}

TEST(LineReader, LinesLongerThanTheFirstBuffer) {
  const std::string line(1'000'000, 'x');
  EXPECT_EQ(Lines(line + "\n" + line, 60'000, line.size()), (std::vector<std::string>{line, line}));
  EXPECT_EQ(Lines(line + "x\n" + line, 60'000, line.size()), (std::vector<std::string>{"!", line}));
}

TEST(LineReader, ReportsWhatCannotBeRead) {
  LineReader reader(-1, kMost, [] {});
  EXPECT_EQ(reader.Next(), LineReader::Event::kError);
  EXPECT_EQ(reader.error(), EBADF);
}

}  // namespace
}  // namespace rapport::cli

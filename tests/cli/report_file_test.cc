#include "cli/report_file.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

namespace rapport::cli {
namespace {

TEST(ReportFile, WritesAllOfIt) {
  const std::string path = ::testing::TempDir() + "rapport_report_file_test.html";
  std::string expected;
  ReportFile file;
  ASSERT_TRUE(file.Open(path).ok());
  for (int i = 0; i < 20'000; ++i) {  // more than the buffer
    const std::string line = "line " + std::to_string(i) + "\n";
    file.Write(line);
    expected += line;
  }
  EXPECT_TRUE(file.Close().ok());
  std::ifstream in(path, std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), expected);

  // Once more, shorter: nothing of the first is left.
  ReportFile again;
  ASSERT_TRUE(again.Open(path).ok());
  again.Write("short");
  EXPECT_TRUE(again.Close().ok());
  std::ifstream short_in(path, std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(short_in), {}), "short");
  std::remove(path.c_str());
}

TEST(ReportFile, SaysWhyItCannotBeOpened) {
  const std::string path = ::testing::TempDir() + "no-such-folder/report.html";
  ReportFile file;
  const Status status = file.Open(path);
  EXPECT_EQ(status.code(), StatusCode::kIo);
  EXPECT_EQ(status.message(), "cannot write '" + path + "': No such file or directory");
}

TEST(ReportFile, SaysWhyItCannotBeWritten) {
  ReportFile file;
  if (!file.Open("/dev/full").ok()) GTEST_SKIP() << "no /dev/full here";
  file.Write(std::string(200'000, 'x'));
  file.Write("more");
  const Status status = file.Close();
  EXPECT_EQ(status.code(), StatusCode::kIo);
  EXPECT_EQ(status.message(), "cannot write '/dev/full': No space left on device");
}

}  // namespace
}  // namespace rapport::cli

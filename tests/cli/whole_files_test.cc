#include "cli/whole_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace rapport::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class WholeFilesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = ::testing::TempDir() + "/whole-XXXXXX";
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string Path(const std::string& name) const { return folder_ + "/" + name; }
  std::string Read(const std::string& name) const {
    std::ifstream file(Path(name));
    std::stringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
  }
  size_t Files() const {
    return static_cast<size_t>(
        std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  std::string folder_;
};

TEST_F(WholeFilesTest, WritesAllAndReplacesWhatWasThere) {
  ASSERT_TRUE(WriteWholeFiles({{Path("a"), "old"}}).ok());
  ASSERT_TRUE(WriteWholeFiles({{Path("a"), "new"}, {Path("b"), ""}}).ok());
  EXPECT_EQ(Read("a"), "new");
  EXPECT_EQ(Files(), 2u);
}

TEST_F(WholeFilesTest, AFailureLeavesEverythingAsItWas) {
  ASSERT_TRUE(WriteWholeFiles({{Path("a"), "old"}}).ok());
  const Status status = WriteWholeFiles({{Path("a"), "new"}, {Path("none/b"), "x"}});
  EXPECT_EQ(status.code(), StatusCode::kIo);
  EXPECT_EQ(Read("a"), "old");
  EXPECT_EQ(Files(), 1u) << "nothing is left lying about";
}

TEST_F(WholeFilesTest, SaysBeforehandWhatCannotBeWritten) {
  EXPECT_TRUE(CheckWritable(Path("a")).ok());
  EXPECT_EQ(Files(), 0u);
  EXPECT_THAT(CheckWritable(folder_).message(), HasSubstr("Is a directory"));
  EXPECT_THAT(CheckWritable(Path("none/a")).message(), HasSubstr("No such file"));
  EXPECT_THAT(CheckWritable("/dev/null").message(), HasSubstr("no ordinary file"));
}

}  // namespace
}  // namespace rapport::cli

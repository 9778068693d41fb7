// Packs with their diagnostics: golden/NAME.yaml (or every .yaml and .tsv of golden/NAME/) beside
// golden/NAME.txt, which holds the exact text, with an arrow for each tab, and whether the pack was
// loaded.
// RAPPORT_UPDATE_GOLDEN=1 writes the .txt files anew; read the difference before you commit it.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "pack_testing.h"

namespace rapport::pack {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = fs::path(RAPPORT_SOURCE_DIR) / "tests" / "pack" / "golden";

std::vector<std::string> CaseNames() {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(kFolder)) {
    if (entry.is_directory()) names.push_back(entry.path().filename().string());
    if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<TestFile> FilesOf(const std::string& name) {
  std::vector<TestFile> files;
  if (!fs::is_directory(kFolder / name)) {
    return {{name + ".yaml", ReadFileOrDie((kFolder / (name + ".yaml")).string())}};
  }
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(kFolder / name)) {
    const fs::path extension = entry.path().extension();
    if (extension != ".yaml" && extension != ".tsv") continue;
    const std::string relative = fs::relative(entry.path(), kFolder / name).generic_string();
    files.push_back({relative, ReadFileOrDie(entry.path().string())});
  }
  std::sort(files.begin(), files.end(),
            [](const TestFile& a, const TestFile& b) { return a.name < b.name; });
  return files;
}

// Tabs of word tables as arrows.
std::string Visible(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '\t' ? "→" : std::string(1, c);
  return out;
}

class GoldenTest : public testing::TestWithParam<std::string> {};

TEST_P(GoldenTest, GivesTheText) {
  std::vector<TestFile> files = FilesOf(GetParam());
  FillInHash(&files);
  const TestLoad load = LoadFiles(files);
  const std::string actual = Visible(load.diagnostics) + (load.pack ? "loaded\n" : "refused\n");
  const fs::path expected_path = kFolder / (GetParam() + ".txt");
  if (std::getenv("RAPPORT_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(expected_path, std::ios::binary) << actual;
    return;
  }
  ASSERT_TRUE(fs::exists(expected_path)) << "no " << expected_path << "; actual:\n" << actual;
  const std::string expected = ReadFileOrDie(expected_path.string());
  EXPECT_TRUE(expected == actual) << FirstDifference(expected, actual) << "---- actual\n" << actual;
}

INSTANTIATE_TEST_SUITE_P(All, GoldenTest, testing::ValuesIn(CaseNames()),
                         [](const auto& test) { return test.param; });

TEST(Golden, HasNoTextWithoutAPack) {
  const std::vector<std::string> names = CaseNames();
  for (const fs::directory_entry& entry : fs::directory_iterator(kFolder)) {
    if (entry.path().extension() != ".txt") continue;
    EXPECT_TRUE(std::binary_search(names.begin(), names.end(), entry.path().stem().string()))
        << entry.path();
  }
}

}  // namespace
}  // namespace rapport::pack

// docs/diagnostics.md and the truth: its examples give the codes that they stand under, and mended
// they do not; every code is shown by a golden case too. (diagnostics_test.py finds the codes in
// the sources.)

#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "base/strings.h"
#include "pack_testing.h"

namespace rapport::pack {
namespace {

struct Entry {
  std::string code;
  std::vector<std::string> examples;
};

std::vector<Entry> Entries() {
  std::vector<Entry> entries;
  std::istringstream in(ReadFileOrDie(StrCat(RAPPORT_SOURCE_DIR, "/docs/diagnostics.md")));
  bool in_example = false;
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("### `", 0) == 0) {
      entries.push_back({line.substr(5, line.find('`', 5) - 5), {}});
    } else if (line == "```yaml") {
      in_example = true;
      entries.back().examples.emplace_back();
    } else if (line == "```") {
      in_example = false;
    } else if (in_example) {
      entries.back().examples.back() += line + "\n";
    }
  }
  return entries;
}

// An example is one or several files.
std::vector<TestFile> FilesOf(const std::string& example) {
  std::vector<TestFile> files;
  std::istringstream in(example);
  for (std::string line; std::getline(in, line);) {
    constexpr std::string_view kFile = "# file: ";
    if (line.rfind(kFile, 0) == 0) {
      files.push_back({line.substr(kFile.size()), ""});
      continue;
    }
    if (files.empty()) files.push_back({"example.yaml", ""});
    files.back().bytes += line + "\n";
  }
  if (example.find("rapport:") == std::string::npos &&
      example.find("# file:") == std::string::npos) {
    files[0].bytes =
        "rapport: 1\npack: {id: shop, version: 1.0.0, language: en}\n" + files[0].bytes;
  }
  FillInHash(&files);
  return files;
}

// What a document cannot show.
bool HasNoExample(const std::string& code) {
  return code == "encoding" || code == "too-many-errors" || code == "internal";
}

TEST(DiagnosticsDoc, ExamplesGiveTheirCodes) {
  const std::vector<Entry> entries = Entries();
  EXPECT_GT(entries.size(), 60u);
  for (const Entry& entry : entries) {
    if (HasNoExample(entry.code)) continue;
    ASSERT_EQ(entry.examples.size(), 2u) << entry.code;
    const std::string mark = StrCat("[", entry.code, "]");
    const TestLoad bad = LoadFiles(FilesOf(entry.examples[0]));
    EXPECT_NE(bad.diagnostics.find(mark), std::string::npos) << entry.code << "\n"
                                                             << bad.diagnostics;
    const TestLoad good = LoadFiles(FilesOf(entry.examples[1]));
    EXPECT_EQ(good.diagnostics.find(mark), std::string::npos) << entry.code << "\n"
                                                              << good.diagnostics;
    EXPECT_NE(good.pack, nullptr) << entry.code << "\n" << good.diagnostics;
  }
}

TEST(DiagnosticsDoc, GoldenCasesShowEveryCode) {
  std::string golden;
  for (const auto& entry :
       std::filesystem::directory_iterator(StrCat(RAPPORT_SOURCE_DIR, "/tests/pack/golden"))) {
    if (entry.path().extension() == ".txt") golden += ReadFileOrDie(entry.path().string());
  }
  for (const Entry& entry : Entries()) {
    if (HasNoExample(entry.code)) continue;
    EXPECT_NE(golden.find(StrCat("[", entry.code, "]")), std::string::npos) << entry.code;
  }
}

}  // namespace
}  // namespace rapport::pack

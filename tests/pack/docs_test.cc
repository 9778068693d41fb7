// The documents and the truth. docs/diagnostics.md: its examples give the codes that they stand
// under, and mended they do not; every code is shown by a golden case too. (diagnostics_test.py
// finds the codes in the sources.) docs/pack-reference.md: its examples have the structure of a
// pack, and show every key; its word table is one.

#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/strings.h"
#include "pack/format.h"
#include "pack/structure.h"
#include "pack/word_table.h"
#include "pack/yaml_reader.h"
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

// Pages show a tab of a word table as an arrow, with blanks around it.
std::string WithTabs(std::string_view line) {
  constexpr std::string_view kArrow = "→";
  std::string out;
  for (size_t at = line.find(kArrow); at != std::string_view::npos; at = line.find(kArrow)) {
    out += line.substr(0, at);
    while (!out.empty() && out.back() == ' ') out.pop_back();
    out += '\t';
    line.remove_prefix(at + kArrow.size());
    while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
  }
  return out.append(line);
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
    files.back().bytes += (IsWordTable(files.back().name) ? WithTabs(line) : line) + "\n";
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
  return code == "encoding" || code == "too-many-errors" || code == "internal" ||
         code == "compiled-pack";
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

// The indented blocks of the page, without their indentation.
std::vector<std::string> ReferenceBlocks() {
  std::vector<std::string> blocks;
  std::istringstream in(ReadFileOrDie(StrCat(RAPPORT_SOURCE_DIR, "/docs/pack-reference.md")));
  bool in_block = false;
  for (std::string line; std::getline(in, line);) {
    const bool indented = line.rfind("    ", 0) == 0;
    if (indented && !in_block) blocks.emplace_back();
    if (indented) StrAppend(&blocks.back(), line.substr(4), "\n");
    in_block = indented;
  }
  return blocks;
}

TEST(PackReference, ItsWordTableIsOne) {
  std::istringstream in(ReadFileOrDie(StrCat(RAPPORT_SOURCE_DIR, "/docs/pack-reference.md")));
  std::string table;
  bool in_table = false;
  for (std::string line; std::getline(in, line);) {
    if (line == "```") in_table = false;
    if (in_table) StrAppend(&table, WithTabs(line), "\n");
    if (line == "```tsv") in_table = true;
  }
  const TestLoad load =
      LoadFiles({{"pack.yaml",
                  "rapport: 1\npack: {id: a, version: 1.0.0, language: en, files: [words.tsv]}\n"
                  "personas: {bargain_hunter: {label: B, display_name: B}}\n"
                  "scales: {hostility: {levels: [calm, angry], thresholds: [1]}}\n"},
                 {"words.tsv", table}});
  ASSERT_NE(load.pack, nullptr) << load.diagnostics;
  EXPECT_EQ(load.pack->pack.words.columns.size(), 3u);
  EXPECT_EQ(load.pack->pack.words.rows.size(), 5u);
}

void KeysOf(const Node& node, std::set<std::string>* keys) {
  for (size_t i = 0; i < node.children.size(); ++i) {
    if (node.is_map() && i % 2 == 0) keys->insert(node.children[i].value);
    KeysOf(node.children[i], keys);
  }
}

void KeysOf(const Shape& shape, std::set<std::string>* keys) {
  for (const Shape* part : {shape.short_form, shape.element, shape.special}) {
    if (part != nullptr) KeysOf(*part, keys);
  }
  for (const Key& key : shape.keys) {
    keys->insert(std::string(key.name));
    KeysOf(*key.shape, keys);
  }
}

TEST(PackReference, ExamplesHaveTheStructureOfAPack) {
  const std::vector<std::string> blocks = ReferenceBlocks();
  EXPECT_GT(blocks.size(), 12u);
  std::set<std::string> shown;
  for (const std::string& block : blocks) {
    const bool whole = block.rfind("rapport:", 0) == 0;
    const Source source("pack-reference.md", whole ? block : "rapport: 1\n" + block);
    DiagnosticSink sink;
    auto root = ReadYaml(source, PackLimits(), &sink);
    if (root) {
      KeysOf(*root, &shown);
      const bool overlay = root->FindAny("overlay") != nullptr;
      CheckStructure(&*root, overlay ? OverlayShape() : FileShape(), &sink);
    }
    EXPECT_EQ(FormatDiagnostics(sink.Take()), "") << block;
  }
  std::set<std::string> all;
  KeysOf(FileShape(), &all);
  KeysOf(OverlayShape(), &all);
  for (const std::string& key : all) EXPECT_TRUE(shown.count(key) > 0) << "not shown: " << key;
}

}  // namespace
}  // namespace rapport::pack

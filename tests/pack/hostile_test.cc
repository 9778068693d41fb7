// Packs come from tenants: whatever the bytes are, loading ends, soon, with a pack or with errors.
// (Run it under sanitizers too.)

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "base/strings.h"
#include "pack/loader.h"
#include "pack/manifest.h"
#include "pack_testing.h"

namespace rapport::pack {
namespace {

std::vector<std::string> Seeds(const std::string& extension = ".yaml") {
  std::vector<std::string> seeds;
  for (const char* folder : {"golden", "good"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(
             StrCat(RAPPORT_SOURCE_DIR, "/tests/pack/", folder))) {
      if (entry.path().extension() == extension) {
        seeds.push_back(ReadFileOrDie(entry.path().string()));
      }
    }
  }
  std::sort(seeds.begin(), seeds.end());  // the file system's order is not
  return seeds;
}

// Loads without looking at the result, but checks what holds for every input.
void LoadAll(const std::vector<TestFile>& files, const PackLimits& limits) {
  Loader loader(limits);
  for (const TestFile& file : files) loader.AddFile(file.name, file.bytes);
  DiagnosticSink sink;
  const auto pack = loader.Load(&sink);
  const bool has_errors = sink.has_errors();
  const std::vector<Diagnostic> diagnostics = sink.Take();
  ASSERT_EQ(pack == nullptr, has_errors) << files.back().bytes.substr(0, 500);
  ASSERT_TRUE(pack != nullptr || !diagnostics.empty());
  for (const Diagnostic& d : diagnostics) {
    ASSERT_FALSE(d.code.empty());
    ASSERT_EQ(d.message.find('\n'), std::string::npos) << d.message;
    ASSERT_FALSE(FormatDiagnostic(d).empty());
  }
}

void Load(const std::string& bytes, const PackLimits& limits = PackLimits()) {
  LoadAll({{"hostile.yaml", bytes}}, limits);
}

// A few edits: parts taken out, parts of `other` put in, bytes changed, lines doubled.
std::string Mutated(std::string bytes, const std::string& other, std::mt19937* random) {
  for (size_t edits = 1 + (*random)() % 4; edits > 0; --edits) {
    const size_t at = (*random)() % (bytes.size() + 1);
    const size_t size = (*random)() % 12;
    switch ((*random)() % 4) {
      case 0:
        bytes.erase(at, size);
        break;
      case 1:
        bytes.insert(at, other.substr((*random)() % (other.size() + 1), size));
        break;
      case 2:
        if (at < bytes.size()) bytes[at] = static_cast<char>((*random)());
        break;
      case 3:  // a whole line twice
        bytes.insert(at, bytes.substr(at, bytes.find('\n', at) - at) + "\n");
        break;
    }
  }
  return bytes;
}

TEST(Hostile, RandomBytes) {
  std::mt19937 random(1);
  for (int round = 0; round < 300; ++round) {
    std::string bytes;
    const size_t size = random() % 400;
    for (size_t i = 0; i < size; ++i) bytes += static_cast<char>(random());
    Load(bytes);
    Load("rapport: 1\npack: {id: a, version: 1.0.0, language: en}\n" + bytes);
  }
}

TEST(Hostile, RandomYaml) {
  constexpr std::string_view kPieces[] = {"{",
                                          "}",
                                          "[",
                                          "]",
                                          ":",
                                          ": ",
                                          ",",
                                          "- ",
                                          "? ",
                                          "\n",
                                          "\n  ",
                                          "\n    ",
                                          "\"",
                                          "'",
                                          "|\n",
                                          ">\n",
                                          "&a ",
                                          "*a",
                                          "!t ",
                                          "#",
                                          "%",
                                          "---\n",
                                          "...\n",
                                          "a",
                                          "rapport: 1\n",
                                          "cues:\n  ",
                                          "é",
                                          "\\",
                                          "\\u00e9",
                                          "<<: ",
                                          "~",
                                          "policies:\n  - ",
                                          "when: ",
                                          "{a|b}",
                                          "(a|b)?",
                                          "<=3",
                                          "1.5",
                                          "true"};
  std::mt19937 random(2);
  for (int round = 0; round < 4000; ++round) {
    std::string bytes;
    const size_t size = random() % 60;
    for (size_t i = 0; i < size; ++i) bytes += kPieces[random() % std::size(kPieces)];
    Load(bytes);
  }
}

TEST(Hostile, TruncatedPacks) {
  for (const std::string& seed : Seeds()) {
    const size_t step = seed.size() / 60 + 1;
    for (size_t size = 0; size < seed.size(); size += step) Load(seed.substr(0, size));
  }
}

TEST(Hostile, MutatedPacks) {
  const std::vector<std::string> seeds = Seeds();
  std::mt19937 random(3);
  for (int round = 0; round < 4000; ++round) {
    const std::string& seed = seeds[random() % seeds.size()];
    const std::string& other = seeds[random() % seeds.size()];
    Load(Mutated(seed, other, &random));
  }
}

// A quarter of a megabyte of one thing: nothing may take long or recurse without bound. The limit
// is far above what is measured (0.2 s), for slow machines and sanitizers.
TEST(Hostile, MuchOfOneThing) {
  const std::string head = "rapport: 1\npack: {id: a, version: 1.0.0, language: en}\n";
  const std::pair<const char*, const char*> cases[] = {
      {"", "["},
      {"", "{"},
      {"", "- "},
      {"", "? "},
      {"", "a: "},
      {"", "[a: "},
      {"", "{a: "},
      {"", "{\"a\":["},
      {"", "[[],"},
      {"", "\""},
      {"", "'"},
      {"", "&a "},
      {"", "*a "},
      {"", "!a "},
      {"", "|\n"},
      {"", "\n"},
      {"", "#\n"},
      {"", "---\n"},
      {"", "%a\n"},
      {"", "a\n"},
      {"", "a: b\n"},
      {"a: [", "a, "},
      {"a: {", "a: , "},
      {"a: \"", "\\n"},
      {"a: \"", "\n"},
      {"a: >\n ", " x\n\n "},
      {"cues: {a: [", "b|c, "},
      {"cues: {a: [\"", "(a|b)? "},
      {"cues: {a: [\"", "("},
      {"cues: {a: [\"", "(a|b|c|d) "},
      {"cues: {a: [\"", "{b} <=8 "},
      {"lists: {a: [\"", "{a} "},
      {"cues: {", "\"\": x, "},
      {"conditions: {a: \"", "("},
      {"conditions: {a: \"", "!"},
      {"conditions: {a: \"", "a && "},
      {"conditions: {a: \"", "1 + "},
      {"conditions: {a: \"", "["},
      {"actions: {a: {label: x, say: [\"", "{a"},
      {"actions: {a: {label: x, say: [\"", "{a}"},
      {"flags: {", "a: &a "},
      {"text: {own_words: [", "a b, "},
      {"tests: [", "{}, "},
      {"policies: [", "{}, "},
      {"policies:\n", "- {id: a}\n"},
      {"policies:\n", "- x\n"},
  };
  for (const auto& [start, piece] : cases) {
    for (const char* end : {"", "\"]}"}) {
      std::string bytes = head + start;
      while (bytes.size() + 16 < 256 * 1024) bytes += piece;
      bytes += end;
      const auto begin = std::chrono::steady_clock::now();
      Load(bytes);
      const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
      EXPECT_LT(took.count(), 20) << start << piece << end;
    }
  }
}

// Names that refer to names: depth and number are bounded.
TEST(Hostile, LongChains) {
  const std::string head = "rapport: 1\npack: {id: a, version: 1.0.0, language: en}\n";
  const int kLong = 4000;
  for (const bool up : {true, false}) {
    std::string lists = "lists:\n", conditions = "conditions:\n", bomb = "lists:\n";
    for (int i = 0; i < kLong; ++i) {
      const int next = up ? i + 1 : i - 1;
      const bool last = next < 0 || next == kLong;
      StrAppend(&lists, "  n", 10000 + i, ": [", last ? "x" : StrCat("\"{n", 10000 + next, "}\""),
                "]\n");
      StrAppend(&conditions, "  n", 10000 + i, ": ", last ? "\"true\"" : StrCat("n", 10000 + next),
                "\n");
    }
    for (int i = 0; i < 30; ++i) {
      StrAppend(&bomb, "  n", i, ": [\"{n", i + 1, "} {n", i + 1, "}\", x]\n");
    }
    StrAppend(&bomb, "  n30: [x]\ncues: {a: [\"{n0}\"]}\n");
    Load(head + lists);
    Load(head + lists + "cues: {a: [\"{n10000}\"]}\n");
    Load(head + conditions);
    Load(head + bomb);
  }
}

TEST(Hostile, SmallLimits) {
  PackLimits limits;
  limits.yaml_events = 50;
  limits.yaml_depth = 4;
  limits.scalar_bytes = 20;
  limits.phrases = 3;
  limits.phrase_words = 4;
  limits.expression_bytes = 10;
  limits.expression_depth = 3;
  limits.files_per_pack = 1;
  for (const std::string& seed : Seeds()) Load(seed, limits);
}

// Many long names, and as many that are nearly them: hints must not compare each with each.
TEST(Hostile, ManyNearMisses) {
  const std::string stem(56, 'a');
  std::string bytes = "rapport: 1\npack: {id: a, version: 1.0.0, language: en}\nfacts:\n";
  for (int i = 0; i < 1200; ++i) StrAppend(&bytes, "  ", stem, 1000 + i, ": {type: int}\n");
  bytes += "conditions:\n";
  for (int i = 0; i < 25; ++i) {
    StrAppend(&bytes, "  c", i, ": \"0");
    for (int j = 0; j < 60; ++j) StrAppend(&bytes, " + ", stem, "b", 100 + j);
    bytes += " > 0\"\n";
  }
  bytes += "policies: [{id: p, when: \"true\", recommend: [";
  for (int i = 0; i < 500; ++i) StrAppend(&bytes, stem, "c", 100 + i, ", ");
  bytes += "]}]\n";
  ASSERT_LT(bytes.size(), PackLimits().file_bytes);
  const auto begin = std::chrono::steady_clock::now();
  Load(bytes);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  EXPECT_LT(took.count(), 60);
}

// Every reference of a line as long as the file is an error that shows its line.
TEST(Hostile, ManyErrorsOnOneLine) {
  std::string bytes =
      "rapport: 1\npack: {id: a, version: 1.0.0, language: en}\npolicies: [{id: p, when: \"true\", "
      "recommend: [";
  for (int i = 0; i < 15000; ++i) StrAppend(&bytes, "undeclared, ");
  Load(bytes + "]}]\n");
}

TEST(Hostile, ManyErrorsAreCut) {
  std::string bytes = "rapport: 1\npack: {id: a, version: 1.0.0, language: en}\nflags:\n";
  for (int i = 0; i < 1000; ++i) StrAppend(&bytes, "  f", i, ": []\n");
  DiagnosticSink sink;
  Loader loader{PackLimits()};
  loader.AddFile("a.yaml", bytes);
  EXPECT_EQ(loader.Load(&sink), nullptr);
  const std::vector<Diagnostic> diagnostics = sink.Take();
  EXPECT_EQ(diagnostics.size(), 100u);
  EXPECT_EQ(diagnostics.back().code, "too-many-errors");
}

// ---- word tables ------------------------------------------------------------------------------

constexpr char kTablePack[] = R"(rapport: 1
pack: {id: a, version: 1.0.0, language: en, files: [words.tsv]}
text: {spellings: {"can't": can not, u: you}, abbreviations: [etc], clause_words: [but]}
personas:
  hunter: {label: Hunter, display_name: H}
  none: {bias: 1}
scales: {hostility: {levels: [calm, angry], thresholds: [1]}}
)";

void LoadTable(const std::string& table) {
  LoadAll({{"hostile.yaml", kTablePack}, {"words.tsv", table}}, PackLimits());
}

TEST(HostileTable, RandomBytes) {
  std::mt19937 random(11);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes = round % 2 == 0 ? "" : "term\thunter\tnone\n";
    for (size_t size = random() % 200; size > 0; --size) {
      // Half of it ASCII, so that more of it is read.
      bytes += static_cast<char>(random() % (round % 4 < 2 ? 128 : 256));
    }
    LoadTable(bytes);
  }
}

TEST(HostileTable, RandomPieces) {
  constexpr std::string_view kPieces[] = {
      "\t",       "\t",   "\t",        "\n",     "\n",   "\r\n",   " ",        "  ",
      "#",        "1",    "-1",        "0.5",    "1000", "-0",     "1e9",      "term",
      "hunter",   "none", "hostility", "hunted", "|",    "| ",     " |",       "no",
      "no reply", "No",   "can't",     "u",      "etc.", "🙄",   "{number}", "{currency}",
      "5",        "$",    "@a",        "a.b",    "é",    "\u0301", "\u200d",   "\xEF\xBB\xBF",
      "\xF0\x9F", "\0",   "?",         "!",      "...",  "\"",     "\u00a0",   "a_",
      "f**k",     "soooo"};
  std::mt19937 random(12);
  for (int round = 0; round < 6000; ++round) {
    std::string bytes = round % 3 == 0 ? "" : "term\thunter\tnone\thostility\n";
    for (size_t size = random() % 50; size > 0; --size) {
      bytes += kPieces[random() % std::size(kPieces)];
    }
    LoadTable(bytes);
  }
}

TEST(HostileTable, MutatedTables) {
  const std::vector<std::string> seeds = Seeds(".tsv");
  ASSERT_GE(seeds.size(), 10u);
  std::mt19937 random(13);
  for (int round = 0; round < 8000; ++round) {
    LoadTable(Mutated(seeds[random() % seeds.size()], seeds[random() % seeds.size()], &random));
  }
}

// A table may be far longer than a file of YAML. The limit is far above what is measured (2 s).
TEST(HostileTable, MuchOfOneThing) {
  std::string wide = "term";
  for (int i = 0; i < 998; ++i) StrAppend(&wide, "\thunter", i);
  const std::string many_cells = "\n" + [] {
    std::string cells;
    for (int i = 0; i < 999; ++i) cells += "\t1";
    return cells;
  }();
  const std::pair<std::string, std::string> cases[] = {
      {"", "a"},
      {"", "\t"},
      {"", "\n"},
      {"", "#\n"},
      {"", "term\thunter\n"},
      {"term", "\t"},
      {"term", "\thunter"},
      {"term\t", "hunte"},
      {"term\thunter\n", "a"},
      {"term\thunter\n", "a\n"},
      {"term\thunter\n", "🙄"},
      {"term\thunter\n", "a "},
      {"term\thunter\n", "soooo "},
      {"term\thunter\n", "\t"},
      {"term\thunter\n", "\t\n"},
      {"term\thunter\ncheap", "\t1"},
      {"term\thunter\ncheap\t", "1"},
      {"term\thunter\ncheap\t", "\xFF"},
      {wide, many_cells},
      {wide + "\ncheap", "\tx"},
  };
  for (const auto& [start, piece] : cases) {
    std::string bytes = start;
    while (bytes.size() + piece.size() < PackLimits().table_bytes) bytes += piece;
    const auto begin = std::chrono::steady_clock::now();
    LoadTable(bytes);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    EXPECT_LT(took.count(), 40) << start.substr(0, 40) << piece.substr(0, 40);
  }
  // Lines that differ: as many terms as may be, sound and not.
  for (const char* end : {"\t1\n", "\n", "\tx\n", " |\t1\n", " a b\t1\n", "A\t1\n"}) {
    std::string bytes = "term\thunter\n";
    for (int i = 0; bytes.size() + 32 < PackLimits().table_bytes; ++i) {
      StrAppend(&bytes, "w", i, end);
    }
    const auto begin = std::chrono::steady_clock::now();
    LoadTable(bytes);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    EXPECT_LT(took.count(), 40) << end;
  }
}

TEST(HostileTable, AsManyAsAPackMayList) {
  std::string names;
  std::vector<TestFile> files(1);
  for (uint32_t i = 0; i + 1 < PackLimits().files_per_pack; ++i) {
    const std::string name = StrCat("w", i, ".tsv");
    StrAppend(&names, i == 0 ? "" : ", ", name);
    std::string table = "term\thunter\n";
    for (int k = 0; k < 20'000; ++k) StrAppend(&table, "w", i, "x", k, "\t1\n");
    files.push_back({name, table});
  }
  files[0] = {"a.yaml", StrCat("rapport: 1\npack: {id: a, version: 1.0.0, language: en, files: [",
                               names, "]}\npersonas: {hunter: {label: H, display_name: H}}\n")};
  const auto begin = std::chrono::steady_clock::now();
  LoadAll(files, PackLimits());
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  EXPECT_LT(took.count(), 40);
}

TEST(Manifest, ListsItsFiles) {
  const auto listed = [](const std::string& name, const std::string& files) {
    const std::string bytes =
        StrCat("rapport: 1\npack: {id: a, version: 1.0.0, language: en, files: ", files,
               "}\nnonsense: 1\n");
    std::string out;
    for (const std::string& file : ListedFiles(name, bytes, PackLimits())) out += file + " ";
    return out;
  };
  EXPECT_EQ(listed("pack.yaml", "[a.yaml, b/c.yaml]"), "a.yaml b/c.yaml ");
  EXPECT_EQ(listed("x/pack.yaml", "[a.yaml, b/c.yaml]"), "x/a.yaml x/b/c.yaml ");
  EXPECT_EQ(listed("/x/y/pack.yaml", "[a.yaml]"), "/x/y/a.yaml ");
  EXPECT_EQ(listed("x\\pack.yaml", "[a.yaml]"), "x\\a.yaml ");
  // Never outside the folder, whatever the manifest says.
  EXPECT_EQ(listed("x/pack.yaml", "[../a, /etc/passwd, b/../../c, 'C:/d', 'e\\f', '', .., g]"),
            "x/g ");
  EXPECT_EQ(listed("x/pack.yaml", "a.yaml"), "");
  EXPECT_EQ(listed("x/pack.yaml", "[[a]]"), "");
  EXPECT_TRUE(ListedFiles("a", "pack: [", PackLimits()).empty());
  EXPECT_TRUE(ListedFiles("a", "pack: b", PackLimits()).empty());
  EXPECT_TRUE(ListedFiles("a", "- pack", PackLimits()).empty());
  PackLimits limits;
  limits.files_per_pack = 2;
  EXPECT_EQ(ListedFiles("a", "pack: {files: [b, c, d]}", limits).size(), 2u);
}

}  // namespace
}  // namespace rapport::pack

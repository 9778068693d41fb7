// Word tables: what is read, what is refused, what changes a pack's hash, and how a child's and an
// overlay's are laid over what was there. (golden/words_* show the texts of the diagnostics.)

#include "pack/word_table.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/fixed_point.h"
#include "base/strings.h"
#include "pack/manifest.h"
#include "pack_testing.h"

namespace rapport::pack {
namespace {

// `table` with an arrow for each tab.
std::string Tabs(std::string table) {
  constexpr std::string_view kArrow = "→";
  for (size_t at = table.find(kArrow); at != std::string::npos; at = table.find(kArrow, at)) {
    table.replace(at, kArrow.size(), "\t");
  }
  return table;
}

TestFile Manifest(const std::string& name, const std::string& keys, const std::string& body) {
  return {name + ".yaml", StrCat("rapport: 1\npack: {id: ", name, ", version: 1.0.0, language: en",
                                 keys, "}\n", body)};
}

constexpr char kTargets[] = R"(personas:
  p: {label: P, display_name: P}
  q: {label: Q, display_name: Q}
scales: {s: {levels: [low, high], thresholds: [1]}}
)";

// The pack "core" with p, q and s, and the tables a.tsv, b.tsv ...
std::vector<TestFile> Core(const std::vector<std::string>& tables) {
  std::vector<TestFile> files = {{}};
  std::string names;
  for (const std::string& table : tables) {
    const std::string name = StrCat(static_cast<char>('a' + files.size() - 1), ".tsv");
    StrAppend(&names, names.empty() ? "" : ", ", name);
    files.push_back({name, Tabs(table)});
  }
  files[0] = Manifest("core", StrCat(", files: [", names, "]"), kTargets);
  return files;
}

// "cheap p 1 s -2; no reply q 0.5", by term and column; or the first line of the diagnostics.
std::string Words(const TestLoad& load) {
  if (load.pack == nullptr) return load.diagnostics.substr(0, load.diagnostics.find('\n'));
  std::string out;
  for (const TermRow& row : load.pack->pack.words.rows) {
    StrAppend(&out, out.empty() ? "" : "; ", row.term);
    for (const TermWeight& w : row.weights) {
      StrAppend(&out, " ", load.pack->pack.words.columns[w.column].value, " ",
                FormatMilli(w.weight));
    }
  }
  return out;
}

std::string WordsOf(const std::vector<std::string>& tables) {
  return Words(LoadFiles(Core(tables)));
}

TEST(WordTable, IsRead) {
  const struct {
    const char* table;
    const char* words;
  } kCases[] = {
      {"term→p\n", ""},
      {"term", ""},
      {"term\ncheap\n", ""},
      {"term→p\ncheap→1.9\n", "cheap p 1.9"},
      {"term→p\ncheap→1.9", "cheap p 1.9"},
      {"term→s→q→p→none\nno reply→1→2→3→4\n", "no reply none 4 p 3 q 2 s 1"},
      {"term→p\nz→1\na→2\nm→3\n", "a p 2; m p 3; z p 1"},
      // Cells and whole lines that say nothing.
      {"term→p→q→s\ncheap→→1\ndear→2\nfree→→→3\n", "cheap q 1; dear p 2; free s 3"},
      {"term→p→q→s\ncheap→→→\ndear\n", ""},
      {"term→p\ncheap→0\ndear→-0\nfree→0.000\n", ""},
      {"# x\n\nterm→p\n\n#cheap→1\n# →→→→\ndear→1\n\n", "dear p 1"},
      {"\xEF\xBB\xBFterm→p\ncheap→1\n", "cheap p 1"},
      {"term→p→q\r\ncheap→1→2\r\n\r\n# x\r\ndear→→3\r\n", "cheap p 1 q 2; dear q 3"},
      // Weights.
      {"term→p\na→1000\nb→-1000\nc→0.001\nd→-0.25\ne→3.100\n",
       "a p 1000; b p -1000; c p 0.001; d p -0.25; e p 3.1"},
      // Terms.
      {"term→p\n| no→1\nno |→1\nno→1\nno reply→1\n🙄→1\n{number} {currency}→1\n?! "
       "|→1\n",
       "?! | p 1; no p 1; no reply p 1; no | p 1; {number} {currency} p 1; | no p 1; 🙄 p 1"},
  };
  for (const auto& c : kCases) EXPECT_EQ(WordsOf({c.table}), c.words) << c.table;
}

TEST(WordTable, IsRefusedAtThePlace) {
  const struct {
    std::string table;
    const char* error;
  } kCases[] = {
      {"", "a.tsv:1:1: error[table-header]: the table has no line of column names"},
      {"\n\n", "a.tsv:1:1: error[table-header]: the table has no line of column names"},
      {"cheap→1\n", "a.tsv:1:1: error[table-header]: the first column is named `term`"},
      {"Term→p\n", "a.tsv:1:1: error[table-header]: the first column is named `term`"},
      {" term→p\n", "a.tsv:1:1: error[table-header]: the first column is named `term`"},
      {"term p\n", "a.tsv:1:1: error[table-header]: the first column is named `term`"},
      {"term→p→\n", "a.tsv:1:8: error[table-header]: a column without a name"},
      {"term→p→p\n", "a.tsv:1:8: error[table-header]: column 'p' stands twice"},
      {"term→x\n", "a.tsv:1:6: error[unknown-name]: unknown persona or scale 'x'"},
      {"term→p \n", "a.tsv:1:6: error[unknown-name]: unknown persona or scale 'p '"},
      {"term→p\ncheap→1→\n",
       "a.tsv:2:9: error[table-row]: the header has 2 columns, this line more"},
      {"term→p\ncheap→1→2→3→4\n",
       "a.tsv:2:9: error[table-row]: the header has 2 columns, this line more"},
      {"term→p\ncheap→x\n", "a.tsv:2:7: error[table-weight]: 'x' is not a weight"},
      {"term→p\ncheap→.5\n", "a.tsv:2:7: error[table-weight]: '.5' is not a weight"},
      {"term→p\ncheap→1.0005\n", "a.tsv:2:7: error[table-weight]: '1.0005' is not a weight"},
      {"term→p\ncheap→1000.001\n", "a.tsv:2:7: error[table-weight]: '1000.001' is not a weight"},
      {"term→p\ncheap→\u2212"
       "1\n",
       "a.tsv:2:7: error[table-weight]: '\u2212"
       "1' is not a weight"},
      {"term→p\n→1\n", "a.tsv:2:1: error[table-term]: a line without a term"},
      {"term→p\né é é→1\n",
       "a.tsv:2:1: error[table-term]: 'é é é' is neither a word nor two words"},
      {"term→p\ncheap→1\ndear→1\ncheap→1\n",
       "a.tsv:4:1: error[duplicate-id]: term 'cheap' is already at a.tsv:2"},
      {"term→p\nCheap→1\n",
       "a.tsv:2:1: error[table-term]: no text holds 'Cheap': it is read as 'cheap'"},
      // Bytes.
      {"term→p\nch\xFF"
       "ap→1\n",
       "a.tsv:2:3: error[encoding]: the file is not UTF-8 here"},
      {"term→p\ncheap→1\xC3", "a.tsv:2:8: error[encoding]: the file is not UTF-8 here"},
      {"term→p\nche\rap→1\n", "a.tsv:2:4: error[control-character]: "},
      {std::string("term→p\nche\0ap→1\n", 18), "a.tsv:2:4: error[control-character]: "},
      {"term→p\n\u0085→1\n", "a.tsv:2:1: error[control-character]: "},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(WordsOf({c.table}).substr(0, std::string_view(c.error).size()), c.error) << c.table;
  }
}

TEST(WordTable, WrongColumnsAreReportedOnce) {
  // What stands under a column that is wrong is read, not judged; the rest is.
  const TestLoad load = LoadFiles(Core({"term→p→→p→s\ncheap→1→2→3→x\ndear→y→1\n"}));
  const auto count = [&](std::string_view what) {
    size_t n = 0;
    for (size_t at = load.diagnostics.find(what); at != std::string::npos;
         at = load.diagnostics.find(what, at + 1)) {
      ++n;
    }
    return n;
  };
  EXPECT_EQ(count("error["), 4u) << load.diagnostics;
  EXPECT_EQ(count("error[table-header]"), 2u) << load.diagnostics;
  EXPECT_EQ(count("error[table-weight]"), 2u) << load.diagnostics;
}

TEST(WordTable, LimitsOfBytesAndFiles) {
  const std::vector<TestFile> files = Core({"term→p\ncheap→1\n"});
  PackLimits limits;
  limits.table_bytes = files[1].bytes.size();
  EXPECT_EQ(Words(LoadFiles(files, limits)), "cheap p 1");
  --limits.table_bytes;
  EXPECT_EQ(Words(LoadFiles(files, limits)),
            "a.tsv:1:1: error[limit]: the file has 15 bytes; at most 14 are allowed");
  // A table is not bound by what bounds YAML, and the other way round.
  limits = PackLimits();
  limits.table_bytes = 10;
  EXPECT_NE(LoadFiles(Core({}), limits).pack, nullptr);
  limits = PackLimits();
  limits.file_bytes = files[0].bytes.size();
  std::vector<TestFile> long_table = files;
  long_table[1].bytes += "# " + std::string(limits.file_bytes, 'x') + "\n";
  EXPECT_EQ(Words(LoadFiles(long_table, limits)), "cheap p 1");
  // It counts as a file of its pack.
  limits = PackLimits();
  limits.files_per_pack = 3;
  EXPECT_EQ(Words(LoadFiles(Core({"term→p\na→1\n", "term→p\nb→1\n"}), limits)), "a p 1; b p 1");
  limits.files_per_pack = 2;
  EXPECT_NE(Words(LoadFiles(Core({"term→p\na→1\n", "term→p\nb→1\n"}), limits))
                .find("error[limit]: more than 2 files in one pack"),
            std::string::npos);
}

std::string ManyTerms(size_t from, size_t count) {
  std::string table = "term\tp\n";
  for (size_t i = from; i < from + count; ++i) StrAppend(&table, "w", i, "\t1\n");
  return table;
}

TEST(WordTable, LimitsOfTermsAndColumns) {
  // Of all tables together.
  const size_t half = kMostTerms / 2;
  const TestLoad most = LoadFiles(Core({ManyTerms(0, half), ManyTerms(half, kMostTerms - half)}));
  ASSERT_NE(most.pack, nullptr) << most.diagnostics.substr(0, 1000);
  EXPECT_EQ(most.pack->pack.words.rows.size(), kMostTerms);
  EXPECT_EQ(WordsOf({ManyTerms(0, half), ManyTerms(half, kMostTerms - half + 1)}),
            StrCat("b.tsv:", kMostTerms - half + 2,
                   ":1: error[limit]: the word tables have more than 250000 terms"));
  EXPECT_EQ(WordsOf({ManyTerms(0, kMostTerms), "term→p\n", ManyTerms(kMostTerms, 3)}),
            "c.tsv:2:1: error[limit]: the word tables have more than 250000 terms");

  const auto columns = [](size_t count) {
    std::string header = "term", personas;
    for (size_t i = 0; i < count; ++i) {
      StrAppend(&header, "\tc", i);
      StrAppend(&personas, "  c", i, ": {label: C, display_name: C}\n");
    }
    return LoadFiles({Manifest("core", ", files: [a.tsv]", "personas:\n" + personas),
                      {"a.tsv", header + "\ncheap" + std::string(count, '\t') + "1\n"}});
  };
  EXPECT_EQ(Words(columns(kMostColumns)), "cheap c999 1");
  EXPECT_NE(Words(columns(kMostColumns + 1)).find("error[limit]: more than 1000 columns"),
            std::string::npos);
}

TEST(WordTable, TablesOfOnePackAddUp) {
  EXPECT_EQ(WordsOf({"term→p\ncheap→1\nno→3\n", "term→s→q\ncheap→2\ndear→→4\n", "term\n"}),
            "cheap p 1 s 2; dear q 4; no p 3");
  // One cell in two tables is an error, whatever its values; an empty cell is none.
  EXPECT_EQ(WordsOf({"term→p→q\ncheap→1\n", "term→q→p\ncheap→2\n"}), "cheap p 1 q 2");
  for (const char* cell : {"1", "2", "0"}) {
    EXPECT_EQ(WordsOf({"term→p→q\ncheap→1→5\n", StrCat("term→q→p\ncheap→→", cell, "\n")}),
              "b.tsv:2:1: error[duplicate-id]: term 'cheap' has its weight for 'p' at a.tsv:2");
  }
  EXPECT_EQ(WordsOf({"term→p\ncheap→0\n", "term→p\ncheap→1\n"}),
            "b.tsv:2:1: error[duplicate-id]: term 'cheap' has its weight for 'p' at a.tsv:2");
}

// ---- the hash ---------------------------------------------------------------------------------

std::string HashOfTables(const std::vector<std::string>& tables) {
  const TestLoad load = LoadFiles(Core(tables));
  EXPECT_NE(load.pack, nullptr) << load.diagnostics;
  return load.pack == nullptr ? load.diagnostics : load.pack->hash;
}

TEST(WordTable, HashSeesCellsAndNothingElse) {
  const std::string hash = HashOfTables({"term→p→s\ncheap→1→-2.5\nno reply→→3\n"});
  for (const char* same :
       {"term→s→p\ncheap→-2.5→1\nno reply→3\n",                 // order of columns
        "term→p→s\nno reply→→3\ncheap→1→-2.5\n",                // order of rows
        "term→p→s\ncheap→1.000→-2.50\nno reply→0→3\n",          // forms of numbers
        "term→p→s→q→none\ncheap→1→-2.5→→0\nno reply→→3→→\n",    // columns that say nothing
        "term→p→s\ncheap→1→-2.5\nno reply→→3\ndear→→\nx→0→0\n"  // and rows
        "y\n",
        "# x\nterm→p→s\r\ncheap→1→-2.5\r\n\nno reply→→3"}) {
    EXPECT_EQ(HashOfTables({same}), hash) << same;
  }
  // Split over tables.
  EXPECT_EQ(HashOfTables({"term→p\ncheap→1\n", "term→s\nno reply→3\ncheap→-2.5\n"}), hash);
  EXPECT_EQ(HashOfTables({"term→q\n", "term→p→s\ncheap→1→-2.5\nno reply→→3\n", "term\nx\n"}), hash);
  EXPECT_EQ(HashOfTables({}), HashOfTables({"term→p\n"}));
  EXPECT_EQ(HashOfTables({}), HashOfTables({"term→p\ncheap→0\n"}));
  std::set<std::string> hashes = {hash, HashOfTables({})};
  for (const char* other :
       {"term→p→s\ncheap→1.001→-2.5\nno reply→→3\n", "term→p→s\ncheap→→-2.5\nno reply→→3\n",
        "term→q→s\ncheap→1→-2.5\nno reply→→3\n", "term→s→p\ncheap→1→-2.5\nno reply→→3\n",
        "term→p→s\ncheap→1→-2.5\nno |→→3\n", "term→p→s\ncheap→1→-2.5\n",
        "term→p→s→none\ncheap→1→-2.5→1\nno reply→→3\n",
        "term→p→s\ncheap→1→-2.5\nno reply→→3\nreply→1\n"}) {
    EXPECT_TRUE(hashes.insert(HashOfTables({other})).second) << other;
  }
  // The mix is part of it.
  std::vector<TestFile> files = Core({"term→p→s\ncheap→1→-2.5\nno reply→→3\n"});
  files[0].bytes += "scoring: {word_mix: 0.5}\n";
  EXPECT_TRUE(hashes.insert(MustLoad(files)->hash).second);
}

// ---- over parents -----------------------------------------------------------------------------

TEST(WordTable, ChildIsLaidOverItsParents) {
  const char parent[] = "term→p→q→s\ncheap→1→2→3\nno reply→4\ndear→→5\n";
  const struct {
    const char* body;
    const char* table;
    const char* words;
  } kCases[] = {
      {"", "term→p\n", "cheap p 1 q 2 s 3; dear q 5; no reply p 4"},
      {"", "term→s→p\ncheap→→7\n", "cheap p 7 q 2 s 3; dear q 5; no reply p 4"},
      {"", "term→p→q\ncheap→0\ndear→→0\n", "cheap q 2 s 3; no reply p 4"},
      {"", "term→p→q→s→none\nno→1\ndear→→→→0.5\ncheap→0→0→0\n",
       "dear none 0.5 q 5; no p 1; no reply p 4"},
      // A 0 where there is nothing is nothing.
      {"", "term→none\ncheap→0\nthanks→0\n", "cheap p 1 q 2 s 3; dear q 5; no reply p 4"},
      // A persona or scale that goes takes its column along.
      {"personas: {q: {override: remove}}\n", "term→p\ncheap→7\n", "cheap p 7 s 3; no reply p 4"},
      {"scales: {s: {override: remove}}\n", "term→p\n", "cheap p 1 q 2; dear q 5; no reply p 4"},
      {"personas: {q: {override: remove}, p: {override: remove}}\n", "term→s\n", "cheap s 3"},
      {"personas: {q: {override: remove}}\n", "term→q\ncheap→1\n",
       "child.tsv:1:6: error[unknown-name]: unknown persona or scale 'q'"},
      // One that is changed keeps it.
      {"personas: {q: {override: replace, label: R, display_name: R}}\n", "term→p\n",
       "cheap p 1 q 2 s 3; dear q 5; no reply p 4"},
      // A new one has a column of its own, wherever it sorts.
      {"personas: {a: {label: A, display_name: A}}\n", "term→p→a\ncheap→→6\n",
       "cheap a 6 p 1 q 2 s 3; dear q 5; no reply p 4"},
      // A child's spellings may take a word away from its parent's table: no error of either.
      {"text: {spellings: {dear: costly}}\n", "term→p\n",
       "cheap p 1 q 2 s 3; dear q 5; no reply p 4"},
      {"text: {spellings: {dear: costly}}\n", "term→q\ndear→0\ncostly→5\n",
       "cheap p 1 q 2 s 3; costly q 5; no reply p 4"},
      {"text: {spellings: {dear: costly}}\n", "term→q\ndear→1\n",
       "child.tsv:2:1: error[table-term]: no text holds 'dear': it is read as 'costly'"},
  };
  for (const auto& c : kCases) {
    std::vector<TestFile> files = Core({parent});
    files.push_back(Manifest("child", ", extends: [core], files: [child.tsv]", c.body));
    files.push_back({"child.tsv", Tabs(c.table)});
    EXPECT_EQ(Words(LoadFiles(files)), c.words) << c.body << c.table;
    // The parent may be of the library, its table with it.
    for (size_t i = 0; i < 2; ++i) files[i].name = "library/" + files[i].name;
    EXPECT_EQ(Words(LoadFiles(files)), c.words) << c.body << c.table;
  }
}

TEST(WordTable, SeveralParentsInTheirOrder) {
  const auto child = [](const std::string& name, const std::string& extends,
                        const std::string& cell) {
    return std::vector<TestFile>{
        Manifest(name, StrCat(", extends: [", extends, "], files: [", name, ".tsv]"), ""),
        {name + ".tsv", StrCat("term\tp\ncheap\t", cell, "\n", name, "\t1\n")}};
  };
  const auto load = [&](const std::vector<std::vector<TestFile>>& packs) {
    std::vector<TestFile> files = Core({"term→p\ncheap→1\n"});
    for (const auto& pack : packs) files.insert(files.end(), pack.begin(), pack.end());
    return Words(LoadFiles(files));
  };
  EXPECT_EQ(load({child("b", "core", "2"), child("c", "core", "3"), child("d", "\"b\", c", "")}),
            "b p 1; c p 1; cheap p 3; d p 1");
  EXPECT_EQ(load({child("b", "core", "2"), child("c", "core", "3"), child("d", "c, b", "")}),
            "b p 1; c p 1; cheap p 2; d p 1");
  EXPECT_EQ(load({child("b", "core", "2"), child("c", "core", "0"), child("d", "b, c", "")}),
            "b p 1; c p 1; d p 1");
  // Side by side: as added.
  EXPECT_EQ(load({child("c", "core", "3"), child("b", "core", "2")}), "b p 1; c p 1; cheap p 2");
}

// ---- overlays ---------------------------------------------------------------------------------

TEST(WordTable, OverlaysTableTakesThePlaceOfTheWhole) {
  const std::vector<TestFile> core = Core({"term→p→q\ncheap→1→2\nno reply→4\n"});
  const std::vector<TestFile> child = {
      Manifest("child", ", extends: [core], files: [child.tsv]", ""),
      {"child.tsv", Tabs("term→q\ncheap→9\n")}};
  const auto overlay = [](const std::string& base, const std::string& name,
                          const std::string& words, const std::string& table) {
    std::vector<TestFile> files = {
        {name + ".yaml",
         StrCat("rapport: 1\noverlay: {base: \"", base, "\"", words, "}\nscoring: {margin: 1}\n")}};
    if (!words.empty()) files.push_back({name + ".tsv", Tabs(table)});
    return files;
  };
  const auto load = [](const std::vector<std::vector<TestFile>>& packs) {
    std::vector<TestFile> files;
    for (const auto& pack : packs) files.insert(files.end(), pack.begin(), pack.end());
    return LoadFiles(files);
  };
  const std::string on_core = MustLoad(core)->Name();
  const TestLoad both = load({core, child});
  ASSERT_NE(both.pack, nullptr) << both.diagnostics;
  const std::string on_child = both.pack->Name();
  const char learned[] = "term→s→p\ncheap→5\nthanks→0→7\nx→0\ny\n";

  EXPECT_EQ(Words(load({core, overlay(on_core, "o", ", words: o.tsv", learned)})),
            "cheap s 5; thanks p 7");
  EXPECT_EQ(Words(load({core, overlay(on_core, "o", "", "")})), "cheap p 1 q 2; no reply p 4");
  EXPECT_EQ(Words(load({core, overlay(on_core, "o", ", words: o.tsv", "term→p\n")})), "");
  // The child comes after what its parent learned.
  EXPECT_EQ(Words(load({core, child})), "cheap p 1 q 9; no reply p 4");
  EXPECT_EQ(Words(load({core, child, overlay(on_core, "o", ", words: o.tsv", learned)})),
            "cheap q 9 s 5; thanks p 7");
  EXPECT_EQ(Words(load({core, child, overlay(on_child, "o", ", words: o.tsv", learned)})),
            "cheap s 5; thanks p 7");
  // The table of the last one counts; one without a table leaves it.
  const auto first = overlay(on_core, "o", ", words: o.tsv", learned);
  EXPECT_EQ(Words(load({core, first, overlay(on_core, "r", ", words: r.tsv", "term→p\nz→1\n")})),
            "z p 1");
  EXPECT_EQ(Words(load({core, first, overlay(on_core, "r", "", "")})), "cheap s 5; thanks p 7");
  // Two may name one table.
  EXPECT_EQ(Words(load({core,
                        first,
                        {{"r.yaml", StrCat("rapport: 1\noverlay: {base: \"", on_core,
                                           "\", words: o.tsv}\n")}}})),
            "cheap s 5; thanks p 7");
  // What says nothing in its table changes no hash.
  const TestLoad a = load({core, overlay(on_core, "o", ", words: o.tsv", learned)});
  const TestLoad b =
      load({core, overlay(on_core, "o", ", words: o.tsv", "term→p→q→s\nthanks→7\ncheap→→→5\n")});
  ASSERT_TRUE(a.pack != nullptr && b.pack != nullptr) << a.diagnostics << b.diagnostics;
  EXPECT_EQ(a.pack->hash, b.pack->hash);
  // An overlay is learned on words too.
  const std::vector<TestFile> changed = Core({"term→p→q\ncheap→1→2\nno reply→4.001\n"});
  EXPECT_NE(Words(load({changed, overlay(on_core, "o", "", "")})).find("[overlay-base]"),
            std::string::npos);
}

TEST(WordTable, WeightsOfAPackAreLaidOverIt) {
  const char cues[] = "cues: {a: [x], b: [y]}\n";
  const auto persona = [](const TestLoad& load) {
    if (load.pack == nullptr) return load.diagnostics.substr(0, load.diagnostics.find('\n'));
    const Persona& p = load.pack->pack.personas.at(0);
    std::string out = FormatMilli(p.bias);
    for (const Evidence& e : p.evidence) StrAppend(&out, " ", e.id, " ", FormatMilli(e.weight));
    StrAppend(&out, " mix ", FormatMilli(load.pack->pack.scoring.word_mix.value_or(kOne)));
    return out;
  };
  const std::string own =
      StrCat(cues, "personas: {p: {label: P, display_name: P, bias: 1, evidence: {a: 1}}}\n");
  EXPECT_EQ(persona(LoadSections(own)), "1 a 1 mix 1");
  EXPECT_EQ(persona(LoadSections(StrCat(own, "weights: {personas: {p: {bias: 2}}}\n"))),
            "2 a 1 mix 1");
  EXPECT_EQ(persona(LoadSections(
                StrCat(own,
                       "weights: {scoring: {word_mix: 0.5}, personas: {p: {evidence: {b: 3, "
                       "a: 0.5}}}}\nscoring: {word_mix: 2}\n"))),
            "1 a 0.5 b 3 mix 0.5");
  EXPECT_EQ(persona(LoadSections(StrCat(own, "weights: {personas: {q: {bias: 2}}}\n"))),
            "test.yaml:5:22: error[unknown-name]: there is no persona 'q' to weigh evidence for");
  // A child's weight beats what its parent learned, and what the child learned beats that.
  const TestFile core = Manifest("core", "",
                                 StrCat(own,
                                        "weights: {personas: {p: {bias: 2, "
                                        "evidence: {a: 2, b: 2}}}}\n"));
  const char change[] = "personas: {p: {override: merge, evidence: {a: 3}}}\n";
  EXPECT_EQ(persona(LoadFiles({core, Manifest("child", ", extends: [core]", change)})),
            "2 a 3 b 2 mix 1");
  EXPECT_EQ(
      persona(LoadFiles(
          {core, Manifest("child", ", extends: [core]",
                          StrCat(change, "weights: {personas: {p: {evidence: {a: 4}}}}\n"))})),
      "2 a 4 b 2 mix 1");
  // Laid over it, it is the same pack as one that says so itself.
  const TestLoad laid =
      LoadSections(StrCat(own, "weights: {personas: {p: {bias: 2, evidence: {b: 3}}}}\n"));
  const TestLoad said = LoadSections(StrCat(
      cues, "personas: {p: {label: P, display_name: P, bias: 2, evidence: {a: 1, b: 3}}}\n"));
  ASSERT_TRUE(laid.pack != nullptr && said.pack != nullptr) << laid.diagnostics;
  EXPECT_EQ(laid.pack->hash, said.pack->hash);
}

// ---- files ------------------------------------------------------------------------------------

TEST(WordTable, IsKnownByItsName) {
  EXPECT_TRUE(IsWordTable("words.tsv"));
  EXPECT_TRUE(IsWordTable("a/b.tsv"));
  EXPECT_FALSE(IsWordTable("words.yaml"));
  EXPECT_FALSE(IsWordTable("words.TSV"));
  EXPECT_FALSE(IsWordTable(".tsv"));
  EXPECT_FALSE(IsWordTable(""));
  const PackLimits limits;
  EXPECT_EQ(FileLimit("a/b.tsv", limits), limits.table_bytes);
  EXPECT_EQ(FileLimit("a/b.yaml", limits), limits.file_bytes);
}

TEST(WordTable, OverlaysListTheirs) {
  const auto listed = [](const std::string& overlay) {
    std::string out;
    for (const std::string& file :
         ListedFiles("x/o.yaml", StrCat("rapport: 1\noverlay: ", overlay, "\n"), PackLimits())) {
      StrAppend(&out, file, " ");
    }
    return out;
  };
  EXPECT_EQ(listed("{base: b, words: w.tsv}"), "x/w.tsv ");
  EXPECT_EQ(listed("{words: parts/w.tsv}"), "x/parts/w.tsv ");
  // Never outside its folder, and no other kind of file.
  for (const char* words : {"../w.tsv", "/w.tsv", "w.yaml", "[w.tsv]", "{a: w.tsv}", "''"}) {
    EXPECT_EQ(listed(StrCat("{words: ", words, "}")), "") << words;
  }
  EXPECT_EQ(listed("w.tsv"), "");
}

}  // namespace
}  // namespace rapport::pack

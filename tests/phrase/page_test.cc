// docs/phrase-language.md holds: its examples are run, and its codes are those that there are.

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "phrase/phrase_set.h"
#include "phrase_testing.h"

namespace rapport::phrase {
namespace {

// The cells of the rows of the first table behind `heading`, "\|" read as "|".
std::vector<std::vector<std::string>> ReadTable(const std::string& heading) {
  std::ifstream file(RAPPORT_SOURCE_DIR "/docs/phrase-language.md");
  std::string line;
  while (std::getline(file, line) && line != heading) {
  }
  std::vector<std::vector<std::string>> rows;
  while (std::getline(file, line)) {
    if (line.empty() || line[0] != '|') {
      if (rows.empty()) continue;
      break;
    }
    std::vector<std::string> cells(1);
    for (size_t i = 1; i + 1 < line.size(); ++i) {
      if (line[i] == '\\' && line[i + 1] == '|') {
        cells.back() += line[++i];
      } else if (line[i] == '|') {
        cells.emplace_back();
      } else {
        cells.back() += line[i];
      }
    }
    rows.push_back(cells);
  }
  if (rows.size() > 2) rows.erase(rows.begin(), rows.begin() + 2);  // the head and the rule
  return rows;
}

// What stands between pairs of `mark` in `cell`.
std::vector<std::string> Between(const std::string& cell, char mark) {
  std::vector<std::string> out;
  size_t begin = cell.find(mark);
  while (begin != std::string::npos) {
    const size_t end = cell.find(mark, begin + 1);
    if (end == std::string::npos) break;
    out.push_back(cell.substr(begin + 1, end - begin - 1));
    begin = cell.find(mark, end + 1);
  }
  return out;
}

TEST(Page, ExamplesHold) {
  const auto rows = ReadTable("## Examples");
  ASSERT_GE(rows.size(), 15u);
  for (const std::vector<std::string>& row : rows) {
    ASSERT_EQ(row.size(), 3u) << row[0];
    const std::vector<std::string> phrase = Between(row[0], '`');
    ASSERT_EQ(phrase.size(), 1u) << row[0];
    PhraseSetBuilder builder(&TestLexicon(), PackLimits(), &TestVocabulary());
    std::vector<PhraseIssue> issues;
    ASSERT_TRUE(builder.Add(0, phrase[0], &issues)) << phrase[0] << "\n" << Format(issues);
    const auto set = builder.Build();
    MatchScratch scratch;
    std::vector<Hit> hits;
    for (size_t column : {1, 2}) {
      const std::vector<std::string> texts = Between(row[column], '"');
      EXPECT_FALSE(texts.empty()) << phrase[0];
      for (const std::string& text : texts) {
        set->Match(Tokenize(text), &scratch, &hits);
        EXPECT_EQ(hits.empty(), column == 2) << phrase[0] << "\n" << text;
      }
    }
  }
}

TEST(Page, ListsTheCodes) {
  const struct {
    const char* code;
    std::string source;
  } kCases[] = {
      {"phrase-empty", "(a)? (b)?"},
      {"phrase-bar", "a|b"},
      {"phrase-optional", "word?"},
      {"phrase-alternative", "(a |b)"},
      {"phrase-parenthesis", "(a"},
      {"phrase-brace", "{a"},
      {"phrase-name", "{unknown}"},
      {"phrase-gap", "a <=2 (b)?"},
      {"phrase-anchor", "$5"},
      {"phrase-star", "*"},
      {"phrase-join", "(a)(b)"},
      {"phrase-caps", "CAPS({money})"},
      {"phrase-mark", "what ?"},
      {"phrase-punctuation", "a, b"},
      {"phrase-symbol", "a - b"},
      {"phrase-elongated", "sooo"},
      {"phrase-list", ""},  // below
      {"limit", std::string(33, '(') + "a" + std::string(33, ')')},
  };
  std::set<std::string> codes;
  PhraseSetBuilder builder(&TestLexicon(), PackLimits(), &TestVocabulary());
  for (const auto& c : kCases) {
    codes.insert(c.code);
    std::vector<PhraseIssue> issues;
    if (c.source.empty()) {
      EXPECT_FALSE(builder.DeclareList("money", {"a"}, &issues));
    } else {
      EXPECT_FALSE(builder.Add(0, c.source, &issues)) << c.source;
    }
    ASSERT_EQ(issues.size(), 1u) << Format(issues);
    EXPECT_EQ(issues[0].code, c.code);
  }
  std::set<std::string> listed;
  for (const std::vector<std::string>& row : ReadTable("## Errors")) {
    listed.insert(Between(row[0], '`').at(0));
  }
  EXPECT_EQ(listed, codes);
}

}  // namespace
}  // namespace rapport::phrase

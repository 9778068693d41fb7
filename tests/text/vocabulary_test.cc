// Words and their numbers: everything that was added is found, nothing else is, however alike or
// hostile the words are.

#include "text/vocabulary.h"

#include <random>

#include "base/strings.h"
#include "gtest/gtest.h"

namespace rapport::text {
namespace {

// Finds exactly the words of `words`, whose numbers are their positions.
void CheckFinds(const Vocabulary& vocabulary, const std::vector<std::string>& words) {
  ASSERT_EQ(vocabulary.size(), words.size());
  for (uint32_t id = 0; id < words.size(); ++id) {
    ASSERT_EQ(vocabulary.word(id), words[id]);
    ASSERT_EQ(vocabulary.Find(words[id]), id) << testing::PrintToString(words[id]);
    const std::string& word = words[id];
    if (!word.empty() && word.size() <= 8 && word.find('\0') == std::string::npos &&
        word.back() != '\xFF') {
      char bytes[8] = {};
      word.copy(bytes, sizeof bytes);
      ASSERT_EQ(vocabulary.FindShort(LoadEight(bytes)), id) << word;
    }
  }
}

std::vector<std::string> RandomWords(std::mt19937* random, size_t count, std::string_view letters,
                                     size_t max_size) {
  std::vector<std::string> words;
  StringIds seen;
  while (words.size() < count) {
    std::string word;
    const size_t size = (*random)() % (max_size + 1);
    for (size_t i = 0; i < size; ++i) word.push_back(letters[(*random)() % letters.size()]);
    if (seen.Intern(word) == words.size()) words.push_back(word);
  }
  return words;
}

TEST(Vocabulary, FindsWhatIsThereAndNothingElse) {
  std::mt19937 random(5);
  const std::string_view kAlphabets[] = {"ab", "abcdefghijklmnopqrstuvwxyz'",
                                         std::string_view("\0\1a\xFE\xFF", 5)};
  for (const std::string_view letters : kAlphabets) {
    for (const size_t count : {1, 2, 50, 3000}) {
      SCOPED_TRACE(count);
      std::vector<std::string> words = RandomWords(&random, 2 * count, letters, 20);
      Vocabulary vocabulary;
      for (size_t i = 0; i < count; ++i) ASSERT_EQ(vocabulary.Intern(words[i]), i);
      const std::vector<std::string> others(words.begin() + static_cast<ptrdiff_t>(count),
                                            words.end());
      words.resize(count);
      for (int round = 0; round < 2; ++round) {
        ASSERT_NO_FATAL_FAILURE(CheckFinds(vocabulary, words));
        for (const std::string& other : others) {
          ASSERT_EQ(vocabulary.Find(other), Vocabulary::kNone) << testing::PrintToString(other);
        }
        vocabulary.Freeze();
      }
    }
  }
}

TEST(Vocabulary, GrowsAgainOnceFrozen) {
  Vocabulary vocabulary;
  EXPECT_EQ(vocabulary.Find("a"), Vocabulary::kNone);
  vocabulary.Freeze();  // empty
  EXPECT_EQ(vocabulary.Find("a"), Vocabulary::kNone);
  EXPECT_EQ(vocabulary.Find(""), Vocabulary::kNone);
  std::vector<std::string> words;
  for (int i = 0; i < 300; ++i) {
    words.push_back(StrCat("word", i));
    EXPECT_EQ(vocabulary.Intern(words.back()), static_cast<uint32_t>(i));
    EXPECT_EQ(vocabulary.Intern(words.front()), 0u);
    if (i % 7 == 0) vocabulary.Freeze();
    ASSERT_NO_FATAL_FAILURE(CheckFinds(vocabulary, words));
  }
}

// Words that differ in one byte, and ones chosen so that their tags, without the factor, agree in
// the bytes that choose group and slot.
TEST(Vocabulary, TakesHostileWords) {
  std::vector<std::string> words;
  for (size_t at = 0; at < 8; ++at) {
    for (int c = 1; c < 255; ++c) {
      std::string word = "aaaaaaaa";
      if (c == 'a') continue;
      word[at] = static_cast<char>(c);
      words.push_back(word);
      words.push_back(word + word);
    }
  }
  for (uint32_t i = 1; i < 3000; ++i) {
    std::string word = "\1\1\1\1\1\1\1\1";
    for (size_t k = 0; k < 4; ++k) word[k] = static_cast<char>(1 + (i >> (3 * k) & 7));
    words.push_back(word + "x");
  }
  Vocabulary vocabulary;
  std::vector<std::string> kept;
  for (const std::string& word : words) {
    if (vocabulary.Intern(word) == kept.size()) kept.push_back(word);
  }
  vocabulary.Freeze();
  ASSERT_NO_FATAL_FAILURE(CheckFinds(vocabulary, kept));
}

}  // namespace

// Lists words instead of giving them slots, as for words that no factor tells apart.
class WordTablePeer {
 public:
  static void ListAll(const StringIds& words, WordTable* table) {
    table->Build(words);
    std::fill(table->tags_.begin(), table->tags_.end(), 0);
    for (uint32_t id = 0; id < words.size(); ++id) table->listed_.push_back(id);
    std::sort(table->listed_.begin(), table->listed_.end(),
              [&](uint32_t a, uint32_t b) { return words.word(a) < words.word(b); });
    table->KeepTexts(words);
  }
};

namespace {

TEST(Vocabulary, FindsWhatIsOnTheList) {
  StringIds words;
  for (const char* word : {"b", "refund", "eight888", "longer than eight", "a", "ab", "Ünicode"}) {
    words.Intern(word);
  }
  WordTable table;
  WordTablePeer::ListAll(words, &table);
  for (uint32_t id = 0; id < words.size(); ++id) {
    EXPECT_EQ(table.Find(words.word(id)), id) << words.word(id);
  }
  for (const char* word : {"", "c", "refun", "longer than nine", "zzz"}) {
    EXPECT_EQ(table.Find(word), WordTable::kNone) << word;
  }
}

}  // namespace
}  // namespace rapport::text

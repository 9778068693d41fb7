#include "phrase/terms.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "allocation_counter.h"
#include "base/strings.h"
#include "phrase_testing.h"

namespace rapport::phrase {
namespace {

std::string_view Covered(const TermHit& hit, const text::TokenizedText& tokens,
                         std::string_view text) {
  const uint32_t begin = tokens.tokens()[hit.first_token].begin;
  return text.substr(begin, tokens.tokens()[hit.end_token - 1].end - begin);
}

// "no reply: No  reply; ...", what each hit covers, in the order of hits.
std::string Found(const std::vector<std::string>& terms, std::string_view text) {
  TermIndex index(&TestVocabulary());
  for (const std::string& term : terms) index.Add(term);
  index.Freeze();
  const text::TokenizedText tokens = Tokenize(text);
  std::vector<TermHit> hits = {{77, 0, 0}};  // what was there is replaced
  index.Find(tokens, &hits);
  std::string out;
  for (const TermHit& hit : hits) {
    StrAppend(&out, out.empty() ? "" : "; ", terms[hit.term], ": ", Covered(hit, tokens, text));
  }
  return out;
}

TEST(Terms, AreFound) {
  const struct {
    std::vector<std::string> terms;
    const char* text;
    const char* found;
  } kCases[] = {
      {{}, "still no reply", ""},
      {{"reply"}, "", ""},
      {{"reply"}, "Still no reply", "reply: reply"},
      {{"reply"}, "REPLY! Reply, reply?", "reply: REPLY; reply: Reply; reply: reply"},
      {{"reply"}, "replies and replys", ""},
      {{"no reply"}, "Still no  reply", "no reply: no  reply"},
      {{"no reply"}, "reply no", ""},
      {{"reply", "no reply", "no"}, "no reply", "no: no; no reply: no reply; reply: reply"},
      {{"no no"}, "no no no", "no no: no no; no no: no no"},  // they may overlap
      // Neighbours are of one sentence; clauses do not part them.
      {{"no reply"}, "The answer is no. Reply when you can", ""},
      {{"no reply"}, "no\nreply", ""},
      {{"no reply"}, "no, reply", "no reply: no, reply"},
      {{"no reply"}, "no - reply", "no reply: no - reply"},
      {{"no reply"}, "\"no\" (reply)", "no reply: no\" (reply"},
      // Bounds of sentences. They belong to no token.
      {{"| still", "reply |"}, "Still no reply.", "| still: Still; reply |: reply"},
      {{"| still", "still |"},
       "Still. Still? Yes still",
       "| still: Still; still |: Still; | still: Still; still |: still"},
      {{"| yes", "yes |"}, "yes", "| yes: yes; yes |: yes"},
      {{"| yes"}, "oh yes", ""},
      {{"yes |"}, "yes please", ""},
      // Marks and emoji are words.
      {{"?", "! |", "? |"}, "Why? Now!!!", "?: ?; ? |: ?; ! |: !!!"},
      {{"why ?!"}, "Why?!?", "why ?!: Why?!?"},
      {{"well ..."}, "Well... no", "well ...: Well..."},
      {{"🙄", "🙄 |"}, "Fine 🙄🙄", "🙄: 🙄🙄; 🙄 |: 🙄🙄"},
      {{"! 🙄"}, "Fine! 🙄", "! 🙄: ! 🙄"},
      {{"👍"}, "ok 👍🏽", "👍: 👍🏽"},
      {{"🙂"}, "ok :)", "🙂: :)"},
      // Numbers and signs of currencies are one word each.
      {{"{number}"}, "5 or 1,299.50 or 3rd, two", "{number}: 5; {number}: 1,299.50; {number}: 3rd"},
      {{"{currency} {number}"},
       "$20, €5 and 20€",
       "{currency} {number}: $20; {currency} {number}: €5"},
      {{"{number} %"}, "20% off", "{number} %: 20%"},
      // Handles, links and addresses are left out.
      {{"ask now"}, "ask @shop now", "ask now: ask @shop now"},
      {{"ask now"}, "ask www.shop.example now", "ask now: ask www.shop.example now"},
      {{"| ask", "now |"}, "@shop ask now a@b.example", "| ask: ask; now |: now"},
      {{"worst service"}, "#WorstService", "worst service: #WorstService"},
      // Folding: case, accents, width, curly quotes, letters drawn out, spellings.
      {{"cafe"}, "CAFÉ", "cafe: CAFÉ"},
      {{"fine"}, "ﬁne ｆｉｎｅ", "fine: ﬁne; fine: ｆｉｎｅ"},
      {{"o'clock"}, "o’clock", "o'clock: o’clock"},
      {{"no"}, "noooo", "no: noooo"},
      {{"col"}, "coooool", "col: coooool"},  // the shortest form
      {{"cool"}, "cool", "cool: cool"},
      {{"thanks"}, "thx", "thanks: thx"},
      // A written word that stands for two gives both its whole span.
      {{"can not", "not wait", "can"},
       "I can’t wait",
       "can: can’t; can not: can’t; not wait: can’t wait"},
      {{"f*k"}, "f***k", "f*k: f***k"},
      {{"&"}, "this & that", "&: &"},
      // Bytes that are not UTF-8 part words, like any character that is in none.
      {{"no reply"}, "no \xFF reply", "no reply: no \xFF reply"},
  };
  for (const auto& c : kCases) EXPECT_EQ(Found(c.terms, c.text), c.found) << c.text;
}

TEST(Terms, WordsAreCounted) {
  TermIndex index(&TestVocabulary());
  std::vector<TermHit> hits;
  const std::pair<const char*, uint32_t> cases[] = {{"", 0},
                                                    {".", 0},
                                                    {"@shop www.shop.example", 0},
                                                    {"still no reply", 3},
                                                    {"can't", 2},
                                                    {"Why?!", 2},
                                                    {"$20", 2},
                                                    {"🙄🙄", 1},
                                                    {"@shop hi", 1}};
  for (const auto& [text, words] : cases) EXPECT_EQ(index.Find(Tokenize(text), &hits), words);
  index.Add("unknown");
  index.Freeze();
  for (const auto& [text, words] : cases) {
    EXPECT_EQ(index.Find(Tokenize(text), &hits), words) << text;
    EXPECT_TRUE(hits.empty());
  }
}

TEST(Terms, SplitIntoOneOrTwoWords) {
  const struct {
    const char* term;
    bool good;
    const char *first, *second;
  } kCases[] = {
      {"reply", true, "reply", ""},
      {"no reply", true, "no", "reply"},
      {"| no", true, "|", "no"},
      {"no |", true, "no", "|"},
      {"{number} %", true, "{number}", "%"},
      {"é 🙄", true, "é", "🙄"},
      {"", false, "", ""},
      {" ", false, "", ""},
      {"|", false, "", ""},
      {"| |", false, "", ""},
      {"no ", false, "", ""},
      {" no", false, "", ""},
      {"no  reply", false, "", ""},
      {"still no reply", false, "", ""},
  };
  for (const auto& c : kCases) {
    const auto parts = SplitTerm(c.term);
    ASSERT_EQ(parts.has_value(), c.good) << c.term;
    if (!parts) continue;
    EXPECT_EQ(parts->first, c.first);
    EXPECT_EQ(parts->second, c.second);
  }
}

TEST(Terms, AreNumberedAsTheyAreAdded) {
  TermIndex index(&TestVocabulary());
  EXPECT_EQ(index.size(), 0u);
  EXPECT_EQ(index.Add("no"), 0u);
  EXPECT_EQ(index.Add("no reply"), 1u);
  EXPECT_EQ(index.Add("reply"), 2u);
  EXPECT_EQ(index.Add("no reply"), 1u);
  EXPECT_EQ(index.Add("no"), 0u);
  EXPECT_EQ(index.Add("reply no"), 3u);
  EXPECT_EQ(index.size(), 4u);
}

TEST(Terms, ManyAreAllFound) {
  // Enough to grow every table several times.
  constexpr uint32_t kWords = 300;
  TermIndex index(&TestVocabulary());
  std::vector<std::string> terms;
  for (uint32_t i = 0; i < kWords; ++i) {
    terms.push_back(StrCat("w", i));
    for (uint32_t k = 1; k <= 100; ++k) {
      terms.push_back(StrCat("w", i, " w", (i * 7 + k * k) % kWords));
    }
  }
  std::map<std::string, uint32_t> numbers;
  for (const std::string& term : terms) {
    const auto [at, is_new] = numbers.emplace(term, static_cast<uint32_t>(numbers.size()));
    ASSERT_EQ(index.Add(term), at->second) << term;
  }
  ASSERT_EQ(index.size(), numbers.size());
  EXPECT_GT(index.size(), 10'000u);
  index.Freeze();
  EXPECT_GT(index.allocated_bytes(), index.size() * 12);
  EXPECT_LT(index.allocated_bytes(), index.size() * 16);
  std::vector<TermHit> hits;
  for (const auto& [term, number] : numbers) {
    index.Find(Tokenize(term), &hits);
    ASSERT_TRUE(std::any_of(hits.begin(), hits.end(), [n = number](const TermHit& hit) {
      return hit.term == n;
    })) << term;
  }
}

// ---- against the definition -------------------------------------------------------------------

using Place = std::tuple<uint32_t, uint32_t, std::string>;  // first token, one past the last, term

// Sentence by sentence, over strings.
std::vector<Place> Expected(const std::set<std::string>& terms, const text::TokenizedText& text) {
  std::map<uint32_t, std::vector<std::pair<std::string, uint32_t>>> sentences;
  for (uint32_t t = 0; t < text.tokens().size(); ++t) {
    const text::Token& token = text.tokens()[t];
    std::string word(token.short_key().empty() ? token.key : token.short_key());
    if (token.kind == text::TokenKind::kNumber) word = "{number}";
    if (token.kind == text::TokenKind::kCurrency) word = "{currency}";
    if (token.kind == text::TokenKind::kHandle || token.kind == text::TokenKind::kLink ||
        token.kind == text::TokenKind::kEmail) {
      continue;
    }
    sentences[token.sentence].emplace_back(word, t);
  }
  std::vector<Place> places;
  const auto note = [&](const std::string& term, uint32_t first, uint32_t end) {
    if (terms.count(term) > 0) places.emplace_back(first, end, term);
  };
  for (const auto& [sentence, words] : sentences) {
    note(StrCat("| ", words.front().first), words.front().second, words.front().second + 1);
    note(StrCat(words.back().first, " |"), words.back().second, words.back().second + 1);
    for (size_t i = 0; i < words.size(); ++i) {
      note(words[i].first, words[i].second, words[i].second + 1);
      if (i == 0) continue;
      note(StrCat(words[i - 1].first, " ", words[i].first), words[i - 1].second,
           words[i].second + 1);
    }
  }
  std::sort(places.begin(), places.end());
  return places;
}

TEST(Terms, AgreeWithTheirDefinition) {
  static constexpr const char* kWords[] = {"no", "not", "can",      "reply", "a",          "?",
                                           "!",  "?!",  "...",      "🙄",  "{currency}", "so",
                                           "|",  "%",   "{number}", "you",   "b"};
  static constexpr const char* kPieces[] = {"no",
                                            "No",
                                            "not",
                                            "can't",
                                            "reply",
                                            "a",
                                            "b",
                                            "?",
                                            "!",
                                            "?!",
                                            "...",
                                            "🙄",
                                            "🙄🙄",
                                            ":)",
                                            "$",
                                            "20",
                                            "5%",
                                            "so",
                                            "soooo",
                                            "u",
                                            "@shop",
                                            ".",
                                            ",",
                                            "\n",
                                            "\"",
                                            "#a",
                                            "#NoReply",
                                            "a-b",
                                            "etc.",
                                            "Mr. B",
                                            "www.a.example",
                                            "(",
                                            ")",
                                            "b.",
                                            "but",
                                            "\xFF"};
  std::mt19937 random(20260301);
  const auto below = [&](size_t n) { return static_cast<size_t>(random() % n); };
  size_t found = 0, bounds = 0;
  for (int round = 0; round < 4000; ++round) {
    TermIndex index(&TestVocabulary());
    std::set<std::string> terms;
    std::vector<std::string> numbered;
    for (size_t n = below(40); n > 0; --n) {
      std::string term = kWords[below(std::size(kWords))];
      if (below(3) > 0) StrAppend(&term, " ", kWords[below(std::size(kWords))]);
      if (!SplitTerm(term)) continue;
      if (terms.insert(term).second) numbered.push_back(term);
      index.Add(term);
    }
    index.Freeze();
    std::vector<TermHit> hits;
    for (int texts = 0; texts < 5; ++texts) {
      std::string text;
      for (size_t n = below(25); n > 0; --n) {
        StrAppend(&text, kPieces[below(std::size(kPieces))], below(4) > 0 ? " " : "");
      }
      const text::TokenizedText tokens = Tokenize(text);
      index.Find(tokens, &hits);
      std::vector<Place> places;
      for (size_t i = 0; i < hits.size(); ++i) {
        ASSERT_LT(hits[i].first_token, hits[i].end_token) << text;
        ASSERT_LE(hits[i].end_token, tokens.tokens().size()) << text;
        if (i > 0) {
          ASSERT_LE(hits[i - 1].end_token, hits[i].end_token) << text;
        }
        places.emplace_back(hits[i].first_token, hits[i].end_token, numbered[hits[i].term]);
        bounds += numbered[hits[i].term].find('|') != std::string::npos;
      }
      std::sort(places.begin(), places.end());
      ASSERT_EQ(places, Expected(terms, tokens)) << text;
      found += places.size();
    }
  }
  EXPECT_GT(found, 50'000u);
  EXPECT_GT(bounds, 2'000u);
}

TEST(Terms, NoAllocationWhenWarm) {
  TermIndex index(&TestVocabulary());
  for (const char* term : {"no", "no reply", "| still", "reply |", "🙄", "can not", "{number}"}) {
    index.Add(term);
  }
  index.Freeze();
  std::string text;
  for (int i = 0; i < 200; ++i) text += "Still no reply 🙄. I can't wait 20 days! ";
  const text::TokenizedText tokens = Tokenize(text);
  std::vector<TermHit> hits;
  index.Find(tokens, &hits);
  EXPECT_GT(hits.size(), 1000u);
  const uint64_t before = CountAllocations();
  index.Find(tokens, &hits);
  EXPECT_EQ(CountAllocations() - before, 0u);
}

}  // namespace
}  // namespace rapport::phrase

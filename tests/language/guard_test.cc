// The rule behind the language guard, on packs made for it. language_test.py shows what it does
// with the default pack.

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "rapport/rapport.h"

namespace rapport {
namespace {

// A pack whose own words are a few and `further` invented ones.
std::shared_ptr<const RuleSet> Pack(const std::string& language, int further) {
  std::string own = "the, is, my, not, where";
  for (int i = 0; i < further; ++i) {
    own += std::string(", own") + static_cast<char>('a' + i / 26) + static_cast<char>('a' + i % 26);
  }
  RuleSetBuilder builder;
  builder.AddFile("guard.yaml",
                  "rapport: 1\npack: {id: guard, version: 1.0.0, language: " + language +
                      "}\ntext:\n  spellings: {\"isn't\": is not, im: is my}\n  own_words: [" +
                      own + "]\n  other_words: {de: [und, nicht, ist, ein]}\n" +
                      "personas:\n  quiet: {label: Quiet, display_name: Quiet}\n");
  auto rules = builder.Build();
  EXPECT_TRUE(rules.ok()) << FormatDiagnostics(builder.diagnostics());
  return rules.ok() ? *rules : nullptr;
}

bool IsServed(const std::shared_ptr<const RuleSet>& rules, const std::vector<Turn>& turns) {
  Conversation conversation(rules);
  for (const Turn& turn : turns) EXPECT_TRUE(conversation.AddTurn(turn).ok());
  Decision decision;
  EXPECT_TRUE(Decide(conversation, std::nullopt, &decision).ok());
  return decision.abstained() != Abstained::kLanguage;
}

bool IsServed(const std::shared_ptr<const RuleSet>& rules, const std::string& text) {
  Turn turn;
  turn.text = text;
  return IsServed(rules, {turn});
}

// A pack with few own words goes by the words that it names, and by scripts.
TEST(LanguageGuard, ComparesTheWordsThatThePackNames) {
  const struct {
    const char* text;
    bool served;
  } kCases[] = {
      {"", true},
      {"???", true},
      {"und", true},
      {"und nicht", false},
      {"und nicht ist the", false},
      {"und nicht the is", true},  // 12 against 8
      {"und nicht ist the is", false},
      {"und nicht ist the is my", true},
      {"UND NICHT", false},
      {"#und #nicht", false},
      {"\"und nicht ist ein\"", true},  // quoted words need not be the customer's
      {"where is my \"und nicht ist ein\"", true},
      {"\"where is my the not\" und nicht", false},
      {"isn't und nicht", false},  // a written word counts once, whatever it stands for
      {"im und nicht", false},
      {"quelque chose d\xC3\xA9plac\xC3\xA9 caf\xC3\xA9 no\xC3\xABl",
       true},  // nothing is known of them
      {"blah blah blah blah blah blah blah blah blah blah blah blah blah blah", true},
  };
  const auto rules = Pack("en", 0);
  for (const auto& c : kCases) EXPECT_EQ(IsServed(rules, c.text), c.served) << c.text;
}

// One with many own words takes what is not among them as a hint.
TEST(LanguageGuard, JudgesByUnknownWordsIfThePackHasManyOfItsOwn) {
  const struct {
    const char* text;
    bool served;
  } kCases[] = {
      {"und blat", true},
      {"und blat blat", false},      // 6 and two unknown words
      {"und Blat Blat Blat", true},  // those with a capital are names
      {"und 12 b4t x", true},        // neither words of letters
      {"und blata", false},          // an ending that few English words have
      {"caf\xC3\xA9 cr\xC3\xA8me", false},
      {"the caf\xC3\xA9 cr\xC3\xA8me is", true},
      {"Caf\xC3\xA9 Cr\xC3\xA8me", true},
      {"cafe\xCC\x81 cre\xCC\x80me", false},  // combining marks
      {"ti\xE1\xBA\xBFng vi\xE1\xBB\x87t", false},
      {"don\xE2\x80\x99t blat", true},  // a curly apostrophe is no accent
      {"blat blat blat blat blat blat blat blat blat blat blat blat blat", true},
      {"blat blat blat blat blat blat blat blat blat blat blat blat blat blat", false},
      {"the blat blat blat blat blat blat blat blat blat blat blat blat blat blat", true},
      {"blata blati blato blatu", true},
      {"blata blati blato blatu blata", false},
  };
  const auto rules = Pack("en-GB", 200);
  for (const auto& c : kCases) EXPECT_EQ(IsServed(rules, c.text), c.served) << c.text;
}

// Accents and endings tell English from others, and nothing about packs of other languages.
TEST(LanguageGuard, TakesAccentsForForeignInEnglishOnly) {
  const auto rules = Pack("fr", 200);
  EXPECT_TRUE(IsServed(rules, "caf\xC3\xA9 cr\xC3\xA8me"));
  EXPECT_TRUE(IsServed(rules, "und blata"));
  EXPECT_FALSE(IsServed(rules, "und blat blat"));
  EXPECT_TRUE(IsServed(rules, "blata blati blato blatu blata"));
  EXPECT_FALSE(IsServed(Pack("en", 200), "und blata"));
  EXPECT_TRUE(IsServed(Pack("enm", 200), "und blata"));  // Middle English is another
}

TEST(LanguageGuard, LooksAtScripts) {
  const struct {
    const char* text;
    bool served;
  } kCases[] = {
      {"\xD0\xB4\xD0\xB0", false},                            // da
      {"\xE9\x80\x80", true},                                 // one letter is no text
      {"\xE9\x80\x80\xE6\xAC\xBE", false},                    // refund
      {"my name is \xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD", true},  // Ivan
      {"is \xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD \xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD", false},
      {"iPhone login \xE7\x99\xBB\xE4\xB8\x8D\xE4\xB8\x8A", false},         // three of 14 letters
      {"iPhone Samsung login \xE7\x99\xBB\xE4\xB8\x8D\xE4\xB8\x8A", true},  // three of 21
  };
  const auto rules = Pack("en", 0);
  for (const auto& c : kCases) EXPECT_EQ(IsServed(rules, c.text), c.served) << c.text;
}

Turn Said(const std::string& text, const std::string& language = "") {
  Turn turn;
  turn.text = text;
  turn.language = language;
  return turn;
}

TEST(LanguageGuard, TakesTheConversationAsAWhole) {
  const auto rules = Pack("en", 0);
  EXPECT_TRUE(IsServed(rules, {Said("und nicht"), Said("where is my the not")}));
  EXPECT_FALSE(IsServed(rules, {Said("where is"), Said("und nicht ist ein")}));
  Turn agent = Said("und nicht ist ein");
  agent.by = Speaker::kAgent;
  EXPECT_TRUE(IsServed(rules, {agent, Said("where")}));
}

// What the host says about a turn counts instead of its words.
TEST(LanguageGuard, BelievesTheHost) {
  const auto rules = Pack("en", 0);
  EXPECT_TRUE(IsServed(rules, {Said("und nicht ist ein", "en-US")}));
  EXPECT_FALSE(IsServed(rules, {Said("where is my the", "de")}));
  EXPECT_TRUE(IsServed(rules, {Said("\xD0\xB4\xD0\xB0 \xD0\xB4\xD0\xB0", "en")}));
}

}  // namespace
}  // namespace rapport

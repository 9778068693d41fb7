// Tables of small things: numbers, names, nesting, slots, the lexicon.

#include "pack/scalars.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/strings.h"
#include "pack/lexicon.h"
#include "pack/name_forms.h"
#include "pack/nesting.h"
#include "pack/scope.h"
#include "pack/signals.h"
#include "pack_testing.h"

namespace rapport::pack {
namespace {

TEST(Scalars, Integers) {
  for (const char* good :
       {"0", "1", "-1", "42", "9223372036854775807", "-9223372036854775808", "-0"}) {
    ASSERT_TRUE(ParseInt(good).has_value()) << good;
  }
  EXPECT_EQ(ParseInt("-9223372036854775808"), INT64_MIN);
  EXPECT_EQ(ParseInt("9223372036854775807"), INT64_MAX);
  for (const char* bad :
       {"", "-", "+1", "01", "-01", "00", "1.0", "1e3", "0x1", "1_000", " 1", "1 ", "1a", "a",
        "9223372036854775808", "-9223372036854775809", "99999999999999999999999"}) {
    EXPECT_EQ(ParseInt(bad), std::nullopt) << bad;
  }
}

TEST(Scalars, Doubles) {
  const std::pair<const char*, const char*> good[] = {
      {"0", "0"},      {"1", "1"},          {"-2.50", "-2.5"},
      {"1e3", "1000"}, {"1E-2", "0.01"},    {"2.5e+1", "25"},
      {"0.1", "0.1"},  {"1e300", "1e+300"}, {"123456789.125", "123456789.125"}};
  for (const auto& [text, shown] : good) {
    const auto value = ParseDouble(text);
    ASSERT_TRUE(value.has_value()) << text;
    EXPECT_EQ(FormatDouble(*value), shown);
    EXPECT_EQ(ParseDouble(FormatDouble(*value)), value);
  }
  for (const char* bad : {"", "-", ".5", "5.", "01", "+1", "1e", "1e+", "1e999", "nan", "inf",
                          "0x1p3", "1,5", "1 "}) {
    EXPECT_EQ(ParseDouble(bad), std::nullopt) << bad;
  }
}

TEST(Scalars, Booleans) {
  EXPECT_EQ(ParseBool("true"), true);
  EXPECT_EQ(ParseBool("false"), false);
  for (const char* bad : {"", "True", "TRUE", "yes", "no", "on", "off", "y", "n", "1", "0"}) {
    EXPECT_EQ(ParseBool(bad), std::nullopt) << bad;
  }
}

TEST(NameForms, Table) {
  const std::string longest(64, 'a');
  struct Case {
    const NameForm& form;
    std::vector<std::string> good, bad;
  };
  const Case cases[] = {
      {IdForm(),
       {"a", "a1", "a_b", "contacts_7d", longest},
       {"", "A", "1a", "_a", "a-b", "a.b", "a b", "é", longest + "a"}},
      {PolicyIdForm(), {"a", "third-contact", "a_b-c"}, {"", "A-b", "-a", "1-a", "a b"}},
      {PackIdForm(), {"a", "shop-en", "24-7"}, {"", "Shop", "-a", "a_b", "a/b"}},
      {VersionForm(),
       {"0.0.0", "1.2.3", "10.20.30", "1.0.0-rc1", "1.0.0-a.b-c"},
       {"", "1", "1.2", "1.2.3.4", "01.2.3", "1.2.3-", "1.2.3 ", "v1.2.3", "1.2.x", "1..3",
        "1.2.3-é"}},
      {LanguageForm(),
       {"en", "pt-BR", "yue", "zh-Hant-TW", "de-1996"},
       {"", "e", "English", "EN", "en_GB", "en-", "en--GB", "en-G", "en-abcdefghi"}},
      {FileNameForm(),
       {"a.yaml", "a/b.yaml", "a.b/c", "..a", "a..b"},
       {"", "/a", "a/", "a//b", "./a", "../a", "a/../b", "a/.", "a\\b", "c:a"}},
      {BaseForm(),
       {"core-en@1.0.0#0123456789abcdef", "a@1.0.0-rc1#" + std::string(64, 'f')},
       {"", "core-en", "core-en@1.0.0", "core-en@1.0.0#", "core-en@1.0.0#0123456789abcde",
        "a@1#0123456789abcdef", "a@1.0.0#0123456789ABCDEF", "A@1.0.0#0123456789abcdef",
        "a#0@1.0.0"}},
  };
  for (const Case& c : cases) {
    for (const std::string& name : c.good) EXPECT_TRUE(c.form.matches(name)) << c.form.what << name;
    for (const std::string& name : c.bad) EXPECT_FALSE(c.form.matches(name)) << c.form.what << name;
  }
  for (const char* name : {"in", "size", "persona", "none", "true"})
    EXPECT_TRUE(IsReservedName(name));
  for (const char* name : {"price", "sizes", "wait"}) EXPECT_FALSE(IsReservedName(name));
}

TEST(Nesting, Table) {
  struct Case {
    std::string uses;  // "ab" for: a uses b
    std::string order, problems;
  };
  const Case cases[] = {
      {"", "", ""},
      {"a", "a", ""},
      {"ab b", "ba", ""},
      {"abc bd cd d", "dbca", ""},
      {"aa", "a", "a: a, a; "},
      {"ab ba", "ba", "a: a, b, a; "},
      {"ab bc ca", "cba", "a: a, b, c, a; "},
      {"ab bc cb d", "cbad", "b: b, c, b; "},
      {"abc ba ca", "bca", "a: a, b, a; a: a, c, a; "},
      {"ab b ca", "bac", ""},
  };
  for (const Case& c : cases) {
    Nesting nesting;
    for (size_t at = 0; at < c.uses.size(); at = c.uses.find(' ', at) + 1) {
      const size_t end = std::min(c.uses.find(' ', at), c.uses.size());
      nesting.Add(c.uses.substr(at, 1));
      for (size_t i = at + 1; i < end; ++i)
        nesting.Add(c.uses.substr(at, 1), c.uses.substr(i, 1), {});
      if (end == c.uses.size()) break;
    }
    const Nesting::Result result = nesting.Sort();
    std::string order, problems;
    for (const std::string& name : result.order) order += name;
    for (const Nesting::Problem& p : result.problems)
      StrAppend(&problems, p.name, ": ", p.path, "; ");
    EXPECT_EQ(order, c.order) << c.uses;
    EXPECT_EQ(problems, c.problems) << c.uses;
    EXPECT_EQ(result.broken.empty(), c.problems.empty()) << c.uses;
  }
}

TEST(Nesting, DepthIsBounded) {
  for (const bool up : {true, false}) {
    for (const int length : {Nesting::kDeepest, Nesting::kDeepest + 1, 5000}) {
      Nesting nesting;
      for (int i = 0; i < length; ++i) {
        const std::string name = StrCat("n", 10000 + i);
        nesting.Add(name);
        const int next = up ? i + 1 : i - 1;
        if (next >= 0 && next < length) nesting.Add(name, StrCat("n", 10000 + next), {});
      }
      const Nesting::Result result = nesting.Sort();
      EXPECT_EQ(result.order.size(), static_cast<size_t>(length));
      EXPECT_EQ(result.problems.empty(), length <= Nesting::kDeepest) << up << length;
    }
  }
}

TEST(Scope, SlotsFollowTheOrderOfThePack) {
  const TestLoad load = LoadSections(R"(
facts: {b_fact: {type: enum, values: [x, y]}, a_fact: {type: strings}}
cues: {d_cue: [one], c_cue: [two]}
conditions: {f_condition: c_cue > 0, e_condition: f_condition}
scales: {anger: {levels: [calm, angry], thresholds: [1]}}
personas: {hunter: {label: H, display_name: H}}
)");
  ASSERT_NE(load.pack, nullptr) << load.diagnostics;
  const Pack& pack = load.pack->pack;
  const SlotLayout layout = SlotLayout::Of(pack);
  const std::vector<std::string> names = SlotNames(pack);
  ASSERT_EQ(names.size(), static_cast<size_t>(layout.count));
  const auto name_at = [&names](int32_t slot) { return names.at(static_cast<size_t>(slot)); };
  EXPECT_EQ(name_at(layout.facts), "a_fact");
  EXPECT_EQ(name_at(layout.facts + 1), "b_fact");
  EXPECT_EQ(name_at(layout.signals), Signals()[0].name);
  EXPECT_EQ(name_at(layout.cues), "c_cue");
  EXPECT_EQ(name_at(layout.conditions), "e_condition");
  EXPECT_EQ(name_at(layout.scales), "anger");
  EXPECT_EQ(name_at(layout.persona), "persona");
  EXPECT_EQ(name_at(layout.abstained), "abstained");
  const expr::Declarations evidence = EvidenceScope(pack), policy = PolicyScope(pack, evidence);
  EXPECT_EQ(evidence.slot_count(), layout.scales);
  EXPECT_EQ(policy.slot_count(), layout.count);
  for (int32_t slot = 0; slot < layout.count; ++slot) {
    const expr::Declaration* seen = policy.Find(name_at(slot));
    ASSERT_NE(seen, nullptr) << name_at(slot);
    EXPECT_EQ(seen->slot, slot);
    EXPECT_EQ(evidence.Find(name_at(slot)) != nullptr, slot < layout.scales) << name_at(slot);
  }
  EXPECT_EQ(policy.Find("persona")->enum_values, (std::vector<std::string>{"hunter", "none"}));
  EXPECT_EQ(policy.Find("b_fact")->enum_values, (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(policy.Find("a_fact")->type, expr::Type::List(expr::TypeKind::kString));
}

TEST(Lexicon, HasTheWordsOfThePack) {
  std::string text = "text:\n  spellings: {Cant: can not, u: you}\n";
  for (const WordSetInfo& set : kWordSets)
    StrAppend(&text, "  ", set.key, ": [Word_of_", set.key, "]\n");
  // The tokenizer would never make such a word, but a set holds what it is given.
  const TestLoad load = LoadSections(text);
  ASSERT_NE(load.pack, nullptr) << load.diagnostics;
  text::Lexicon lexicon;
  BuildLexicon(load.pack->pack.text, &lexicon);
  EXPECT_EQ(lexicon.spellings.at("cant"), (std::vector<std::string>{"can", "not"}));
  EXPECT_EQ(lexicon.spellings.at("u"), std::vector<std::string>{"you"});
  for (const WordSetInfo& set : kWordSets) {
    EXPECT_EQ((lexicon.*set.set).size(), 1u) << set.key;
    EXPECT_EQ((lexicon.*set.set).count(StrCat("word_of_", set.key)), 1u) << set.key;
  }
}

}  // namespace
}  // namespace rapport::pack

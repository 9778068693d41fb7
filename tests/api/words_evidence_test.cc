// What decisions and explanations say of the words that counted.

#include <cstdlib>
#include <string>
#include <vector>

#include "words.h"

namespace rapport::frozen {
namespace {

TEST(WordEvidence, EvidenceHasSpans) {
  const char table[] =
      "term→hasty→none\nslow→2\nno reply→4→1\nreply |→1\n| still→3\n🙄→2\n! "
      "🙄→1\n"
      "can not→2\ncafe→1\n{currency} {number}→1\nask now→1\nnever→→3\n";
  const struct {
    const char* text;
    TextFormat format;
    const char* evidence;
  } kCases[] = {
      // One word: 2 over the root of 5.
      {"slow", TextFormat::kText, "hasty [slow] 0 0-4 \"slow\" 894\n"},
      {"  SLOW! ", TextFormat::kText, "hasty [slow] 0 2-6 \"SLOW\" 817\n"},
      // What a term says for `none` is taken off: 4 - 1.
      {"no reply at all ok", TextFormat::kText, "hasty [no reply] 0 0-8 \"no reply\" 1000\n"},
      {"never", TextFormat::kText, "hasty [never] 0 0-5 \"never\" -1342\n"},
      // The bounds of a sentence belong to no byte.
      {"Still no reply.", TextFormat::kText,
       "hasty [| still] 0 0-5 \"Still\" 1134\n"
       "hasty [no reply] 0 6-14 \"no reply\" 1134\n"
       "hasty [reply |] 0 9-14 \"reply\" 378\n"},
      {"no. Reply", TextFormat::kText, "hasty [reply |] 0 4-9 \"Reply\" 408\n"},
      // Emoji, and text of several bytes a character.
      {"é🙄", TextFormat::kText, "hasty [🙄] 0 2-6 \"🙄\" 817\n"},
      {"é! 🙄🙄", TextFormat::kText,
       "hasty [🙄] 0 4-12 \"🙄🙄\" 756\nhasty [! 🙄] 0 2-12 \"! 🙄🙄\" 378\n"},
      {"CAFÉS CAFÉ", TextFormat::kText, "hasty [cafe] 0 7-12 \"CAFÉ\" 408\n"},
      {"I can’t", TextFormat::kText, "hasty [can not] 0 2-9 \"can’t\" 756\n"},
      {"€20", TextFormat::kText, "hasty [{currency} {number}] 0 0-5 \"€20\" 408\n"},
      {"ask @shop now", TextFormat::kText, "hasty [ask now] 0 0-13 \"ask @shop now\" 408\n"},
      // The original bytes, whatever the format.
      {"<p>no <b>reply</b> at all ok</p>", TextFormat::kHtml,
       "hasty [no reply] 0 3-14 \"no <b>reply\" 1000\n"},
      {"no NO  reply at all", TextFormat::kTranscript,
       "hasty [no reply] 0 3-12 \"NO  reply\" 1000\n"},
      {"S&#108;ow", TextFormat::kText, "hasty [slow] 0 0-9 \"S&#108;ow\" 894\n"},
      // Negated, quoted.
      {"not slow", TextFormat::kText, "hasty [slow] 0 4-8 \"slow\" 817\n"},
      {"\"slow\"", TextFormat::kText, "hasty [slow] 0 1-5 \"slow\" 894\n"},
  };
  const auto rules =
      RulesWith(table, kDecay, "text: {negators: [not], spellings: {\"can't\": can not}}\n");
  ASSERT_NE(rules, nullptr);
  for (const auto& c : kCases) {
    Conversation conversation(rules);
    Decision decision;
    Add(c.text, &conversation, Speaker::kCustomer, c.format);
    ASSERT_TRUE(Decide(conversation, std::nullopt, &decision).ok());
    EXPECT_EQ(EvidenceOf(decision, "hasty"), c.evidence) << c.text;
    for (const Evidence& e : decision.evidence()) {
      EXPECT_EQ(e.text, std::string_view(c.text).substr(e.begin, e.end - e.begin));
    }
  }
}

TEST(WordEvidence, AtMostEightForAPersona) {
  std::string table = "term→calm_→hasty\n", text;
  for (int i = 1; i <= 12; ++i) {
    StrAppend(&table, "w", i, "→", i % 2 == 0 ? "" : "-", i, "→", 13 - i, "\n");
    StrAppend(&text, "w", i, " ");
  }
  const auto rules =
      RulesWith(table, kDecay, "", "  calm_:\n    label: C\n    display_name: C\n    bias: 3\n");
  ASSERT_NE(rules, nullptr);
  Conversation conversation(rules);
  Decision decision;
  // 12 words: the root of 16 is 4.
  Add(text, &conversation);
  ASSERT_TRUE(Decide(conversation, std::nullopt, &decision).ok());
  EXPECT_EQ(decision.persona(), "hasty");
  ASSERT_EQ(decision.also().size(), 1u);
  EXPECT_EQ(EvidenceOf(decision, "hasty"),
            "hasty [w1] 0 0-2 \"w1\" 3000\nhasty [w2] 0 3-5 \"w2\" 2750\n"
            "hasty [w3] 0 6-8 \"w3\" 2500\nhasty [w4] 0 9-11 \"w4\" 2250\n"
            "hasty [w5] 0 12-14 \"w5\" 2000\nhasty [w6] 0 15-17 \"w6\" 1750\n"
            "hasty [w7] 0 18-20 \"w7\" 1500\nhasty [w8] 0 21-23 \"w8\" 1250\n");
  EXPECT_EQ(EvidenceOf(decision, "calm_"),
            "calm_ [w12] 0 35-38 \"w12\" 3000\ncalm_ [w11] 0 31-34 \"w11\" -2750\n"
            "calm_ [w10] 0 27-30 \"w10\" 2500\ncalm_ [w9] 0 24-26 \"w9\" -2250\n"
            "calm_ [w8] 0 21-23 \"w8\" 2000\ncalm_ [w7] 0 18-20 \"w7\" -1750\n"
            "calm_ [w6] 0 15-17 \"w6\" 1500\ncalm_ [w5] 0 12-14 \"w5\" -1250\n");
  // Strongest first over all, whatever they are.
  for (size_t i = 1; i < decision.evidence().size(); ++i) {
    EXPECT_GE(std::abs(decision.evidence()[i - 1].weight), std::abs(decision.evidence()[i].weight));
  }
  // Of equal ones the first; each time it was said.
  conversation.Reset();
  Add("w12 w12 w12 w12 w12 w12 w12 w12 w12 w12 w12 w12", &conversation);
  ASSERT_TRUE(Decide(conversation, std::nullopt, &decision).ok());
  std::string first_eight;
  for (int i = 0; i < 8; ++i) {
    StrAppend(&first_eight, "hasty [w12] 0 ", 4 * i, "-", 4 * i + 3, " \"w12\" 250\n");
  }
  EXPECT_EQ(EvidenceOf(decision, "hasty"), first_eight);
}

TEST(WordEvidence, OlderOnesAreWorthLess) {
  const auto rules = RulesWith("term→hasty\nslow→2\nlate→-1.5\nstill→1\n", ", decay: 0.5");
  ASSERT_NE(rules, nullptr);
  Conversation conversation(rules);
  Decision decision;
  Add("slow", &conversation);
  Add("slow", &conversation, Speaker::kAgent);
  Add("late still", &conversation);
  Add("", &conversation);
  // Words: ((1 * 0.5) + 2) * 0.5 = 1.25, the root of 5.25 is 2.291. 2 * 0.25, -1.5 * 0.5, 1 * 0.5.
  ASSERT_TRUE(Decide(conversation, std::nullopt, &decision).ok());
  EXPECT_EQ(EvidenceOf(decision, "hasty"),
            "hasty [late] 2 0-4 \"late\" -327\n"
            "hasty [slow] 0 0-4 \"slow\" 218\n"
            "hasty [still] 2 5-10 \"still\" 218\n");
  EXPECT_EQ(ScoreOf(decision, "hasty"), 250 + 109);  // 0.25 over 2.291
}

TEST(WordEvidence, FadedOnesAreNotListed) {
  const auto rules = RulesWith("term→hasty\nslow→2\n", ", decay: 0.1");
  ASSERT_NE(rules, nullptr);
  Conversation conversation(rules);
  Decision decision;
  Add("slow", &conversation);
  for (int i = 0; i < 2; ++i) Add("well", &conversation);
  ASSERT_TRUE(Decide(conversation, std::nullopt, &decision).ok());
  // A hundredth is what is listed last. 2 * 0.01; the root of 1.11 + 4 words is 2.261.
  EXPECT_EQ(EvidenceOf(decision, "hasty"), "hasty [slow] 0 0-4 \"slow\" 9\n");
  Add("well", &conversation);
  ASSERT_TRUE(Decide(conversation, std::nullopt, &decision).ok());
  EXPECT_EQ(EvidenceOf(decision, "hasty"), "");
  Add("well", &conversation);
  ASSERT_TRUE(Decide(conversation, std::nullopt, &decision).ok());
  EXPECT_EQ(EvidenceOf(decision, "hasty"), "");
  EXPECT_EQ(decision.abstained(), Abstained::kNoEvidence);
}

TEST(WordEvidence, AreExplained) {
  const auto rules =
      RulesWith("term→hasty→heat→none\nslow→2→1\nso slow→1\nstill→0.001\nfine→-2→→1\n", kDecay);
  ASSERT_NE(rules, nullptr);
  Conversation conversation(rules);
  Add("slow. So slow", &conversation);
  Add("still slow, what time is it?", &conversation);
  // Words: 0.8 * 3 + 7 = 9.4; the root of 13.4 is 3.66.
  Explanation explanation;
  ASSERT_TRUE(Explain(conversation, std::nullopt, &explanation).ok());
  const auto list = [](ListView<Contribution> contributions) {
    std::string out;
    for (const Contribution& c : contributions) {
      StrAppend(&out, EvidenceKindName(c.kind), " ", c.id, " ", c.count, " ", c.weight, " ",
                c.contribution, "\n");
    }
    return out;
  };
  for (const ExplainedPersona& persona : explanation.personas()) {
    if (persona.id == "hasty") {
      EXPECT_EQ(list(persona.contributions),
                "word slow 2600 2000 1421\ncue asks_time 1000 1000 1000\n"
                "word so slow 800 1000 219\n");
      EXPECT_EQ(persona.score, 250 + 1000 + 1640);  // 5.2 + 0.8 + 0.001 over 3.66
    } else {
      EXPECT_EQ(list(persona.contributions), "");
    }
  }
  for (const ExplainedScale& scale : explanation.scales()) {
    EXPECT_EQ(list(scale.contributions), scale.id == "heat" ? "word slow 2600 1000 710\n" : "");
  }
}

TEST(WordEvidence, KindsHaveNames) {
  EXPECT_STREQ(EvidenceKindName(EvidenceKind::kCue), "cue");
  EXPECT_STREQ(EvidenceKindName(EvidenceKind::kCondition), "condition");
  EXPECT_STREQ(EvidenceKindName(EvidenceKind::kWord), "word");
  EXPECT_STREQ(EvidenceKindName(static_cast<EvidenceKind>(9)), "unknown");
}

TEST(WordEvidence, StandInJson) {
  const auto rules = RulesWith("term→hasty\nslow→2\n", kDecay);
  ASSERT_NE(rules, nullptr);
  Conversation conversation(rules);
  Decision decision;
  Add("so slow", &conversation);
  ASSERT_TRUE(Decide(conversation, std::nullopt, &decision).ok());
  EXPECT_NE(Json("x", decision)
                .find("\"evidence\":[{\"word\":\"slow\",\"turn\":0,\"start\":3,"
                      "\"end\":7,\"text\":\"slow\",\"persona\":\"hasty\","
                      "\"weight\":0.817}]"),
            std::string::npos)
      << Json("x", decision);
}

}  // namespace
}  // namespace rapport::frozen

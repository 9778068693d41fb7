// Word tables in decisions: scores by an oracle over strings, evidence and its spans, explanations,
// escalations that words cause.

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <utility>

#include "base/strings.h"
#include "frozen.h"

namespace rapport::frozen {
namespace {

constexpr char kPersonas[] = R"(
personas:
  calm:
    label: Calm
    display_name: Calm
  hasty:
    label: Hasty
    display_name: Hasty
    bias: 0.25
    evidence: {asks_time: 1}
  none:
    bias: 0.5
scales:
  calm: {levels: [no, yes], thresholds: [1]}
  heat: {levels: [cold, warm, hot], thresholds: [0.5, 1.5], bias: 0.1}
cues:
  asks_time: [what time]
scoring: {margin: 0, also_margin: 0, threshold: 0)";

constexpr char kDecay[] = ", decay: 0.8";

// A pack with the personas calm, hasty and none, the scales calm and heat, and a table in which an
// arrow stands for a tab.
std::shared_ptr<const RuleSet> RulesWith(std::string table, const std::string& scoring,
                                         const std::string& more = "",
                                         const std::string& more_personas = "") {
  constexpr std::string_view kArrow = "→";
  for (size_t at = table.find(kArrow); at != std::string::npos; at = table.find(kArrow, at)) {
    table.replace(at, kArrow.size(), "\t");
  }
  RuleSetBuilder builder;
  std::string manifest =
      StrCat("rapport: 1\npack: {id: p, version: 1.0.0, language: en, files: [w.tsv]}", kPersonas,
             scoring, "}\n", more);
  manifest.insert(manifest.find("  hasty:"), more_personas);
  builder.AddFile("p.yaml", manifest);
  builder.AddFile("w.tsv", table);
  auto rules = builder.Build();
  EXPECT_TRUE(rules.ok()) << FormatDiagnostics(builder.diagnostics());
  return rules.ok() ? *rules : nullptr;
}

void Add(std::string_view text, Conversation* conversation, Speaker by = Speaker::kCustomer,
         TextFormat format = TextFormat::kText) {
  Turn turn;
  turn.by = by;
  turn.text = text;
  turn.format = format;
  ASSERT_TRUE(conversation->AddTurn(turn).ok());
}

int32_t ScoreOf(const Decision& decision, std::string_view persona) {
  for (const PersonaScore& score : decision.personas()) {
    if (score.id == persona) return score.score;
  }
  ADD_FAILURE() << persona;
  return 0;
}

int32_t ScaleOf(const Decision& decision, std::string_view scale) {
  for (const ScaleLevel& level : decision.scales()) {
    if (level.id == scale) return level.score;
  }
  ADD_FAILURE() << scale;
  return 0;
}

// The words that counted for a persona, one a line, strongest first:
//     hasty [slow] 0 5-9 "slow" 1342
std::string EvidenceOf(const Decision& decision, std::string_view persona) {
  std::string out;
  for (const Evidence& e : decision.evidence()) {
    if (e.kind != EvidenceKind::kWord || e.persona != persona) continue;
    StrAppend(&out, e.persona, " [", e.id, "] ", e.turn, " ", e.begin, "-", e.end, " \"", e.text,
              "\" ", e.weight, "\n");
  }
  return out;
}

// ---- scores -----------------------------------------------------------------------------------

TEST(Words, CountByTheFormula) {
  struct Said {
    Speaker by;
    const char* text;
  };
  const struct {
    const char* scoring;
    std::vector<Said> turns;
    int32_t hasty;  // beside its bias of 250
    int32_t heat;   // beside its bias of 100
  } kCases[] = {
      {kDecay, {}, 0, 0},
      {kDecay, {{Speaker::kCustomer, "hello"}}, 0, 0},
      // 5 words: the root of 9 is 3.
      {kDecay, {{Speaker::kCustomer, "it is so slow here"}}, 1000, -500},
      {", decay: 0.8, word_mix: 0.5", {{Speaker::kCustomer, "it is so slow here"}}, 500, -250},
      {", decay: 0.8, word_mix: 3", {{Speaker::kCustomer, "it is so slow here"}}, 3000, -1500},
      {", decay: 0.8, word_mix: 0", {{Speaker::kCustomer, "it is so slow here"}}, 0, 0},
      // Twice counts twice: no saturation, the length does it.
      {kDecay, {{Speaker::kCustomer, "slow slow and that is"}}, 2000, -1000},
      // A pair and its words add up: 3 + 6 - 1.5 over 3.
      {kDecay, {{Speaker::kCustomer, "still so slow but no"}}, 2500, 500},
      // Only customers count, in public.
      {kDecay,
       {{Speaker::kAgent, "slow"}, {Speaker::kBot, "slow"}, {Speaker::kThirdParty, "slow"}},
       0,
       0},
      // Words of others do not make it longer.
      {kDecay,
       {{Speaker::kAgent, "we are a bit late"}, {Speaker::kCustomer, "it is so slow here"}},
       1000,
       -500},
      // A turn later everything is worth 0.8: 2400 over the root of (0.8 * 5 + 1) + 4.
      {kDecay,
       {{Speaker::kCustomer, "it is so slow here"}, {Speaker::kCustomer, "hello"}},
       800,
       -400},
      {", decay: 0",
       {{Speaker::kCustomer, "it is so slow here"}, {Speaker::kCustomer, "hello"}},
       0,
       0},
      {", decay: 1",
       {{Speaker::kCustomer, "it is"}, {Speaker::kCustomer, "so slow here"}},
       1000,
       -500},
      // A turn without words is a turn.
      {kDecay, {{Speaker::kCustomer, "it is so slow here"}, {Speaker::kCustomer, ""}}, 849, -424},
      {kDecay, {{Speaker::kCustomer, "it is so slow here"}, {Speaker::kAgent, ""}}, 1000, -500},
      // Negated and quoted words count as others; the table's pairs may say otherwise.
      {kDecay, {{Speaker::kCustomer, "it is not slow here"}}, 333, -500},
      {kDecay, {{Speaker::kCustomer, "\"it is so slow here\""}}, 1000, -500},
      {kDecay, {{Speaker::kCustomer, "not so very slow then"}}, 1000, -500},
      // A sentence each: 3 - 2 ("slow |") over 3.
      {kDecay, {{Speaker::kCustomer, "it is so very slow. "}}, 333, -500},
      {kDecay, {{Speaker::kCustomer, "so slow. so it is"}}, 333, -500},
  };
  for (const auto& c : kCases) {
    const auto rules = RulesWith(
        "term→heat→hasty\nslow→-1.5→3\nnot slow→→-2\nslow |→→-2\nslow but→3→6\nbut no→→-1.5\n",
        c.scoring);
    Conversation conversation(rules);
    Decision decision;
    std::string all;
    for (const Said& turn : c.turns) {
      Add(turn.text, &conversation, turn.by);
      StrAppend(&all, turn.text, " / ");
    }
    ASSERT_TRUE(Decide(conversation, std::nullopt, &decision).ok());
    EXPECT_EQ(ScoreOf(decision, "hasty"), 250 + c.hasty) << all << c.scoring;
    EXPECT_EQ(ScaleOf(decision, "heat"), 100 + c.heat) << all << c.scoring;
    EXPECT_EQ(ScoreOf(decision, "calm"), 0) << all;
    EXPECT_EQ(ScaleOf(decision, "calm"), 0) << all;
    EXPECT_EQ(ScoreOf(decision, "none"), 500) << all;
  }
}

TEST(Words, NotesAndOtherLanguagesAreLeftOut) {
  const auto rules = RulesWith("term→hasty\nslow→3\n", kDecay,
                               "text: {own_words: [it, is, so], other_words: {de: [und, ist]}}\n");
  Conversation conversation(rules);
  Decision decision;
  Turn note;
  note.text = "it is so slow here";
  note.visibility = Visibility::kInternal;
  ASSERT_TRUE(conversation.AddTurn(note).ok());
  ASSERT_TRUE(Decide(conversation, std::nullopt, &decision).ok());
  EXPECT_EQ(ScoreOf(decision, "hasty"), 250);
  EXPECT_EQ(decision.abstained(), Abstained::kNoEvidence);
  EXPECT_EQ(EvidenceOf(decision, "hasty"), "");

  conversation.Reset();
  Add("slow und ist und", &conversation);
  ASSERT_TRUE(Decide(conversation, std::nullopt, &decision).ok());
  EXPECT_EQ(decision.abstained(), Abstained::kLanguage);
  EXPECT_EQ(EvidenceOf(decision, "hasty"), "");
}

// A word that speaks for a type is evidence, so that there is something to decide.
TEST(Words, AreEvidence) {
  const struct {
    const char* text;
    const char* persona;
    Abstained abstained;
  } kCases[] = {
      {"hello", "none", Abstained::kNoEvidence},
      {"slow", "hasty", Abstained::kNo},
      {"fine", "none", Abstained::kNoEvidence},  // speaks against
      {"maybe", "none", Abstained::kMargin},
      {"maybe slow", "hasty", Abstained::kNo},
      {"slow slow plain plain plain", "none", Abstained::kMargin},
  };
  const auto rules =
      RulesWith("term→hasty→none\nslow→3\nfine→-3\nmaybe→0.1→-0.01\nplain→→5\n", kDecay);
  for (const auto& c : kCases) {
    Conversation conversation(rules);
    Decision decision;
    Add(c.text, &conversation);
    ASSERT_TRUE(Decide(conversation, std::nullopt, &decision).ok());
    EXPECT_EQ(decision.persona(), c.persona) << c.text;
    EXPECT_EQ(decision.abstained(), c.abstained) << c.text;
  }
}

// ---- against an oracle ------------------------------------------------------------------------

int64_t Rounded(int64_t numerator, int64_t denominator) {  // halves away from zero
  const int64_t twice = 2 * std::abs(numerator) + denominator;
  const int64_t quotient = twice / (2 * denominator);
  return numerator < 0 ? -quotient : quotient;
}

int64_t Root(int64_t value) {  // of a number of a million times the value, rounded down
  int64_t root = 0;
  while ((root + 1) * (root + 1) <= value * 1000) ++root;
  return root;
}

struct Table {
  // By column, by term.
  std::map<std::string, std::map<std::string, int64_t>> columns;
  int64_t mix = 1000, decay = 800;
};

// What the words of the customer's turns add to a column's score. Texts are words with blanks
// between, and ". " between sentences.
int64_t Oracle(const Table& table, const std::string& column,
               const std::vector<std::pair<Speaker, std::string>>& turns) {
  const auto found = table.columns.find(column);
  int64_t sum = 0, words = 0;
  bool first = true;
  for (const auto& [by, text] : turns) {
    if (by != Speaker::kCustomer) continue;
    if (!first) {
      sum = Rounded(sum * table.decay, 1000);
      words = Rounded(words * table.decay, 1000);
    }
    first = false;
    std::istringstream in(text);
    std::string last = "|";
    const auto count = [&](const std::string& term) {
      if (found == table.columns.end()) return;
      const auto weight = found->second.find(term);
      if (weight != found->second.end()) sum += weight->second;
    };
    for (std::string word; in >> word;) {
      const bool ends = word.back() == '.';
      if (ends) word.pop_back();
      words += 1000;
      count(word);
      count(StrCat(last, " ", word));
      last = word;
      if (ends) {
        count(StrCat(word, " |"));
        last = "|";
      }
    }
    if (last != "|") count(StrCat(last, " |"));
  }
  return Rounded(Rounded(sum * 1000, Root(words + 4000)) * table.mix, 1000);
}

const char* const kVocabulary[] = {"slow",  "reply", "thanks", "ever",
                                   "happy", "item",  "late",   "you"};

std::string RandomText(std::mt19937* random) {
  std::string text;
  for (size_t n = (*random)() % 12; n > 0; --n) {
    StrAppend(&text, kVocabulary[(*random)() % std::size(kVocabulary)],
              (*random)() % 4 == 0 ? ". " : " ");
  }
  return text;
}

std::string Decimal(int64_t milli) {
  char text[32];
  std::snprintf(text, sizeof text, "%s%d.%03d", milli < 0 ? "-" : "",
                static_cast<int>(std::abs(milli) / 1000), static_cast<int>(std::abs(milli) % 1000));
  return text;
}

TEST(Words, ScoresAgreeWithTheOracle) {
  std::mt19937 random(20260301);
  const std::vector<std::string> columns = {"hasty", "none", "heat", "calm"};
  size_t told = 0, runs = 0;
  for (int round = 0; round < 150; ++round) {
    Table table;
    table.mix = static_cast<int64_t>(random() % 3001);
    table.decay = static_cast<int64_t>(random() % 1001);
    std::set<std::string> terms;
    for (size_t n = 5 + random() % 30; n > 0; --n) {
      const auto word = [&] {
        const size_t pick = random() % (std::size(kVocabulary) + 1);
        return std::string(pick == std::size(kVocabulary) ? "|" : kVocabulary[pick]);
      };
      const std::string first = word(), second = random() % 2 == 0 ? "" : word();
      if (first == "|" && (second.empty() || second == "|")) continue;
      terms.insert(second.empty() ? first : StrCat(first, " ", second));
    }
    // `calm` is a persona and a scale, so no column may have it.
    std::string bytes = "term\theat\thasty\tnone\n";
    for (const std::string& term : terms) {
      bytes += term;
      for (const char* column : {"heat", "hasty", "none"}) {
        const int64_t weight = random() % 3 == 0 ? 0 : static_cast<int64_t>(random() % 8001) - 4000;
        StrAppend(&bytes, "\t", weight == 0 ? "" : Decimal(weight));
        if (weight != 0) table.columns[column][term] = weight;
      }
      bytes += "\n";
    }
    const auto rules = RulesWith(
        bytes, StrCat(", decay: ", Decimal(table.decay), ", word_mix: ", Decimal(table.mix)),
        "routes: {boss: {level: 1, label: Boss}}\nreasons: {hot: Hot}\n"
        "policies:\n  - {id: hot, when: heat >= 1, escalate: {to: boss, reason: hot}}\n");
    ASSERT_NE(rules, nullptr);
    for (int conversations = 0; conversations < 8; ++conversations) {
      Conversation conversation(rules);
      Decision decision;
      std::vector<std::pair<Speaker, std::string>> turns;
      int32_t since = -1;  // of the run in which the escalation holds
      for (size_t n = 1 + random() % 6; n > 0; --n) {
        turns.emplace_back(random() % 4 == 0 ? Speaker::kAgent : Speaker::kCustomer,
                           RandomText(&random));
        Add(turns.back().second, &conversation, turns.back().first);
        ASSERT_TRUE(Decide(conversation, std::nullopt, &decision).ok());
        ASSERT_EQ(ScoreOf(decision, "hasty"), 250 + Oracle(table, "hasty", turns)) << bytes;
        ASSERT_EQ(ScoreOf(decision, "none"), 500 + Oracle(table, "none", turns)) << bytes;
        ASSERT_EQ(ScoreOf(decision, "calm"), 0);
        const int64_t heat = 100 + Oracle(table, "heat", turns);
        ASSERT_EQ(ScaleOf(decision, "heat"), heat) << bytes;
        ASSERT_EQ(decision.escalations().size(), heat >= 500 ? 1u : 0u);
        if (heat >= 500) {
          if (since < 0) since = static_cast<int32_t>(turns.size()) - 1;
          ASSERT_EQ(decision.escalations()[0].since_turn, since);
          ++told;
          runs += since > 0;
        } else {
          since = -1;
        }
        // Each occurrence adds what it is worth now: within the rounding of all of them.
        const auto explanation = Explain(conversation, std::nullopt);
        ASSERT_TRUE(explanation.ok());
        for (const ExplainedPersona& persona : explanation->personas) {
          int64_t sum = persona.bias;
          for (const Contribution& c : persona.contributions) {
            ASSERT_EQ(c.kind, EvidenceKind::kWord);
            sum += c.contribution;
          }
          const auto words = static_cast<double>(persona.contributions.size());
          ASSERT_NEAR(static_cast<double>(sum), persona.score, 20 * (words + 1)) << bytes;
        }
        for (const ExplainedScale& scale : explanation->scales) {
          int64_t sum = scale.bias;
          for (const Contribution& c : scale.contributions) sum += c.contribution;
          const auto words = static_cast<double>(scale.contributions.size());
          ASSERT_NEAR(static_cast<double>(sum), scale.score, 20 * (words + 1)) << bytes;
        }
      }
    }
  }
  EXPECT_GT(told, 200u);
  EXPECT_GT(runs, 50u);
}

// ---- evidence ---------------------------------------------------------------------------------

TEST(Words, EvidenceHasSpans) {
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

TEST(Words, AtMostEightForAPersona) {
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

TEST(Words, OlderOnesAreWorthLess) {
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

TEST(Words, FadedOnesAreNotListed) {
  const auto rules = RulesWith("term→hasty\nslow→2\n", ", decay: 0.1");
  ASSERT_NE(rules, nullptr);
  Conversation conversation(rules);
  Decision decision;
  Add("slow", &conversation);
  for (int i = 0; i < 3; ++i) Add("well", &conversation);
  ASSERT_TRUE(Decide(conversation, std::nullopt, &decision).ok());
  EXPECT_EQ(EvidenceOf(decision, "hasty"), "hasty [slow] 0 0-4 \"slow\" 1\n");
  Add("well", &conversation);
  ASSERT_TRUE(Decide(conversation, std::nullopt, &decision).ok());
  EXPECT_EQ(EvidenceOf(decision, "hasty"), "");
  EXPECT_EQ(decision.abstained(), Abstained::kNoEvidence);
}

TEST(Words, AreExplained) {
  const auto rules =
      RulesWith("term→hasty→heat→none\nslow→2→1\nso slow→1\nstill→0.001\nfine→-2→→1\n", kDecay);
  ASSERT_NE(rules, nullptr);
  Conversation conversation(rules);
  Add("slow. So slow", &conversation);
  Add("still slow, what time is it?", &conversation);
  // Words: 0.8 * 3 + 7 = 9.4; the root of 13.4 is 3.66.
  const auto explanation = Explain(conversation, std::nullopt);
  ASSERT_TRUE(explanation.ok());
  const auto list = [](const std::vector<Contribution>& contributions) {
    std::string out;
    for (const Contribution& c : contributions) {
      StrAppend(&out, EvidenceKindName(c.kind), " ", c.id, " ", c.count, " ", c.weight, " ",
                c.contribution, "\n");
    }
    return out;
  };
  for (const ExplainedPersona& persona : explanation->personas) {
    if (persona.id == "hasty") {
      EXPECT_EQ(list(persona.contributions),
                "word slow 2600 2000 1421\ncue asks_time 1000 1000 1000\n"
                "word so slow 800 1000 219\n");
      EXPECT_EQ(persona.score, 250 + 1000 + 1640);  // 5.2 + 0.8 + 0.001 over 3.66
    } else {
      EXPECT_EQ(list(persona.contributions), "");
    }
  }
  for (const ExplainedScale& scale : explanation->scales) {
    EXPECT_EQ(list(scale.contributions), scale.id == "heat" ? "word slow 2600 1000 710\n" : "");
  }
}

TEST(Words, KindsHaveNames) {
  EXPECT_STREQ(EvidenceKindName(EvidenceKind::kCue), "cue");
  EXPECT_STREQ(EvidenceKindName(EvidenceKind::kCondition), "condition");
  EXPECT_STREQ(EvidenceKindName(EvidenceKind::kWord), "word");
  EXPECT_STREQ(EvidenceKindName(static_cast<EvidenceKind>(9)), "unknown");
}

TEST(Words, StandInJson) {
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

// ---- building ---------------------------------------------------------------------------------

TEST(Words, CountAgainstTheCompiledSize) {
  std::string table = "term\thasty\theat\n";
  for (int i = 0; i < 2000; ++i) StrAppend(&table, "w", i, " w", i + 1, "\t1\t2\n");
  const std::string manifest = StrCat(
      "rapport: 1\npack: {id: p, version: 1.0.0, language: en, files: [w.tsv]}", kPersonas, "}\n");
  const auto build = [&](size_t bytes) {
    PackLimits limits;
    limits.compiled_bytes = bytes;
    RuleSetBuilder builder(limits);
    builder.AddFile("p.yaml", manifest);
    builder.AddFile("w.tsv", table);
    return builder.Build().ok() ? std::string() : FormatDiagnostics(builder.diagnostics());
  };
  EXPECT_EQ(build(1'000'000), "");
  EXPECT_NE(build(100'000).find("error[limit]: the compiled pack takes "), std::string::npos);
}

TEST(Words, AreReadFromDisk) {
  const auto folder = std::filesystem::temp_directory_path() /
                      ("rapport-words-" + std::to_string(reinterpret_cast<uintptr_t>(&kPersonas)) +
                       "-" + std::to_string(std::random_device()()));
  std::filesystem::create_directories(folder / "parts");
  // Longer than a file of YAML may be.
  std::string table = "term\thasty\nslow\t2\n#";
  table += std::string(PackLimits().file_bytes, '-') + "\n";
  std::ofstream(folder / "p.yaml")
      << "rapport: 1\npack: {id: p, version: 1.0.0, language: en, files: [parts/w.tsv]}"
      << kPersonas << "}\n";
  std::ofstream(folder / "parts" / "w.tsv") << table;
  std::ofstream(folder / "learned.tsv") << "term\thasty\nslow\t3\n";
  RuleSetBuilder builder;
  ASSERT_TRUE(builder.AddPath((folder / "p.yaml").string()).ok());
  const auto rules = builder.Build();
  ASSERT_TRUE(rules.ok()) << FormatDiagnostics(builder.diagnostics());
  std::ofstream(folder / "o.yaml")
      << "rapport: 1\noverlay: {base: \"" << (*rules)->name() << "\", words: learned.tsv}\n";
  ASSERT_TRUE(builder.AddPath((folder / "o.yaml").string()).ok());
  const auto learned = builder.Build();
  ASSERT_TRUE(learned.ok()) << FormatDiagnostics(builder.diagnostics());
  std::filesystem::remove_all(folder);
  EXPECT_NE((*rules)->hash(), (*learned)->hash());
  const std::pair<std::shared_ptr<const RuleSet>, int32_t> cases[] = {{*rules, 2}, {*learned, 3}};
  for (const auto& [rule_set, weight] : cases) {
    Conversation conversation(rule_set);
    Decision decision;
    Add("it is so slow here", &conversation);
    ASSERT_TRUE(Decide(conversation, std::nullopt, &decision).ok());
    EXPECT_EQ(ScoreOf(decision, "hasty"), 250 + (weight * 1000 + 1) / 3);
  }
}

}  // namespace
}  // namespace rapport::frozen

// Word tables in decisions: scores by hand and by an oracle over strings, escalations that words
// cause, and how they get into a rule set. (words_evidence_test.cc: what decisions say of them.)

#include "words.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <utility>

namespace rapport::frozen {
namespace {

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
  const auto rules = RulesWith("term→hasty\nslow→3\n", kDecay, "text: {own_words: [it, is, so]}\n");
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
  Turn foreign;
  foreign.text = "slow und ist und";
  foreign.language = "de";
  ASSERT_TRUE(conversation.AddTurn(foreign).ok());
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
        Explanation explanation;
        ASSERT_TRUE(Explain(conversation, std::nullopt, &explanation).ok());
        for (const ExplainedPersona& persona : explanation.personas()) {
          int64_t sum = persona.bias;
          for (const Contribution& c : persona.contributions) {
            ASSERT_EQ(c.kind, EvidenceKind::kWord);
            sum += c.contribution;
          }
          const auto words = static_cast<double>(persona.contributions.size());
          ASSERT_NEAR(static_cast<double>(sum), persona.score, 20 * (words + 1)) << bytes;
        }
        for (const ExplainedScale& scale : explanation.scales()) {
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

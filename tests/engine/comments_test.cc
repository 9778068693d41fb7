// What comments say: tables of texts, with a pack of its own and with the default one.

#include "engine/comments.h"

#include <gtest/gtest.h>

#include <string>

#include "base/strings.h"
#include "rapport/rapport.h"

namespace rapport::engine {
namespace {

constexpr char kPack[] = R"(rapport: 1
pack: {id: p, version: 1.0.0, language: en}
text:
  negators: [not, no, never, without]
  negation_exceptions: [not only]
  clause_words: [but, and]
  spellings: {"didn't": did not}
  praise_phrases: [good, lovely, great, "👍"]
  complaint_phrases: [bad, awful, problem, could be better, better not]
cues:
  on_hold: [on hold]
  gentle: {phrases: [gently], in: any}
themes:
  staff: {label: Staff, phrases: [staff, agent], praise: [friendly], praise_cues: [gentle], complaints: [rude]}
  waiting: {label: Waiting, phrases: [wait, queue], complaint_cues: [on_hold], praise: [no wait], complaints: [long wait, waited ages]}
  price: {label: Price, phrases: [price], praise: [cheap], complaints: [dear, cheap elsewhere]}
)";

std::shared_ptr<const RuleSet> Rules(bool own) {
  RuleSetBuilder builder;
  if (own) {
    builder.AddFile("p.yaml", kPack);
  } else {
    builder.AddDefault();
  }
  auto rules = builder.Build();
  EXPECT_TRUE(rules.ok()) << FormatDiagnostics(builder.diagnostics());
  return rules.ok() ? *rules : nullptr;
}

constexpr char kSigns[] = "-0+~";  // negative, neutral, positive, mixed

// "+ staff+[friendly] waiting-[long wait]": the whole, then each theme with the words that show it.
std::string Said(CommentReader* reader, const RuleSet& rules, std::string_view comment) {
  const CommentReading& reading = reader->Read(comment);
  std::string out(1, kSigns[static_cast<size_t>(reading.sentiment)]);
  for (const ThemeMention& mention : reading.themes) {
    StrAppend(&out, " ", rules.themes()[mention.theme].id,
              std::string(1, kSigns[static_cast<size_t>(mention.sentiment)]), "[",
              comment.substr(mention.begin, mention.end - mention.begin), "]");
  }
  return out;
}

struct Row {
  const char* comment;
  const char* said;
};

TEST(Comments, SayThemesAndHowTheySpeakOfThem) {
  constexpr Row kRows[] = {
      {"", "0"},
      {"Nothing to see here.", "0"},
      {"Lovely staff.", "+ staff+[staff]"},
      {"The staff is here.", "0 staff0[staff]"},
      // Of its own phrases the tone counts wherever they stand.
      {"So friendly!", "+ staff+[friendly]"},
      {"The agent was rude.", "- staff-[rude]"},
      {"Handled gently, then put on hold.", "~ staff+[gently] waiting-[on hold]"},
      // What names no theme is about those of its clause, and no further.
      {"The staff was here, the weather awful.", "- staff0[staff]"},
      {"Great staff but a bad queue", "~ staff+[staff] waiting-[queue]"},
      {"Bad day. The staff helped.", "- staff0[staff]"},
      // A theme's own tone outranks that of the clause.
      {"A long wait for a great sandwich", "~ waiting-[long wait]"},
      {"Great and cheap", "+ price+[cheap]"},
      // Negation turns a tone round, and leaves a bare theme alone.
      {"Not bad.", "+"},
      {"No problem at all with the staff", "+ staff+[staff]"},
      {"The staff was not good", "- staff-[staff]"},
      {"They were never rude", "+ staff+[rude]"},
      {"Not friendly", "- staff-[friendly]"},
      {"No staff in sight", "0 staff0[staff]"},
      {"No wait", "+ waiting+[No wait]"},
      {"We didn't have a long wait", "+ waiting+[long wait]"},
      {"Not only good", "+"},
      // What stands inside another's words is a part of them.
      {"Cheap elsewhere", "- price-[Cheap elsewhere]"},
      {"The staff could be better", "- staff-[staff]"},
      // Both ways.
      {"Friendly but rude", "~ staff~[Friendly]"},
      {"Good staff. Bad staff.", "~ staff~[staff]"},
      // Quoted words are somebody else's.
      {"He called it \"awful\".", "0"},
      {"👍", "+"},
      {"GREAT STAFF!!!", "+ staff+[STAFF]"},
      {"\xFF\xFE staff \x80", "0 staff0[staff]"},
  };
  const auto rules = Rules(/*own=*/true);
  ASSERT_NE(rules, nullptr);
  CommentReader reader(rules->tables());
  for (const Row& row : kRows)
    EXPECT_EQ(Said(&reader, *rules, row.comment), row.said) << row.comment;
}

// What sentiment lexicons are known to get wrong, and what the default pack's themes should say.
TEST(Comments, DefaultPack) {
  constexpr Row kRows[] = {
      {"No problem", "+"},
      {"No complaints", "+"},
      {"Not bad", "+"},
      {"Kindly improve", "-"},
      {"Great, another two hours on hold", "~ waiting-[two hours on hold]"},
      {"Lovely staff", "+ staff_manner+[Lovely staff]"},
      {"I could not fault the delivery", "+ delivery+[delivery]"},
      {"The parcel came two days late", "- delivery-[parcel came two days late]"},
      {"Prices went up again", "- price-[Prices went up]"},
      {"My order was refunded without any fuss", "+ returns+[refunded without any]"},
      {"Nobody told me about the new date", "- communication-[Nobody told]"},
      {"The weather was fine on Sunday", "+"},
      {"It is a lamp", "0"},
  };
  const auto rules = Rules(/*own=*/false);
  ASSERT_NE(rules, nullptr);
  CommentReader reader(rules->tables());
  for (const Row& row : kRows)
    EXPECT_EQ(Said(&reader, *rules, row.comment), row.said) << row.comment;
}

TEST(Comments, CoveredTokensAreThoseOfPhrases) {
  const auto rules = Rules(/*own=*/true);
  CommentReader reader(rules->tables());
  reader.Read("Lovely staff in the lobby");
  EXPECT_EQ(reader.covered(), (std::vector<bool>{true, true, false, false, false}));
}

TEST(Comments, LongOnesAreCut) {
  const auto rules = Rules(/*own=*/true);
  CommentReader reader(rules->tables());
  std::string comment(kCommentBytes, ' ');
  EXPECT_EQ(Said(&reader, *rules, comment + "staff"), "0");
  comment.resize(kCommentBytes - 5);
  EXPECT_EQ(Said(&reader, *rules, comment + "staff"), "0 staff0[staff]");
}

// A reader keeps nothing of what it read before.
TEST(Comments, ReadingsDoNotDependOnThoseBefore) {
  const auto rules = Rules(/*own=*/true);
  CommentReader used(rules->tables());
  for (const char* comment :
       {"Rude. Rude. Bad, bad, bad queue.", "Lovely staff", "", "The staff"}) {
    CommentReader fresh(rules->tables());
    EXPECT_EQ(Said(&used, *rules, comment), Said(&fresh, *rules, comment)) << comment;
  }
}

TEST(Comments, ThemesAndMeasuresAreShown) {
  const auto rules = Rules(/*own=*/false);
  EXPECT_GE(rules->themes().size(), 10u);
  EXPECT_GE(rules->measures().size(), 10u);
  for (const MeasureInfo& measure : rules->measures()) {
    EXPECT_FALSE(measure.themes.empty()) << measure.id;
    EXPECT_FALSE(measure.owner.empty()) << measure.id;
  }
}

// What was compiled and read again says the same.
TEST(Comments, CompiledPacksReadAlike) {
  const auto rules = Rules(/*own=*/true);
  RuleSetBuilder builder;
  builder.AddFile("p", rules->Compiled());
  auto again = builder.Build();
  ASSERT_TRUE(again.ok()) << FormatDiagnostics(builder.diagnostics());
  CommentReader a(rules->tables()), b((*again)->tables());
  for (const char* comment : {"Lovely staff but a long wait", "cheap", "not bad"}) {
    EXPECT_EQ(Said(&a, *rules, comment), Said(&b, **again, comment));
  }
}

}  // namespace
}  // namespace rapport::engine

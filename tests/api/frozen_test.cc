// Decisions on the frozen pack, byte for byte: in every run, build, locale and with reused objects.
// RAPPORT_UPDATE_GOLDEN=1 writes the expected file anew; read the difference before committing it.

#include "frozen.h"

#include <clocale>
#include <cstdlib>
#include <locale>
#include <thread>

namespace rapport::frozen {
namespace {

std::vector<std::string> DecideAll(const std::shared_ptr<const RuleSet>& rules) {
  std::vector<std::string> decisions;
  for (const std::string& line : Lines(ReadFile("conversations.jsonl"))) {
    Conversation conversation(rules);
    Decision decision;
    decisions.push_back(DecideLine(line, &conversation, &decision));
  }
  return decisions;
}

TEST(Frozen, DecisionsAreThoseCommitted) {
  const auto rules = Rules();
  ASSERT_NE(rules, nullptr);
  const std::vector<std::string> decisions = DecideAll(rules);
  if (std::getenv("RAPPORT_UPDATE_GOLDEN") != nullptr) {
    std::ofstream out(std::string(RAPPORT_SOURCE_DIR) + "/tests/vectors/decisions.jsonl");
    for (const std::string& line : decisions) out << line << "\n";
    GTEST_SKIP() << "expected file written";
  }
  const std::vector<std::string> expected = Lines(ReadFile("decisions.jsonl"));
  ASSERT_EQ(decisions.size(), expected.size());
  for (size_t i = 0; i < decisions.size(); ++i) EXPECT_EQ(decisions[i], expected[i]);
}

// What the decider makes of a whole file; `name` is what is wanted of it.
void CheckAnswers(const std::string& lines, const std::string& name, size_t refused) {
  record::RecordDecider decider;
  Decision decision;
  record::JsonWriter out;
  EXPECT_EQ(decider.DecideLines(Rules(), lines, &decision, &out).refused, refused);
  if (std::getenv("RAPPORT_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(std::string(RAPPORT_SOURCE_DIR) + "/tests/vectors/" + name) << out.bytes();
  }
  EXPECT_EQ(out.bytes(), ReadFile(name));
}

TEST(Frozen, LinesAreAnsweredLikeRecords) {
  CheckAnswers(ReadFile("conversations.jsonl"), "decisions.jsonl", 0);
}

TEST(Frozen, RefusedLinesAreAnsweredWithTheReason) {
  const std::string lines = ReadFile("refused.jsonl");
  CheckAnswers(lines, "refusals.jsonl", Lines(lines).size() - 1);
}

// What the reviewer makes of all replies, record by record, with objects of their own or reused.
std::string ReviewAll(record::ReviewDetail detail, bool reuse) {
  const auto rules = Rules();
  record::JsonWriter out;
  auto reviewer = std::make_unique<record::RecordReviewer>();
  auto review = std::make_unique<Review>();
  for (const std::string& line : Lines(ReadFile("replies.jsonl"))) {
    if (!reuse) reviewer = std::make_unique<record::RecordReviewer>();
    if (!reuse) review = std::make_unique<Review>();
    const Status status = reviewer->Review(rules, line, review.get());
    EXPECT_TRUE(status.ok()) << status.message() << "\n" << line;
    record::WriteReview(reviewer->id().value_or(""), *review, detail, &out);
    out.EndLine();
  }
  return std::string(out.bytes());
}

void CheckReviews(record::ReviewDetail detail, const std::string& name) {
  const std::string reviews = ReviewAll(detail, false);
  if (std::getenv("RAPPORT_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(std::string(RAPPORT_SOURCE_DIR) + "/tests/vectors/" + name) << reviews;
    GTEST_SKIP() << "expected file written";
  }
  EXPECT_EQ(reviews, ReadFile(name));
  EXPECT_EQ(ReviewAll(detail, true), reviews);
  record::RecordReviewer reviewer;
  Review review;
  record::JsonWriter out;
  const auto tally =
      reviewer.ReviewLines(Rules(), ReadFile("replies.jsonl"), detail, &review, &out);
  EXPECT_EQ(out.bytes(), reviews);
  EXPECT_EQ(tally.refused, 0u);
  EXPECT_TRUE(tally.last_decided);
}

TEST(Frozen, ReviewsAreThoseCommitted) {
  CheckReviews(record::ReviewDetail::kAll, "reviews.jsonl");
}

TEST(Frozen, DraftReviewsAreThoseCommitted) {
  CheckReviews(record::ReviewDetail::kDraft, "drafts.jsonl");
}

// Every way to fail is among them, so that every binding meets it.
TEST(Frozen, ReviewsShowEveryResult) {
  const std::string reviews = ReadFile("reviews.jsonl");
  for (const FailReason reason :
       {FailReason::kMissing, FailReason::kFault, FailReason::kCondition, FailReason::kOverLimit,
        FailReason::kForbidden, FailReason::kApproval}) {
    const std::string wanted = std::string("\"reason\":\"") + FailReasonName(reason) + "\"";
    EXPECT_NE(reviews.find(wanted), std::string::npos) << wanted;
  }
  for (const char* wanted : {"\"result\":\"na\",\"weight\":1,\"undetermined\":true", "\"score\":0,",
                             "\"score\":100,", "\"tip\":null", "\"blocked\":true",
                             "\"approval_from\":\"supervisor\"", "\"limit_value\":10"}) {
    EXPECT_NE(reviews.find(wanted), std::string::npos) << wanted;
  }
}

TEST(Frozen, AReplyIsAnAgentsLastTurn) {
  record::RecordReviewer reviewer;
  Review review;
  const std::string record = Lines(ReadFile("conversations.jsonl"))[0];
  EXPECT_EQ(reviewer.Review(Rules(), record, &review).code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(reviewer.id(), "plain");
  record::JsonWriter out;
  const auto tally =
      reviewer.ReviewLines(Rules(), "\n" + record, record::ReviewDetail::kAll, &review, &out);
  EXPECT_EQ(tally.refused, 2u);
  EXPECT_FALSE(tally.last_decided);
  EXPECT_EQ(out.bytes().rfind("{\"id\":null,\"error\":", 0), 0u) << out.bytes();
}

TEST(Frozen, ReusedObjectsDecideAlike) {
  const auto rules = Rules();
  const std::vector<std::string> fresh = DecideAll(rules);
  Conversation conversation(rules);
  Decision decision;
  for (int round = 0; round < 2; ++round) {
    size_t i = 0;
    for (const std::string& line : Lines(ReadFile("conversations.jsonl"))) {
      EXPECT_EQ(DecideLine(line, &conversation, &decision), fresh[i++]);
    }
  }
}

TEST(Frozen, LocaleChangesNothing) {
  const std::vector<std::string> before = DecideAll(Rules());
  struct CommaPoint : std::numpunct<char> {
    char do_decimal_point() const override { return ','; }
    char do_thousands_sep() const override { return '.'; }
    std::string do_grouping() const override { return "\3"; }
  };
  const std::locale old = std::locale::global(std::locale(std::locale(), new CommaPoint));
  for (const char* name : {"de_DE.UTF-8", "tr_TR.UTF-8", "C.UTF-8"}) {
    std::setlocale(LC_ALL, name);  // not every machine has them; the facet above always works
    EXPECT_EQ(DecideAll(Rules()), before);
  }
  std::setlocale(LC_ALL, "C");
  std::locale::global(old);
}

TEST(Frozen, ThreadsShareARuleSet) {
  const auto rules = Rules();
  const std::vector<std::string> alone = DecideAll(rules);
  std::vector<std::vector<std::string>> results(4);
  std::vector<std::thread> threads;
  for (auto& result : results) threads.emplace_back([&] { result = DecideAll(rules); });
  for (std::thread& thread : threads) thread.join();
  for (const auto& result : results) EXPECT_EQ(result, alone);
}

TEST(Frozen, DecisionOutlivesEverything) {
  Decision decision;
  {
    Conversation conversation(Rules());
    DecideLine(Lines(ReadFile("conversations.jsonl"))[3], &conversation, &decision);
  }
  EXPECT_EQ(decision.persona(), "bargain_hunter");
  EXPECT_NE(Json("x", decision).find("frozen@1.0.0#"), std::string::npos);
}

// The explanation is of the decision that would be made: its parts add up to the same scores.
TEST(Frozen, ExplanationAddsUp) {
  const auto rules = Rules();
  for (const std::string& line : Lines(ReadFile("conversations.jsonl"))) {
    Conversation conversation(rules);
    Decision decision;
    std::string copy = line;
    record::RecordReader reader;
    ASSERT_TRUE(reader.Parse(copy.data(), copy.size()).ok());
    ASSERT_TRUE(reader.Fill(&conversation).ok());
    ASSERT_TRUE(Decide(conversation, reader.record().now, &decision).ok());
    Explanation explanation;
    ASSERT_TRUE(Explain(conversation, reader.record().now, &explanation).ok());
    for (const ExplainedPersona& persona : explanation.personas()) {
      int64_t sum = persona.bias, words = 0;
      for (const Contribution& c : persona.contributions) {
        sum += c.contribution;
        words += c.kind == EvidenceKind::kWord;
      }
      EXPECT_NEAR(sum, persona.score, words) << line;  // each word is rounded, and so is their sum
      EXPECT_EQ(persona.reported, persona.why_not.empty()) << line;
      EXPECT_EQ(persona.reported, persona.id == decision.persona()) << line;
      for (const PersonaScore& score : decision.personas()) {
        if (score.id != persona.id) continue;
        EXPECT_EQ(score.score, persona.score) << line;
        EXPECT_EQ(score.probability, persona.probability) << line;
      }
    }
    ASSERT_EQ(explanation.policies().size(), rules->policies().size());
    for (const ExplainedPolicy& policy : explanation.policies()) {
      EXPECT_EQ(policy.outcome == Outcome::kTrue, policy.why_not.empty()) << line << policy.id;
    }
  }
}

}  // namespace
}  // namespace rapport::frozen

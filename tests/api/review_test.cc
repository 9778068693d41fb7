// Reviews of replies, through the public API.

#include "rapport/review.h"

#include "frozen.h"
#include "record/review_json.h"

namespace rapport::frozen {
namespace {

constexpr const char kPack[] = R"pack(rapport: 1
pack: {id: desk, version: 1.0.0, language: en}
text: {negators: [not], number_words: [five], percent_words: [percent]}
facts:
  first_name: {type: string, names: customer}
  generous: {type: bool}
  cap: {type: int, default: 10}
cues:
  trouble: [broken, late again]
  own_name: {phrases: ["my name is {word}"], names: customer}
  sorry: {phrases: [sorry], in: agent}
  pays: {phrases: ["i will pay"], in: agent}
  percent_off: {phrases: ["{percent} off"], in: agent}
  greets: {phrases: [hello], in: any}
personas:
  none: {}
limits: {discount_pct: {unit: percent}}
actions: {discount: {label: Give a discount}, refund: {label: Pay back}}
routes: {lead: {level: 1, label: Team lead}}
policies:
  - {id: cap, when: generous != true || cap > 0, limit: {discount_pct: cap}, on_unknown: apply}
  - {id: no-refund, when: trouble == 0, forbid: [refund]}
  - id: lead-decides
    when: generous == false
    require_approval: {actions: [discount], from: lead}
    on_unknown: skip
checks:
  apology:
    label: Apologises
    applies_when: trouble > 0
    expects: [sorry]
    weight: 2
    why: No apology.
    suggest: ["Sorry, {first_name}.", Sorry.]
  calm:
    label: Is calm
    passes_when: reply.exclamations == 0 && reply.caps_ratio < 0.5
    why: It shouts.
  discount:
    label: Keeps the limit
    limits: {discount_pct: [percent_off]}
    actions: {discount: [percent_off]}
    fatal: true
    why: Too much.
    suggest: ["{limit.discount_pct}% off."]
  first: {label: Greets first, applies_when: reply.is_first, expects: [greets], why: No greeting.}
  name:
    label: Uses the name
    applies_when: name_known || reply.greets > 0
    passes_when: reply.uses_name
    why: The name is known.
  refund: {label: Pays as allowed, actions: {refund: [pays]}, why: Not allowed.}
  soon: {label: In time, passes_when: reply.wait <= duration("1h"), why: Late.}
  surely:
    label: In time for sure
    passes_when: reply.wait <= duration("1h")
    fatal: true
    why: Late.
)pack";

std::shared_ptr<const RuleSet> Desk() {
  RuleSetBuilder builder;
  builder.AddFile("desk.yaml", kPack);
  auto rules = builder.Build();
  EXPECT_TRUE(rules.ok()) << FormatDiagnostics(builder.diagnostics());
  return rules.ok() ? *rules : nullptr;
}

Turn Said(Speaker by, std::string_view text, int minute = -1) {
  Turn turn;
  turn.by = by;
  turn.text = text;
  if (minute >= 0) turn.at = Time(std::chrono::hours(24) + std::chrono::minutes(minute));
  return turn;
}

struct Case {
  const char* name;
  const char* customer;
  const char* reply;
  const char* findings;  // those that do not pass: "check: result reason 'words'"
  int minute = 5;        // of the reply; -1: no times
};

std::string Told(const Review& review) {
  std::string out;
  for (const Finding& f : review.findings()) {
    if (f.result == CheckResult::kPass && f.spans.empty()) continue;
    if (f.result == CheckResult::kNotApplicable && !f.is_undetermined) continue;
    out += out.empty() ? "" : "; ";
    out += std::string(f.check) + ": " + CheckResultName(f.result);
    if (f.reason != FailReason::kNone) out += std::string(" ") + FailReasonName(f.reason);
    if (f.is_undetermined) out += " undetermined";
    for (const ReviewSpan& span : f.spans) out += " '" + std::string(span.text) + "'";
  }
  return out;
}

TEST(Review, Findings) {
  const Case cases[] = {
      {"all is well", "My name is Ben. It is broken.", "Hello Ben, sorry about that.",
       "apology: pass 'sorry'; first: pass 'Hello'"},
      {"what is missing", "My name is Ben. It is broken.", "Noted, we will see.",
       "apology: fail missing; first: fail missing; name: fail condition"},
      {"negated words are not there", "Broken.", "Hello. I am not sorry.",
       "apology: fail missing; first: pass 'Hello'; name: fail condition"},
      {"what is not called for", "When do you open?", "At nine.", "first: fail missing"},
      {"a forbidden action", "When do you open?", "I will pay you.",
       "first: fail missing; refund: fail forbidden 'I will pay'"},
      {"the same where it is allowed", "Broken.", "Sorry. I will pay you.",
       "apology: pass 'Sorry'; first: fail missing"},
      {"above the limit", "Discount?", "Take 12.5% off.",
       "discount: fail over_limit '12.5% off'; first: fail missing"},
      {"just above the limit", "Discount?", "Take 10.01% off.",
       "discount: fail over_limit '10.01% off'; first: fail missing"},
      {"within the limit", "Discount?", "Take 10% off.", "first: fail missing"},
      {"only what is too much is shown", "Discount?", "Take 5% off, or 20% off.",
       "discount: fail over_limit '20% off'; first: fail missing"},
      {"an amount in words", "Discount?", "Take five percent off.",
       "discount: fail over_limit 'five percent off'; first: fail missing"},
      {"late", "Discount?", "No discount.",
       "first: fail missing; soon: fail condition; surely: fail condition", 70},
      {"without times", "Discount?", "No discount, thanks.",
       "first: fail missing; soon: na undetermined; surely: fail condition undetermined", -1},
      {"a short reply has no share of capitals", "Discount?", "NO!",
       "calm: fail condition; first: fail missing"},
      {"an empty reply", "Broken.", "",
       "apology: fail missing; calm: na undetermined; first: fail missing"},
  };
  const auto rules = Desk();
  ASSERT_NE(rules, nullptr);
  for (const Case& c : cases) {
    Conversation conversation(rules);
    const int begin = c.minute < 0 ? -1 : 0;
    ASSERT_TRUE(conversation.AddTurn(Said(Speaker::kCustomer, c.customer, begin)).ok());
    Review review;
    ASSERT_TRUE(
        ReviewReply(conversation, Said(Speaker::kAgent, c.reply, c.minute), std::nullopt, &review)
            .ok());
    std::string told = Told(review);
    // Whether a short text has capitals is the business of two cases alone.
    const std::string calm = "calm: na undetermined; ";
    if (std::string_view(c.findings).find("calm") == std::string_view::npos) {
      if (const size_t at = told.find(calm); at != std::string::npos) told.erase(at, calm.size());
    }
    EXPECT_EQ(told, c.findings) << c.name;
  }
}

TEST(Review, ScoreTipAndSuggestions) {
  const auto rules = Desk();
  Conversation conversation(rules);
  ASSERT_TRUE(conversation.SetFact("first_name", "Zoë Marie").ok());
  ASSERT_TRUE(conversation.AddTurn(Said(Speaker::kCustomer, "Late again!", 0)).ok());
  Review review;
  ASSERT_TRUE(ReviewReply(conversation, Said(Speaker::kAgent, "Hello ZOE, noted and done.", 1),
                          std::nullopt, &review)
                  .ok());
  // Apology (2) fails; calm, first, name, soon and surely pass.
  EXPECT_EQ(review.score(), 10'000 * 5 / 7 + 1);
  EXPECT_FALSE(review.blocked());
  ASSERT_NE(review.tip(), nullptr);
  EXPECT_EQ(review.tip()->check, "apology");
  EXPECT_EQ(review.tip()->why, "No apology.");
  ASSERT_EQ(review.tip()->suggestions.size(), 2u);
  EXPECT_EQ(review.tip()->suggestions[0], "Sorry, Zoë Marie.");
  EXPECT_EQ(review.decision().persona(), "none");

  ASSERT_TRUE(
      ReviewReply(conversation, Said(Speaker::kAgent, "Sorry, 90% off.", 1), std::nullopt, &review)
          .ok());
  EXPECT_EQ(review.score(), 0);
  EXPECT_TRUE(review.blocked());
  ASSERT_NE(review.tip(), nullptr);
  EXPECT_EQ(review.tip()->check, "discount");
  EXPECT_EQ(review.tip()->limit, "discount_pct");
  EXPECT_EQ(review.tip()->limit_value, 10);
  EXPECT_EQ(review.tip()->policy, "cap");
  EXPECT_EQ(review.tip()->suggestions[0], "10% off.");

  ASSERT_TRUE(conversation.SetFact("generous", false).ok());
  ASSERT_TRUE(
      ReviewReply(conversation, Said(Speaker::kAgent, "3% off.", 1), std::nullopt, &review).ok());
  ASSERT_NE(review.tip(), nullptr);
  EXPECT_EQ(review.tip()->reason, FailReason::kApproval);
  EXPECT_EQ(review.tip()->approval_from, "lead");
}

TEST(Review, NoScoreWithoutChecks) {
  RuleSetBuilder builder;
  builder.AddFile("bare.yaml",
                  "rapport: 1\npack: {id: bare, version: 1.0.0, language: en}\n"
                  "personas: {none: {}}\n");
  const auto rules = builder.Build();
  ASSERT_TRUE(rules.ok()) << FormatDiagnostics(builder.diagnostics());
  Conversation conversation(*rules);
  Review review;
  ASSERT_TRUE(
      ReviewReply(conversation, Said(Speaker::kAgent, "Hello."), std::nullopt, &review).ok());
  EXPECT_TRUE(review.findings().empty());
  EXPECT_EQ(review.score(), std::nullopt);
  EXPECT_EQ(review.tip(), nullptr);
  EXPECT_FALSE(review.blocked());
}

TEST(Review, RefusesWhatItCannotUse) {
  Conversation conversation(Desk());
  Review review;
  Turn reply = Said(Speaker::kAgent, "Hello.");
  EXPECT_EQ(ReviewReply(conversation, reply, std::nullopt, nullptr).code(),
            StatusCode::kInvalidArgument);
  reply.at = Time::max();
  EXPECT_EQ(ReviewReply(conversation, reply, std::nullopt, &review).code(),
            StatusCode::kInvalidArgument);
  EXPECT_EQ(ReviewReply(conversation, Said(Speaker::kAgent, "x"), Time::min(), &review).code(),
            StatusCode::kInvalidArgument);
}

TEST(Review, OutlivesTheConversationAndTheReply) {
  Review review;
  {
    Conversation conversation(Desk());
    ASSERT_TRUE(conversation.AddTurn(Said(Speaker::kCustomer, "Broken.")).ok());
    const std::string text = "Sorry, take 44% off.";
    ASSERT_TRUE(ReviewReply(conversation, Said(Speaker::kAgent, text), std::nullopt, &review).ok());
  }
  EXPECT_EQ(review.tip()->spans[0].text, "44% off");
  EXPECT_EQ(review.tip()->spans[0].text.data()[7], '\0');
}

std::string Json(const Review& review) {
  record::JsonWriter out;
  record::WriteReview("r", review, record::ReviewDetail::kAll, &out);
  return std::string(out.bytes());
}

// One Review that is kept says what a new one says, whatever changes between two calls.
TEST(Review, AKeptReviewSaysWhatANewOneSays) {
  const auto rules = Desk();
  RuleSetBuilder builder;
  builder.AddFile("desk.rpk", rules->Compiled());
  const auto compiled = builder.Build();
  ASSERT_TRUE(compiled.ok());
  const char* const customers[] = {"Broken!", "My name is Ben.", "Hello, late again?", "Discount?"};
  const char* const replies[] = {"Hello Ben.",     "Sorry, 25% off.",
                                 "I will pay you", "",
                                 "NO WAY!!!",      "hello hello sorry, 5% off or 8% off"};
  Conversation conversations[] = {Conversation(rules), Conversation(*compiled)};
  Review kept;
  uint64_t seed = 1;
  const auto pick = [&seed](uint64_t below) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (seed >> 33) % below;
  };
  for (int step = 0; step < 2000; ++step) {
    Conversation& conversation = conversations[pick(2)];
    switch (pick(12)) {
      case 0:
        conversation.Reset();
        break;
      case 1:
        ASSERT_TRUE(conversation.AddTurn(Said(Speaker::kCustomer, customers[pick(4)], step)).ok());
        break;
      case 2:
        ASSERT_TRUE(conversation.AddTurn(Said(Speaker::kAgent, replies[pick(6)])).ok());
        break;
      case 3:
        ASSERT_TRUE(conversation.SetFact("cap", static_cast<int64_t>(pick(30))).ok());
        break;
      case 4:
        ASSERT_TRUE(conversation.SetFact("first_name", pick(2) == 0 ? "Ben" : "Ana").ok());
        break;
      case 5:
        ASSERT_TRUE(conversation.ClearFact("first_name").ok());
        break;
      default:
        break;
    }
    const Turn reply = Said(Speaker::kAgent, replies[pick(6)], pick(2) == 0 ? step + 1 : -1);
    Review fresh;
    ASSERT_TRUE(ReviewReply(conversation, reply, std::nullopt, &kept).ok());
    ASSERT_TRUE(ReviewReply(conversation, reply, std::nullopt, &fresh).ok());
    ASSERT_EQ(Json(kept), Json(fresh)) << "step " << step;
  }
}

}  // namespace
}  // namespace rapport::frozen

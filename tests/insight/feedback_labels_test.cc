#include "insight/feedback_labels.h"

#include "feedback_testing.h"

namespace rapport::insight {
namespace {

// "persona escalate; reasons": "doubter true; labelled already 1".
std::string Found(const std::shared_ptr<const RuleSet>& rules, std::string_view text,
                  std::string_view members) {
  const DecidedRecord record(rules, text, members);
  FeedbackLabeller labeller;
  const FeedbackLabel label = labeller.Find(*rules, record.record(), record.decision());
  std::string out = StrCat(label.persona.empty() ? "-" : label.persona, " ",
                           !label.escalate   ? "-"
                           : *label.escalate ? "true"
                                             : "false");
  for (size_t i = 0; i < kNoLabels; ++i) {
    const auto reason = static_cast<NoLabel>(i);
    if (labeller.left_out(reason) > 0) StrAppend(&out, "; ", NoLabelText(reason));
  }
  EXPECT_EQ(labeller.records(), label.any() ? 1 : 0);
  return out;
}

TEST(FeedbackLabels, OnlyWhatAPersonSaid) {
  const auto rules = FeedbackRules();
  const struct {
    const char* text;
    const char* members;
    const char* found;
  } kCases[] = {
      {"hurry", "", "- -; without a correction or an override"},
      // Accepting is no label, and what is said about actions is none either.
      {"hurry",
       R"("events":[{"kind":"accepted","persona":"hasty"},{"kind":"wrong","action":"be_quick"}])",
       "- -; without a correction or an override"},
      {"hurry", R"("events":[{"kind":"wrong","persona":"hasty","correct":"doubter"}])",
       "doubter -"},
      {"hurry", R"("events":[{"kind":"wrong","persona":"hasty","correct":"none"}])", "none -"},
      {"hurry", R"("events":[{"kind":"wrong","persona":"hasty"}])",
       "- -; said to be wrong, but not what is right"},
      {"hurry", R"("events":[{"kind":"wrong","persona":"hasty","correct":"gone"}])",
       "- -; of a type that the pack does not have"},
      // One person may revise; two may disagree.
      {"hurry", R"("events":[{"kind":"wrong","persona":"hasty","correct":"none","by":"ana"},
                             {"kind":"wrong","persona":"hasty","correct":"doubter","by":"ana"}])",
       "doubter -"},
      {"hurry", R"("events":[{"kind":"wrong","persona":"hasty","correct":"none","by":"ana"},
                             {"kind":"accepted","persona":"hasty","by":"ana"}])",
       "- -; without a correction or an override"},
      {"hurry", R"("events":[{"kind":"wrong","persona":"hasty","correct":"none","by":"ana"},
                             {"kind":"wrong","persona":"hasty","correct":"doubter","by":"ben"}])",
       "- -; named differently by different people"},
      {"hurry", R"("events":[{"kind":"wrong","persona":"hasty","by":"ana"},
                             {"kind":"wrong","persona":"hasty","correct":"doubter","by":"ben"}])",
       "doubter -"},
      // A supervisor's word weighs more.
      {"hurry", R"("overrides":{"persona":"none"},
                   "events":[{"kind":"wrong","persona":"hasty","correct":"doubter"}])",
       "none -"},
      {"hurry", R"("overrides":{"persona":"hasty"})", "hasty -"},
      // Never over a label.
      {"hurry", R"("overrides":{"persona":"doubter"},"label":{"persona":"hasty"})",
       "- -; labelled already"},
      {"hurry", R"("overrides":{"persona":"doubter"},"label":{"escalate":true})", "doubter -"},
      {"hurry", R"("overrides":{"persona":"doubter","escalations":{"boss":"hold"}},
                   "label":{"escalate":false})",
       "doubter -; labelled already"},
      {"hurry", R"("label":{"persona":"hasty"})", "- -; without a correction or an override"},
      // Escalations.
      {"hurry", R"("overrides":{"escalations":{"boss":"hold"}})", "- true"},
      {"a complaint", R"("overrides":{"escalations":{"boss":"suppress"}})", "- false"},
      {"hurry", R"("overrides":{"escalations":{"boss":"suppress"}})", "- false"},
      {"a complaint, my lawyer", R"("overrides":{"escalations":{"boss":"suppress"}})",
       "- -; with one escalation suppressed while another stands"},
      {"a complaint", R"("overrides":{"escalations":{"boss":"suppress","legal":"hold"}})",
       "- true"},
      {"hurry", R"("overrides":{"scales":{}})", "- -; without a correction or an override"},
  };
  for (const auto& c : kCases) EXPECT_EQ(Found(rules, c.text, c.members), c.found) << c.members;
}

TEST(FeedbackLabels, CountsAreAddedUp) {
  const auto rules = FeedbackRules();
  const DecidedRecord both(rules, "hurry",
                           R"("overrides":{"persona":"doubter","escalations":{"boss":"hold"}})");
  const DecidedRecord nothing(rules, "hurry", "");
  FeedbackLabeller a, b;
  a.Find(*rules, both.record(), both.decision());
  b.Find(*rules, both.record(), both.decision());
  b.Find(*rules, nothing.record(), nothing.decision());
  a.Merge(b);
  EXPECT_EQ(a.records(), 2);
  EXPECT_EQ(a.personas(), 2);
  EXPECT_EQ(a.escalations(), 2);
  EXPECT_EQ(a.left_out(NoLabel::kNothingSaid), 1);
}

TEST(FeedbackLabels, ARecordIsWrittenAsItWasButForItsLabel) {
  const auto rules = FeedbackRules();
  const struct {
    const char* members;
    record::NewLabel label;
    const char* written;  // what follows the turns
  } kCases[] = {
      {"",
       {"feedback", "doubter", std::nullopt},
       R"("source":"feedback","label":{"persona":"doubter"}})"},
      {R"("source":"chat","x":[1,-2.5,1e300,18446744073709551615,true,null,{"a":"\u00e9\n"}])",
       {"feedback", "", true},
       "\"x\":[1,-2.5,1e+300,18446744073709551615,true,null,{\"a\":\"\xC3\xA9\\n\"}],"
       R"("source":"feedback","label":{"escalate":true}})"},
      {R"("label":{"persona":null,"hostility":2,"ours":"x"})",
       {"feedback", "none", false},
       R"("source":"feedback","label":{"hostility":2,"ours":"x","persona":"none","escalate":false}})"},
      // What is there stays, whatever a caller asks for.
      {R"("label":{"persona":"hasty","escalate":true})",
       {"feedback", "doubter", false},
       R"("source":"feedback","label":{"persona":"hasty","escalate":true}})"},
      {R"("label":null)",
       {"f", "none", std::nullopt},
       R"("source":"f","label":{"persona":"none"}})"},
  };
  for (const auto& c : kCases) {
    const DecidedRecord record(rules, "hurry", c.members);
    EXPECT_EQ(record.Labelled(c.label),
              StrCat(R"({"id":"r","turns":[{"text":"hurry","language":"en"}],)", c.written))
        << c.members;
  }
}

}  // namespace
}  // namespace rapport::insight

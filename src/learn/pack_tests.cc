#include "learn/pack_tests.h"

#include <optional>
#include <type_traits>
#include <variant>

#include "base/strings.h"
#include "engine/comments.h"
#include "learn/expectations.h"
#include "rapport/conversation.h"
#include "rapport/decision.h"
#include "rapport/explanation.h"
#include "record/names.h"

namespace rapport::learn {
namespace {

Status SetFact(const std::string& id, const pack::FactValue& value, Conversation* conversation) {
  return std::visit(
      [&](const auto& v) {
        using Value = std::decay_t<decltype(v)>;
        if constexpr (std::is_same_v<Value, std::string>) {
          return conversation->SetFact(id, std::string_view(v));
        } else if constexpr (std::is_same_v<Value, std::vector<std::string>>) {
          return conversation->SetFact(id, std::vector<std::string_view>(v.begin(), v.end()));
        } else {
          return conversation->SetFact(id, v);
        }
      },
      value);
}

}  // namespace

namespace {

// Facts and channel, without turns.
std::optional<std::string> SetUpFacts(const pack::Test& test, Conversation* conversation) {
  conversation->Reset();
  if (test.channel) {
    if (Status s = conversation->SetFact("channel", std::string_view(*test.channel)); !s.ok()) {
      return StrCat("channel: ", s.message());
    }
  }
  for (const auto& [id, value] : test.facts) {
    if (Status s = SetFact(id, value, conversation); !s.ok()) {
      return StrCat("facts.", id, ": ", s.message());
    }
  }
  return std::nullopt;
}

std::optional<std::string> AddTurn(const pack::TestTurn& test_turn, Conversation* conversation) {
  Turn turn;
  const std::optional<Speaker> by = record::ParseSpeaker(test_turn.by);
  if (!by) return StrCat("turns: by ", test_turn.by, " is not one of ", record::SpeakerNames());
  turn.by = *by;
  turn.text = test_turn.text;
  turn.at = test_turn.at;
  if (!test_turn.is_public) turn.visibility = Visibility::kInternal;
  if (Status s = conversation->AddTurn(turn); !s.ok()) return StrCat("turns: ", s.message());
  return std::nullopt;
}

}  // namespace

std::optional<std::string> SetUpTest(const pack::Test& test, Conversation* conversation) {
  std::optional<std::string> problem = SetUpFacts(test, conversation);
  for (size_t t = 0; t < test.turns.size() && !problem; ++t) {
    problem = AddTurn(test.turns[t], conversation);
  }
  return problem;
}

namespace {

class Runner {
 public:
  Runner(const pack::LoadedPack& loaded, const std::shared_ptr<const RuleSet>& rules)
      : pack_(loaded.pack), conversation_(rules), comments_(rules->tables()) {}

  PackTestReport Run(std::string_view filter) {
    const auto wanted = [&](std::string_view name) {
      return filter.empty() || name.find(filter) != std::string_view::npos;
    };
    for (const pack::Test& test : pack_.tests) {
      if (wanted(test.name)) Count(test.name, test.span, RunTest(test));
    }
    for (const pack::Cue& cue : pack_.cues) {
      if (!wanted(cue.id)) continue;
      for (const pack::Text& text : cue.examples) RunExample(cue, text, /*should_fire=*/true);
      for (const pack::Text& text : cue.counter_examples) {
        RunExample(cue, text, /*should_fire=*/false);
      }
    }
    for (const pack::Theme& theme : pack_.themes) {
      if (!wanted(theme.id)) continue;
      for (const pack::Text& text : theme.examples) RunComment(theme, text, /*is_about=*/true);
      for (const pack::Text& text : theme.counter_examples) {
        RunComment(theme, text, /*is_about=*/false);
      }
    }
    return std::move(report_);
  }

 private:
  void Count(std::string name, const SourceSpan& span, std::vector<std::string> messages) {
    if (messages.empty()) {
      ++report_.passed;
      return;
    }
    ++report_.failed;
    report_.failures.push_back({std::move(name), span, std::move(messages)});
  }

  std::vector<std::string> RunTest(const pack::Test& test) {
    if (auto problem = SetUpFacts(test, &conversation_)) return {*std::move(problem)};
    std::vector<std::string> messages;
    for (size_t t = 0; t < test.turns.size(); ++t) {
      const pack::TestTurn& turn = test.turns[t];
      if (auto problem = AddTurn(turn, &conversation_)) return {*std::move(problem)};
      if (!turn.expect) continue;
      for (const std::string& message : Check(*turn.expect, std::nullopt)) {
        messages.push_back(StrCat("after turn ", t, ": ", message));
      }
    }
    for (std::string& message : Check(test.expect, test.now)) {
      messages.push_back(std::move(message));
    }
    if (!test.reply) return messages;
    Turn reply;
    reply.by = Speaker::kAgent;
    reply.text = *test.reply;
    if (Status s = ReviewReply(conversation_, reply, test.now, &review_); !s.ok()) {
      return {s.message()};
    }
    for (std::string& failure : UnmetReviewExpectations(test.expect, review_)) {
      messages.push_back(std::move(failure));
    }
    return messages;
  }

  // What the conversation as it stands does not meet.
  std::vector<std::string> Check(const pack::TestExpectation& expect, std::optional<Time> now) {
    if (Status s = Decide(conversation_, now, &decision_); !s.ok()) return {s.message()};
    if (Status s = Explain(conversation_, now, &explanation_); !s.ok()) return {s.message()};
    return UnmetExpectations(pack_, expect, decision_, explanation_);
  }

  void RunExample(const pack::Cue& cue, const pack::Text& text, bool should_fire) {
    Count(StrCat("cue ", cue.id), text.span, CheckExample(cue, text, should_fire));
  }

  std::vector<std::string> CheckExample(const pack::Cue& cue, const pack::Text& text,
                                        bool should_fire) {
    conversation_.Reset();
    Turn turn;
    turn.by = cue.side == pack::CueSide::kAgent ? Speaker::kAgent : Speaker::kCustomer;
    turn.text = text.value;
    if (Status s = conversation_.AddTurn(turn); !s.ok()) return {s.message()};
    if (Status s = Explain(conversation_, std::nullopt, &explanation_); !s.ok()) {
      return {s.message()};
    }
    std::string ignored;
    for (const ExplainedHit& hit : explanation_.hits()) {
      if (hit.cue != cue.id) continue;
      if (hit.ignored.empty()) {
        if (should_fire) return {};
        return {StrCat("counter-example fires on '", hit.text, "': ", text.value)};
      }
      ignored = StrCat("; '", hit.text, "' is ", hit.ignored);
    }
    if (!should_fire) return {};
    return {StrCat("example does not fire: ", text.value, ignored)};
  }

  void RunComment(const pack::Theme& theme, const pack::Text& text, bool is_about) {
    bool found = false;
    for (const engine::ThemeMention& mention : comments_.Read(text.value).themes) {
      found = found || conversation_.rules()->themes()[mention.theme].id == theme.id;
    }
    std::vector<std::string> messages;
    if (found != is_about) {
      messages.push_back(StrCat(
          is_about ? "example is not about it: " : "counter-example is about it: ", text.value));
    }
    Count(StrCat("theme ", theme.id), text.span, std::move(messages));
  }

  const pack::Pack& pack_;
  Conversation conversation_;
  engine::CommentReader comments_;
  Decision decision_;
  Explanation explanation_;
  Review review_;
  PackTestReport report_;
};

}  // namespace

PackTestReport RunPackTests(const pack::LoadedPack& pack,
                            const std::shared_ptr<const RuleSet>& rules, std::string_view filter) {
  return Runner(pack, rules).Run(filter);
}

}  // namespace rapport::learn

// Reviewing, in the order of its steps: decide about the conversation (once), read the reply, judge
// every check, set out the result.

#include "rapport/review.h"

#include <algorithm>
#include <charconv>

#include "engine/line_writer.h"
#include "engine/review_state.h"

namespace rapport {
namespace engine {
namespace {

using expr::Value;
using ruleset::CheckEntry;
using ruleset::Index;
using ruleset::Tables;

// The value of "25", "1299.50" in thousandths; nothing for what is no plain number.
std::optional<int64_t> NumberMilli(std::string_view key) {
  int64_t whole = 0;
  const char* const end = key.data() + key.size();
  const auto [rest, error] = std::from_chars(key.data(), end, whole);
  if (error != std::errc() || whole > INT64_MAX / 2000) return std::nullopt;
  int64_t milli = whole * kOne;
  if (rest == end) return milli;
  if (*rest != '.') return std::nullopt;
  int64_t unit = kOne / 10;
  for (const char* p = rest + 1; p < end; ++p, unit /= 10) {
    if (*p < '0' || *p > '9') return std::nullopt;
    milli += (*p - '0') * unit;
  }
  return milli;
}

class Reviewer {
 public:
  Reviewer(const ConversationState& conversation, const DecisionState& decided,
           std::string_view text, ReviewState* out)
      : conversation_(conversation),
        tables_(*conversation.tables),
        decided_(decided),
        text_(text),
        out_(*out) {}

  void Run() {
    out_.span_ranges.clear();
    out_.suggestion_ranges.clear();
    out_.spans.clear();
    out_.suggestions.clear();
    out_.made_lines.clear();
    out_.arena.clear();
    for (const Index check : out_.live) Judge(tables_.checks[check], &out_.findings[check]);
    Bind();
    Score();
  }

 private:
  void Judge(const CheckEntry& check, Finding* finding) {
    finding->result = CheckResult::kPass;
    finding->reason = FailReason::kNone;
    finding->is_undetermined = false;
    finding->why = finding->limit = finding->policy = finding->approval_from = {};
    finding->limit_value = 0;
    const size_t first_span = out_.spans.size();
    if (Applies(check, finding)) JudgeReply(check, finding);
    if (out_.spans.size() > first_span + 1) {
      std::sort(out_.spans.begin() + static_cast<ptrdiff_t>(first_span), out_.spans.end(), ByPlace);
    }
    out_.span_ranges.push_back({first_span, out_.spans.size() - first_span});
    Range suggestions{out_.suggestions.size(), 0};
    if (finding->result == CheckResult::kFail) {
      finding->why = check.why;
      for (const ruleset::Line& line : check.suggest) suggestions.size += AddLine(line) ? 1 : 0;
    }
    out_.suggestion_ranges.push_back(suggestions);
  }

  static bool ByPlace(const ReviewSpan& a, const ReviewSpan& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end != b.end ? a.end > b.end : a.cue < b.cue;
  }

  // Of a live check: without a condition that reads the reply it applies.
  bool Applies(const CheckEntry& check, Finding* finding) {
    if (check.applies_when == nullptr || !ReadsReply(*check.applies_when, out_.layout.signals)) {
      return true;
    }
    const Value value = check.applies_when->Evaluate(out_.slots, &out_.scratch);
    if (value.is_true()) return true;
    finding->result = CheckResult::kNotApplicable;
    finding->is_undetermined = !value.is_false();
    return false;
  }

  // Of a check that applies. What the reply does wrong is told before what it lacks.
  void JudgeReply(const CheckEntry& check, Finding* finding) {
    if (AddSpans(check.faults)) return Fail(FailReason::kFault, finding);
    if (DoesWhatItMayNot(check, finding) || IsOverLimit(check, finding)) return;
    if (IsGuardOnly(check) && !Touches(check)) {
      finding->result = CheckResult::kNotApplicable;
      return;
    }
    if (!check.expects.empty() && !AddSpans(check.expects)) {
      return Fail(FailReason::kMissing, finding);
    }
    if (check.passes_when == nullptr) return;
    const Value value = check.passes_when->Evaluate(out_.slots, &out_.scratch);
    if (value.is_true()) return;
    finding->is_undetermined = !value.is_false();
    if (finding->is_undetermined && !check.is_fatal) {
      finding->result = CheckResult::kNotApplicable;
    } else {
      Fail(FailReason::kCondition, finding);
    }
  }

  static void Fail(FailReason reason, Finding* finding) {
    finding->result = CheckResult::kFail;
    finding->reason = reason;
  }

  bool IsHit(Index cue) const { return out_.first_of_cue[cue] >= 0; }

  template <typename F>
  void ForEachHit(Index cue, const F& use) const {
    for (size_t i = static_cast<size_t>(out_.first_of_cue[cue]);
         i < out_.hits.size() && out_.hits[i].cue == cue; ++i) {
      if (out_.hits[i].status == HitStatus::kCounts) use(i);
    }
  }

  void AddSpan(size_t hit) {
    const HitRecord& record = out_.hits[hit];
    out_.spans.push_back({record.begin, record.end, {}, tables_.cues[record.cue].id});
  }

  bool AddSpans(const Array<Index>& cues) {
    const size_t before = out_.spans.size();
    for (const Index cue : cues) {
      if (IsHit(cue)) ForEachHit(cue, [this](size_t hit) { AddSpan(hit); });
    }
    return out_.spans.size() > before;
  }

  // A check of limits and actions alone is not called for by a reply that speaks of none.
  static bool IsGuardOnly(const CheckEntry& check) {
    return check.expects.empty() && check.faults.empty() && check.passes_when == nullptr;
  }
  bool Touches(const CheckEntry& check) const {
    for (const auto* items : {&check.limits, &check.actions}) {
      for (const ruleset::CuesOf& item : *items) {
        for (const Index cue : item.cues) {
          if (IsHit(cue)) return true;
        }
      }
    }
    return false;
  }

  bool DoesWhatItMayNot(const CheckEntry& check, Finding* finding) {
    for (const ruleset::CuesOf& action : check.actions) {
      const ActionMark& mark = decided_.marks[action.of];
      if (mark.forbidden < 0 && mark.approval < 0) continue;
      if (!AddSpans(action.cues)) continue;
      if (mark.forbidden >= 0) {
        Fail(FailReason::kForbidden, finding);
        const ForbiddenAction& forbidden = decided_.forbidden[static_cast<size_t>(mark.forbidden)];
        finding->policy = forbidden.policy;
        finding->is_undetermined = forbidden.undetermined;
      } else {
        Fail(FailReason::kApproval, finding);
        const auto index = static_cast<Index>(mark.approval);
        const ruleset::PolicyEntry& policy = tables_.policies[index];
        finding->policy = policy.id;
        for (const ActivePolicy& active : decided_.active) {
          if (active.policy == index) finding->is_undetermined = active.undetermined;
        }
        finding->approval_from = policy.approval_from;
      }
      return true;
    }
    return false;
  }

  // The largest number in a hit; nothing when one cannot be read, or there is none.
  std::optional<int64_t> Amount(size_t hit) const {
    const phrase::Hit& match = out_.reading.matches[hit];
    std::optional<int64_t> largest;
    for (uint32_t t = match.first_token; t < match.end_token; ++t) {
      const text::Token& token = out_.reading.tokens.tokens()[t];
      if (token.kind != text::TokenKind::kNumber) continue;
      const std::optional<int64_t> amount = NumberMilli(token.key);
      if (!amount) return std::nullopt;
      largest = std::max(largest.value_or(0), *amount);
    }
    return largest;
  }

  // An amount that cannot be read ("twenty per cent") counts as too much: guardrails fail closed.
  bool IsOverLimit(const CheckEntry& check, Finding* finding) {
    for (const ruleset::CuesOf& item : check.limits) {
      if (decided_.limit_set[item.of] == 0) continue;
      const LimitValue& limit =
          decided_.limits[static_cast<size_t>(decided_.limit_places[item.of])];
      const size_t before = out_.spans.size();
      for (const Index cue : item.cues) {
        if (!IsHit(cue)) continue;
        ForEachHit(cue, [&](size_t hit) {
          const std::optional<int64_t> amount = Amount(hit);
          if (amount && *amount / kOne + (*amount % kOne != 0) <= limit.value) return;
          AddSpan(hit);
        });
      }
      if (out_.spans.size() == before) continue;
      Fail(FailReason::kOverLimit, finding);
      finding->limit = limit.id;
      finding->limit_value = limit.value;
      finding->policy = limit.policy;
      finding->is_undetermined = limit.undetermined;
      return true;
    }
    return false;
  }

  bool AddLine(const ruleset::Line& line) {
    if (ruleset::IsPlain(line)) {
      out_.suggestions.push_back(line[0].text);
      return true;
    }
    const size_t begin = out_.arena.size();
    if (!WriteLine(line, conversation_.facts, decided_.limit_set, decided_.limit_values,
                   &out_.arena)) {
      return false;
    }
    out_.made_lines.push_back({out_.suggestions.size(), {begin, out_.arena.size() - begin}});
    out_.arena.push_back('\0');
    out_.suggestions.emplace_back();
    return true;
  }

  // Copies what the spans show; then nothing grows any more, and ranges become views.
  void Bind() {
    const size_t first_text = out_.arena.size();
    for (const ReviewSpan& span : out_.spans) {
      out_.arena.append(text_.substr(span.begin, span.end - span.begin));
      out_.arena.push_back('\0');
    }
    const std::string_view all = out_.arena;
    size_t at = first_text;
    for (ReviewSpan& span : out_.spans) {
      span.text = all.substr(at, span.end - span.begin);
      at += span.text.size() + 1;
    }
    for (const auto& [line, range] : out_.made_lines) {
      out_.suggestions[line] = all.substr(range.begin, range.size);
    }
    for (size_t i = 0; i < out_.live.size(); ++i) {
      Finding& finding = out_.findings[out_.live[i]];
      finding.spans = View(out_.spans, out_.span_ranges[i]);
      finding.suggestions = View(out_.suggestions, out_.suggestion_ranges[i]);
    }
  }

  void Score() {
    int64_t applicable = 0, passed = 0;
    out_.blocked = false;
    out_.tip = -1;
    for (const Index i : out_.live) {
      const Finding& finding = out_.findings[i];
      if (finding.result == CheckResult::kNotApplicable) continue;
      applicable += finding.weight;
      if (finding.result == CheckResult::kPass) {
        passed += finding.weight;
        continue;
      }
      out_.blocked |= finding.is_fatal;
      if (out_.tip < 0 || Outweighs(finding, out_.findings[static_cast<size_t>(out_.tip)])) {
        out_.tip = static_cast<int32_t>(i);
      }
    }
    out_.score.reset();
    if (applicable > 0) {
      constexpr int64_t kWhole = 100 * 100;
      const int64_t share = (passed * kWhole + applicable / 2) / applicable;
      out_.score = out_.blocked ? 0 : static_cast<int32_t>(share);
    }
  }

  static bool Outweighs(const Finding& a, const Finding& b) {
    return a.is_fatal != b.is_fatal ? a.is_fatal : a.weight > b.weight;
  }

  const ConversationState& conversation_;
  const Tables& tables_;
  const DecisionState& decided_;
  const std::string_view text_;
  ReviewState& out_;
};

}  // namespace
}  // namespace engine

const char* CheckResultName(CheckResult result) {
  switch (result) {
    case CheckResult::kPass:
      return "pass";
    case CheckResult::kFail:
      return "fail";
    case CheckResult::kNotApplicable:
      return "na";
  }
  return "unknown";
}

const char* FailReasonName(FailReason reason) {
  switch (reason) {
    case FailReason::kNone:
      return "";
    case FailReason::kMissing:
      return "missing";
    case FailReason::kFault:
      return "fault";
    case FailReason::kCondition:
      return "condition";
    case FailReason::kOverLimit:
      return "over_limit";
    case FailReason::kForbidden:
      return "forbidden";
    case FailReason::kApproval:
      return "approval";
  }
  return "unknown";
}

Review::Review() : state_(std::make_unique<engine::ReviewState>()) {}
Review::~Review() = default;
Review::Review(Review&&) noexcept = default;
Review& Review::operator=(Review&&) noexcept = default;

ListView<Finding> Review::findings() const {
  return {state_->findings.data(), state_->findings.size()};
}
std::optional<int32_t> Review::score() const { return state_->score; }
bool Review::blocked() const { return state_->blocked; }
const Finding* Review::tip() const {
  return state_->tip < 0 ? nullptr : &state_->findings[static_cast<size_t>(state_->tip)];
}
const Decision& Review::decision() const { return state_->decision; }
std::string_view Review::rule_set_name() const { return state_->decision.rule_set_name(); }

Status ReviewReply(const Conversation& conversation, const Turn& reply, std::optional<Time> now,
                   Review* review) {
  if (review == nullptr) return Status(StatusCode::kInvalidArgument, "review is null");
  const engine::ConversationState& state = conversation.state();
  engine::ReviewState* out = review->state_.get();
  if (Status status = engine::CheckNow(reply.at); !status.ok()) return status;
  if (!now) now = reply.at;
  if (!now) now = state.sums.last_at;
  if (!out->Knows(state, now)) {
    out->conversation.reset();
    if (Status status = Decide(conversation, now, &out->decision); !status.ok()) return status;
    out->TakeUp(state, *out->decision.state_, now);
  }
  out->Read(state, reply, now);
  engine::Reviewer(state, *out->decision.state_,
                   engine::CutAtCharacter(reply.text, state.limits.turn_bytes), out)
      .Run();
  return Status();
}

}  // namespace rapport

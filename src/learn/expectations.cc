#include "learn/expectations.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <optional>
#include <string_view>

#include "base/fixed_point.h"
#include "base/strings.h"
#include "record/json_writer.h"

namespace rapport::learn {
namespace {

using Names = std::vector<std::string>;

bool Has(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string Joined(const Names& names) {
  if (names.empty()) return "none";
  std::string out;
  for (const std::string& name : names) StrAppend(&out, out.empty() ? "" : ", ", name);
  return out;
}

template <typename Items, typename Name>
Names Collect(const Items& items, const Name& name) {
  Names out;
  for (const auto& item : items) {
    std::string next(name(item));
    if (!Has(out, next)) out.push_back(std::move(next));
  }
  return out;
}

class Checker {
 public:
  Checker(const pack::Pack& pack, const pack::TestExpectation& expected, const Decision& decision,
          const Explanation& explanation)
      : pack_(pack), expected_(expected), decision_(decision), explanation_(explanation) {}

  Names Run() {
    Persona();
    Scales();
    Actions();
    Limits();
    Escalations();
    Service();
    Cues();
    Undetermined();
    for (const pack::TestProtocol& protocol : expected_.protocols) Protocol(protocol);
    return std::move(failures_);
  }

 private:
  using HasEffect = std::function<bool(const pack::Policy&, std::string_view)>;

  template <typename... Pieces>
  void Fail(const Pieces&... pieces) {
    failures_.push_back(StrCat(pieces...));
  }

  // "bargain_hunter 0.41 (cites_cheaper_offer +1.9)": what a persona's probability is made of.
  std::string Scored(std::string_view id) const {
    for (const ExplainedPersona& persona : explanation_.personas()) {
      if (persona.id != id) continue;
      std::string out = StrCat(id, " ", record::FormatDecimal(persona.probability, 4), " (");
      size_t shown = 0;
      for (const Contribution& c : persona.contributions) {
        if (shown == 4) break;
        StrAppend(&out, shown++ == 0 ? "" : ", ", c.id, c.contribution < 0 ? " " : " +",
                  FormatMilli(c.contribution));
      }
      return StrCat(out, shown == 0 ? "no evidence" : "", ")");
    }
    return StrCat(id, " is not a persona");
  }

  std::string Reported() const {
    if (decision_.abstained() == Abstained::kNo) return std::string(decision_.persona());
    return StrCat("none (", AbstainedName(decision_.abstained()), ")");
  }

  void Persona() {
    if (expected_.persona && *expected_.persona != decision_.persona()) {
      std::string got = StrCat("persona: expected ", *expected_.persona, ", got ", Reported(), "; ",
                               Scored(*expected_.persona));
      if (decision_.top() != *expected_.persona) StrAppend(&got, "; ", Scored(decision_.top()));
      if (*expected_.persona != "none") StrAppend(&got, "; ", Scored("none"));
      failures_.push_back(std::move(got));
    }
    for (const std::string& id : expected_.not_persona) {
      if (id == decision_.persona()) Fail("not_persona: got ", Scored(id));
    }
    const Names also = Collect(decision_.also(), [](std::string_view id) { return id; });
    for (const std::string& id : expected_.also) {
      if (!Has(also, id)) Fail("also: no ", id, "; got ", Joined(also), "; ", Scored(id));
    }
    const std::string_view abstained = AbstainedName(decision_.abstained());
    if (expected_.abstained && *expected_.abstained != abstained) {
      Fail("abstained: expected ", *expected_.abstained, ", got ",
           abstained.empty() ? decision_.persona() : abstained);
    }
  }

  // A level is written as a number or by name.
  std::optional<int32_t> Level(std::string_view scale_id, const std::string& level) const {
    for (const pack::Scale& scale : pack_.scales) {
      if (scale.id != scale_id) continue;
      const auto at = std::find(scale.levels.begin(), scale.levels.end(), level);
      if (at != scale.levels.end()) return static_cast<int32_t>(at - scale.levels.begin());
    }
    int32_t number = 0;
    const auto [end, error] = std::from_chars(level.data(), level.data() + level.size(), number);
    if (error != std::errc() || end != level.data() + level.size()) return std::nullopt;
    return number;
  }

  void CheckScales(std::string_view key,
                   const std::vector<std::pair<std::string, std::string>>& scales,
                   bool (*meets)(int32_t got, int32_t expected)) {
    for (const auto& [id, level] : scales) {
      const std::optional<int32_t> want = Level(id, level);
      bool declared = false;
      for (const ScaleLevel& got : decision_.scales()) {
        if (got.id != id) continue;
        declared = true;
        if (want && got.known && meets(got.level, *want)) continue;
        Fail(key, ": ", id, " expected ", level, ", got ",
             got.known ? StrCat(got.level, " (", got.name, "), score ", FormatMilli(got.score))
                       : std::string("unknown"),
             ScaleEvidence(id));
      }
      if (!declared) Fail(key, ": ", id, " is not a scale");
    }
  }

  std::string ScaleEvidence(std::string_view id) const {
    std::string out;
    for (const ExplainedScale& scale : explanation_.scales()) {
      if (scale.id != id) continue;
      for (const Contribution& c : scale.contributions) {
        StrAppend(&out, out.empty() ? "; " : ", ", c.id, c.contribution < 0 ? " " : " +",
                  FormatMilli(c.contribution));
      }
    }
    return out;
  }

  void Scales() {
    CheckScales("scales", expected_.scales, [](int32_t got, int32_t want) { return got == want; });
    CheckScales("min_scales", expected_.min_scales,
                [](int32_t got, int32_t want) { return got >= want; });
    CheckScales("max_scales", expected_.max_scales,
                [](int32_t got, int32_t want) { return got <= want; });
  }

  // Why no policy with the wanted effect took place: "; third-contact: contacts >= 3: 2, short by
  // 1".
  std::string WhyNot(std::string_view id, const HasEffect& has_effect) const {
    std::string out;
    for (const pack::Policy& policy : pack_.policies) {
      if (!has_effect(policy, id)) continue;
      for (const ExplainedPolicy& explained : explanation_.policies()) {
        if (explained.id != policy.id || explained.why_not.empty()) continue;
        StrAppend(&out, "; ", policy.id, " did not apply: ", explained.why_not);
      }
    }
    return out;
  }

  void Each(std::string_view key, const Names& wanted, const Names& got,
            const HasEffect& has_effect) {
    for (const std::string& id : wanted) {
      if (!Has(got, id)) Fail(key, ": no ", id, "; got ", Joined(got), WhyNot(id, has_effect));
    }
  }

  static bool Refers(const std::vector<pack::ActionRef>& refs, std::string_view id) {
    return std::any_of(refs.begin(), refs.end(), [&](const auto& ref) { return ref.id == id; });
  }

  void Actions() {
    const Names recommended = Collect(decision_.actions(), [](const auto& a) { return a.id; });
    Each("recommends", expected_.recommends, recommended,
         [](const pack::Policy& p, std::string_view id) { return Refers(p.recommend, id); });
    for (const ActionAdvice& action : decision_.actions()) {
      if (!Has(expected_.recommends_not, action.id)) continue;
      const Names reasons = Collect(
          action.reasons, [](const auto& r) { return StrCat(ReasonKindName(r.kind), " ", r.id); });
      Fail("recommends_not: got ", action.id, " because of ", Joined(reasons));
    }
    Each("forbids", expected_.forbids,
         Collect(decision_.forbidden(), [](const auto& f) { return f.id; }),
         [](const pack::Policy& p, std::string_view id) { return Refers(p.forbid, id); });
    Names approvals;
    for (const ActionAdvice& action : decision_.actions()) {
      if (!action.approval_from.empty()) approvals.emplace_back(action.id);
    }
    Each("approvals", expected_.approvals, approvals,
         [](const pack::Policy& p, std::string_view id) { return Refers(p.approval_actions, id); });
    Each("flags", expected_.flags, Collect(decision_.flags(), [](const auto& f) { return f.id; }),
         [](const pack::Policy& p, std::string_view id) { return Refers(p.flags, id); });
  }

  void Limits() {
    for (const auto& [id, value] : expected_.limits) {
      const LimitValue* got = nullptr;
      for (const LimitValue& limit : decision_.limits()) {
        if (limit.id == id) got = &limit;
      }
      if (got == nullptr) {
        Fail("limits: ", id, " expected ", value, ", got no limit",
             WhyNot(id, [](const pack::Policy& p, std::string_view limit) {
               return std::any_of(p.limits.begin(), p.limits.end(),
                                  [&](const auto& effect) { return effect.limit.id == limit; });
             }));
      } else if (got->value != value) {
        Fail("limits: ", id, " expected ", value, ", got ", got->value, " from ", got->policy);
      }
    }
  }

  // "supervisor (repeat_contact by third-contact)".
  Names DescribedEscalations() const {
    return Collect(decision_.escalations(), [](const Escalation& escalation) {
      const Names reasons = Collect(escalation.reasons, [](const EscalationReason& reason) {
        return StrCat(reason.id, " by ", reason.policy);
      });
      return StrCat(escalation.to, " (", Joined(reasons), ")");
    });
  }

  void Escalations() {
    const std::string described = Joined(DescribedEscalations());
    const Names routes = Collect(decision_.escalations(), [](const auto& e) { return e.to; });
    if (expected_.escalates && *expected_.escalates == routes.empty()) {
      Fail("escalates: expected ", *expected_.escalates ? "true" : "false", ", got ", described);
    }
    if (expected_.escalates_to) {
      const auto escalates_to = [](const pack::Policy& p, std::string_view id) {
        return p.escalate && p.escalate->route.id == id;
      };
      for (const std::string& route : *expected_.escalates_to) {
        if (Has(routes, route)) continue;
        Fail("escalates: no ", route, "; got ", described, WhyNot(route, escalates_to));
      }
      for (const std::string& route : routes) {
        if (!Has(*expected_.escalates_to, route)) {
          Fail("escalates: unexpected ", route, "; got ", described);
        }
      }
    }
    Names reasons;
    for (const Escalation& escalation : decision_.escalations()) {
      for (const EscalationReason& reason : escalation.reasons) reasons.emplace_back(reason.id);
    }
    Each("reasons", expected_.reasons, reasons, [](const pack::Policy& p, std::string_view id) {
      return p.escalate && p.escalate->reason.id == id;
    });
    for (const std::string& reason : expected_.reasons_not) {
      if (Has(reasons, reason)) Fail("reasons_not: got ", reason, "; ", described);
    }
  }

  void Service() {
    if (expected_.contact && *expected_.contact != decision_.contact_kind()) {
      Fail("contact: expected ", *expected_.contact, ", got ", decision_.contact_kind());
    }
    const Names also = Collect(decision_.contact_also(), [](std::string_view id) { return id; });
    for (const std::string& id : expected_.contact_also) {
      if (!Has(also, id)) Fail("contact_also: no ", id, "; got ", Joined(also));
    }
    const Names needs = Collect(decision_.needs(), [](const auto& need) { return need.id; });
    for (const std::string& id : expected_.needs) {
      if (!Has(needs, id)) Fail("needs: no ", id, "; got ", Joined(needs));
    }
    for (const VoicedNeed& need : decision_.needs()) {
      if (Has(expected_.needs_not, need.id)) {
        Fail("needs_not: got ", need.id, " because of '", need.text, "'");
      }
    }
    const Names questions =
        Collect(decision_.open_questions(), [](const auto& question) { return question.text; });
    if (expected_.open_questions &&
        *expected_.open_questions != static_cast<int64_t>(questions.size())) {
      Fail("open_questions: expected ", *expected_.open_questions, ", got ", questions.size(), ": ",
           Joined(questions));
    }
    for (const auto& [id, state] : expected_.promises) {
      std::string_view got = "none";
      for (const PromiseMade& promise : decision_.promises()) {
        if (promise.id == id) got = PromiseStateName(promise.state);
      }
      if (got != state) Fail("promises: ", id, " expected ", state, ", got ", got);
    }
  }

  void Cues() {
    const auto hit = [&](const std::string& cue, bool counted) -> const ExplainedHit* {
      for (const ExplainedHit& h : explanation_.hits()) {
        if (h.cue == cue && h.ignored.empty() == counted) return &h;
      }
      return nullptr;
    };
    for (const std::string& cue : expected_.cues) {
      if (hit(cue, true) != nullptr) continue;
      const ExplainedHit* ignored = hit(cue, false);
      Fail("cues: ", cue, " does not fire",
           ignored == nullptr ? std::string()
                              : StrCat("; '", ignored->text, "' is ", ignored->ignored));
    }
    for (const std::string& cue : expected_.cues_not) {
      if (const ExplainedHit* h = hit(cue, true))
        Fail("cues_not: ", cue, " fires on '", h->text, "'");
    }
  }

  void Undetermined() {
    const Names got = Collect(decision_.undetermined(), [](const auto& u) { return u.id; });
    for (const std::string& id : expected_.undetermined) {
      if (!Has(got, id)) Fail("undetermined: no ", id, "; got ", Joined(got));
    }
  }

  // "heated (calm: protocol.quiet_turns >= 1: it is 0, short by 1)".
  std::string DescribedState(std::string_view id) const {
    for (const ExplainedProtocol& protocol : explanation_.protocols()) {
      if (protocol.id != id) continue;
      std::string out(protocol.state.empty() ? "none" : protocol.state);
      for (const ExplainedTransition& t : protocol.transitions) {
        StrAppend(&out, "; ", t.to, " not entered: ", t.why_not);
      }
      return out;
    }
    return "none";
  }

  void Protocol(const pack::TestProtocol& expected) {
    const ProtocolProgress* got = nullptr;
    for (const ProtocolProgress& protocol : decision_.protocols()) {
      if (protocol.id == expected.id) got = &protocol;
    }
    const std::string_view state = got == nullptr ? "none" : got->state;
    if (expected.state && *expected.state != state) {
      Fail("protocols: ", expected.id, " expected state ", *expected.state, ", got ",
           DescribedState(expected.id));
    }
    const std::string_view next = got == nullptr || got->next.empty() ? "none" : got->next;
    if (expected.next && *expected.next != next) {
      Fail("protocols: ", expected.id, " expected next ", *expected.next, ", got ", next);
    }
    Names done, faults;
    if (got != nullptr) {
      for (const ProtocolStep& step : got->steps) {
        if (step.status == StepStatus::kDone) done.emplace_back(step.id);
      }
      for (const ProtocolFault& fault : got->faults) faults.emplace_back(fault.id);
    }
    if (expected.done && !std::is_permutation(done.begin(), done.end(), expected.done->begin(),
                                              expected.done->end())) {
      Fail("protocols: ", expected.id, " expected done ", Joined(*expected.done), ", got ",
           Joined(done));
    }
    if (expected.faults && faults != *expected.faults) {
      Fail("protocols: ", expected.id, " expected faults ", Joined(*expected.faults), ", got ",
           Joined(faults));
    }
  }

  const pack::Pack& pack_;
  const pack::TestExpectation& expected_;
  const Decision& decision_;
  const Explanation& explanation_;
  Names failures_;
};

}  // namespace

std::vector<std::string> UnmetReviewExpectations(const pack::TestExpectation& expected,
                                                 const Review& review) {
  Names failures;
  for (const auto& [check, result] : expected.review) {
    for (const Finding& finding : review.findings()) {
      const std::string_view got = CheckResultName(finding.result);
      if (finding.check != check || got == result) continue;
      std::string failure = StrCat("review: ", check, " expected ", result, ", got ", got);
      if (finding.reason != FailReason::kNone) {
        StrAppend(&failure, " (", FailReasonName(finding.reason), ")");
      }
      if (finding.is_undetermined) StrAppend(&failure, ", not determined");
      for (const ReviewSpan& span : finding.spans) {
        StrAppend(&failure, "; ", span.cue, " on '", span.text, "'");
      }
      failures.push_back(std::move(failure));
    }
  }
  if (expected.blocked && *expected.blocked != review.blocked()) {
    Names fatal;
    for (const Finding& finding : review.findings()) {
      if (finding.is_fatal && finding.result == CheckResult::kFail) {
        fatal.emplace_back(finding.check);
      }
    }
    failures.push_back(StrCat("blocked: expected ", *expected.blocked ? "true" : "false",
                              "; fatal: ", Joined(fatal)));
  }
  return failures;
}

std::vector<std::string> UnmetExpectations(const pack::Pack& pack,
                                           const pack::TestExpectation& expected,
                                           const Decision& decision,
                                           const Explanation& explanation) {
  return Checker(pack, expected, decision, explanation).Run();
}

}  // namespace rapport::learn

// The getters of Explanation: views of what explain.cc put together.

#include "rapport/explanation.h"

#include "engine/explanation_state.h"

namespace rapport {

using engine::View;

const char* OutcomeName(Outcome outcome) {
  switch (outcome) {
    case Outcome::kTrue:
      return "true";
    case Outcome::kFalse:
      return "false";
    case Outcome::kUnknown:
      return "unknown";
    case Outcome::kError:
      return "error";
  }
  return "unknown";
}

Explanation::Explanation() : state_(std::make_unique<engine::ExplanationState>()) {}
Explanation::~Explanation() = default;
Explanation::Explanation(Explanation&&) noexcept = default;
Explanation& Explanation::operator=(Explanation&&) noexcept = default;

std::string_view Explanation::rule_set() const { return state_->rule_set; }
ListView<ExplainedTurn> Explanation::turns() const { return View(state_->turns); }
ListView<ExplainedHit> Explanation::hits() const { return View(state_->hits); }
ListView<ExplainedPersona> Explanation::personas() const { return View(state_->personas); }
ListView<ExplainedScale> Explanation::scales() const { return View(state_->scales); }
ListView<ExplainedNeed> Explanation::contact_kinds() const { return View(state_->contact_kinds); }
ListView<ExplainedNeed> Explanation::needs() const { return View(state_->needs); }
ListView<ExplainedQuestion> Explanation::questions() const { return View(state_->questions); }
ListView<ExplainedPromise> Explanation::promises() const { return View(state_->promises); }
ListView<ExplainedPolicy> Explanation::policies() const { return View(state_->policies); }
ListView<ExplainedOverride> Explanation::overridden() const { return View(state_->overridden); }
ListView<ExplainedProtocol> Explanation::protocols() const { return View(state_->protocols); }
ListView<ExplainedValue> Explanation::facts() const { return View(state_->facts); }
ListView<ExplainedValue> Explanation::signals() const { return View(state_->signals); }

}  // namespace rapport

#include "rapport/batch.h"

#include <utility>

#include "base/strings.h"

namespace rapport {
namespace {

Status At(std::string_view list, size_t index, const Status& status) {
  return Status(status.code(), StrCat(list, "[", index, "]: ", status.message()));
}

}  // namespace

BatchDecider::BatchDecider(std::shared_ptr<const RuleSet> rules, const ConversationLimits& limits)
    : conversation_(std::move(rules), limits) {}

void BatchDecider::Begin(ListView<Case> cases) {
  cases_ = cases;
  next_ = 0;
}

bool BatchDecider::Next() {
  if (next_ == cases_.size()) return false;
  const Case& given = cases_[next_++];
  status_ = Fill(given);
  if (status_.ok()) status_ = Decide(conversation_, given.now, &decision_);
  return true;
}

Status BatchDecider::Fill(const Case& given) {
  conversation_.Reset();
  for (size_t i = 0; i < given.facts.size(); ++i) {
    const FactSetting& fact = given.facts[i];
    const Status status = std::visit(
        [&](const auto& value) { return conversation_.SetFact(fact.id, value); }, fact.value);
    if (!status.ok()) return At("facts", i, status);
  }
  for (size_t i = 0; i < given.turns.size(); ++i) {
    const Status status = conversation_.AddTurn(given.turns[i]);
    if (!status.ok()) return At("turns", i, status);
  }
  for (size_t i = 0; i < given.acknowledged.size(); ++i) {
    const Status status = conversation_.Acknowledge(given.acknowledged[i]);
    if (!status.ok()) return At("acknowledged", i, status);
  }
  return Status();
}

}  // namespace rapport

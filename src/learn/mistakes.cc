#include "learn/mistakes.h"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <tuple>

#include "learn/evaluation_evidence.h"

namespace rapport::learn {
namespace {

constexpr size_t kWindow = 80;    // bytes of text kept next to a mark
constexpr size_t kMostTurns = 8;  // of a customer, in an excerpt
constexpr size_t kMostBehind = 3;

const ExplainedPersona* Find(const Explanation& explanation, std::string_view id) {
  for (const ExplainedPersona& persona : explanation.personas()) {
    if (persona.id == id) return &persona;
  }
  return nullptr;
}

// What the evidence adds to the lead of the decision's class over the label's.
void Weigh(const ExplainedPersona* decision, const ExplainedPersona* label, Mistake* out) {
  std::map<std::pair<std::string_view, std::string_view>, int32_t> lead;
  const auto add = [&](const ExplainedPersona* persona, int32_t sign) {
    if (persona == nullptr) return;
    out->bias += sign * persona->bias;
    for (const Contribution& c : persona->contributions) {
      lead[{KindOf(c), c.id}] += sign * c.contribution;
    }
  };
  add(decision, 1);
  add(label, -1);
  for (const auto& [evidence, weight] : lead) {
    if (weight == 0) continue;
    (weight > 0 ? out->for_decision : out->for_label)
        .push_back({std::string(evidence.second), evidence.first, std::abs(weight)});
  }
  const auto stronger = [](const Argument& a, const Argument& b) { return a.weight > b.weight; };
  std::stable_sort(out->for_decision.begin(), out->for_decision.end(), stronger);
  std::stable_sort(out->for_label.begin(), out->for_label.end(), stronger);
}

// The spans of what speaks for either side, by turn.
std::map<int32_t, std::vector<WordMark>> Marks(const Mistake& mistake,
                                               const Explanation& explanation,
                                               const Decision& decision) {
  std::set<std::string_view> spoke;
  for (const Argument& a : mistake.for_decision) spoke.insert(a.id);
  for (const Argument& a : mistake.for_label) spoke.insert(a.id);
  std::set<std::tuple<int32_t, uint32_t, uint32_t, std::string_view>> spans;
  for (const ExplainedHit& hit : explanation.hits()) {
    if (hit.ignored.empty() && spoke.count(hit.cue) > 0) {
      spans.emplace(hit.turn, hit.begin, hit.end, hit.cue);
    }
  }
  // What is no cue's hit has its spans only here.
  for (const Evidence& evidence : decision.evidence()) {
    if (HasSpan(evidence) && spoke.count(evidence.id) > 0) {
      spans.emplace(evidence.turn, evidence.begin, evidence.end, evidence.id);
    }
  }
  std::map<int32_t, std::vector<WordMark>> marks;
  for (const auto& [turn, begin, end, id] : spans) {
    marks[turn].push_back({begin, end, std::string(id)});
  }
  return marks;
}

std::vector<ExcerptTurn> Words(const record::Record& record, const Explanation& explanation,
                               const std::map<int32_t, std::vector<WordMark>>& marks) {
  std::vector<ExcerptTurn> words;
  // Those with a mark first, when there is not room for all.
  size_t plain = 0;
  const auto is_marked = [&](size_t t) { return marks.count(static_cast<int32_t>(t)) > 0; };
  const auto is_shown = [&](size_t t) {
    return record.turns[t].by == Speaker::kCustomer &&
           record.turns[t].visibility == Visibility::kPublic;
  };
  const size_t turns = std::min(record.turns.size(), explanation.turns().size());
  size_t marked = 0;
  for (size_t t = 0; t < turns; ++t) marked += is_shown(t) && is_marked(t) ? 1 : 0;
  const size_t room = kMostTurns - std::min(marked, kMostTurns);
  for (size_t t = 0; t < turns && words.size() < kMostTurns; ++t) {
    if (!is_shown(t)) continue;
    if (!is_marked(t) && plain++ >= room) continue;
    const auto turn = static_cast<int32_t>(t);
    words.push_back(
        {turn, Excerpt(explanation.turns()[t].text,
                       is_marked(t) ? marks.at(turn) : std::vector<WordMark>(), kWindow)});
  }
  return words;
}

}  // namespace

bool MistakeCollector::Keeps(int32_t probability) const {
  if (worst_.size() < most_) return true;
  return most_ > 0 && probability > worst_.back().decision_probability;
}

Status MistakeCollector::Add(std::string_view id, const record::Record& record,
                             const Conversation& conversation, std::optional<Time> now,
                             const Decision& decision) {
  if (!record.label || record.label->persona.empty()) return Status();
  if (record.label->persona == decision.persona()) return Status();
  if (Status status = Explain(conversation, now, &explanation_); !status.ok()) return status;
  Mistake mistake;
  mistake.record = id;
  mistake.label = record.label->persona;
  mistake.decision = decision.persona();
  mistake.abstained = AbstainedName(decision.abstained());
  mistake.decision_probability = decision.probability();
  for (const std::string& also : record.label->also) {
    mistake.also_labelled |= also == mistake.decision;
  }
  const ExplainedPersona* label = Find(explanation_, mistake.label);
  if (label != nullptr) {
    mistake.label_probability = label->probability;
    mistake.why_not = label->why_not;
  }
  Weigh(Find(explanation_, mistake.decision), label, &mistake);
  Count(mistake);
  if (!Keeps(mistake.decision_probability)) return Status();
  mistake.words = Words(record, explanation_, Marks(mistake, explanation_, decision));
  const auto place = std::upper_bound(
      worst_.begin(), worst_.end(), mistake,
      [](const auto& a, const auto& b) { return a.decision_probability > b.decision_probability; });
  worst_.insert(place, std::move(mistake));
  if (worst_.size() > most_) worst_.pop_back();
  return Status();
}

void MistakeCollector::Count(const Mistake& mistake) {
  ++count_;
  Kind& kind = kinds_[{mistake.label, mistake.decision}];
  ++kind.count;
  if (mistake.for_decision.empty()) ++kind.without_evidence;
  std::map<std::string_view, int64_t> weights;  // a cue and a word may have the same id
  for (const Argument& argument : mistake.for_decision) weights[argument.id] += argument.weight;
  for (const auto& [id, weight] : weights) {
    Kind::Behind& behind = kind.behind[std::string(id)];
    ++behind.mistakes;
    behind.weight += weight;
  }
}

Mistakes MistakeCollector::Result() const {
  Mistakes out;
  out.count = count_;
  out.worst = worst_;
  for (const auto& [classes, kind] : kinds_) {
    MistakeKind k{classes.first, classes.second, kind.count, {}, kind.without_evidence};
    std::vector<std::pair<std::string, Kind::Behind>> behind(kind.behind.begin(),
                                                             kind.behind.end());
    std::stable_sort(behind.begin(), behind.end(), [](const auto& a, const auto& b) {
      return std::tie(a.second.mistakes, a.second.weight) >
             std::tie(b.second.mistakes, b.second.weight);
    });
    for (size_t i = 0; i < std::min(behind.size(), kMostBehind); ++i) {
      k.behind.emplace_back(behind[i].first, behind[i].second.mistakes);
    }
    out.kinds.push_back(std::move(k));
  }
  std::stable_sort(out.kinds.begin(), out.kinds.end(),
                   [](const MistakeKind& a, const MistakeKind& b) { return a.count > b.count; });
  return out;
}

}  // namespace rapport::learn

#include "learn/coverage.h"

#include <cmath>

#include "engine/conversation_state.h"
#include "ruleset/tables.h"

namespace rapport::learn {
namespace {

// p(x, y) log2(p(x, y) / p(x) p(y)) from counts of `n`.
double Term(int64_t both, int64_t x, int64_t y, int64_t n) {
  if (both == 0) return 0;
  const auto of_n = [n](int64_t count) {
    return static_cast<double>(count) / static_cast<double>(n);
  };
  return of_n(both) * std::log2(of_n(both) / (of_n(x) * of_n(y)));
}

// The figures that compare labels, from the counts of a row.
void Compare(const std::map<std::string, int64_t>& labels, CoverageRow* row) {
  int64_t n = 0, fired = 0;
  for (const auto& [label, count] : labels) n += count;
  for (const auto& [label, count] : row->labels) fired += count;
  if (fired == 0) return;
  double most = 1e-12;  // labels that are alike may differ by rounding
  for (const auto& [label, count] : labels) {
    const auto found = row->labels.find(label);
    const int64_t hits = found == row->labels.end() ? 0 : found->second;
    const double speaks = Term(hits, fired, count, n);
    row->information += speaks + Term(count - hits, n - fired, count, n);
    if (speaks <= most) continue;
    most = speaks;
    row->says = label;
  }
  const auto none = row->labels.find("none");
  if (none == row->labels.end()) return;
  row->none_share = static_cast<double>(none->second) / static_cast<double>(fired);
  row->mostly_none = row->none_share > 0.5;
}

}  // namespace

CoverageCounter::CoverageCounter(std::shared_ptr<const RuleSet> rules)
    : rules_(std::move(rules)),
      size_(rules_->tables().cues.size() + rules_->tables().conditions.size()),
      unknown_(rules_->tables().conditions.size()) {}

void CoverageCounter::Add(std::string_view label, const Conversation& conversation,
                          std::optional<Time> now) {
  const ruleset::Tables& tables = rules_->tables();
  const engine::ConversationState& state = conversation.state();
  engine::Evaluate(tables, state.facts, state.sums, state.turns, now ? now : state.sums.last_at,
                   &evaluation_);
  auto found = labels_.find(label);
  if (found == labels_.end()) {
    found = labels_.emplace(label, Label{0, std::vector<int64_t>(size_)}).first;
  }
  Label& counts = found->second;
  ++n_;
  ++counts.records;
  const size_t cues = tables.cues.size();
  for (size_t i = 0; i < cues; ++i) counts.fired[i] += state.sums.hit_totals[i] > 0 ? 1 : 0;
  for (size_t i = 0; i < unknown_.size(); ++i) {
    const expr::Value& value =
        evaluation_.slots()[static_cast<size_t>(tables.slots.conditions) + i];
    counts.fired[cues + i] += value.is_true() ? 1 : 0;
    unknown_[i] += value.is_true() || value.is_false() ? 0 : 1;
  }
}

Coverage CoverageCounter::Result() const {
  const ruleset::Tables& tables = rules_->tables();
  Coverage out;
  out.n = n_;
  for (const auto& [label, counts] : labels_) {
    if (!label.empty()) out.labels[label] = counts.records;
  }
  for (size_t i = 0; i < size_; ++i) {
    CoverageRow row;
    row.is_condition = i >= tables.cues.size();
    const size_t condition = i - tables.cues.size();
    row.id = row.is_condition ? tables.conditions[condition].id : tables.cues[i].id;
    row.unknown = row.is_condition ? unknown_[condition] : 0;
    for (const auto& [label, counts] : labels_) {
      row.fired += counts.fired[i];
      if (!label.empty() && counts.fired[i] > 0) row.labels[label] = counts.fired[i];
    }
    row.never = row.fired == 0;
    row.always = n_ > 0 && row.fired == n_;
    Compare(out.labels, &row);
    out.rows.push_back(std::move(row));
  }
  return out;
}

}  // namespace rapport::learn

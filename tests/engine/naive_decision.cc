#include "naive_decision.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "base/fixed_point.h"
#include "base/strings.h"
#include "base/time.h"
#include "engine/conversation_state.h"
#include "engine/language.h"
#include "engine/line_writer.h"
#include "engine/signals.h"

namespace rapport::engine {
namespace {

using expr::Value;
using ruleset::Index;
using ruleset::PolicyEntry;
using ruleset::Tables;

int32_t Shown(int64_t score) {
  return static_cast<int32_t>(std::clamp<int64_t>(score, -INT32_MAX, INT32_MAX));
}

std::string TimeText(std::optional<Time> time) { return time ? FormatTime(*time) : "none"; }

// What was found of one condition or policy.
struct Found {
  Value value;
  std::vector<int32_t> missing;
};

// One prefix of the turns, judged.
class Judgement {
 public:
  Judgement(const ConversationState& state, size_t turns, std::optional<Time> now, bool own_now)
      : tables_(*state.tables), state_(state) {
    sums_.Reset(tables_);
    for (size_t t = 0; t < turns; ++t) {
      const TurnRecord& turn = state.turns[t];
      Accumulate(tables_, turn, state.hits.data() + turn.first_hit,
                 state.terms.data() + turn.first_term, &sums_);
    }
    slots_.resize(static_cast<size_t>(tables_.slots.count));
    for (Index i = 0; i < tables_.facts.size(); ++i) {
      Slot(tables_.slots.facts, i) = state.facts.value(i);
    }
    ComputeSignals(sums_, state.turns, own_now ? sums_.last_at : now, tables_.slots.signals,
                   &Slot(tables_.slots.signals, 0));
    for (Index i = 0; i < tables_.cues.size(); ++i) {
      Slot(tables_.slots.cues, i) = Value::Int(sums_.hit_totals[i]);
      counts_.push_back(sums_.counts[i]);
    }
    counts_.resize(counts_.size() + tables_.conditions.size());
    for (Index i : tables_.condition_order) {
      conditions_[i] = Evaluate(*tables_.conditions[i].when);
      const Value& value = conditions_[i].value;
      const auto slot = tables_.slots.conditions + static_cast<int32_t>(i);
      Slot(slot, 0) = value.is_unknown() ? Value::Unknown(slot) : value;
      if (value.is_true()) counts_[tables_.cues.size() + i] = kOne;
    }
    Score();
    Choose();
    Override();
    SetPolicySlots();
    for (const PolicyEntry& policy : tables_.policies) policies_.push_back(Evaluate(*policy.when));
  }

  const Tables& tables_;
  const ConversationState& state_;
  Accumulator sums_;
  std::vector<Value> slots_;
  std::vector<Milli> counts_;
  std::map<Index, Found> conditions_;
  std::vector<Found> policies_;
  std::vector<int64_t> scores_, words_;  // by target
  std::vector<int32_t> probabilities_;
  std::vector<int32_t> levels_;
  std::vector<Value> also_values_;
  bool supported_ = true;
  int32_t top_ = -1, persona_ = -1, found_ = -1;
  std::vector<std::optional<int32_t>> shown_levels_;  // in force; none when not known
  Abstained abstained_ = Abstained::kNo, found_abstained_ = Abstained::kNo;
  std::vector<Index> also_;

  Value& Slot(int32_t first, Index i) { return slots_[static_cast<size_t>(first) + i]; }

  Found Evaluate(const expr::Program& program) {
    expr::EvalScratch scratch;
    Found found{program.Evaluate(slots_, &scratch), {}};
    if (found.value.is_unknown()) found.missing = scratch.unknown_slots();
    return found;
  }

  // round(mix * sum / sqrt(words + 4)), as fixed_point.h and evaluation.h define it.
  int64_t WordScore(int64_t sum) const {
    if (sum == 0) return 0;
    const int64_t whole = (sums_.term_words + 4 * kOne) * kOne;
    auto root = static_cast<int64_t>(std::sqrt(static_cast<long double>(whole)));
    while (root * root > whole) --root;
    while ((root + 1) * (root + 1) <= whole) ++root;
    const int64_t quotient = (sum * kOne + (sum < 0 ? -(root / 2) : root / 2)) / root;
    return MultiplyMilli(quotient, tables_.terms.mix);
  }

  int32_t Probability(Index reported) const {
    return state_.overrides.persona() ? 10'000 : probabilities_[reported];
  }

  bool Holds(Index policy) const { return policies_[policy].value.is_true(); }
  bool IsOpen(Index policy) const { return !Holds(policy) && !policies_[policy].value.is_false(); }
  bool Guards(Index p) const {
    return Holds(p) || (IsOpen(p) && tables_.policies[p].on_unknown != pack::OnUnknown::kSkip);
  }
  bool Advises(Index p) const {
    return Holds(p) || (IsOpen(p) && tables_.policies[p].on_unknown == pack::OnUnknown::kApply);
  }

 private:
  int64_t Sum(Milli bias, const Array<ruleset::Weight>& weights) const {
    int64_t score = bias;
    for (const ruleset::Weight& w : weights) {
      score += MultiplyMilli(Saturate(counts_[w.evidence]), w.weight);
    }
    return score;
  }

  void Score() {
    for (const ruleset::PersonaEntry& p : tables_.personas) {
      scores_.push_back(Sum(p.bias, p.evidence));
    }
    for (const ruleset::ScaleEntry& s : tables_.scales) scores_.push_back(Sum(s.bias, s.evidence));
    for (size_t t = 0; t < scores_.size(); ++t) {
      words_.push_back(WordScore(sums_.term_sums[t]));
      scores_[t] += words_[t];
    }
    const auto end = scores_.begin() + static_cast<std::ptrdiff_t>(tables_.personas.size());
    const int64_t best = *std::max_element(scores_.begin(), end);
    uint64_t sum = 0;
    for (auto score = scores_.begin(); score != end; ++score) sum += ExpNegative(best - *score);
    for (auto score = scores_.begin(); score != end; ++score) {
      probabilities_.push_back(
          static_cast<int32_t>((ExpNegative(best - *score) * 10'000 + sum / 2) / sum));
    }
    for (size_t s = 0; s < tables_.scales.size(); ++s) {
      const auto& thresholds = tables_.scales[s].thresholds;
      levels_.push_back(static_cast<int32_t>(std::count_if(
          thresholds.begin(), thresholds.end(),
          [&](Milli threshold) { return scores_[tables_.personas.size() + s] >= threshold; })));
    }
  }

  bool AnythingSpeaksForAPersona() const {
    for (Index p = 0; p < tables_.none(); ++p) {
      if (words_[p] > 0) return true;
      for (const ruleset::Weight& w : tables_.personas[p].evidence) {
        if (w.weight > 0 && counts_[w.evidence] > 0) return true;
      }
    }
    return false;
  }

  void Choose() {
    const Index none = tables_.none();
    std::vector<Index> order;
    for (Index p = 0; p < none; ++p) order.push_back(p);
    std::sort(order.begin(), order.end(), [&](Index a, Index b) {
      return scores_[a] != scores_[b] ? scores_[a] > scores_[b]
                                      : tables_.personas[a].id < tables_.personas[b].id;
    });
    if (!order.empty()) top_ = static_cast<int32_t>(order[0]);
    supported_ = IsLanguageSupported(sums_);
    if (!supported_) {
      abstained_ = Abstained::kLanguage;
    } else if (order.empty() || sums_.customer_turns == 0 || !AnythingSpeaksForAPersona()) {
      abstained_ = Abstained::kNoEvidence;
    } else if (scores_[order[0]] - scores_[none] < tables_.margin) {
      abstained_ = Abstained::kMargin;
    } else if (probabilities_[order[0]] < tables_.threshold * 10) {
      abstained_ = Abstained::kThreshold;
    } else {
      persona_ = top_;
      for (size_t i = 1; i < order.size(); ++i) {
        if (scores_[order[i]] - scores_[none] >= tables_.also_margin) also_.push_back(order[i]);
      }
    }
  }

  // What people set comes in the place of what was found.
  void Override() {
    const Overrides& overrides = state_.overrides;
    found_ = persona_;
    found_abstained_ = abstained_;
    if (overrides.persona()) {
      const bool is_none = *overrides.persona() == tables_.none();
      persona_ = is_none ? -1 : static_cast<int32_t>(*overrides.persona());
      abstained_ = is_none ? Abstained::kOverride : Abstained::kNo;
      also_.clear();
    }
    for (Index s = 0; s < tables_.scales.size(); ++s) {
      shown_levels_.push_back(overrides.levels()[s]);
      if (!shown_levels_[s] && supported_) shown_levels_[s] = levels_[s];
    }
  }

  void SetPolicySlots() {
    for (Index i = 0; i < tables_.scales.size(); ++i) {
      const auto slot = tables_.slots.scales + static_cast<int32_t>(i);
      Slot(slot, 0) = shown_levels_[i] ? Value::Int(*shown_levels_[i]) : Value::Unknown(slot);
    }
    const Index reported = persona_ < 0 ? tables_.none() : static_cast<Index>(persona_);
    Slot(tables_.slots.persona, 0) = Value::String(tables_.personas[reported].id);
    for (Index p : also_) also_values_.push_back(Value::String(tables_.personas[p].id));
    Slot(tables_.slots.also, 0) =
        Value::List(also_values_.data(), static_cast<uint32_t>(also_values_.size()));
    Slot(tables_.slots.probability, 0) = Value::Double(Probability(reported) / 10'000.0);
    Slot(tables_.slots.abstained, 0) = Value::Bool(abstained_ != Abstained::kNo);
  }
};

class NaiveDecider {
 public:
  NaiveDecider(const ConversationState& state, std::optional<Time> now)
      : tables_(*state.tables), state_(state), j_(state, state.turns.size(), now, !now) {}

  std::string Run() {
    Personas();
    Effects();
    Escalations();
    Evidence();
    Open();
    Overridden();
    return out_;
  }

 private:
  template <typename... Parts>
  void Line(const Parts&... parts) {
    StrAppend(&out_, parts..., "\n");
  }

  void Personas() {
    const Index none = tables_.none();
    const Index reported = j_.persona_ < 0 ? none : static_cast<Index>(j_.persona_);
    const Index top = j_.top_ < 0 ? none : static_cast<Index>(j_.top_);
    Line("persona ", tables_.personas[reported].id, " ", j_.Probability(reported), " top ",
         tables_.personas[top].id, " ", j_.probabilities_[top], " ", AbstainedName(j_.abstained_));
    for (Index p : j_.also_) Line("also ", tables_.personas[p].id);
    for (Index p = 0; p < tables_.personas.size(); ++p) {
      Line("score ", tables_.personas[p].id, " ", Shown(j_.scores_[p]), " ", j_.probabilities_[p]);
    }
    for (Index s = 0; s < tables_.scales.size(); ++s) {
      const int32_t level = j_.shown_levels_[s].value_or(0);
      Line("scale ", tables_.scales[s].id, " ", level, " ",
           j_.shown_levels_[s] ? tables_.scales[s].levels[static_cast<size_t>(level)] : "", " ",
           Shown(j_.scores_[tables_.personas.size() + s]));
    }
  }

  bool Forbids(const PolicyEntry& policy, Index action) const {
    const auto kind = static_cast<uint32_t>(tables_.actions[action].kind);
    return ((policy.forbid_kinds >> kind) & 1u) != 0 ||
           std::count(policy.forbid.begin(), policy.forbid.end(), action) > 0;
  }

  void Effects() {
    std::vector<Index> forbidden;  // in the order in which they are forbidden first
    std::map<Index, std::vector<Index>> by;
    std::map<Index, Index> approval;
    bool suppress = false;
    for (Index p = 0; p < tables_.policies.size(); ++p) {
      const PolicyEntry& policy = tables_.policies[p];
      if (!j_.Guards(p)) continue;
      suppress |= policy.suppress_playbooks;
      for (Index action : policy.approval_actions) approval.emplace(action, p);
      std::vector<Index> all(policy.forbid.begin(), policy.forbid.end());
      for (Index a = 0; a < tables_.actions.size(); ++a) {
        if (Forbids(policy, a)) all.push_back(a);
      }
      for (Index a : all) {
        if (by[a].empty()) forbidden.push_back(a);
        by[a].push_back(p);
      }
    }
    Limits();
    Actions(by, approval, suppress);
    for (Index action : forbidden) {
      const auto certain =
          std::find_if(by[action].begin(), by[action].end(), [&](Index p) { return j_.Holds(p); });
      const bool open = certain == by[action].end();
      Line("forbid ", tables_.actions[action].id, " ",
           tables_.policies[open ? by[action][0] : *certain].id, open ? " open" : "");
    }
    for (Index p = 0; p < tables_.policies.size(); ++p) {
      for (Index flag : tables_.policies[p].flags) {
        if (j_.Advises(p)) Line("flag ", tables_.flags[flag].id, " ", tables_.policies[p].id);
      }
    }
  }

  void Limits() {
    limit_set_.assign(tables_.limits.size(), 0);
    limit_values_.assign(tables_.limits.size(), 0);
    std::vector<Index> order;
    std::map<Index, std::string> lines;
    for (Index p = 0; p < tables_.policies.size(); ++p) {
      if (!j_.Guards(p)) continue;
      for (const ruleset::LimitEffect& effect : tables_.policies[p].limits) {
        const Value value = j_.Evaluate(*effect.value).value;
        const bool known = value.kind() == expr::ValueKind::kInt;
        const int64_t n = known ? value.as_int() : 0;
        if (limit_set_[effect.limit] == 0) {
          order.push_back(effect.limit);
        } else if (n >= limit_values_[effect.limit]) {
          continue;
        }
        limit_set_[effect.limit] = 1;
        limit_values_[effect.limit] = n;
        lines[effect.limit] = StrCat("limit ", tables_.limits[effect.limit].id, " ", n, " ",
                                     tables_.limits[effect.limit].text, " ", tables_.policies[p].id,
                                     known && j_.Holds(p) ? "" : " open");
      }
    }
    for (Index limit : order) Line(lines[limit]);
  }

  void Actions(const std::map<Index, std::vector<Index>>& forbidden,
               const std::map<Index, Index>& approval, bool suppress) {
    std::vector<std::pair<Index, std::string>> all;  // action, reason
    for (int rank = 0; rank < 3; ++rank) {
      for (Index p = 0; p < tables_.policies.size(); ++p) {
        const PolicyEntry& policy = tables_.policies[p];
        if (!j_.Advises(p) || static_cast<int>(policy.policy_class) != rank) continue;
        for (Index a : policy.recommend) all.emplace_back(a, StrCat("policy ", policy.id));
      }
    }
    if (j_.persona_ >= 0 && !suppress) {
      std::vector<Index> personas = {static_cast<Index>(j_.persona_)};
      personas.insert(personas.end(), j_.also_.begin(), j_.also_.end());
      for (Index p : personas) {
        for (Index a : tables_.personas[p].playbook) {
          all.emplace_back(a, StrCat("persona ", tables_.personas[p].id));
        }
      }
    }
    std::set<Index> done;
    for (const auto& recommended : all) {
      const Index a = recommended.first;
      if (!done.insert(a).second || forbidden.count(a) > 0) continue;
      const ruleset::ActionEntry& action = tables_.actions[a];
      Value available = Value::Bool(true);
      if (action.available_when != nullptr) available = j_.Evaluate(*action.available_when).value;
      if (available.is_false()) continue;
      Line("action ", action.id, " ", action.label, " ", PerformerName(action.by), " ",
           ActionKindName(action.kind), available.is_true() ? "" : " perhaps", " approval ",
           approval.count(a) > 0 ? tables_.policies[approval.at(a)].approval_from : "");
      for (const auto& [other, reason] : all) {
        if (other == a) Line("  for ", reason);
      }
      for (const ruleset::Line& line : action.say) {
        std::string text;
        if (WriteLine(line, state_.facts, limit_set_, limit_values_, &text)) Line("  say ", text);
      }
    }
  }

  // The turn from which a policy has held, every prefix judged at its own time.
  int32_t Since(Index policy) {
    const auto last = static_cast<int32_t>(state_.turns.size()) - 1;
    int32_t since = last;
    if (last < 1) return std::max(last, 0);
    for (int32_t t = last; t >= 0; --t) {
      auto& judged = prefixes_[t];
      if (judged == nullptr) {
        judged =
            std::make_unique<Judgement>(state_, static_cast<size_t>(t) + 1, std::nullopt, true);
      }
      if (!judged->Advises(policy)) break;
      since = t;
    }
    return since;
  }

  void Escalations() {
    std::map<Index, std::vector<Index>> by_route;
    for (Index p = 0; p < tables_.policies.size(); ++p) {
      const auto& escalate = tables_.policies[p].escalate;
      if (!escalate || !j_.Advises(p)) continue;
      found_[escalate->route].push_back(p);
      const bool suppressed =
          state_.overrides.routes()[escalate->route].rule == EscalationOverride::kSuppress;
      const bool is_safety = tables_.policies[p].policy_class == pack::PolicyClass::kSafety;
      if (!suppressed || is_safety) by_route[escalate->route].push_back(p);
    }
    for (Index route : tables_.route_order) {
      const RouteOverride& held = state_.overrides.routes()[route];
      const bool is_held = held.rule == EscalationOverride::kHold;
      if (by_route[route].empty() && !is_held) continue;
      int32_t first = INT32_MAX;
      std::optional<Time> due;
      bool is_new = false;
      std::string reasons;
      if (is_held) {
        first = held.since_turn;
        is_new = state_.acknowledged[route] < 0 || first >= state_.acknowledged[route];
      }
      for (Index p : by_route[route]) {
        const ruleset::EscalateEffect& escalate = *tables_.policies[p].escalate;
        const int32_t since = Since(p);
        first = std::min(first, since);
        std::optional<Time> from;
        for (int32_t t = 0; t <= since && t < static_cast<int32_t>(state_.turns.size()); ++t) {
          if (state_.turns[static_cast<size_t>(t)].at)
            from = state_.turns[static_cast<size_t>(t)].at;
        }
        if (from && escalate.within) {
          const Time then = Later(*from, *escalate.within);
          due = due ? std::min(*due, then) : then;
        }
        is_new |= state_.acknowledged[route] < 0 || since >= state_.acknowledged[route];
        StrAppend(&reasons, " ", tables_.reasons[escalate.reason].id, " ", tables_.policies[p].id);
      }
      Line("escalate ", tables_.routes[route].id, " ", tables_.routes[route].text, " ",
           tables_.routes[route].level, " since ", first, " due ", TimeText(due),
           is_new ? " new" : "", reasons);
    }
  }

  // Which cues a policy reads, through conditions and the scales that cues raise.
  void AddCues(const expr::Program& program, std::set<Index>* cues) const {
    for (const int32_t slot : program.slots()) {
      const auto within = [&](int32_t first, size_t size) {
        return slot >= first && slot < first + static_cast<int32_t>(size);
      };
      if (within(tables_.slots.cues, tables_.cues.size())) {
        cues->insert(static_cast<Index>(slot - tables_.slots.cues));
      } else if (within(tables_.slots.conditions, tables_.conditions.size())) {
        AddCues(*tables_.conditions[static_cast<size_t>(slot - tables_.slots.conditions)].when,
                cues);
      } else if (within(tables_.slots.scales, tables_.scales.size())) {
        for (const auto& w :
             tables_.scales[static_cast<size_t>(slot - tables_.slots.scales)].evidence) {
          if (w.weight <= 0) continue;
          if (w.evidence < tables_.cues.size()) {
            cues->insert(w.evidence);
          } else {
            AddCues(*tables_.conditions[w.evidence - tables_.cues.size()].when, cues);
          }
        }
      }
    }
  }

  // Sorted as decisions sort it: strength, place, id, end, kind, persona.
  using Item =
      std::tuple<int64_t, int32_t, uint32_t, std::string, uint32_t, int, std::string, std::string>;

  void Add(std::string_view id, EvidenceKind kind, int32_t turn, uint32_t begin, uint32_t end,
           std::string_view persona, int32_t weight) {
    std::string text;
    if (turn >= 0) {
      text = std::string(
          state_.turn_text(state_.turns[static_cast<size_t>(turn)]).substr(begin, end - begin));
    }
    const std::string line = StrCat("evidence ", id, " ", EvidenceKindName(kind), " ", turn, " ",
                                    begin, " ", end, " ", text, " ", persona, " ", weight);
    items_.emplace_back(-std::abs(int64_t{weight}), turn, begin, std::move(id), end,
                        static_cast<int>(kind), persona, line);
  }

  void AddHits(Index cue, std::string_view persona, Milli weight) {
    for (size_t t = 0; t < state_.turns.size(); ++t) {
      const TurnRecord& turn = state_.turns[t];
      for (size_t h = turn.first_hit; turn.is_public && h < turn.first_hit + turn.hit_count; ++h) {
        const HitRecord& hit = state_.hits[h];
        if (hit.cue != cue || hit.status != HitStatus::kCounts) continue;
        Add(tables_.cues[cue].id, EvidenceKind::kCue, static_cast<int32_t>(t), hit.begin, hit.end,
            persona, weight);
      }
    }
    listed_.insert(cue);
  }

  void AddWords(Index persona) {
    struct Word {
      int64_t lead;
      size_t term;
      int32_t turn;
    };
    std::vector<Word> words;
    int64_t worth = kOne;
    for (size_t t = state_.turns.size(); t-- > 0;) {
      const TurnRecord& turn = state_.turns[t];
      if (!turn.is_public || turn.by != Speaker::kCustomer) continue;
      for (size_t i = turn.first_term; i < turn.first_term + turn.term_count; ++i) {
        const size_t row = size_t{state_.terms[i].term} * tables_.terms.targets;
        const int64_t lead = int64_t{tables_.terms.weights[row + persona]} -
                             tables_.terms.weights[row + tables_.none()];
        words.push_back({MultiplyMilli(lead, worth), i, static_cast<int32_t>(t)});
      }
      worth = MultiplyMilli(worth, tables_.decay);
    }
    std::sort(words.begin(), words.end(), [](const Word& a, const Word& b) {
      const int64_t la = std::abs(a.lead), lb = std::abs(b.lead);
      return la != lb ? la > lb : a.term < b.term;
    });
    for (size_t i = 0; i < words.size() && i < 8; ++i) {
      const int64_t added = j_.WordScore(words[i].lead);
      const TermRecord& term = state_.terms[words[i].term];
      if (added == 0) continue;
      Add(tables_.terms.terms[term.term], EvidenceKind::kWord, words[i].turn, term.begin, term.end,
          tables_.personas[persona].id, Shown(added));
    }
  }

  void Evidence() {
    std::vector<Index> personas;
    if (j_.found_abstained_ != Abstained::kLanguage && j_.top_ >= 0) {
      personas.push_back(static_cast<Index>(j_.top_));
      personas.insert(personas.end(), j_.also_.begin(), j_.also_.end());
      if (state_.overrides.persona() && j_.persona_ >= 0 && j_.persona_ != j_.top_) {
        personas.push_back(static_cast<Index>(j_.persona_));
      }
    }
    for (Index persona : personas) {
      const ruleset::PersonaEntry& entry = tables_.personas[persona];
      for (const ruleset::Weight& w : entry.evidence) {
        if (w.weight == 0 || j_.counts_[w.evidence] == 0) continue;
        if (w.evidence < tables_.cues.size()) {
          AddHits(w.evidence, entry.id, w.weight);
        } else {
          Add(tables_.conditions[w.evidence - tables_.cues.size()].id, EvidenceKind::kCondition, -1,
              0, 0, entry.id, w.weight);
        }
      }
      AddWords(persona);
    }
    for (Index p = 0; p < tables_.policies.size(); ++p) {
      if (!j_.Holds(p)) continue;
      std::set<Index> cues;
      AddCues(*tables_.policies[p].when, &cues);
      for (Index cue : cues) {
        if (listed_.count(cue) == 0) AddHits(cue, "", 0);
      }
    }
    std::sort(items_.begin(), items_.end());
    for (const Item& item : items_) Line(std::get<7>(item));
  }

  void AddOpen(const Found& found, std::string_view id, bool is_policy) {
    if (found.value.is_true() || found.value.is_false()) return;
    std::string line = StrCat("open ", id, is_policy ? " policy " : " condition ",
                              found.value.is_error() ? expr::ErrorText(found.value.error()) : "");
    for (const int32_t slot : found.missing) {
      StrAppend(&line, " [", slot < 0 ? "" : tables_.slot_names[static_cast<size_t>(slot)], "]");
    }
    Line(line);
  }

  void Open() {
    for (Index i : tables_.condition_order) {
      AddOpen(j_.conditions_[i], tables_.conditions[i].id, false);
    }
    for (Index p = 0; p < tables_.policies.size(); ++p) {
      AddOpen(j_.policies_[p], tables_.policies[p].id, true);
    }
  }

  void Overridden() {
    const Overrides& overrides = state_.overrides;
    if (overrides.persona()) {
      Line("overridden persona ", tables_.personas[*overrides.persona()].id, " found ",
           j_.found_ < 0 ? "none" : tables_.personas[static_cast<size_t>(j_.found_)].id);
    }
    for (Index s = 0; s < tables_.scales.size(); ++s) {
      if (!overrides.levels()[s]) continue;
      Line("overridden scale ", tables_.scales[s].id, " ", *overrides.levels()[s], " found ",
           j_.supported_ ? j_.levels_[s] : -1, " ",
           j_.supported_ ? tables_.scales[s].levels[static_cast<size_t>(j_.levels_[s])] : "");
    }
    for (Index route : tables_.route_order) {
      const auto& rule = overrides.routes()[route].rule;
      if (!rule) continue;
      std::string line = StrCat("overridden escalation ", tables_.routes[route].id, " ",
                                *rule == EscalationOverride::kHold ? "hold" : "suppress");
      for (Index p : found_[route]) {
        StrAppend(&line, " ", tables_.reasons[tables_.policies[p].escalate->reason].id, " ",
                  tables_.policies[p].id);
      }
      Line(line);
    }
  }

  const Tables& tables_;
  const ConversationState& state_;
  Judgement j_;
  std::map<Index, std::vector<Index>> found_;  // policies that escalate, by route
  std::map<int32_t, std::unique_ptr<Judgement>> prefixes_;
  std::vector<uint8_t> limit_set_;
  std::vector<int64_t> limit_values_;
  std::set<Index> listed_;
  std::vector<Item> items_;
  std::string out_;
};

}  // namespace

std::string DescribeDecision(const Decision& d) {
  std::string out;
  const auto line = [&](const auto&... parts) { StrAppend(&out, parts..., "\n"); };
  line("persona ", d.persona(), " ", d.probability(), " top ", d.top(), " ", d.top_probability(),
       " ", AbstainedName(d.abstained()));
  for (std::string_view id : d.also()) line("also ", id);
  for (const PersonaScore& p : d.personas()) line("score ", p.id, " ", p.score, " ", p.probability);
  for (const ScaleLevel& s : d.scales()) {
    line("scale ", s.id, " ", s.level, " ", s.name, " ", s.score);
  }
  for (const LimitValue& l : d.limits()) {
    line("limit ", l.id, " ", l.value, " ", l.unit, " ", l.policy, l.undetermined ? " open" : "");
  }
  for (const ActionAdvice& a : d.actions()) {
    line("action ", a.id, " ", a.label, " ", PerformerName(a.by), " ", ActionKindName(a.kind),
         a.availability_known ? "" : " perhaps", " approval ", a.approval_from);
    for (const ActionReason& r : a.reasons) {
      line("  for ", r.is_policy ? "policy " : "persona ", r.id);
    }
    for (std::string_view text : a.say) line("  say ", text);
  }
  for (const ForbiddenAction& f : d.forbidden()) {
    line("forbid ", f.id, " ", f.policy, f.undetermined ? " open" : "");
  }
  for (const FlagRaised& f : d.flags()) line("flag ", f.id, " ", f.policy);
  for (const Escalation& e : d.escalations()) {
    std::string reasons;
    for (const EscalationReason& r : e.reasons) StrAppend(&reasons, " ", r.id, " ", r.policy);
    line("escalate ", e.to, " ", e.label, " ", e.level, " since ", e.since_turn, " due ",
         TimeText(e.due), e.is_new ? " new" : "", reasons);
  }
  for (const rapport::Evidence& e : d.evidence()) {
    line("evidence ", e.id, " ", EvidenceKindName(e.kind), " ", e.turn, " ", e.begin, " ", e.end,
         " ", e.text, " ", e.persona, " ", e.weight);
  }
  for (const Undetermined& u : d.undetermined()) {
    std::string missing;
    for (std::string_view name : u.missing) StrAppend(&missing, " [", name, "]");
    line("open ", u.id, u.is_policy ? " policy " : " condition ", u.error, missing);
  }
  for (const Overridden& o : d.overridden()) {
    std::string reasons;
    for (const EscalationReason& r : o.found_reasons) StrAppend(&reasons, " ", r.id, " ", r.policy);
    if (o.kind == OverrideKind::kPersona) {
      line("overridden persona ", o.id, " found ", o.found);
    } else if (o.kind == OverrideKind::kScale) {
      line("overridden scale ", o.id, " ", o.level, " found ", o.found_level, " ", o.found);
    } else {
      line("overridden escalation ", o.id, " ", EscalationOverrideName(o.escalation), reasons);
    }
  }
  return out;
}

std::string DecideNaively(const Conversation& conversation, std::optional<Time> now) {
  return NaiveDecider(conversation.state(), now).Run();
}

}  // namespace rapport::engine

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
#include "engine/line_writer.h"
#include "naive_judgement.h"
#include "naive_protocols.h"

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

class NaiveDecider {
 public:
  NaiveDecider(const ConversationState& state, std::optional<Time> now)
      : tables_(*state.tables),
        state_(state),
        protocols_(state),
        j_(state, state.turns.size(), now, !now, protocols_.StatesAfter(state.turns.size())),
        now_(now),
        has_now_(now.has_value()) {}

  std::string Run() {
    Personas();
    Service();
    Effects();
    Escalations();
    Evidence();
    Open();
    Overridden();
    for (const std::string& line : protocols_.Lines()) Line(line);
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

  // ---- what the customer needs: from the turns, hit by hit --------------------------------------

  using Place = std::tuple<int32_t, uint32_t, uint32_t>;  // turn, begin, end

  std::string TextAt(const Place& place) const {
    const auto& [turn, begin, end] = place;
    return std::string(
        state_.turn_text(state_.turns[static_cast<size_t>(turn)]).substr(begin, end - begin));
  }

  template <typename Do>
  void ForEachHit(const Do& with) const {
    for (size_t t = 0; t < state_.turns.size(); ++t) {
      const TurnRecord& turn = state_.turns[t];
      for (size_t h = turn.first_hit; turn.is_public && h < turn.first_hit + turn.hit_count; ++h) {
        const HitRecord& hit = state_.hits[h];
        if (hit.status == HitStatus::kCounts) with(static_cast<int32_t>(t), hit);
      }
    }
  }

  static bool Names(const Array<Index>& cues, Index cue) {
    return std::count(cues.begin(), cues.end(), cue) > 0;
  }

  void Service() {
    Kinds();
    Needs();
    for (const QuestionRecord& question : state_.questions.questions) {
      if (question.how != TakenUp::kOpen) continue;
      Line("question ", question.turn, " ", question.begin, " ",
           TextAt({question.turn, question.begin, question.end}));
    }
    Promises();
  }

  void Kinds() {
    for (Index k = 0; k < tables_.service.contact_kinds.size(); ++k) {
      if (j_.kinds_[k].value.is_true()) kinds_.push_back(k);
    }
    Line("contact ", kinds_.empty() ? "none" : tables_.service.contact_kinds[kinds_[0]].id);
    for (size_t i = 1; i < kinds_.size(); ++i) {
      Line("contact also ", tables_.service.contact_kinds[kinds_[i]].id);
    }
  }

  void Needs() {
    std::vector<std::tuple<int32_t, uint32_t, Index, uint32_t>> voiced;  // -turn, begin, need, end
    for (Index n = 0; n < tables_.service.needs.size(); ++n) {
      const ruleset::NeedEntry& need = tables_.service.needs[n];
      Place newest{-1, 0, 0};
      ForEachHit([&](int32_t turn, const HitRecord& hit) {
        const bool later = turn > std::get<0>(newest) || hit.begin > std::get<1>(newest);
        // Of two that begin alike the cue that is listed first counts.
        if (Names(need.cues, hit.cue) && later) newest = {turn, hit.begin, hit.end};
      });
      if (!need.cues.empty()) {
        if (std::get<0>(newest) < 0) continue;
        hit_needs_.insert(n);
      }
      if (!j_.needs_[n].value.is_true()) continue;
      voiced.emplace_back(-std::get<0>(newest), std::get<1>(newest), n, std::get<2>(newest));
    }
    std::sort(voiced.begin(), voiced.end());
    for (const auto& [turn, begin, need, end] : voiced) {
      const ruleset::NeedEntry& entry = tables_.service.needs[need];
      const bool placed = !entry.cues.empty();
      Line("need ", entry.id, " ", entry.label, " ", -turn, " ", begin, " ", end, " ",
           placed ? TextAt({-turn, begin, end}) : "");
      needs_.push_back(need);
    }
  }

  // Every promise is followed through the turns by itself.
  void Promises() {
    const std::optional<Time> now = has_now_ ? now_ : j_.sums_.last_at;
    std::vector<std::pair<Place, std::string>> lines;
    for (const ruleset::PromiseEntry& entry : tables_.service.promises) {
      std::optional<Place> made;
      std::optional<Time> due;
      bool kept = false;
      for (size_t t = 0; t < state_.turns.size(); ++t) {
        const TurnRecord& turn = state_.turns[t];
        if (!turn.is_public) continue;
        const bool by_agent = turn.by == Speaker::kAgent;
        const HitRecord* makes = nullptr;
        ForEachHit([&](int32_t place, const HitRecord& hit) {
          if (place != static_cast<int32_t>(t)) return;
          if (made && Names(entry.kept_by, hit.cue)) kept = true;
          if (!by_agent || !Names(entry.cues, hit.cue)) return;
          const bool says = entry.from_text && hit.said_seconds > 0;
          if (makes == nullptr || (says && makes->said_seconds == 0)) makes = &hit;
        });
        if (made && by_agent && entry.kept_by.empty()) kept = true;
        if (makes == nullptr) continue;
        made = Place{static_cast<int32_t>(t), makes->begin, makes->end};
        kept = false;
        due.reset();
        const Duration said = std::chrono::seconds(entry.from_text ? makes->said_seconds : 0);
        if (turn.at && (said.count() > 0 || entry.due)) {
          due = Later(*turn.at, said.count() > 0 ? said : *entry.due);
        }
      }
      if (!made) continue;
      const bool overdue = !kept && due && now && *now > *due;
      const char* const state = kept ? "kept" : overdue ? "overdue" : "open";
      lines.emplace_back(
          *made, StrCat("promise ", entry.id, " ", entry.label, " ", std::get<0>(*made), " ",
                        std::get<1>(*made), " ", TextAt(*made), " ", TimeText(due), " ", state));
    }
    std::stable_sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) {
      return std::tie(std::get<0>(a.first), std::get<1>(a.first)) <
             std::tie(std::get<0>(b.first), std::get<1>(b.first));
    });
    for (const auto& [place, text] : lines) Line(text);
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
    const auto add_policies = [&](int rank) {
      for (Index p = 0; p < tables_.policies.size(); ++p) {
        const PolicyEntry& policy = tables_.policies[p];
        if (!j_.Advises(p) || static_cast<int>(policy.policy_class) != rank) continue;
        for (Index a : policy.recommend) all.emplace_back(a, StrCat("policy ", policy.id));
      }
    };
    for (int rank = 0; rank < 3; ++rank) add_policies(rank);
    if (j_.persona_ >= 0 && !suppress) {
      std::vector<Index> personas = {static_cast<Index>(j_.persona_)};
      personas.insert(personas.end(), j_.also_.begin(), j_.also_.end());
      for (Index p : personas) {
        for (Index a : tables_.personas[p].playbook) {
          all.emplace_back(a, StrCat("persona ", tables_.personas[p].id));
        }
      }
    }
    const auto add = [&](const auto& entry, std::string_view kind) {
      for (Index a : entry.playbook) all.emplace_back(a, StrCat(kind, " ", entry.id));
    };
    for (size_t i = 0; i < needs_.size() && !suppress; ++i) {
      add(tables_.service.needs[needs_[i]], "need");
    }
    for (size_t i = 0; i < kinds_.size() && !suppress; ++i) {
      add(tables_.service.contact_kinds[kinds_[i]], "contact_kind");
    }
    add_policies(3);
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
        judged = std::make_unique<Judgement>(state_, static_cast<size_t>(t) + 1, std::nullopt, true,
                                             protocols_.StatesAfter(static_cast<size_t>(t) + 1));
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

  // Whether a turn is one of those of which everything is listed.
  bool IsRecent(size_t turn) const {
    int64_t worth = kOne;
    int customer_turns = 0;
    for (size_t t = turn + 1; t < state_.turns.size(); ++t) {
      if (!state_.turns[t].is_public || state_.turns[t].by != Speaker::kCustomer) continue;
      worth = MultiplyMilli(worth, tables_.decay);
      ++customer_turns;
    }
    return worth >= 10 && customer_turns < 64;
  }

  void AddHits(Index cue, std::string_view persona, Milli weight) {
    struct Found {
      size_t turn;
      const HitRecord* hit;
    };
    std::vector<Found> found, recent;
    for (size_t t = 0; t < state_.turns.size(); ++t) {
      const TurnRecord& turn = state_.turns[t];
      for (size_t h = turn.first_hit; turn.is_public && h < turn.first_hit + turn.hit_count; ++h) {
        const HitRecord& hit = state_.hits[h];
        if (hit.cue != cue || hit.status != HitStatus::kCounts) continue;
        found.push_back({t, &hit});
        if (IsRecent(t)) recent.push_back({t, &hit});
      }
    }
    if (recent.empty() && !found.empty()) recent.push_back(found.back());
    for (const Found& each : recent) {
      Add(tables_.cues[cue].id, EvidenceKind::kCue, static_cast<int32_t>(each.turn),
          each.hit->begin, each.hit->end, persona, weight);
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
      if (!turn.is_public || turn.by != Speaker::kCustomer || !IsRecent(t)) continue;
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

  void AddOpen(const Found& found, std::string_view id, std::string_view kind) {
    if (found.value.is_true() || found.value.is_false()) return;
    std::string line = StrCat("open ", id, " ", kind, " ",
                              found.value.is_error() ? expr::ErrorText(found.value.error()) : "");
    for (const int32_t slot : found.missing) {
      StrAppend(&line, " [", slot < 0 ? "" : tables_.slot_names[static_cast<size_t>(slot)], "]");
    }
    Line(line);
  }

  void Open() {
    for (Index i : tables_.condition_order) {
      AddOpen(j_.conditions_[i], tables_.conditions[i].id, "condition");
    }
    for (Index p = 0; p < tables_.policies.size(); ++p) {
      AddOpen(j_.policies_[p], tables_.policies[p].id, "policy");
    }
    for (Index k = 0; k < tables_.service.contact_kinds.size(); ++k) {
      AddOpen(j_.kinds_[k], tables_.service.contact_kinds[k].id, "contact_kind");
    }
    for (Index n = 0; n < tables_.service.needs.size(); ++n) {
      const ruleset::NeedEntry& need = tables_.service.needs[n];
      if (need.cues.empty() || hit_needs_.count(n) > 0) AddOpen(j_.needs_[n], need.id, "need");
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
  NaiveProtocols protocols_;
  Judgement j_;
  std::map<Index, std::vector<Index>> found_;  // policies that escalate, by route
  const std::optional<Time> now_;
  const bool has_now_;
  std::vector<Index> kinds_, needs_;  // that hold
  std::set<Index> hit_needs_;         // with a cue that is hit
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
  line("contact ", d.contact_kind());
  for (std::string_view id : d.contact_also()) line("contact also ", id);
  for (const VoicedNeed& n : d.needs()) {
    line("need ", n.id, " ", n.label, " ", n.turn, " ", n.begin, " ", n.end, " ", n.text);
  }
  for (const OpenQuestion& q : d.open_questions()) {
    line("question ", q.turn, " ", q.begin, " ", q.text);
  }
  for (const PromiseMade& p : d.promises()) {
    line("promise ", p.id, " ", p.label, " ", p.turn, " ", p.begin, " ", p.text, " ",
         TimeText(p.due), " ", PromiseStateName(p.state));
  }
  for (const LimitValue& l : d.limits()) {
    line("limit ", l.id, " ", l.value, " ", l.unit, " ", l.policy, l.undetermined ? " open" : "");
  }
  for (const ActionAdvice& a : d.actions()) {
    line("action ", a.id, " ", a.label, " ", PerformerName(a.by), " ", ActionKindName(a.kind),
         a.availability_known ? "" : " perhaps", " approval ", a.approval_from);
    for (const ActionReason& r : a.reasons) {
      line("  for ", ReasonKindName(r.kind), " ", r.id);
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
    line("open ", u.id, " ", UndeterminedKindName(u.kind), " ", u.error, missing);
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
  for (const ProtocolProgress& p : d.protocols()) {
    line("protocol ", p.id, " ", p.label, " ", p.state, " ", p.state_label,
         p.ended ? " ended " : " ", p.started_turn, " ", p.since_turn, " next ", p.next);
    for (const ProtocolStep& s : p.steps) {
      line("  step ", s.id, " ", s.label, " ", s.action, " ", StepStatusName(s.status), " ", s.turn,
           " ", s.begin, " ", s.end);
    }
    for (const ProtocolFault& f : p.faults) {
      line("  fault ", f.id, " ", f.label, " ", f.turn, " ", f.begin, " ", f.end);
    }
  }
  return out;
}

std::string DecideNaively(const Conversation& conversation, std::optional<Time> now) {
  return NaiveDecider(conversation.state(), now).Run();
}

}  // namespace rapport::engine

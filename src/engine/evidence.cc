#include "engine/evidence.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

namespace rapport::engine {
namespace {

using ruleset::Index;
using ruleset::Tables;

// What is listed; decision.h says so.
constexpr size_t kTermsShown = 8;            // for each persona
constexpr int64_t kLeastWorth = kOne / 100;  // of an old turn's words beside those of the last
constexpr int32_t kTurnsListed = 64;         // of the customer, however slowly words fade

constexpr uint32_t kBuckets = 64;  // of a digit of a strength

class EvidenceCollector {
 public:
  EvidenceCollector(const ConversationState& conversation, DecisionState* out)
      : conversation_(conversation), tables_(*conversation.tables), out_(*out) {}

  void Run() {
    FindRecentTurns();
    const Verdict& verdict = out_.evaluation.verdict;
    out_.evidence_count = 0;
    const bool any = verdict.abstained != Abstained::kLanguage && verdict.top >= 0;
    if (any) {
      ForEachShown([this](Index persona) { out_.targets_shown[persona] = 1; });
    }
    if (recent_ < conversation_.turns.size()) AddHits();
    if (any) {
      AddConditions();
      ForEachShown([this](Index persona) { AddTerms(persona); });
      ForEachShown([this](Index persona) { out_.targets_shown[persona] = 0; });
    }
    if (out_.evidence_records.empty()) return;
    Sort();
    Write();
  }

 private:
  // The personas whose evidence is listed: the best, the further ones, and one that a person named.
  template <typename Callback>
  void ForEachShown(const Callback& callback) {
    const Evaluation& e = out_.evaluation;
    callback(static_cast<Index>(e.verdict.top));
    for (Index persona : e.also()) callback(persona);
    if (e.persona_is_set && e.persona >= 0 && e.persona != e.verdict.top) {
      callback(static_cast<Index>(e.persona));
    }
  }

  // Copies words of a turn, a NUL behind them, and says where they stand.
  uint32_t Quote(const TurnRecord& turn, uint32_t begin, uint32_t end) {
    constexpr size_t kBlock = 16;
    const size_t at = used_, size = end - begin, from = turn.text_begin + begin;
    if (out_.quotes.size() < at + size + kBlock) out_.quotes.resize(2 * (at + size + kBlock));
    char* const to = out_.quotes.data() + at;
    const std::string& text = conversation_.text;
    // Most are short: a block, if the turns' text is long enough behind it, needs no loop.
    if (size < kBlock && from + kBlock <= text.size()) {
      std::memcpy(to, text.data() + from, kBlock);
    } else {
      std::memcpy(to, text.data() + from, size);
    }
    to[size] = '\0';
    used_ = at + size + 1;
    return static_cast<uint32_t>(at);
  }

  // Whether some policy that holds reads the cue.
  bool IsBehindPolicy(Index cue) const {
    const auto conditions = static_cast<uint32_t>(tables_.conditions.size());
    for (Index i = tables_.cue_policy_begins[cue]; i < tables_.cue_policy_begins[cue + 1]; ++i) {
      const uint32_t program = conditions + tables_.cue_policies[i];
      if (out_.evaluation.network.truth(program) == expr::Truth::kTrue) return true;
    }
    return false;
  }

  // The turns whose hits and words are all listed. Without an end to them a decision would cost the
  // conversation, where it should cost the turn.
  void FindRecentTurns() {
    int64_t worth = kOne;  // of what is said in the turn, after the customer's turns since
    int32_t customer_turns = 0;
    recent_ = conversation_.turns.size();
    for (; recent_ > 0 && worth >= kLeastWorth && customer_turns < kTurnsListed; --recent_) {
      const TurnRecord& turn = conversation_.turns[recent_ - 1];
      if (!turn.is_public || turn.by != Speaker::kCustomer) continue;
      worth = MultiplyMilli(worth, tables_.decay);
      ++customer_turns;
    }
  }

  void AddHits() {
    for (const Index cue : conversation_.sums.cues) out_.cue_uses[cue] = kNotKnown;
    if (recent_ > 0) AddLatestHits(conversation_.turns[recent_].first_hit);
    for (size_t t = recent_; t < conversation_.turns.size(); ++t) {
      const TurnRecord& turn = conversation_.turns[t];
      if (!turn.is_public) continue;
      for (size_t h = turn.first_hit; h < turn.first_hit + turn.hit_count; ++h) {
        const HitRecord& hit = conversation_.hits[h];
        if (hit.status == HitStatus::kCounts) AddHit(hit, turn, static_cast<int32_t>(t));
      }
    }
  }

  // Of each cue that was hit in earlier turns only: those hits are before `end`.
  void AddLatestHits(size_t end) {
    for (const Index cue : conversation_.sums.cues) {
      const size_t hit = conversation_.sums.last_hits[cue];
      if (hit >= end) continue;
      const TurnRecord& turn = TurnWith(hit, &TurnRecord::first_hit);
      AddHit(conversation_.hits[hit], turn, PlaceOf(turn));
    }
  }

  // For each shown persona that it counts for; else for the policies behind which it stands.
  void AddHit(const HitRecord& hit, const TurnRecord& turn, int32_t place) {
    CueUse& use = out_.cue_uses[hit.cue];
    if (use == kNothing) return;
    const ruleset::EvidenceTable& table = tables_.evidence;
    uint32_t text = 0;
    const auto add = [&]() -> EvidenceRecord& {
      EvidenceRecord& record = Add(tables_.cues[hit.cue].id, EvidenceKind::kCue);
      record.turn = place;
      record.begin = hit.begin;
      record.end = hit.end;
      record.text = text;
      return record;
    };
    if (use != kPolicy && conversation_.sums.counts[hit.cue] != 0) {
      const uint8_t* const shown = out_.targets_shown.data();
      const ruleset::TargetWeight* const weights = table.weights.data();
      const Index end = table.begins[hit.cue + 1];
      for (Index w = table.begins[hit.cue]; w < end; ++w) {
        if (shown[weights[w].target] == 0) continue;
        if (text == 0) text = Quote(turn, hit.begin, hit.end);
        EvidenceRecord& record = add();
        record.persona = tables_.personas[weights[w].target].id;
        record.weight = weights[w].weight;
      }
      if (text != 0) return;
    }
    if (use == kNotKnown) use = IsBehindPolicy(hit.cue) ? kPolicy : kNothing;
    if (use == kNothing) return;
    text = Quote(turn, hit.begin, hit.end);
    add();
  }

  EvidenceRecord& Add(std::string_view id, EvidenceKind kind) {
    EvidenceRecord& record = Append(&out_.evidence_records);
    record.id = id;
    record.kind = kind;
    return record;
  }

  void AddConditions() {
    const ruleset::EvidenceTable& table = tables_.evidence;
    const expr::NetworkState& network = out_.evaluation.network;
    const ruleset::TargetWeight* const weights = table.weights.data();
    const uint8_t* const shown = out_.targets_shown.data();
    const auto conditions = static_cast<uint32_t>(tables_.conditions.size());
    network.ForEachNotFalse(0, conditions, [&](uint32_t program, expr::Truth truth) {
      if (truth != expr::Truth::kTrue) return;
      const Index condition = tables_.condition_order[program];
      const size_t evidence = tables_.cues.size() + condition;
      const Index end = table.begins[evidence + 1];
      for (Index w = table.begins[evidence]; w < end; ++w) {
        const ruleset::TargetWeight weight = weights[w];
        if (shown[weight.target] == 0) continue;
        EvidenceRecord& record = Add(tables_.conditions[condition].id, EvidenceKind::kCondition);
        record.persona = tables_.personas[weight.target].id;
        record.weight = weight.weight;
      }
    });
  }

  // The words that counted most, strongest first, then as they were said. What counts is what an
  // occurrence adds to the persona's lead over `none`, before the mix and the length. A key holds
  // the size of that above and the place of the term, counted from the end, below.
  void AddTerms(Index persona) {
    uint64_t best[kTermsShown] = {};
    const TermRecord* const terms = conversation_.terms.data();
    int64_t worth = kOne;  // as above
    for (size_t t = conversation_.turns.size(); t-- > recent_;) {
      const TurnRecord& turn = conversation_.turns[t];
      if (!turn.is_public || turn.by != Speaker::kCustomer) continue;
      for (size_t i = turn.first_term; i < turn.first_term + turn.term_count; ++i) {
        int64_t lead = Lead(terms[i], persona);
        if (worth != kOne) lead = MultiplyMilli(lead, worth);
        if (lead == 0) continue;
        const uint64_t key = (static_cast<uint64_t>(std::abs(lead)) << 32) | (UINT32_MAX - i);
        if (key < best[kTermsShown - 1]) continue;
        // Where it belongs cannot be foreseen: every place is looked at, without a branch.
        for (size_t place = kTermsShown - 1; place > 0; --place) {
          const uint64_t above = best[place - 1];
          const uint64_t at_least = std::max(best[place], key);
          best[place] = std::min(above, at_least);
        }
        best[0] = std::max(best[0], key);
      }
      worth = MultiplyMilli(worth, tables_.decay);
    }
    if (best[0] == 0) return;
    const TermScale scale(tables_.terms, conversation_.sums.term_words);
    for (const uint64_t key : best) {
      if (key == 0) break;
      const TermRecord& term = terms[UINT32_MAX - static_cast<uint32_t>(key)];
      const auto size = static_cast<int64_t>(key >> 32);
      const int64_t added = scale.Contribution(Lead(term, persona) < 0 ? -size : size);
      if (added == 0) continue;
      const TurnRecord& turn =
          TurnWith(static_cast<size_t>(&term - terms), &TurnRecord::first_term);
      EvidenceRecord& record = Add(tables_.terms.terms[term.term], EvidenceKind::kWord);
      record.persona = tables_.personas[persona].id;
      record.turn = PlaceOf(turn);
      record.begin = term.begin;
      record.end = term.end;
      record.text = Quote(turn, term.begin, term.end);
      record.weight = ShownScore(added);
    }
  }

  // Of one occurrence in the last turn.
  int64_t Lead(const TermRecord& term, Index persona) const {
    return int64_t{tables_.terms.weight(term.term, persona)} -
           tables_.terms.weight(term.term, tables_.none());
  }

  // The turn that a hit or a term is of: the last whose own begin with it or before it.
  const TurnRecord& TurnWith(size_t index, size_t TurnRecord::*first) const {
    const auto next =
        std::upper_bound(conversation_.turns.begin(), conversation_.turns.end(), index,
                         [first](size_t i, const TurnRecord& turn) { return i < turn.*first; });
    return *(next - 1);
  }

  int32_t PlaceOf(const TurnRecord& turn) const {
    return static_cast<int32_t>(&turn - conversation_.turns.data());
  }

  // Strongest first, then by place.
  void Sort() {
    const std::vector<EvidenceRecord>& records = out_.evidence_records;
    std::vector<EvidenceOrder>& order = out_.evidence_order;
    order.resize(records.size());
    uint32_t all = 0;
    for (size_t i = 0; i < records.size(); ++i) {
      const auto strength = static_cast<uint32_t>(std::abs(records[i].weight));
      const auto turn = static_cast<uint64_t>(int64_t{records[i].turn} + 1);
      order[i] = {strength, static_cast<uint32_t>(i), (turn << 32) | records[i].begin};
      all |= strength;
    }
    if (all < kBuckets * kBuckets) {
      SortByBuckets();
    } else {
      std::sort(order.begin(), order.end(), [](const EvidenceOrder& a, const EvidenceOrder& b) {
        return a.strength > b.strength;
      });
    }
    for (size_t begin = 0, end = 0; begin < order.size(); begin = end) {
      const uint32_t strength = order[begin].strength;
      for (end = begin + 1; end < order.size() && order[end].strength == strength;) ++end;
      if (end - begin == 1) continue;
      std::sort(order.data() + begin, order.data() + end,
                [&](const EvidenceOrder& a, const EvidenceOrder& b) {
                  return a.place != b.place ? a.place < b.place
                                            : IsEarlier(records[a.record], records[b.record]);
                });
    }
  }

  // By strength, which most differ in: first by its lower digit, then by the upper one. Comparing
  // would be a guess each time, and half of them wrong.
  void SortByBuckets() {
    std::vector<EvidenceOrder>& order = out_.evidence_order;
    std::vector<EvidenceOrder>& other = out_.evidence_scratch;
    if (other.size() < order.size()) other.resize(order.size());
    uint32_t places[2][kBuckets] = {};  // of the next one with this digit
    const auto digit = [](uint32_t strength, int upper) {
      return kBuckets - 1 - (upper != 0 ? strength / kBuckets : strength % kBuckets);
    };
    for (const EvidenceOrder& o : order) {
      ++places[0][digit(o.strength, 0)];
      ++places[1][digit(o.strength, 1)];
    }
    uint32_t next[2] = {0, 0};
    for (uint32_t b = 0; b < kBuckets; ++b) {
      for (int d : {0, 1}) {
        const uint32_t size = places[d][b];
        places[d][b] = next[d];
        next[d] += size;
      }
    }
    for (const EvidenceOrder& o : order) other[places[0][digit(o.strength, 0)]++] = o;
    for (size_t i = 0; i < order.size(); ++i) {
      order[places[1][digit(other[i].strength, 1)]++] = other[i];
    }
  }

  // Of two at the same place.
  static bool IsEarlier(const EvidenceRecord& a, const EvidenceRecord& b) {
    const int order = a.id.compare(b.id);
    if (order != 0) return order < 0;
    if (a.end != b.end) return a.end < b.end;
    if (a.kind != b.kind) return a.kind < b.kind;  // a cue may have a term's id
    return a.persona < b.persona;
  }

  // The records as they are shown.
  void Write() {
    const size_t count = out_.evidence_order.size();
    if (out_.evidence.size() < count) out_.evidence.resize(count);
    out_.evidence_count = count;
    if (out_.quotes.empty()) out_.quotes.resize(1);
    out_.quotes[0] = '\0';
    const char* const quotes = out_.quotes.data();
    for (size_t i = 0; i < count; ++i) {
      const EvidenceRecord& r = out_.evidence_records[out_.evidence_order[i].record];
      Evidence& evidence = out_.evidence[i];
      evidence.id = r.id;
      evidence.kind = r.kind;
      evidence.turn = r.turn;
      evidence.begin = r.begin;
      evidence.end = r.end;
      evidence.text = {quotes + r.text, r.end - r.begin};
      evidence.persona = r.persona;
      evidence.weight = r.weight;
    }
  }

  const ConversationState& conversation_;
  const Tables& tables_;
  DecisionState& out_;
  size_t recent_ = 0;  // the first turn of those that are listed whole
  size_t used_ = 1;    // of `quotes`; an empty text is the NUL before the others
};

}  // namespace

void CollectEvidence(const ConversationState& conversation, DecisionState* out) {
  EvidenceCollector(conversation, out).Run();
}

}  // namespace rapport::engine

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

class EvidenceCollector {
 public:
  EvidenceCollector(const ConversationState& conversation, DecisionState* out)
      : conversation_(conversation), tables_(*conversation.tables), out_(*out) {}

  void Run() {
    FindRecentTurns();
    const Verdict& verdict = out_.evaluation.verdict;
    const bool any = verdict.abstained != Abstained::kLanguage && verdict.top >= 0;
    if (any) {
      ForEachShown([this](Index persona) { out_.targets_shown[persona] = 1; });
    }
    AddHits();
    if (any) {
      AddConditions();
      ForEachShown([this](Index persona) { AddTerms(persona); });
      ForEachShown([this](Index persona) { out_.targets_shown[persona] = 0; });
    }
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
    EvidenceRecord record{EvidenceKind::kCue, hit.cue, place, hit.begin, hit.end, 0, -1, 0};
    const ruleset::EvidenceTable& table = tables_.evidence;
    if (use != kPolicy && conversation_.sums.counts[hit.cue] != 0) {
      const uint8_t* const shown = out_.targets_shown.data();
      const Index end = table.begins[hit.cue + 1];
      for (Index w = table.begins[hit.cue]; w < end; ++w) {
        if (shown[table.weights[w].target] == 0) continue;
        if (record.persona < 0) record.text = Quote(turn, hit.begin, hit.end);
        record.persona = static_cast<int32_t>(table.weights[w].target);
        record.weight = table.weights[w].weight;
        out_.evidence_records.push_back(record);
      }
      if (record.persona >= 0) return;
    }
    if (use == kNotKnown) use = IsBehindPolicy(hit.cue) ? kPolicy : kNothing;
    if (use == kNothing) return;
    record.text = Quote(turn, hit.begin, hit.end);
    out_.evidence_records.push_back(record);
  }

  void AddConditions() {
    const ruleset::EvidenceTable& table = tables_.evidence;
    const expr::NetworkState& network = out_.evaluation.network;
    const auto conditions = static_cast<uint32_t>(tables_.conditions.size());
    network.ForEachNotFalse(0, conditions, [&](uint32_t program) {
      if (network.truth(program) != expr::Truth::kTrue) return;
      const Index condition = tables_.condition_order[program];
      const size_t evidence = tables_.cues.size() + condition;
      for (Index w = table.begins[evidence]; w < table.begins[evidence + 1]; ++w) {
        if (out_.targets_shown[table.weights[w].target] == 0) continue;
        out_.evidence_records.push_back({EvidenceKind::kCondition, condition, -1, 0, 0, 0,
                                         static_cast<int32_t>(table.weights[w].target),
                                         table.weights[w].weight});
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
        size_t place = kTermsShown - 1;
        for (; place > 0 && key > best[place - 1]; --place) best[place] = best[place - 1];
        best[place] = key;
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
      out_.evidence_records.push_back({EvidenceKind::kWord, term.term, PlaceOf(turn), term.begin,
                                       term.end, Quote(turn, term.begin, term.end),
                                       static_cast<int32_t>(persona), ShownScore(added)});
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

  std::string_view IdOf(const EvidenceRecord& record) const {
    switch (record.kind) {
      case EvidenceKind::kCue:
        return tables_.cues[record.id].id;
      case EvidenceKind::kCondition:
        return tables_.conditions[record.id].id;
      case EvidenceKind::kWord:
        break;
    }
    return tables_.terms.terms[record.id];
  }

  std::string_view PersonaOf(const EvidenceRecord& record) const {
    if (record.persona < 0) return {};
    return tables_.personas[static_cast<size_t>(record.persona)].id;
  }

  // Strongest first, then by place. Sorts by strength alone, which most differ in, and then within
  // what is equally strong.
  void Sort() {
    const std::vector<EvidenceRecord>& records = out_.evidence_records;
    std::vector<uint64_t>& order = out_.evidence_order;
    order.resize(records.size());
    for (size_t i = 0; i < records.size(); ++i) {
      const auto strength = static_cast<uint32_t>(std::abs(records[i].weight));
      order[i] = (uint64_t{~strength} << 32) | i;
    }
    std::sort(order.begin(), order.end());
    for (size_t begin = 0, end = 0; begin < order.size(); begin = end) {
      for (end = begin + 1; end < order.size() && order[end] >> 32 == order[begin] >> 32;) ++end;
      if (end - begin == 1) continue;
      std::sort(order.data() + begin, order.data() + end, [&](uint64_t a, uint64_t b) {
        return IsEarlier(records[static_cast<uint32_t>(a)], records[static_cast<uint32_t>(b)]);
      });
    }
  }

  bool IsEarlier(const EvidenceRecord& a, const EvidenceRecord& b) const {
    if (a.turn != b.turn) return a.turn < b.turn;
    if (a.begin != b.begin) return a.begin < b.begin;
    const int order = IdOf(a).compare(IdOf(b));
    if (order != 0) return order < 0;
    if (a.end != b.end) return a.end < b.end;
    if (a.kind != b.kind) return a.kind < b.kind;  // a cue may have a term's id
    return PersonaOf(a) < PersonaOf(b);
  }

  // The records as they are shown.
  void Write() {
    const size_t count = out_.evidence_order.size();
    if (out_.evidence.size() < count) out_.evidence.resize(count);
    out_.evidence_count = count;
    for (size_t i = 0; i < count; ++i) {
      const EvidenceRecord& r =
          out_.evidence_records[static_cast<uint32_t>(out_.evidence_order[i])];
      Evidence& evidence = out_.evidence[i];
      evidence.id = IdOf(r);
      evidence.kind = r.kind;
      evidence.turn = r.turn;
      evidence.begin = r.begin;
      evidence.end = r.end;
      evidence.text = "";
      if (r.turn >= 0) evidence.text = {out_.quotes.data() + r.text, r.end - r.begin};
      evidence.persona = PersonaOf(r);
      evidence.weight = r.weight;
    }
  }

  const ConversationState& conversation_;
  const Tables& tables_;
  DecisionState& out_;
  size_t recent_ = 0;  // the first turn of those that are listed whole
  size_t used_ = 0;    // of `quotes`
};

}  // namespace

void CollectEvidence(const ConversationState& conversation, DecisionState* out) {
  EvidenceCollector(conversation, out).Run();
}

}  // namespace rapport::engine

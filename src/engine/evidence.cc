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

constexpr size_t kTermsShown = 8;  // for each persona; decision.h says so

// What a hit of a cue is evidence for.
enum CueUse : uint8_t { kNothing = 0, kPersona = 1, kPolicy = 2 };

class EvidenceCollector {
 public:
  EvidenceCollector(const ConversationState& conversation, DecisionState* out)
      : conversation_(conversation), tables_(*conversation.tables), out_(*out) {}

  void Run() {
    const Verdict& verdict = out_.evaluation.verdict;
    const bool any = verdict.abstained != Abstained::kLanguage && verdict.top >= 0;
    if (any) {
      Show(static_cast<Index>(verdict.top), true);
      for (Index persona : verdict.also) Show(persona, true);
    }
    AddHits();
    if (any) {
      AddConditions();
      AddTerms(static_cast<Index>(verdict.top));
      for (Index persona : verdict.also) AddTerms(persona);
      Show(static_cast<Index>(verdict.top), false);
      for (Index persona : verdict.also) Show(persona, false);
    }
    Sort();
    Write();
  }

 private:
  void Show(Index persona, bool shown) { out_.personas_shown[persona] = shown ? 1 : 0; }

  // Whether a target is a persona whose evidence is listed.
  bool IsShown(Index target) const {
    return target < out_.personas_shown.size() && out_.personas_shown[target] != 0;
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

  CueUse UseOf(Index cue) const {
    const ruleset::EvidenceTable& table = tables_.evidence;
    if (conversation_.sums.counts[cue] != 0) {
      for (Index w = table.begins[cue]; w < table.begins[cue + 1]; ++w) {
        if (IsShown(table.weights[w].target)) return kPersona;
      }
    }
    const auto conditions = static_cast<uint32_t>(tables_.conditions.size());
    for (Index i = tables_.cue_policy_begins[cue]; i < tables_.cue_policy_begins[cue + 1]; ++i) {
      const uint32_t program = conditions + tables_.cue_policies[i];
      if (out_.evaluation.network.truth(program) == expr::Truth::kTrue) return kPolicy;
    }
    return kNothing;
  }

  void AddHits() {
    for (const Index cue : conversation_.sums.cues) out_.cue_uses[cue] = UseOf(cue);
    const ruleset::EvidenceTable& table = tables_.evidence;
    for (size_t t = 0; t < conversation_.turns.size(); ++t) {
      const TurnRecord& turn = conversation_.turns[t];
      if (!turn.is_public) continue;
      for (size_t h = turn.first_hit; h < turn.first_hit + turn.hit_count; ++h) {
        const HitRecord& hit = conversation_.hits[h];
        if (hit.status != HitStatus::kCounts || out_.cue_uses[hit.cue] == kNothing) continue;
        EvidenceRecord record{EvidenceKind::kCue,
                              hit.cue,
                              static_cast<int32_t>(t),
                              hit.begin,
                              hit.end,
                              Quote(turn, hit.begin, hit.end),
                              -1,
                              0};
        if (out_.cue_uses[hit.cue] == kPolicy) {
          out_.evidence_records.push_back(record);
          continue;
        }
        for (Index w = table.begins[hit.cue]; w < table.begins[hit.cue + 1]; ++w) {
          if (!IsShown(table.weights[w].target)) continue;
          record.persona = static_cast<int32_t>(table.weights[w].target);
          record.weight = table.weights[w].weight;
          out_.evidence_records.push_back(record);
        }
      }
    }
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
        if (!IsShown(table.weights[w].target)) continue;
        out_.evidence_records.push_back({EvidenceKind::kCondition, condition, -1, 0, 0, 0,
                                         static_cast<int32_t>(table.weights[w].target),
                                         table.weights[w].weight});
      }
    });
  }

  // One occurrence of a term, by what it adds to a persona's lead over `none`.
  struct TermLead {
    int64_t lead;  // milli
    int32_t turn;
    size_t term;  // in ConversationState::terms
  };

  // The words that counted most, strongest first, then as they were said. What counts is the lead
  // before the mix and the length.
  void AddTerms(Index persona) {
    TermLead leads[kTermsShown];
    size_t count = 0;
    const Index none = tables_.none();
    int64_t worth = kOne;  // of a word in this turn, after the customer's turns since
    for (size_t t = conversation_.turns.size(); t-- > 0 && worth > 0;) {
      const TurnRecord& turn = conversation_.turns[t];
      if (!turn.is_public || turn.by != Speaker::kCustomer) continue;
      for (size_t i = turn.first_term; i < turn.first_term + turn.term_count; ++i) {
        const Milli* const row = tables_.terms.row(conversation_.terms[i].term);
        const int64_t whole = int64_t{row[persona]} - row[none];
        const TermLead lead{worth == kOne ? whole : MultiplyMilli(whole, worth),
                            static_cast<int32_t>(t), i};
        if (lead.lead == 0) continue;
        if (count < kTermsShown) {
          ++count;
        } else if (!ComesBefore(lead, leads[count - 1])) {
          continue;
        }
        size_t place = count - 1;
        for (; place > 0 && ComesBefore(lead, leads[place - 1]); --place) {
          leads[place] = leads[place - 1];
        }
        leads[place] = lead;
      }
      worth = MultiplyMilli(worth, tables_.decay);
    }
    if (count == 0) return;
    const TermScale scale(tables_.terms, conversation_.sums.term_words);
    for (size_t i = 0; i < count; ++i) {
      const int64_t added = scale.Contribution(leads[i].lead);
      if (added == 0) continue;
      const TermRecord& term = conversation_.terms[leads[i].term];
      const TurnRecord& turn = conversation_.turns[static_cast<size_t>(leads[i].turn)];
      out_.evidence_records.push_back({EvidenceKind::kWord, term.term, leads[i].turn, term.begin,
                                       term.end, Quote(turn, term.begin, term.end),
                                       static_cast<int32_t>(persona), ShownScore(added)});
    }
  }

  static bool ComesBefore(const TermLead& a, const TermLead& b) {
    const int64_t la = std::abs(a.lead), lb = std::abs(b.lead);
    return la != lb ? la > lb : a.term < b.term;
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
    for (const uint64_t place : out_.evidence_order) {
      const EvidenceRecord& r = out_.evidence_records[static_cast<uint32_t>(place)];
      std::string_view text = "";
      if (r.turn >= 0) text = {out_.quotes.data() + r.text, r.end - r.begin};
      out_.evidence.push_back(
          {IdOf(r), r.kind, r.turn, r.begin, r.end, text, PersonaOf(r), r.weight});
    }
  }

  const ConversationState& conversation_;
  const Tables& tables_;
  DecisionState& out_;
  size_t used_ = 0;  // of `quotes`
};

}  // namespace

void CollectEvidence(const ConversationState& conversation, DecisionState* out) {
  EvidenceCollector(conversation, out).Run();
}

}  // namespace rapport::engine

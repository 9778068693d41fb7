#include "engine/evidence.h"

#include <algorithm>
#include <cstdlib>

namespace rapport::engine {
namespace {

using ruleset::Index;
using ruleset::Tables;

constexpr size_t kTermsShown = 8;  // for each persona; decision.h says so

class EvidenceCollector {
 public:
  EvidenceCollector(const ConversationState& conversation, DecisionState* out)
      : conversation_(conversation), tables_(*conversation.tables), out_(*out) {}

  void Run() {
    const Verdict& verdict = out_.evaluation.verdict;
    if (verdict.abstained != Abstained::kLanguage && verdict.top >= 0) {
      AddPersonaEvidence(static_cast<Index>(verdict.top));
      AddTerms(static_cast<Index>(verdict.top));
      for (Index persona : verdict.also) {
        AddPersonaEvidence(persona);
        AddTerms(persona);
      }
    }
    for (Index p = 0; p < tables_.policies.size(); ++p) {
      if (out_.outcomes[p].outcome != Outcome::kTrue) continue;
      for (Index cue : tables_.policies[p].cues) {
        if (!out_.cue_listed[cue] && conversation_.sums.hit_totals[cue] > 0) AddHits(cue, {}, 0);
      }
    }
  }

 private:
  void AddSpan(std::string_view id, EvidenceKind kind, int32_t turn, uint32_t begin, uint32_t end,
               std::string_view persona, Milli weight) {
    const std::string_view text =
        conversation_.turn_text(conversation_.turns[static_cast<size_t>(turn)]);
    out_.evidence_ranges.push_back({out_.arena.size(), end - begin});
    out_.arena.append(text.substr(begin, end - begin));
    out_.arena.push_back('\0');
    out_.evidence.push_back({id, kind, turn, begin, end, {}, persona, weight});
  }

  void AddHits(Index cue, std::string_view persona, Milli weight) {
    for (size_t t = 0; t < conversation_.turns.size(); ++t) {
      const TurnRecord& turn = conversation_.turns[t];
      if (!turn.is_public) continue;
      for (size_t h = turn.first_hit; h < turn.first_hit + turn.hit_count; ++h) {
        const HitRecord& hit = conversation_.hits[h];
        if (hit.cue != cue || hit.status != HitStatus::kCounts) continue;
        AddSpan(tables_.cues[cue].id, EvidenceKind::kCue, static_cast<int32_t>(t), hit.begin,
                hit.end, persona, weight);
      }
    }
    out_.cue_listed[cue] = 1;
  }

  void AddPersonaEvidence(Index persona) {
    const ruleset::PersonaEntry& entry = tables_.personas[persona];
    for (const ruleset::Weight& w : entry.evidence) {
      if (w.weight == 0 || out_.evaluation.evidence[w.evidence] == 0) continue;
      if (w.evidence < tables_.cues.size()) {
        AddHits(w.evidence, entry.id, w.weight);
      } else {
        const Index condition = w.evidence - static_cast<Index>(tables_.cues.size());
        out_.evidence_ranges.push_back({0, 0});
        out_.evidence.push_back({tables_.conditions[condition].id,
                                 EvidenceKind::kCondition,
                                 -1,
                                 0,
                                 0,
                                 {},
                                 entry.id,
                                 w.weight});
      }
    }
  }

  // What the term adds to the persona's lead over `none`, before the mix and the length.
  int64_t Lead(uint32_t term, Index persona) const {
    const ruleset::TermTable& table = tables_.terms;
    int64_t lead = 0;
    for (Index w = table.begins[term]; w < table.begins[term + 1]; ++w) {
      if (table.weights[w].target == persona) lead += table.weights[w].weight;
      if (table.weights[w].target == tables_.none()) lead -= table.weights[w].weight;
    }
    return lead;
  }

  // The words that counted most, strongest first, then as they were said.
  void AddTerms(Index persona) {
    std::vector<TermLead>& leads = out_.term_leads;
    leads.clear();
    const auto before = [](const TermLead& a, const TermLead& b) {
      const int64_t la = std::abs(a.lead), lb = std::abs(b.lead);
      return la != lb ? la > lb : a.term < b.term;
    };
    int64_t worth = kOne;  // of a word in this turn, after the customer's turns since
    for (size_t t = conversation_.turns.size(); t-- > 0 && worth > 0;) {
      const TurnRecord& turn = conversation_.turns[t];
      if (!turn.is_public || turn.by != Speaker::kCustomer) continue;
      for (size_t i = turn.first_term; i < turn.first_term + turn.term_count; ++i) {
        const int64_t whole = Lead(conversation_.terms[i].term, persona);
        const TermLead lead{MultiplyMilli(whole, worth), static_cast<int32_t>(t), i};
        if (lead.lead == 0) continue;
        const auto place = std::upper_bound(leads.begin(), leads.end(), lead, before);
        const auto rank = place - leads.begin();
        if (static_cast<size_t>(rank) >= kTermsShown) continue;
        if (leads.size() == kTermsShown) leads.pop_back();
        leads.insert(leads.begin() + rank, lead);
      }
      worth = MultiplyMilli(worth, tables_.decay);
    }
    for (const TermLead& lead : leads) {
      const TermRecord& record = conversation_.terms[lead.term];
      const int64_t added =
          TermContribution(tables_.terms, lead.lead, conversation_.sums.term_words);
      if (added == 0) continue;
      AddSpan(tables_.terms.terms[record.term], EvidenceKind::kWord, lead.turn, record.begin,
              record.end, tables_.personas[persona].id, ShownScore(added));
    }
  }

  const ConversationState& conversation_;
  const Tables& tables_;
  DecisionState& out_;
};

}  // namespace

void CollectEvidence(const ConversationState& conversation, DecisionState* out) {
  EvidenceCollector(conversation, out).Run();
}

}  // namespace rapport::engine

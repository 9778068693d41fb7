#include "engine/evidence.h"

namespace rapport::engine {
namespace {

using ruleset::Index;
using ruleset::Tables;

class EvidenceCollector {
 public:
  EvidenceCollector(const ConversationState& conversation, DecisionState* out)
      : conversation_(conversation), tables_(*conversation.tables), out_(*out) {}

  void Run() {
    const Verdict& verdict = out_.evaluation.verdict;
    if (verdict.abstained != Abstained::kLanguage && verdict.top >= 0) {
      AddPersonaEvidence(static_cast<Index>(verdict.top));
      for (Index persona : verdict.also) AddPersonaEvidence(persona);
    }
    for (Index p = 0; p < tables_.policies.size(); ++p) {
      if (out_.outcomes[p].outcome != Outcome::kTrue) continue;
      for (Index cue : tables_.policies[p].cues) {
        if (!out_.cue_listed[cue] && conversation_.sums.hit_totals[cue] > 0) AddHits(cue, {}, 0);
      }
    }
  }

 private:
  void AddHits(Index cue, std::string_view persona, Milli weight) {
    for (size_t t = 0; t < conversation_.turns.size(); ++t) {
      const TurnRecord& turn = conversation_.turns[t];
      if (!turn.is_public) continue;
      for (size_t h = turn.first_hit; h < turn.first_hit + turn.hit_count; ++h) {
        const HitRecord& hit = conversation_.hits[h];
        if (hit.cue != cue || hit.status != HitStatus::kCounts) continue;
        const size_t begin = out_.arena.size();
        out_.arena.append(conversation_.turn_text(turn).substr(hit.begin, hit.end - hit.begin));
        out_.arena.push_back('\0');
        out_.evidence_ranges.push_back({begin, hit.end - hit.begin});
        out_.evidence.push_back({tables_.cues[cue].id,
                                 false,
                                 static_cast<int32_t>(t),
                                 hit.begin,
                                 hit.end,
                                 {},
                                 persona,
                                 weight});
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
        out_.evidence.push_back(
            {tables_.conditions[condition].id, true, -1, 0, 0, {}, entry.id, w.weight});
      }
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

// What counted for personas and scales. Which evidence there is, and which words were said how
// often, is noted once; each persona and scale then goes through its own weights.

#include <algorithm>
#include <array>
#include <utility>

#include "base/strings.h"
#include "engine/conversation_state.h"
#include "engine/explanation_state.h"

namespace rapport::engine {
namespace {

using ruleset::Index;
using ruleset::Tables;

class ScoreExplainer {
 public:
  ScoreExplainer(const ConversationState& conversation, ExplanationState* out)
      : conversation_(conversation),
        tables_(*conversation.tables),
        evaluation_(out->evaluation),
        out_(*out) {}

  void Run() {
    NoteEvidence();
    CountTerms();
    Contributions();
    Personas();
    Scales();
  }

 private:
  void NoteEvidence() {
    std::vector<EvidenceUse>& uses = out_.evidence_uses;
    std::fill(uses.begin(), uses.end(), EvidenceUse::kNone);
    for (const Index cue : conversation_.sums.cues) uses[cue] = EvidenceUse::kCounts;
    const size_t cues = tables_.cues.size();
    const expr::Value* const values =
        evaluation_.slots().data() + static_cast<size_t>(tables_.slots.conditions);
    for (size_t c = 0; c < tables_.conditions.size(); ++c) {
      const expr::Value& value = values[c];
      if (value.is_true()) uses[cues + c] = EvidenceUse::kCounts;
      if (value.is_unknown() || value.is_error()) uses[cues + c] = EvidenceUse::kUnknown;
    }
  }

  // By term.
  void CountTerms() {
    std::vector<TermCount>& counts = out_.term_counts;
    for (const TermCount& c : counts) out_.term_places[c.term] = 0;
    counts.clear();
    bool first = true;
    for (const TurnRecord& turn : conversation_.turns) {
      if (!turn.is_public || turn.by != Speaker::kCustomer) continue;
      if (!first) {
        for (TermCount& c : counts) c.count = MultiplyMilli(c.count, tables_.decay);
      }
      first = false;
      for (size_t i = turn.first_term; i < turn.first_term + turn.term_count; ++i) {
        const uint32_t term = conversation_.terms[i].term;
        uint32_t& place = out_.term_places[term];
        if (place == 0) {
          counts.push_back({term, 0, tables_.terms.terms[term]});
          place = static_cast<uint32_t>(counts.size());
        }
        counts[place - 1].count += kOne;
      }
    }
    std::sort(counts.begin(), counts.end(),
              [](const TermCount& a, const TermCount& b) { return a.term < b.term; });
  }

  // Which of a row of weights matter is anyone's guess; so those are picked out without a branch,
  // before anything is done with them. Returns how many, as indices in `order`.
  template <typename Matters>
  size_t PickOut(size_t size, const Matters& matters) {
    if (out_.order.size() < size) out_.order.resize(size);
    uint32_t* const picked = out_.order.data();
    size_t count = 0;
    for (uint32_t i = 0; i < size; ++i) {
      picked[count] = i;
      count += matters(i) ? 1 : 0;
    }
    return count;
  }

  // `target`: the persona's or scale's, of the word tables.
  void AddTerms(Index target) {
    const ruleset::TermTable& table = tables_.terms;
    const TermScale scale(table, conversation_.sums.term_words);
    const std::vector<TermCount>& terms = out_.term_counts;
    const size_t count =
        PickOut(terms.size(), [&](uint32_t t) { return table.weight(terms[t].term, target) != 0; });
    for (size_t i = 0; i < count; ++i) {
      const uint32_t t = out_.order[i];
      const Milli weight = table.weight(terms[t].term, target);
      const int64_t contribution = scale.Contribution(MultiplyMilli(terms[t].count, weight));
      if (contribution != 0) out_.counted.push_back({target, t, weight, ShownScore(contribution)});
    }
  }

  void AddEvidence(const Array<ruleset::Weight>& weights, Index target) {
    const auto terms = static_cast<uint32_t>(out_.term_counts.size());
    const EvidenceUse* const uses = out_.evidence_uses.data();
    const size_t count = PickOut(weights.size(), [&](uint32_t i) {
      return uses[weights[i].evidence] != EvidenceUse::kNone;
    });
    for (size_t i = 0; i < count; ++i) {
      const ruleset::Weight& w = weights[out_.order[i]];
      const Milli found = evaluation_.Count(conversation_.sums, w.evidence);
      const auto contribution = static_cast<int32_t>(ContributionOf(found, w.weight));
      if (contribution == 0 && uses[w.evidence] != EvidenceUse::kUnknown) continue;
      out_.counted.push_back({target, terms + w.evidence, w.weight, contribution});
    }
  }

  // A sort by digits makes no guesses. It keeps what is as strong in its order, and so do the
  // lists.
  void SortStrongestFirst() {
    constexpr uint32_t kDigits = 256;
    std::vector<CountedSource>& counted = out_.counted;
    std::vector<CountedSource>& scratch = out_.counted_scratch;
    scratch.resize(counted.size());
    uint32_t differing = 0;
    for (const CountedSource& c : counted) differing |= WeaknessOf(c) ^ WeaknessOf(counted[0]);
    for (uint32_t shift = 0; shift < 32; shift += 8) {
      if ((differing >> shift) % kDigits == 0) continue;
      std::array<uint32_t, kDigits> begins{};
      for (const CountedSource& c : counted) ++begins[(WeaknessOf(c) >> shift) % kDigits];
      uint32_t begin = 0;
      for (uint32_t& digit : begins) begin += std::exchange(digit, begin);
      for (const CountedSource& c : counted) {
        scratch[begins[(WeaknessOf(c) >> shift) % kDigits]++] = c;
      }
      counted.swap(scratch);
    }
  }

  static uint32_t WeaknessOf(const CountedSource& c) {
    return ~static_cast<uint32_t>(c.contribution < 0 ? -c.contribution : c.contribution);
  }

  // Of all targets, one after another; of each the strongest first, as strong ones as they came.
  void Contributions() {
    out_.counted.clear();
    std::vector<Range>& ranges = out_.contribution_ranges;
    const auto add = [&](const Array<ruleset::Weight>& weights) {
      const auto target = static_cast<Index>(ranges.size());
      const size_t first = out_.counted.size();
      AddTerms(target);
      AddEvidence(weights, target);
      ranges.push_back({first, out_.counted.size() - first});
    };
    for (const ruleset::PersonaEntry& persona : tables_.personas) add(persona.evidence);
    for (const ruleset::ScaleEntry& scale : tables_.scales) add(scale.evidence);
    SortStrongestFirst();
    out_.contributions.resize(out_.counted.size());
    out_.order.clear();
    for (const Range& range : ranges) out_.order.push_back(static_cast<uint32_t>(range.begin));
    for (const CountedSource& c : out_.counted) {
      Show(c, &out_.contributions[out_.order[c.target]++]);
    }
  }

  void Show(const CountedSource& counted, Contribution* out) const {
    Contribution& c = *out;
    c.weight = counted.weight;
    c.contribution = counted.contribution;
    if (counted.source < out_.term_counts.size()) {
      const TermCount& term = out_.term_counts[counted.source];
      c.id = term.text;
      c.kind = EvidenceKind::kWord;
      c.count = ShownScore(term.count);
      return;
    }
    const auto evidence = static_cast<Index>(counted.source - out_.term_counts.size());
    const size_t cues = tables_.cues.size();
    const bool is_condition = evidence >= cues;
    c.id = is_condition ? tables_.conditions[evidence - cues].id : tables_.cues[evidence].id;
    c.kind = is_condition ? EvidenceKind::kCondition : EvidenceKind::kCue;
    c.count = evaluation_.Count(conversation_.sums, evidence);
    c.is_unknown = out_.evidence_uses[evidence] == EvidenceUse::kUnknown;
  }

  void Personas() {
    const auto personas = static_cast<uint32_t>(tables_.personas.size());
    std::vector<uint32_t>& order = out_.order;
    order.clear();
    for (uint32_t p = 0; p < personas; ++p) order.push_back(p);
    std::sort(order.begin(), order.end(), [this](uint32_t a, uint32_t b) {
      const int32_t first = ShownScore(evaluation_.scores[a]);
      const int32_t second = ShownScore(evaluation_.scores[b]);
      return first != second ? first > second : a < b;
    });
    for (const Index p : order) {
      const ruleset::PersonaEntry& persona = tables_.personas[p];
      ExplainedPersona& e = Append(&out_.personas);
      e.id = persona.id;
      e.label = persona.label;
      e.bias = persona.bias;
      e.score = ShownScore(evaluation_.scores[p]);
      e.probability = evaluation_.probabilities[p];
      const int32_t reported = evaluation_.persona;
      e.reported = reported == static_cast<int32_t>(p) || (reported < 0 && p == tables_.none());
      e.contributions = View(out_.contributions, out_.contribution_ranges[p]);
      if (!e.reported) e.why_not = WhyNot(p);
    }
  }

  template <typename... Pieces>
  std::string_view Text(const Pieces&... pieces) {
    StrAppend(out_.texts.Draft(), pieces...);
    return out_.texts.Keep();
  }

  std::string_view WhyNot(Index p) {
    const Verdict& verdict = evaluation_.verdict;
    const Index none = tables_.none();
    if (evaluation_.persona_is_set) {
      return Text(tables_.personas[*conversation_.overrides.persona()].id, " was set by a person");
    }
    const std::vector<int64_t>& scores = evaluation_.scores;
    if (p == none) {
      const auto reported = static_cast<Index>(verdict.persona);
      return Text(tables_.personas[reported].id, " beats it by ",
                  FormatMilli(scores[reported] - scores[none]));
    }
    if (verdict.abstained == Abstained::kLanguage) {
      return Text("the text is not in the pack's language (", tables_.language, ")");
    }
    if (verdict.abstained == Abstained::kNoEvidence) return "nothing speaks for it";
    const auto best = static_cast<Index>(verdict.top);
    if (p != best) {
      return Text("behind ", tables_.personas[best].id, " by ",
                  FormatMilli(scores[best] - scores[p]));
    }
    const int64_t lead = scores[p] - scores[none];
    if (verdict.abstained == Abstained::kMargin) {
      return Text("leads `none` by ", FormatMilli(lead), "; the margin is ",
                  FormatMilli(tables_.margin), ", short by ", FormatMilli(tables_.margin - lead));
    }
    const int32_t probability = evaluation_.probabilities[p];
    return Text("probability below the threshold of ", FormatMilli(tables_.threshold),
                ", short by ", FormatMilli((tables_.threshold * 10 - probability + 9) / 10));
  }

  void Scales() {
    const size_t personas = tables_.personas.size();
    for (Index s = 0; s < tables_.scales.size(); ++s) {
      const ruleset::ScaleEntry& scale = tables_.scales[s];
      ExplainedScale& e = Append(&out_.scales);
      e.id = scale.id;
      e.known = evaluation_.KnowsLevel(s);
      e.bias = scale.bias;
      e.score = ShownScore(evaluation_.scores[personas + s]);
      if (e.known) {
        e.level = evaluation_.Level(s);
        e.name = scale.levels[static_cast<size_t>(e.level)];
      }
      const auto next = static_cast<size_t>(evaluation_.levels[s]);
      if (next < scale.thresholds.size()) e.next_threshold = scale.thresholds[next];
      e.contributions = View(out_.contributions, out_.contribution_ranges[personas + s]);
    }
  }

  const ConversationState& conversation_;
  const Tables& tables_;
  const Evaluation& evaluation_;
  ExplanationState& out_;
};

}  // namespace

void ExplainScores(const ConversationState& conversation, ExplanationState* out) {
  ScoreExplainer(conversation, out).Run();
}

}  // namespace rapport::engine

// What counted for personas and scales. Each word that was said and each piece of evidence that
// there is, a source, adds to some of them. All these contributions are listed source by source,
// put in order at once, and then dealt out to the personas and scales.

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
    CountTerms();
    counted_ = 0;
    out_.sources.clear();
    AddTerms();
    AddEvidence();
    DealOut();
    Personas();
    Scales();
  }

 private:
  static constexpr uint32_t kStrengthBegin = 32;  // bits of a key

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

  // Where up to `most` more may be written, all behind those that are there.
  CountedSource* Room(size_t most) {
    if (out_.counted.size() < counted_ + most) out_.counted.resize(2 * (counted_ + most));
    return out_.counted.data() + counted_;
  }
  void SetEnd(const CountedSource* end) {
    counted_ = static_cast<size_t>(end - out_.counted.data());
  }

  // Which of a row of weights matter is anyone's guess: what does not is written over.
  void AddTerms() {
    const ruleset::TermTable& table = tables_.terms;
    const TermScale scale(table, conversation_.sums.term_words);
    const Index targets = table.targets;
    const Milli unit = table.weights.unit();
    // What words said once count for, by small weights in units: there are few.
    constexpr int32_t kNotKnown = INT32_MIN;
    constexpr int64_t kSmall = 128;
    std::array<int32_t, 2 * kSmall> of_small;
    of_small.fill(kNotKnown);
    std::vector<int64_t>& row = out_.term_row;
    for (const TermCount& term : out_.term_counts) {
      const auto source = static_cast<uint32_t>(out_.sources.size());
      Contribution& c = Append(&out_.sources);
      c.id = term.text;
      c.kind = EvidenceKind::kWord;
      c.count = ShownScore(term.count);
      row.assign(targets, 0);
      table.weights.AddTo(size_t{term.term} * targets, targets, row.data());
      CountedSource* end = Room(targets);
      for (Index target = 0; target < targets; ++target) {
        const Milli weight = unit * static_cast<Milli>(row[target]);
        const size_t small = static_cast<size_t>(row[target] + kSmall);
        int32_t contribution = kNotKnown;
        if (term.count == kOne && small < of_small.size()) contribution = of_small[small];
        if (contribution == kNotKnown) {
          contribution = ShownScore(scale.Contribution(MultiplyMilli(term.count, weight)));
          if (term.count == kOne && small < of_small.size()) of_small[small] = contribution;
        }
        *end = {target, source, weight, contribution};
        end += contribution != 0 ? 1 : 0;
      }
      SetEnd(end);
    }
  }

  // In its order, as all lists of it are.
  void AddEvidence() {
    std::vector<uint32_t>& order = out_.order;
    order.assign(conversation_.sums.cues.begin(), conversation_.sums.cues.end());
    std::sort(order.begin(), order.end());
    for (const Index cue : order) AddSource(cue, tables_.cues[cue].id, EvidenceKind::kCue, false);
    const auto cues = static_cast<Index>(tables_.cues.size());
    const expr::Value* const values =
        evaluation_.slots().data() + static_cast<size_t>(tables_.slots.conditions);
    for (Index c = 0; c < tables_.conditions.size(); ++c) {
      if (values[c].is_false()) continue;
      AddSource(cues + c, tables_.conditions[c].id, EvidenceKind::kCondition, !values[c].is_true());
    }
  }

  void AddSource(Index evidence, std::string_view id, EvidenceKind kind, bool is_unknown) {
    const uint32_t begin = out_.weight_begins[evidence], end = out_.weight_begins[evidence + 1];
    if (begin == end) return;
    const Milli found = evaluation_.Count(conversation_.sums, evidence);
    const Milli saturated = Saturate(found);
    const auto source = static_cast<uint32_t>(out_.sources.size());
    Contribution& c = Append(&out_.sources);
    c.id = id;
    c.kind = kind;
    c.count = found;
    c.is_unknown = is_unknown;
    CountedSource* counted = Room(end - begin);
    for (uint32_t w = begin; w < end; ++w) {
      const ruleset::TargetWeight& weight = out_.weights[w];
      const auto contribution = static_cast<int32_t>(
          saturated == kOne ? weight.weight : MultiplyMilli(saturated, weight.weight));
      *counted = {weight.target, source, weight.weight, contribution};
      counted += is_unknown || contribution != 0 ? 1 : 0;
    }
    SetEnd(counted);
  }

  // To all targets, each with its part of one array, strongest first, and what is as strong in the
  // order of its sources. A sort by digits, the lowest first, makes no guesses. Sorted are keys, of
  // which the lower half says whose they are; by the highest bits they are dealt out.
  void DealOut() {
    constexpr uint32_t kDigits = 256, kMostLastDigits = 32;
    uint32_t used = SetKeys();  // bits of some contribution
    uint32_t shift = kStrengthBegin;
    for (; used >= kMostLastDigits; used /= kDigits, shift += 8) SortByDigit<kDigits>(shift);
    uint32_t digits = 1;
    while (digits <= used) digits *= 2;
    if (out_.contributions.size() < counted_) out_.contributions.resize(2 * counted_);
    out_.order.assign(targets() * digits, 0);

    const size_t count = counted_;
    const uint64_t* const keys = out_.keys.data();
    const CountedSource* const counted = out_.counted.data();
    const Contribution* const sources = out_.sources.data();
    Contribution* const contributions = out_.contributions.data();
    uint32_t* const ends = out_.order.data();  // by target and last digit
    const auto place_of = [&](uint64_t key, uint32_t target) {
      return target * digits + (static_cast<uint32_t>(key >> shift) & (digits - 1));
    };
    for (size_t i = 0; i < count; ++i) {
      ++ends[place_of(keys[i], counted[static_cast<uint32_t>(keys[i])].target)];
    }
    uint32_t begin = 0;
    for (uint32_t& end : out_.order) begin += std::exchange(end, begin);
    std::vector<Range>& ranges = out_.contribution_ranges;
    ranges.resize(targets());
    for (size_t t = 0; t < ranges.size(); ++t) ranges[t].begin = ends[t * digits];
    for (size_t i = 0; i < count; ++i) {
      const CountedSource& own = counted[static_cast<uint32_t>(keys[i])];
      Contribution& c = contributions[ends[place_of(keys[i], own.target)]++];
      c = sources[own.source];
      c.weight = own.weight;
      c.contribution = own.contribution;
    }
    for (size_t t = 0; t < ranges.size(); ++t) {
      ranges[t].size = ends[(t + 1) * digits - 1] - ranges[t].begin;
    }
  }

  // The more it counts for, the smaller is the key.
  uint32_t SetKeys() {
    if (out_.keys.size() < out_.counted.size()) out_.keys.resize(out_.counted.size());
    if (out_.keys_scratch.size() < out_.keys.size()) out_.keys_scratch.resize(out_.keys.size());
    const size_t count = counted_;
    const CountedSource* const counted = out_.counted.data();
    uint64_t* const keys = out_.keys.data();
    uint32_t used = 0;
    for (size_t i = 0; i < count; ++i) {
      const int32_t c = counted[i].contribution;
      const auto strength = static_cast<uint32_t>(c < 0 ? -c : c);
      used |= strength;
      keys[i] = (uint64_t{~strength} << kStrengthBegin) | i;
    }
    return used;
  }

  template <uint32_t kDigits>
  void SortByDigit(uint32_t shift) {
    const uint64_t* const keys = out_.keys.data();
    uint64_t* const sorted = out_.keys_scratch.data();
    const size_t count = counted_;
    std::array<uint32_t, kDigits> begins{};
    for (size_t i = 0; i < count; ++i) ++begins[(keys[i] >> shift) % kDigits];
    uint32_t begin = 0;
    for (uint32_t& digit : begins) begin += std::exchange(digit, begin);
    for (size_t i = 0; i < count; ++i) sorted[begins[(keys[i] >> shift) % kDigits]++] = keys[i];
    out_.keys.swap(out_.keys_scratch);
  }

  size_t targets() const { return tables_.personas.size() + tables_.scales.size(); }

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
    StrAppend(&out_.texts, pieces...);
    return out_.texts.Finish();
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
  size_t counted_ = 0;  // how many of ExplanationState::counted
};

}  // namespace

void ExplainScores(const ConversationState& conversation, ExplanationState* out) {
  ScoreExplainer(conversation, out).Run();
}

}  // namespace rapport::engine

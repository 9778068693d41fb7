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
        term_scale_(tables_.terms, conversation.sums.term_words),
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
  static constexpr uint32_t kDigitBits = 8;
  static constexpr int32_t kNotKnown = INT32_MIN;  // no contribution is

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

  void AddTerms() {
    const ruleset::TermTable& table = tables_.terms;
    // What words said once count for, by their weights in units where these are bytes: there are
    // fewer of them than of words.
    std::array<int32_t, UINT8_MAX + 1> known;
    known.fill(kNotKnown);
    for (const TermCount& term : out_.term_counts) {
      Contribution& c = Append(&out_.sources);
      c.id = term.text;
      c.kind = EvidenceKind::kWord;
      c.count = ShownScore(term.count);
      table.weights.From(size_t{term.term} * table.targets, [&](const auto* weights) {
        constexpr bool kAreBytes = sizeof *weights == 1;
        AddTerm(weights, term.count, kAreBytes && term.count == kOne ? known.data() : nullptr);
      });
    }
  }

  // Which of a row of weights matter is anyone's guess: what does not is written over.
  template <typename T>
  void AddTerm(const T* weights, int64_t count, int32_t* known) {
    const Milli unit = tables_.terms.weights.unit();
    const auto source = static_cast<uint32_t>(out_.sources.size() - 1);
    CountedSource* end = Room(tables_.terms.targets);
    for (Index target = 0; target < tables_.terms.targets; ++target) {
      const Milli weight = unit * weights[target];
      int32_t contribution = known ? known[static_cast<uint8_t>(weights[target])] : kNotKnown;
      if (contribution == kNotKnown) {
        contribution = ShownScore(term_scale_.Contribution(MultiplyMilli(count, weight)));
        if (known) known[static_cast<uint8_t>(weights[target])] = contribution;
      }
      *end = {target, source, weight, contribution};
      end += contribution != 0 ? 1 : 0;
    }
    SetEnd(end);
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
  // order of its sources. They are sorted by the digits of their strengths, the lowest first, which
  // makes no guesses, and by the highest digit are dealt out.
  void DealOut() {
    constexpr uint32_t kMostLastDigits = 32;
    const size_t count = counted_;
    uint32_t used = 0;  // bits of some strength
    for (size_t i = 0; i < count; ++i) used |= StrengthOf(out_.counted[i]);
    uint32_t shift = 0;
    for (; used >= kMostLastDigits && shift + kDigitBits < 32; shift += kDigitBits) {
      SortByDigit(shift);
      used >>= kDigitBits;
    }
    uint32_t digits = 1;
    while (digits <= used) digits *= 2;

    out_.order.assign(targets() * digits, 0);
    uint32_t* const ends = out_.order.data();  // by target and last digit
    const auto end_of = [&](const CountedSource& c) -> uint32_t& {
      return ends[c.target * digits + ((~StrengthOf(c) >> shift) & (digits - 1))];
    };
    const CountedSource* const counted = out_.counted.data();
    for (size_t i = 0; i < count; ++i) ++end_of(counted[i]);
    uint32_t begin = 0;
    for (uint32_t& end : out_.order) begin += std::exchange(end, begin);
    std::vector<Range>& ranges = out_.contribution_ranges;
    ranges.resize(targets());
    for (size_t t = 0; t < ranges.size(); ++t) ranges[t].begin = ends[t * digits];
    if (out_.contributions.size() < count) out_.contributions.resize(2 * count);
    Contribution* const contributions = out_.contributions.data();
    const Contribution* const sources = out_.sources.data();
    for (size_t i = 0; i < count; ++i) {
      const CountedSource& own = counted[i];
      Contribution& c = contributions[end_of(own)++];
      c = sources[own.source];
      c.weight = own.weight;
      c.contribution = own.contribution;
    }
    for (size_t t = 0; t < ranges.size(); ++t) {
      ranges[t].size = ends[(t + 1) * digits - 1] - ranges[t].begin;
    }
  }

  static uint32_t StrengthOf(const CountedSource& c) {
    return static_cast<uint32_t>(c.contribution < 0 ? -c.contribution : c.contribution);
  }

  void SortByDigit(uint32_t shift) {
    constexpr uint32_t kDigits = 1 << kDigitBits;
    if (out_.counted_scratch.size() < out_.counted.size()) {
      out_.counted_scratch.resize(out_.counted.size());
    }
    const size_t count = counted_;
    const CountedSource* const counted = out_.counted.data();
    CountedSource* const sorted = out_.counted_scratch.data();
    const auto digit_of = [shift](const CountedSource& c) {
      return (~StrengthOf(c) >> shift) % kDigits;
    };
    std::array<uint32_t, kDigits> begins{};
    for (size_t i = 0; i < count; ++i) ++begins[digit_of(counted[i])];
    uint32_t begin = 0;
    for (uint32_t& digit : begins) begin += std::exchange(digit, begin);
    for (size_t i = 0; i < count; ++i) sorted[begins[digit_of(counted[i])]++] = counted[i];
    out_.counted.swap(out_.counted_scratch);
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
  const TermScale term_scale_;
  ExplanationState& out_;
  size_t counted_ = 0;  // how many of ExplanationState::counted
};

}  // namespace

void ExplainScores(const ConversationState& conversation, ExplanationState* out) {
  ScoreExplainer(conversation, out).Run();
}

}  // namespace rapport::engine

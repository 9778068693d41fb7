#include "learn/mine_review.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/strings.h"
#include "engine/conversation_state.h"
#include "pack/lexicon.h"
#include "ruleset/compile.h"
#include "ruleset/tables.h"
#include "text/lexicon.h"

namespace rapport::learn {
namespace {

constexpr int64_t kSupport = 8;  // labels that a class needs to count in macro-F1
constexpr double kNearlyAlways = 0.6;
constexpr size_t kPhrases = 5;

double Ratio(int64_t part, int64_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

// Labels and decisions, by persona.
struct Tally {
  explicit Tally(size_t personas) : support(personas), predicted(personas), correct(personas) {}

  void Add(uint32_t label, uint32_t decision, int64_t times) {
    support[label] += times;
    predicted[decision] += times;
    if (label == decision) correct[label] += times;
  }
  double Accuracy() const {
    int64_t all = 0, right = 0;
    for (size_t c = 0; c < support.size(); ++c) {
      all += support[c];
      right += correct[c];
    }
    return Ratio(right, all);
  }
  double MacroF1() const {
    const bool supported = *std::max_element(support.begin(), support.end()) >= kSupport;
    double sum = 0;
    int64_t classes = 0;
    for (size_t c = 0; c < support.size(); ++c) {
      if (support[c] < (supported ? kSupport : 1)) continue;
      sum += 2 * Ratio(correct[c], support[c] + predicted[c]);
      ++classes;
    }
    return classes == 0 ? 0 : sum / static_cast<double>(classes);
  }

  std::vector<int64_t> support, predicted, correct;
};

}  // namespace

CueReviewer::CueReviewer(std::shared_ptr<const RuleSet> rules, const pack::Pack& pack)
    : rules_(std::move(rules)), coverage_(rules_) {
  const ruleset::Tables& tables = rules_->tables();
  std::map<std::string_view, uint32_t> cues;
  for (uint32_t i = 0; i < tables.cues.size(); ++i) cues[tables.cues[i].id] = i;
  text::Lexicon lexicon;
  pack::BuildLexicon(pack.text, &lexicon);
  tokenizer_ = std::make_unique<text::Tokenizer>(&lexicon, &vocabulary_);
  PackLimits limits;
  limits.phrases += pack.text.negators.size() + pack.text.negation_exceptions.size();
  phrase::PhraseSetBuilder builder(&lexicon, limits, &vocabulary_);
  std::vector<phrase::PhraseIssue> issues;  // there are none: the pack has been loaded
  for (const pack::List& list : pack.lists) {
    std::vector<std::string_view> items;
    for (const pack::Text& item : list.items) items.push_back(item.value);
    builder.DeclareList(list.id, items, &issues);
  }
  any_side_.resize(tables.cues.size());
  for (const pack::Cue& cue : pack.cues) {
    const auto known = cues.find(cue.id);
    if (known == cues.end() || cue.side == pack::CueSide::kAgent) continue;
    any_side_[known->second] = cue.side == pack::CueSide::kAny;
    for (const pack::Text& phrase : cue.phrases) {
      if (!builder.Add(static_cast<uint32_t>(phrases_.size()), phrase.value, &issues)) continue;
      phrases_.push_back({known->second, &phrase.value});
    }
  }
  const auto first_tag = static_cast<uint32_t>(phrases_.size());
  negation_ = std::make_unique<phrase::NegationScopes>(
      ruleset::AddNegation(pack.text, first_tag, &builder, &issues));
  set_ = builder.Build();
}

void CueReviewer::FindPhrases(const record::Record& record, const Conversation& conversation,
                              Row* row) {
  const engine::ConversationState& state = conversation.state();
  const ruleset::Tables& tables = rules_->tables();
  for (size_t t = 0; t < state.turns.size(); ++t) {
    const engine::TurnRecord& turn = state.turns[t];
    const bool by_customer = turn.by == Speaker::kCustomer;
    if (!turn.is_public || !(by_customer || turn.by == Speaker::kAgent)) continue;
    tokenizer_->Tokenize(state.turn_text(turn), static_cast<text::Format>(record.turns[t].format),
                         &text_);
    set_->Match(text_, &match_scratch_, &hits_);
    if (!negation_->HasOthers(hits_)) continue;
    negation_->Mark(text_, &hits_, &negated_by_);
    phrase::KeepLeftmostLongest(&hits_);
    for (const phrase::Hit& hit : hits_) {
      const ruleset::Index cue = phrases_[hit.tag].cue;
      if (!by_customer && !any_side_[cue]) continue;
      if (tables.cues[cue].ignore_negated && phrase::IsNegated(hit, negated_by_)) continue;
      if (tables.cues[cue].ignore_quoted && phrase::IsQuoted(hit, text_)) continue;
      row->phrases.push_back(hit.tag);
    }
  }
  std::sort(row->phrases.begin(), row->phrases.end());
  row->phrases.erase(std::unique(row->phrases.begin(), row->phrases.end()), row->phrases.end());
}

Status CueReviewer::Add(const record::Record& record, const Conversation& conversation,
                        std::optional<Time> now) {
  const std::string_view label = record.label ? std::string_view(record.label->persona) : "";
  const ruleset::Tables& tables = rules_->tables();
  Row row;
  if (!label.empty()) {
    const auto at = std::find_if(tables.personas.begin(), tables.personas.end(),
                                 [&](const auto& persona) { return persona.id == label; });
    if (at == tables.personas.end()) {
      return Status(StatusCode::kInvalidArgument,
                    StrCat("label.persona: the pack has no persona '", label, "'"));
    }
    row.label = static_cast<uint32_t>(at - tables.personas.begin());
  }
  coverage_.Add(label, conversation, now);
  if (label.empty()) return Status();

  const engine::ConversationState& state = conversation.state();
  engine::Evaluate(tables, state.facts, state.sums, state.turns, now ? now : state.sums.last_at,
                   &evaluation_);
  const int32_t decided = evaluation_.verdict.persona;
  row.decision = decided < 0 ? tables.none() : static_cast<uint32_t>(decided);
  row.supported = evaluation_.language_supported;
  row.scores.assign(evaluation_.scores.begin(),
                    evaluation_.scores.begin() + tables.personas.size());
  for (size_t p = 0; p < tables.none(); ++p) row.positive_words |= evaluation_.term_scores[p] > 0;
  for (uint32_t e = 0; e < tables.cues.size() + tables.conditions.size(); ++e) {
    const Milli count = evaluation_.Count(state.sums, e);
    if (count != 0) row.fired.push_back({e, count});
  }
  FindPhrases(record, conversation, &row);
  rows_.push_back(std::move(row));
  return Status();
}

// As the engine decides (engine/evaluation.cc), without one piece of evidence.
uint32_t CueReviewer::DecisionWithout(const Row& row, uint32_t evidence) const {
  const ruleset::Tables& tables = rules_->tables();
  const ruleset::Index none = tables.none();
  std::vector<int64_t> scores = row.scores;
  bool positive = row.positive_words;
  for (uint32_t p = 0; p < scores.size(); ++p) {
    for (const ruleset::Weight& w : tables.personas[p].evidence) {
      for (const Fired& fired : row.fired) {
        if (fired.evidence != w.evidence) continue;
        if (w.evidence == evidence) {
          scores[p] -= engine::ContributionOf(fired.count, w.weight);
        } else if (p != none && w.weight > 0) {
          positive = true;
        }
      }
    }
  }
  if (none == 0 || !row.supported || !positive) return none;
  uint32_t best = 0;
  for (uint32_t p = 1; p < none; ++p) {
    if (scores[p] > scores[best] ||
        (scores[p] == scores[best] && tables.personas[p].id < tables.personas[best].id)) {
      best = p;
    }
  }
  if (scores[best] - scores[none] < tables.margin) return none;
  const int64_t most = *std::max_element(scores.begin(), scores.end());
  uint64_t sum = 0;
  for (const int64_t score : scores) sum += ExpNegative(most - score);
  const uint64_t probability = (ExpNegative(most - scores[best]) * 10'000 + sum / 2) / sum;
  return static_cast<int64_t>(probability) < tables.threshold * 10 ? none : best;
}

ReviewEffect CueReviewer::Effect(const std::vector<const Row*>& rows, uint32_t evidence) const {
  ReviewEffect effect;
  Tally before(rules_->tables().personas.size());
  for (const Row& row : rows_) before.Add(row.label, row.decision, 1);
  Tally after = before;
  for (const Row* row : rows) {
    const uint32_t decision = DecisionWithout(*row, evidence);
    effect.gained += row->decision != row->label && decision == row->label ? 1 : 0;
    effect.lost += row->decision == row->label && decision != row->label ? 1 : 0;
    after.Add(row->label, row->decision, -1);
    after.Add(row->label, decision, 1);
  }
  effect.accuracy = after.Accuracy() - before.Accuracy();
  effect.macro_f1 = after.MacroF1() - before.MacroF1();
  return effect;
}

std::vector<PhraseReview> CueReviewer::Phrases(uint32_t cue) const {
  const ruleset::Index none = rules_->tables().none();
  std::map<uint32_t, PhraseReview> found;
  std::map<uint32_t, std::vector<const Row*>> alone;
  for (const Row& row : rows_) {
    std::vector<uint32_t> here;
    for (const uint32_t tag : row.phrases) {
      if (phrases_[tag].cue == cue) here.push_back(tag);
    }
    for (const uint32_t tag : here) {
      PhraseReview& phrase = found[tag];
      ++phrase.fired;
      phrase.none += row.label == none ? 1 : 0;
    }
    if (here.size() == 1) alone[here[0]].push_back(&row);
  }
  std::vector<PhraseReview> out;
  for (auto& [tag, phrase] : found) {
    phrase.phrase = *phrases_[tag].text;
    phrase.alone = static_cast<int64_t>(alone[tag].size());
    phrase.drop = Effect(alone[tag], cue);
    out.push_back(std::move(phrase));
  }
  std::stable_sort(out.begin(), out.end(), [](const PhraseReview& a, const PhraseReview& b) {
    return a.none != b.none ? a.none > b.none : a.fired > b.fired;
  });
  if (out.size() > kPhrases) out.resize(kPhrases);
  return out;
}

CueReview CueReviewer::Result() const {
  const ruleset::Tables& tables = rules_->tables();
  const Coverage coverage = coverage_.Result();
  CueReview out;
  out.records = coverage.n;
  out.labelled = static_cast<int64_t>(rows_.size());
  Tally tally(tables.personas.size());
  for (const Row& row : rows_) tally.Add(row.label, row.decision, 1);
  out.accuracy = tally.Accuracy();
  out.macro_f1 = tally.MacroF1();
  const double none_share = Ratio(tally.support[tables.none()], out.labelled);
  for (uint32_t e = 0; e < coverage.rows.size(); ++e) {
    const CoverageRow& covered = coverage.rows[e];
    CueReviewRow row;
    row.id = covered.id;
    row.is_condition = covered.is_condition;
    row.fired = covered.fired;
    row.unknown = covered.unknown;
    row.share = Ratio(covered.fired, coverage.n);
    row.none_share = covered.none_share;
    for (const auto& persona : tables.personas) {
      for (const ruleset::Weight& w : persona.evidence) {
        if (w.evidence == e && w.weight > 0) row.speaks_for.emplace_back(persona.id);
      }
    }
    std::vector<const Row*> holders;
    for (const Row& r : rows_) {
      if (std::any_of(r.fired.begin(), r.fired.end(),
                      [e](const Fired& fired) { return fired.evidence == e; })) {
        holders.push_back(&r);
      }
    }
    row.drop = Effect(holders, e);
    const bool for_type = std::any_of(row.speaks_for.begin(), row.speaks_for.end(),
                                      [](const std::string& id) { return id != "none"; });
    row.never = covered.never;
    row.nearly_always = row.share >= kNearlyAlways;
    row.mostly_none = for_type && row.none_share > 0.5 && row.none_share >= none_share;
    row.hurts = row.drop.accuracy + row.drop.macro_f1 > 1e-9;
    if (!row.never && !row.nearly_always && !row.mostly_none && !row.hurts) continue;
    if (!row.is_condition && !row.never && for_type) row.phrases = Phrases(e);
    out.rows.push_back(std::move(row));
  }
  const auto rank = [](const CueReviewRow& row) {
    return row.hurts ? 0 : row.mostly_none ? 1 : row.nearly_always ? 2 : 3;
  };
  std::stable_sort(out.rows.begin(), out.rows.end(),
                   [&](const CueReviewRow& a, const CueReviewRow& b) {
                     if (rank(a) != rank(b)) return rank(a) < rank(b);
                     const auto worth = [](const CueReviewRow& row) {
                       return row.drop.accuracy + row.drop.macro_f1;
                     };
                     return worth(a) > worth(b);
                   });
  return out;
}

}  // namespace rapport::learn

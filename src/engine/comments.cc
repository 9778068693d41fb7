// A hit says a theme, a tone, or both. A negator turns a tone round ("no complaints", "not bad"),
// and leaves a theme that has none alone. A theme's tone in a clause is that of its own phrases
// there ("long wait"); where it has none, that of the phrases of no theme ("lovely"), which do not
// reach over the end of the clause. A tone whose words stand inside those of another of the same
// theme, or of no theme, is a part of it and does not count: "better" in "could be better".

#include "engine/comments.h"

#include <algorithm>

#include "phrase/scope.h"

namespace rapport::engine {
namespace {

using ruleset::Tone;

constexpr uint8_t kGood = 1, kBad = 2;

uint8_t BitOf(Tone tone) {
  return tone == Tone::kPraise ? kGood : tone == Tone::kComplaint ? kBad : 0;
}

Tone Opposite(Tone tone) {
  return tone == Tone::kPraise      ? Tone::kComplaint
         : tone == Tone::kComplaint ? Tone::kPraise
                                    : Tone::kNeutral;
}

Sentiment SentimentOfBits(uint8_t bits) {
  switch (bits) {
    case kGood:
      return Sentiment::kPositive;
    case kBad:
      return Sentiment::kNegative;
    case kGood | kBad:
      return Sentiment::kMixed;
    default:
      return Sentiment::kNeutral;
  }
}

uint8_t BitsOf(Sentiment sentiment) {
  switch (sentiment) {
    case Sentiment::kPositive:
      return kGood;
    case Sentiment::kNegative:
      return kBad;
    case Sentiment::kMixed:
      return kGood | kBad;
    case Sentiment::kNeutral:
      break;
  }
  return 0;
}

}  // namespace

// The hits that count, by theme and place. Those of no theme come last.
void CommentReader::FindSaid() {
  const ruleset::FeedbackTables& feedback = tables_.feedback;
  said_.clear();
  feedback.phrases->Match(reading_.tokens, &reading_.scratch, &reading_.matches);
  if (!feedback.negation.HasOthers(reading_.matches)) return;
  feedback.negation.Mark(reading_.tokens, &reading_.matches, &reading_.negated_by);
  phrase::KeepLeftmostLongest(&reading_.matches);
  for (const phrase::Hit& hit : reading_.matches) {
    if (phrase::IsQuoted(hit, reading_.tokens)) continue;
    Tone tone = static_cast<Tone>(hit.tag % ruleset::kTones);
    if (phrase::IsNegated(hit, reading_.negated_by)) tone = Opposite(tone);
    said_.push_back({hit.tag / ruleset::kTones, hit.first_token, hit.end_token, tone});
    std::fill(covered_.begin() + hit.first_token, covered_.begin() + hit.end_token, true);
  }
  std::sort(said_.begin(), said_.end(), [](const Said& a, const Said& b) {
    if (a.theme != b.theme) return a.theme < b.theme;
    if (a.first_token != b.first_token) return a.first_token < b.first_token;
    return a.end_token != b.end_token ? a.end_token > b.end_token : a.tone < b.tone;
  });
}

// What the phrases of no theme say, by clause.
void CommentReader::FindTones() {
  const auto& tokens = reading_.tokens.tokens();
  tones_.assign(tokens.empty() ? 0 : tokens.back().clause + 1, 0);
  own_tones_.assign(tones_.size(), 0);
  const uint32_t none = tables_.feedback.no_theme();
  const auto first = std::partition_point(said_.begin(), said_.end(),
                                          [none](const Said& said) { return said.theme < none; });
  uint32_t end = 0;  // of the words before
  for (auto said = first; said != said_.end(); ++said) {
    if (said->end_token <= end) continue;  // inside another's
    end = said->end_token;
    tones_[tokens[said->first_token].clause] |= BitOf(said->tone);
  }
}

Sentiment CommentReader::SentimentOf(const Said& said, uint8_t own) const {
  const uint32_t clause = reading_.tokens.tokens()[said.first_token].clause;
  return SentimentOfBits(own != 0 ? own : tones_[clause]);
}

// The hits of one theme.
void CommentReader::AddTheme(const Said* begin, const Said* end) {
  const auto& tokens = reading_.tokens.tokens();
  const auto clause = [&](const Said& said) { return tokens[said.first_token].clause; };
  uint32_t end_before = 0;
  for (const Said* said = begin; said != end; ++said) {
    if (said->tone == Tone::kNeutral || said->end_token <= end_before) continue;
    end_before = said->end_token;
    own_tones_[clause(*said)] |= BitOf(said->tone);
    all_ |= BitOf(said->tone);
  }
  uint8_t bits = 0;
  for (const Said* said = begin; said != end; ++said) {
    bits |= BitsOf(SentimentOf(*said, own_tones_[clause(*said)]));
  }
  // The words shown are the first of a tone of their own, else the first in a clause that has one.
  const auto telling = [&](const Said& said) {
    if (said.tone != Tone::kNeutral) return 2;
    return SentimentOf(said, own_tones_[clause(said)]) != Sentiment::kNeutral ? 1 : 0;
  };
  const Said* const shown = std::max_element(
      begin, end, [&](const Said& a, const Said& b) { return telling(a) < telling(b); });
  result_.themes.push_back({begin->theme, SentimentOfBits(bits), tokens[shown->first_token].begin,
                            tokens[shown->end_token - 1].end});
  for (const Said* said = begin; said != end; ++said) own_tones_[clause(*said)] = 0;
}

const CommentReading& CommentReader::Read(std::string_view comment) {
  result_.themes.clear();
  tables_.tokenizer->Tokenize(CutAtCharacter(comment, kCommentBytes), text::Format::kText,
                              &reading_.tokens);
  covered_.assign(reading_.tokens.tokens().size(), false);
  FindSaid();
  FindTones();
  all_ = 0;
  for (const uint8_t tone : tones_) all_ |= tone;
  const uint32_t none = tables_.feedback.no_theme();
  for (size_t i = 0; i < said_.size() && said_[i].theme < none;) {
    size_t end = i;
    while (end < said_.size() && said_[end].theme == said_[i].theme) ++end;
    AddTheme(&said_[i], &said_[i] + (end - i));
    i = end;
  }
  result_.sentiment = SentimentOfBits(all_);
  return result_;
}

}  // namespace rapport::engine

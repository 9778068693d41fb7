// Maps that could grow without bound keep the first so many keys by an order of their own (names by
// their bytes, weeks by how late they are, sampled comments by their hash), and examples likewise.
// A key that is dropped is beaten by as many others, which are never taken back, so it could not
// have stayed in the end; one that stays was never dropped, so its counts are whole. That is why
// parts can be merged in any order, and why what is under no name can be told as what is left of
// all.

#include "insight/themes.h"

#include <algorithm>

#include "base/strings.h"
#include "insight/excerpt.h"
#include "insight/id_hash.h"

namespace rapport::insight {
namespace {

using engine::Sentiment;
using record::ServiceEvent;

size_t IndexOf(record::RatingScale scale) { return static_cast<size_t>(scale); }

template <typename Rating>
bool IsDetractor(const Rating& rating) {
  return rating.score <= kDetractorScores[IndexOf(rating.asks)];
}

// What the words say, or else the score.
Sentiment Overall(const ReadRating& rating) {
  if (rating.sentiment != Sentiment::kNeutral) return rating.sentiment;
  if (IsDetractor(rating)) return Sentiment::kNegative;
  return rating.score >= kGoodScores[IndexOf(rating.asks)] ? Sentiment::kPositive
                                                           : Sentiment::kNeutral;
}

template <typename Map>
void KeepFirst(size_t most, Map* map) {
  while (map->size() > most) map->erase(std::prev(map->end()));
}
template <typename Map>
void KeepLast(size_t most, Map* map) {
  while (map->size() > most) map->erase(map->begin());
}

// Whether `a` is to be shown before `b`.
bool Better(const CommentExample& a, const CommentExample& b) {
  if (a.at != b.at) return a.at > b.at;
  return std::tie(a.text, a.case_id, a.begin, a.end, a.scale, a.score) <
         std::tie(b.text, b.case_id, b.begin, b.end, b.scale, b.score);
}

// Keeps `examples` in order, without two of the same words, and short.
void Keep(CommentExample example, std::vector<CommentExample>* examples) {
  const auto same = std::find_if(examples->begin(), examples->end(),
                                 [&](const CommentExample& e) { return e.text == example.text; });
  if (same != examples->end()) {
    if (!Better(example, *same)) return;
    examples->erase(same);
  }
  const auto at = std::upper_bound(examples->begin(), examples->end(), example, Better);
  if (at == examples->end() && examples->size() >= kExamples) return;
  examples->insert(at, std::move(example));
  if (examples->size() > kExamples) examples->pop_back();
}

void AddTo(const BySentiment& from, BySentiment* to) {
  for (size_t i = 0; i < from.size(); ++i) (*to)[i] += from[i];
}
void AddTo(const ScoresByScale& from, ScoresByScale* to) {
  for (size_t i = 0; i < from.size(); ++i) (*to)[i].Add(from[i]);
}

void AddTo(const ScoresBySubject& from, ScoresBySubject* to) {
  for (size_t i = 0; i < from.size(); ++i) AddTo(from[i], &(*to)[i]);
}

void MergeWeek(const WeekCounts& from, WeekCounts* to) {
  to->comments += from.comments;
  to->themes.resize(std::max(to->themes.size(), from.themes.size()));
  for (size_t i = 0; i < from.themes.size(); ++i) AddTo(from.themes[i], &to->themes[i]);
  for (const auto& [persona, count] : from.personas) to->personas[persona] += count;
  KeepFirst(kMostWeekPersonas, &to->personas);
}

}  // namespace

void Scores::Add(int32_t score, bool is_detractor) {
  moments.Add(score);
  detractors += is_detractor ? 1 : 0;
}

void Scores::Add(const Scores& other) {
  moments.Add(other.moments);
  detractors += other.detractors;
}

int64_t ThemeCounts::comments() const {
  int64_t sum = 0;
  for (const int64_t count : sentiments) sum += count;
  return sum;
}

void RatingCounts::Add(const RatingCounts& other) {
  ratings += other.ratings;
  comments += other.comments;
  themed += other.themed;
  AddTo(other.sentiments, &sentiments);
  AddTo(other.scores, &scores);
  AddTo(other.commented, &commented);
  themes.resize(std::max(themes.size(), other.themes.size()));
  for (size_t i = 0; i < other.themes.size(); ++i) {
    AddTo(other.themes[i].sentiments, &themes[i].sentiments);
    AddTo(other.themes[i].scores, &themes[i].scores);
  }
}

Feedback::Feedback(std::shared_ptr<const RuleSet> rules)
    : rules_(std::move(rules)), reader_(rules_->tables()), examples_(rules_->themes().size()) {}

void Feedback::AddTo(const ReadRating& rating, RatingCounts* counts) const {
  const bool is_detractor = IsDetractor(rating);
  const size_t scale = IndexOf(rating.asks);
  const auto subject = static_cast<size_t>(rating.about);
  ++counts->ratings;
  counts->scores[scale].Add(rating.score, is_detractor);
  if (!rating.has_comment) return;
  ++counts->comments;
  counts->commented[subject][scale].Add(rating.score, is_detractor);
  ++counts->sentiments[static_cast<size_t>(Overall(rating))];
  if (rating.themes.empty()) return;
  ++counts->themed;
  counts->themes.resize(examples_.size());
  for (const auto& [index, sentiment] : rating.themes) {
    ThemeCounts& theme = counts->themes[index];
    ++theme.sentiments[static_cast<size_t>(sentiment)];
    theme.scores[subject][scale].Add(rating.score, is_detractor);
  }
}

void Feedback::AddToWeek(const ReadRating& rating, std::string_view persona) {
  WeekCounts& week = weeks_[WeekOf(Time(Duration(rating.at)))];
  if (!persona.empty()) {
    ++week.personas[std::string(persona)];
    KeepFirst(kMostWeekPersonas, &week.personas);
  }
  if (rating.has_comment) {
    ++week.comments;
    if (!rating.themes.empty()) week.themes.resize(examples_.size());
    for (const auto& [index, sentiment] : rating.themes) {
      ++week.themes[index][static_cast<size_t>(sentiment)];
    }
  }
  KeepLast(kMostWeeks, &weeks_);
}

void Feedback::Sample(const ServiceEvent& rating, bool is_detractor) {
  // Everything that tells ratings apart, so that the same words of two customers are two.
  const uint64_t hash = IdHash(StrCat(rating.comment, "\n", rating.case_id, "\n", rating.customer,
                                      "\n", rating.at.time_since_epoch().count(), " ",
                                      IndexOf(rating.asks), " ", rating.score));
  if (sample_.size() >= kSampled && std::prev(sample_.end())->first.hash < hash) return;
  const std::string_view cut = engine::CutAtCharacter(rating.comment, kSampledBytes);
  SampledValue& value = sample_[{hash, std::string(cut)}];
  ++value.count;
  value.is_detractor = value.is_detractor || is_detractor;
  KeepFirst(kSampled, &sample_);
}

void Feedback::KeepExamples(const ServiceEvent& rating, const engine::CommentReading& said) {
  const std::string_view comment = engine::CutAtCharacter(rating.comment, engine::kCommentBytes);
  for (const engine::ThemeMention& mention : said.themes) {
    auto& examples = examples_[mention.theme][static_cast<size_t>(mention.sentiment)];
    if (examples.size() >= kExamples && examples.back().at > rating.at) continue;
    Excerpt excerpt = CutOut(comment, mention.begin, mention.end);
    CommentExample example;
    example.text = std::move(excerpt.text);
    example.begin = excerpt.begin;
    example.end = excerpt.end;
    example.case_id = engine::CutAtCharacter(rating.case_id, record::kMostDimensionBytes);
    example.at = rating.at;
    example.scale = rating.asks;
    example.score = rating.score;
    Keep(std::move(example), &examples);
  }
}

void Feedback::Add(const ServiceEvent& event) {
  cases_.Note(event);
  if (event.kind != record::ServiceEventKind::kRating) return;
  const engine::CommentReading& said = reader_.Read(event.comment);
  ReadRating rating;
  rating.at = event.at.time_since_epoch().count();
  rating.asks = event.asks;
  rating.about = event.about;
  rating.score = event.score;
  rating.has_comment = !reader_.tokens().tokens().empty();
  rating.sentiment = said.sentiment;
  for (const engine::ThemeMention& mention : said.themes) {
    rating.themes.emplace_back(mention.theme, mention.sentiment);
  }
  AddTo(rating, &all_);
  for (size_t d = 0; d < record::kDimensions; ++d) {
    if (event.dimensions[d].empty()) {
      rating.missing = static_cast<uint8_t>(rating.missing | 1u << d);
      continue;
    }
    AddTo(rating, &by_[d][std::string(event.dimensions[d])]);
    KeepFirst(kMostNames, &by_[d]);
  }
  if (rating.missing != 0) cases_.Add(event.case_id, rating);
  AddToWeek(rating, event.dimension(record::Dimension::kPersona));
  if (!rating.has_comment) return;
  Sample(event, IsDetractor(event));
  KeepExamples(event, said);
}

std::map<std::string, RatingCounts> Feedback::Joined(record::Dimension dimension) const {
  const auto d = static_cast<size_t>(dimension);
  std::map<std::string, RatingCounts> joined = by_[d];
  for (const auto& [hash, entry] : cases_.cases()) {
    if (entry.names[d].name.empty()) continue;
    for (const ReadRating& rating : entry.ratings) {
      if ((rating.missing >> d & 1) != 0) AddTo(rating, &joined[entry.names[d].name]);
    }
    KeepFirst(kMostNames, &joined);
  }
  return joined;
}

std::map<int64_t, WeekCounts> Feedback::JoinedWeeks() const {
  constexpr auto kPersona = static_cast<size_t>(record::Dimension::kPersona);
  std::map<int64_t, WeekCounts> joined = weeks_;
  for (const auto& [hash, entry] : cases_.cases()) {
    if (entry.names[kPersona].name.empty()) continue;
    for (const ReadRating& rating : entry.ratings) {
      const auto week = joined.find(WeekOf(Time(Duration(rating.at))));
      if (week == joined.end() || (rating.missing >> kPersona & 1) == 0) continue;
      ++week->second.personas[entry.names[kPersona].name];
      KeepFirst(kMostWeekPersonas, &week->second.personas);
    }
  }
  return joined;
}

Status Feedback::Merge(const Feedback& other) {
  if (other.rules_->hash() != rules_->hash()) {
    return Status(StatusCode::kInvalidArgument,
                  StrCat("feedback of ", other.rules_->name(), " cannot be merged with that of ",
                         rules_->name()));
  }
  if (all_.ratings > kMostRatings - other.all_.ratings) {
    return Status(StatusCode::kLimitExceeded,
                  StrCat("feedback holds at most ", kMostRatings, " ratings"));
  }
  all_.Add(other.all_);
  for (size_t d = 0; d < record::kDimensions; ++d) {
    for (const auto& [name, counts] : other.by_[d]) by_[d][name].Add(counts);
    KeepFirst(kMostNames, &by_[d]);
  }
  for (const auto& [week, counts] : other.weeks_) MergeWeek(counts, &weeks_[week]);
  KeepLast(kMostWeeks, &weeks_);
  for (size_t t = 0; t < examples_.size(); ++t) {
    for (size_t s = 0; s < engine::kSentiments; ++s) {
      for (const CommentExample& example : other.examples_[t][s]) {
        Keep(example, &examples_[t][s]);
      }
    }
  }
  for (const auto& [key, value] : other.sample_) {
    SampledValue& mine = sample_[key];
    mine.count += value.count;
    mine.is_detractor = mine.is_detractor || value.is_detractor;
  }
  KeepFirst(kSampled, &sample_);
  cases_.Merge(other.cases_);
  return Status();
}

}  // namespace rapport::insight

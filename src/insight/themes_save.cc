// Feedback as bytes: 8 of a mark, 4 of a version, 8 of a checksum over what follows, and then, as
// base/archive.h writes it, the rule set's hash and the members in their order.

#include <algorithm>
#include <cstring>
#include <numeric>

#include "base/archive.h"
#include "base/strings.h"
#include "base/time.h"
#include "insight/themes.h"

namespace rapport::insight {
namespace {

constexpr char kMark[8] = {'R', 'P', 'F', 'E', 'E', 'D', '\r', '\n'};
constexpr uint32_t kVersion = 2;  // 2: scores by subject
constexpr size_t kHeaderBytes = sizeof kMark + 4 + 8;
constexpr size_t kMostExampleBytes = 512;  // beside the words that show the theme

template <typename A>
void Visit(A& a, Moments& m) {
  a.Number(m.n);
  a.Number(m.sum);
  a.Number(m.squares);
}
template <typename A>
void Visit(A& a, Scores& s) {
  Visit(a, s.moments);
  a.Number(s.detractors);
}
template <typename A, typename T, size_t N>
void VisitEach(A& a, std::array<T, N>& items) {
  for (T& item : items) {
    if constexpr (std::is_integral_v<T>) {
      a.Number(item);
    } else {
      Visit(a, item);
    }
  }
}
template <typename A>
void Visit(A& a, BySentiment& counts) {
  VisitEach(a, counts);
}
template <typename A>
void Visit(A& a, ScoresBySubject& scores) {
  for (ScoresByScale& of_subject : scores) VisitEach(a, of_subject);
}
template <typename A>
void Visit(A& a, ThemeCounts& t) {
  VisitEach(a, t.sentiments);
  Visit(a, t.scores);
}

template <typename A>
void Visit(A& a, CommentExample& e) {
  a.Items(e.text);
  a.Number(e.begin);
  a.Number(e.end);
  a.Items(e.case_id);
  int64_t at = e.at.time_since_epoch().count();
  a.Number(at);
  e.at = Time(Duration(at));
  a.Choice(e.scale, record::RatingScale::kCes);
  a.Number(e.score);
}

// A list whose items take at least `least` bytes each, so that no count asks for more memory than
// there are bytes.
template <typename A, typename T>
void VisitList(A& a, size_t least, std::vector<T>* items) {
  auto count = static_cast<uint32_t>(items->size());
  a.Number(count);
  if constexpr (A::kReads) {
    if (count > a.left() / least) return a.Fail("it ends too early");
    items->resize(count);
  }
  for (T& item : *items) Visit(a, item);
}

// A map, whose keys must rise.
template <typename A, typename Map, typename Key, typename Value>
void VisitMap(A& a, Map* map, const Key& visit_key, const Value& visit_value) {
  auto count = static_cast<uint32_t>(map->size());
  a.Number(count);
  if constexpr (A::kReads) {
    for (uint32_t i = 0; i < count && a.ok(); ++i) {
      typename Map::key_type key{};
      visit_key(key);
      if (!map->empty() && !(std::prev(map->end())->first < key)) return a.Fail("keys do not rise");
      visit_value(
          map->emplace_hint(map->end(), std::move(key), typename Map::mapped_type{})->second);
    }
  } else {
    for (auto& [key, value] : *map) {
      visit_key(const_cast<typename Map::key_type&>(key));  // a writer changes nothing
      visit_value(value);
    }
  }
}

template <typename A>
void Visit(A& a, RatingCounts& c) {
  a.Number(c.ratings);
  a.Number(c.comments);
  a.Number(c.themed);
  VisitEach(a, c.sentiments);
  VisitEach(a, c.scores);
  Visit(a, c.commented);
  VisitList(a, sizeof(ThemeCounts), &c.themes);
}

template <typename A>
void Visit(A& a, WeekCounts& w) {
  a.Number(w.comments);
  VisitList(a, sizeof(BySentiment), &w.themes);
  VisitMap(
      a, &w.personas, [&](std::string& name) { a.Items(name); },
      [&](int64_t& count) { a.Number(count); });
}

template <typename A>
void Visit(A& a, ReadRating& r) {
  a.Number(r.at);
  a.Choice(r.asks, record::RatingScale::kCes);
  a.Choice(r.about, record::RatingSubject::kFirm);
  a.Number(r.score);
  a.Flag(r.has_comment);
  a.Choice(r.sentiment, engine::Sentiment::kMixed);
  auto count = static_cast<uint32_t>(r.themes.size());
  a.Number(count);
  if constexpr (A::kReads) {
    if (count > a.left()) return a.Fail("it ends too early");
    r.themes.resize(count);
  }
  for (auto& [theme, sentiment] : r.themes) {
    a.Number(theme);
    a.Choice(sentiment, engine::Sentiment::kMixed);
  }
  a.Number(r.missing);
}

template <typename A>
void Visit(A& a, RatedCase& c) {
  for (FirstName& name : c.names) {
    a.Number(name.at);
    a.Items(name.name);
  }
  auto count = static_cast<uint32_t>(c.ratings.size());
  a.Number(count);
  if constexpr (A::kReads) {
    if (count > kMostCaseRatings) return a.Fail("a case has too many ratings");
    c.ratings.resize(count);
  }
  for (ReadRating& rating : c.ratings) Visit(a, rating);
}

bool IsCount(int64_t value, int64_t most) { return value >= 0 && value <= most; }

int64_t Sum(const BySentiment& counts) {
  return std::accumulate(counts.begin(), counts.end(), int64_t{0});
}

bool AreCounts(const BySentiment& counts, int64_t most) {
  return std::all_of(counts.begin(), counts.end(),
                     [most](int64_t count) { return IsCount(count, most); });
}

// Scores of at most `n` ratings, to whose number they are added; `n` is within kMostRatings, so
// that nothing here overflows.
bool AreScores(const ScoresByScale& scores, int64_t n, int64_t* count) {
  for (size_t i = 0; i < scores.size(); ++i) {
    const auto [low, high] = record::kScoreRanges[i];
    const Moments& m = scores[i].moments;
    if (!IsCount(m.n, n) || !IsCount(scores[i].detractors, m.n)) return false;
    if (m.sum < m.n * low || m.sum > m.n * high) return false;
    if (m.squares < m.sum * low || m.squares > m.sum * high) return false;
    *count += m.n;
  }
  return true;
}

// Scores of `n` ratings in all.
bool IsValid(const ScoresByScale& scores, int64_t n) {
  int64_t count = 0;
  return AreScores(scores, n, &count) && count == n;
}
bool IsValid(const ScoresBySubject& scores, int64_t n) {
  int64_t count = 0;
  return std::all_of(scores.begin(), scores.end(),
                     [&](const ScoresByScale& of) { return AreScores(of, n, &count); }) &&
         count == n;
}

// Whether the ratings of `some` can be among those of `all`.
bool AreAmong(const ScoresBySubject& some, const ScoresBySubject& all) {
  for (size_t subject = 0; subject < all.size(); ++subject) {
    for (size_t scale = 0; scale < record::kRatingScales; ++scale) {
      const Scores &a = some[subject][scale], &b = all[subject][scale];
      if (a.moments.n > b.moments.n || a.detractors > b.detractors ||
          a.moments.n - a.detractors > b.moments.n - b.detractors ||
          a.moments.sum > b.moments.sum || a.moments.squares > b.moments.squares) {
        return false;
      }
    }
  }
  return true;
}

bool IsValid(const RatingCounts& c, size_t themes, int64_t most) {
  if (!IsCount(c.ratings, most) || !IsCount(c.comments, c.ratings) ||
      !IsCount(c.themed, c.comments) || !AreCounts(c.sentiments, c.comments) ||
      Sum(c.sentiments) != c.comments || !IsValid(c.scores, c.ratings) ||
      !IsValid(c.commented, c.comments) || (!c.themes.empty() && c.themes.size() != themes)) {
    return false;
  }
  for (size_t i = 0; i < c.scores.size(); ++i) {
    int64_t commented = 0;
    for (const ScoresByScale& of : c.commented) commented += of[i].moments.n;
    if (commented > c.scores[i].moments.n) return false;
  }
  for (const ThemeCounts& theme : c.themes) {
    if (!AreCounts(theme.sentiments, c.themed) || theme.comments() > c.themed ||
        !IsValid(theme.scores, theme.comments()) || !AreAmong(theme.scores, c.commented)) {
      return false;
    }
  }
  return true;
}

bool IsValid(const WeekCounts& w, size_t themes, int64_t most) {
  if (!IsCount(w.comments, most) || (!w.themes.empty() && w.themes.size() != themes) ||
      w.personas.size() > kMostWeekPersonas) {
    return false;
  }
  int64_t named = 0;  // each rating names one persona at most
  for (const auto& persona : w.personas) {
    if (persona.second <= 0 || persona.second > most - named) return false;
    named += persona.second;
  }
  return std::all_of(w.themes.begin(), w.themes.end(),
                     [&](const BySentiment& counts) {
                       return AreCounts(counts, w.comments) && Sum(counts) <= w.comments;
                     }) &&
         std::all_of(w.personas.begin(), w.personas.end(), [&](const auto& persona) {
           return persona.first.size() <= record::kMostDimensionBytes;
         });
}

bool IsValid(const CommentExample& e) {
  const auto [low, high] = record::kScoreRanges[static_cast<size_t>(e.scale)];
  return e.text.size() <= kMostExampleBytes + engine::kCommentBytes && e.begin <= e.end &&
         e.end <= e.text.size() && e.case_id.size() <= record::kMostDimensionBytes &&
         IsInRange(e.at) && e.score >= low && e.score <= high;
}

bool IsValid(const ReadRating& r, size_t themes) {
  const auto [low, high] = record::kScoreRanges[static_cast<size_t>(r.asks)];
  const bool rise =
      std::adjacent_find(r.themes.begin(), r.themes.end(), [](const auto& a, const auto& b) {
        return a.first >= b.first;
      }) == r.themes.end();
  return IsInRange(Time(Duration(r.at))) && r.score >= low && r.score <= high && rise &&
         (r.themes.empty() || (r.has_comment && r.themes.back().first < themes)) &&
         r.missing < 1u << record::kDimensions;
}

bool IsValid(const RatedCase& c, size_t themes) {
  return std::all_of(c.names.begin(), c.names.end(),
                     [](const FirstName& name) {
                       return name.name.size() <= record::kMostDimensionBytes;
                     }) &&
         std::is_sorted(c.ratings.begin(), c.ratings.end()) &&
         std::all_of(c.ratings.begin(), c.ratings.end(),
                     [themes](const ReadRating& r) { return IsValid(r, themes); });
}

}  // namespace

class FeedbackArchive {
 public:
  template <typename A>
  static void Visit(A& a, Feedback& f) {
    insight::Visit(a, f.all_);
    for (auto& names : f.by_) {
      VisitMap(
          a, &names, [&](std::string& name) { a.Items(name); },
          [&](RatingCounts& counts) { insight::Visit(a, counts); });
    }
    VisitMap(
        a, &f.weeks_, [&](int64_t& week) { a.Number(week); },
        [&](WeekCounts& week) { insight::Visit(a, week); });
    for (ExamplesBySentiment& of_theme : f.examples_) {
      for (auto& examples : of_theme) VisitList(a, 1, &examples);
    }
    VisitMap(
        a, &f.sample_,
        [&](SampledKey& key) {
          a.Number(key.hash);
          a.Items(key.comment);
        },
        [&](SampledValue& value) {
          a.Number(value.count);
          a.Flag(value.is_detractor);
        });
    VisitMap(
        a, f.cases_.mutable_cases(), [&](uint64_t& hash) { a.Number(hash); },
        [&](RatedCase& entry) { insight::Visit(a, entry); });
  }

  // Whether it can have come about by adding ratings, as far as sums show.
  static bool IsValid(const Feedback& f) {
    const size_t themes = f.examples_.size();
    if (!insight::IsValid(f.all_, themes, kMostRatings)) return false;
    if (f.cases_.cases().size() > kMostRatedCases) return false;
    std::array<int64_t, record::kDimensions> waiting = {};
    for (const auto& [hash, entry] : f.cases_.cases()) {
      if (!insight::IsValid(entry, themes)) return false;
      for (const ReadRating& rating : entry.ratings) {
        for (size_t d = 0; d < waiting.size(); ++d) waiting[d] += rating.missing >> d & 1;
      }
    }
    for (size_t d = 0; d < f.by_.size(); ++d) {
      const auto& names = f.by_[d];
      if (names.size() > kMostNames || waiting[d] > f.all_.ratings) return false;
      int64_t left = f.all_.ratings - waiting[d];
      for (const auto& [name, counts] : names) {
        if (name.empty() || name.size() > record::kMostDimensionBytes ||
            !insight::IsValid(counts, themes, left)) {
          return false;
        }
        left -= counts.ratings;
      }
    }
    if (f.weeks_.size() > kMostWeeks || f.sample_.size() > kSampled) return false;
    int64_t left = f.all_.comments;
    for (const auto& [week, counts] : f.weeks_) {
      if (week < WeekOf(kFirstTime) || week > WeekOf(kLastTime) ||
          !insight::IsValid(counts, themes, f.all_.ratings) || counts.comments > left) {
        return false;
      }
      left -= counts.comments;
    }
    for (const ExamplesBySentiment& of_theme : f.examples_) {
      for (const auto& examples : of_theme) {
        if (examples.size() > kExamples ||
            !std::all_of(examples.begin(), examples.end(),
                         [](const CommentExample& e) { return insight::IsValid(e); })) {
          return false;
        }
      }
    }
    return std::all_of(f.sample_.begin(), f.sample_.end(), [&](const auto& entry) {
      return entry.first.comment.size() <= kSampledBytes && entry.second.count > 0 &&
             entry.second.count <= f.all_.comments;
    });
  }

  static void Move(Feedback* from, Feedback* to) {
    to->all_ = std::move(from->all_);
    to->by_ = std::move(from->by_);
    to->weeks_ = std::move(from->weeks_);
    to->examples_ = std::move(from->examples_);
    to->sample_ = std::move(from->sample_);
    to->cases_ = std::move(from->cases_);
  }
};

std::string Feedback::Save() const {
  ArchiveWriter body;
  body.Text(rules_->hash());
  FeedbackArchive::Visit(body, const_cast<Feedback&>(*this));  // a writer changes nothing
  ArchiveWriter header;
  header.Number(kVersion);
  header.Number(Checksum(body.bytes()));
  return StrCat(std::string_view(kMark, sizeof kMark), header.bytes(), body.bytes());
}

Status Feedback::Load(std::string_view bytes) {
  const auto refuse = [](std::string_view why) {
    return Status(StatusCode::kInvalidArgument, StrCat("this is no saved feedback: ", why));
  };
  if (bytes.size() < kHeaderBytes || std::memcmp(bytes.data(), kMark, sizeof kMark) != 0) {
    return refuse("it does not begin as one");
  }
  uint32_t version = 0;
  uint64_t checksum = 0;
  ArchiveReader header(bytes.substr(sizeof kMark, kHeaderBytes - sizeof kMark));
  header.Number(version);
  header.Number(checksum);
  // Aligned, as archives are.
  const std::string body(bytes.substr(kHeaderBytes));
  if (version != kVersion) return refuse("its version is not known");
  if (checksum != Checksum(body)) return refuse("its checksum does not agree");
  ArchiveReader reader(body);
  std::string hash;
  reader.Text(hash);
  if (reader.ok() && hash != rules_->hash()) {
    return Status(StatusCode::kInvalidArgument,
                  StrCat("the feedback was saved with other rules than ", rules_->name()));
  }
  Feedback read(rules_);
  FeedbackArchive::Visit(reader, read);
  if (!reader.ok()) return refuse(reader.why());
  if (reader.left() > 0) return refuse("it goes on too long");
  if (!FeedbackArchive::IsValid(read)) return refuse("its numbers do not agree");
  FeedbackArchive::Move(&read, this);
  return Status();
}

}  // namespace rapport::insight

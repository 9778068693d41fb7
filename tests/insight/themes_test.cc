// Feedback: counts against a naive reading of the same ratings, order and merging, bytes and back,
// bounds, and what the report says of planted effects.

#include "insight/themes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "base/archive.h"
#include "base/strings.h"
#include "base/time.h"
#include "insight/themes_json.h"
#include "insight/themes_report.h"

namespace rapport::insight {
namespace {

using record::Dimension;
using record::RatingScale;
using record::ServiceEvent;
using record::ServiceEventKind;

constexpr char kPack[] = R"(rapport: 1
pack: {id: p, version: 1.0.0, language: en}
text:
  own_words: [the, was, a, is, and, my, of, in, it, we]
  praise_phrases: [good, lovely]
  complaint_phrases: [bad, awful]
cues: {x: [xyzzy]}
personas: {a: {label: Type A, display_name: A}}
themes:
  staff: {label: Staff, phrases: [staff]}
  wait: {label: Waiting, phrases: [queue], complaints: [long wait]}
  price: {label: Price, phrases: [price]}
measures:
  hire: {label: Hire, for: [wait], owner: planning, cost: high, moves: first_response_p90}
  train: {label: Train, for: [staff, wait], owner: leads, cost: low, moves: csat}
)";

std::shared_ptr<const RuleSet> Rules(const char* more = "") {
  RuleSetBuilder builder;
  builder.AddFile("p.yaml", StrCat(kPack, more));
  auto rules = builder.Build();
  EXPECT_TRUE(rules.ok()) << FormatDiagnostics(builder.diagnostics());
  return rules.ok() ? *rules : nullptr;
}

Time At(int64_t hours) { return *ParseTime("2026-03-02T00:00:00Z") + std::chrono::hours(hours); }

// A rating that owns its words.
struct Rating {
  std::string comment, case_id, persona, team;
  RatingScale asks = RatingScale::kCsat;
  int32_t score = 3;
  int64_t hours = 0;
  record::RatingSubject about = record::RatingSubject::kService;

  ServiceEvent event() const {
    ServiceEvent e;
    e.about = about;
    e.kind = ServiceEventKind::kRating;
    e.at = At(hours);
    e.case_id = case_id;
    e.asks = asks;
    e.score = score;
    e.comment = comment;
    e.dimensions[static_cast<size_t>(Dimension::kPersona)] = persona;
    e.dimensions[static_cast<size_t>(Dimension::kTeam)] = team;
    return e;
  }
};

std::string Json(const Feedback& feedback, FeedbackOptions options = {}) {
  record::JsonWriter json;
  WriteFeedback(feedback.Report(options), &json);
  return std::string(json.bytes());
}

std::vector<Rating> RandomRatings(uint64_t seed, size_t count) {
  std::mt19937_64 random(seed);
  const auto below = [&](uint64_t n) { return random() % n; };
  static const char* const kParts[] = {"lovely staff", "the queue was awful", "long wait",
                                       "good price",   "bad price",           "blue lamp shade",
                                       "nothing",      "staff, bad",          "squeaky door"};
  std::vector<Rating> ratings;
  for (size_t i = 0; i < count; ++i) {
    Rating r;
    const size_t parts = below(4);
    for (size_t p = 0; p < parts; ++p) StrAppend(&r.comment, kParts[below(9)], ". ");
    r.case_id = below(5) == 0 ? "" : StrCat("k", below(count));
    r.persona = below(4) == 0 ? "" : StrCat("t", below(3));
    r.team = below(3) == 0 ? "north" : "south";
    r.asks = static_cast<RatingScale>(below(3));
    const auto [low, high] = record::kScoreRanges[static_cast<size_t>(r.asks)];
    r.score = low + static_cast<int32_t>(below(static_cast<uint64_t>(high - low + 1)));
    r.hours = static_cast<int64_t>(below(24 * 7 * 6));
    r.about = static_cast<record::RatingSubject>(i % record::kRatingSubjects);
    ratings.push_back(std::move(r));
  }
  return ratings;
}

Feedback Of(const std::shared_ptr<const RuleSet>& rules, const std::vector<Rating>& ratings) {
  Feedback feedback(rules);
  for (const Rating& rating : ratings) feedback.Add(rating.event());
  return feedback;
}

TEST(Feedback, CountsAreThoseOfANaiveReading) {
  const auto rules = Rules();
  const std::vector<Rating> ratings = RandomRatings(1, 500);
  const FeedbackReport report = Of(rules, ratings).Report({});
  int64_t comments = 0, themed = 0, north = 0;
  std::map<std::string, int64_t> about;
  std::map<std::string, int64_t> north_about;
  Moments csat;
  int64_t detractors = 0;
  for (const Rating& r : ratings) {
    const auto has = [&](std::string_view words) {
      return r.comment.find(words) != std::string::npos;
    };
    const bool staff = has("staff"), wait = has("queue") || has("long wait"), price = has("price");
    comments += r.comment.empty() ? 0 : 1;
    themed += staff || wait || price ? 1 : 0;
    about["staff"] += staff ? 1 : 0;
    about["wait"] += wait ? 1 : 0;
    about["price"] += price ? 1 : 0;
    if (r.team == "north") {
      ++north;
      north_about["wait"] += wait ? 1 : 0;
    }
    if (r.asks == RatingScale::kCsat) {
      csat.Add(r.score);
      detractors += r.score <= 2 ? 1 : 0;
    }
  }
  EXPECT_EQ(report.ratings, 500);
  EXPECT_EQ(report.comments, comments);
  EXPECT_EQ(report.themed, themed);
  ASSERT_EQ(report.themes.size(), 3u);
  for (const ThemeSummary& theme : report.themes) {
    EXPECT_EQ(theme.comments.count, about[theme.id]) << theme.id;
    EXPECT_EQ(theme.comments.n, comments);
  }
  ASSERT_EQ(report.scales.size(), 3u);
  EXPECT_EQ(report.scales[0].n, csat.n);
  EXPECT_DOUBLE_EQ(report.scales[0].mean,
                   static_cast<double>(csat.sum) / static_cast<double>(csat.n));
  EXPECT_EQ(report.scales[0].detractors.count, detractors);
  FeedbackOptions by_team;
  by_team.by = Dimension::kTeam;
  for (const GroupRow& row : Of(rules, ratings).Report(by_team).groups) {
    if (row.name != "north") continue;
    EXPECT_EQ(row.ratings, north);
    int64_t of_wait = 0;
    for (const int64_t n : row.themes[2]) of_wait += n;  // price, staff, wait
    EXPECT_EQ(of_wait, north_about["wait"]);
  }
}

TEST(Feedback, OrderAndPartsChangeNothing) {
  const auto rules = Rules();
  std::vector<Rating> ratings = RandomRatings(2, 600);
  const Feedback whole = Of(rules, ratings);
  std::mt19937_64 random(3);
  for (int round = 0; round < 3; ++round) {
    std::shuffle(ratings.begin(), ratings.end(), random);
    EXPECT_EQ(Of(rules, ratings).Save(), whole.Save());
    std::array<Feedback, 3> parts = {Feedback(rules), Feedback(rules), Feedback(rules)};
    for (const Rating& rating : ratings) parts[random() % 3].Add(rating.event());
    ASSERT_TRUE(parts[1].Merge(parts[2]).ok());
    ASSERT_TRUE(parts[0].Merge(parts[1]).ok());
    EXPECT_EQ(parts[0].Save(), whole.Save());
    EXPECT_EQ(Json(parts[0]), Json(whole));
  }
}

TEST(Feedback, OtherEventsAreNotCounted) {
  Feedback feedback(Rules());
  ServiceEvent event;
  event.kind = ServiceEventKind::kContact;
  event.comment = "lovely staff";
  feedback.Add(event);
  EXPECT_EQ(feedback.Report({}).ratings, 0);
}

// A naive join: the first event of the case that names it, by time, then by name.
TEST(Feedback, WhatARatingDoesNotNameItsCaseDoes) {
  const auto rules = Rules();
  std::mt19937_64 random(9);
  const auto below = [&](uint64_t n) { return static_cast<int64_t>(random() % n); };
  std::vector<Rating> ratings;
  for (int i = 0; i < 400; ++i) {
    Rating r;
    r.case_id = StrCat("k", below(120));
    r.team = below(2) == 0 ? "" : StrCat("t", below(4));
    r.comment = below(2) == 0 ? "lovely staff" : "";
    r.score = static_cast<int32_t>(1 + below(5));
    r.hours = below(50);
    if (below(3) == 0) r.asks = RatingScale::kCes;
    ratings.push_back(r);
  }
  // Those after the first two hundred are no ratings, and only tell teams.
  std::map<std::string, std::pair<int64_t, std::string>> first;
  for (const Rating& r : ratings) {
    if (r.team.empty()) continue;
    const auto [it, is_new] = first.emplace(r.case_id, std::make_pair(r.hours, r.team));
    if (!is_new) it->second = std::min(it->second, std::make_pair(r.hours, r.team));
  }
  std::map<std::string, int64_t> want, waiting;
  for (size_t i = 0; i < 200; ++i) {
    const Rating& r = ratings[i];
    // Each lacks some name, so each waits.
    ASSERT_LE(++waiting[r.case_id], static_cast<int64_t>(kMostCaseRatings));
    const std::string team = !r.team.empty()              ? r.team
                             : first.count(r.case_id) > 0 ? first[r.case_id].second
                                                          : "";
    if (!team.empty()) ++want[team];
  }
  std::vector<size_t> order(ratings.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::string saved;
  for (int round = 0; round < 3; ++round) {
    std::shuffle(order.begin(), order.end(), random);
    Feedback a(rules), b(rules);
    for (const size_t i : order) {
      ServiceEvent event = ratings[i].event();
      if (i >= 200) event.kind = ServiceEventKind::kContact;
      (random() % 2 == 0 ? a : b).Add(event);
    }
    ASSERT_TRUE(a.Merge(b).ok());
    FeedbackOptions options;
    options.by = Dimension::kTeam;
    std::map<std::string, int64_t> got;
    for (const GroupRow& row : a.Report(options).groups) got[row.name] = row.ratings;
    EXPECT_EQ(got, want);
    if (round == 0) saved = a.Save();
    EXPECT_EQ(a.Save(), saved);
    Feedback again(rules);
    ASSERT_TRUE(again.Load(saved).ok()) << again.Load(saved).message();
    EXPECT_EQ(Json(again, options), Json(a, options));
  }
}

TEST(Feedback, SentimentFallsBackOnTheScoreForTheWholeOnly) {
  struct Row {
    const char* comment;
    RatingScale asks;
    int32_t score;
    BySentiment whole, staff;
  };
  const Row kRows[] = {
      {"the staff", RatingScale::kCsat, 2, {1, 0, 0, 0}, {0, 1, 0, 0}},
      {"the staff", RatingScale::kCsat, 3, {0, 1, 0, 0}, {0, 1, 0, 0}},
      {"the staff", RatingScale::kCsat, 4, {0, 0, 1, 0}, {0, 1, 0, 0}},
      {"the staff", RatingScale::kNps, 6, {1, 0, 0, 0}, {0, 1, 0, 0}},
      {"the staff", RatingScale::kNps, 8, {0, 1, 0, 0}, {0, 1, 0, 0}},
      {"the staff", RatingScale::kNps, 9, {0, 0, 1, 0}, {0, 1, 0, 0}},
      {"the staff", RatingScale::kCes, 3, {1, 0, 0, 0}, {0, 1, 0, 0}},
      {"the staff", RatingScale::kCes, 5, {0, 0, 1, 0}, {0, 1, 0, 0}},
      {"lovely staff", RatingScale::kCsat, 1, {0, 0, 1, 0}, {0, 0, 1, 0}},
  };
  const auto rules = Rules();
  for (const Row& row : kRows) {
    const FeedbackReport report =
        Of(rules, {{row.comment, "", "", "", row.asks, row.score, 0}}).Report({});
    EXPECT_EQ(report.sentiments, row.whole) << row.comment << row.score;
    ASSERT_EQ(report.themes.size(), 1u);
    EXPECT_EQ(report.themes[0].sentiments, row.staff) << row.comment << row.score;
  }
}

TEST(Feedback, ExamplesAreTheLatestWithTheirWordsMarked) {
  const auto rules = Rules();
  std::vector<Rating> ratings;
  for (int i = 0; i < 6; ++i) {
    ratings.push_back(
        {StrCat("Number ", i, ": lovely staff"), StrCat("k", i), "", "", RatingScale::kCsat, 5, i});
  }
  ratings.push_back({"Number 5: lovely staff", "k9", "", "", RatingScale::kCsat, 5, 1});
  ratings.push_back(
      {StrCat(std::string(400, 'x'), " lovely staff"), "k7", "", "", RatingScale::kCsat, 5, 9});
  const FeedbackReport report = Of(rules, ratings).Report({});
  const auto& examples = report.themes[0].examples[2];
  ASSERT_EQ(examples.size(), 3u);
  EXPECT_EQ(examples[0].case_id, "k7");
  EXPECT_EQ(examples[1].text, "Number 5: lovely staff");
  EXPECT_EQ(examples[1].case_id, "k5");
  EXPECT_EQ(examples[2].case_id, "k4");
  EXPECT_EQ(examples[0].text.substr(0, 3), "…");
  for (const CommentExample& e : examples) {
    EXPECT_EQ(e.text.substr(e.begin, e.end - e.begin), "staff");
  }
}

std::vector<Rating> Planted(bool effect, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<Rating> ratings;
  for (int i = 0; i < 400; ++i) {
    Rating r;
    const bool wait = random() % 4 == 0;
    const bool staff = random() % 3 == 0;
    r.comment = StrCat(wait ? "the queue. " : "", staff ? "the staff. " : "", "it was what it was");
    r.score = 1 + static_cast<int32_t>(random() % 5);
    if (effect && wait) r.score = 1 + static_cast<int32_t>(random() % 2);
    r.case_id = StrCat("k", i);
    r.hours = static_cast<int64_t>(random() % (24 * 7 * 5));
    ratings.push_back(std::move(r));
  }
  return ratings;
}

TEST(Feedback, PlantedDriverIsFoundWithItsMeasures) {
  const FeedbackReport report = Of(Rules(), Planted(true, 1)).Report({});
  ASSERT_FALSE(report.drivers.empty());
  const Driver& first = report.drivers[0];
  EXPECT_EQ(first.theme, "wait");
  EXPECT_EQ(first.verdict, DriverVerdict::kHurts);
  EXPECT_LT(first.mean->value, -1);
  EXPECT_GT(first.detractors, 0.4);
  EXPECT_GT(first.impact, 0.05);
  ASSERT_EQ(first.measures.size(), 2u);
  EXPECT_EQ(first.measures[0].id, "hire");
  EXPECT_EQ(first.measures[0].owner, "planning");
  EXPECT_EQ(first.measures[0].cost, "high");
  EXPECT_EQ(first.measures[0].moves, "first_response_p90");
  for (const Driver& driver : report.drivers) {
    if (driver.theme == "wait") continue;
    EXPECT_TRUE(driver.measures.empty()) << driver.theme;
  }
}

TEST(Feedback, WithoutAnyEffectFewReportsShowOne) {
  const auto rules = Rules();
  int drivers = 0, drifts = 0;
  constexpr int kRuns = 200;
  for (int run = 0; run < kRuns; ++run) {
    const FeedbackReport report = Of(rules, Planted(false, 100 + run)).Report({});
    const auto is_effect = [](const Driver& d) {
      return d.verdict == DriverVerdict::kHurts || d.verdict == DriverVerdict::kHelps;
    };
    drivers += std::any_of(report.drivers.begin(), report.drivers.end(), is_effect) ? 1 : 0;
    drifts += std::any_of(report.drift.begin(), report.drift.end(),
                          [](const Drift& d) { return d.has_changed; })
                  ? 1
                  : 0;
  }
  // One in twenty, and four standard errors.
  EXPECT_LE(drivers, 22);
  EXPECT_LE(drifts, 22);
}

// Who speaks of a theme that all speak well of is pleased, whatever the theme moves.
TEST(Feedback, AThemeThatSpeaksOneWayOnlyIsNotJudged) {
  struct Case {
    int well, badly, both, neither;  // of 100 comments about the queue
    bool is_one_sided;
  };
  constexpr Case kCases[] = {{100, 0, 0, 0, true},  {0, 100, 0, 0, true},  {96, 4, 0, 0, true},
                             {95, 5, 0, 0, false},  {4, 96, 0, 0, true},   {95, 0, 5, 0, false},
                             {96, 2, 2, 0, true},   {50, 50, 0, 0, false}, {30, 4, 0, 66, true},
                             {30, 5, 0, 65, false}, {0, 0, 0, 100, false}, {4, 0, 0, 96, false},
                             {5, 0, 0, 95, true}};
  for (const Case& c : kCases) {
    std::vector<Rating> ratings;
    const auto add = [&](int count, const char* comment, int32_t score) {
      for (int i = 0; i < count; ++i) ratings.push_back({comment, "", "", "", {}, score, i});
    };
    add(c.well, "good queue", 5);
    add(c.badly, "awful queue", 1);
    add(c.both, "good queue, awful queue", 3);
    add(c.neither, "the queue", 3);
    add(50, "it was what it was", 3);
    add(50, "it was what it was", 4);
    const FeedbackReport report = Of(Rules(), ratings).Report({});
    ASSERT_EQ(report.drivers.size(), 1u);
    const Driver& driver = report.drivers[0];
    EXPECT_EQ(driver.verdict == DriverVerdict::kOneSided, c.is_one_sided)
        << c.well << " " << c.badly << " " << c.both << " " << c.neither;
    EXPECT_EQ(driver.with, 100);
    EXPECT_EQ(driver.mean.has_value(), !c.is_one_sided);
    if (!c.is_one_sided) continue;
    EXPECT_STREQ(DriverVerdictName(driver.verdict), "one_sided");
    EXPECT_TRUE(driver.measures.empty());
  }
}

// Products are rated worse and spoken of by their price: the price moves neither score.
TEST(Feedback, SubjectsAreComparedEachWithItself) {
  std::vector<Rating> ratings;
  for (int i = 0; i < 400; ++i) {
    const bool is_product = i % 2 == 0;
    const bool of_price = i % 20 < (is_product ? 16 : 4);
    Rating rating{of_price ? "the price" : "it was", "", "", "", {}, 1 + i / 20 % 3, i};
    if (!is_product) rating.score += 2;
    if (is_product) rating.about = record::RatingSubject::kProduct;
    ratings.push_back(rating);
  }
  const FeedbackReport report = Of(Rules(), ratings).Report({});
  ASSERT_EQ(report.drivers.size(), 2u);
  for (const Driver& driver : report.drivers) {
    EXPECT_EQ(driver.verdict, DriverVerdict::kNoEvidence);
    EXPECT_EQ(driver.with, driver.about == record::RatingSubject::kProduct ? 160 : 40);
    EXPECT_EQ(driver.with + driver.without, 200);
    EXPECT_NEAR(driver.mean->value, 0, 0.2);
  }
  EXPECT_NE(report.drivers[0].about, report.drivers[1].about);
}

TEST(Feedback, TooFewRatingsGiveNoVerdict) {
  std::vector<Rating> ratings = Planted(true, 1);
  ratings.resize(30);
  for (const Driver& d : Of(Rules(), ratings).Report({}).drivers) {
    if (std::min(d.with, d.without) >= 20) continue;
    EXPECT_EQ(d.verdict, DriverVerdict::kTooFew) << d.theme;
  }
}

TEST(Feedback, DriftOfThemesAndTypes) {
  std::vector<Rating> ratings;
  for (int week = 0; week < 5; ++week) {
    for (int i = 0; i < 60; ++i) {
      const bool last = week == 4;
      ratings.push_back({i % 10 < (last ? 7 : 1) ? "the price" : "the staff", StrCat("k", i),
                         i % 10 < (last ? 6 : 2) ? "a" : "b", "", RatingScale::kCsat, 3,
                         week * 168 + i});
    }
  }
  const FeedbackReport report = Of(Rules(), ratings).Report({});
  EXPECT_EQ(report.weeks.size(), 5u);
  EXPECT_EQ(report.latest_week, "2026-03-30");
  ASSERT_EQ(report.drift.size(), 4u);  // price, staff, and both types
  for (const Drift& d : report.drift) EXPECT_TRUE(d.has_changed) << d.id;
  const auto price = std::find_if(report.drift.begin(), report.drift.end(),
                                  [](const Drift& d) { return d.id == "price"; });
  EXPECT_EQ(price->latest.count, 42);
  EXPECT_EQ(price->latest.n, 60);
  EXPECT_EQ(price->earlier.count, 24);
  EXPECT_EQ(price->earlier.n, 240);
  const auto type = std::find_if(report.drift.begin(), report.drift.end(),
                                 [](const Drift& d) { return d.is_persona && d.id == "a"; });
  EXPECT_EQ(type->label, "Type A");
}

TEST(Feedback, NewThemesAreProposed) {
  std::vector<Rating> ratings;
  for (int i = 0; i < 300; ++i) {
    const bool manual = i % 3 == 0;
    ratings.push_back({StrCat(manual ? "the assembly manual is a riddle" : "lovely staff", " ", i),
                       StrCat("k", i), "", "", RatingScale::kCsat, manual ? 1 : 5, i});
  }
  const FeedbackReport report = Of(Rules(), ratings).Report({});
  EXPECT_EQ(report.sampled, 300);
  ASSERT_EQ(report.proposals.size(), 4u);
  EXPECT_EQ(report.proposals[0].from, Proposal::From::kNoTheme);
  EXPECT_EQ(report.proposals[0].words, "assembly manual");
  EXPECT_EQ(report.proposals[0].in, 100);
  EXPECT_EQ(report.proposals[0].of, 100);
  EXPECT_EQ(report.proposals[0].elsewhere, 0);
  EXPECT_EQ(report.proposals[1].words, "riddle");
  EXPECT_EQ(report.proposals[2].from, Proposal::From::kLowScores);
  EXPECT_NE(report.proposals[0].example.find("assembly manual"), std::string::npos);
}

TEST(Feedback, SaveAndLoad) {
  const auto rules = Rules();
  const Feedback whole = Of(rules, RandomRatings(4, 300));
  const std::string bytes = whole.Save();
  Feedback again(rules);
  ASSERT_TRUE(again.Load(bytes).ok()) << again.Load(bytes).message();
  EXPECT_EQ(again.Save(), bytes);
  EXPECT_EQ(Json(again), Json(whole));
  const std::string nothing = Feedback(rules).Save();
  ASSERT_TRUE(again.Load(nothing).ok());
  EXPECT_EQ(again.Report({}).ratings, 0);
}

TEST(Feedback, OtherRulesAreRefused) {
  const auto rules = Rules();
  const auto others = Rules("reasons: {}\nflags: {other: Other}\n");
  Feedback mine = Of(rules, RandomRatings(5, 20));
  Feedback theirs(others);
  EXPECT_EQ(theirs.Load(mine.Save()).code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(theirs.Merge(mine).code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(theirs.Report({}).ratings, 0);
}

// With a checksum that agrees, so that what is behind it is tested.
std::string WithChecksum(std::string bytes) {
  const uint64_t sum = Checksum(std::string_view(bytes).substr(20));
  for (size_t i = 0; i < 8; ++i) bytes[12 + i] = static_cast<char>(sum >> (8 * i));
  return bytes;
}

TEST(Feedback, HostileBytesAreRefused) {
  const auto rules = Rules();
  const std::string bytes = Of(rules, RandomRatings(6, 60)).Save();
  Feedback feedback(rules);
  for (size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(feedback.Load(std::string_view(bytes).substr(0, size)).ok()) << size;
    if (size < 20) continue;
    EXPECT_FALSE(feedback.Load(WithChecksum(bytes.substr(0, size))).ok()) << size;
  }
  EXPECT_FALSE(feedback.Load(WithChecksum(bytes + "x")).ok());
  for (size_t at = 0; at < bytes.size(); ++at) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x40);
    EXPECT_FALSE(feedback.Load(changed).ok()) << at;
  }
  EXPECT_EQ(feedback.Report({}).ratings, 0);
  // What passes the checksum may only be refused or read, never do harm: it reports, merges and is
  // saved again.
  std::mt19937_64 random(7);
  for (int round = 0; round < 3'000; ++round) {
    std::string changed = bytes;
    for (uint64_t n = 1 + random() % 4; n > 0; --n) {
      const size_t at = 20 + random() % (changed.size() - 20);
      changed[at] = static_cast<char>(random());
    }
    Feedback read(rules);
    if (!read.Load(WithChecksum(changed)).ok()) continue;
    EXPECT_FALSE(Json(read).empty());
    Feedback sum(rules);
    ASSERT_TRUE(sum.Merge(read).ok());
    ASSERT_TRUE(sum.Merge(read).ok());
    EXPECT_FALSE(Json(sum).empty());
  }
}

TEST(Feedback, MemoryIsBounded) {
  const auto rules = Rules();
  Feedback feedback(rules);
  for (int i = 0; i < 30'000; ++i) {
    Rating r;
    r.comment = StrCat("staff number ", i, " word", i);
    r.persona = StrCat("p", i);
    r.team = StrCat("t", i);
    r.case_id = StrCat("k", i);
    r.hours = int64_t{i} * 24;
    feedback.Add(r.event());
  }
  const FeedbackReport report = feedback.Report({});
  EXPECT_EQ(report.ratings, 30'000);
  EXPECT_EQ(report.groups.size(), kMostNames);
  EXPECT_EQ(report.ratings_under_no_name, 29'000);
  EXPECT_EQ(report.weeks.size(), kMostWeeks);
  EXPECT_EQ(report.sampled, static_cast<int64_t>(kSampled));
  EXPECT_LT(feedback.Save().size(), 10'000'000u);
}

}  // namespace
}  // namespace rapport::insight

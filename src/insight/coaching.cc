// Maps that could grow without bound (channels, weeks) and lists of examples keep the first so many
// by an order of their keys. A key that is dropped is beaten by as many others, which are never
// taken back, so it could not have stayed in the end; one that stays was never dropped, so its
// counts are whole. That is why parts can be merged in any order.

#include "insight/coaching.h"

#include <algorithm>
#include <tuple>

#include "base/strings.h"
#include "base/time.h"
#include "insight/excerpt.h"

namespace rapport::insight {
namespace {

constexpr int64_t kMicrosecondsPerDay = 86'400'000'000;
constexpr int64_t kMondayOffset = 3;  // 1 January 1970 was a Thursday

int64_t FloorDivide(int64_t value, int64_t by) { return value / by - (value % by < 0 ? 1 : 0); }

// Whether `a` is to be shown before `b`.
bool Better(const Example& a, const Example& b) {
  const auto key = [](const Example& e) {
    return std::make_tuple(e.say.empty(), e.at ? -e.at->time_since_epoch().count() : INT64_MAX);
  };
  const auto place = [](const Example& e) { return std::tie(e.record, e.turn, e.begin, e.end); };
  if (key(a) != key(b)) return key(a) < key(b);
  if (a.reply != b.reply) return a.reply < b.reply;
  return place(a) != place(b) ? place(a) < place(b) : a.say < b.say;
}

// Keeps `examples` in order, without two of the same words, and short.
void Keep(Example example, std::vector<Example>* examples) {
  const auto same = std::find_if(examples->begin(), examples->end(),
                                 [&](const Example& e) { return e.reply == example.reply; });
  if (same != examples->end()) {
    if (!Better(example, *same)) return;
    examples->erase(same);
  }
  const auto at = std::upper_bound(examples->begin(), examples->end(), example, Better);
  if (at == examples->end() && examples->size() >= kExamples) return;
  examples->insert(at, std::move(example));
  if (examples->size() > kExamples) examples->pop_back();
}

// The reply, cut around what counted.
void Show(const ReviewedReply& reply, const Finding& finding, Example* example) {
  size_t begin = 0, end = 0;
  if (!finding.spans.empty() && finding.spans[0].end <= reply.text.size()) {
    begin = finding.spans[0].begin;
    end = finding.spans[0].end;
  }
  Excerpt excerpt = CutOut(reply.text, begin, end);
  example->reply = std::move(excerpt.text);
  example->begin = excerpt.begin;
  example->end = excerpt.end;
}

void AddReview(const Review& review, Bucket* bucket) {
  ++bucket->replies;
  bucket->blocked += review.blocked() ? 1 : 0;
  if (const std::optional<int32_t> score = review.score()) bucket->score.Add(*score);
  const ListView<Finding> findings = review.findings();
  bucket->checks.resize(findings.size());
  for (size_t i = 0; i < findings.size(); ++i) {
    if (findings[i].result == CheckResult::kNotApplicable) continue;
    ++bucket->checks[i].applicable;
    bucket->checks[i].passed += findings[i].result == CheckResult::kPass ? 1 : 0;
  }
}

void BoundChannels(std::map<std::string, Bucket>* channels) {
  while (channels->size() > kMostChannels) channels->erase(std::prev(channels->end()));
}

void BoundWeeks(std::map<int64_t, Moments>* weeks) {
  while (weeks->size() > kMostWeeks) weeks->erase(weeks->begin());
}

// Kinds are bounded by their channels.
void BoundKinds(const std::map<std::string, Bucket>& channels, TeamSheet* team) {
  if (channels.size() < kMostChannels) return;
  for (auto at = team->by_kind.begin(); at != team->by_kind.end();) {
    at = channels.count(at->first.first) == 0 ? team->by_kind.erase(at) : std::next(at);
  }
}

}  // namespace

int64_t WeekOf(Time time) {
  const int64_t day = FloorDivide(time.time_since_epoch().count(), kMicrosecondsPerDay);
  return FloorDivide(day + kMondayOffset, 7);
}

std::string WeekName(int64_t week) {
  const int64_t day = week * 7 - kMondayOffset;
  return FormatTime(Time(Duration(day * kMicrosecondsPerDay))).substr(0, 10);
}

void Bucket::Merge(const Bucket& other) {
  replies += other.replies;
  blocked += other.blocked;
  score.Add(other.score);
  checks.resize(std::max(checks.size(), other.checks.size()));
  for (size_t i = 0; i < other.checks.size(); ++i) {
    checks[i].applicable += other.checks[i].applicable;
    checks[i].passed += other.checks[i].passed;
  }
}

void Sheet::Merge(const Sheet& other) {
  all.Merge(other.all);
  for (const auto& [week, moments] : other.weeks) weeks[week].Add(moments);
  BoundWeeks(&weeks);
  for (const auto& [id, bucket] : other.by_persona) by_persona[id].Merge(bucket);
  for (const auto& [id, bucket] : other.by_channel) by_channel[id].Merge(bucket);
  BoundChannels(&by_channel);
  examples.resize(std::max(examples.size(), other.examples.size()));
  for (size_t i = 0; i < other.examples.size(); ++i) {
    for (const Example& example : other.examples[i]) Keep(example, &examples[i]);
  }
}

void TeamSheet::Merge(const TeamSheet& other) {
  whole.Merge(other.whole);
  for (const auto& [kind, bucket] : other.by_kind) by_kind[kind].Merge(bucket);
  BoundKinds(whole.by_channel, this);
  for (const auto& [name, sheet] : other.agents) agents[name].Merge(sheet);
  unnamed += other.unnamed;
}

Coaching::Coaching(std::shared_ptr<const RuleSet> rules)
    : rules_(std::move(rules)), why_(rules_->checks().size()) {}

void Coaching::AddTo(const Review& review, const ReviewedReply& reply, Sheet* sheet) const {
  AddReview(review, &sheet->all);
  AddReview(review, &sheet->by_persona[std::string(review.decision().persona())]);
  AddReview(review, &sheet->by_channel[std::string(reply.channel)]);
  BoundChannels(&sheet->by_channel);
  if (const std::optional<int32_t> score = review.score(); score && reply.at) {
    sheet->weeks[WeekOf(*reply.at)].Add(*score);
    BoundWeeks(&sheet->weeks);
  }
  const ListView<Finding> findings = review.findings();
  sheet->examples.resize(findings.size());
  for (size_t i = 0; i < findings.size(); ++i) {
    const Finding& finding = findings[i];
    if (finding.result != CheckResult::kFail) continue;
    Example example;
    if (!finding.suggestions.empty()) example.say = finding.suggestions[0];
    example.at = reply.at;
    example.record = reply.record;
    example.turn = reply.turn;
    Show(reply, finding, &example);
    Keep(std::move(example), &sheet->examples[i]);
  }
}

bool Coaching::Knows(std::string_view team, std::string_view agent) const {
  const auto at = teams_.find(team);
  return at != teams_.end() && (agent.empty() || at->second.agents.count(agent) > 0);
}

bool Coaching::HasRoomFor(const Coaching& other) const {
  size_t people = people_;
  for (const auto& [name, team] : other.teams_) {
    people += Knows(name, "") ? 0 : 1;
    for (const auto& agent : team.agents) people += Knows(name, agent.first) ? 0 : 1;
  }
  return people <= kMostPeople && replies_ <= kMostReplies - other.replies_ &&
         conversations_ <= kMostReplies - other.conversations_;
}

bool Coaching::HasRoomFor(std::string_view team,
                          const std::vector<std::string_view>& agents) const {
  if (replies_ > kMostReplies - static_cast<int64_t>(agents.size())) return false;
  if (people_ + agents.size() + 1 <= kMostPeople) return true;
  return std::all_of(agents.begin(), agents.end(),
                     [&](std::string_view agent) { return Knows(team, agent); });
}

void Coaching::Add(const Review& review, const ReviewedReply& reply) {
  people_ += Knows(reply.team, "") ? 0 : 1;
  people_ += reply.agent.empty() || Knows(reply.team, reply.agent) ? 0 : 1;
  ++replies_;
  TeamSheet& team = teams_[std::string(reply.team)];
  AddTo(review, reply, &team.whole);
  AddReview(review,
            &team.by_kind[{std::string(reply.channel), std::string(review.decision().persona())}]);
  BoundKinds(team.whole.by_channel, &team);
  if (reply.agent.empty()) {
    ++team.unnamed;
  } else {
    AddTo(review, reply, &team.agents[std::string(reply.agent)]);
  }
  const ListView<Finding> findings = review.findings();
  for (size_t i = 0; i < findings.size(); ++i) {
    if (why_[i].empty()) why_[i] = findings[i].why;
  }
}

void Coaching::Merge(const Coaching& other) {
  conversations_ += other.conversations_;
  replies_ += other.replies_;
  people_ = 0;
  for (const auto& [name, team] : other.teams_) teams_[name].Merge(team);
  for (const auto& [name, team] : teams_) people_ += 1 + team.agents.size();
  for (size_t i = 0; i < why_.size(); ++i) {
    if (why_[i].empty()) why_[i] = other.why_[i];
  }
}

}  // namespace rapport::insight

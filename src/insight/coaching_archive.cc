// Saved coaching: what is counted, member by member. Whoever writes the bytes may lie, so numbers
// are checked against each other before anything is done with them; and what was read is merged
// into nothing, which brings every list and map into the one form that they have, and written
// again. If that gives other bytes than those read, no Save() has written them.

#include <algorithm>
#include <type_traits>

#include "base/time.h"
#include "insight/coaching.h"

namespace rapport::insight {
namespace {

constexpr int64_t kMostScore = 10'000;  // hundredths of points
constexpr size_t kMostTurn = 1'000'000;

// Names the members of everything that is kept, for a writer and a reader.
template <typename A>
class Codec {
 public:
  explicit Codec(A* a) : a_(*a) {}

  void Do(std::string& text) { a_.Items(text); }  // records may hold what is not UTF-8
  void Do(int64_t& number) { a_.Number(number); }
  void Do(Moments& m) { DoAll(m.n, m.sum, m.squares); }
  void Do(CheckTally& t) { DoAll(t.applicable, t.passed); }
  void Do(Bucket& b) { DoAll(b.replies, b.blocked, b.score, b.checks); }
  void Do(Sheet& s) { DoAll(s.all, s.weeks, s.by_persona, s.by_channel, s.examples); }
  void Do(TeamSheet& t) { DoAll(t.whole, t.by_kind, t.agents, t.unnamed); }
  void Do(std::pair<std::string, std::string>& kind) { DoAll(kind.first, kind.second); }
  void Do(Example& e) {
    Do(e.reply);
    a_.Number(e.begin);
    a_.Number(e.end);
    DoAll(e.say, e.record);
    uint64_t turn = e.turn;
    a_.Number(turn);
    e.turn = static_cast<size_t>(turn);
    bool has_time = e.at.has_value();
    a_.Flag(has_time);
    int64_t at = e.at ? e.at->time_since_epoch().count() : 0;
    if (has_time) Do(at);
    if (A::kReads && has_time) e.at = Time(Duration(at));
  }
  template <typename T>
  void Do(std::vector<T>& items) {
    if (const size_t count = Count(items.size()); A::kReads) {
      for (size_t i = 0; i < count && a_.ok(); ++i) Do(items.emplace_back());
    } else {
      for (T& item : items) Do(item);
    }
  }
  template <typename K, typename V, typename Less>
  void Do(std::map<K, V, Less>& items) {
    if (const size_t count = Count(items.size()); A::kReads) {
      for (size_t i = 0; i < count && a_.ok(); ++i) {
        K key{};
        Do(key);
        Do(items[std::move(key)]);
      }
    } else {
      for (auto& [key, value] : items) {
        K copy = key;
        Do(copy);
        Do(value);
      }
    }
  }
  template <typename... Members>
  void DoAll(Members&... members) {
    (Do(members), ...);
  }

 private:
  // How many follow. No count alone takes memory: every item is read from bytes of its own.
  size_t Count(size_t size) {
    auto count = static_cast<uint32_t>(size);
    a_.Number(count);
    return count;
  }

  A& a_;
};

// Looks for what no count of replies can be.
class Check {
 public:
  explicit Check(size_t checks) : checks_(checks) {}

  bool Is(const Moments& m) const {
    return 0 <= m.n && m.n <= kMostReplies && 0 <= m.sum && m.sum <= m.n * kMostScore &&
           0 <= m.squares && m.squares <= m.n * kMostScore * kMostScore;
  }
  // Part of `most` replies.
  bool Is(const Bucket& b, int64_t most) const {
    const auto is = [&](const CheckTally& tally) {
      return 0 <= tally.passed && tally.passed <= tally.applicable && tally.applicable <= b.replies;
    };
    return 0 < b.replies && b.replies <= most && 0 <= b.blocked && b.blocked <= b.replies &&
           Is(b.score) && b.score.n <= b.replies && b.checks.size() == checks_ &&
           std::all_of(b.checks.begin(), b.checks.end(), is);
  }
  bool Is(const Example& e) const {
    return e.begin <= e.end && e.end <= e.reply.size() && e.turn <= kMostTurn &&
           (!e.at || IsInRange(*e.at));
  }
  // Each reply is in one week at most.
  static bool WeeksFit(const Sheet& sheet) {
    int64_t left = sheet.all.score.n;
    for (const auto& [week, scores] : sheet.weeks) {
      if (scores.n > left) return false;
      left -= scores.n;
    }
    return true;
  }
  bool Is(const Sheet& sheet, int64_t most) const {
    const auto is_part = [&](const auto& part) { return Is(part.second, sheet.all.replies); };
    const auto is_week = [](const auto& week) {
      return WeekOf(kFirstTime) <= week.first && week.first <= WeekOf(kLastTime);
    };
    const auto are_good = [&](const std::vector<Example>& examples) {
      return std::all_of(examples.begin(), examples.end(), [&](const Example& e) { return Is(e); });
    };
    return Is(sheet.all, most) && All(sheet.by_persona, is_part) &&
           All(sheet.by_channel, is_part) && All(sheet.weeks, is_week) &&
           All(sheet.weeks, [&](const auto& week) { return Is(week.second); }) && WeeksFit(sheet) &&
           sheet.examples.size() == checks_ && All(sheet.examples, are_good);
  }
  bool Is(const TeamSheet& team) const {
    const Sheet& whole = team.whole;
    const auto is_kind = [&](const auto& kind) {
      return whole.by_channel.count(kind.first.first) > 0 &&
             whole.by_persona.count(kind.first.second) > 0 && Is(kind.second, whole.all.replies);
    };
    return Is(whole, kMostReplies) && 0 <= team.unnamed && team.unnamed <= whole.all.replies &&
           All(team.by_kind, is_kind) && All(team.agents, [&](const auto& a) {
             return !a.first.empty() && IsPart(a.second, whole);
           });
  }

 private:
  template <typename Items, typename Test>
  static bool All(const Items& items, const Test& test) {
    return std::all_of(items.begin(), items.end(), test);
  }

  // Reports take an agent's counts away from the team's.
  bool IsPart(const Sheet& agent, const Sheet& whole) const {
    const Bucket &a = agent.all, &all = whole.all;
    if (!Is(agent, all.replies) || a.blocked > all.blocked || a.score.n > all.score.n ||
        a.score.sum > all.score.sum || a.score.squares > all.score.squares) {
      return false;
    }
    for (size_t i = 0; i < checks_; ++i) {
      if (a.checks[i].passed > all.checks[i].passed ||
          a.checks[i].failed() > all.checks[i].failed()) {
        return false;
      }
    }
    return true;
  }

  const size_t checks_;
};

}  // namespace

void Coaching::Save(ArchiveWriter* out) const {
  // The codec is one for reading and writing, and only reading changes what it visits.
  auto& self = const_cast<Coaching&>(*this);
  Codec<ArchiveWriter>(out).DoAll(self.conversations_, self.replies_, self.why_, self.teams_);
}

void Coaching::Load(ArchiveReader* in) {
  *this = Coaching(rules_);
  Coaching read(rules_);
  read.why_.clear();
  Codec<ArchiveReader>(in).DoAll(read.conversations_, read.replies_, read.why_, read.teams_);
  if (!in->ok()) return;
  const Check check(why_.size());
  int64_t replies = 0;
  bool good = read.why_.size() == why_.size() && 0 <= read.conversations_ &&
              read.conversations_ <= kMostReplies;
  for (const auto& [name, team] : read.teams_) {
    good = good && check.Is(team) && (replies += team.whole.all.replies) <= kMostReplies;
    read.people_ += 1 + team.agents.size();
  }
  if (!good || replies != read.replies_) return in->Fail("its counts cannot be so");
  Coaching merged(rules_);
  merged.Merge(read);
  *this = std::move(merged);
}

}  // namespace rapport::insight

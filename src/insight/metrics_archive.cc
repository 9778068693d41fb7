// Saving and loading of metrics. The bytes are an archive (base/archive.h): what was counted by, as
// a text that must be the same; the values of dimensions; the cases and customers in the order of
// their hashes; the cells in the order of their keys. So equal metrics are equal bytes. A checksum
// finds accidents; since anybody can compute one, everything that is read is checked besides.

#include <algorithm>
#include <cstring>

#include "base/archive.h"
#include "base/strings.h"
#include "base/time.h"
#include "insight/metrics.h"
#include "insight/metrics_state.h"

namespace rapport::insight {
namespace {

constexpr char kMagic[] = "rapport metrics ";  // 16 bytes without the NUL
constexpr size_t kMagicBytes = sizeof kMagic - 1;
constexpr uint32_t kVersion = 2;
// Of the machine's order, so that another one's bytes are refused.
constexpr size_t kHead = kMagicBytes + sizeof(uint64_t);  // and a checksum of the rest

template <typename A>
void VisitConfiguration(A& a, Configuration& c) {
  a.Text(c.by);
  a.Number(c.from);
  a.Number(c.to);
  a.Text(c.limits);
  a.Text(c.standard);
}

bool IsRangeValid(const Configuration& c) {
  const auto is_time = [](int64_t at) { return at == kNotYet || IsInRange(Time(Duration(at))); };
  return is_time(c.from) && is_time(c.to);
}

std::optional<Time> TimeOf(int64_t at) {
  if (at == kNotYet) return std::nullopt;
  return Time(Duration(at));
}

template <typename A>
void VisitCounts(A& a, MetricsState& s) {
  a.Number(s.first);
  a.Number(s.last);
  a.Number(s.before_last);
  for (int64_t& count : s.events) a.Number(count);
  a.Number(s.out_of_range);
  a.Number(s.late);
  a.Number(s.settled);
  a.Number(s.early);
}

bool AreCountsValid(const MetricsState& s) {
  const auto is_time = [](int64_t at) { return IsInRange(Time(Duration(at))); };
  const bool any = s.first != kNever;
  if (any ? !is_time(s.first) || !is_time(s.last) || s.first > s.last : s.last != kNotYet) {
    return false;
  }
  // Of no event there is nothing but marks of cases that began earlier.
  for (uint32_t at = 0; !any && at < s.cases.size(); ++at) {
    if (!s.cases.IsMark(at)) return false;
  }
  if (!any && s.customers.size() > 0) return false;
  const bool is_alone = !any || s.first == s.last;
  if (is_alone ? s.before_last != kNotYet : s.before_last < s.first || s.before_last >= s.last) {
    return false;
  }
  return std::all_of(s.events.begin(), s.events.end(), [](int64_t n) { return n >= 0; }) &&
         s.out_of_range >= 0 && s.late >= 0 && s.settled >= s.early && s.early >= 0;
}

// Shares of more than all would give no interval.
bool IsValid(const Cell& cell) {
  return cell[kResolved] <= cell[kCases] && cell[kEscalated] <= cell[kCases] &&
         cell[kTransferred] <= cell[kCases] && cell[kFirstContact] <= cell[kFirstContactKnown] &&
         cell[kFirstContactKnown] <= cell[kResolved] && cell[kReopened] <= cell[kReopenKnown] &&
         cell[kReopenKnown] <= cell[kResolved];
}

void WriteGroups(MetricsState* s, const std::vector<std::vector<uint32_t>>& ids,
                 ArchiveWriter* out) {
  for (CellGroups group : s->groups) {
    s->Bound(&group);
    const auto part = [&](GroupField field, uint32_t id) {
      return IsPeriod(field) ? id
                             : ids[static_cast<size_t>(s->places[static_cast<size_t>(field)])][id];
    };
    std::vector<std::pair<GroupKey, const Cell*>> cells;
    for (const auto& [key, cell] : group.cells) {
      const uint32_t second = group.by.second ? part(*group.by.second, SecondOf(key)) : 0;
      cells.emplace_back(KeyOf(part(group.by.first, FirstOf(key)), second), &cell);
    }
    std::sort(cells.begin(), cells.end());
    out->Number(static_cast<uint32_t>(cells.size()));
    for (const auto& [key, cell] : cells) {
      out->Number(key);
      out->Item(*cell);
    }
  }
}

bool IsKeyPart(const MetricsState& s, GroupField field, uint32_t id) {
  if (!IsPeriod(field)) {
    return s.values[static_cast<size_t>(s.places[static_cast<size_t>(field)])].IsKnown(id);
  }
  const auto period = static_cast<int32_t>(id);
  const auto bound = [&s](Time at) {
    return PeriodOf(at.time_since_epoch().count(), s.standard.period);
  };
  return id == kOtherPeriod || (period >= bound(kFirstTime) && period <= bound(kLastTime));
}

void ReadGroups(MetricsState* s, ArchiveReader* in) {
  for (CellGroups& group : s->groups) {
    uint32_t count = 0;
    in->Number(count);
    if (count > s->Limit(group.by) + 1) return in->Fail("it has too many groups");
    GroupKey last = 0;
    for (uint32_t i = 0; i < count && in->ok(); ++i) {
      GroupKey key = 0;
      in->Number(key);
      Cell cell;
      in->Item(cell);
      const bool in_order = i == 0 || key > last;
      if (!in_order || !IsKeyPart(*s, group.by.first, FirstOf(key)) ||
          !(group.by.second ? IsKeyPart(*s, *group.by.second, SecondOf(key))
                            : SecondOf(key) == 0) ||
          !IsValid(cell)) {
        return in->Fail("its groups are out of order");
      }
      last = key;
      group.cells.emplace(key, std::move(cell));
    }
  }
}

void ReadValues(MetricsState* s, ArchiveReader* in) {
  for (DimensionValues& values : s->values) {
    uint32_t count = 0;
    in->Number(count);
    for (uint32_t i = 0; i < count && in->ok(); ++i) {
      std::string_view text;
      in->Text(text);
      if (!in->ok()) return;
      // Each is new and kept, else it would not get the next number.
      if (text.size() > record::kMostDimensionBytes || values.Intern(text) != i + 2) {
        return in->Fail("its values are out of order");
      }
    }
  }
}

Status Refused(std::string_view why) {
  return Status(StatusCode::kInvalidArgument, StrCat("not saved metrics: ", why));
}

}  // namespace

std::string Metrics::Save() const {
  MetricsState& s = *state_;  // which no writer changes
  ArchiveWriter out;
  out.Number(kVersion);
  Configuration configuration = s.configuration();
  VisitConfiguration(out, configuration);
  VisitCounts(out, s);
  std::vector<std::vector<uint32_t>> ids;
  for (const DimensionValues& values : s.values) {
    std::vector<std::string> kept;
    ids.push_back(values.Compacted(&kept));
    out.Number(static_cast<uint32_t>(kept.size()));
    for (const std::string& text : kept) out.Text(text);
  }
  s.cases.Write(ids, &out);
  s.customers.Write(ids, &out);
  WriteGroups(&s, ids, &out);
  const uint64_t checksum = Checksum(out.bytes());
  std::string bytes(kMagic, kMagicBytes);
  bytes.append(reinterpret_cast<const char*>(&checksum), sizeof checksum);
  return bytes + out.bytes();
}

Status Metrics::Load(std::string_view bytes, SavedRange range) {
  if (bytes.size() < kHead ||
      bytes.substr(0, kMagicBytes) != std::string_view(kMagic, kMagicBytes)) {
    return Refused("they do not begin like these");
  }
  uint64_t checksum;
  std::memcpy(&checksum, bytes.data() + kMagicBytes, sizeof checksum);
  bytes.remove_prefix(kHead);
  if (checksum != Checksum(bytes))
    return Refused("they are damaged, or of another kind of machine");
  // Copied to where arrays can stand as they are.
  std::vector<uint64_t> aligned((bytes.size() + 7) / 8);
  if (!bytes.empty()) std::memcpy(aligned.data(), bytes.data(), bytes.size());
  ArchiveReader in({reinterpret_cast<const char*>(aligned.data()), bytes.size()});
  uint32_t version = 0;
  in.Number(version);
  if (version != kVersion) return Refused("they are of another version of this program");
  Configuration configuration;
  VisitConfiguration(in, configuration);
  if (!in.ok()) return Refused(in.why());
  MetricsOptions options = state_->options;
  if (range == SavedRange::kTaken && state_->IsEmpty()) {
    if (!IsRangeValid(configuration)) return Refused("its range is out of order");
    options.from = TimeOf(configuration.from);
    options.to = TimeOf(configuration.to);
  }
  Metrics loaded(state_->rules, options);
  MetricsState& s = *loaded.state_;
  if (Status status = CheckSame(s.configuration(), configuration); !status.ok()) return status;
  VisitCounts(in, s);
  ReadValues(&s, &in);
  std::vector<uint32_t> known;
  for (const DimensionValues& values : s.values) known.push_back(values.size());
  s.cases.Read(known, &in);
  s.customers.Read(known, &in);
  if (in.ok()) ReadGroups(&s, &in);
  if (in.ok() && (in.left() != 0 || !AreCountsValid(s))) in.Fail("its counts are out of order");
  if (!in.ok()) return Refused(in.why());
  state_->options.from = options.from;
  state_->options.to = options.to;
  return Merge(loaded);
}

}  // namespace rapport::insight

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

void AppendTargets(const std::vector<ChannelTarget>& targets, std::string* out) {
  for (const ChannelTarget& target : targets) {
    StrAppend(out, target.channel, "=", target.within.count(), ";");
  }
  out->push_back('\n');
}

// What CanMerge() compares.
std::string ConfigurationOf(const MetricsState& s) {
  std::string out;
  for (const CellGroups& group : s.groups) StrAppend(&out, GroupByName(group.by), ";");
  const auto time = [](const std::optional<Time>& t) {
    return t ? t->time_since_epoch().count() : kNotYet;
  };
  StrAppend(&out, "\n", time(s.options.from), " ", time(s.options.to), " ", s.options.max_cases,
            " ", s.options.max_customers, " ", s.options.max_values, " ", s.options.max_pairs, "\n",
            std::string_view(ReportPeriodName(s.standard.period)), " ", s.windows.fcr, " ",
            s.windows.reopen, "\n");
  AppendTargets(s.standard.first_response, &out);
  AppendTargets(s.standard.resolution, &out);
  return out;
}

template <typename A>
void VisitCounts(A& a, MetricsState& s) {
  a.Number(s.first);
  a.Number(s.last);
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
  out.Text(ConfigurationOf(s));
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

Status Metrics::Load(std::string_view bytes) {
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
  std::string_view configuration;
  in.Text(configuration);
  Metrics loaded(state_->rules, state_->options);
  MetricsState& s = *loaded.state_;
  if (in.ok() && configuration != ConfigurationOf(s)) {
    return Status(StatusCode::kInvalidArgument,
                  "these metrics were counted with another standard, other groups or limits");
  }
  VisitCounts(in, s);
  ReadValues(&s, &in);
  std::vector<uint32_t> known;
  for (const DimensionValues& values : s.values) known.push_back(values.size());
  s.cases.Read(known, &in);
  s.customers.Read(known, &in);
  if (in.ok()) ReadGroups(&s, &in);
  if (in.ok() && (in.left() != 0 || !AreCountsValid(s))) in.Fail("its counts are out of order");
  if (!in.ok()) return Refused(in.why());
  return Merge(loaded);
}

}  // namespace rapport::insight

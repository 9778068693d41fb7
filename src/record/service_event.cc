#include "record/service_event.h"

#include <cmath>
#include <optional>
#include <string>

#include "base/strings.h"
#include "record/field_reader.h"

namespace rapport::record {
namespace {

using Kind = ServiceEventKind;

enum Key : uint32_t {
  kEvent,
  kAt,
  kCase,
  kCustomer,
  kChannel,  // the dimensions, in their order
  kAgent,
  kTeam,
  kPersona,
  kCampaign,
  kProduct,
  kNote,
  kBy,
  kTalk,
  kHold,
  kWork,
  kTo,
  kLevel,
  kAsks,
  kAbout,
  kScore,
  kComment,
  kAmount,
  kKeys
};
constexpr std::string_view kKeyNames[kKeys] = {
    "event",    "at",      "case",  "customer", "channel", "agent", "team", "persona",
    "campaign", "product", "note",  "by",       "talk",    "hold",  "work", "to",
    "level",    "asks",    "about", "score",    "comment", "amount"};

constexpr uint32_t Bit(Key key) { return uint32_t{1} << key; }
constexpr uint32_t kCommonKeys = Bit(kBy) - 1;
constexpr uint32_t kHandledKeys = Bit(kTalk) | Bit(kHold) | Bit(kWork);

constexpr std::array<const char*, kServiceEventKinds> kKindNames = {
    "contact",    "answered", "abandoned", "reply",  "handled",  "transfer", "escalation",
    "resolution", "reopen",   "survey",    "rating", "purchase", "use",      "cancellation"};
constexpr std::array<const char*, kDimensions> kDimensionNames = {"channel", "agent",    "team",
                                                                  "persona", "campaign", "product"};
constexpr std::array<const char*, 3> kReplyByNames = {"agent", "bot", "system"};
constexpr std::array<const char*, kRatingScales> kScaleNames = {"csat", "nps", "ces"};
constexpr std::array<const char*, kRatingSubjects> kSubjectNames = {"service", "product", "firm"};

// The keys that each kind must have, and may have, beside the common ones.
struct KindKeys {
  uint32_t required, optional;
};
constexpr KindKeys KeysOf(Kind kind) {
  switch (kind) {
    case Kind::kReply:
      return {0, Bit(kBy)};
    case Kind::kHandled:
      return {0, kHandledKeys};  // one of them at least
    case Kind::kTransfer:
      return {0, Bit(kTo)};
    case Kind::kEscalation:
      return {0, Bit(kTo) | Bit(kLevel)};
    case Kind::kSurvey:
      return {Bit(kAsks), Bit(kAbout)};
    case Kind::kRating:
      return {Bit(kAsks) | Bit(kScore), Bit(kAbout) | Bit(kComment)};
    case Kind::kPurchase:
      return {Bit(kAmount), 0};
    default:
      return {0, 0};
  }
}

// Keys are few and most differ in their length or first letter, so that nearly always one
// comparison is enough.
uint32_t FindKey(std::string_view name) {
  for (uint32_t key = 0; key < kKeys; ++key) {
    const std::string_view known = kKeyNames[key];
    if (known.size() == name.size() && known[0] == name[0] && known == name) return key;
  }
  return kKeys;
}

template <size_t N>
std::string Listed(const std::array<const char*, N>& names) {
  std::string out;
  for (size_t i = 0; i < N; ++i) {
    StrAppend(&out, i == 0 ? "" : i + 1 == N ? " or " : ", ", std::string_view(names[i]));
  }
  return out;
}

class EventFields {
 public:
  explicit EventFields(ServiceEvent* event) : event_(*event) {}

  bool Read(const JsonValue& root) {
    if (!root.IsObject()) return Fail("event", StrCat("must be an object, not ", JsonKind(root)));
    for (const auto& member : root.GetObject()) {
      const std::string_view name = JsonText(member.name);
      const uint32_t key = FindKey(name);
      if (key == kKeys) return Fail(name.substr(0, 60), "unknown key");
      if ((seen_ >> key & 1) != 0) return Fail(name, "given twice");
      seen_ |= uint32_t{1} << key;
      if (member.value.IsNull()) {
        null_ |= uint32_t{1} << key;
      } else if (!Value(static_cast<Key>(key), member.value)) {
        return false;
      }
    }
    return Check();
  }

  Status TakeStatus() { return in_.TakeStatus(); }

 private:
  bool Fail(std::string_view key, std::string_view why) {
    return in_.Fail(Path{nullptr, key}, why);
  }

  // What goes together.
  bool Check() {
    const uint32_t given = seen_ & ~null_;
    if ((given & Bit(kEvent)) == 0) return Fail("event", "missing");
    if ((given & Bit(kAt)) == 0) return Fail("at", "missing");
    const KindKeys keys = KeysOf(event_.kind);
    const uint32_t missing = keys.required & ~given;
    const uint32_t foreign = given & ~(kCommonKeys | keys.required | keys.optional);
    for (uint32_t key = kBy; key < kKeys; ++key) {
      if ((missing >> key & 1) != 0) return Fail(kKeyNames[key], "missing");
      if ((foreign >> key & 1) != 0) {
        return Fail(kKeyNames[key],
                    StrCat("not a key of the event ", ServiceEventKindName(event_.kind)));
      }
    }
    if (event_.kind == Kind::kHandled && (given & kHandledKeys) == 0) {
      return Fail("talk", "missing, and so are hold and work");
    }
    if (event_.kind != Kind::kRating) return true;
    const ScoreRange range = kScoreRanges[static_cast<size_t>(event_.asks)];
    if (event_.score >= range.low && event_.score <= range.high) return true;
    return Fail("score", StrCat("must be a whole number from ", range.low, " to ", range.high,
                                " for ", RatingScaleName(event_.asks)));
  }

  bool Value(Key key, const JsonValue& value) {
    const Path path{nullptr, kKeyNames[key]};
    std::string_view ignored;
    switch (key) {
      case kEvent:
        return Choice(value, path, kKindNames, &event_.kind);
      case kAt:
        return At(value, path);
      case kCase:
        return in_.String(value, path, &event_.case_id);
      case kCustomer:
        return in_.String(value, path, &event_.customer);
      case kChannel:
      case kAgent:
      case kTeam:
      case kPersona:
      case kCampaign:
      case kProduct:
        return DimensionValue(value, path, &event_.dimensions[key - kChannel]);
      case kNote:
        return in_.String(value, path, &ignored);
      case kBy:
        return Choice(value, path, kReplyByNames, &event_.by);
      case kTalk:
        return Whole(value, path, kMostHandledSeconds, &event_.talk);
      case kHold:
        return Whole(value, path, kMostHandledSeconds, &event_.hold);
      case kWork:
        return Whole(value, path, kMostHandledSeconds, &event_.work);
      case kTo:
        return in_.String(value, path, &event_.to);
      case kLevel:
        return Whole(value, path, 100, &event_.level);
      case kAsks:
        return Choice(value, path, kScaleNames, &event_.asks);
      case kAbout:
        return Choice(value, path, kSubjectNames, &event_.about);
      case kScore:
        return Score(value);
      case kComment:
        return in_.String(value, path, &event_.comment);
      case kAmount:
        return Amount(value, path);
      case kKeys:
        break;
    }
    return true;
  }

  bool At(const JsonValue& value, const Path& path) {
    std::optional<Time> at;
    if (!in_.Instant(value, path, &at)) return false;
    if (!IsInRange(*at)) return in_.Fail(path, "must be in the years 1 to 9999");
    event_.at = *at;
    return true;
  }

  bool DimensionValue(const JsonValue& value, const Path& path, std::string_view* out) {
    if (!in_.String(value, path, out)) return false;
    return out->size() <= kMostDimensionBytes ||
           in_.Fail(path, StrCat("longer than ", kMostDimensionBytes, " bytes"));
  }

  bool Whole(const JsonValue& value, const Path& path, int32_t most, int32_t* out) {
    if (!value.IsInt() || value.GetInt() < 0 || value.GetInt() > most) {
      return in_.Fail(path, StrCat("must be a whole number from 0 to ", most));
    }
    *out = value.GetInt();
    return true;
  }

  // Judged by its scale when all is read. Some programs write whole numbers as 4.0.
  bool Score(const JsonValue& value) {
    const double score = value.IsNumber() ? value.GetDouble() : -1;
    const bool is_possible = score >= 0 && score <= 100 && score == std::floor(score);
    event_.score = is_possible ? static_cast<int32_t>(score) : -1;
    return true;
  }

  // Rounded to ten-thousandths, half away from zero: exact for what has at most four decimals.
  bool Amount(const JsonValue& value, const Path& path) {
    const double amount = value.IsNumber() ? value.GetDouble() : -1;
    if (!(amount >= 0 && amount * 1e4 <= static_cast<double>(kMostAmount))) {
      return in_.Fail(path, StrCat("must be a number from 0 to ", kMostAmount / 10'000));
    }
    event_.amount = std::llround(amount * 1e4);
    return true;
  }

  template <typename Enum, size_t N>
  bool Choice(const JsonValue& value, const Path& path, const std::array<const char*, N>& names,
              Enum* out) {
    std::string_view text;
    if (!in_.String(value, path, &text)) return false;
    for (size_t i = 0; i < N; ++i) {
      if (text != names[i]) continue;
      *out = static_cast<Enum>(i);
      return true;
    }
    return in_.Fail(path, StrCat("must be ", Listed(names), ", not ", Quoted(text)));
  }

  ServiceEvent& event_;
  FieldReader in_;
  uint32_t seen_ = 0, null_ = 0;
};

constexpr uint32_t kMostDepth = 4, kMostValues = 2 * kKeys + 16;

}  // namespace

const char* ServiceEventKindName(ServiceEventKind kind) {
  return kKindNames[static_cast<size_t>(kind)];
}
const char* DimensionName(Dimension dimension) {
  return kDimensionNames[static_cast<size_t>(dimension)];
}
const char* RatingScaleName(RatingScale scale) { return kScaleNames[static_cast<size_t>(scale)]; }
const char* RatingSubjectName(RatingSubject subject) {
  return kSubjectNames[static_cast<size_t>(subject)];
}

ServiceEventReader::ServiceEventReader() : document_(kMostDepth, kMostValues) {}

Status ServiceEventReader::Read(char* json, size_t size, ServiceEvent* event) {
  if (Status status = document_.Parse(json, size); !status.ok()) return status;
  *event = ServiceEvent();
  EventFields fields(event);
  return fields.Read(document_.root()) ? Status() : fields.TakeStatus();
}

}  // namespace rapport::record

#include "record/record_reader.h"

#include <array>

#include "base/strings.h"
#include "record/facts.h"
#include "record/feedback_reader.h"
#include "record/field_reader.h"
#include "record/json_document.h"
#include "record/labelled_record.h"
#include "record/names.h"

namespace rapport::record {
namespace {

enum RecordKey : size_t {
  kId,
  kChannel,
  kSource,
  kTeam,
  kNow,
  kFacts,
  kTurns,
  kAcknowledged,
  kLabel,
  kOverrides,
  kEvents
};
constexpr std::array<std::string_view, 11> kRecordKeys = {
    "id",    "channel",      "source", "team",      "now",   "facts",
    "turns", "acknowledged", "label",  "overrides", "events"};

enum TurnKey : size_t { kTurnId, kBy, kAuthor, kVisibility, kFormat, kLanguage, kText, kAt, kEnd };
constexpr std::array<std::string_view, 9> kTurnKeys = {
    "id", "by", "author", "visibility", "format", "language", "text", "at", "end"};

enum LabelKey : size_t { kPersona, kAlso, kHostility, kEscalate, kReview, kReviewers };
constexpr std::array<std::string_view, 6> kLabelKeys = {"persona",  "also",   "hostility",
                                                        "escalate", "review", "reviewers"};

bool ReadTurn(FieldReader& in, const JsonValue& value, const Path& path, Turn* turn) {
  if (!value.IsObject()) return in.WrongKind(path, "an object", value);
  bool has_text = false;
  const auto read = [&](size_t key, const JsonValue& v, const Path& at) {
    switch (key) {
      case kTurnId:
        return in.String(v, at, &turn->id);
      case kBy:
        return in.Name(v, at, ParseSpeaker, SpeakerNames, &turn->by);
      case kAuthor:
        return in.String(v, at, &turn->author);
      case kVisibility:
        return in.Name(v, at, ParseVisibility, VisibilityNames, &turn->visibility);
      case kFormat:
        return in.Name(v, at, ParseTextFormat, TextFormatNames, &turn->format);
      case kLanguage:
        return in.String(v, at, &turn->language);
      case kText:
        has_text = true;
        return in.String(v, at, &turn->text);
      case kAt:
        return in.Instant(v, at, &turn->at);
      case kEnd:
        return in.Instant(v, at, &turn->end);
    }
    return true;
  };
  if (!in.Members(value, &path, kTurnKeys, read)) return false;
  return has_text || in.Fail(Path{&path, "text"}, "missing");
}

bool ReadReview(FieldReader& in, const JsonValue& value, const Path& path,
                std::vector<std::pair<std::string, std::string>>* review) {
  if (!value.IsObject()) return in.WrongKind(path, "an object", value);
  std::string_view text;
  for (const auto& check : value.GetObject()) {
    if (!in.String(check.value, Path{&path, JsonText(check.name)}, &text)) return false;
    review->emplace_back(JsonText(check.name), text);
  }
  return true;
}

bool ReadLabel(FieldReader& in, const JsonValue& value, const Path& path, Label* label) {
  if (!value.IsObject()) return in.WrongKind(path, "an object", value);
  const auto read = [&](size_t key, const JsonValue& v, const Path& at) {
    std::string_view text;
    switch (key) {
      case kPersona:
        if (!in.String(v, at, &text)) return false;
        label->persona.assign(text);
        return true;
      case kAlso:
        return in.Items(v, at, [&](const JsonValue& item, const Path& item_at) {
          if (!in.String(item, item_at, &text)) return false;
          label->also.emplace_back(text);
          return true;
        });
      case kHostility:
        if (!v.IsInt() || v.GetInt() < 0 || v.GetInt() > 100) {
          return in.Fail(at, "must be a level, a whole number from 0");
        }
        label->hostility = v.GetInt();
        return true;
      case kEscalate:
        if (!v.IsBool()) return in.WrongKind(at, "true or false", v);
        label->escalate = v.GetBool();
        return true;
      case kReview:
        return ReadReview(in, v, at, &label->review);
      case kReviewers:
        if (!v.IsObject()) return in.WrongKind(at, "an object", v);
        for (const auto& member : v.GetObject()) {
          const std::string_view name = JsonText(member.name);
          const Path reviewer_at{&at, name};
          for (const Label::Reviewer& other : label->reviewers) {
            if (other.name == name) return in.Fail(reviewer_at, "given twice");
          }
          Label::Reviewer& reviewer = label->reviewers.emplace_back();
          reviewer.name = name;
          if (!ReadReview(in, member.value, reviewer_at, &reviewer.review)) return false;
        }
        return true;
    }
    return true;
  };
  return in.Members(value, &path, kLabelKeys, read);
}

}  // namespace

struct RecordReader::State {
  explicit State(const ReadOptions& o) : options(o), document(o.depth, o.values) {}

  void FindId();
  bool ReadRecord(FieldReader& in);

  ReadOptions options;
  JsonDocument document;
  Record record;
  std::optional<std::string_view> id;  // also of a record that was refused
  const JsonValue* facts = nullptr;
  std::string number_id;  // an id that was written as a number
  std::vector<std::string> warnings;
  std::vector<bool> seen_facts;  // scratch of Fill()
};

// Before anything is refused, since the id may come last. ReadRecord() says what is wrong with one.
void RecordReader::State::FindId() {
  size_t given = 0;
  for (const auto& member : document.root().GetObject()) {
    if (JsonText(member.name) != kRecordKeys[kId]) continue;
    ++given;
    if (member.value.IsInt64()) {
      number_id = std::to_string(member.value.GetInt64());
      id = number_id;
    } else if (member.value.IsString() && member.value.GetStringLength() > 0) {
      id = JsonText(member.value);
    }
  }
  if (given > 1) id.reset();
}

bool RecordReader::State::ReadRecord(FieldReader& in) {
  bool has_turns = false;
  const auto read = [&](size_t key, const JsonValue& v, const Path& at) {
    switch (key) {
      case kId:
        if (!v.IsInt64() && !v.IsString()) return in.WrongKind(at, "a string", v);
        record.id = id.value_or(std::string_view());
        return true;
      case kChannel:
        return in.String(v, at, &record.channel);
      case kSource:
        // Hosts had a key of this name before it meant anything here: another kind is theirs.
        if (v.IsString()) record.source = JsonText(v);
        return true;
      case kTeam:  // as `source`
        if (v.IsString()) record.team = JsonText(v);
        return true;
      case kNow:
        return in.Instant(v, at, &record.now);
      case kFacts:
        if (!v.IsObject()) return in.WrongKind(at, "an object", v);
        facts = &v;
        return true;
      case kTurns:
        has_turns = true;
        return in.Items(v, at, [&](const JsonValue& item, const Path& item_at) {
          record.turns.emplace_back();
          return ReadTurn(in, item, item_at, &record.turns.back());
        });
      case kAcknowledged:
        return in.Items(v, at, [&](const JsonValue& item, const Path& item_at) {
          record.acknowledged.emplace_back();
          return in.String(item, item_at, &record.acknowledged.back());
        });
      case kLabel:
        return ReadLabel(in, v, at, &record.label.emplace());
      case kOverrides:
        return ReadOverrides(in, v, at, &record.overrides.emplace());
      case kEvents:
        return in.Items(v, at, [&](const JsonValue& item, const Path& item_at) {
          record.events.emplace_back();
          return ReadEvent(in, item, item_at, &record.events.back());
        });
    }
    return true;
  };
  if (!in.Members(document.root(), nullptr, kRecordKeys, read)) return false;
  return has_turns || in.Fail(Path{nullptr, "turns"}, "missing");
}

RecordReader::RecordReader(const ReadOptions& options) : state_(std::make_unique<State>(options)) {}
RecordReader::~RecordReader() = default;
RecordReader::RecordReader(RecordReader&&) noexcept = default;
RecordReader& RecordReader::operator=(RecordReader&&) noexcept = default;

const Record& RecordReader::record() const { return state_->record; }
void RecordReader::WriteLabelled(const NewLabel& label, JsonWriter* out) const {
  WriteLabelledRecord(state_->document.root(), label, out);
}
std::optional<std::string_view> RecordReader::id() const { return state_->id; }
const std::vector<std::string>& RecordReader::warnings() const { return state_->warnings; }

Status RecordReader::Parse(char* json, size_t size) {
  State& s = *state_;
  const auto reset = [&s] {
    s.facts = nullptr;
    s.record.id = s.record.channel = s.record.source = s.record.team = {};
    s.record.now.reset();
    s.record.turns.clear();
    s.record.acknowledged.clear();
    s.record.label.reset();
    s.record.overrides.reset();
    s.record.events.clear();
  };
  reset();
  s.id.reset();
  s.warnings.clear();
  if (size > s.options.bytes) {
    return Status(StatusCode::kLimitExceeded, StrCat("longer than ", s.options.bytes, " bytes"));
  }
  Status status = s.document.Parse(json, size);
  if (!status.ok()) return status;
  if (!s.document.root().IsObject()) {
    return Status(StatusCode::kInvalidArgument,
                  StrCat("must be an object, not ", JsonKind(s.document.root())));
  }
  s.FindId();
  FieldReader in;
  if (s.ReadRecord(in)) return Status();
  reset();
  return in.TakeStatus();
}

Status RecordReader::Fill(Conversation* conversation) {
  return FillTurns(state_->record.turns.size(), conversation);
}

Status RecordReader::FillBeforeReply(Conversation* conversation, const Turn** reply) {
  const std::vector<Turn>& turns = state_->record.turns;
  if (turns.empty() || turns.back().by != Speaker::kAgent ||
      turns.back().visibility != Visibility::kPublic) {
    return Status(StatusCode::kInvalidArgument,
                  "turns: the last one must be the reply to review, a public turn by an agent");
  }
  *reply = &turns.back();
  return FillTurns(turns.size() - 1, conversation);
}

Status RecordReader::FillFacts(Conversation* conversation) {
  State& s = *state_;
  s.warnings.clear();
  conversation->Reset();
  const RuleSet& rules = *conversation->rules();

  // The record's channel first, so that an explicit fact of that name wins.
  const int32_t channel = s.record.channel.empty() ? -1 : rules.FindFact("channel");
  if (channel >= 0) {
    const FactInfo& fact = rules.facts()[static_cast<size_t>(channel)];
    const std::string value = fact.type == FactType::kEnum ? ChannelValue(fact, s.record.channel)
                                                           : std::string(s.record.channel);
    if (!value.empty()) {
      if (Status status = conversation->SetFact("channel", std::string_view(value)); !status.ok()) {
        return Status(status.code(), StrCat("channel: ", status.message()));
      }
    }
  }
  if (s.facts != nullptr) {
    Status status =
        SetFacts(*s.facts, s.options.unknown_facts, conversation, &s.warnings, &s.seen_facts);
    if (!status.ok()) return status;
  }
  return Status();
}

Status RecordReader::FillTurns(size_t turns, Conversation* conversation) {
  if (Status status = FillFacts(conversation); !status.ok()) return status;
  const State& s = *state_;
  for (size_t i = 0; i < turns; ++i) {
    if (Status status = conversation->AddTurn(s.record.turns[i]); !status.ok()) {
      return Status(status.code(), StrCat("turns[", i, "]: ", status.message()));
    }
  }
  for (size_t i = 0; i < s.record.acknowledged.size(); ++i) {
    if (Status status = conversation->Acknowledge(s.record.acknowledged[i]); !status.ok()) {
      return Status(status.code(), StrCat("acknowledged[", i, "]: ", status.message()));
    }
  }
  if (s.record.overrides && s.options.overrides) {
    return SetOverrides(*s.record.overrides, conversation);
  }
  return Status();
}

}  // namespace rapport::record

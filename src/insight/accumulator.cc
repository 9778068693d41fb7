// Saved accumulators: eight bytes that no text begins with, the version, the size and checksum of
// what follows; then the kind, the rules' hash, the options, and the counts as the kind writes
// them.

#include "rapport/accumulator.h"

#include <utility>
#include <vector>

#include "base/archive.h"
#include "base/strings.h"
#include "base/suggest.h"
#include "insight/line_accumulator.h"
#include "record/json_document.h"
#include "record/record_reader.h"

namespace rapport {
namespace {

using insight::LineAccumulator;

constexpr std::string_view kMagic("\x89RPA\r\n\x1a\n", 8);
constexpr uint32_t kVersion = 1;  // one more whenever what any kind saves changes
constexpr size_t kHeaderBytes = 32;
constexpr size_t kMostBytes = size_t{1} << 31;
constexpr size_t kMostOptions = size_t{1} << 20;
constexpr int64_t kMostLines = 1'000'000'000'000'000;

struct Kind {
  std::string_view name;
  insight::MadeAccumulator (*make)(const std::shared_ptr<const RuleSet>&,
                                   const record::JsonValue& options);
};
constexpr Kind kKinds[] = {
    {"acceptance", insight::NewAcceptanceAccumulator},
    {"coaching", insight::NewCoachingAccumulator},
    {"feedback", insight::NewFeedbackAccumulator},
    {"metrics", insight::NewMetricsAccumulator},
};

const Kind* FindKind(std::string_view name) {
  for (const Kind& kind : kKinds) {
    if (kind.name == name) return &kind;
  }
  return nullptr;
}

Status Invalid(std::string message) {
  return Status(StatusCode::kInvalidArgument, std::move(message));
}

Status UnknownKind(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Kind& kind : kKinds) names.push_back(kind.name);
  const std::string hint = DidYouMean(name, names);
  return Status(StatusCode::kNotFound,
                StrCat("there is no accumulator of the kind ", record::Quoted(name),
                       hint.empty() ? "" : "; ", hint));
}

// What stands before the body of saved bytes; the checksum is of all but itself.
std::string Header(std::string_view body) {
  ArchiveWriter numbers;
  numbers.Number(kVersion);
  numbers.Number(uint32_t{0});
  numbers.Number(static_cast<uint64_t>(body.size()));
  std::string header = StrCat(kMagic, numbers.bytes());
  ArchiveWriter sum;
  sum.Number(Checksum(header) * 31 + Checksum(body));
  return header + sum.bytes();
}

}  // namespace

struct Accumulator::State {
  State(std::shared_ptr<const RuleSet> r, const Kind* k) : rules(std::move(r)), kind(k) {}

  Status Make(std::string_view options_given);
  Status Usable() const;

  const std::shared_ptr<const RuleSet> rules;
  const Kind* const kind;
  std::string options;  // in their one form
  std::unique_ptr<LineAccumulator> lines;
  int64_t count = 0;       // of lines, also refused ones
  bool is_whole = true;    // no exception has left a part of a line or of another's counts
  std::vector<char> line;  // overwritten by reading
};

Status Accumulator::State::Make(std::string_view given) {
  if (given.empty()) given = "{}";
  if (given.size() > kMostOptions) return Invalid("the options are longer than 1 MiB");
  std::vector<char> bytes(given.begin(), given.end());
  bytes.push_back('\0');
  record::JsonDocument document(8, 100'000);
  Status status = document.Parse(bytes.data(), given.size());
  if (!status.ok()) return Status(status.code(), StrCat("options: ", status.message()));
  if (!document.root().IsObject()) return Invalid("options: must be an object");
  auto made = kind->make(rules, document.root());
  if (!made.ok()) {
    return Status(made.status().code(), StrCat("options: ", made.status().message()));
  }
  lines = std::move(*made);
  record::JsonWriter json;
  lines->WriteOptions(&json);
  options = json.bytes();
  return Status();
}

Status Accumulator::State::Usable() const {
  if (is_whole) return Status();
  return Status(StatusCode::kInvalidState,
                "memory ran out while this accumulator was counting; go on from what was saved");
}

Accumulator::Accumulator(std::unique_ptr<State> state) : state_(std::move(state)) {}
Accumulator::~Accumulator() = default;
Accumulator::Accumulator(Accumulator&&) noexcept = default;
Accumulator& Accumulator::operator=(Accumulator&&) noexcept = default;

std::string_view Accumulator::kind() const { return state_->kind->name; }

Result<Accumulator> Accumulator::Create(std::shared_ptr<const RuleSet> rules, std::string_view kind,
                                        std::string_view options) {
  if (rules == nullptr) return Invalid("there are no rules");
  const Kind* const found = FindKind(kind);
  if (found == nullptr) return UnknownKind(kind);
  auto state = std::make_unique<State>(std::move(rules), found);
  if (Status status = state->Make(options); !status.ok()) return status;
  return Accumulator(std::move(state));
}

Result<Accumulator> Accumulator::Load(std::shared_ptr<const RuleSet> rules,
                                      std::string_view bytes) {
  if (rules == nullptr) return Invalid("there are no rules");
  const auto damaged = [](std::string_view why) {
    return Invalid(StrCat("the saved accumulator is damaged: ", why));
  };
  if (bytes.substr(0, kMagic.size()) != kMagic) return Invalid("this is no saved accumulator");
  if (bytes.size() < kHeaderBytes) return damaged("it ends too early");
  ArchiveReader header(bytes.substr(kMagic.size(), 4));
  uint32_t version = 0;
  header.Number(version);
  if (version != kVersion) {
    return Invalid(StrCat("the saved accumulator has version ", version, ", not ", kVersion));
  }
  const std::string_view body = bytes.substr(kHeaderBytes);
  if (bytes.substr(0, kHeaderBytes) != Header(body)) return damaged("its checksum is wrong");

  ArchiveReader reader(body);
  std::string_view kind, hash, options;
  int64_t count = 0;
  std::string counts;
  reader.Text(kind);
  reader.Text(hash);
  reader.Text(options);
  reader.Number(count);
  reader.Items(counts);
  if (reader.left() > 0) reader.Fail("something follows its end");
  if (!reader.ok()) return damaged(reader.why());
  const Kind* const found = FindKind(kind);
  if (found == nullptr) return UnknownKind(kind);
  if (hash != rules->hash()) {
    return Status(StatusCode::kInvalidState, StrCat("it was counted with other rules, of the hash ",
                                                    hash.substr(0, 16), ", than ", rules->name()));
  }
  auto state = std::make_unique<State>(std::move(rules), found);
  if (Status status = state->Make(options); !status.ok()) return status;
  if (count < 0 || count > kMostLines) return damaged("its number of lines cannot be so");
  state->count = count;
  ArchiveReader inner(counts);
  state->lines->Load(&inner);
  if (inner.left() > 0) inner.Fail("something follows its counts");
  if (!inner.ok()) return damaged(inner.why());
  // Once more, which no trick with order, padding or the form of the options survives.
  Accumulator loaded(std::move(state));
  std::string again;
  if (!loaded.Save(&again).ok() || again != bytes) {
    return damaged("it is not as it would be saved");
  }
  return loaded;
}

Status Accumulator::Add(std::string_view line) {
  State& s = *state_;
  if (Status status = s.Usable(); !status.ok()) return status;
  if (s.count < kMostLines) ++s.count;
  constexpr size_t kMost = record::ReadOptions().bytes;
  if (line.size() > kMost) {
    return Status(StatusCode::kLimitExceeded, StrCat("longer than ", kMost, " bytes"));
  }
  s.line.assign(line.begin(), line.end());
  s.line.push_back('\0');
  s.is_whole = false;
  Status status = s.lines->Add(s.line.data(), line.size(), s.count);
  s.is_whole = true;
  return status;
}

Status Accumulator::Merge(const Accumulator& other) {
  State& s = *state_;
  const State& o = *other.state_;
  if (&s == &o) return Invalid("an accumulator is not merged with itself");
  if (Status status = s.Usable(); !status.ok()) return status;
  if (Status status = o.Usable(); !status.ok()) return status;
  if (s.kind != o.kind) {
    return Invalid(StrCat("one is of the kind ", s.kind->name, ", the other ", o.kind->name));
  }
  if (s.rules->hash() != o.rules->hash()) {
    return Invalid(
        StrCat("one counts with ", s.rules->name(), ", the other with ", o.rules->name()));
  }
  if (s.options != o.options) {
    return Invalid(StrCat("one has the options ", s.options, ", the other ", o.options));
  }
  if (o.count > kMostLines - s.count) {
    return Status(StatusCode::kLimitExceeded,
                  StrCat("together they are more than ", kMostLines, " lines"));
  }
  s.is_whole = false;
  Status status = s.lines->Merge(*o.lines);
  s.is_whole = true;
  if (status.ok()) s.count += o.count;
  return status;
}

Status Accumulator::Save(std::string* bytes) const {
  const State& s = *state_;
  if (Status status = s.Usable(); !status.ok()) return status;
  ArchiveWriter counts;
  s.lines->Save(&counts);
  if (counts.bytes().size() > kMostBytes) {
    return Status(StatusCode::kLimitExceeded, "it would take more than 2 GiB");
  }
  ArchiveWriter body;
  body.Text(s.kind->name);
  body.Text(s.rules->hash());
  body.Text(s.options);
  body.Number(s.count);
  body.Items(counts.bytes());
  *bytes = Header(body.bytes());
  *bytes += body.bytes();
  return Status();
}

Status Accumulator::Report(std::string* json) const {
  if (Status status = state_->Usable(); !status.ok()) return status;
  record::JsonWriter out;
  state_->lines->WriteReport(&out);
  *json = out.bytes();
  return Status();
}

}  // namespace rapport

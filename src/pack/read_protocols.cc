#include <algorithm>
#include <optional>
#include <utility>

#include "pack/read.h"

namespace rapport::pack {
namespace {

std::optional<ActionRef> MaybeRef(const Fields& fields, std::string_view key) {
  const Node* node = fields.Find(key);
  return node == nullptr ? std::nullopt : std::optional<ActionRef>(RefOf(*node));
}

void FillPart(const Fields& fields, const Node& id, Item* item) {
  item->id = id.value;
  item->id_span = id.span;
  item->help = fields.String("help");
}

ProtocolState ReadState(const Node& node) {
  const Fields fields(node);
  ProtocolState state;
  if (const Node* id = fields.Find("id")) FillPart(fields, *id, &state);
  state.label = fields.String("label");
  state.from = fields.Refs("from");
  state.on = fields.Refs("on");
  state.enter_when = fields.MaybeText("enter_when");
  state.steps = fields.Refs("steps");
  state.ends = fields.Bool("ends", false);
  return state;
}

void ReadStep(const Fields& fields, ProtocolStep* step) {
  step->label = fields.String("label");
  step->done_by = fields.Refs("done_by");
  step->needed_when = fields.MaybeText("needed_when");
  step->action = MaybeRef(fields, "recommend");
}

void ReadFault(const Fields& fields, ProtocolFault* fault) {
  fault->label = fields.String("label");
  fault->by = fields.Refs("by");
  fault->when = fields.MaybeText("when");
}

// A map of parts, by id.
template <typename T>
void ReadParts(const Fields& fields, std::string_view key, std::vector<T>* out,
               void (*read)(const Fields&, T*)) {
  const Node* map = fields.Find(key);
  if (map == nullptr) return;
  for (size_t i = 0; i < map->entries(); ++i) {
    const Fields part(map->value_of(i));
    T item;
    FillPart(part, map->key(i), &item);
    if (map->value_of(i).is_map()) read(part, &item);  // else it is there all the same
    out->push_back(std::move(item));
  }
  std::sort(out->begin(), out->end(), [](const T& a, const T& b) { return a.id < b.id; });
}

}  // namespace

void ReadProtocol(const Fields& fields, Protocol* protocol, DiagnosticSink* sink) {
  protocol->label = fields.String("label");
  protocol->starts_on = fields.Refs("starts_on");
  protocol->starts_when = fields.MaybeText("starts_when");
  for (const Node* state : fields.Items("states")) {
    if (!state->is_map()) continue;
    protocol->states.push_back(ReadState(*state));
    for (const char* key : {"from", "on", "steps"}) CheckTwice(Fields(*state).Items(key), sink);
  }
  ReadParts(fields, "steps", &protocol->steps, ReadStep);
  ReadParts(fields, "faults", &protocol->faults, ReadFault);
  CheckTwice(fields.Items("starts_on"), sink);
}

}  // namespace rapport::pack

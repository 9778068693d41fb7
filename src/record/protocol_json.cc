#include "record/protocol_json.h"

namespace rapport::record {
namespace {

constexpr size_t kPieces = 256;  // more than the fixed pieces and numbers of any item

void Place(int32_t turn, uint32_t begin, uint32_t end, JsonPieces* to) {
  to->Put(R"(,"turn":)").Int(turn).Put(R"(,"start":)").Int(begin).Put(R"(,"end":)").Int(end);
}

void Steps(ListView<ProtocolStep> steps, JsonPieces* to) {
  to->Put(R"(,"steps":[)");
  for (const ProtocolStep& step : steps) {
    to->Room(kPieces + JsonStringRoom(step.id.size()) + JsonStringRoom(step.label.size()) +
             JsonStringRoom(step.action.size()));
    to->Put(R"({"id":)").String(step.id).Put(R"(,"label":)").String(step.label);
    to->Put(R"(,"status":)").String(StepStatusName(step.status));
    if (!step.action.empty()) to->Put(R"(,"action":)").String(step.action);
    if (step.status == StepStatus::kDone) Place(step.turn, step.begin, step.end, to);
    to->Put("},");
  }
  to->EndList(']');
}

void Faults(ListView<ProtocolFault> faults, JsonPieces* to) {
  to->Room(kPieces);
  to->Put(R"(,"faults":[)");
  for (const ProtocolFault& fault : faults) {
    to->Room(kPieces + JsonStringRoom(fault.id.size()) + JsonStringRoom(fault.label.size()));
    to->Put(R"({"id":)").String(fault.id).Put(R"(,"label":)").String(fault.label);
    Place(fault.turn, fault.begin, fault.end, to);
    to->Put("},");
  }
  to->EndList(']');
}

}  // namespace

void WriteProtocols(const Decision& decision, JsonWriter* out) {
  if (decision.protocols().empty()) return;
  JsonPieces to(out, kPieces);
  to.Put(R"(,"protocols":[)");
  for (const ProtocolProgress& protocol : decision.protocols()) {
    to.Room(kPieces + JsonStringRoom(protocol.id.size()) + JsonStringRoom(protocol.label.size()) +
            JsonStringRoom(protocol.state.size()) + JsonStringRoom(protocol.state_label.size()) +
            JsonStringRoom(protocol.next.size()));
    to.Put(R"({"id":)").String(protocol.id).Put(R"(,"label":)").String(protocol.label);
    to.Put(R"(,"state":)").String(protocol.state);
    to.Put(R"(,"state_label":)").String(protocol.state_label);
    if (protocol.ended) to.Put(R"(,"ended":true)");
    to.Put(R"(,"started_turn":)").Int(protocol.started_turn);
    to.Put(R"(,"since_turn":)").Int(protocol.since_turn);
    if (!protocol.next.empty()) to.Put(R"(,"next":)").String(protocol.next);
    Steps(protocol.steps, &to);
    Faults(protocol.faults, &to);
    to.Put("},");
  }
  to.EndList(']');
}

}  // namespace rapport::record

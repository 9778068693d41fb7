// Most of a record's way through the program was once spent here, on some seven kilobytes a
// decision. So values are spelled out in pieces as long as can be, straight into the buffer, and an
// item's room is asked for once: at most what escaping could make of its strings, and the fixed
// pieces.

#include "record/decision_json.h"

#include <iterator>

#include "record/protocol_json.h"

namespace rapport::record {
namespace {

constexpr size_t kPieces = 256;  // more than the fixed pieces and numbers of any item

size_t RoomOf(ListView<std::string_view> values) {
  size_t room = kPieces;
  for (std::string_view value : values) room += JsonStringRoom(value.size()) + 1;
  return room;
}

void Strings(ListView<std::string_view> values, JsonPieces* to) {
  to->Put("[");
  for (std::string_view value : values) to->String(value).Put(",");
  to->EndList(']');
}

// Written only when it holds, since it rarely does.
void MarkUndetermined(bool holds, JsonPieces* to) {
  if (holds) to->Put(R"(,"undetermined":true)");
}

void WritePersona(const Decision& decision, JsonWriter* out) {
  JsonPieces to(out, kPieces + JsonStringRoom(decision.persona().size()));
  to.Put(R"(,"persona":)").String(decision.persona());
}

void WriteAbstained(const Decision& decision, JsonWriter* out) {
  if (decision.abstained() == Abstained::kNo) return;
  JsonPieces to(out, kPieces);
  to.Put(R"(,"abstained":)").String(AbstainedName(decision.abstained()));
}

void WriteTop(const Decision& decision, JsonWriter* out) {
  JsonPieces to(out, kPieces + JsonStringRoom(decision.top().size()));
  to.Put(R"(,"top":)").String(decision.top());
}

void WriteProbability(const Decision& decision, JsonWriter* out) {
  JsonPieces to(out, kPieces);
  to.Put(R"(,"probability":)").TenThousandths(decision.probability());
}

void WritePersonas(const Decision& decision, JsonWriter* out) {
  JsonPieces to(out, kPieces);
  to.Put(R"(,"personas":{)");
  for (const PersonaScore& persona : decision.personas()) {
    to.Room(kPieces + JsonStringRoom(persona.id.size()));
    to.String(persona.id).Put(":").TenThousandths(persona.probability).Put(",");
  }
  to.EndList('}');
}

void WriteAlso(const Decision& decision, JsonWriter* out) {
  JsonPieces to(out, RoomOf(decision.also()));
  to.Put(R"(,"also":)");
  Strings(decision.also(), &to);
}

void WriteScales(const Decision& decision, JsonWriter* out) {
  JsonPieces to(out, kPieces);
  to.Put(R"(,"scales":{)");
  for (const ScaleLevel& scale : decision.scales()) {
    to.Room(kPieces + JsonStringRoom(scale.id.size()));
    to.String(scale.id);
    if (scale.known) {
      to.Put(":").Int(scale.level).Put(",");
    } else {
      to.Put(":null,");
    }
  }
  to.EndList('}');
}

void WriteContact(const Decision& decision, JsonWriter* out) {
  JsonPieces to(out, kPieces + JsonStringRoom(decision.contact_kind().size()));
  to.Put(R"(,"contact":{"kind":)").String(decision.contact_kind());
  to.Room(RoomOf(decision.contact_also()));
  to.Put(R"(,"also":)");
  Strings(decision.contact_also(), &to);
  to.Put("}");
}

// Where something stands in a turn, and its words there.
template <typename Item>
void Place(const Item& item, JsonPieces* to) {
  to->Put(R"("turn":)").Int(item.turn).Put(R"(,"start":)").Int(item.begin);
  to->Put(R"(,"end":)").Int(item.end).Put(R"(,"text":)").String(item.text);
}

void WriteNeeds(const Decision& decision, JsonWriter* out) {
  JsonPieces to(out, kPieces);
  to.Put(R"(,"needs":[)");
  for (const VoicedNeed& need : decision.needs()) {
    to.Room(kPieces + JsonStringRoom(need.id.size()) + JsonStringRoom(need.label.size()) +
            JsonStringRoom(need.text.size()));
    to.Put(R"({"id":)").String(need.id).Put(R"(,"label":)").String(need.label);
    if (need.turn >= 0) {
      to.Put(",");
      Place(need, &to);
    }
    to.Put("},");
  }
  to.EndList(']');
}

void WriteOpenQuestions(const Decision& decision, JsonWriter* out) {
  JsonPieces to(out, kPieces);
  to.Put(R"(,"open_questions":[)");
  for (const OpenQuestion& question : decision.open_questions()) {
    to.Room(kPieces + JsonStringRoom(question.text.size()));
    to.Put("{");
    Place(question, &to);
    to.Put("},");
  }
  to.EndList(']');
}

void WritePromises(const Decision& decision, JsonWriter* out) {
  JsonPieces to(out, kPieces);
  to.Put(R"(,"promises":[)");
  for (const PromiseMade& promise : decision.promises()) {
    to.Room(kPieces + JsonStringRoom(promise.id.size()) + JsonStringRoom(promise.label.size()) +
            JsonStringRoom(promise.text.size()));
    to.Put(R"({"id":)").String(promise.id).Put(R"(,"label":)").String(promise.label).Put(",");
    Place(promise, &to);
    if (promise.due) to.Put(R"(,"due":)").Instant(*promise.due);
    to.Put(R"(,"state":)").String(PromiseStateName(promise.state)).Put("},");
  }
  to.EndList(']');
}

void WriteActions(const Decision& decision, JsonWriter* out) {
  JsonPieces to(out, kPieces);
  to.Put(R"(,"actions":[)");
  for (const ActionAdvice& action : decision.actions()) {
    to.Room(kPieces + JsonStringRoom(action.id.size()) + JsonStringRoom(action.label.size()));
    to.Put(R"({"id":)").String(action.id).Put(R"(,"label":)").String(action.label);
    to.Put(R"(,"by":)").String(PerformerName(action.by));
    to.Put(R"(,"kind":)").String(ActionKindName(action.kind)).Put(R"(,"reasons":[)");
    for (const ActionReason& reason : action.reasons) {
      to.Room(kPieces + JsonStringRoom(reason.id.size()));
      to.Put("{").String(ReasonKindName(reason.kind)).Put(":").String(reason.id).Put("},");
    }
    to.EndList(']');
    to.Room(RoomOf(action.say) + JsonStringRoom(action.approval_from.size()));
    to.Put(R"(,"say":)");
    Strings(action.say, &to);
    if (!action.approval_from.empty()) {
      to.Put(R"(,"approval_from":)").String(action.approval_from);
    }
    if (!action.availability_known) to.Put(R"(,"availability_unknown":true)");
    to.Put("},");
  }
  to.EndList(']');
}

void WriteForbidden(const Decision& decision, JsonWriter* out) {
  JsonPieces to(out, kPieces);
  to.Put(R"(,"forbidden":[)");
  for (const ForbiddenAction& action : decision.forbidden()) {
    to.Room(kPieces + JsonStringRoom(action.id.size()) + JsonStringRoom(action.policy.size()));
    to.Put(R"({"id":)").String(action.id).Put(R"(,"policy":)").String(action.policy);
    MarkUndetermined(action.undetermined, &to);
    to.Put("},");
  }
  to.EndList(']');
}

void WriteApprovals(const Decision& decision, JsonWriter* out) {
  JsonPieces to(out, kPieces);
  to.Put(R"(,"approvals":[)");
  for (const ActionAdvice& action : decision.actions()) {
    const std::string_view from = action.approval_from;
    if (from.empty()) continue;
    to.Room(kPieces + JsonStringRoom(action.id.size()) + JsonStringRoom(from.size()));
    to.Put(R"({"action":)").String(action.id).Put(R"(,"from":)").String(from).Put("},");
  }
  to.EndList(']');
}

// The values alone, for hosts that only look one up; then where each comes from.
void WriteLimits(const Decision& decision, JsonWriter* out) {
  JsonPieces to(out, kPieces);
  to.Put(R"(,"limits":{)");
  for (const LimitValue& limit : decision.limits()) {
    to.Room(kPieces + JsonStringRoom(limit.id.size()));
    to.String(limit.id).Put(":").Int(limit.value).Put(",");
  }
  to.EndList('}');
}

void WriteLimitReasons(const Decision& decision, JsonWriter* out) {
  JsonPieces to(out, kPieces);
  to.Put(R"(,"limit_reasons":[)");
  for (const LimitValue& limit : decision.limits()) {
    to.Room(kPieces + JsonStringRoom(limit.id.size()) + JsonStringRoom(limit.unit.size()) +
            JsonStringRoom(limit.policy.size()));
    to.Put(R"({"limit":)").String(limit.id).Put(R"(,"unit":)").String(limit.unit);
    to.Put(R"(,"policy":)").String(limit.policy);
    MarkUndetermined(limit.undetermined, &to);
    to.Put("},");
  }
  to.EndList(']');
}

void WriteFlags(const Decision& decision, JsonWriter* out) {
  JsonPieces to(out, kPieces);
  to.Put(R"(,"flags":[)");
  for (const FlagRaised& flag : decision.flags()) {
    to.Room(kPieces + JsonStringRoom(flag.id.size()) + JsonStringRoom(flag.policy.size()));
    to.Put(R"({"id":)").String(flag.id).Put(R"(,"policy":)").String(flag.policy).Put("},");
  }
  to.EndList(']');
}

void WriteEscalations(const Decision& decision, JsonWriter* out) {
  JsonPieces to(out, kPieces);
  to.Put(R"(,"escalations":[)");
  for (const Escalation& escalation : decision.escalations()) {
    size_t room =
        kPieces + JsonStringRoom(escalation.to.size()) + JsonStringRoom(escalation.label.size());
    for (const EscalationReason& reason : escalation.reasons) {
      room += JsonStringRoom(reason.id.size()) + JsonStringRoom(reason.policy.size()) + 2;
    }
    to.Room(room);
    to.Put(R"({"to":)").String(escalation.to).Put(R"(,"label":)").String(escalation.label);
    to.Put(R"(,"level":)").Int(escalation.level).Put(R"(,"reasons":[)");
    for (const EscalationReason& reason : escalation.reasons) to.String(reason.id).Put(",");
    to.EndList(']').Put(R"(,"policies":[)");
    for (const EscalationReason& reason : escalation.reasons) to.String(reason.policy).Put(",");
    to.EndList(']').Put(R"(,"due":)");
    if (escalation.due) {
      to.Instant(*escalation.due);
    } else {
      to.Put("null");
    }
    to.Put(R"(,"since_turn":)").Int(escalation.since_turn);
    to.Put(R"(,"new":)").Bool(escalation.is_new).Put("},");
  }
  to.EndList(']');
}

void WriteEvidence(const Decision& decision, JsonWriter* out) {
  JsonPieces to(out, kPieces);
  to.Put(R"(,"evidence":[)");
  for (const Evidence& evidence : decision.evidence()) {
    to.Room(kPieces + JsonStringRoom(evidence.id.size()) + JsonStringRoom(evidence.text.size()) +
            JsonStringRoom(evidence.persona.size()));
    switch (evidence.kind) {
      case EvidenceKind::kCue:
        to.Put(R"({"cue":)");
        break;
      case EvidenceKind::kCondition:
        to.Put(R"({"condition":)");
        break;
      case EvidenceKind::kWord:
        to.Put(R"({"word":)");
        break;
    }
    to.String(evidence.id);
    if (evidence.turn >= 0) {
      to.Put(R"(,"turn":)").Int(evidence.turn).Put(R"(,"start":)").Int(evidence.begin);
      to.Put(R"(,"end":)").Int(evidence.end).Put(R"(,"text":)").String(evidence.text);
    }
    if (!evidence.persona.empty()) to.Put(R"(,"persona":)").String(evidence.persona);
    to.Put(R"(,"weight":)").Milli(evidence.weight).Put("},");
  }
  to.EndList(']');
}

void WriteUndetermined(const Decision& decision, JsonWriter* out) {
  JsonPieces to(out, kPieces);
  to.Put(R"(,"undetermined":[)");
  for (const Undetermined& item : decision.undetermined()) {
    to.Room(RoomOf(item.missing) + JsonStringRoom(item.id.size()) +
            JsonStringRoom(item.error.size()));
    to.Put("{").String(UndeterminedKindName(item.kind)).Put(":").String(item.id);
    if (item.is_error) to.Put(R"(,"error":)").String(item.error);
    to.Put(R"(,"missing":)");
    Strings(item.missing, &to);
    to.Put("},");
  }
  to.EndList(']');
}

// Written only when a person overrode something, as `abstained` only when it says something.
void WriteOverridden(const Decision& decision, JsonWriter* out) {
  if (decision.overridden().empty()) return;
  JsonPieces to(out, kPieces);
  to.Put(R"(,"overridden":[)");
  for (const Overridden& item : decision.overridden()) {
    size_t room = kPieces + JsonStringRoom(item.id.size()) + JsonStringRoom(item.found.size());
    for (const EscalationReason& reason : item.found_reasons) {
      room += JsonStringRoom(reason.id.size()) + JsonStringRoom(reason.policy.size()) + 2;
    }
    to.Room(room);
    switch (item.kind) {
      case OverrideKind::kPersona:
        to.Put(R"({"persona":)").String(item.id).Put(R"(,"found":)").String(item.found);
        break;
      case OverrideKind::kScale:
        to.Put(R"({"scale":)").String(item.id).Put(R"(,"level":)").Int(item.level);
        to.Put(R"(,"found":)");
        if (item.found_level < 0) {
          to.Put("null");
        } else {
          to.Int(item.found_level);
        }
        break;
      case OverrideKind::kEscalation:
        to.Put(R"({"escalation":)").String(item.id).Put(R"(,"override":)");
        to.String(EscalationOverrideName(item.escalation)).Put(R"(,"found":[)");
        for (const EscalationReason& reason : item.found_reasons) to.String(reason.id).Put(",");
        to.EndList(']').Put(R"(,"policies":[)");
        for (const EscalationReason& reason : item.found_reasons) to.String(reason.policy).Put(",");
        to.EndList(']');
        break;
    }
    to.Put("},");
  }
  to.EndList(']');
}

void WriteRuleSet(const Decision& decision, JsonWriter* out) {
  JsonPieces to(out, kPieces + JsonStringRoom(decision.rule_set_name().size()));
  to.Put(R"(,"ruleset":)").String(decision.rule_set_name());
}

// In the order in which they are written, behind the id. Each begins with a comma.
struct Part {
  std::string_view key;
  void (*write)(const Decision&, JsonWriter*);
};
constexpr Part kParts[] = {
    {"persona", WritePersona},
    {"abstained", WriteAbstained},
    {"top", WriteTop},
    {"probability", WriteProbability},
    {"personas", WritePersonas},
    {"also", WriteAlso},
    {"scales", WriteScales},
    {"contact", WriteContact},
    {"needs", WriteNeeds},
    {"open_questions", WriteOpenQuestions},
    {"promises", WritePromises},
    {"actions", WriteActions},
    {"forbidden", WriteForbidden},
    {"approvals", WriteApprovals},
    {"limits", WriteLimits},
    {"limit_reasons", WriteLimitReasons},
    {"flags", WriteFlags},
    {"escalations", WriteEscalations},
    {"evidence", WriteEvidence},
    {"undetermined", WriteUndetermined},
    {"overridden", WriteOverridden},
    {"protocols", WriteProtocols},
    {"ruleset", WriteRuleSet},
};
static_assert(std::size(kParts) <= 32, "a DecisionKeys has a bit for each");

}  // namespace

std::vector<std::string_view> DecisionKeyNames() {
  std::vector<std::string_view> names;
  for (const Part& part : kParts) names.push_back(part.key);
  return names;
}

DecisionKeys FindDecisionKey(std::string_view name) {
  for (size_t i = 0; i < std::size(kParts); ++i) {
    if (kParts[i].key == name) return DecisionKeys{1} << i;
  }
  return 0;
}

void WriteDecision(std::string_view id, const Decision& decision, JsonWriter* out,
                   DecisionKeys keys) {
  out->Begin();
  {
    JsonPieces to(out, kPieces + JsonStringRoom(id.size()));
    to.Put(R"({"id":)").String(id);
  }
  for (size_t i = 0; i < std::size(kParts); ++i) {
    if ((keys >> i & 1) != 0) kParts[i].write(decision, out);
  }
  JsonPieces to(out, kPieces);
  to.Put("}");
}

}  // namespace rapport::record

// The bulk of an explanation are parts of conditions and contributions: thousands of small objects
// of one form. So all is spelled out in pieces.

#include "record/explanation_json.h"

#include "record/names.h"

namespace rapport::record {
namespace {

constexpr size_t kPieces = 256;  // more than the fixed pieces and numbers of any item

template <typename... Texts>
constexpr size_t RoomOf(const Texts&... texts) {
  return kPieces + (JsonStringRoom(texts.size()) + ...);
}

// Each piece of text is a JsonPieces of its own, which nothing else sees as long as it is written.
class ExplanationWriter {
 public:
  ExplanationWriter(const Explanation& explanation, JsonWriter* out)
      : explanation_(explanation), out_(out) {}

  void Run(std::string_view id) {
    Pieces(RoomOf(id, explanation_.rule_set()))
        .Put(R"({"id":)")
        .String(id)
        .Put(R"(,"ruleset":)")
        .String(explanation_.rule_set())
        .Put(R"(,"turns":[)");
    Turns();
    Hits();
    Personas();
    Scales();
    Pieces(kPieces).Put(R"(,"contact_kinds":[)");
    Needs(explanation_.contact_kinds());
    Pieces(kPieces).Put(R"(,"needs":[)");
    Needs(explanation_.needs());
    Questions();
    Promises();
    Policies();
    Overridden();
    Protocols();
    Pieces(kPieces).Put(R"(,"facts":{)");
    Values(explanation_.facts());
    Pieces(kPieces).Put(R"(,"signals":{)");
    Values(explanation_.signals());
    Pieces(kPieces).Put("}");
  }

 private:
  JsonPieces Pieces(size_t room) { return JsonPieces(out_, room); }
  void End(char bracket) { Pieces(kPieces).EndList(bracket); }

  // Ends an item.
  void WhyNot(std::string_view why_not) {
    JsonPieces to(out_, RoomOf(why_not));
    if (!why_not.empty()) to.Put(R"(,"why_not":)").String(why_not);
    to.Put("},");
  }
  void Texts(ListView<std::string_view> texts) {
    JsonPieces to(out_, kPieces);
    for (const std::string_view text : texts) {
      to.Room(RoomOf(text));
      to.String(text).Put(",");
    }
    to.EndList(']');
  }
  void Values(ListView<ExplainedValue> values) {
    JsonPieces to(out_, kPieces);
    for (const ExplainedValue& value : values) {
      to.Room(RoomOf(value.name, value.value));
      to.String(value.name).Put(":").String(value.value).Put(",");
    }
    to.EndList('}');
  }

  void Turns() {
    JsonPieces to(out_, kPieces);
    for (const ExplainedTurn& turn : explanation_.turns()) {
      to.Room(RoomOf(turn.text));
      to.Put(R"({"by":)").String(SpeakerName(turn.by));
      to.Put(R"(,"text":)").String(turn.text).Put("},");
    }
    to.EndList(']');
  }

  void Hits() {
    JsonPieces to(out_, kPieces);
    to.Put(R"(,"hits":[)");
    for (const ExplainedHit& hit : explanation_.hits()) {
      to.Room(RoomOf(hit.cue, hit.text));
      to.Put(R"({"cue":)").String(hit.cue).Put(R"(,"turn":)").Int(hit.turn);
      to.Put(R"(,"start":)").Int(hit.begin).Put(R"(,"end":)").Int(hit.end);
      to.Put(R"(,"text":)").String(hit.text);
      if (!hit.ignored.empty()) to.Put(R"(,"ignored":)").String(hit.ignored);
      to.Put("},");
    }
    to.EndList(']');
  }

  void Contributions(ListView<Contribution> contributions) {
    JsonPieces to(out_, kPieces);
    to.Put(R"(,"contributions":[)");
    for (const Contribution& c : contributions) {
      to.Room(RoomOf(c.id));
      switch (c.kind) {
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
      to.String(c.id).Put(R"(,"count":)").Milli(c.count).Put(R"(,"weight":)").Milli(c.weight);
      to.Put(R"(,"contribution":)").Milli(c.contribution);
      if (c.is_unknown) to.Put(R"(,"unknown":true)");
      to.Put("},");
    }
    to.EndList(']');
  }

  void Personas() {
    Pieces(kPieces).Put(R"(,"personas":[)");
    for (const ExplainedPersona& persona : explanation_.personas()) {
      Persona(persona);
      Contributions(persona.contributions);
      WhyNot(persona.why_not);
    }
    End(']');
  }
  void Persona(const ExplainedPersona& persona) {
    JsonPieces to(out_, RoomOf(persona.id, persona.label));
    to.Put(R"({"id":)").String(persona.id).Put(R"(,"label":)").String(persona.label);
    to.Put(R"(,"bias":)").Milli(persona.bias).Put(R"(,"score":)").Milli(persona.score);
    to.Put(R"(,"probability":)").TenThousandths(persona.probability);
    to.Put(R"(,"reported":)").Bool(persona.reported);
  }

  void Scales() {
    Pieces(kPieces).Put(R"(,"scales":[)");
    for (const ExplainedScale& scale : explanation_.scales()) {
      Scale(scale);
      Contributions(scale.contributions);
      Pieces(kPieces).Put("},");
    }
    End(']');
  }
  void Scale(const ExplainedScale& scale) {
    JsonPieces to(out_, RoomOf(scale.id, scale.name));
    to.Put(R"({"id":)").String(scale.id);
    if (scale.known) {
      to.Put(R"(,"level":)").Int(scale.level);
    } else {
      to.Put(R"(,"level":null)");
    }
    to.Put(R"(,"name":)").String(scale.name).Put(R"(,"bias":)").Milli(scale.bias);
    to.Put(R"(,"score":)").Milli(scale.score);
    if (scale.next_threshold) to.Put(R"(,"next_threshold":)").Milli(*scale.next_threshold);
  }

  void Needs(ListView<ExplainedNeed> needs) {
    for (const ExplainedNeed& need : needs) {
      Need(need);
      Texts(need.cues);
      Pieces(kPieces)
          .Put(R"(,"outcome":)")
          .String(OutcomeName(need.outcome))
          .Put(R"(,"playbook":[)");
      Texts(need.playbook);
      WhyNot(need.why_not);
    }
    End(']');
  }
  void Need(const ExplainedNeed& need) {
    JsonPieces to(out_, RoomOf(need.id, need.label, need.when));
    to.Put(R"({"id":)").String(need.id).Put(R"(,"label":)").String(need.label);
    if (!need.when.empty()) to.Put(R"(,"when":)").String(need.when);
    to.Put(R"(,"cues":[)");
  }

  void Questions() {
    JsonPieces to(out_, kPieces);
    to.Put(R"(,"questions":[)");
    for (const ExplainedQuestion& question : explanation_.questions()) {
      to.Room(RoomOf(question.text));
      to.Put(R"({"turn":)").Int(question.turn);
      to.Put(R"(,"start":)").Int(question.begin).Put(R"(,"end":)").Int(question.end);
      to.Put(R"(,"text":)").String(question.text).Put(R"(,"state":)").String(question.state);
      if (question.taken_up_by >= 0) to.Put(R"(,"taken_up_by":)").Int(question.taken_up_by);
      to.Put("},");
    }
    to.EndList(']');
  }

  void Promises() {
    JsonPieces to(out_, kPieces);
    to.Put(R"(,"promises":[)");
    for (const ExplainedPromise& promise : explanation_.promises()) {
      to.Room(RoomOf(promise.id, promise.text));
      to.Put(R"({"id":)").String(promise.id).Put(R"(,"turn":)").Int(promise.turn);
      to.Put(R"(,"text":)").String(promise.text).Put(R"(,"state":)").String(promise.state);
      to.Put(R"(,"says_when":)").Bool(promise.says_when);
      if (promise.due) to.Put(R"(,"due":)").Instant(*promise.due);
      if (promise.kept_by >= 0) to.Put(R"(,"kept_by":)").Int(promise.kept_by);
      to.Put("},");
    }
    to.EndList(']');
  }

  void Policies() {
    Pieces(kPieces).Put(R"(,"policies":[)");
    for (const ExplainedPolicy& policy : explanation_.policies()) {
      Policy(policy);
      Texts(policy.effects);
      Parts(policy.parts);
      WhyNot(policy.why_not);
    }
    End(']');
  }
  void Policy(const ExplainedPolicy& policy) {
    JsonPieces to(out_, RoomOf(policy.id, policy.help, policy.when));
    to.Put(R"({"id":)").String(policy.id).Put(R"(,"help":)").String(policy.help);
    to.Put(R"(,"when":)").String(policy.when);
    to.Put(R"(,"outcome":)").String(OutcomeName(policy.outcome));
    to.Put(R"(,"applied":)").Bool(policy.applied).Put(R"(,"effects":[)");
  }
  void Parts(ListView<ExplainedPart> parts) {
    JsonPieces to(out_, kPieces);
    to.Put(R"(,"parts":[)");
    for (const ExplainedPart& part : parts) {
      to.Room(RoomOf(part.text, part.value));
      to.Put(R"({"start":)").Int(part.begin).Put(R"(,"end":)").Int(part.end);
      to.Put(R"(,"depth":)").Int(part.depth).Put(R"(,"text":)").String(part.text);
      to.Put(R"(,"value":)").String(part.value);
      to.Put(R"(,"evaluated":)").Bool(part.evaluated).Put("},");
    }
    to.EndList(']');
  }

  void Overridden() {
    if (explanation_.overridden().empty()) return;
    JsonPieces to(out_, kPieces);
    to.Put(R"(,"overridden":[)");
    for (const ExplainedOverride& item : explanation_.overridden()) {
      to.Room(RoomOf(item.id, item.set, item.found));
      to.Put("{").String(OverrideKindName(item.kind)).Put(":").String(item.id);
      to.Put(R"(,"set":)").String(item.set).Put(R"(,"found":)").String(item.found).Put("},");
    }
    to.EndList(']');
  }

  void Protocols() {
    Pieces(kPieces).Put(R"(,"protocols":[)");
    for (const ExplainedProtocol& protocol : explanation_.protocols()) {
      Protocol(protocol);
      Transitions(protocol.transitions);
    }
    End(']');
  }
  void Protocol(const ExplainedProtocol& protocol) {
    JsonPieces to(out_, RoomOf(protocol.id, protocol.label, protocol.state));
    to.Put(R"({"id":)").String(protocol.id).Put(R"(,"label":)").String(protocol.label);
    to.Put(R"(,"state":)").String(protocol.state).Put(R"(,"transitions":[)");
  }
  // Ends the protocol, too.
  void Transitions(ListView<ExplainedTransition> transitions) {
    JsonPieces to(out_, kPieces);
    for (const ExplainedTransition& transition : transitions) {
      to.Room(RoomOf(transition.to, transition.when, transition.why_not));
      to.Put(R"({"to":)").String(transition.to).Put(R"(,"when":)").String(transition.when);
      to.Put(R"(,"why_not":)").String(transition.why_not).Put("},");
    }
    to.EndList(']').Put("},");
  }

  const Explanation& explanation_;
  JsonWriter* const out_;
};

}  // namespace

void WriteExplanation(std::string_view id, const Explanation& explanation, JsonWriter* out) {
  out->Begin();
  ExplanationWriter(explanation, out).Run(id);
}

}  // namespace rapport::record

#include <map>
#include <unordered_map>

#include "base/strings.h"
#include "base/suggest.h"
#include "pack/names.h"
#include "pack/validate.h"

namespace rapport::pack {
namespace {

class ProtocolChecker {
 public:
  ProtocolChecker(const Validation& v, const Pack& pack, const Protocol& protocol)
      : protocol_(protocol), names_(v.draft), sink_(v.sink) {
    for (const Cue& cue : pack.cues) sides_[cue.id] = cue.side;
  }

  void Run() {
    CheckCues(protocol_.starts_on, CueSide::kAgent, "a protocol starts on customers' words");
    for (const ProtocolState& state : protocol_.states) CheckState(state);
    for (const ProtocolStep& step : protocol_.steps) {
      CheckName(step);
      CheckCues(step.done_by, CueSide::kCustomer, "agents do steps");
      if (step.action) {
        names_.Check(Section::kActions, step.action->id, step.action->span, sink_);
      }
      if (listed_.count(step.id) == 0) {
        sink_->Warning("unused", step.id_span,
                       StrCat("no state of this protocol has step ", Quoted(step.id)));
      }
    }
    for (const ProtocolFault& fault : protocol_.faults) {
      CheckCues(fault.by, CueSide::kCustomer, "agents commit faults");
    }
  }

 private:
  // Cues that are declared and not looked for on one side alone.
  void CheckCues(const std::vector<ActionRef>& cues, CueSide wrong, std::string_view why) {
    for (const ActionRef& cue : cues) {
      if (!names_.Check(Section::kCues, cue.id, cue.span, sink_)) continue;
      const auto side = sides_.find(cue.id);
      if (side == sides_.end() || side->second != wrong) continue;
      sink_->Error("protocol-cue", cue.span,
                   StrCat(why, ", and ", Quoted(cue.id), " is looked for in those of ",
                          wrong == CueSide::kAgent ? "agents" : "customers"),
                   StrCat("name a cue with `in: ", wrong == CueSide::kAgent ? "customer" : "agent",
                          "` or `in: any`"));
    }
  }

  // In tests, `none` is no state and no step.
  void CheckName(const Item& part) {
    if (part.id != "none") return;
    sink_->Error("reserved-name", part.id_span, "'none' stands for none in tests",
                 "choose another id");
  }

  void CheckState(const ProtocolState& state) {
    CheckName(state);
    const bool is_first = &state == &protocol_.states.front();
    if (!state.id.empty() && !seen_.emplace(state.id, state.id_span).second) {
      sink_->Error("duplicate-id", state.id_span,
                   StrCat("state ", Quoted(state.id), " is already declared at ",
                          PlaceOf(seen_.at(state.id))));
    }
    if (!is_first && state.on.empty() && !state.enter_when && !state.id.empty()) {
      sink_->Error("missing-key", state.id_span,
                   "a state that is not the first needs 'on' or 'enter_when'");
    }
    for (const ActionRef& cue : state.on) names_.Check(Section::kCues, cue.id, cue.span, sink_);
    CheckRefs("state", state.from, protocol_.states);
    CheckRefs("step", state.steps, protocol_.steps);
    for (const ActionRef& step : state.steps) listed_.insert(step.id);
  }

  template <typename Parts>
  void CheckRefs(std::string_view noun, const std::vector<ActionRef>& refs, const Parts& parts) {
    std::vector<std::string_view> ids;
    for (const auto& part : parts) ids.push_back(part.id);
    for (const ActionRef& ref : refs) {
      bool known = false;
      for (std::string_view id : ids) known = known || id == ref.id;
      if (known) continue;
      sink_->Error("unknown-name", ref.span,
                   StrCat("this protocol has no ", noun, " ", Quoted(ref.id)),
                   DidYouMean(ref.id, ids));
    }
  }

  const Protocol& protocol_;
  const Names names_;
  DiagnosticSink* sink_;
  std::unordered_map<std::string_view, CueSide> sides_;  // by id, of the pack
  std::map<std::string, SourceSpan> seen_;
  std::set<std::string> listed_;  // steps that some state has
};

}  // namespace

void ValidateProtocols(const Validation& v, const Pack& pack) {
  for (const Protocol& protocol : pack.protocols) ProtocolChecker(v, pack, protocol).Run();
}

}  // namespace rapport::pack

#include "base/strings.h"
#include "pack/validate.h"

namespace rapport::pack {
namespace {

class UnusedFinder {
 public:
  explicit UnusedFinder(const Pack& pack) {
    for (const List& list : pack.lists) UseBraced(Section::kLists, list.items, "");
    for (const Cue& cue : pack.cues) UseBraced(Section::kLists, cue.phrases, "");
    for (const Persona& persona : pack.personas) Use(Section::kActions, persona.playbook);
    for (const ContactKind& kind : pack.contact_kinds) Use(Section::kActions, kind.playbook);
    for (const Need& need : pack.needs) Use(Section::kActions, need.playbook);
    for (const std::vector<Text>& phrases : pack.text.phrases) {
      UseBraced(Section::kLists, phrases, "");
    }
    UseBraced(Section::kLists, pack.text.praise_phrases, "");
    UseBraced(Section::kLists, pack.text.complaint_phrases, "");
    for (const Theme& theme : pack.themes) {
      for (const auto* phrases : {&theme.phrases, &theme.praise, &theme.complaints}) {
        UseBraced(Section::kLists, *phrases, "");
      }
    }
    for (const Action& action : pack.actions) UseBraced(Section::kLimits, action.say, "limit.");
    for (const Check& check : pack.checks) {
      UseBraced(Section::kLimits, check.suggest, "limit.");
      for (const CuesOf& limit : check.limits) Use(Section::kLimits, limit.of.id);
      for (const CuesOf& action : check.actions) Use(Section::kActions, action.of.id);
    }
    for (const Policy& policy : pack.policies) {
      Use(Section::kActions, policy.recommend);
      Use(Section::kActions, policy.forbid);
      Use(Section::kActions, policy.approval_actions);
      Use(Section::kFlags, policy.flags);
      Use(Section::kRoutes, policy.approval_from);
      for (const LimitEffect& limit : policy.limits) Use(Section::kLimits, limit.limit.id);
      if (!policy.escalate) continue;
      Use(Section::kRoutes, policy.escalate->route.id);
      Use(Section::kReasons, policy.escalate->reason.id);
    }
    for (const Protocol& protocol : pack.protocols) {
      for (const ProtocolStep& step : protocol.steps) {
        if (step.action) Use(Section::kActions, step.action->id);
      }
    }
  }

  bool IsUsed(Section section, const std::string& id) const {
    return used_[static_cast<size_t>(section)].count(id) > 0;
  }

 private:
  void Use(Section section, const std::string& id) {
    used_[static_cast<size_t>(section)].insert(id);
  }
  void Use(Section section, const std::vector<ActionRef>& refs) {
    for (const ActionRef& ref : refs) Use(section, ref.id);
  }
  void UseBraced(Section section, const std::vector<Text>& texts, const std::string& prefix) {
    for (const Text& text : texts) {
      for (size_t open = text.value.find('{'); open != std::string::npos;
           open = text.value.find('{', open + 1)) {
        std::string name =
            text.value.substr(open + 1, text.value.find_first_of("|}", open) - open - 1);
        if (name.compare(0, prefix.size(), prefix) == 0) Use(section, name.substr(prefix.size()));
      }
    }
  }

  std::array<std::set<std::string>, kSectionCount> used_;
};

}  // namespace

void WarnUnused(const Validation& v, const Pack& pack, const std::set<std::string>& packs) {
  const UnusedFinder finder(pack);
  for (Section section : {Section::kLists, Section::kActions, Section::kLimits, Section::kRoutes,
                          Section::kReasons, Section::kFlags}) {
    for (const auto& [id, item] : v.draft[section]) {
      if (packs.count(item.owner) == 0 || finder.IsUsed(section, id)) continue;
      v.sink->Warning("unused", item.id.span,
                      StrCat("nothing uses ", NameOf(section).noun, " ", Quoted(id)));
    }
  }
}

}  // namespace rapport::pack

#include "dump.h"

#include <type_traits>

#include "base/strings.h"
#include "base/time.h"
#include "pack/canonical.h"
#include "pack/scalars.h"

namespace rapport::pack {
namespace {

class Dumper {
 public:
  template <typename T>
  void Maybe(std::string_view name, const std::optional<T>& value) {
    if (value) Line(name, *value);
  }

  void Line(std::string_view name, const std::string& value) {
    StrAppend(&out_, name, ": ", value, "\n");
  }
  void Line(std::string_view name, bool value) {
    Line(name, std::string(value ? "true" : "false"));
  }
  void Line(std::string_view name, Time value) { Line(name, FormatTime(value)); }
  void Line(std::string_view name, const std::vector<std::string>& values) {
    for (const std::string& value : values) Line(name, value);
  }
  void Line(std::string_view name, const std::vector<Text>& values) {
    for (const Text& value : values) Line(name, value.value);
  }
  void Line(std::string_view name, const std::vector<std::pair<std::string, std::string>>& pairs) {
    for (const auto& [key, value] : pairs) Line(name, StrCat(key, " = ", value));
  }

  void Fact(const std::string& id, const FactValue& value) {
    std::visit(
        [&](const auto& v) {
          using T = std::decay_t<decltype(v)>;
          const std::string name = StrCat("fact ", id);
          if constexpr (std::is_same_v<T, int64_t>) {
            Line(name, StrCat(v));
          } else if constexpr (std::is_same_v<T, double>) {
            Line(name, FormatDouble(v));
          } else if constexpr (std::is_same_v<T, Duration>) {
            Line(name, FormatDuration(v));
          } else {
            Line(name, v);
          }
        },
        value);
  }

  template <typename Items>
  void Helps(const Items& items) {
    for (const auto& item : items) {
      if (!item.help.empty()) Line(StrCat("help of ", item.id), item.help);
    }
  }

  void Expectation(const TestExpectation& e) {
    Maybe("persona", e.persona);
    Line("not_persona", e.not_persona);
    Line("also", e.also);
    Maybe("abstained", e.abstained);
    Line("scales", e.scales);
    Line("min_scales", e.min_scales);
    Line("max_scales", e.max_scales);
    Line("recommends", e.recommends);
    Line("recommends_not", e.recommends_not);
    Line("forbids", e.forbids);
    Line("approvals", e.approvals);
    for (const auto& [id, value] : e.limits) Line("limits", StrCat(id, " = ", value));
    Line("flags", e.flags);
    Maybe("escalates", e.escalates);
    Maybe("escalates_to", e.escalates_to);
    Line("reasons", e.reasons);
    Line("reasons_not", e.reasons_not);
    Line("cues", e.cues);
    Line("cues_not", e.cues_not);
    Line("undetermined", e.undetermined);
    Line("review", e.review);
    Maybe("blocked", e.blocked);
    for (const TestProtocol& protocol : e.protocols) {
      Line("protocol", protocol.id);
      Maybe("state", protocol.state);
      Maybe("done", protocol.done);
      Maybe("next", protocol.next);
      Maybe("faults", protocol.faults);
    }
    Maybe("contact", e.contact);
    Line("contact_also", e.contact_also);
    Line("needs", e.needs);
    Line("needs_not", e.needs_not);
    if (e.open_questions) Line("open_questions", StrCat(*e.open_questions));
    Line("promises", e.promises);
  }

  void Test(const pack::Test& test) {
    Line("test", test.name);
    Maybe("channel", test.channel);
    Maybe("now", test.now);
    for (const auto& [id, value] : test.facts) Fact(id, value);
    for (const TestTurn& turn : test.turns) {
      Line(turn.by, turn.text);
      Maybe("at", turn.at);
      if (!turn.is_public) Line("public", false);
      if (turn.expect) Expectation(*turn.expect);
    }
    Maybe("reply", test.reply);
    Expectation(test.expect);
  }

  void Refs(std::string_view name, const std::vector<ActionRef>& refs) {
    for (const ActionRef& ref : refs) Line(name, ref.id);
  }
  void Lesson(const pack::Lesson& lesson) {
    Line(StrCat("lesson ", lesson.id), lesson.label);
    Refs("channel", lesson.channels);
    Refs("persona", lesson.personas);
    Refs("check", lesson.checks);
    Line("text", lesson.text);
  }

  void Examples(const std::vector<Text>& examples, const std::vector<Text>& counter_examples) {
    Line("example", examples);
    Line("counter-example", counter_examples);
  }

  std::string Take() { return std::move(out_); }

 private:
  std::string out_;
};

}  // namespace

std::string Dump(const Pack& pack) {
  Dumper d;
  d.Line("help of the pack", pack.header.help);
  d.Line("extends", pack.header.extends);
  d.Line("files", pack.header.files);
  d.Helps(pack.facts);
  d.Helps(pack.lists);
  d.Helps(pack.cues);
  d.Helps(pack.conditions);
  d.Helps(pack.personas);
  d.Helps(pack.scales);
  d.Helps(pack.actions);
  d.Helps(pack.limits);
  d.Helps(pack.routes);
  d.Helps(pack.reasons);
  d.Helps(pack.flags);
  d.Helps(pack.policies);
  d.Helps(pack.checks);
  d.Helps(pack.protocols);
  for (const Protocol& protocol : pack.protocols) {
    d.Helps(protocol.states);
    d.Helps(protocol.steps);
    d.Helps(protocol.faults);
  }
  d.Helps(pack.contact_kinds);
  d.Helps(pack.needs);
  d.Helps(pack.promises);
  d.Helps(pack.lessons);
  for (const Lesson& lesson : pack.lessons) d.Lesson(lesson);
  d.Helps(pack.themes);
  d.Helps(pack.measures);
  for (const Cue& cue : pack.cues) d.Examples(cue.examples, cue.counter_examples);
  for (const Theme& theme : pack.themes) d.Examples(theme.examples, theme.counter_examples);
  for (const Test& test : pack.tests) d.Test(test);
  return CanonicalText(pack) + d.Take();
}

std::string DumpTest(const Test& test) {
  Dumper d;
  d.Test(test);
  return d.Take();
}

}  // namespace rapport::pack

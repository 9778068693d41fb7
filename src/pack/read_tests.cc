#include <algorithm>
#include <map>
#include <utility>

#include "base/strings.h"
#include "base/suggest.h"
#include "pack/names.h"
#include "pack/read.h"
#include "pack/validate.h"

namespace rapport::pack {
namespace {

class TestReader {
 public:
  TestReader(const Validation& v, const Pack& pack) : pack_(pack), names_(v.draft), sink_(v.sink) {}

  Test Read(const Node& node) {
    const Fields fields(node);
    Test test;
    test.name = fields.String("name");
    const Node* name = fields.Find("name");
    test.span = name == nullptr ? node.span : name->span;
    if (const Node* words = fields.Find("customer")) {
      TestTurn turn;
      turn.text = words->value;
      test.turns.push_back(std::move(turn));
    }
    for (const Node* turn : fields.Items("turns")) test.turns.push_back(ReadTurn(*turn));
    if (const Node* channel = fields.Find("channel")) {
      test.channel = channel->value;
      CheckFactValue("channel", *channel, channel->span);
    }
    test.now = fields.Instant("now");
    if (const Node* facts = fields.Find("facts")) ReadFacts(*facts, &test);
    if (const Node* reply = fields.Find("reply")) test.reply = reply->value;
    if (const Node* expect = fields.Find("expect")) {
      test.expect = ReadExpect(Fields(*expect));
      for (const char* key : {"review", "blocked"}) {
        if (expect->FindKey(key) == nullptr || test.reply) continue;
        sink_->Error("missing-key", expect->FindKey(key)->span,
                     StrCat("'", key, "' needs a 'reply' in the test"));
      }
      if (expect->children.empty()) {
        sink_->Warning("no-effect", test.span, "this test expects nothing");
      }
    }
    return test;
  }

 private:
  TestTurn ReadTurn(const Node& node) {
    const Fields fields(node);
    TestTurn turn;
    for (const char* by : {"customer", "agent", "bot", "system", "third_party"}) {
      if (const Node* words = fields.Find(by)) {
        turn.by = by;
        turn.text = words->value;
      }
    }
    if (const Node* words = fields.Find("text")) {
      turn.by = fields.MaybeString("by").value_or("customer");
      turn.text = words->value;
    }
    turn.at = fields.Instant("at");
    turn.is_public = fields.String("visibility") != "internal";
    if (const Node* expect = fields.Find("expect")) {
      turn.expect = ReadExpect(Fields(*expect));
      for (const char* key : {"review", "blocked"}) {
        if (const Node* name = expect->FindKey(key)) {
          sink_->Error("conflicting-keys", name->span,
                       StrCat("'", key, "' is about the 'reply' of a test, not about a turn"));
        }
      }
    }
    return turn;
  }

  std::optional<FactValue> CheckFactValue(const std::string& id, const Node& value,
                                          const SourceSpan& where) {
    if (!names_.Check(Section::kFacts, id, where, sink_)) return std::nullopt;
    for (const Fact& fact : pack_.facts) {
      if (fact.id == id) return ReadFactValue(value, fact, sink_);
    }
    return std::nullopt;
  }

  void ReadFacts(const Node& map, Test* test) {
    for (size_t i = 0; i < map.entries(); ++i) {
      const Node& value = map.value_of(i);
      if (value.is_bad()) continue;
      const std::string& id = map.key(i).value;
      if (auto read = CheckFactValue(id, value, map.key(i).span)) {
        test->facts.emplace_back(id, *std::move(read));
      }
    }
  }

  std::vector<std::string> Refs(const Fields& fields, std::string_view key, Section section) {
    std::vector<std::string> ids;
    for (const Node* item : fields.Items(key)) {
      const bool none = section == Section::kPersonas && item->value == "none";
      if (none || names_.Check(section, item->value, item->span, sink_)) {
        ids.push_back(item->value);
      }
    }
    return ids;
  }

  bool CheckLevel(const std::string& id, const Node& level) {
    for (const Scale& scale : pack_.scales) {
      if (scale.id != id) continue;
      const auto& levels = scale.levels;
      if (std::find(levels.begin(), levels.end(), level.value) != levels.end()) return true;
      const auto number = ParseInt(level.value);
      const auto count = static_cast<int64_t>(levels.size());
      if (number && level.plain && *number >= 0 && *number < count) return true;
      if (levels.empty()) return false;  // the scale has an error of its own
      std::string hint = DidYouMean(level.value, {levels.begin(), levels.end()});
      if (hint.empty())
        hint =
            StrCat("levels are ", levels.front(), " (0) to ", levels.back(), " (", count - 1, ")");
      sink_->Error("unknown-value", level.span,
                   StrCat(Quoted(level.value), " is not a level of '", id, "'"), std::move(hint));
    }
    return false;
  }

  std::vector<std::pair<std::string, std::string>> Levels(const Fields& fields,
                                                          std::string_view key) {
    std::vector<std::pair<std::string, std::string>> out;
    const Node* map = fields.Find(key);
    if (map == nullptr) return out;
    for (size_t i = 0; i < map->entries(); ++i) {
      const Node& id = map->key(i);
      const Node& level = map->value_of(i);
      if (!names_.Check(Section::kScales, id.value, id.span, sink_) || level.is_bad()) continue;
      if (CheckLevel(id.value, level)) out.emplace_back(id.value, level.value);
    }
    return out;
  }

  std::vector<std::pair<std::string, int64_t>> Limits(const Fields& fields) {
    std::vector<std::pair<std::string, int64_t>> out;
    const Node* map = fields.Find("limits");
    if (map == nullptr) return out;
    for (size_t i = 0; i < map->entries(); ++i) {
      const Node& id = map->key(i);
      const auto number = ParseInt(map->value_of(i).value);
      if (names_.Check(Section::kLimits, id.value, id.span, sink_) && number) {
        out.emplace_back(id.value, *number);
      }
    }
    return out;
  }

  TestExpectation ReadExpect(const Fields& fields) {
    TestExpectation expect;
    if (const Node* persona = fields.Find("persona")) {
      if (persona->value == "none" ||
          names_.Check(Section::kPersonas, persona->value, persona->span, sink_)) {
        expect.persona = persona->value;
      }
    }
    expect.not_persona = Refs(fields, "not_persona", Section::kPersonas);
    expect.also = Refs(fields, "also", Section::kPersonas);
    expect.abstained = fields.MaybeString("abstained");
    expect.scales = Levels(fields, "scales");
    expect.min_scales = Levels(fields, "min_scales");
    expect.max_scales = Levels(fields, "max_scales");
    expect.recommends = Refs(fields, "recommends", Section::kActions);
    expect.recommends_not = Refs(fields, "recommends_not", Section::kActions);
    expect.forbids = Refs(fields, "forbids", Section::kActions);
    expect.approvals = Refs(fields, "approvals", Section::kActions);
    expect.limits = Limits(fields);
    expect.flags = Refs(fields, "flags", Section::kFlags);
    if (const Node* escalates = fields.Find("escalates")) {
      if (escalates->is_list()) {
        expect.escalates_to = Refs(fields, "escalates", Section::kRoutes);
      } else {
        expect.escalates = ParseBool(escalates->value);
      }
    }
    expect.reasons = Refs(fields, "reasons", Section::kReasons);
    expect.reasons_not = Refs(fields, "reasons_not", Section::kReasons);
    expect.cues = Refs(fields, "cues", Section::kCues);
    expect.cues_not = Refs(fields, "cues_not", Section::kCues);
    if (const Node* review = fields.Find("review")) {
      for (size_t i = 0; i < review->entries(); ++i) {
        const Node& check = review->key(i);
        if (!names_.Check(Section::kChecks, check.value, check.span, sink_)) continue;
        if (!review->value_of(i).is_bad()) {
          expect.review.emplace_back(check.value, review->value_of(i).value);
        }
      }
    }
    if (fields.Find("blocked") != nullptr) expect.blocked = fields.Bool("blocked", false);
    for (const Node* item : fields.Items("undetermined")) {
      if (names_.CheckEither(Section::kPolicies, Section::kConditions, item->value, item->span,
                             sink_)) {
        expect.undetermined.push_back(item->value);
      }
    }
    expect.protocols = Protocols(fields);
    ReadServiceExpectations(fields, &expect);
    return expect;
  }

  std::vector<TestProtocol> Protocols(const Fields& fields) {
    std::vector<TestProtocol> out;
    const Node* map = fields.Find("protocols");
    if (map == nullptr) return out;
    for (size_t i = 0; i < map->entries(); ++i) {
      const Node& id = map->key(i);
      const Node& body = map->value_of(i);
      if (!names_.Check(Section::kProtocols, id.value, id.span, sink_) || !body.is_map()) continue;
      for (const Protocol& protocol : pack_.protocols) {
        if (protocol.id == id.value) out.push_back(ReadExpected(protocol, Fields(body)));
      }
    }
    return out;
  }

  // A part of a protocol, by the name of its kind; or none, where that is `may_be_none`.
  template <typename Part>
  bool CheckPart(std::string_view noun, const std::vector<Part>& parts, const Node& name,
                 bool may_be_none = false) {
    if (may_be_none && name.value == "none") return true;
    std::vector<std::string_view> ids;
    for (const Part& part : parts) ids.push_back(part.id);
    if (std::find(ids.begin(), ids.end(), name.value) != ids.end()) return true;
    sink_->Error("unknown-name", name.span,
                 StrCat("this protocol has no ", noun, " ", Quoted(name.value)),
                 DidYouMean(name.value, ids));
    return false;
  }

  TestProtocol ReadExpected(const Protocol& protocol, const Fields& fields) {
    TestProtocol expected;
    expected.id = protocol.id;
    const Node* state = fields.Find("state");
    if (state != nullptr && CheckPart("state", protocol.states, *state, true)) {
      expected.state = state->value;
    }
    const Node* next = fields.Find("next");
    if (next != nullptr && CheckPart("step", protocol.steps, *next, true)) {
      expected.next = next->value;
    }
    if (fields.Find("done") != nullptr) expected.done.emplace();
    for (const Node* step : fields.Items("done")) {
      if (CheckPart("step", protocol.steps, *step)) expected.done->push_back(step->value);
    }
    if (fields.Find("faults") != nullptr) expected.faults.emplace();
    for (const Node* fault : fields.Items("faults")) {
      if (CheckPart("fault", protocol.faults, *fault)) expected.faults->push_back(fault->value);
    }
    return expected;
  }

  void ReadServiceExpectations(const Fields& fields, TestExpectation* expect) {
    if (const Node* kind = fields.Find("contact")) {
      if (kind->value == "none" ||
          names_.Check(Section::kContactKinds, kind->value, kind->span, sink_)) {
        expect->contact = kind->value;
      }
    }
    expect->contact_also = Refs(fields, "contact_also", Section::kContactKinds);
    expect->needs = Refs(fields, "needs", Section::kNeeds);
    expect->needs_not = Refs(fields, "needs_not", Section::kNeeds);
    expect->open_questions = fields.Int("open_questions");
    const Node* promises = fields.Find("promises");
    for (size_t i = 0; promises != nullptr && i < promises->entries(); ++i) {
      const Node& id = promises->key(i);
      const Node& state = promises->value_of(i);
      if (names_.Check(Section::kPromises, id.value, id.span, sink_) && !state.is_bad()) {
        expect->promises.emplace_back(id.value, state.value);
      }
    }
  }

  const Pack& pack_;
  const Names names_;
  DiagnosticSink* sink_;
};

}  // namespace

std::vector<Test> ReadTests(const Validation& v, const Pack& pack, const std::vector<Node>& tests) {
  TestReader reader(v, pack);
  std::vector<Test> out;
  std::map<std::string, SourceSpan> seen;
  for (const Node& node : tests) {
    if (!node.is_map()) continue;
    Test test = reader.Read(node);
    const auto [first, is_new] = seen.emplace(test.name, test.span);
    if (!is_new && !test.name.empty()) {
      v.sink->Warning("duplicate-item", test.span,
                      StrCat("a test of this name stands at ", PlaceOf(first->second)));
    }
    out.push_back(std::move(test));
  }
  return out;
}

}  // namespace rapport::pack

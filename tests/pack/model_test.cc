// What a good pack is read into. good/all_keys.yaml has every key of the format; these tests hold
// it against the tables, take each key away in turn, and look at the model by hand.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/strings.h"
#include "dump.h"
#include "pack/format.h"
#include "pack/yaml_reader.h"
#include "pack_testing.h"

namespace rapport::pack {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string Good(const std::string& name) {
  return ReadFileOrDie(StrCat(RAPPORT_SOURCE_DIR, "/tests/pack/good/", name));
}

std::vector<TestFile> AllKeys() {
  std::vector<TestFile> files;
  for (const char* name : {"parent.yaml", "all_keys.yaml", "parts/more.yaml", "parts/words.tsv"}) {
    files.push_back({name, Good(name)});
  }
  return files;
}

template <typename Items>
auto& ById(const Items& items, const std::string& id) {
  for (const auto& item : items) {
    if (item.id == id) return item;
  }
  ADD_FAILURE() << "no " << id;
  return items.front();
}

std::vector<std::string> Values(const std::vector<Text>& texts) {
  std::vector<std::string> out;
  for (const Text& text : texts) out.push_back(text.value);
  return out;
}

std::vector<std::string> Ids(const std::vector<ActionRef>& refs) {
  std::vector<std::string> out;
  for (const ActionRef& ref : refs) out.push_back(ref.id);
  return out;
}

TEST(Model, IsWhatThePackSays) {
  const auto loaded = MustLoad(AllKeys());
  const Pack& pack = loaded->pack;
  EXPECT_EQ(pack.header.id, "all-keys");
  EXPECT_EQ(pack.header.version, "1.2.3-rc1");
  EXPECT_EQ(pack.header.language, "en-GB");
  EXPECT_EQ(loaded->hash.size(), 64u);
  EXPECT_EQ(loaded->Name(), "all-keys@1.2.3-rc1#" + loaded->hash.substr(0, 16));

  EXPECT_EQ(pack.text.negation_reach, 4u);
  ASSERT_EQ(pack.text.spellings.size(), 2u);
  EXPECT_EQ(pack.text.spellings[0].first.value, "can't");
  EXPECT_THAT(pack.text.spellings[0].second, ElementsAre("can", "not"));

  const Fact& contacts = ById(pack.facts, "contacts");
  EXPECT_EQ(contacts.type, FactType::kInt);
  EXPECT_EQ(contacts.min, FactValue(int64_t{0}));
  EXPECT_EQ(contacts.max, FactValue(int64_t{99}));
  EXPECT_EQ(contacts.default_value, FactValue(int64_t{3}));
  EXPECT_EQ(ById(pack.facts, "spent").max, FactValue(1000.0));
  EXPECT_EQ(ById(pack.facts, "first_name").default_value, FactValue(std::string("no")));
  EXPECT_EQ(ById(pack.facts, "tenure").default_value, FactValue(Duration(5'400'000'000)));
  EXPECT_EQ(ById(pack.facts, "renewal").default_value,
            FactValue(Time(Duration(1'772'355'600'000'000))));
  EXPECT_EQ(ById(pack.facts, "tags").default_value, FactValue(std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(ById(pack.facts, "channel").type, FactType::kEnum);  // the parent's

  const Cue& cue = ById(pack.cues, "cites_offer");
  EXPECT_EQ(cue.side, CueSide::kAny);
  EXPECT_FALSE(cue.ignore_negated);
  EXPECT_TRUE(cue.ignore_quoted);
  EXPECT_THAT(Values(cue.phrases), ElementsAre("cheaper <=2 {shops}", "price match(es|ing)?"));
  EXPECT_THAT(Values(ById(pack.cues, "from_a_part").phrases), ElementsAre("part"));

  const Persona& hunter = ById(pack.personas, "hunter");
  EXPECT_EQ(hunter.bias, -500);
  ASSERT_EQ(hunter.evidence.size(), 2u);
  EXPECT_EQ(hunter.evidence[0].id, "cites_offer");
  EXPECT_EQ(hunter.evidence[0].weight, 1900);
  EXPECT_FALSE(hunter.evidence[0].pinned);
  EXPECT_EQ(hunter.evidence[1].weight, 1100);
  EXPECT_TRUE(hunter.evidence[1].pinned);
  EXPECT_THAT(Ids(hunter.playbook), ElementsAre("compare", "offer"));
  EXPECT_THAT(ById(pack.scales, "hostility").thresholds, ElementsAre(1000, 2500));

  const Policy& policy = pack.policies.at(0);
  EXPECT_EQ(policy.policy_class, PolicyClass::kSafety);
  EXPECT_THAT(policy.forbid_kinds, ElementsAre(ActionKind::kBoundary, ActionKind::kFollowUp));
  EXPECT_TRUE(policy.suppress_playbooks);
  EXPECT_EQ(policy.approval_from, "boss");
  EXPECT_EQ(policy.limits.at(0).value.value, "contacts * 2");
  EXPECT_EQ(policy.escalate->within, Duration(7'200'000'000));
  EXPECT_EQ(policy.on_unknown, OnUnknown::kSkip);
  EXPECT_EQ(pack.policies.at(1).escalate->within, std::nullopt);
  EXPECT_EQ(pack.policies.at(1).on_unknown, OnUnknown::kApply);

  ASSERT_EQ(pack.tests.size(), 2u);
  EXPECT_EQ(DumpTest(pack.tests[1]),
            "test: turns\n"
            "customer: Hello\n"
            "at: 2026-03-01T10:00:00Z\n"
            "agent: Hi\n"
            "bot: Beep\n"
            "system: Moved\n"
            "third_party: I am her son\n"
            "agent: How can I help?\n"
            "public: false\n"
            "cues: swears\n"
            "reply: It is cheaper here too.\n"
            "escalates: false\n"
            "review: discount = na\n"
            "blocked: false\n");

  const Protocol& protocol = pack.protocols.at(0);
  EXPECT_THAT(Ids(protocol.starts_on), ElementsAre("swears"));
  EXPECT_EQ(protocol.states.at(0).id, "hot");
  EXPECT_THAT(Ids(protocol.states.at(0).from), ElementsAre("cool"));
  EXPECT_THAT(Ids(protocol.states.at(0).steps), ElementsAre("ask", "wait"));
  EXPECT_EQ(protocol.states.at(1).enter_when->value, "protocol.quiet_turns >= 2 && done.ask");
  EXPECT_TRUE(protocol.states.at(1).ends);
  EXPECT_EQ(protocol.steps.at(0).action->id, "compare");
  EXPECT_TRUE(protocol.steps.at(1).done_by.empty());
  EXPECT_EQ(protocol.faults.at(0).when->value, "done.ask");
}

TEST(Model, ListsStandAfterThoseTheyName) {
  const auto loaded =
      LoadSections("lists: {a: [\"{b}\"], b: [\"{c} x\"], c: [y]}\ncues: {d: [\"{a}\"]}\n");
  ASSERT_NE(loaded.pack, nullptr) << loaded.diagnostics;
  std::string order;
  for (const List& list : loaded.pack->pack.lists) order += list.id;
  EXPECT_EQ(order, "cba");
}

TEST(Model, SpansPointAtTheirFiles) {
  const auto loaded = MustLoad(AllKeys());
  const auto text = [](const SourceSpan& span) {
    return std::string(span.source->bytes().substr(span.begin, span.end - span.begin));
  };
  const Cue& part = ById(loaded->pack.cues, "from_a_part");
  EXPECT_EQ(part.id_span.source->name(), "parts/more.yaml");
  EXPECT_EQ(text(part.id_span), "from_a_part");
  EXPECT_EQ(text(part.phrases[0].span), "part");
  const Policy& policy = loaded->pack.policies.at(0);
  EXPECT_EQ(text(policy.approval_from_span), "boss");
  EXPECT_EQ(text(policy.when.span), policy.when.value);
  EXPECT_EQ(text(loaded->pack.text.spellings[0].first.span), "\"can't\"");
}

// ---- every key ------------------------------------------------------------------------------

// Notes which keys of the tables a file uses.
void NoteKeys(const Node& node, const Shape& shape, std::set<std::string>* used) {
  if (shape.kind == ShapeKind::kShort) {
    NoteKeys(node, node.is_map() ? *shape.element : *shape.short_form, used);
  } else if (shape.kind == ShapeKind::kList) {
    for (const Node& item : node.children) NoteKeys(item, *shape.element, used);
  } else if (shape.kind == ShapeKind::kMap) {
    for (size_t i = 0; i < node.entries(); ++i) {
      const bool special = shape.special != nullptr && node.key(i).value == shape.special_name;
      NoteKeys(node.value_of(i), special ? *shape.special : *shape.element, used);
    }
  } else if (shape.kind == ShapeKind::kObject) {
    for (size_t i = 0; i < node.entries(); ++i) {
      const Key* key = shape.Find(node.key(i).value);
      if (key == nullptr) continue;
      used->insert(StrCat(shape.what, ".", key->name));
      NoteKeys(node.value_of(i), *key->shape, used);
    }
  }
}

void AllKeysOf(const Shape& shape, std::set<std::string>* keys) {
  if (shape.short_form != nullptr) AllKeysOf(*shape.short_form, keys);
  if (shape.element != nullptr) AllKeysOf(*shape.element, keys);
  if (shape.special != nullptr) AllKeysOf(*shape.special, keys);
  for (const Key& key : shape.keys) {
    keys->insert(StrCat(shape.what, ".", key.name));
    AllKeysOf(*key.shape, keys);
  }
}

TEST(Format, GoodPacksUseEveryKey) {
  std::set<std::string> used, all;
  for (const char* name : {"all_keys.yaml", "child.yaml", "overlay.yaml"}) {
    const Source source(name, Good(name));
    DiagnosticSink sink;
    const auto root = ReadYaml(source, PackLimits(), &sink);
    ASSERT_TRUE(root.has_value()) << name;
    NoteKeys(*root, name[0] == 'o' ? OverlayShape() : FileShape(), &used);
  }
  AllKeysOf(FileShape(), &all);
  AllKeysOf(OverlayShape(), &all);
  EXPECT_GT(all.size(), 120u);
  // `override` is one table entry; child.yaml shows it in each section but these.
  for (const char* key : {"a weight.pin"}) EXPECT_TRUE(used.count(key) > 0) << key;
  EXPECT_EQ(used, all);
}

// The tree as YAML again, in flow style.
std::string Emit(const Node& node) {
  std::string out;
  if (node.is_scalar()) {
    const bool bare = node.plain && !node.value.empty() &&
                      node.value.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789.-:TZ+") ==
                          std::string::npos;
    if (bare) return node.value;
    out = "\"";
    for (char c : node.value) {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
    return out + "\"";
  }
  if (node.is_list()) {
    for (const Node& item : node.children) StrAppend(&out, out.empty() ? "[" : ", ", Emit(item));
    return out.empty() ? "[]" : out + "]";
  }
  for (size_t i = 0; i < node.entries(); ++i) {
    StrAppend(&out, out.empty() ? "{" : ", ", "\"", node.key(i).value,
              "\": ", Emit(node.value_of(i)));
  }
  return out.empty() ? "{}" : out + "}";
}

// Every way to take one entry out of a map of the tree.
void WithoutEach(const Node& root, Node* at, const std::string& path,
                 std::vector<std::pair<std::string, std::string>>* out) {
  if (at->is_map()) {
    for (size_t i = 0; i < at->entries(); ++i) {
      const std::string name = StrCat(path, ".", at->key(i).value);
      const std::vector<Node> whole = at->children;
      at->children.erase(at->children.begin() + 2 * i, at->children.begin() + 2 * i + 2);
      out->emplace_back(name, Emit(root));
      at->children = whole;
      WithoutEach(root, &at->value_of(i), name, out);
    }
  } else if (at->is_list()) {
    for (size_t i = 0; i < at->children.size(); ++i) {
      WithoutEach(root, &at->children[i], StrCat(path, "[", i, "]"), out);
    }
  }
}

TEST(Model, NoKeyIsReadForNothing) {
  std::vector<TestFile> files = AllKeys();
  const Source source("all_keys.yaml", files[1].bytes);
  DiagnosticSink sink;
  Node root = *ReadYaml(source, PackLimits(), &sink);
  const std::string whole = Dump(MustLoad(files)->pack);
  files[1].bytes = Emit(root);
  ASSERT_EQ(Dump(MustLoad(files)->pack), whole) << "emitting changed the pack";

  std::vector<std::pair<std::string, std::string>> variants;
  WithoutEach(root, &root, "", &variants);
  EXPECT_GT(variants.size(), 220u);
  // Where the value is what is meant without it.
  const std::set<std::string> defaults = {".scales.hostility.evidence.swears.pin"};
  for (const auto& [name, bytes] : variants) {
    files[1].bytes = bytes;
    const TestLoad load = LoadFiles(files);
    const bool same = load.pack != nullptr && Dump(load.pack->pack) == whole;
    EXPECT_EQ(same, defaults.count(name) > 0) << name;
  }
}

}  // namespace
}  // namespace rapport::pack

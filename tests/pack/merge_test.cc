// How a child's changes are laid over its parents', and learned weights over a pack; the limits of
// a pack as a whole.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/fixed_point.h"
#include "base/strings.h"
#include "dump.h"
#include "pack/canonical.h"
#include "pack_testing.h"

namespace rapport::pack {
namespace {

std::string Good(const std::string& name) {
  return ReadFileOrDie(StrCat(RAPPORT_SOURCE_DIR, "/tests/pack/good/", name));
}

std::vector<TestFile> Base() {
  return {{"parent.yaml", Good("parent.yaml")},
          {"all_keys.yaml", Good("all_keys.yaml")},
          {"parts/more.yaml", Good("parts/more.yaml")},
          {"parts/words.tsv", Good("parts/words.tsv")}};
}

// The lines of `after` that `before` has not ("+"), and the other way round ("-"), both in order.
std::string Changes(const std::string& before, const std::string& after) {
  const auto lines = [](const std::string& text) {
    std::vector<std::string> out;
    for (size_t at = 0; at < text.size();) {
      const size_t end = text.find('\n', at);
      out.push_back(text.substr(at, end - at));
      at = end + 1;
    }
    return out;
  };
  const std::vector<std::string> a = lines(before), b = lines(after);
  // Longest common subsequence; the texts have a few hundred lines.
  std::vector<std::vector<int>> best(a.size() + 1, std::vector<int>(b.size() + 1, 0));
  for (size_t i = a.size(); i-- > 0;) {
    for (size_t j = b.size(); j-- > 0;) {
      best[i][j] = a[i] == b[j] ? best[i + 1][j + 1] + 1 : std::max(best[i + 1][j], best[i][j + 1]);
    }
  }
  std::string out;
  size_t i = 0, j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      ++i, ++j;
    } else if (j == b.size() || (i < a.size() && best[i + 1][j] >= best[i][j + 1])) {
      StrAppend(&out, "-", a[i++], "\n");
    } else {
      StrAppend(&out, "+", b[j++], "\n");
    }
  }
  return out;
}

TEST(Merge, ChildOverParent) {
  const std::string before = CanonicalText(MustLoad(Base())->pack);
  std::vector<TestFile> files = Base();
  files.push_back({"child.yaml", Good("child.yaml")});
  files.push_back({"child.tsv", Good("child.tsv")});
  const auto loaded = MustLoad(files);
  EXPECT_EQ(Changes(before, CanonicalText(loaded->pack)),
            R"~(-pack "all-keys" "1.2.3-rc1" "en-GB"
+pack "child" "2.0.0" "en-GB"
-spelling "u" "you"
+spelling "r" "are"
+spelling "u" "your"
+text "negators" "never"
-negation_reach 4
+negation_reach 5
+other_words "de" "nicht"
+other_words "es" "los"
-scoring margin 0.2
+scoring margin 0.25
-standard satisfied_above 4
+standard satisfied_above 2
-standard first_response "phone" 20s
+standard first_response "chat" 1m
+standard first_response "phone" 30s
-standard at_least csat 8250
+standard at_least csat 9000
+standard at_most churn 300
-max 99
+max 50
-fact "spent" double
-min 0.5
-max 1000
-default 2.5
-list "places" "elsewhere"
-list "places" "online"
+list "places" "somewhere"
-cue "cites_offer" any quoted
-phrase "cheaper <=2 {shops}"
-phrase "price match(es|ing)?"
+cue "cites_offer" customer quoted
+phrase "cheaper"
-condition "haggles" "cites_offer >= 2"
+condition "haggles" "cites_offer >= 3"
-persona "hunter" -0.5
+persona "hunter" 0
-evidence "cites_offer" 1.9
-evidence "haggles" 1.1 pin min -0.5 max 2
+evidence "cites_offer" 2
+evidence "haggles" 1.5 pin min -0.5 max 2
+evidence "swears" 0
-persona "none" 1.2
+persona "none" 1
-threshold 2.5
+threshold 3
-term "cheaper" "hunter" 1.25 "none" -0.5
+term "cheaper" "hunter" 1.75
-term "| cheaper" "hunter" 0.5
+term "still waiting" "none" -0.25
-label "Offer a discount"
-limit_unit "discount_pct" "percent"
-route "boss" 2 "Supervisor"
-reason "late" "Too late"
+label "Offer less"
+limit_unit "discount_pct" "per cent"
+route "boss" 3 "Supervisor"
+reason "late" "Late"
-flag "hold" "Keep everything"
+flag "hold" "Hold"
-flag "vip" "hold"
-escalate "boss" "repeat" 2h
-policy "waited" hostility apply
-when "wait > duration(\"30m\")"
-escalate "boss" "late"
-check "discount" 2.5 fatal
+flag "vip"
+escalate "boss" "late" 1h
+policy "new" policy by_effect
+when "true"
+flag "hold"
+check "discount" 3 fatal
-fault "asks_twice" "Asked twice"
+fault "asks_twice" "Asked again"
-number_value "two" 2
+number_value "three" 3
+number_value "two" 2.5
-contact_kind "request" "Request" "asks > 0 && hostility == 0"
-playbook "offer" "compare"
-contact_kind "inquiry" "Inquiry" "contacts > 0"
+contact_kind "inquiry" "Question" "contacts > 0"
+contact_kind "rest" "Rest" "true"
-cues "asks" "swears"
+cues "asks"
-promise "call" "Call back" from_text 1d
+promise "call" "Call back" from_text 2d
-phrase "parcel(s)?"
+phrase "package"
-measure "carrier" low csat
+measure "carrier" high csat
)~");
  EXPECT_TRUE(loaded->pack.tests.empty()) << "tests are not inherited";
  for (const Cue& cue : loaded->pack.cues) {
    if (cue.id == "cites_offer") {
      EXPECT_EQ(cue.help, "Cites an offer.");
    }
  }
}

TEST(Merge, PoliciesKeepTheirOrder) {
  const std::string core = R"(rapport: 1
pack: {id: core, version: 1.0.0, language: en}
flags: {f: F}
policies:
  - {id: z, when: "true", flag: [f]}
  - {id: a, when: "true", flag: [f]}
  - {id: m, when: "true", flag: [f]}
)";
  const std::string child = R"(rapport: 1
pack: {id: child, version: 1.0.0, language: en, extends: [core]}
policies:
  - {id: y, when: "true", flag: [f]}
  - {id: m, override: replace, when: "false", flag: [f]}
  - {id: z, override: remove}
  - {id: b, when: "true", flag: [f]}
)";
  const auto loaded = MustLoad({{"core.yaml", core}, {"child.yaml", child}});
  std::string order;
  for (const Policy& policy : loaded->pack.policies) {
    StrAppend(&order, policy.id, policy.when.value == "false" ? "! " : " ");
  }
  EXPECT_EQ(order, "a m! y b ");
}

// Which `x` wins, by the shape of the family. Each pack sets the label of flag f.
TEST(Merge, ParentsBeforeChildrenEachOnce) {
  const auto pack = [](const std::string& id, const std::string& extends, const std::string& body) {
    return TestFile{id + ".yaml",
                    StrCat("rapport: 1\npack: {id: ", id,
                           ", version: 1.0.0, language: en, extends: [", extends, "]}\n", body)};
  };
  const TestFile d = pack("d", "", "flags: {f: d}\n");
  const auto change = [&](const std::string& id, const std::string& extends) {
    return pack(id, extends, StrCat("flags: {f: {override: merge, label: ", id, "}}\n"));
  };
  struct Case {
    std::vector<TestFile> files;
    std::string id, label;
  };
  const std::vector<Case> cases = {
      {{d}, "d", "d"},
      {{change("b", "d"), d}, "b", "b"},
      {{change("a", "b, c"), change("b", "d"), change("c", "d"), d}, "a", "a"},
      {{pack("a", "b, c", ""), change("b", "d"), change("c", "d"), d}, "a", "c"},
      {{pack("a", "c, b", ""), change("b", "d"), change("c", "d"), d}, "a", "b"},
      // Two roots: in the order in which they were added; the last one gives the name.
      {{d, change("b", "d"), change("c", "d")}, "c", "c"},
      {{d, change("c", "d"), change("b", "d")}, "b", "b"},
      {{change("b", "d"), change("c", "d"), d}, "c", "c"},
  };
  for (const Case& c : cases) {
    const TestLoad load = LoadFiles(c.files);
    ASSERT_NE(load.pack, nullptr) << load.diagnostics;
    EXPECT_EQ(load.pack->pack.header.id, c.id);
    EXPECT_EQ(load.pack->pack.flags.at(0).text, c.label) << c.files[0].bytes;
  }
}

TEST(Merge, TestsAreThoseOfTheRoots) {
  const auto pack = [](const std::string& id, const std::string& extends) {
    return TestFile{
        id + ".yaml",
        StrCat("rapport: 1\npack: {id: ", id, ", version: 1.0.0, language: en, extends: [", extends,
               "]}\ntests: [{name: of ", id, ", customer: hi, expect: {escalates: false}}]\n")};
  };
  const auto loaded = MustLoad({pack("a", "core"), pack("core", ""), pack("b", "")});
  std::string names;
  for (const pack::Test& test : loaded->pack.tests) names += test.name + ", ";
  EXPECT_EQ(names, "of a, of b, ");
}

TEST(Limits, OfAPack) {
  const std::string head =
      "rapport: 1\npack: {id: a, version: 1.0.0, language: en, files: [b.yaml]}\n";
  const TestFile part = {"b.yaml", "rapport: 1\ncues: {b: [x, y]}\n"};
  const auto load = [&](const std::string& body, const PackLimits& limits) {
    const TestLoad result = LoadFiles({{"a.yaml", head + body}, part}, limits);
    return result.pack != nullptr ? ""
                                  : result.diagnostics.substr(0, result.diagnostics.find('\n'));
  };
  PackLimits limits;
  limits.phrases = 3;
  EXPECT_EQ(load("cues: {a: [x]}\n", limits), "");
  EXPECT_EQ(load("cues: {a: [x, z]}\n", limits),
            "b.yaml:2:8: error[limit]: the pack has more than 3 phrases");
  // Those of comments are a set of their own, in which a cue counts once for each theme.
  limits.phrases = 4;
  const std::string themes = "themes: {a: {label: A, cues: [b], praise: [z]}";
  EXPECT_EQ(load(themes + ", c: {label: C, phrases: [z]}}\n", limits), "");
  EXPECT_EQ(load(themes + ", c: {label: C, cues: [b]}}\n", limits),
            "a.yaml:3:49: error[limit]: the themes have more than 4 phrases");
  limits = PackLimits();
  limits.themes = 1;
  EXPECT_EQ(load(themes + "}\n", limits), "");
  EXPECT_EQ(load(themes + ", c: {label: C, cues: [b]}}\n", limits),
            "a.yaml:3:49: error[limit]: the pack has more than 1 themes");
  limits = PackLimits();
  limits.files_per_pack = 2;
  EXPECT_EQ(load("", limits), "");
  limits.files_per_pack = 1;
  EXPECT_EQ(load("", limits), "a.yaml:2:53: error[limit]: more than 1 files in one pack");
  limits = PackLimits();
  limits.expression_bytes = 10;
  EXPECT_EQ(load("conditions: {c: b > 1 || b > 2}\n", limits).substr(0, 26),
            "a.yaml:3:17: error[limit]:");
  limits = PackLimits();
  limits.phrase_words = 4;
  EXPECT_EQ(load("cues: {c: [a b c d e]}\n", limits).substr(0, 26), "a.yaml:3:12: error[limit]:");
}

// ---- overlays -------------------------------------------------------------------------------

std::string Overlay(const std::string& base, const std::string& body) {
  return StrCat("rapport: 1\noverlay: {base: \"", base, "\"}\n", body);
}

TEST(Overlay, SetsWeights) {
  const auto base = MustLoad(Base());
  std::vector<TestFile> files = Base();
  std::string overlay = Good("overlay.yaml");
  overlay.replace(overlay.find("HASH-OF-BASE"), 12, base->Name());
  files.insert(files.begin(), {"overlay.yaml", overlay});
  files.push_back({"overlay.tsv", Good("overlay.tsv")});
  EXPECT_EQ(Changes(CanonicalText(base->pack), CanonicalText(MustLoad(files)->pack)),
            R"(-scoring threshold 0.3
+scoring threshold 0.35
-persona "hunter" -0.5
+persona "hunter" -0.25
-evidence "cites_offer" 1.9
+evidence "cites_offer" 2.15
+evidence "swears" 0.125
-persona "none" 1.2
+persona "none" 1.5
-scale "hostility" 0.1
+scale "hostility" 0.2
-threshold 1
-threshold 2.5
+threshold 1.1
+threshold 2.4
-evidence "swears" 3
-term "cheaper" "hunter" 1.25 "none" -0.5
+evidence "swears" 2.5
+term "cheaper" "hunter" 1.5
+term "damn" "hostility" 2
-term "| cheaper" "hunter" 0.5
-term "🙄 |" "hostility" 1.5
)");
}

constexpr char kCore[] = R"(rapport: 1
pack: {id: core, version: 1.0.0, language: en}
cues: {a: [x], b: [y], c: [z]}
personas:
  p: {label: P, display_name: P, bias: 1, evidence: {a: 1, b: 1, c: 1}}
)";
constexpr char kChild[] = R"(rapport: 1
pack: {id: child, version: 1.0.0, language: en, extends: [core]}
personas:
  p: {override: merge, evidence: {b: 3}}
)";

std::string Weights(const TestLoad& load) {
  if (load.pack == nullptr) return load.diagnostics;
  const Persona& p = load.pack->pack.personas.at(0);
  std::string out = FormatMilli(p.bias);
  for (const Evidence& e : p.evidence) StrAppend(&out, " ", e.id, FormatMilli(e.weight));
  return out;
}

TEST(Overlay, StandsBetweenItsPackAndTheChild) {
  const TestFile core = {"core.yaml", kCore}, child = {"child.yaml", kChild};
  const std::string core_name = MustLoad({core})->Name();
  const std::string child_name = MustLoad({core, child})->Name();
  const std::string body = "weights: {personas: {p: {bias: 2, evidence: {a: 2, b: 2}}}}\n";
  const TestFile on_core = {"o1.yaml", Overlay(core_name, body)};
  const TestFile on_child = {"o2.yaml", Overlay(child_name, body)};
  EXPECT_EQ(Weights(LoadFiles({core})), "1 a1 b1 c1");
  EXPECT_EQ(Weights(LoadFiles({core, child})), "1 a1 b3 c1");
  EXPECT_EQ(Weights(LoadFiles({core, on_core})), "2 a2 b2 c1");
  EXPECT_EQ(Weights(LoadFiles({core, child, on_core})), "2 a2 b3 c1") << "the child's weight wins";
  EXPECT_EQ(Weights(LoadFiles({core, child, on_child})), "2 a2 b2 c1");
  // The parent may be of the library, and another root may stand before it.
  const TestFile library = {"library/core.yaml", kCore};
  EXPECT_EQ(Weights(LoadFiles({library, child, on_core})), "2 a2 b3 c1");
  const TestFile other = {
      "other.yaml", "rapport: 1\npack: {id: other, version: 1.0.0, language: en}\nflags: {f: F}\n"};
  EXPECT_EQ(Weights(LoadFiles({other, core, on_core})), "2 a2 b2 c1");
}

TEST(Overlay, SeveralApplyInOrder) {
  const TestFile core = {"core.yaml", kCore};
  const std::string name = MustLoad({core})->Name();
  const TestFile first = {"o1.yaml",
                          Overlay(name, "weights: {personas: {p: {evidence: {a: 5, b: 5}}}}\n")};
  const std::string after = MustLoad({core, first})->Name();
  EXPECT_NE(name, after);
  // Learned on the pack alone, and on the pack with the first overlay.
  for (const std::string& base : {name, after}) {
    const TestFile second = {"o2.yaml",
                             Overlay(base, "weights: {personas: {p: {evidence: {b: 7}}}}\n")};
    EXPECT_EQ(Weights(LoadFiles({core, first, second})), "1 a5 b7 c1");
  }
  const TestFile second = {"o2.yaml", Overlay(after, "scoring: {margin: 1}\n")};
  EXPECT_NE(LoadFiles({core, second}).diagnostics, "")
      << "its base is the pack with the first overlay";
}

TEST(Overlay, BringsItsBaseFromTheLibrary) {
  const std::string name = MustLoad({{"core.yaml", kCore}})->Name();
  const TestFile library = {"library/core.yaml", kCore};
  const TestFile overlay = {"o.yaml",
                            Overlay(name, "weights: {personas: {p: {evidence: {a: 5}}}}\n")};
  const TestLoad loaded = LoadFiles({library, overlay});
  ASSERT_EQ(loaded.diagnostics, "");
  EXPECT_EQ(Weights(loaded), Weights(LoadFiles({{"core.yaml", kCore}, overlay})));
  EXPECT_EQ(loaded.pack->Name(), LoadFiles({{"core.yaml", kCore}, overlay}).pack->Name());
}

TEST(Overlay, HashMayBeWhole) {
  const TestFile core = {"core.yaml", kCore};
  const auto loaded = MustLoad({core});
  const std::string whole = StrCat("core@1.0.0#", loaded->hash);
  EXPECT_EQ(LoadFiles({core, {"o.yaml", Overlay(whole, "scoring: {margin: 1}\n")}}).diagnostics,
            "");
  std::string wrong = whole;
  wrong.back() = wrong.back() == '0' ? '1' : '0';
  EXPECT_NE(LoadFiles({core, {"o.yaml", Overlay(wrong, "scoring: {margin: 1}\n")}}).diagnostics,
            "");
}

}  // namespace
}  // namespace rapport::pack

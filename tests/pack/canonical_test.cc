// What changes the hash of a pack and what does not.

#include "pack/canonical.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "base/strings.h"
#include "pack_testing.h"

namespace rapport::pack {
namespace {

constexpr char kHead[] = "rapport: 1\npack: {id: test, version: 1.0.0, language: en}\n";
constexpr char kBody[] = R"(text: {negators: [not, never], spellings: {u: you, r: are}}
facts: {tier: {type: enum, values: [gold, silver]}, age: {type: int, min: 0}}
lists: {places: [here, there]}
cues:
  price: [cheaper, "{places}"]
  swears: {phrases: [damn], examples: [Damn it.]}
conditions: {often: price > 1}
personas:
  hunter: {label: Hunter, display_name: Prices, evidence: {price: 1.5, often: 2}, playbook: [wait, offer]}
scales: {anger: {levels: [calm, angry], thresholds: [1], evidence: {swears: 1}}}
actions: {wait: {label: Wait, say: [Please wait.]}, offer: {label: Offer}}
routes: {boss: {level: 2, label: Boss}}
reasons: {late: Late}
flags: {vip: Priority}
limits: {pct: {unit: percent}}
policies:
  - {id: one, when: price > 0, flag: [vip], limit: {pct: 5}, escalate: {to: boss, reason: late, within: 90m}}
  - {id: two, when: price > 1, flag: [vip]}
)";

std::string HashOfText(const std::string& text) {
  const TestLoad load = LoadFiles({{"test.yaml", text}});
  EXPECT_NE(load.pack, nullptr) << load.diagnostics << text;
  return load.pack == nullptr ? "" : load.pack->hash;
}

std::string Replaced(const std::string& from, const std::string& to) {
  std::string text = StrCat(kHead, kBody);
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(Hash, IsStable) {
  const std::string hash = HashOfText(StrCat(kHead, kBody));
  const std::pair<const char*, const char*> cases[] = {
      // order of maps
      {"{type: enum, values: [gold, silver]}, age: {type: int, min: 0}",
       "{values: [gold, silver], type: enum}, age: {min: 0, type: int}"},
      {"facts: {tier: {type: enum, values: [gold, silver]}, age: {type: int, min: 0}}",
       "facts: {age: {type: int, min: 0}, tier: {type: enum, values: [gold, silver]}}"},
      {"evidence: {price: 1.5, often: 2}", "evidence: {often: 2, price: 1.5}"},
      {"spellings: {u: you, r: are}", "spellings: {r: are, u: you}"},
      {"cues:\n  price: [cheaper, \"{places}\"]\n", "cues:\n"},  // moved below
      // order of word lists
      {"negators: [not, never]", "negators: [never, not]"},
      // forms of writing
      {"price: 1.5", "price: {weight: 1.500}"},
      {"price: 1.5", "price: {weight: 1.5, pin: false}"},
      {"often: price > 1}", "often: \"price > 1\"}"},
      {"{often: price > 1}", "{often: {when: price > 1}}"},
      {"reasons: {late: Late}", "reasons:\n  late:\n    label: >-\n      Late"},
      {"price: [cheaper, \"{places}\"]", "price: {phrases: [cheaper, '{places}'], in: customer}"},
      {"price: [cheaper, \"{places}\"]",
       "price: {ignore_when: [quoted, negated], phrases: [cheaper, '{places}']}"},
      {"within: 90m", "within: 1h30m"},
      {"offer: {label: Offer}", "offer: {kind: service, by: agent, label: Offer}"},
      // what decides nothing
      {"lists:", "# a comment\nlists:"},
      {"language: en}", "language: en, help: What for}"},
      {"type: int, min: 0", "type: int, help: Years, min: 0"},
      {"examples: [Damn it.]", "examples: [Damn you.], counter_examples: [Dam it.], help: Swears"},
      {"policies:", "tests: [{name: t, customer: hi, expect: {escalates: false}}]\npolicies:"},
  };
  for (const auto& [from, to] : cases) {
    std::string text = Replaced(from, to);
    if (std::string(to) == "cues:\n") {
      const std::string price = "  price: [cheaper, \"{places}\"]\n";
      text.insert(text.find("conditions:"), price);
    }
    EXPECT_EQ(HashOfText(text), hash) << to;
  }
  // split into files
  const std::string body = kBody;
  const size_t half = body.find("personas:");
  const TestLoad split = LoadFiles(
      {{"p/b.yaml", "rapport: 1\n" + body.substr(half)},
       {"p/a.yaml",
        StrCat("rapport: 1\npack: {id: test, version: 1.0.0, language: en, files: [b.yaml]}\n",
               body.substr(0, half))}});
  ASSERT_NE(split.pack, nullptr) << split.diagnostics;
  EXPECT_EQ(split.pack->hash, hash);
  // CR LF and a byte-order mark
  std::string windows = "\xEF\xBB\xBF";
  for (char c : StrCat(kHead, kBody)) windows += c == '\n' ? "\r\n" : std::string(1, c);
  EXPECT_EQ(HashOfText(windows), hash);
}

TEST(Hash, SeesEveryMeaningfulChange) {
  std::set<std::string> hashes = {HashOfText(StrCat(kHead, kBody))};
  const std::pair<const char*, const char*> cases[] = {
      {"id: test", "id: test2"},
      {"version: 1.0.0", "version: 1.0.1"},
      {"language: en", "language: de"},
      {"[not, never]", "[not]"},
      {"u: you", "u: your"},
      {"negators:", "negation_reach: 6, negators:"},
      {"values: [gold, silver]", "values: [silver, gold]"},
      {"type: int, min: 0", "type: int, min: 1"},
      {"type: int, min: 0", "type: int, min: 0, max: 9"},
      {"type: int, min: 0", "type: int, min: 0, default: 0"},
      {"type: int, min: 0", "type: double, min: 0"},
      {"[here, there]", "[here]"},
      {"[cheaper, ", "[cheap, "},
      {"phrases: [damn]", "phrases: [damn], in: any"},
      {"phrases: [damn]", "phrases: [damn], ignore_when: [quoted]"},
      {"phrases: [damn]", "phrases: [damn], ignore_when: [negated]"},
      {"phrases: [damn]", "phrases: [damn], ignore_when: []"},
      {"often: price > 1", "often: price > 2"},
      {"label: Hunter", "label: Hunters"},
      {"display_name: Prices", "display_name: Price"},
      {"display_name: Prices", "summary: S, display_name: Prices"},
      {"price: 1.5", "price: 1.501"},
      {"price: 1.5", "price: {weight: 1.5, pin: true}"},
      {"display_name: Prices", "bias: 0.001, display_name: Prices"},
      {"[wait, offer]", "[offer, wait]"},
      {"levels: [calm, angry]", "levels: [calm, cross]"},
      {"thresholds: [1]", "thresholds: [1.1]"},
      {"thresholds: [1]", "thresholds: [1], bias: 1"},
      {"{swears: 1}", "{swears: 2}"},
      {"offer: {label: Offer}", "offer: {label: Offers}"},
      {"offer: {label: Offer}", "offer: {label: Offer, by: system}"},
      {"offer: {label: Offer}", "offer: {label: Offer, kind: offer}"},
      {"offer: {label: Offer}", "offer: {label: Offer, available_when: \"true\"}"},
      {"[Please wait.]", "[Please wait!]"},
      {"level: 2", "level: 3"},
      {"label: Boss", "label: Chief"},
      {"late: Late", "late: Lateness"},
      {"vip: Priority", "vip: First"},
      {"unit: percent", "unit: per cent"},
      {"limit: {pct: 5}", "limit: {pct: 6}"},
      {"when: price > 0", "when: price > 0 || true"},
      {"within: 90m", "within: 91m"},
      {", within: 90m", ""},
      {"id: two, when", "id: two, class: safety, when"},
      {"id: two, when", "id: two, on_unknown: apply, when"},
      {"id: two, when", "id: two, forbid: [wait], when"},
      {"id: two, when", "id: two, recommend: [wait], when"},
      {"id: two, when", "id: two, forbid_kinds: [offer], when"},
      {"id: two, when", "id: two, suppress_playbooks: true, when"},
      {"id: two, when", "id: two, require_approval: {actions: [wait], from: boss}, when"},
      {"id: two,", "id: three,"},
      {"policies:", "scoring: {decay: 0.5}\npolicies:"},
      {"policies:", "scoring: {margin: 0.5}\npolicies:"},
      {"policies:", "scoring: {also_margin: 0.5}\npolicies:"},
      {"policies:", "scoring: {threshold: 0.5}\npolicies:"},
      {"policies:", "standard: {period: week}\npolicies:"},
      {"policies:", "standard: {satisfied_above: 3}\npolicies:"},
      {"policies:", "standard: {windows: {fcr: 7d}}\npolicies:"},
      {"policies:", "standard: {windows: {reopen: 7d}}\npolicies:"},
      {"policies:", "standard: {lifecycle: {new: 30d}}\npolicies:"},
      {"policies:", "standard: {lifecycle: {at_risk: 60d}}\npolicies:"},
      {"policies:", "standard: {lifecycle: {lapsed: 120d}}\npolicies:"},
      {"policies:", "standard: {first_response: {chat: 1m}}\npolicies:"},
      {"policies:", "standard: {resolution: {chat: 1m}}\npolicies:"},
      {"policies:", "standard: {goals: {csat: {at_least: 80%}}}\npolicies:"},
      {"policies:", "standard: {goals: {csat: {at_most: 80%}}}\npolicies:"},
      {"policies:", "standard: {alerts: {csat: {below: 80%}}}\npolicies:"},
      {"policies:", "standard: {alerts: {csat: {above: 80%}}}\npolicies:"},
      {"policies:", "standard: {alerts: {csat: {above: 80%, min_sample: 31}}}\npolicies:"},
      // Texts that hold what the canonical form uses itself.
      {"late: Late", "late: 'Late\" \"x'"},
      {"late: Late", "late: 'Late\\\" \\\"x'"},
      {"late: Late", "late: \"Late\\nflag\""},
      {"late: Late", "late: 'Late\\nflag'"},
  };
  for (const auto& [from, to] : cases) {
    EXPECT_TRUE(hashes.insert(HashOfText(Replaced(from, to))).second) << to;
  }
  // The order of policies is part of what a pack says.
  std::string text = StrCat(kHead, kBody);
  const size_t one = text.find("  - {id: one"), two = text.find("  - {id: two");
  text = text.substr(0, one) + text.substr(two) + text.substr(one, two - one);
  EXPECT_TRUE(hashes.insert(HashOfText(text)).second);
}

// The name of a pack must not change by accident: learned weights would lose their base. Raise
// kCanonicalVersion when it changes on purpose.
TEST(Hash, DoesNotChangeBetweenVersions) {
  EXPECT_EQ(HashOfText(StrCat(kHead, kBody)),
            "93a069b4832396601b69cb9d3ecac9c5533c7d88084ed2e2209740209a00eb8c");
}

}  // namespace
}  // namespace rapport::pack

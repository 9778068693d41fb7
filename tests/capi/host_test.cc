// A host with an Abseil and a yaml-cpp of its own, the distribution's. It uses them before, between
// and after calls of Rapport, whatever Rapport itself was built with.

#include <yaml-cpp/yaml.h>

#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "testing.h"

namespace {

void UseOwnLibraries(int round) {
  absl::flat_hash_map<std::string, int> map;
  for (int i = 0; i < 100; ++i) map[std::to_string(i)] = i * round;
  CHECK(map.size() == 100 && map["42"] == 42 * round);
  CHECK(absl::FormatDuration(absl::Minutes(90)) == "1h30m");
  const YAML::Node node = YAML::Load("{a: [1, 2, {b: &x c}], d: *x}");
  CHECK(node["d"].as<std::string>() == "c");
  bool thrown = false;
  try {
    YAML::Load("{a: [");
  } catch (const YAML::Exception&) {  // the host's exceptions stay the host's
    thrown = true;
  }
  CHECK(thrown);
}

}  // namespace

int main() {
  UseOwnLibraries(1);
  rapport_ruleset* rules = vector_rules();
  rapport_decision* decision = nullptr;
  CHECK_STATUS(RAPPORT_OK, rapport_decision_new(&decision, nullptr));
  for (int round = 2; round < 5; ++round) {
    rapport_ruleset* broken = nullptr;
    CHECK_STATUS(RAPPORT_INVALID_PACK,
                 rapport_ruleset_new_from_bytes(RAPPORT_LITERAL("x"), RAPPORT_LITERAL("{a: ["),
                                                &broken, nullptr));
    const char* json = nullptr;
    CHECK_STATUS(RAPPORT_OK, rapport_decide_json(
                                 rules, RAPPORT_LITERAL("{\"turns\":[{\"text\":\"Any deal?\"}]}"),
                                 decision, &json, nullptr, nullptr));
    CHECK(json != nullptr && std::strstr(json, "bargain_hunter") != nullptr);
    UseOwnLibraries(round);
  }
  rapport_decision_free(decision);
  rapport_ruleset_free(rules);
  return report();
}

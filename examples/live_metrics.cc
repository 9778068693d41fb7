// Figures of a running service, kept by the program that serves it: every shop counts its own
// events, saves what it has at closing time, and head office puts the parts together. See
// include/rapport/accumulator.h.

#include <cstdlib>
#include <iostream>
#include <string>
#include <utility>

#include "rapport/rapport.h"

namespace {

// A real host would return instead.
template <typename T>
T Require(rapport::Result<T> result) {
  if (!result.ok()) {
    std::cerr << result.status().message() << "\n";
    std::exit(1);
  }
  return std::move(*result);
}

void Check(const rapport::Status& status) {
  if (status.ok()) return;
  std::cerr << status.message() << "\n";
  std::exit(1);
}

constexpr const char* kMorning[] = {
    R"({"event":"contact","at":"2026-03-02T09:00:00Z","case":"k1","channel":"chat","team":"north"})",
    R"({"event":"reply","at":"2026-03-02T09:00:40Z","case":"k1"})",
    R"({"event":"resolution","at":"2026-03-02T09:20:00Z","case":"k1"})",
    R"({"event":"rating","at":"2026-03-02T09:30:00Z","case":"k1","asks":"csat","score":5})",
    R"({"event":"ratting","at":"2026-03-02T09:31:00Z"})",  // refused, and nothing of it counts
};
constexpr const char* kEvening[] = {
    R"({"event":"contact","at":"2026-03-02T18:00:00Z","case":"k2","channel":"phone","team":"south"})",
    R"({"event":"answered","at":"2026-03-02T18:02:00Z","case":"k2"})",
    R"({"event":"rating","at":"2026-03-02T18:30:00Z","case":"k2","asks":"csat","score":2,)"
    R"("comment":"Two minutes on hold, and nobody knew the answer."})",
};

}  // namespace

int main() {
  rapport::RuleSetBuilder builder;
  builder.AddDefault();
  const auto rules = Require(builder.Build());

  auto shop = Require(rapport::Accumulator::Create(rules, "metrics", R"({"by":["team"]})"));
  for (const char* event : kMorning) {
    const rapport::Status status = shop.Add(event);
    if (!status.ok()) std::cout << "refused: " << status.message() << "\n";
  }
  std::string saved;  // what a file or a message would hold
  Check(shop.Save(&saved));

  auto office = Require(rapport::Accumulator::Create(rules, "metrics", R"({"by":["team"]})"));
  for (const char* event : kEvening) Check(office.Add(event));
  Check(office.Merge(Require(rapport::Accumulator::Load(rules, saved))));

  std::string report;
  Check(office.Report(&report));
  std::cout << report << "\n";
  return 0;
}

// What counting service events costs, from lines of JSON to cells: parsing, finding the case and
// the customer, adding; and what a report, saving and merging cost when a hundred thousand cases
// are open.
//
// The stream is made up: cases of some ten events in the order of their times, a thousand customers
// to ten thousand cases, four dimensions in use. `bytes_held` is what the metrics take in the end.

#include <benchmark/benchmark.h>

#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "base/strings.h"
#include "base/time.h"
#include "insight/metrics.h"
#include "insight/metrics_report.h"
#include "rapport/rule_set.h"
#include "record/service_event.h"

namespace rapport::benchmarks {
namespace {

constexpr const char* kChannels[] = {"chat", "email", "phone", "social"};
constexpr const char* kPersonas[] = {"impatient", "loyalist", "skeptic", "demanding", "none"};

// Lines one after another, each with its NUL.
struct Lines {
  std::string bytes;
  std::vector<size_t> ends;
};

void AddLine(std::string_view kind, Time at, std::string_view more, Lines* lines) {
  StrAppend(&lines->bytes, R"({"event":")", kind, R"(","at":")", FormatTime(at), "\"", more, "}");
  lines->bytes.push_back('\0');
  lines->ends.push_back(lines->bytes.size());
}

Lines MakeLines(int cases) {
  std::mt19937_64 random(1);
  const auto below = [&random](uint64_t n) { return random() % n; };
  Lines lines;
  const Time start = *ParseTime("2026-01-05T00:00:00Z");
  for (int i = 0; i < cases; ++i) {
    // Ten thousand cases a week.
    Time at = start + std::chrono::seconds(int64_t{i} * 60);
    const uint64_t agent = below(50);
    const std::string ids = StrCat(R"(,"case":"case-)", i, R"(","customer":"customer-)",
                                   below(static_cast<uint64_t>(cases) / 10 + 1), "\"");
    const auto next = [&](std::string_view kind, std::string_view more) {
      AddLine(kind, at, more, &lines);
      at += std::chrono::seconds(30 + below(900));
    };
    next("contact",
         StrCat(ids, R"(,"channel":")", std::string_view(kChannels[below(4)]), R"(","persona":")",
                std::string_view(kPersonas[below(5)]), R"(","team":"team-)", agent % 5, "\""));
    next("reply", StrCat(ids, R"(,"by":"bot")"));
    for (int reply = 0; reply < 3; ++reply) {
      next("reply", StrCat(ids, R"(,"agent":"agent-)", agent, "\""));
    }
    next("handled", StrCat(ids, R"(,"talk":)", below(900), R"(,"hold":)", below(60), R"(,"work":)",
                           below(300)));
    if (below(10) == 0) next("transfer", StrCat(ids, R"(,"to":"billing")"));
    next("resolution", ids);
    next("survey", StrCat(ids, R"(,"asks":"csat")"));
    if (below(3) == 0) {
      next("rating", StrCat(ids, R"(,"asks":"csat","score":)", 1 + below(5),
                            R"(,"comment":"It took a while, but it works now.")"));
    }
    next("purchase", StrCat(ids, R"(,"amount":)", below(500), ".25"));
  }
  return lines;
}

std::shared_ptr<const RuleSet> Rules() {
  RuleSetBuilder builder;
  builder.AddDefault();
  return *builder.Build();
}

insight::MetricsOptions Options() {
  insight::MetricsOptions options;
  for (const char* by : {"agent", "team,period", "channel,persona"}) {
    options.by.push_back(*insight::ParseGroupBy(by));
  }
  return options;
}

insight::Metrics Counted(const Lines& lines, bool grouped) {
  insight::Metrics metrics(Rules(), grouped ? Options() : insight::MetricsOptions());
  record::ServiceEventReader reader;
  record::ServiceEvent event;
  std::string bytes = lines.bytes;  // overwritten
  size_t begin = 0;
  for (const size_t end : lines.ends) {
    if (reader.Read(bytes.data() + begin, end - 1 - begin, &event).ok()) metrics.Add(event);
    begin = end;
  }
  return metrics;
}

void BM_Count(benchmark::State& state) {
  const Lines lines = MakeLines(static_cast<int>(state.range(0)));
  size_t held = 0;
  for (auto unused : state) {
    (void)unused;
    const insight::Metrics metrics = Counted(lines, state.range(1) != 0);
    held = metrics.allocated_bytes();
    if (metrics.events() != static_cast<int64_t>(lines.ends.size())) {
      state.SkipWithError("an event was refused");
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(lines.ends.size()));
  state.counters["bytes_held"] = static_cast<double>(held);
  state.counters["events"] = static_cast<double>(lines.ends.size());
}
BENCHMARK(BM_Count)
    ->ArgNames({"cases", "groups"})
    ->Args({10'000, 0})
    ->Args({10'000, 1})
    ->Args({100'000, 1});

void BM_Parse(benchmark::State& state) {
  const Lines lines = MakeLines(10'000);
  record::ServiceEventReader reader;
  record::ServiceEvent event;
  for (auto unused : state) {
    (void)unused;
    std::string bytes = lines.bytes;
    size_t begin = 0;
    for (const size_t end : lines.ends) {
      if (!reader.Read(bytes.data() + begin, end - 1 - begin, &event).ok()) {
        state.SkipWithError("an event was refused");
      }
      begin = end;
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(lines.ends.size()));
}
BENCHMARK(BM_Parse);

void BM_Report(benchmark::State& state) {
  const insight::Metrics metrics = Counted(MakeLines(100'000), true);
  for (auto unused : state) {
    (void)unused;
    const insight::MetricsReport report = metrics.Report();
    if (report.all.cases != 100'000) state.SkipWithError("a case is missing");
  }
}
BENCHMARK(BM_Report)->Unit(benchmark::kMillisecond);

void BM_SaveAndLoad(benchmark::State& state) {
  const insight::Metrics metrics = Counted(MakeLines(100'000), true);
  size_t saved = 0;
  for (auto unused : state) {
    (void)unused;
    const std::string bytes = metrics.Save();
    saved = bytes.size();
    insight::Metrics loaded(Rules(), Options());
    if (!loaded.Load(bytes).ok() || loaded.events() != metrics.events()) {
      state.SkipWithError("what was saved does not load");
    }
  }
  state.counters["bytes_saved"] = static_cast<double>(saved);
}
BENCHMARK(BM_SaveAndLoad)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace rapport::benchmarks

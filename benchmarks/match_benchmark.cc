// Finding phrases in texts, beside other ways to do it, on the same phrases and texts in one run.
//
//     match_benchmark --benchmark_filter=rapport
//
// A name is engine/phrases/text/threads. One iteration is one text, and texts follow one another so
// that none is known by heart: there are thousands of 148 bytes. Phrases and texts are those of
// match_corpus.h (RAPPORT_BENCHMARK_TEXTS=folder takes other texts), on which all engines find the
// same; before anything is measured, each engine is compared with the definition, text by text.
//
// RE2::Set builds its automaton while it reads. `re2_warm` reads a few texts over and over;
// `re2_unseen` has read one half of the texts and is measured on the other half, each text once.
// Comparisons with Vectorscan and RE2 are built with -DRAPPORT_BUILD_COMPARISONS=ON.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "allocations.h"
#include "match_engine.h"

namespace rapport::benchmarks {
namespace {

using Factory = std::unique_ptr<Engine> (*)(const Phrasing&);

// Which texts an iteration reads.
enum class Reading { kAll, kFew, kUnseen };

struct Entry {
  const char* name;
  Factory factory;
  Reading reading;
  size_t most_phrases;  // with more, it takes too long to compile or to run
  size_t most_bytes;
  bool two_threads;
};

constexpr size_t kNoLimit = size_t{1} << 30;
constexpr size_t kFewTexts = 64;

const Entry kEntries[] = {
    {"rapport", &NewRapport, Reading::kAll, kNoLimit, kNoLimit, true},
    {"rapport_on_tokens", &NewRapportOnTokens, Reading::kFew, kNoLimit, 2048, false},
#ifdef RAPPORT_WITH_VECTORSCAN
    {"vectorscan_literals", &NewVectorscanLiterals, Reading::kAll, kNoLimit, kNoLimit, true},
    {"vectorscan_patterns", &NewVectorscanPatterns, Reading::kAll, kNoLimit, 2048, false},
#endif
#ifdef RAPPORT_WITH_RE2
    {"re2_warm", &NewRe2Set, Reading::kFew, kNoLimit, 2048, false},
    {"re2_unseen", &NewRe2Set, Reading::kUnseen, kNoLimit, 2048, false},
#endif
    {"std_regex_loop", &NewRegexLoop, Reading::kFew, 2'000, 148, false},
    {"strcasestr_loop", &NewStrcasestrLoop, Reading::kFew, kNoLimit, 148, false},
};

// Hits of `session` in `text` against the definition.
bool FindsWhatItShould(Session* session, bool places, const Phrasing& phrases,
                       std::string_view text) {
  std::vector<Found> found;
  session->Match(text, &found);
  std::sort(found.begin(), found.end());
  std::vector<Found> expected = ExpectedHits(phrases, text);
  if (!places) {
    for (Found& hit : expected) hit.begin = hit.end = 0;
    expected.erase(std::unique(expected.begin(), expected.end()), expected.end());
  }
  return found == expected;
}

// An engine that has been checked on these texts; null when it finds something else. Compiling may
// take half a minute, so it is done once.
const Engine* Checked(const Entry& entry, size_t count, size_t bytes) {
  static std::map<std::pair<Factory, size_t>, std::unique_ptr<Engine>> engines;
  static std::map<std::pair<const Engine*, size_t>, bool> checked;
  std::unique_ptr<Engine>& engine = engines[{entry.factory, count}];
  if (engine == nullptr) engine = entry.factory(Phrases(count));
  auto [it, is_new] = checked.try_emplace({engine.get(), bytes}, true);
  if (is_new) {
    const bool slow = entry.most_bytes == 148;
    const size_t texts = std::max<size_t>(2, (slow ? 20 : 1000) * size_t{148} / bytes);
    std::unique_ptr<Session> session = engine->NewSession();
    for (size_t i = 0; i < std::min(texts, Texts(bytes).size()); ++i) {
      it->second = it->second && FindsWhatItShould(session.get(), engine->tells_places(),
                                                   Phrases(count), Texts(bytes)[i]);
    }
  }
  return it->second ? engine.get() : nullptr;
}

void Run(benchmark::State& state, const Entry& entry, size_t count, size_t bytes,
         const Engine* engine) {
  const std::vector<std::string>& texts = Texts(bytes);
  const size_t begin = entry.reading == Reading::kUnseen ? texts.size() / 2 : 0;
  const size_t end =
      entry.reading == Reading::kFew ? std::min(kFewTexts, texts.size()) : texts.size();
  std::unique_ptr<Engine> fresh;
  std::unique_ptr<Session> session;
  std::vector<Found> found;
  const auto prepare = [&] {
    if (entry.reading == Reading::kUnseen) {
      session.reset();
      fresh = entry.factory(Phrases(count));
      engine = fresh.get();
    }
    session = engine->NewSession();
    // What has been read before: the other half of the texts, or twice what is read again, so that
    // no buffer has to grow.
    const bool again = entry.reading != Reading::kUnseen;
    const size_t warm = again ? end : begin;
    for (int pass = 0; pass < (again ? 2 : 1); ++pass) {
      for (size_t i = 0; i < warm; ++i) session->Match(texts[i], &found);
    }
  };
  prepare();

  size_t at = begin + (end - begin) * static_cast<size_t>(state.thread_index()) / 2;
  const int64_t before = Allocations();
  int64_t elsewhere = 0;
  size_t hits = 0;
  for (auto _ : state) {
    session->Match(texts[at], &found);
    hits += found.size();
    if (++at < end) continue;
    at = begin;
    if (entry.reading == Reading::kUnseen) {
      state.PauseTiming();
      const int64_t here = Allocations();
      prepare();
      elsewhere += Allocations() - here;
      state.ResumeTiming();
    }
  }
  const auto rounds = static_cast<double>(state.iterations());
  state.counters["allocations"] =
      benchmark::Counter(static_cast<double>(Allocations() - before - elsewhere) / rounds,
                         benchmark::Counter::kAvgThreads);
  state.counters["hits"] =
      benchmark::Counter(static_cast<double>(hits) / rounds, benchmark::Counter::kAvgThreads);
  state.SetItemsProcessed(state.iterations());
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(bytes));
}

void Register() {
  for (size_t bytes : {148, 1536, 65'536}) {
    for (size_t count : {100, 400, 2'000, 10'000}) {
      for (const Entry& entry : kEntries) {
        if (count > entry.most_phrases || bytes > entry.most_bytes) continue;
        for (int threads : {1, 2}) {
          if (threads == 2 && (!entry.two_threads || bytes != 148)) continue;
          const std::string name = std::string(entry.name) + "/phrases:" + std::to_string(count) +
                                   "/bytes:" + std::to_string(bytes);
          auto* registered = benchmark::RegisterBenchmark(
              name.c_str(), [&entry, count, bytes](benchmark::State& state) {
                // Engines are made and checked one at a time.
                const Engine* engine = nullptr;
                {
                  static std::mutex mutex;
                  const std::lock_guard<std::mutex> lock(mutex);
                  engine = Checked(entry, count, bytes);
                }
                if (engine == nullptr) return state.SkipWithError("it finds something else");
                Run(state, entry, count, bytes, engine);
              });
          registered->Threads(threads);
          if (threads > 1) registered->UseRealTime();
        }
      }
    }
  }
}

}  // namespace
}  // namespace rapport::benchmarks

int main(int argc, char** argv) {
  rapport::benchmarks::Register();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::AddCustomContext("texts", rapport::benchmarks::CorpusName());
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}

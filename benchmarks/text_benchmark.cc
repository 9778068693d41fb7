// The bottom of the decision path: bytes to tokens, with the words of the default pack.

#include <benchmark/benchmark.h>

#include <string>

#include "allocations.h"
#include "corpus.h"
#include "rapport/rule_set.h"
#include "ruleset/tables.h"
#include "text/tokenizer.h"

namespace rapport::benchmarks {
namespace {

void Tokenise(benchmark::State& state) {
  RuleSetBuilder builder;
  builder.AddDefault();
  auto rules = builder.Build();
  if (!rules.ok()) return state.SkipWithError("the default pack does not build");
  const text::Tokenizer& tokenizer = *(*rules)->tables().tokenizer;

  const std::string bytes =
      state.range(0) == 148 ? std::string(ShortMessage()) : LongText(state.range(0));
  text::TokenizedText tokens;
  tokenizer.Tokenize(bytes, text::Format::kText, &tokens);
  const size_t expected = tokens.tokens().size();
  const int64_t before = Allocations();
  tokenizer.Tokenize(bytes, text::Format::kText, &tokens);
  state.counters["allocations"] = static_cast<double>(Allocations() - before);
  for (auto _ : state) tokenizer.Tokenize(bytes, text::Format::kText, &tokens);

  // English prose has a token for every four to seven bytes; far from it, something is dropped.
  const double bytes_per_token = static_cast<double>(bytes.size()) / tokens.tokens().size();
  if (tokens.tokens().size() != expected || bytes_per_token < 3 || bytes_per_token > 8) {
    state.SkipWithError("wrong number of tokens");
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(bytes.size()));
}
BENCHMARK(Tokenise)->Arg(148)->Arg(4 << 10)->Arg(64 << 10);

}  // namespace
}  // namespace rapport::benchmarks

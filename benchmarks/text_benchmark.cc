// The bottom of the decision path: bytes to tokens, with the words of the default pack.

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "allocations.h"
#include "corpus.h"
#include "rapport/rule_set.h"
#include "ruleset/tables.h"
#include "text/tokenizer.h"

namespace rapport::benchmarks {
namespace {

// Tokenises `texts` in turn, over and over.
void Run(benchmark::State& state, const std::vector<std::string>& texts) {
  RuleSetBuilder builder;
  builder.AddDefault();
  auto rules = builder.Build();
  if (!rules.ok()) return state.SkipWithError("the default pack does not build");
  const text::Tokenizer& tokenizer = *(*rules)->tables().tokenizer;

  text::TokenizedText tokens;
  size_t bytes = 0;
  size_t expected = 0;
  const auto pass = [&] {
    size_t count = 0;
    for (const std::string& text : texts) {
      tokenizer.Tokenize(text, text::Format::kText, &tokens);
      count += tokens.tokens().size();
    }
    return count;
  };
  for (const std::string& text : texts) bytes += text.size();
  expected = pass();
  const int64_t before = Allocations();
  pass();
  state.counters["allocations"] = static_cast<double>(Allocations() - before);
  size_t last = 0;
  for (auto _ : state) last = pass();

  // English prose has a token for every four to seven bytes; far from it, something is dropped.
  const double bytes_per_token = static_cast<double>(bytes) / static_cast<double>(last);
  if (last != expected || bytes_per_token < 3 || bytes_per_token > 8) {
    state.SkipWithError("wrong number of tokens");
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(bytes));
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(texts.size()));
}

void Tokenise(benchmark::State& state) {
  Run(state, {state.range(0) == 148 ? std::string(ShortMessage()) : LongText(state.range(0))});
}
BENCHMARK(Tokenise)->Arg(148)->Arg(4 << 10)->Arg(64 << 10);

// What messages hold beside words: handles, links, digits, emoji, curly marks, line breaks. Ten
// different ones, so that no branch is learnt by heart.
void TokeniseMixed(benchmark::State& state) {
  Run(state,
      {
          "@company I’ve been waiting for 3 weeks now and still nothing 😡 order 48213, any news?",
          "Hi, is the “large” one back in stock? I can’t see it on https://shop.example/lamps",
          "Third time this month!! First the router, then the bill, now this.\nSort it out please.",
          "thanks so much 😊😊 that fixed it, you've been really helpful",
          "What's the difference between the £20 and the £35 plan, and can I switch later?",
          "Booked for the 3rd of March at 10:30, but the mail says 11. Which one is right?",
          "@company @other your app keeps logging me out... on both phones, since monday",
          "I am NOT paying twice for the same parcel. Where is it?",
          "Could you tell me how the warranty works - is it 2 years from the order date?",
          "soooo happy with it, worth every penny, will be back #bestshop",
      });
}
BENCHMARK(TokeniseMixed);

}  // namespace
}  // namespace rapport::benchmarks

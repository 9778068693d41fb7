#include "learn/mine_sequences.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "base/strings.h"

namespace rapport::learn {
namespace {

constexpr uint32_t kNone = 0xFFFFFFFF;

// Whether the `length` tokens from `at` on are one run.
bool IsRun(const std::vector<MineToken>& tokens, size_t at, size_t length) {
  if (at + length > tokens.size()) return false;
  for (size_t i = at + 1; i < at + length; ++i) {
    if (tokens[i].starts) return false;
  }
  return true;
}

void CountTotals(const MineCorpus& corpus, MineSequences* out) {
  for (auto& totals : out->totals) totals.assign(corpus.personas().size(), 0);
  std::vector<std::array<uint32_t, kLongestSequence>> seen;
  for (const MineRecord& record : corpus.records()) {
    for (size_t length = 1; length <= kLongestSequence; ++length) {
      seen.clear();
      for (size_t at = 0; at < record.tokens.size(); ++at) {
        if (!IsRun(record.tokens, at, length)) continue;
        auto& sequence = seen.emplace_back();
        sequence.fill(kNone);
        for (size_t i = 0; i < length; ++i) sequence[i] = record.tokens[at + i].word;
      }
      std::sort(seen.begin(), seen.end());
      const auto end = std::unique(seen.begin(), seen.end());
      out->totals[length - 1][record.persona] += end - seen.begin();
    }
  }
}

}  // namespace

MineSequences FindSequences(const MineCorpus& corpus, int32_t min_records) {
  MineSequences out;
  CountTotals(corpus, &out);
  std::vector<bool> usable;
  for (const MineWord& word : corpus.words()) usable.push_back(!corpus.IsName(word));

  // By record and token: the sequence of the last length that starts there, an index into `all`.
  std::vector<std::vector<uint32_t>> last, now;
  for (const MineRecord& record : corpus.records()) {
    last.emplace_back(record.tokens.size(), kNone);
  }
  for (size_t length = 1; length <= kLongestSequence; ++length) {
    std::unordered_map<uint64_t, uint32_t> ids;  // by the sequence without its last word, and that
    std::vector<MineSequence> found;
    now = last;
    for (uint32_t r = 0; r < corpus.records().size(); ++r) {
      const std::vector<MineToken>& tokens = corpus.records()[r].tokens;
      for (uint32_t at = 0; at < tokens.size(); ++at) {
        now[r][at] = kNone;
        if (!IsRun(tokens, at, length)) continue;
        const uint32_t word = tokens[at + length - 1].word;
        if (!usable[word]) continue;
        if (length > 1 && (last[r][at] == kNone || last[r][at + 1] == kNone)) continue;
        const uint64_t key = (uint64_t{length > 1 ? last[r][at] : 0} << 32) | word;
        const auto [known, is_new] = ids.emplace(key, static_cast<uint32_t>(found.size()));
        if (is_new) {
          MineSequence& sequence = found.emplace_back();
          if (length > 1) sequence.words = out.all[last[r][at]].words;
          sequence.words.push_back(word);
        }
        MineSequence& sequence = found[known->second];
        if (sequence.places.empty() || sequence.places.back().record != r) ++sequence.records;
        sequence.places.push_back({r, at});
        now[r][at] = known->second;
      }
    }
    std::vector<uint32_t> kept(found.size(), kNone);
    for (size_t i = 0; i < found.size(); ++i) {
      if (found[i].records < min_records) continue;
      kept[i] = static_cast<uint32_t>(out.all.size());
      out.all.push_back(std::move(found[i]));
    }
    for (std::vector<uint32_t>& starts : now) {
      for (uint32_t& id : starts) id = id == kNone ? kNone : kept[id];
    }
    std::swap(last, now);
  }
  return out;
}

std::string PhraseOf(const MineCorpus& corpus, const std::vector<uint32_t>& words) {
  std::string phrase;
  for (const uint32_t word : words) {
    StrAppend(&phrase, phrase.empty() ? "" : " ", corpus.words()[word].key);
  }
  return phrase;
}

}  // namespace rapport::learn

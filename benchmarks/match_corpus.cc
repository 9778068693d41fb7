#include "match_corpus.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <unordered_map>

namespace rapport::benchmarks {
namespace {

constexpr size_t kMaxWords = 4;
// How many of the most frequent runs of 1, 2, 3 and 4 words are no phrases.
constexpr size_t kLeftOut[kMaxWords] = {200, 100, 0, 0};

bool IsLetter(char c) { return c >= 'a' && c <= 'z'; }
bool EndsSentence(char c) { return c == '.' || c == '?' || c == '!'; }

std::filesystem::path Folder() {
  const char* folder = std::getenv("RAPPORT_BENCHMARK_TEXTS");
  return folder != nullptr && *folder != '\0'
             ? std::filesystem::path(folder)
             : std::filesystem::path(RAPPORT_SOURCE_DIR) / "rules" / "training";
}

// Appends `text`, reduced. Apostrophes vanish, "dont"; whatever else is no letter separates words.
// A run of a letter is at most two long, since a longer one matches in more ways than one; and a
// sentence does not end after a short word, which may be an abbreviation to a reader of words.
void AppendReduced(std::string_view text, std::string* out) {
  size_t word = 0;  // letters of the word at the end of `out`
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (IsLetter(c)) {
      if (word >= 2 && out->back() == c && (*out)[out->size() - 2] == c) continue;
      out->push_back(c);
      ++word;
    } else if (text.substr(i, 3) == "\xE2\x80\x99") {
      i += 2;
    } else if (c != '\'') {
      if (word >= 3 && EndsSentence(c) && (i + 1 == text.size() || text[i + 1] == ' ')) {
        out->push_back(c);
      }
      if (word > 0) out->push_back(' ');
      word = 0;
    }
  }
  if (word > 0) out->append(word >= 3 ? ". " : " ");
}

// Calls each(by, text) for every turn of every conversation, in order.
template <typename Each>
void ForEachTurn(Each each) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(Folder())) {
    if (entry.path().extension() == ".jsonl") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);) {
      rapidjson::Document record;
      record.Parse(line.c_str(), line.size());
      if (record.HasParseError() || !record.IsObject() || !record.HasMember("turns")) continue;
      for (const auto& turn : record["turns"].GetArray()) {
        const bool told = turn.HasMember("by");
        each(told ? turn["by"].GetString() : "customer", turn["text"].GetString());
      }
    }
  }
}

// All texts of all conversations, reduced, one after another.
const std::string& Corpus() {
  static const std::string corpus = [] {
    std::string all;
    ForEachTurn([&](std::string_view, std::string_view text) { AppendReduced(text, &all); });
    if (all.size() < (1 << 20)) {
      std::fprintf(stderr, "hardly a text in %s\n", Folder().c_str());
      std::exit(1);
    }
    return all;
  }();
  return corpus;
}

// Calls `each` with every run of one to four words of a sentence: the run, its place and how many
// words it has.
template <typename Each>
void ForEachRun(std::string_view text, Each each) {
  std::vector<std::pair<size_t, size_t>> words;  // of the sentence so far: begin, end
  for (size_t i = 0; i < text.size();) {
    if (!IsLetter(text[i])) {
      if (EndsSentence(text[i])) words.clear();
      ++i;
      continue;
    }
    const size_t begin = i;
    while (i < text.size() && IsLetter(text[i])) ++i;
    words.emplace_back(begin, i);
    for (size_t n = 1; n <= std::min(words.size(), kMaxWords); ++n) {
      const size_t first = words[words.size() - n].first;
      each(text.substr(first, i - first), first, n);
    }
  }
}

// Runs of `n` words that occur twice or more, the most frequent first, then by their letters.
std::vector<std::string_view> Ranked(size_t n) {
  std::unordered_map<std::string_view, size_t> counts;
  ForEachRun(Corpus(), [&](std::string_view run, size_t, size_t words) {
    if (words == n) ++counts[run];
  });
  std::vector<std::pair<size_t, std::string_view>> sorted;
  for (const auto& [run, count] : counts) {
    if (count >= 2) sorted.emplace_back(count, run);
  }
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  std::vector<std::string_view> ranked;
  for (const auto& [count, run] : sorted) ranked.push_back(run);
  return ranked;
}

}  // namespace

const std::vector<std::string>& Phrases(size_t count) {
  static const std::vector<std::vector<std::string_view>> ranked = {Ranked(1), Ranked(2), Ranked(3),
                                                                    Ranked(4)};
  static std::map<size_t, std::vector<std::string>> made;
  std::vector<std::string>& phrases = made[count];
  for (size_t i = 0; phrases.size() < count; ++i) {
    for (size_t n = 0; n < kMaxWords && phrases.size() < count; ++n) {
      if (kLeftOut[n] + i >= ranked[n].size()) {
        std::fprintf(stderr, "match_benchmark: too little text for %zu phrases\n", count);
        std::exit(1);
      }
      phrases.emplace_back(ranked[n][kLeftOut[n] + i]);
    }
  }
  return phrases;
}

const std::vector<std::string>& Texts(size_t bytes) {
  static std::map<size_t, std::vector<std::string>> made;
  std::vector<std::string>& texts = made[bytes];
  if (!texts.empty()) return texts;
  const std::string_view corpus = Corpus();
  for (size_t begin = 0; begin + bytes <= corpus.size();) {
    texts.emplace_back(corpus.substr(begin, bytes));
    begin += bytes;
    while (begin < corpus.size() && corpus[begin - 1] != ' ') ++begin;  // to a whole word
  }
  return texts;
}

const std::vector<std::string>& Messages() {
  static const std::vector<std::string> messages = [] {
    std::vector<std::string> made;
    ForEachTurn([&](std::string_view by, std::string_view text) {
      if (by == "customer" && text.size() >= 140 && text.size() <= 156) made.emplace_back(text);
    });
    return made;
  }();
  return messages;
}

std::vector<Found> ExpectedHits(const std::vector<std::string>& phrases, std::string_view text) {
  std::unordered_map<std::string_view, uint32_t> ids;
  for (size_t i = 0; i < phrases.size(); ++i) ids.emplace(phrases[i], static_cast<uint32_t>(i));
  std::vector<Found> hits;
  ForEachRun(text, [&](std::string_view run, size_t begin, size_t) {
    const auto it = ids.find(run);
    if (it == ids.end()) return;
    hits.push_back(
        {it->second, static_cast<uint32_t>(begin), static_cast<uint32_t>(begin + run.size())});
  });
  std::sort(hits.begin(), hits.end());
  return hits;
}

std::string CorpusName() {
  return std::getenv("RAPPORT_BENCHMARK_TEXTS") != nullptr ? Folder().filename().string()
                                                           : "rules/training";
}

}  // namespace rapport::benchmarks

// Two passes over the sample. The first counts the comments that each word is in; the second the
// runs whose ends are words that enough comments have, since no run is in more comments than its
// words are. So memory follows from what is frequent, not from what somebody invents.

#include "insight/new_themes.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include "insight/excerpt.h"
#include "insight/odds.h"

namespace rapport::insight {
namespace {

constexpr size_t kLongestRun = 3;
constexpr size_t kLettersOfContent = 3;
constexpr double kPriorShare = 0.2;  // of all comments
constexpr double kLeastZ = 3;
constexpr double kNearlySame = 0.8;  // of a run's comments, for a longer one to stand for it
constexpr size_t kMostCandidates = 500;
constexpr size_t kMostProposals = 10;  // of each kind
constexpr size_t kKinds = 2;           // Proposal::From

using Run = std::vector<uint32_t>;  // words, by their number here

struct RunPlace {
  Run run;
  uint32_t begin, end;  // bytes of the comment
};

struct Counts {
  std::array<int64_t, kKinds> in = {}, elsewhere = {};
  std::array<std::string, kKinds> examples;  // of the first comment of the kind
};

struct Candidate {
  const Run* run = nullptr;
  const Counts* counts = nullptr;
  Odds odds;
};

bool Contains(const Run& longer, const Run& shorter) {
  return std::search(longer.begin(), longer.end(), shorter.begin(), shorter.end()) != longer.end();
}

class Proposer {
 public:
  Proposer(const ruleset::Tables& tables, const std::map<SampledKey, SampledValue>& sample,
           int64_t min_comments)
      : tables_(tables), sample_(sample), least_(min_comments), reader_(tables) {}

  std::vector<Proposal> Run() {
    std::vector<RunPlace> places;
    for (const auto& [key, value] : sample_) {
      Read(key.comment, 1, &places);
      for (const RunPlace& place : places) ++words_in_[place.run[0]];
    }
    for (const auto& [key, value] : sample_) {
      const std::array<bool, kKinds> is = {Read(key.comment, kLongestRun, &places),
                                           value.is_detractor};
      for (size_t kind = 0; kind < kKinds; ++kind) ++(is[kind] ? of_ : elsewhere_of_)[kind];
      for (const RunPlace& place : places) Count(key.comment, place, is);
    }
    std::vector<Proposal> proposals;
    for (size_t kind = 0; kind < kKinds; ++kind) Propose(kind, &proposals);
    return proposals;
  }

 private:
  uint32_t NumberOf(std::string_view word) {
    const auto [it, is_new] =
        numbers_.emplace(std::string(word), static_cast<uint32_t>(words_.size()));
    if (is_new) {
      words_.push_back(it->first);
      words_in_.push_back(0);
    }
    return it->second;
  }

  bool IsContent(const text::Token& token) const {
    return token.kind == text::TokenKind::kWord && token.key.size() >= kLettersOfContent &&
           tables_.LanguageOf(token.word) != ruleset::WordLanguage::kOwn &&
           !tables_.service.text.Has(token.word, ruleset::kFillerWord);
  }

  // The different runs of up to `longest` words in a comment, each at its first place; in the
  // second pass only those whose ends are frequent. Whether no theme is in it.
  bool Read(std::string_view comment, size_t longest, std::vector<RunPlace>* places) {
    places->clear();
    const bool is_unthemed = reader_.Read(comment).themes.empty();
    const text::Tokens& tokens = reader_.tokens().tokens();
    for (size_t first = 0; first < tokens.size(); ++first) {
      if (!IsContent(tokens[first]) || reader_.covered()[first]) continue;
      insight::Run run;
      for (size_t last = first; last < tokens.size() && last - first < longest; ++last) {
        const text::Token& token = tokens[last];
        if (token.kind != text::TokenKind::kWord || reader_.covered()[last] ||
            token.sentence != tokens[first].sentence) {
          break;
        }
        run.push_back(NumberOf(token.key));
        if (longest > 1 && last == first && words_in_[run[0]] < least_) break;
        if (!IsContent(token) || (longest > 1 && words_in_[run.back()] < least_)) continue;
        places->push_back({run, tokens[first].begin, token.end});
      }
    }
    std::sort(places->begin(), places->end(), [](const RunPlace& a, const RunPlace& b) {
      return a.run != b.run ? a.run < b.run : a.begin < b.begin;
    });
    places->erase(std::unique(places->begin(), places->end(),
                              [](const RunPlace& a, const RunPlace& b) { return a.run == b.run; }),
                  places->end());
    return is_unthemed;
  }

  void Count(std::string_view comment, const RunPlace& place, const std::array<bool, kKinds>& is) {
    Counts& counts = runs_[place.run];
    for (size_t kind = 0; kind < kKinds; ++kind) {
      if (!is[kind]) {
        ++counts.elsewhere[kind];
        continue;
      }
      if (++counts.in[kind] == 1) {
        counts.examples[kind] = CutOut(comment, place.begin, place.end).text;
      }
    }
  }

  std::string WordsOf(const insight::Run& run) const {
    std::string words;
    for (const uint32_t word : run) {
      if (!words.empty()) words += ' ';
      words += words_[word];
    }
    return words;
  }

  void Propose(size_t kind, std::vector<Proposal>* out) const {
    const auto all = static_cast<double>(of_[kind] + elsewhere_of_[kind]);
    std::vector<Candidate> found;
    for (const auto& [run, counts] : runs_) {
      if (counts.in[kind] < least_) continue;
      OddsCounts odds;
      odds.in_class = static_cast<double>(counts.in[kind]);
      odds.class_total = static_cast<double>(of_[kind]);
      odds.elsewhere = static_cast<double>(counts.elsewhere[kind]);
      odds.elsewhere_total = static_cast<double>(elsewhere_of_[kind]);
      odds.prior_total = kPriorShare * all;
      odds.prior = kPriorShare * (odds.in_class + odds.elsewhere);
      const Candidate candidate{&run, &counts, LogOdds(odds)};
      if (candidate.odds.z >= kLeastZ) found.push_back(candidate);
    }
    std::vector<std::pair<std::string, Candidate>> named;
    for (const Candidate& candidate : found) named.emplace_back(WordsOf(*candidate.run), candidate);
    std::sort(named.begin(), named.end(), [](const auto& a, const auto& b) {
      if (a.second.odds.z != b.second.odds.z) return a.second.odds.z > b.second.odds.z;
      return a.first < b.first;
    });
    if (named.size() > kMostCandidates) named.resize(kMostCandidates);
    std::vector<const insight::Run*> taken;
    for (const auto& [words, candidate] : named) {
      if (taken.size() >= kMostProposals) break;
      if (IsPartOfLonger(candidate, kind, named) || Overlaps(*candidate.run, taken)) continue;
      taken.push_back(candidate.run);
      out->push_back({static_cast<Proposal::From>(kind), words, candidate.counts->in[kind],
                      of_[kind], candidate.counts->elsewhere[kind], elsewhere_of_[kind],
                      candidate.odds.log_odds, candidate.odds.z, candidate.counts->examples[kind]});
    }
  }

  static bool IsPartOfLonger(const Candidate& candidate, size_t kind,
                             const std::vector<std::pair<std::string, Candidate>>& all) {
    return std::any_of(all.begin(), all.end(), [&](const auto& other) {
      return other.second.run->size() > candidate.run->size() &&
             static_cast<double>(other.second.counts->in[kind]) >=
                 kNearlySame * static_cast<double>(candidate.counts->in[kind]) &&
             Contains(*other.second.run, *candidate.run);
    });
  }

  static bool Overlaps(const insight::Run& run, const std::vector<const insight::Run*>& taken) {
    return std::any_of(taken.begin(), taken.end(), [&](const insight::Run* other) {
      return Contains(*other, run) || Contains(run, *other);
    });
  }

  const ruleset::Tables& tables_;
  const std::map<SampledKey, SampledValue>& sample_;
  const int64_t least_;
  engine::CommentReader reader_;
  std::unordered_map<std::string, uint32_t> numbers_;
  std::vector<std::string> words_;
  std::vector<int64_t> words_in_;  // comments, by word
  std::map<insight::Run, Counts> runs_;
  std::array<int64_t, kKinds> of_ = {}, elsewhere_of_ = {};
};

}  // namespace

std::vector<Proposal> ProposeThemes(const ruleset::Tables& tables,
                                    const std::map<SampledKey, SampledValue>& sample,
                                    int64_t min_comments) {
  return Proposer(tables, sample, min_comments).Run();
}

}  // namespace rapport::insight

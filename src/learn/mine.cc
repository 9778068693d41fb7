#include "learn/mine.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "base/strings.h"
#include "insight/odds.h"
#include "learn/mine_cues.h"
#include "learn/mine_sequences.h"
#include "pack/lexicon.h"
#include "phrase/phrase_set.h"
#include "ruleset/tables.h"

namespace rapport::learn {
namespace {

constexpr double kPriorShare = 0.2;
constexpr double kNearlySame = 0.8;    // of a sequence's records, for a longer one to stand for it
constexpr double kMorePrecise = 0.05;  // for a longer one to stand beside it
constexpr size_t kExamples = 3;
constexpr size_t kShown = 60;  // bytes of a message on either side of the words

struct Candidate {
  const MineSequence* sequence = nullptr;
  Proposal proposal;
  std::vector<MinePlace> places;  // the first in each record of `records`
  bool gone = false;

  double rank() const { return proposal.z * static_cast<double>(proposal.records); }
  int64_t all() const { return proposal.records + proposal.none + proposal.others; }
};

bool Contains(const std::vector<uint32_t>& longer, const std::vector<uint32_t>& shorter) {
  return longer.size() > shorter.size() &&
         std::search(longer.begin(), longer.end(), shorter.begin(), shorter.end()) != longer.end();
}

bool IsBoundary(std::string_view text, size_t at) {
  return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

MineExample ExampleAt(const MineRecord& record, const MineToken& first, const MineToken& last) {
  const std::string_view text = record.turns[first.turn];
  size_t begin = first.begin > kShown ? first.begin - kShown : 0;
  size_t end = std::min<size_t>(last.end + kShown, text.size());
  while (begin > 0 && begin < first.begin && text[begin - 1] != ' ') ++begin;
  while (end < text.size() && end > last.end && text[end] != ' ') --end;
  while (!IsBoundary(text, begin)) ++begin;
  MineExample example;
  example.id = record.id;
  StrAppend(&example.before, begin > 0 ? "… " : "", text.substr(begin, first.begin - begin));
  example.words = std::string(text.substr(first.begin, last.end - first.begin));
  StrAppend(&example.after, text.substr(last.end, end - last.end), end < text.size() ? " …" : "");
  return example;
}

// Whether phrases compile and find what they were made of.
class PhraseTester {
 public:
  PhraseTester(const MineCorpus& corpus, const pack::Pack& pack) : corpus_(corpus) {
    pack::BuildLexicon(pack.text, &lexicon_);
    tokenizer_ = std::make_unique<text::Tokenizer>(&lexicon_, &vocabulary_);
  }

  bool Finds(const Candidate& candidate) {
    phrase::PhraseSetBuilder builder(&lexicon_, PackLimits(), &vocabulary_);
    std::vector<phrase::PhraseIssue> issues;
    if (!builder.Add(0, candidate.proposal.phrase, &issues)) return false;
    const MinePlace& place = candidate.places.front();
    const MineRecord& record = corpus_.records()[place.record];
    const MineToken& first = record.tokens[place.token];
    const MineToken& last = record.tokens[place.token + candidate.sequence->words.size() - 1];
    const std::unique_ptr<const phrase::PhraseSet> set = builder.Build();
    tokenizer_->Tokenize(
        std::string_view(record.turns[first.turn]).substr(first.begin, last.end - first.begin),
        text::Format::kText, &text_);
    set->Match(text_, &scratch_, &hits_);
    return !hits_.empty();
  }

 private:
  const MineCorpus& corpus_;
  text::Lexicon lexicon_;
  text::Vocabulary vocabulary_;
  std::unique_ptr<const text::Tokenizer> tokenizer_;
  text::TokenizedText text_;
  phrase::MatchScratch scratch_;
  std::vector<phrase::Hit> hits_;
};

class Miner {
 public:
  Miner(const MineCorpus& corpus, const pack::Pack& pack, const MineOptions& options)
      : corpus_(corpus),
        options_(options),
        finder_(corpus.rules().tables(), pack),
        tester_(corpus, pack),
        none_(static_cast<uint32_t>(corpus.personas().size() - 1)) {
    const auto sources = static_cast<int32_t>(corpus.sources().size());
    min_sources_ = static_cast<size_t>(options.min_sources.value_or(std::min(sources, 2)));
  }

  MineReport Run() {
    MineReport report;
    report.records = static_cast<int64_t>(corpus_.records().size());
    report.unlabelled = corpus_.unlabelled();
    sequences_ = FindSequences(corpus_, options_.min_records);
    std::vector<Candidate> chosen;
    for (uint32_t p = 0; p < corpus_.personas().size(); ++p) {
      const auto& wanted = options_.personas;
      if (!wanted.empty() &&
          std::find(wanted.begin(), wanted.end(), corpus_.personas()[p]) == wanted.end()) {
        continue;
      }
      for (Candidate& candidate : ForPersona(p)) chosen.push_back(std::move(candidate));
    }
    report.candidates = static_cast<int64_t>(chosen.size());
    Sort(&chosen);
    if (chosen.size() > options_.top) chosen.resize(options_.top);
    for (Candidate& candidate : chosen) {
      Finish(&candidate);
      report.proposals.push_back(std::move(candidate.proposal));
    }
    return report;
  }

 private:
  static void Sort(std::vector<Candidate>* candidates) {
    std::sort(candidates->begin(), candidates->end(), [](const Candidate& a, const Candidate& b) {
      if (a.rank() != b.rank()) return a.rank() > b.rank();
      if (a.proposal.persona != b.proposal.persona) return a.proposal.persona < b.proposal.persona;
      return a.proposal.phrase < b.proposal.phrase;
    });
  }

  // By record and token: whether a cue that speaks for the persona fired there.
  std::vector<std::vector<bool>> Explained(uint32_t persona) const {
    std::set<uint32_t> cues;
    const ruleset::Tables& tables = corpus_.rules().tables();
    for (const ruleset::Weight& w : tables.personas[persona].evidence) {
      if (w.weight > 0 && w.evidence < tables.cues.size()) cues.insert(w.evidence);
    }
    std::vector<std::vector<bool>> out;
    for (const MineRecord& record : corpus_.records()) {
      std::vector<bool>& tokens = out.emplace_back(record.tokens.size());
      for (const MineHit& hit : record.hits) {
        if (cues.count(hit.cue) == 0) continue;
        for (size_t t = 0; t < tokens.size(); ++t) {
          const MineToken& token = record.tokens[t];
          if (token.turn == hit.turn && token.begin < hit.end && hit.begin < token.end) {
            tokens[t] = true;
          }
        }
      }
    }
    return out;
  }

  std::vector<Candidate> ForPersona(uint32_t persona) {
    const std::vector<std::vector<bool>> explained = Explained(persona);
    std::vector<Candidate> found;
    const auto most = options_.max_share * static_cast<double>(corpus_.records().size());
    for (const MineSequence& sequence : sequences_.all) {
      if (sequence.records > most) continue;
      if (std::all_of(sequence.words.begin(), sequence.words.end(),
                      [&](uint32_t w) { return corpus_.IsFunctionWord(corpus_.words()[w]); })) {
        continue;
      }
      Candidate candidate;
      candidate.sequence = &sequence;
      Count(persona, explained, &candidate);
      if (candidate.proposal.records < options_.min_records ||
          candidate.proposal.precision < options_.min_precision ||
          candidate.proposal.sources.size() < min_sources_) {
        continue;
      }
      Score(persona, &candidate);
      if (candidate.proposal.z < options_.min_z) continue;
      candidate.proposal.persona = corpus_.personas()[persona];
      candidate.proposal.phrase = PhraseOf(corpus_, sequence.words);
      found.push_back(std::move(candidate));
    }
    found.erase(std::remove_if(found.begin(), found.end(),
                               [this](const Candidate& c) { return !tester_.Finds(c); }),
                found.end());
    FoldShorter(&found);
    FoldLonger(&found);
    FoldNeighbours(&found);
    found.erase(
        std::remove_if(found.begin(), found.end(), [](const Candidate& c) { return c.gone; }),
        found.end());
    return found;
  }

  void Count(uint32_t persona, const std::vector<std::vector<bool>>& explained,
             Candidate* candidate) {
    Proposal& proposal = candidate->proposal;
    const std::vector<MinePlace>& places = candidate->sequence->places;
    const size_t length = candidate->sequence->words.size();
    std::set<std::string> sources;
    for (size_t i = 0; i < places.size();) {
      const uint32_t r = places[i].record;
      const MineRecord& record = corpus_.records()[r];
      const MinePlace* counts = nullptr;
      bool is_explained = false;
      for (; i < places.size() && places[i].record == r; ++i) {
        const auto first = record.tokens.begin() + places[i].token;
        const bool quoted = std::all_of(first, first + static_cast<std::ptrdiff_t>(length),
                                        [](const MineToken& t) { return t.quoted; });
        for (size_t t = 0; t < length; ++t) is_explained |= explained[r][places[i].token + t];
        if (counts == nullptr && !first->negated && !quoted) counts = &places[i];
      }
      if (is_explained) {
        proposal.explained += record.persona == persona ? 1 : 0;
      } else if (counts == nullptr) {
        continue;
      } else if (record.persona == persona) {
        ++proposal.records;
        candidate->places.push_back(*counts);
        sources.insert(corpus_.sources()[record.source]);
      } else {
        ++(record.persona == none_ ? proposal.none : proposal.others);
      }
    }
    proposal.sources.assign(sources.begin(), sources.end());
    proposal.precision = static_cast<double>(proposal.records) /
                         static_cast<double>(std::max<int64_t>(candidate->all(), 1));
  }

  void Score(uint32_t persona, Candidate* candidate) const {
    Proposal& proposal = candidate->proposal;
    const std::vector<int64_t>& totals = sequences_.totals[candidate->sequence->words.size() - 1];
    double all = 0;
    for (const int64_t total : totals) all += static_cast<double>(total);
    insight::OddsCounts counts;
    counts.in_class = static_cast<double>(proposal.records);
    counts.class_total = static_cast<double>(totals[persona]);
    counts.elsewhere = static_cast<double>(proposal.none + proposal.others);
    counts.elsewhere_total = all - counts.class_total;
    counts.prior_total = options_.prior.value_or(kPriorShare * all);
    counts.prior = static_cast<double>(candidate->sequence->records) * counts.prior_total / all;
    const insight::Odds odds = insight::LogOdds(counts);
    proposal.z = odds.z;
    proposal.log_odds = odds.log_odds;
  }

  // A longer sequence with nearly the same records stands for its parts.
  static void FoldShorter(std::vector<Candidate>* found) {
    std::sort(found->begin(), found->end(), [](const Candidate& a, const Candidate& b) {
      const size_t x = a.sequence->words.size(), y = b.sequence->words.size();
      return x != y ? x > y : a.proposal.phrase < b.proposal.phrase;
    });
    for (size_t s = 0; s < found->size(); ++s) {
      Candidate& shorter = (*found)[s];
      Candidate* into = nullptr;
      for (size_t l = 0; l < s; ++l) {
        Candidate& longer = (*found)[l];
        if (longer.gone || !Contains(longer.sequence->words, shorter.sequence->words)) continue;
        if (static_cast<double>(longer.proposal.records) <
            kNearlySame * static_cast<double>(shorter.proposal.records)) {
          continue;
        }
        if (into == nullptr || longer.rank() > into->rank()) into = &longer;
      }
      if (into != nullptr) Fold(&shorter, into);
    }
  }

  // Of two that share words in nearly all of the lesser one's records, the lesser one goes: "get a
  // move" beside "a move on".
  static void FoldNeighbours(std::vector<Candidate>* found) {
    Sort(found);
    for (size_t l = 0; l < found->size(); ++l) {
      Candidate& lesser = (*found)[l];
      for (size_t b = 0; b < l && !lesser.gone; ++b) {
        Candidate& better = (*found)[b];
        if (better.gone || Contains(lesser.sequence->words, better.sequence->words) ||
            Contains(better.sequence->words, lesser.sequence->words)) {
          continue;
        }
        if (static_cast<double>(Overlaps(better, lesser)) >=
            kNearlySame * static_cast<double>(lesser.places.size())) {
          Fold(&lesser, &better);
        }
      }
    }
  }

  // Records in which both share a token.
  static size_t Overlaps(const Candidate& a, const Candidate& b) {
    size_t count = 0;
    auto at = a.places.begin();
    for (const MinePlace& place : b.places) {
      while (at != a.places.end() && at->record < place.record) ++at;
      if (at == a.places.end()) break;
      count += at->record == place.record && at->token < place.token + b.sequence->words.size() &&
               place.token < at->token + a.sequence->words.size();
    }
    return count;
  }

  // A shorter one that ranks higher stands for what is no more precise.
  static void FoldLonger(std::vector<Candidate>* found) {
    Sort(found);
    for (size_t l = 0; l < found->size(); ++l) {
      Candidate& longer = (*found)[l];
      for (size_t s = 0; s < l && !longer.gone; ++s) {
        Candidate& shorter = (*found)[s];
        if (shorter.gone || !Contains(longer.sequence->words, shorter.sequence->words)) continue;
        if (longer.proposal.precision <= shorter.proposal.precision + kMorePrecise) {
          Fold(&longer, &shorter);
        }
      }
    }
  }

  static void Fold(Candidate* gone, Candidate* into) {
    gone->gone = true;
    auto& list = into->proposal.instead_of;
    list.push_back(gone->proposal.phrase);
    for (std::string& phrase : gone->proposal.instead_of) list.push_back(std::move(phrase));
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }

  void Finish(Candidate* candidate) {
    Proposal& proposal = candidate->proposal;
    std::vector<std::string> words;
    for (const uint32_t w : candidate->sequence->words) words.push_back(corpus_.words()[w].key);
    proposal.cue = finder_.Find(proposal.persona, words);
    if (proposal.cue.empty()) {
      proposal.is_new_cue = true;
      proposal.cue = finder_.NewId(words);
      // Half of what the counts say, as cues overlap; in tenths.
      const auto tenths = std::lround(proposal.log_odds * 5);
      proposal.weight = static_cast<Milli>(std::clamp<long>(tenths, 3, 15) * 100);
    }
    // Of different sources first.
    std::set<uint32_t> sources;
    std::vector<bool> taken(candidate->places.size());
    for (const bool any_source : {false, true}) {
      for (size_t i = 0; i < taken.size() && proposal.examples.size() < kExamples; ++i) {
        const MineRecord& record = corpus_.records()[candidate->places[i].record];
        if (taken[i] || !(sources.insert(record.source).second || any_source)) continue;
        taken[i] = true;
        const size_t first = candidate->places[i].token;
        proposal.examples.push_back(
            ExampleAt(record, record.tokens[first],
                      record.tokens[first + candidate->sequence->words.size() - 1]));
      }
    }
  }

  const MineCorpus& corpus_;
  const MineOptions& options_;
  const CueFinder finder_;
  PhraseTester tester_;
  const uint32_t none_;
  size_t min_sources_ = 1;
  MineSequences sequences_;
};

}  // namespace

MineReport Mine(const MineCorpus& corpus, const pack::Pack& pack, const MineOptions& options) {
  return Miner(corpus, pack, options).Run();
}

}  // namespace rapport::learn

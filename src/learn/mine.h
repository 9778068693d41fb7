#ifndef RAPPORT_LEARN_MINE_H_
#define RAPPORT_LEARN_MINE_H_

// Mining: sequences of words that tell a persona from the rest in labelled conversations and that
// the persona's cues do not catch yet, as proposals for a person to judge. Deterministic: the same
// pack, records and options give the same proposals.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/fixed_point.h"
#include "learn/mine_corpus.h"
#include "pack/model.h"

namespace rapport::learn {

struct MineOptions {
  // Pseudo-counts of the prior; nothing: a fifth of all sequences of the same length. With much
  // less, what nobody else says has a variance so large that it is never found.
  std::optional<double> prior;
  int32_t min_records = 5;  // of the persona that must hold a proposal
  // Sources that these must come from; nothing: two, if the records name as many.
  std::optional<int32_t> min_sources;
  double max_share = 0.05;            // of all records that may hold it
  double min_z = 1.96;                // z-score that it must reach
  double min_precision = 0.5;         // of the records that it would add
  std::vector<std::string> personas;  // to propose for; empty: all, `none` too
  size_t top = 40;
};

struct MineExample {
  std::string id;  // of the record
  std::string before, words, after;
};

struct Proposal {
  std::string persona;
  std::string phrase;  // of the phrase language
  double z = 0;
  double log_odds = 0;
  // Records in which it would count and which the persona's cues do not explain already.
  int64_t records = 0;    // with the persona
  int64_t none = 0;       // labelled `none`, when that is not the persona
  int64_t others = 0;     // with any other label
  int64_t explained = 0;  // records with the persona that are left out because a cue explains them
  double precision = 0;   // records / (records + none + others)
  std::vector<std::string> sources;  // of `records`, by name
  std::string cue;                   // the cue it fits best, or the id of a new one
  bool is_new_cue = false;
  Milli weight = 0;                     // to begin with, for a new cue
  std::vector<std::string> instead_of;  // sequences that it stands for
  std::vector<MineExample> examples;    // up to three
};

struct MineReport {
  int64_t records = 0;
  int64_t unlabelled = 0;
  int64_t candidates = 0;           // proposals before the least were left out
  std::vector<Proposal> proposals;  // by z times records
};

// `pack` is the one that the rules of the corpus were made of.
MineReport Mine(const MineCorpus& corpus, const pack::Pack& pack, const MineOptions& options);

}  // namespace rapport::learn

#endif  // RAPPORT_LEARN_MINE_H_

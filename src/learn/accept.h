#ifndef RAPPORT_LEARN_ACCEPT_H_
#define RAPPORT_LEARN_ACCEPT_H_

// Accepted proposals of mining as a part of a pack. New cues, with their weights, go to a file to
// be listed under the pack's `files:`. A pack declares a cue once, so phrases for cues that it has
// are lines for a person to add. Nothing of the customers' messages but the phrases is kept.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic_sink.h"
#include "base/fixed_point.h"
#include "base/source.h"
#include "pack/model.h"

namespace rapport::learn {

struct AcceptedProposal {
  pack::Text persona, phrase, cue;
  std::optional<Milli> weight;
};

// Reads what ProposalsFile() wrote and a person edited: those that say `accept: true`, or, when
// none does, all that do not say `accept: false`. What is wrong is in `sink`: the form, names that
// the pack does not have, phrases that do not compile, ids that a new cue cannot have.
std::vector<AcceptedProposal> ReadProposals(const Source& file, const pack::LoadedPack& pack,
                                            DiagnosticSink* sink);

struct AcceptedCue {
  std::string id;
  std::vector<std::string> phrases;
  std::map<std::string, Milli> weights;  // by persona; of a new cue
  std::string place;                     // of a cue of the pack: "cues.yaml:12"
};

struct Acceptance {
  std::vector<AcceptedCue> new_cues, known_cues;  // by id
  int64_t repeated = 0;                           // phrases that a cue of the pack has already
};

// `proposals` are without errors.
Acceptance Accept(const std::vector<AcceptedProposal>& proposals, const pack::LoadedPack& pack);

// The new cues as a part of a pack.
std::string CuesFile(const Acceptance& acceptance);

}  // namespace rapport::learn

#endif  // RAPPORT_LEARN_ACCEPT_H_

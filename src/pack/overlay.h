#ifndef RAPPORT_PACK_OVERLAY_H_
#define RAPPORT_PACK_OVERLAY_H_

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic_sink.h"
#include "pack/draft.h"

namespace rapport::pack {

// A file of learned weights, checked by CheckStructure.
struct Overlay {
  Node file;
  std::optional<WordTable> words;  // of the table that it names
  // "core-en@1.0.0#1f2e...": where it stands, and its parts.
  Node base;
  std::string pack_id, version, hash;
};

Overlay ReadOverlay(Node file);

// Whether one of `hashes` (64 digits each) is the one that the overlay names; else reports it.
bool MatchesBase(const Overlay& overlay, const std::string& version,
                 const std::vector<std::string>& hashes, DiagnosticSink* sink);

// Sets weights of `draft`: `weights` is a map with `personas` and `scales`, or nothing. These must
// be there, evidence may be new; weights that are pinned may not change.
void ApplyWeights(const Node& weights, Draft* draft, DiagnosticSink* sink);

// Sets the weights and the scoring of `draft`; the overlay's word table, if it has one, takes the
// place of the draft's.
void ApplyOverlay(const Overlay& overlay, Draft* draft, DiagnosticSink* sink);

}  // namespace rapport::pack

#endif  // RAPPORT_PACK_OVERLAY_H_

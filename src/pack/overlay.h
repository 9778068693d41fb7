#ifndef RAPPORT_PACK_OVERLAY_H_
#define RAPPORT_PACK_OVERLAY_H_

#include <string>
#include <vector>

#include "base/diagnostic_sink.h"
#include "pack/draft.h"

namespace rapport::pack {

// A file of learned weights, checked by CheckStructure.
struct Overlay {
  Node file;
  // "core-en@1.0.0#1f2e...": where it stands, and its parts.
  Node base;
  std::string pack_id, version, hash;
};

Overlay ReadOverlay(Node file);

// Whether one of `hashes` (64 digits each) is the one that the overlay names; else reports it.
bool MatchesBase(const Overlay& overlay, const std::string& version,
                 const std::vector<std::string>& hashes, DiagnosticSink* sink);

// Sets the weights of `draft`. Personas and scales must be there, evidence may be new; weights that
// are pinned may not change.
void ApplyOverlay(const Overlay& overlay, Draft* draft, DiagnosticSink* sink);

}  // namespace rapport::pack

#endif  // RAPPORT_PACK_OVERLAY_H_

#ifndef RAPPORT_PACK_DRAFT_H_
#define RAPPORT_PACK_DRAFT_H_

// A pack between YAML and model: its parts gathered from all files, still as trees, so that a
// child's changes can be laid over its parents' key by key. Only the merged draft is read into a
// model (read.h); every node keeps the place it came from, whichever file that was.

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic_sink.h"
#include "pack/model.h"
#include "pack/node.h"

namespace rapport::pack {

// The sections of named items.
enum class Section : size_t {
  kFacts,
  kLists,
  kCues,
  kConditions,
  kPersonas,
  kScales,
  kActions,
  kLimits,
  kRoutes,
  kReasons,
  kFlags,
  kPolicies,
  kChecks,
  kProtocols,
  kContactKinds,
  kNeeds,
  kPromises,
  kLessons,
  kThemes,
  kMeasures,
};
inline constexpr size_t kSectionCount = 20;

struct SectionName {
  std::string_view key;   // "cues"
  std::string_view noun;  // "cue"
};
const SectionName& NameOf(Section section);

struct DraftItem {
  Node id;            // a scalar; its span is where the item is declared
  Node body;          // a map, or kBad when it cannot be read
  std::string owner;  // id of the pack that declared it
};

struct Draft {
  std::string pack_id;
  // By id, so that the order of a map in a file changes nothing.
  std::array<std::map<std::string, DraftItem>, kSectionCount> sections;
  // The sections that are lists, as they are declared.
  std::vector<std::string> policy_order, contact_order;
  Node text;      // a map
  Node scoring;   // a map
  Node standard;  // a map
  Node weights;   // a map: learned, to lay over personas and scales
  WordTable words;
  std::vector<Node> tests;
  // Items that were taken away, and by which pack.
  std::array<std::map<std::string, std::string>, kSectionCount> removed;

  std::map<std::string, DraftItem>& operator[](Section s) {
    return sections[static_cast<size_t>(s)];
  }
  const std::map<std::string, DraftItem>& operator[](Section s) const {
    return sections[static_cast<size_t>(s)];
  }
  // The order of a section that is a list; null for a map.
  std::vector<std::string>* OrderOf(Section s) {
    return s == Section::kPolicies       ? &policy_order
           : s == Section::kContactKinds ? &contact_order
                                         : nullptr;
  }
};

// Moves what one file of a pack (checked by CheckStructure) declares into the draft. What two files
// of one pack declare twice is an error.
void Gather(Node file, Draft* draft, DiagnosticSink* sink);

// Lays `child` over `base`: new items are added, items with `override` change those of their id.
// Tests are not inherited: those of `base` stay, those of `child` are dropped.
void Merge(Draft child, Draft* base, DiagnosticSink* sink);

// `source`, by file and line, for messages that point at a second place: "core.yaml:12".
std::string PlaceOf(const SourceSpan& span);

}  // namespace rapport::pack

#endif  // RAPPORT_PACK_DRAFT_H_

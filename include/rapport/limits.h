#ifndef RAPPORT_LIMITS_H_
#define RAPPORT_LIMITS_H_

// How much a pack or a conversation may ask for. Packs and texts come from tenants and customers,
// so every size has a bound that is checked first. Beyond a limit is a clear error or, where
// stated, a flagged truncation; never a crash.

#include <cstddef>
#include <cstdint>

namespace rapport {

// Limits on what a rule set is built from. Exceeding one is a diagnostic with code "limit".
struct PackLimits {
  size_t file_bytes = 256 * 1024;        // one YAML file
  size_t table_bytes = 8 * 1024 * 1024;  // one word table (TSV)
  uint32_t yaml_events = 20'000;         // one YAML file
  uint32_t yaml_depth = 32;              // nesting of lists and maps
  size_t scalar_bytes = 16 * 1024;       // one YAML scalar
  uint32_t files_per_pack = 64;
  uint32_t phrases = 10'000;      // all cues together, and all themes together with their cues
  uint32_t phrase_words = 4'096;  // words and steps that one phrase expands to
  uint32_t themes = 100;
  size_t expression_bytes = 4 * 1024;  // one condition; never more than 65,535
  uint32_t expression_depth = 64;      // nesting of one condition
  size_t compiled_bytes = 64 * 1024 * 1024;
};

// Limits on one conversation.
struct ConversationLimits {
  size_t turn_bytes = 64 * 1024;  // longer text is cut at a character and the turn flagged
  uint32_t turns = 2'000;         // a further turn is refused; the conversation is unchanged
};

}  // namespace rapport

#endif  // RAPPORT_LIMITS_H_

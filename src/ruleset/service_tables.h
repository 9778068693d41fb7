#ifndef RAPPORT_RULESET_SERVICE_TABLES_H_
#define RAPPORT_RULESET_SERVICE_TABLES_H_

// The compiled form of what the customer needs and agents promise: kinds of contact, needs,
// promises, and the words by which questions and times are read. A part of Tables.

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/array.h"
#include "expr/program.h"
#include "rapport/time.h"

namespace rapport::ruleset {

struct ContactKindEntry {
  std::string_view id, label, help;
  std::unique_ptr<expr::Program> when;
  Array<uint32_t> playbook;  // actions
};

struct NeedEntry {
  std::string_view id, label, help;
  Array<uint32_t> cues;                 // none: `when` alone tells
  std::unique_ptr<expr::Program> when;  // null: the cues alone tell
  Array<uint32_t> playbook;
};

struct PromiseEntry {
  std::string_view id, label, help;
  Array<uint32_t> cues, kept_by;
  std::optional<Duration> due;
  bool from_text = false;
};

// What some words are worth, by their number in the vocabulary.
struct WordValues {
  Array<uint32_t> words;  // rising
  Array<int64_t> values;

  // -1 when it has none; no value is negative.
  int64_t Find(uint32_t word) const {
    const uint32_t* const at = std::lower_bound(words.begin(), words.end(), word);
    return at != words.end() && *at == word ? values[static_cast<size_t>(at - words.begin())] : -1;
  }
};

enum WordRole : uint8_t { kFillerWord = 1, kWorkingWord = 2 };

struct ServiceText {
  Array<uint8_t> roles;  // by word: bits of WordRole; what is beyond its end has none
  std::vector<std::string_view> endings;  // longest first
  WordValues numbers;                     // thousandths
  WordValues durations;                   // microseconds

  bool Has(uint32_t word, WordRole role) const {
    return word < roles.size() && (roles[word] & role) != 0;
  }
};

// What a cue's hit does, for the one look that every hit gets.
enum CueRole : uint8_t { kMakesPromise = 1, kKeepsPromise = 2 };

constexpr uint32_t kNoProgram = UINT32_MAX;

struct ServiceTables {
  std::vector<ContactKindEntry> contact_kinds;  // in their order
  std::vector<NeedEntry> needs;
  std::vector<PromiseEntry> promises;
  ServiceText text;

  // Derived from these when all is read; not kept.
  Array<uint8_t> cue_roles;                    // by cue: bits of CueRole
  Array<uint32_t> cue_need_begins, cue_needs;  // the needs that each cue voices
  Array<uint32_t> when_needs;     // those with a `when`, in the order of their programs
  Array<uint32_t> need_programs;  // by need: its place among these, or kNoProgram
};

}  // namespace rapport::ruleset

#endif  // RAPPORT_RULESET_SERVICE_TABLES_H_

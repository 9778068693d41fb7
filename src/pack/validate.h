#ifndef RAPPORT_PACK_VALIDATE_H_
#define RAPPORT_PACK_VALIDATE_H_

// What concerns several items of a merged pack. Each check is independent of the others and reports
// everything it finds; none follows up an error that another has reported.

#include <set>
#include <string>
#include <vector>

#include "base/diagnostic_sink.h"
#include "pack/draft.h"
#include "pack/model.h"
#include "rapport/limits.h"

namespace rapport::pack {

struct Validation {
  const Draft& draft;
  const PackLimits& limits;
  DiagnosticSink* sink;
};

// Facts, signals, cues, conditions and scales share one name space; some names are taken.
void ValidateNameSpace(const Validation& v, const Pack& pack);

// Every id that an item names is declared.
void ValidateReferences(const Validation& v, const Pack& pack);

// The same of protocols, and that their cues are looked for on the right side.
void ValidateProtocols(const Validation& v, const Pack& pack);

// Kinds of contact, needs and promises: what they name, and the words of `text:` that they go by.
void ValidateService(const Validation& v, const Pack& pack);

// Every channel, persona and check that a lesson names.
void ValidateLessons(const Validation& v, const Pack& pack);

// Every check that the standard names.
void ValidateStandard(const Validation& v, const Pack& pack);

// What themes and measures name, and how many themes there are.
void ValidateThemes(const Validation& v, const Pack& pack);

// The placeholders of lines to say.
void ValidateLines(const Validation& v, const Pack& pack);

// `text:`: lists of single words, and the words of the language guard.
void ValidateText(const Validation& v, const Pack& pack);

// Puts each list after those that it names; cycles are errors. Returns the lists in a cycle.
std::set<std::string> OrderLists(const Validation& v, Pack* pack);

// Phrases of lists, cues and negators.
void ValidatePhrases(const Validation& v, const Pack& pack, const std::set<std::string>& in_cycle);

// The columns of word tables are personas and scales.
void ValidateColumns(const Validation& v, const Pack& pack);

// Terms of one pack's tables that no text can hold, with the words of that pack and its parents: a
// child's spellings may take a word away from its parent's table, which is no error of either.
void ValidateTerms(const WordTable& words, const TextSettings& text, DiagnosticSink* sink);

// Conditions, policies, limits and `available_when`: names, types, cycles.
void ValidateExpressions(const Validation& v, const Pack& pack);

// Warns of items, declared by one of `packs`, that nothing uses.
void WarnUnused(const Validation& v, const Pack& pack, const std::set<std::string>& packs);

// Reads the tests and checks every name and value in them.
std::vector<Test> ReadTests(const Validation& v, const Pack& pack, const std::vector<Node>& tests);

}  // namespace rapport::pack

#endif  // RAPPORT_PACK_VALIDATE_H_

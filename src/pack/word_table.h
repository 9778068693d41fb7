#ifndef RAPPORT_PACK_WORD_TABLE_H_
#define RAPPORT_PACK_WORD_TABLE_H_

// Word tables: tab-separated files of a pack, one term a line, with a weight for each persona and
// scale that its header names. An empty cell is 0, and empty cells at the end of a line may be left
// out; lines that begin with '#' are for people.
//
//     term      bargain_hunter  impatient  none  hostility
//     cheaper   6.1                        -2
//     no reply                  3.5
//
// What terms are: phrase/terms.h.

#include <cstddef>
#include <string_view>

#include "base/diagnostic_sink.h"
#include "pack/model.h"
#include "rapport/limits.h"

namespace rapport::pack {

// Whether a file of this name is a word table and not YAML.
bool IsWordTable(std::string_view file_name);

inline constexpr size_t kMostColumns = 1000;   // of a table
inline constexpr size_t kMostTerms = 250'000;  // of all tables that are loaded together

// Reads the file, reporting everything that is wrong with it by itself; at most `most_terms` rows.
// Cells keep their zeros, which take a parent's cell away.
WordTable ReadWordTable(const Source& source, const PackLimits& limits, size_t most_terms,
                        DiagnosticSink* sink);

// Adds the cells of `more`. Where both have a cell it is an error, or, with `replace`, that of
// `more` counts, and no cell that is 0 stays.
void AddWords(const WordTable& more, bool replace, WordTable* words, DiagnosticSink* sink);

// Takes away the column of a persona or scale that is no more.
void RemoveColumn(std::string_view id, WordTable* words);

}  // namespace rapport::pack

#endif  // RAPPORT_PACK_WORD_TABLE_H_

#ifndef RAPPORT_ENGINE_LINE_WRITER_H_
#define RAPPORT_ENGINE_LINE_WRITER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "engine/fact_store.h"
#include "ruleset/tables.h"

namespace rapport::engine {

// Appends a line to say with its placeholders filled from facts and from the limits in force.
// False, with `out` as it was, when a value is not known and the line has no fallback for it.
bool WriteLine(const ruleset::Line& line, const FactStore& facts,
               const std::vector<uint8_t>& limit_set, const std::vector<int64_t>& limit_values,
               std::string* out);

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_LINE_WRITER_H_

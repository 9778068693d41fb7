#ifndef RAPPORT_PACK_JSON_SCHEMA_H_
#define RAPPORT_PACK_JSON_SCHEMA_H_

#include <string>

namespace rapport::pack {

// The tables of format.cc as a JSON Schema (draft 07) for editors: completion, help texts and the
// errors that a schema can see. Deterministic; committed as rules/pack.schema.json.
std::string PackJsonSchema();

}  // namespace rapport::pack

#endif  // RAPPORT_PACK_JSON_SCHEMA_H_

#ifndef RAPPORT_RECORD_PROTOCOL_JSON_H_
#define RAPPORT_RECORD_PROTOCOL_JSON_H_

#include "rapport/decision.h"
#include "record/json_writer.h"

namespace rapport::record {

// The key `protocols` of a decision, behind a comma; nothing while none has started.
void WriteProtocols(const Decision& decision, JsonWriter* out);

}  // namespace rapport::record

#endif  // RAPPORT_RECORD_PROTOCOL_JSON_H_

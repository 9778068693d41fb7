#ifndef RAPPORT_RECORD_FACTS_H_
#define RAPPORT_RECORD_FACTS_H_

#include <string>
#include <string_view>
#include <vector>

#include "rapport/conversation.h"
#include "record/json_document.h"
#include "record/record_reader.h"

namespace rapport::record {

// Sets every member of the object `facts`, read by its declared type: durations and timestamps from
// strings, an int also from a number such as 3.0, null as "not known". `seen` is scratch.
Status SetFacts(const JsonValue& facts, UnknownFacts unknown, Conversation* conversation,
                std::vector<std::string>* warnings, std::vector<bool>* seen);

// Sets one fact from its text, as the command line gives it: "3", "gold", "2h", "true", "a,b".
Status SetFactFromText(std::string_view id, std::string_view text, Conversation* conversation);

}  // namespace rapport::record

#endif  // RAPPORT_RECORD_FACTS_H_

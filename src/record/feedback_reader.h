#ifndef RAPPORT_RECORD_FEEDBACK_READER_H_
#define RAPPORT_RECORD_FEEDBACK_READER_H_

#include "record/feedback.h"
#include "record/field_reader.h"
#include "record/json_document.h"

namespace rapport::record {

bool ReadOverrides(FieldReader& in, const JsonValue& value, const Path& path, RecordOverrides* out);
bool ReadEvent(FieldReader& in, const JsonValue& value, const Path& path, Event* event);

// Sets the overrides. kNotFound or kInvalidArgument, naming the field: "overrides.persona: ...".
Status SetOverrides(const RecordOverrides& overrides, Conversation* conversation);

}  // namespace rapport::record

#endif  // RAPPORT_RECORD_FEEDBACK_READER_H_

#ifndef RAPPORT_RECORD_LABELLED_RECORD_H_
#define RAPPORT_RECORD_LABELLED_RECORD_H_

#include "record/json_document.h"
#include "record/json_writer.h"
#include "record/record_reader.h"

namespace rapport::record {

// RecordReader::WriteLabelled() of a record's JSON, which is an object.
void WriteLabelledRecord(const JsonValue& record, const NewLabel& label, JsonWriter* out);

}  // namespace rapport::record

#endif  // RAPPORT_RECORD_LABELLED_RECORD_H_

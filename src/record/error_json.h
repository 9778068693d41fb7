#ifndef RAPPORT_RECORD_ERROR_JSON_H_
#define RAPPORT_RECORD_ERROR_JSON_H_

#include <string_view>

#include "rapport/status.h"
#include "record/json_writer.h"

namespace rapport::record {

// Appends the answer to a record that was refused:
//
//     {"id":"c1","error":{"status":"invalid_argument","message":"turns[2].at: ..."}}
//
// `id` is null unless `has_id`. `status` is not ok. docs/records.md explains every key.
void WriteError(std::string_view id, bool has_id, const Status& status, JsonWriter* out);

}  // namespace rapport::record

#endif  // RAPPORT_RECORD_ERROR_JSON_H_

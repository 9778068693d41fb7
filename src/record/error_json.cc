#include "record/error_json.h"

namespace rapport::record {

void WriteError(std::string_view id, bool has_id, const Status& status, JsonWriter* out) {
  out->StartObject();
  out->Key("id");
  if (has_id) {
    out->String(id);
  } else {
    out->Null();
  }
  out->Key("error");
  out->StartObject();
  out->Key("status");
  out->String(StatusCodeName(status.code()));
  out->Key("message");
  out->String(status.message());
  out->EndObject();
  out->EndObject();
}

}  // namespace rapport::record

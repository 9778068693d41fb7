#include "record/labelled_record.h"

namespace rapport::record {
namespace {

// As deep as the document, whose reader bounds that.
void Copy(const JsonValue& value, JsonWriter* out) {
  switch (value.GetType()) {
    case rapidjson::kNullType:
      return out->Null();
    case rapidjson::kFalseType:
    case rapidjson::kTrueType:
      return out->Bool(value.GetBool());
    case rapidjson::kStringType:
      return out->String(JsonText(value));
    case rapidjson::kNumberType:
      if (value.IsInt64()) return out->Int(value.GetInt64());
      if (value.IsUint64()) return out->Uint(value.GetUint64());
      return out->Double(value.GetDouble());
    case rapidjson::kArrayType:
      out->StartArray();
      for (const JsonValue& item : value.GetArray()) Copy(item, out);
      return out->EndArray();
    case rapidjson::kObjectType:
      out->StartObject();
      for (const auto& member : value.GetObject()) {
        out->Key(JsonText(member.name));
        Copy(member.value, out);
      }
      return out->EndObject();
  }
}

bool Has(const JsonValue* object, const char* key) {
  if (object == nullptr) return false;
  const auto member = object->FindMember(key);
  return member != object->MemberEnd() && !member->value.IsNull();
}

void CopyLabel(const JsonValue* old, const NewLabel& label, JsonWriter* out) {
  const bool adds_persona = !label.persona.empty() && !Has(old, "persona");
  const bool adds_escalate = label.escalate && !Has(old, "escalate");
  out->StartObject();
  if (old != nullptr) {
    for (const auto& member : old->GetObject()) {
      const std::string_view key = JsonText(member.name);
      if ((adds_persona && key == "persona") || (adds_escalate && key == "escalate")) continue;
      out->Key(key);
      Copy(member.value, out);
    }
  }
  if (adds_persona) {
    out->Key("persona");
    out->String(label.persona);
  }
  if (adds_escalate) {
    out->Key("escalate");
    out->Bool(*label.escalate);
  }
  out->EndObject();
}

}  // namespace

void WriteLabelledRecord(const JsonValue& record, const NewLabel& label, JsonWriter* out) {
  const JsonValue* old = nullptr;
  out->StartObject();
  for (const auto& member : record.GetObject()) {
    const std::string_view key = JsonText(member.name);
    if (key == "source") continue;
    if (key == "label") {
      if (member.value.IsObject()) old = &member.value;
      continue;
    }
    out->Key(key);
    Copy(member.value, out);
  }
  out->Key("source");
  out->String(label.source);
  out->Key("label");
  CopyLabel(old, label, out);
  out->EndObject();
}

}  // namespace rapport::record

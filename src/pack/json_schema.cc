#include "pack/json_schema.h"

#include <cstdint>
#include <set>
#include <vector>

#include "base/fixed_point.h"
#include "base/strings.h"
#include "pack/format.h"
#include "pack/shape.h"

namespace rapport::pack {
namespace {

// Just enough JSON to write: objects and lists with two spaces of indentation, short lists of
// scalars on one line.
class JsonWriter {
 public:
  void Open(char bracket) {
    Separate();
    out_ += bracket;
    ++depth_;
    first_ = true;
  }
  void Close(char bracket) {
    --depth_;
    if (!first_) NewLine();
    out_ += bracket;
    first_ = false;
  }
  void Key(std::string_view key) {
    Separate();
    StrAppend(&out_, Quoted(key), ": ");
    after_key_ = true;
  }
  void Value(std::string_view json) {
    Separate();
    out_ += json;
  }
  void Text(std::string_view key, std::string_view text) {
    Key(key);
    Value(Quoted(text));
  }
  void Texts(std::string_view key, const std::vector<std::string_view>& texts) {
    std::string list;
    for (std::string_view text : texts) StrAppend(&list, list.empty() ? "" : ", ", Quoted(text));
    Key(key);
    Value(StrCat("[", list, "]"));
  }
  std::string Take() { return std::move(out_) + "\n"; }

 private:
  static std::string Quoted(std::string_view text) {
    std::string out = "\"";
    for (char c : text) {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
    return out + "\"";
  }
  void NewLine() {
    out_ += '\n';
    out_.append(static_cast<size_t>(depth_) * 2, ' ');
  }
  void Separate() {
    if (after_key_) {
      after_key_ = false;
      return;
    }
    if (depth_ == 0) return;
    if (!first_) out_ += ',';
    NewLine();
    first_ = false;
  }

  std::string out_;
  int depth_ = 0;
  bool first_ = true;
  bool after_key_ = false;
};

const std::vector<std::string_view> kScalars = {"string", "number", "boolean"};

class SchemaWriter {
 public:
  std::string Run() {
    json_.Open('{');
    json_.Text("$schema", "http://json-schema.org/draft-07/schema#");
    json_.Text("title", "Rapport pack");
    json_.Text(
        "description",
        "A pack of customer-interaction rules; docs/pack-reference.md explains it. Written by "
        "Rapport from its own tables, not by hand.");
    json_.Text("type", "object");
    json_.Key("if");
    json_.Open('{');
    json_.Texts("required", {"overlay"});
    json_.Close('}');
    json_.Key("then");
    Reference(OverlayShape());
    json_.Key("else");
    Reference(FileShape());
    json_.Key("definitions");
    json_.Open('{');
    while (!waiting_.empty()) {
      const Shape* shape = waiting_.front();
      waiting_.erase(waiting_.begin());
      json_.Key(shape->id);
      json_.Open('{');
      Body(*shape);
      json_.Close('}');
    }
    json_.Close('}');
    json_.Close('}');
    return json_.Take();
  }

 private:
  // As a schema of its own, or as a reference to it.
  void Write(const Shape& shape) {
    if (!shape.id.empty()) {
      Reference(shape);
      return;
    }
    json_.Open('{');
    Body(shape);
    json_.Close('}');
  }

  void Reference(const Shape& shape) {
    if (known_.insert(shape.id).second) waiting_.push_back(&shape);
    json_.Open('{');
    json_.Text("$ref", StrCat("#/definitions/", shape.id));
    json_.Close('}');
  }

  void Number(std::string_view type, const Shape& shape) {
    const bool milli = shape.kind == ShapeKind::kMilli;
    json_.Text("type", type);
    if (shape.min != INT64_MIN) {
      json_.Key("minimum");
      json_.Value(milli ? FormatMilli(shape.min) : StrCat(shape.min));
    }
    if (shape.max != INT64_MAX) {
      json_.Key("maximum");
      json_.Value(milli ? FormatMilli(shape.max) : StrCat(shape.max));
    }
  }

  void Pattern(std::string_view pattern) {
    json_.Text("type", "string");
    json_.Text("pattern", pattern);
  }

  void Body(const Shape& shape) {
    switch (shape.kind) {
      case ShapeKind::kText:
        json_.Texts("type", kScalars);
        if (!shape.may_be_empty) {
          json_.Key("minLength");
          json_.Value("1");
        }
        return;
      case ShapeKind::kName:
        return Pattern(shape.form->pattern);
      case ShapeKind::kBool:
        return json_.Text("type", "boolean");
      case ShapeKind::kInt:
        return Number("integer", shape);
      case ShapeKind::kMilli:
        return Number("number", shape);
      case ShapeKind::kDuration:
        return Pattern("^-?([0-9]+([.][0-9]+)?(w|d|h|m|s|ms|us))+$");
      case ShapeKind::kTime:
        return Pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}");
      case ShapeKind::kEnum:
        return json_.Texts("enum", shape.values);
      case ShapeKind::kValue:
        json_.Texts("type", {"string", "number", "boolean", "array"});
        json_.Key("items");
        json_.Open('{');
        json_.Texts("type", kScalars);
        return json_.Close('}');
      case ShapeKind::kList:
        return List(shape);
      case ShapeKind::kMap:
        return Map(shape);
      case ShapeKind::kObject:
        return Object(shape);
      case ShapeKind::kShort:
        json_.Key("anyOf");
        json_.Open('[');
        Write(*shape.short_form);
        Write(*shape.element);
        return json_.Close(']');
    }
  }

  void List(const Shape& shape) {
    json_.Text("type", "array");
    json_.Key("items");
    Write(*shape.element);
    if (!shape.may_be_empty) {
      json_.Key("minItems");
      json_.Value("1");
    }
  }

  void Map(const Shape& shape) {
    json_.Text("type", "object");
    if (shape.form != nullptr) {
      json_.Key("propertyNames");
      json_.Open('{');
      json_.Text("pattern", shape.form->pattern);
      json_.Close('}');
    }
    if (shape.special != nullptr) {
      json_.Key("properties");
      json_.Open('{');
      json_.Key(shape.special_name);
      Write(*shape.special);
      json_.Close('}');
    }
    json_.Key("additionalProperties");
    Write(*shape.element);
  }

  void Object(const Shape& shape) {
    json_.Text("type", "object");
    json_.Key("properties");
    json_.Open('{');
    std::vector<std::string_view> required, always;
    for (const struct Key& key : shape.keys) {
      if (key.required) (key.name == "id" || !shape.item ? always : required).push_back(key.name);
      json_.Key(key.name);
      json_.Open('{');
      json_.Text("description", key.help);
      // Beside a `$ref` nothing else counts.
      if (key.shape->id.empty()) {
        Body(*key.shape);
      } else {
        json_.Key("allOf");
        json_.Open('[');
        Reference(*key.shape);
        json_.Close(']');
      }
      json_.Close('}');
    }
    json_.Close('}');
    json_.Key("additionalProperties");
    json_.Value("false");
    if (!always.empty()) json_.Texts("required", always);
    if (shape.item) Override(required);
    if (!shape.exactly_one.empty()) {
      json_.Key("oneOf");
      json_.Open('[');
      for (std::string_view name : shape.exactly_one) Required({name});
      json_.Close(']');
    }
    if (!shape.together.empty()) {
      json_.Key("dependencies");
      json_.Open('{');
      for (const auto& [name, needs] : shape.together) json_.Texts(name, {needs});
      json_.Close('}');
    }
  }

  void Required(const std::vector<std::string_view>& names) {
    json_.Open('{');
    json_.Texts("required", names);
    json_.Close('}');
  }

  // What a child merges may lack keys; what it removes has none.
  void Override(const std::vector<std::string_view>& required) {
    json_.Key("allOf");
    json_.Open('[');
    if (!required.empty()) {
      json_.Open('{');
      WhenOverride({"merge", "remove"});
      json_.Key("else");
      Required(required);
      json_.Close('}');
    }
    json_.Open('{');
    WhenOverride({"remove"});
    json_.Key("then");
    json_.Open('{');
    json_.Key("propertyNames");
    json_.Open('{');
    json_.Texts("enum", {"id", "help", "override"});
    json_.Close('}');
    json_.Close('}');
    json_.Close('}');
    json_.Close(']');
  }

  void WhenOverride(const std::vector<std::string_view>& modes) {
    json_.Key("if");
    json_.Open('{');
    json_.Key("properties");
    json_.Open('{');
    json_.Key("override");
    json_.Open('{');
    json_.Texts("enum", modes);
    json_.Close('}');
    json_.Close('}');
    json_.Texts("required", {"override"});
    json_.Close('}');
  }

  JsonWriter json_;
  std::set<std::string_view> known_;
  std::vector<const Shape*> waiting_;
};

}  // namespace

std::string PackJsonSchema() { return SchemaWriter().Run(); }

}  // namespace rapport::pack

#include "conformance.h"

#include <rapidjson/document.h>

#include <cmath>
#include <deque>
#include <fstream>
#include <limits>
#include <memory>
#include <optional>

#include "base/strings.h"
#include "expr/program.h"

namespace rapport::expr {
namespace {

// Values of a case, with the memory they point into.
class Pool {
 public:
  // Empty when `json` holds something that the profile has no value for; `outside` then names it.
  std::optional<Value> Read(const rapidjson::Value& json, std::string* outside) {
    if (!json.IsObject() || json.MemberCount() != 1) return Fail("a malformed value", outside);
    const std::string kind = json.MemberBegin()->name.GetString();
    const rapidjson::Value& v = json.MemberBegin()->value;
    if (kind == "null") return Value::Null();
    if (kind == "bool" && v.IsBool()) return Value::Bool(v.GetBool());
    if (kind == "int" && v.IsInt64()) return Value::Int(v.GetInt64());
    if (kind == "double") return Value::Double(Double(v));
    if (kind == "string" && v.IsString()) {
      strings_.emplace_back(v.GetString(), v.GetStringLength());
      return Value::String(strings_.back());
    }
    if (kind == "list" && v.IsArray()) return List(v, outside);
    if (kind == "map" && v.IsArray()) return Map(v, outside);
    if (kind == "uint") return Fail("unsigned integers", outside);
    if (kind == "bytes") return Fail("byte strings", outside);
    return Fail(StrCat("values of kind ", kind), outside);
  }

 private:
  static std::optional<Value> Fail(const std::string& what, std::string* outside) {
    *outside = what;
    return std::nullopt;
  }

  static double Double(const rapidjson::Value& v) {
    if (v.IsNumber()) return v.GetDouble();
    const std::string text = v.IsString() ? v.GetString() : "";
    const double infinity = std::numeric_limits<double>::infinity();
    if (text == "inf" || text == "+inf" || text == "Infinity") return infinity;
    if (text == "-inf" || text == "-Infinity") return -infinity;
    return std::numeric_limits<double>::quiet_NaN();
  }

  std::optional<Value> List(const rapidjson::Value& json, std::string* outside) {
    lists_.push_back(std::make_unique<std::vector<Value>>());
    std::vector<Value>& items = *lists_.back();
    for (const auto& item : json.GetArray()) {
      const auto value = Read(item, outside);
      if (!value) return std::nullopt;
      items.push_back(*value);
    }
    return Value::List(items.data(), static_cast<uint32_t>(items.size()));
  }

  std::optional<Value> Map(const rapidjson::Value& json, std::string* outside) {
    maps_.push_back(std::make_unique<std::vector<MapEntry>>());
    std::vector<MapEntry>& entries = *maps_.back();
    for (const auto& pair : json.GetArray()) {
      if (!pair.IsArray() || pair.Size() != 2) return Fail("a malformed map", outside);
      const auto key = Read(pair[0], outside);
      const auto value = key ? Read(pair[1], outside) : std::nullopt;
      if (!value) return std::nullopt;
      entries.push_back({*key, *value});
    }
    return Value::Map(entries.data(), static_cast<uint32_t>(entries.size()));
  }

  std::deque<std::string> strings_;
  std::vector<std::unique_ptr<std::vector<Value>>> lists_;
  std::vector<std::unique_ptr<std::vector<MapEntry>>> maps_;
};

// The same kind and value: unlike ==, 1 is not 1.0, and NaN is itself.
bool Same(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case ValueKind::kNull:
      return true;
    case ValueKind::kBool:
      return a.as_bool() == b.as_bool();
    case ValueKind::kInt:
      return a.as_int() == b.as_int();
    case ValueKind::kDouble:
      return a.as_double() == b.as_double() ||
             (std::isnan(a.as_double()) && std::isnan(b.as_double()));
    case ValueKind::kString:
      return a.as_string() == b.as_string();
    case ValueKind::kList: {
      const ListView x = a.as_list(), y = b.as_list();
      if (x.size != y.size) return false;
      for (uint32_t i = 0; i < x.size; ++i) {
        if (!Same(x.items[i], y.items[i])) return false;
      }
      return true;
    }
    case ValueKind::kMap: {
      const MapView x = a.as_map(), y = b.as_map();
      if (x.size != y.size) return false;
      for (const MapEntry& entry : x) {
        bool found = false;
        for (const MapEntry& other : y) {
          found = found || (Same(entry.key, other.key) && Same(entry.value, other.value));
        }
        if (!found) return false;
      }
      return true;
    }
    default:
      return false;
  }
}

// A refusal is honest when it says, in quotes, what is not supported.
bool NamesFeature(const std::string& message) {
  const size_t open = message.find('\'');
  const size_t close = open == std::string::npos ? open : message.find('\'', open + 1);
  return close != std::string::npos && close > open + 1 &&
         message.find("not supported") != std::string::npos;
}

void Fail(std::string message, CaseResult* result) {
  result->outcome = Outcome::kFailed;
  result->message = std::move(message);
}

void Refuse(std::string message, CaseResult* result) {
  if (!NamesFeature(message)) return Fail(StrCat("a refusal names no feature: ", message), result);
  result->outcome = Outcome::kRefused;
  result->message = std::move(message);
}

void Judge(const rapidjson::Document& json, CaseResult* result) {
  const bool want_error = json.HasMember("error");
  Pool pool;
  Declarations names;
  std::vector<Value> slots;
  const auto declare = [&](const std::string& name, const Value& value) {
    if (names.Add(name, {TypeKind::kDyn, static_cast<int32_t>(slots.size()), {}})) {
      slots.push_back(value);
    }
  };
  std::string outside_binding;
  if (json.HasMember("bindings")) {
    for (const auto& member : json["bindings"].GetObject()) {
      std::string outside;
      const auto value = pool.Read(member.value, &outside);
      declare(member.name.GetString(), value.value_or(Value::Error(ErrorCode::kNoSuchOverload)));
      if (!value) {
        outside_binding = StrCat("the binding '", std::string(member.name.GetString()),
                                 "' is not supported: conditions have no ", outside);
      }
    }
  }
  if (json.HasMember("declared")) {
    for (const auto& name : json["declared"].GetArray()) {
      declare(name.GetString(), Value::Error(ErrorCode::kNoSuchName));
    }
  }

  PackLimits limits;
  limits.expression_bytes = 64 * 1024;
  limits.expression_depth = 250;
  Issues issues;
  const bool unchecked = json.HasMember("unchecked") && json["unchecked"].GetBool();
  const auto program = Program::Compile(result->expr, names, TypeKind::kDyn, limits, &issues,
                                        unchecked ? Checking::kDynamic : Checking::kStrict);
  for (const ExprIssue& issue : issues) {
    if (issue.code == "expr-unsupported") return Refuse(issue.message, result);
  }
  if (!outside_binding.empty()) return Refuse(outside_binding, result);
  if (program == nullptr) {
    if (want_error && issues[0].code != "limit") {
      result->outcome = Outcome::kPassed;
      return;
    }
    return Fail(StrCat("does not compile: ", issues[0].code, ": ", issues[0].message), result);
  }
  EvalScratch scratch;
  const Value value = program->Evaluate(slots, &scratch);
  if (want_error) {
    if (!value.is_error()) return Fail(StrCat("expected an error, got ", value.ToString()), result);
    result->outcome = Outcome::kPassed;
    return;
  }
  std::string outside;
  const auto want = pool.Read(json["value"], &outside);
  if (!want) return Fail(StrCat("expected ", outside, ", got ", value.ToString()), result);
  if (!Same(*want, value)) {
    return Fail(StrCat("expected ", want->ToString(), ", got ", value.ToString()), result);
  }
  result->outcome = Outcome::kPassed;
}

}  // namespace

CaseResult RunCase(std::string_view line) {
  CaseResult result;
  rapidjson::Document json;
  json.Parse<rapidjson::kParseFullPrecisionFlag>(line.data(), line.size());
  const auto text = [&](const char* key) {
    return json.HasMember(key) && json[key].IsString()
               ? std::string(json[key].GetString(), json[key].GetStringLength())
               : std::string();
  };
  if (json.HasParseError() || !json.IsObject() || !json.HasMember("expr") ||
      json.HasMember("value") == json.HasMember("error")) {
    Fail("the line is not a case", &result);
    return result;
  }
  result.name = StrCat(text("file"), "/", text("section"), "/", text("name"));
  result.expr = text("expr");
  Judge(json, &result);
  return result;
}

bool RunFile(const std::string& path, std::vector<CaseResult>* results) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return false;
  for (std::string line; std::getline(file, line);) {
    if (line.find_first_not_of(" \t\r") != std::string::npos) results->push_back(RunCase(line));
  }
  return true;
}

Totals Count(const std::vector<CaseResult>& results) {
  Totals totals;
  for (const CaseResult& result : results) {
    switch (result.outcome) {
      case Outcome::kPassed:
        ++totals.passed;
        break;
      case Outcome::kFailed:
        ++totals.failed;
        break;
      case Outcome::kRefused:
        ++totals.refused;
        break;
    }
  }
  return totals;
}

}  // namespace rapport::expr

#include "expr/refused.h"

#include <algorithm>
#include <iterator>

namespace rapport::expr {
namespace {

constexpr std::string_view kRegex = "regular expressions";
constexpr std::string_view kUseCue = "use a cue's phrases, which look at the text itself";
constexpr std::string_view kListMacro = "macros that build lists or maps";
constexpr std::string_view kUseExists = "use exists(), all() or exists_one()";
constexpr std::string_view kCalendar = "calendar fields and time zones";
constexpr std::string_view kUseDuration =
    "compare durations and timestamps as they are: wait > duration(\"30m\")";
constexpr std::string_view kStrings = "string functions of CEL's extensions";
constexpr std::string_view kUseStrings = "contains(), startsWith() and endsWith() are supported";
constexpr std::string_view kLists = "list functions of CEL's extensions";
constexpr std::string_view kOptional = "optional values";
constexpr std::string_view kUseHas = "use has() for the fields of a map, known() for a name";
constexpr std::string_view kMath = "math functions of CEL's extensions";
constexpr std::string_view kNetwork = "network functions of CEL's extensions";
constexpr std::string_view kProto = "Protocol Buffers";

constexpr Refused kFunctions[] = {
    {"matches", kRegex, kUseCue},
    {"find", kRegex, kUseCue},
    {"findAll", kRegex, kUseCue},
    {"extract", kRegex, kUseCue},
    {"extractAll", kRegex, kUseCue},
    {"filter", kListMacro, kUseExists},
    {"map", kListMacro, kUseExists},
    {"transformList", kListMacro, kUseExists},
    {"transformMap", kListMacro, kUseExists},
    {"transformMapEntry", kListMacro, kUseExists},
    {"sortBy", kListMacro, kUseExists},
    {"existsOne", "macros with two variables", "use exists_one()"},
    {"uint", "unsigned integers (uint)", "use int()"},
    {"bytes", "byte strings (bytes)", "use a string"},
    {"type", "types as values", "facts and signals have declared types"},
    {"getDate", kCalendar, kUseDuration},
    {"getDayOfMonth", kCalendar, kUseDuration},
    {"getDayOfWeek", kCalendar, kUseDuration},
    {"getDayOfYear", kCalendar, kUseDuration},
    {"getFullYear", kCalendar, kUseDuration},
    {"getHours", kCalendar, kUseDuration},
    {"getMilliseconds", kCalendar, kUseDuration},
    {"getMinutes", kCalendar, kUseDuration},
    {"getMonth", kCalendar, kUseDuration},
    {"getSeconds", kCalendar, kUseDuration},
    {"charAt", kStrings, kUseStrings},
    {"format", kStrings, kUseStrings},
    {"indexOf", kStrings, kUseStrings},
    {"join", kStrings, kUseStrings},
    {"lastIndexOf", kStrings, kUseStrings},
    {"lowerAscii", kStrings, kUseStrings},
    {"quote", kStrings, kUseStrings},
    {"replace", kStrings, kUseStrings},
    {"split", kStrings, kUseStrings},
    {"substring", kStrings, kUseStrings},
    {"trim", kStrings, kUseStrings},
    {"upperAscii", kStrings, kUseStrings},
    {"reverse", kLists, kUseExists},
    {"distinct", kLists, kUseExists},
    {"first", kLists, kUseExists},
    {"flatten", kLists, kUseExists},
    {"last", kLists, kUseExists},
    {"lists", kLists, kUseExists},
    {"max", kLists, kUseExists},
    {"min", kLists, kUseExists},
    {"range", kLists, kUseExists},
    {"slice", kLists, kUseExists},
    {"sort", kLists, kUseExists},
    {"sum", kLists, kUseExists},
    {"hasValue", kOptional, kUseHas},
    {"optFlatMap", kOptional, kUseHas},
    {"optMap", kOptional, kUseHas},
    {"or", kOptional, kUseHas},
    {"orValue", kOptional, kUseHas},
    {"unwrap", kOptional, kUseHas},
    {"unwrapOpt", kOptional, kUseHas},
    {"value", kOptional, kUseHas},
    {"abs", kMath, ""},
    {"bitAnd", kMath, ""},
    {"bitNot", kMath, ""},
    {"bitOr", kMath, ""},
    {"bitShiftLeft", kMath, ""},
    {"bitShiftRight", kMath, ""},
    {"bitXor", kMath, ""},
    {"ceil", kMath, ""},
    {"floor", kMath, ""},
    {"greatest", kMath, ""},
    {"isFinite", kMath, ""},
    {"isInf", kMath, ""},
    {"isNaN", kMath, ""},
    {"least", kMath, ""},
    {"round", kMath, ""},
    {"sign", kMath, ""},
    {"sqrt", kMath, ""},
    {"trunc", kMath, ""},
    {"cidr", kNetwork, ""},
    {"containsCIDR", kNetwork, ""},
    {"containsIP", kNetwork, ""},
    {"family", kNetwork, ""},
    {"ip", kNetwork, ""},
    {"isCIDR", kNetwork, ""},
    {"isCanonical", kNetwork, ""},
    {"isGlobalUnicast", kNetwork, ""},
    {"isIP", kNetwork, ""},
    {"isLinkLocalMulticast", kNetwork, ""},
    {"isLinkLocalUnicast", kNetwork, ""},
    {"isLoopback", kNetwork, ""},
    {"isUnspecified", kNetwork, ""},
    {"masked", kNetwork, ""},
    {"prefixLength", kNetwork, ""},
    {"getExt", kProto, ""},
    {"hasExt", kProto, ""},
    {"decode", "encoders", ""},
    {"encode", "encoders", ""},
    {"bind", "local variables", "declare a condition of its own and use its name"},
    {"block", "local variables", "declare a condition of its own and use its name"},
};

constexpr std::string_view kTypeNames[] = {
    "bool", "bytes",     "double", "dyn",           "duration",  "int",  "list",
    "map",  "null_type", "string", "optional_type", "timestamp", "type", "uint",
};

constexpr Refused kNamespaces[] = {
    {"base64", "encoders", ""},
    {"cel", "local variables", "declare a condition of its own and use its name"},
    {"google", kProto, "facts have types of their own: duration, timestamp, ..."},
    {"lists", kLists, kUseExists},
    {"math", kMath, ""},
    {"net", kNetwork, ""},
    {"optional", kOptional, kUseHas},
    {"proto", kProto, ""},
    {"regex", kRegex, kUseCue},
    {"sets", "set functions of CEL's extensions", "use list.all(x, x in other)"},
    {"strings", kStrings, kUseStrings},
};

template <size_t kSize>
const Refused* Find(const Refused (&table)[kSize], std::string_view name) {
  for (const Refused& refused : table) {
    if (refused.name == name) return &refused;
  }
  return nullptr;
}

}  // namespace

const Refused* FindRefusedFunction(std::string_view name) { return Find(kFunctions, name); }

const Refused* FindRefusedNamespace(std::string_view name) { return Find(kNamespaces, name); }

bool IsTypeName(std::string_view name) {
  return std::find(std::begin(kTypeNames), std::end(kTypeNames), name) != std::end(kTypeNames);
}

bool LooksLikeProtoName(std::string_view name) {
  const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
  return !name.empty() && name.front() >= 'A' && name.front() <= 'Z' &&
         std::any_of(name.begin(), name.end(), lower);
}

}  // namespace rapport::expr

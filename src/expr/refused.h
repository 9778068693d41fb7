#ifndef RAPPORT_EXPR_REFUSED_H_
#define RAPPORT_EXPR_REFUSED_H_

// What CEL and its usual extensions have and Rapport's profile leaves out, with what to do instead,
// so that a refusal names the feature rather than calling it a mistake.

#include <string_view>

namespace rapport::expr {

struct Refused {
  std::string_view name;
  std::string_view what;  // "regular expressions", "time zones and calendar fields"
  std::string_view hint;  // may be empty
};

// A function, method or macro of CEL or its extensions; null for a name that CEL does not know.
const Refused* FindRefusedFunction(std::string_view name);

// Whether `name` is that of a type, which CEL allows as a value.
bool IsTypeName(std::string_view name);

// The namespace of CEL's own that `name` begins: google.protobuf.Duration, math.greatest, cel.bind.
const Refused* FindRefusedNamespace(std::string_view name);

// Whether `name` is written like a message or enum of Protocol Buffers: TestMessage, GlobalEnum.
bool LooksLikeProtoName(std::string_view name);

}  // namespace rapport::expr

#endif  // RAPPORT_EXPR_REFUSED_H_

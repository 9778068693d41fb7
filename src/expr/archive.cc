// Programs in archives. Constants are the one part that points somewhere: each is written as its
// kind and what it holds. verify.cc checks the code itself.

#include "base/archive.h"

#include "expr/code.h"
#include "expr/program.h"
#include "expr/verify.h"

namespace rapport::expr {
namespace {

constexpr int kMaxNesting = 64;  // of constant lists and maps; packs' expressions nest less

class ValueArchive {
 public:
  explicit ValueArchive(Code* code) : code_(*code) {}

  template <typename A>
  void Visit(A& a, Value& value, int depth = 0) {
    if (depth >= kMaxNesting) return a.Fail("constants are nested too deeply");
    ValueKind kind = value.kind();
    a.Choice(kind, ValueKind::kMap);
    if constexpr (A::kReads) {
      value = Read(a, kind, depth);
    } else {
      Write(a, value, depth);
    }
  }

 private:
  template <typename A>
  void Write(A& a, const Value& value, int depth) {
    switch (value.kind()) {
      case ValueKind::kUnknown:
      case ValueKind::kNull:
        break;
      case ValueKind::kError:
        a.Number(value.error());
        break;
      case ValueKind::kBool:
        a.Flag(value.as_bool());
        break;
      case ValueKind::kInt:
        a.Number(value.as_int());
        break;
      case ValueKind::kDouble:
        a.Real(value.as_double());
        break;
      case ValueKind::kString:
        a.Text(value.as_string());
        break;
      case ValueKind::kDuration:
      case ValueKind::kTimestamp:
        a.Number(value.as_instant().seconds);
        a.Number(value.as_instant().nanos);
        break;
      case ValueKind::kList:
        a.Part(value.as_list().size * sizeof(Value));
        a.Number(value.as_list().size);
        for (Value item : value.as_list()) Visit(a, item, depth + 1);
        break;
      case ValueKind::kMap:
        a.Part(value.as_map().size * sizeof(MapEntry));
        a.Number(value.as_map().size);
        for (MapEntry entry : value.as_map()) {
          Visit(a, entry.key, depth + 1);
          Visit(a, entry.value, depth + 1);
        }
        break;
    }
  }

  template <typename A>
  Value Read(A& a, ValueKind kind, int depth) {
    switch (kind) {
      case ValueKind::kUnknown:
        return Value();
      case ValueKind::kNull:
        return Value::Null();
      case ValueKind::kError: {
        ErrorCode code = ErrorCode::kNone;
        a.Choice(code, ErrorCode::kNoSuchName);
        return Value::Error(code);
      }
      case ValueKind::kBool: {
        bool flag = false;
        a.Flag(flag);
        return Value::Bool(flag);
      }
      case ValueKind::kInt: {
        int64_t number = 0;
        a.Number(number);
        return Value::Int(number);
      }
      case ValueKind::kDouble: {
        double number = 0;
        a.Real(number);
        return Value::Double(number);
      }
      case ValueKind::kString: {
        std::string_view text;
        a.Text(text);
        return Value::String(text);
      }
      case ValueKind::kDuration:
      case ValueKind::kTimestamp: {
        Instant instant;
        a.Number(instant.seconds);
        a.Number(instant.nanos);
        if (instant.nanos < 0 || instant.nanos > 999'999'999) a.Fail("a time is out of range");
        return kind == ValueKind::kDuration ? Value::Duration(instant) : Value::Timestamp(instant);
      }
      case ValueKind::kList: {
        const uint32_t size = Count(a);
        Value* const items = new Value[size];
        code_.MutableParts()->lists.emplace_back(items);
        for (uint32_t i = 0; i < size && a.ok(); ++i) Visit(a, items[i], depth + 1);
        return Value::List(items, size);
      }
      case ValueKind::kMap: {
        const uint32_t size = Count(a);
        MapEntry* const entries = new MapEntry[size];
        code_.MutableParts()->maps.emplace_back(entries);
        for (uint32_t i = 0; i < size && a.ok(); ++i) {
          Visit(a, entries[i].key, depth + 1);
          Visit(a, entries[i].value, depth + 1);
        }
        return Value::Map(entries, size);
      }
    }
    return Value();
  }

  template <typename A>
  uint32_t Count(A& a) {
    uint32_t size = 0;
    a.Number(size);
    if (size > a.left()) a.Fail("it ends too early");
    return a.ok() ? size : 0;
  }

  Code& code_;
};

}  // namespace

template <typename A>
void Visit(A& a, Code& t) {
  if (t.draft != nullptr) {
    const auto& [ast, type, nodes] = *t.draft;
    a.Part(sizeof(Code::Draft) + ast.source.capacity() + ast.nodes.capacity() * sizeof(Node) +
           ast.args.capacity() * sizeof(uint32_t) + nodes.capacity() * sizeof(NodeCode));
  }
  if (t.parts != nullptr) a.Part(sizeof(Code::Parts));
  a.Part(t.constants.capacity() * sizeof(Value));
  a.Text(t.source);
  a.Items(t.nodes);
  a.Items(t.args);
  a.Items(t.instructions);
  a.Items(t.slots);
  a.Number(t.root);
  a.Number(t.loop_depth);
  a.Number(t.max_stack);
  uint32_t count = static_cast<uint32_t>(t.constants.size());
  a.Number(count);
  ValueArchive values(&t);
  if constexpr (A::kReads) {
    if (count > a.left()) return a.Fail("it ends too early");
    t.constants.reserve(count);
  }
  for (uint32_t i = 0; i < count && a.ok(); ++i) {
    if constexpr (A::kReads) t.constants.emplace_back();
    values.Visit(a, t.constants[i]);
  }
}

Program::Program() : code_(std::make_unique<Code>()) {}

bool Program::IsValid(absl::Span<const TypeKind> slots, TypeKind kind,
                      const PackLimits& limits) const {
  return IsValidCode(*code_, slots, kind, limits);
}

bool Program::IsValidPart(uint32_t begin, uint32_t end, absl::Span<const TypeKind> slots) const {
  return expr::IsValidPart(*code_, begin, end, slots);
}

template <typename A>
void Visit(A& a, Program& t) {
  a.Part(sizeof(Code));
  Visit(a, *t.code_);
}
template void Visit(ArchiveWriter& a, Program& t);
template void Visit(ArchiveReader& a, Program& t);
template void Visit(MemoryCounter& a, Program& t);

}  // namespace rapport::expr

// The parts of an evaluation, as explanations need them. A trace is written one part a line: two
// spaces for each level, the text, kind, value; "skipped" for what short-circuiting left out; the
// difference of a comparison.

#include "expr/trace.h"

#include <gtest/gtest.h>

#include <cstdio>

#include "base/strings.h"
#include "sample.h"

namespace rapport::expr {
namespace {

const char* KindName(TraceNode::Kind kind) {
  switch (kind) {
    case TraceNode::Kind::kOther:
    case TraceNode::Kind::kChoice:
    case TraceNode::Kind::kLoop:
    case TraceNode::Kind::kApply:
      return "other";
    case TraceNode::Kind::kAnd:
      return "and";
    case TraceNode::Kind::kOr:
      return "or";
    case TraceNode::Kind::kNot:
      return "not";
    case TraceNode::Kind::kCompare:
      return "compare";
    case TraceNode::Kind::kIn:
      return "in";
    case TraceNode::Kind::kName:
      return "name";
    case TraceNode::Kind::kConstant:
      return "constant";
    case TraceNode::Kind::kKnown:
      return "known";
  }
  return "?";
}

std::string TraceText(std::string_view source, std::string_view values) {
  const auto program = CompileOrFail(source);
  if (program == nullptr) return "";
  const SampleValues sample(values);
  EvalScratch scratch;
  Trace trace;
  trace.nodes.resize(3);  // whatever stood there goes
  trace.values.resize(2);
  TextArena texts;
  const Value result = program->Trace(sample.slots(), &scratch, &texts, &trace);
  const std::vector<int32_t> unknown_slots = scratch.unknown_slots();
  EXPECT_EQ(result.ToString(), trace.values[0].text);
  EXPECT_EQ(program->Evaluate(sample.slots(), &scratch).ToString(), trace.values[0].text);
  EXPECT_EQ(unknown_slots, scratch.unknown_slots());
  std::string out;
  std::vector<int> level(trace.nodes.size());
  for (size_t i = 0; i < trace.nodes.size(); ++i) {
    const TraceNode& node = trace.nodes[i];
    const TraceValue& value = trace.values[node.value];
    EXPECT_EQ(node.value, i);
    EXPECT_LT(node.parent, static_cast<int32_t>(i));
    level[i] = node.parent < 0 ? 0 : level[static_cast<size_t>(node.parent)] + 1;
    EXPECT_EQ(value.is_true(), value.text == "true");
    EXPECT_EQ(value.is_false(), value.text == "false");
    EXPECT_EQ(value.result.is_unknown(), value.text == "unknown");
    EXPECT_EQ(value.result.is_error(), value.text.substr(0, 6) == "error:");
    const bool is_compare = node.kind == TraceNode::Kind::kCompare;
    const bool named = node.kind == TraceNode::Kind::kName || node.kind == TraceNode::Kind::kKnown;
    EXPECT_EQ(named, node.slot >= 0);
    StrAppend(&out, std::string(static_cast<size_t>(2 * level[i]), ' '),
              source.substr(node.begin, node.end - node.begin), " | ",
              std::string(KindName(node.kind)), is_compare ? " " : "",
              is_compare ? OpName(node.op) : "", " | ", value.text);
    if (!node.evaluated) out += " | skipped";
    if (value.has_difference) {
      char text[32];
      std::snprintf(text, sizeof text, " | difference %g", value.difference);
      out += text;
    }
    out += "\n";
  }
  return out;
}

TEST(Trace, Golden) {
  const struct {
    const char* expr;
    const char* values;
    const char* trace;
  } kCases[] = {
      {"contacts >= 3 && wait > duration('30m') && vip", "contacts = 2; vip = true",
       "contacts >= 3 && wait > duration('30m') && vip | and | false\n"
       "  contacts >= 3 | compare >= | false | difference -1\n"
       "    contacts | name | 2\n"
       "    3 | constant | 3\n"
       "  wait > duration('30m') | compare > | unknown | skipped\n"
       "    wait | name | unknown | skipped\n"
       "    duration('30m') | constant | duration(\"1800s\") | skipped\n"
       "  vip | name | true | skipped\n"},
      {"vip || !known(name) || tier in ['gold']", "vip = false; tier = 'gold'",
       "vip || !known(name) || tier in ['gold'] | or | true\n"
       "  vip | name | false\n"
       "  !known(name) | not | true\n"
       "    known(name) | known | false\n"
       "  tier in ['gold'] | in | true | skipped\n"
       "    tier | name | \"gold\" | skipped\n"
       "    ['gold'] | constant | [\"gold\"] | skipped\n"},
      {"(vip ? rating : 1.5) < 2", "vip = true; rating = 2.5",
       "(vip ? rating : 1.5) < 2 | compare < | false | difference 0.5\n"
       "  vip ? rating : 1.5 | other | 2.5\n"
       "    vip | name | true\n"
       "    rating | name | 2.5\n"
       "    1.5 | constant | 1.5 | skipped\n"
       "  2 | constant | 2\n"},
      {"vip ? contacts : problem", "contacts = 1",
       "vip ? contacts : problem | other | unknown\n"
       "  vip | name | unknown\n"
       "  contacts | name | 1 | skipped\n"
       "  problem | name | unknown | skipped\n"},
      {"tags.exists(t, t == 'new') && 10 / contacts > 1", "tags = ['new']; contacts = 0",
       "tags.exists(t, t == 'new') && 10 / contacts > 1 | and | error: division by zero\n"
       "  tags.exists(t, t == 'new') | other | true\n"
       "    tags | name | [\"new\"]\n"
       "  10 / contacts > 1 | compare > | error: division by zero\n"
       "    10 / contacts | other | error: division by zero\n"
       "      10 | constant | 10\n"
       "      contacts | name | 0\n"
       "    1 | constant | 1\n"},
      {"wait < duration('1h') || opened > timestamp(90)",
       "wait = duration('90m'); opened = timestamp(60)",
       "wait < duration('1h') || opened > timestamp(90) | or | false\n"
       "  wait < duration('1h') | compare < | false | difference 1800\n"
       "    wait | name | duration(\"5400s\")\n"
       "    duration('1h') | constant | duration(\"3600s\")\n"
       "  opened > timestamp(90) | compare > | false | difference -30\n"
       "    opened | name | timestamp(\"1970-01-01T00:01:00Z\")\n"
       "    timestamp(90) | constant | timestamp(\"1970-01-01T00:01:30Z\")\n"},
      {"tier == 'gold' && (vip || vip)", "tier = 'silver'",
       "tier == 'gold' && (vip || vip) | and | false\n"
       "  tier == 'gold' | compare == | false\n"
       "    tier | name | \"silver\"\n"
       "    'gold' | constant | \"gold\"\n"
       "  vip || vip | or | unknown | skipped\n"
       "    vip | name | unknown | skipped\n"
       "    vip | name | unknown | skipped\n"},
      // A constant is one part, however it is written.
      {"1 < 2", "", "1 < 2 | constant | true\n"},
      {"vip && (1 < 2 || 3 > 4)", "vip = true",
       "vip && (1 < 2 || 3 > 4) | and | true\n"
       "  vip | name | true\n"
       "  1 < 2 || 3 > 4 | constant | true\n"},
      {"(true ? 1 : 2) == contacts", "contacts = 1",
       "(true ? 1 : 2) == contacts | compare == | true | difference 0\n"
       "  true ? 1 : 2 | constant | 1\n"
       "  contacts | name | 1\n"},
  };
  for (const auto& c : kCases) EXPECT_EQ(TraceText(c.expr, c.values), c.trace) << c.expr;
}

}  // namespace
}  // namespace rapport::expr

// What authors are told. Each issue is written "code «text it points at» message (hint)".

#include <gtest/gtest.h>

#include "base/strings.h"
#include "sample.h"

namespace rapport::expr {
namespace {

struct Row {
  const char* expr;
  std::vector<const char*> issues;
};

std::vector<std::string> IssuesOf(std::string_view source, const Type& result) {
  Issues issues;
  const auto program = Program::Compile(source, SampleNames(), result, {}, &issues);
  EXPECT_EQ(program == nullptr, !issues.empty()) << source;
  std::vector<std::string> out;
  for (const ExprIssue& issue : issues) {
    EXPECT_LE(issue.begin, issue.end) << source;
    EXPECT_LE(issue.end, source.size()) << source;
    out.push_back(StrCat(issue.code, " «", source.substr(issue.begin, issue.end - issue.begin),
                         "» ", issue.message));
    if (!issue.hint.empty()) StrAppend(&out.back(), " (", issue.hint, ")");
  }
  return out;
}

void Check(const std::vector<Row>& rows, const Type& result = TypeKind::kBool) {
  for (const Row& row : rows) {
    const std::vector<std::string> want(row.issues.begin(), row.issues.end());
    EXPECT_EQ(IssuesOf(row.expr, result), want) << row.expr;
  }
}

TEST(Issues, HabitsFromElsewhere) {
  Check({
      {"contacts = 3", {"expr-syntax «=» '=' is not an operator (write ==)"}},
      {"contacts === 3", {"expr-syntax «===» '===' is not an operator (write ==)"}},
      {"contacts <> 3", {"expr-syntax «<>» '<>' is not an operator (write !=)"}},
      {"contacts =< 3", {"expr-syntax «=<» '=<' is not an operator (write <=)"}},
      {"contacts => 3", {"expr-syntax «=>» '=>' is not an operator (write >=)"}},
      {"contacts \u2265 3", {"expr-syntax «\u2265» '\u2265' is not an operator (write >=)"}},
      {"vip & vip", {"expr-syntax «&» '&' is not an operator (write &&)"}},
      {"vip | vip", {"expr-syntax «|» '|' is not an operator (write ||)"}},
      {"vip and not vip OR vip",
       {"expr-syntax «and» 'and' is not an operator (write &&)",
        "expr-syntax «not» 'not' is not an operator (write !)",
        "expr-syntax «OR» 'OR' is not an operator (write ||)"}},
      {"tier is 'gold'", {"expr-syntax «is» 'is' is not an operator (write ==)"}},
      {"tier not in ['gold']", {"expr-syntax «not» 'not' is not an operator (write !(x in list))"}},
      {"name contains 'x'",
       {"expr-syntax «contains» 'contains' is not an operator (write text.contains(part))"}},
      {"vip == True", {"expr-unknown-name «True» unknown name 'True' (write true)"}},
      {"vip == yes", {"expr-unknown-name «yes» unknown name 'yes' (write true)"}},
      {"wait == None",
       {"expr-unknown-name «None» unknown name 'None' (use known(name) to test whether a name has "
        "a "
        "value)"}},
      {"wait > 30m", {"expr-syntax «30m» a number cannot end in 'm' (write duration(\"30m\"))"}},
      {"wait > 2d",
       {"expr-syntax «2d» a number cannot end in 'd' (write the duration in hours: "
        "duration(\"24h\"))"}},
      {"contacts > 1_000",
       {"expr-syntax «1_000» a number cannot end in '_000' (write the digits without '_')"}},
      {"name == \u201Cann\u201D",
       {"expr-syntax «\u201Cann\u201D» curly quotes do not quote (use straight quotes: \"text\")"}},
      {"name == \u2018ann",
       {"expr-syntax «\u2018» curly quotes do not quote (use straight quotes: \"text\")",
        "expr-syntax «ann» unexpected 'ann' (join conditions with && or ||)"}},
      {"1 < contacts < 5",
       {"expr-type «1 < contacts < 5» '<' cannot compare bool with int (a < b < c is written a < b "
        "&& "
        "b < c)"}},
      {"vip; vip", {"expr-syntax «;» unexpected character ';' (a condition is one expression)"}},
      {"vip # why", {"expr-syntax «#» unexpected character '#' (comments start with //)"}},
  });
}

TEST(Issues, Syntax) {
  Check({
      {"", {"expr-syntax «» the expression is empty"}},
      {"  // nothing", {"expr-syntax «» the expression is empty"}},
      {"vip &&", {"expr-syntax «&&» expected a value after '&&'"}},
      {"&& vip", {"expr-syntax «&&» expected a value before '&&'"}},
      {"contacts > && vip < ",
       {"expr-syntax «&&» expected a value after '>'",
        "expr-syntax «<» expected a value after '<'"}},
      {"vip vip", {"expr-syntax «vip» unexpected 'vip' (join conditions with && or ||)"}},
      {"vip \"a\"", {"expr-syntax «\"a\"» unexpected '\"a\"' (join conditions with && or ||)"}},
      {"(vip && (vip)", {"expr-syntax «(» '(' is never closed (add ')')"}},
      {"vip)", {"expr-syntax «)» ')' closes nothing (remove it)"}},
      {"tier in ['gold'", {"expr-syntax «[» '[' is never closed (add ']')"}},
      {"tier in ['gold')",
       {"expr-syntax «)» expected ']' instead of ')' (join conditions with && or ||)"}},
      {"(vip vip) && nope",
       {"expr-syntax «vip» expected ')' instead of 'vip' (join conditions with && or ||)",
        "expr-unknown-name «nope» unknown name 'nope'"}},
      {"{'a' 1}.a == 1",
       {"expr-syntax «1» expected ':' and a value (a map is written {\"key\": value})"}},
      {"vip ? vip",
       {"expr-syntax «» expected ':' and what holds otherwise (write condition ? value : other)"}},
      {"vip ? vip ? vip : vip : vip",
       {"expr-syntax «?» expected ':' and what holds otherwise (put the inner ?: in parentheses)"}},
      {"counts.", {"expr-syntax «.» expected a name after '.'"}},
      {"name == 'ann", {"expr-syntax «'ann» the text is never closed (end it with ')"}},
      {"name == \"\"\"ann\"",
       {"expr-syntax «\"\"\"ann\"» the text is never closed (end it with \"\"\")"}},
      {"name == '\\d'", {"expr-syntax «\\d» bad escape '\\d' (write \\\\ for a backslash)"}},
      {"name == '\\ud800'",
       {"expr-syntax «\\ud800» bad escape '\\ud800' (write \\\\ for a backslash)"}},
      {"name == '\\x4'", {"expr-syntax «\\x4» bad escape '\\x4' (write \\\\ for a backslash)"}},
      {"name == '\\400'", {"expr-syntax «\\4» bad escape '\\4' (write \\\\ for a backslash)"}},
      {"contacts > 9223372036854775808",
       {"expr-syntax «9223372036854775808» the number is too large for an int (ints go from "
        "-9223372036854775808 to 9223372036854775807)"}},
      {"contacts > -9223372036854775809",
       {"expr-syntax «-9223372036854775809» the number is too large for an int (ints go from "
        "-9223372036854775808 to 9223372036854775807)"}},
      {"rating > 1e999", {"expr-syntax «1e999» the number is too large for a double"}},
      {"contacts > 0x", {"expr-syntax «0x» a number cannot end in 'x' (put text in quotes)"}},
      {"for > 1", {"expr-syntax «for» 'for' is a reserved word (use another name)"}},
      {"if(vip)", {"expr-syntax «if» 'if' is a reserved word (use another name)"}},
      {"data.`a",
       {"expr-syntax «`a» a name in backticks is never closed (between backticks stand letters, "
        "digits, '_', '.', '-', '/' and spaces)"}},
      {"vip \xFF vip", {"expr-syntax «\xFF» the expression is not UTF-8"}},
      {"\u00e9t\u00e9 > 1",
       {"expr-syntax «\u00e9t\u00e9» unexpected '\u00e9t\u00e9' (names have letters, digits and "
        "'_' only; put "
        "text in quotes)"}},
      {"na\u00efve && vip",
       {"expr-syntax «na\u00efve» unexpected 'na\u00efve' (names have letters, digits and '_' "
        "only; put text in "
        "quotes)"}},
      {std::string(300, '(').c_str(),
       {"limit «(» the expression is nested deeper than 64 levels (split it "
        "into several conditions)"}},
  });
}

TEST(Issues, Names) {
  Check({
      {"contact > 3",
       {"expr-unknown-name «contact» unknown name 'contact' (did you mean 'contacts'?)"}},
      {"contacts > 3 && teir == 'gold' || ratng > 2.0",
       {"expr-unknown-name «teir» unknown name 'teir' (did you mean 'tier'?)",
        "expr-unknown-name «ratng» unknown name 'ratng' (did you mean 'rating'?)"}},
      {"limit.discont > 3",
       {"expr-unknown-name «limit.discont» unknown name 'limit.discont' (did you mean "
        "'limit.discount'?)"}},
      {"cuonts.calls > 3",
       {"expr-unknown-name «cuonts.calls» unknown name 'cuonts.calls' (did you mean "
        "'counts'?)"}},
      {"tier == gold",
       {"expr-unknown-name «gold» unknown name 'gold' (put text in quotes: \"gold\")"}},
      {"zzzzzz", {"expr-unknown-name «zzzzzz» unknown name 'zzzzzz'"}},
      {"known(wiat)", {"expr-unknown-name «wiat» unknown name 'wiat' (did you mean 'wait'?)"}},
      {"[1].all(x, y > x)", {"expr-unknown-name «y» unknown name 'y'"}},
      {"[1].all(x, true) && x > 1", {"expr-unknown-name «x» unknown name 'x'"}},
      {"tier == 'golden'",
       {"expr-enum-value «'golden'» 'tier' is never \"golden\" (did you mean 'gold'?)"}},
      {"'plat' != tier",
       {"expr-enum-value «'plat'» 'tier' is never \"plat\" (one of bronze, silver, gold)"}},
      {"tier in ['gold', 'Silver', 'x']",
       {"expr-enum-value «'Silver'» 'tier' is never \"Silver\" (did you mean 'silver'?)",
        "expr-enum-value «'x'» 'tier' is never \"x\" (one of bronze, silver, gold)"}},
      {"tags.exists(t, t == 'nwe')",
       {"expr-enum-value «'nwe'» 't' is never \"nwe\" (did you mean 'new'?)"}},
      {"['a'].exists(t, t == 'nwe')", {}},
      {"'agry' in tags",
       {"expr-enum-value «'agry'» 'tags' is never \"agry\" (did you mean 'angry'?)"}},
  });
}

TEST(Issues, Types) {
  Check({
      {"contacts == '3'",
       {"expr-type «contacts == '3'» '==' cannot compare int with string (write 3 without "
        "quotes)"}},
      {"tier == 3",
       {"expr-type «tier == 3» '==' cannot compare string with int (put text in quotes: \"3\")"}},
      {"vip == 'true'",
       {"expr-type «vip == 'true'» '==' cannot compare bool with string (write true without "
        "quotes)"}},
      {"wait > 30",
       {"expr-type «wait > 30» '>' cannot compare duration with int (compare it with a "
        "duration, such as duration(\"30m\"))"}},
      {"wait > '30m'",
       {"expr-type «wait > '30m'» '>' cannot compare duration with string (write "
        "duration('30m'))"}},
      {"opened < '2026-03-01T00:00:00Z'",
       {"expr-type «opened < '2026-03-01T00:00:00Z'» '<' cannot compare timestamp with string "
        "(write "
        "timestamp('2026-03-01T00:00:00Z'))"}},
      {"wait != null",
       {"expr-type «wait != null» '!=' cannot compare duration with null (to test whether "
        "there is a value, write known(wait))"}},
      {"tags == 'new'",
       {"expr-type «tags == 'new'» '==' cannot compare list(string) with string (write 'new' in "
        "tags)"}},
      {"tags < tags", {"expr-type «tags < tags» '<' cannot order list(string)"}},
      {"contacts", {"expr-type «contacts» expected bool, but this is int (write contacts > 0)"}},
      {"name", {"expr-type «name» expected bool, but this is string (write name == \"text\")"}},
      {"problem && tags || wait",
       {"expr-type «problem» '&&' needs bool, not int (write problem > 0)",
        "expr-type «tags» '&&' needs bool, not list(string) (write size(tags) > 0)",
        "expr-type «wait» '||' needs bool, not duration (write wait > duration(\"30m\"))"}},
      {"!contacts", {"expr-type «contacts» '!' needs bool, not int (write contacts > 0)"}},
      {"contacts + rating > 1.0",
       {"expr-type «contacts + rating» '+' cannot take int and double (write double(contacts))"}},
      {"rating * (contacts + 1) > 1.0",
       {"expr-type «rating * (contacts + 1)» '*' cannot take double and int (write double(contacts "
        "+ 1))"}},
      {"rating % 2.0 > 1.0", {"expr-type «rating % 2.0» '%' cannot take double and double"}},
      {"name - 'a' == ''", {"expr-type «name - 'a'» '-' cannot take string and string"}},
      {"-name == ''", {"expr-type «-name» '-' needs a number, not string"}},
      {"contacts in 'abc'",
       {"expr-type «'abc'» 'in' needs a list or map on its right, not string"}},
      {"'a' in name",
       {"expr-type «name» 'in' needs a list or map on its right, not string (write "
        "name.contains('a'))"}},
      {"contacts in tags", {"expr-type «contacts in tags» 'in' cannot find int in list(string)"}},
      {"tags.contains('new')",
       {"expr-type «tags» contains() needs string, not list(string) (write 'new' in tags)"}},
      {"name.startsWith(1)", {"expr-type «1» startsWith() needs string, not int"}},
      {"size(contacts) > 1", {"expr-type «contacts» size() takes a string, list or map, not int"}},
      {"tags['new'] == ''", {"expr-type «'new'» a list's index is int, not string"}},
      {"counts[1] > 1", {"expr-type «1» the keys of this map are string, not int"}},
      {"contacts[0]", {"expr-type «contacts[0]» only lists and maps have elements, not int"}},
      {"name.size > 1", {"expr-type «name.size» string has no field 'size' (write size(name))"}},
      {"has(name.x)", {"expr-type «has(name.x)» string has no field 'x'"}},
      {"(vip ? 1 : 'a') == 1", {"expr-type «vip ? 1 : 'a'» the values of ?: are int and string"}},
      {"(vip ? 1 : 2.5) > 1.0",
       {"expr-type «vip ? 1 : 2.5» the values of ?: are int and double (write double(1))"}},
      {"contacts ? true : false",
       {"expr-type «contacts» '?:' needs bool, not int (write contacts > 0)"}},
      {"{1.5: 2} == {}", {"expr-type «1.5» a map's key is bool, int or string, not double"}},
      {"contacts.all(x, x > 1)", {"expr-type «contacts» all() needs a list or map, not int"}},
      {"tags.exists(t, size(t))",
       {"expr-type «size(t)» 'exists' needs bool, not int (write size(t) > 0)"}},
      {"int(vip) > 0", {"expr-type «vip» int() does not convert bool (write vip ? 1 : 0)"}},
      {"duration(30) > wait",
       {"expr-type «30» duration() does not convert int (a duration is written "
        "duration(\"90s\"))"}},
      {"wait > duration('30 min')",
       {"expr-constant «duration('30 min')» \"30 min\" is not a duration (units are h, m, s, ms, "
        "us and ns, "
        "without spaces: \"1h30m\"; a day is \"24h\")"}},
      {"wait > duration('99999999h')",
       {"expr-constant «duration('99999999h')» \"99999999h\" is not a duration (units are h, m, s, "
        "ms, us "
        "and ns, without spaces: \"1h30m\"; a day is \"24h\")"}},
      {"opened > timestamp('yesterday')",
       {"expr-constant «timestamp('yesterday')» \"yesterday\" is not a timestamp (write "
        "\"2026-03-01T10:20:00Z\", in the years 1 to 9999)"}},
      {"{'a': 1, 'a': 2} == counts", {"expr-constant «{'a': 1, 'a': 2}» the map has a key twice"}},
      // One mistake is reported once, and does not hide the others.
      {"contacts + name > 3 && rating > '2' && vip",
       {"expr-type «contacts + name» '+' cannot take int and string",
        "expr-type «rating > '2'» '>' cannot compare double with string (write 2 without quotes)"}},
  });
  Check({{"rating", {"expr-type «rating» expected int, but this is double (write int(rating))"}},
         {"vip", {"expr-type «vip» expected int, but this is bool"}}},
        TypeKind::kInt);
}

TEST(Issues, Calls) {
  Check({
      {"size() > 1", {"expr-call «size()» size() takes 1 argument, not 0"}},
      {"size(name, name) > 1", {"expr-call «size(name, name)» size() takes 1 argument, not 2"}},
      {"name.contains()", {"expr-call «contains()» contains() takes 1 argument, not 0"}},
      {"name.size(1) > 1", {"expr-call «size(1)» size() takes 0 arguments, not 1"}},
      {"contains(name, 'a')",
       {"expr-call «contains» 'contains' is called on a value (write text.contains(part))"}},
      {"exists(tags, t, true)",
       {"expr-call «exists» 'exists' is called on a value (write list.exists(x, condition on x))"}},
      {"name.int() > 1", {"expr-call «int» 'int' is not called on a value (write int(value))"}},
      {"tags.exists(t.x, true)",
       {"expr-call «exists» 'exists' takes a new name and a condition on it (write list.exists(x, "
        "condition on x))"}},
      {"tags.all(true)",
       {"expr-call «all» 'all' takes a new name and a condition on it (write list.all(x, condition "
        "on "
        "x))"}},
      {"tags.all()",
       {"expr-call «all» 'all' takes a new name and a condition on it (write list.all(x, condition "
        "on "
        "x))"}},
      {"has(name)",
       {"expr-call «name» has() takes a field of a map: has(map.field) (write known(name) to "
        "test a name)"}},
      {"has(counts['a'])",
       {"expr-call «counts['a']» has() takes a field of a map: has(map.field) (write "
        "has(map.field))"}},
      {"known(counts.a)",
       {"expr-call «counts.a» known() takes the name of a fact or signal (write has(map.field) to "
        "test a "
        "field of a map)"}},
      {"known(contacts > 1)",
       {"expr-call «contacts > 1» known() takes the name of a fact or signal (write known(name))"}},
      {"tags.exists(t, known(t))",
       {"expr-call «t» known() takes the name of a fact or signal (write known(name))"}},
      {"tier('gold')",
       {"expr-call «tier» 'tier' is a name, not a function (write tier without parentheses)"}},
  });
}

TEST(Issues, OutsideTheProfile) {
  Check({
      {"name.matches('a+')",
       {"expr-unsupported «matches» 'matches()' is not supported: conditions have no regular "
        "expressions "
        "(use a cue's phrases, which look at the text itself)"}},
      {"contacts > 3u",
       {"expr-unsupported «3u» '3u' is not supported: conditions have no unsigned integers "
        "(uint) (write the number without 'u')"}},
      {"name == b'a'",
       {"expr-unsupported «b'a'» 'b\"...\"' is not supported: conditions have no byte strings "
        "(bytes) (write the text without 'b')"}},
      {"size(tags.filter(t, t == unheard_of)) > 1",
       {"expr-unsupported «filter» 'filter()' is not supported: conditions have no macros that "
        "build lists "
        "or maps (use exists(), all() or exists_one())"}},
      {"tags.all(i, t, i > 0)",
       {"expr-unsupported «all» 'all()' is not supported: conditions have no macros with two "
        "variables "
        "(write list.all(x, condition on x))"}},
      {"type(name) == string",
       {"expr-unsupported «type» 'type()' is not supported: conditions have no types as values "
        "(facts and "
        "signals have declared types)",
        "expr-unsupported «string» 'string' is not supported: conditions have no types as values "
        "(facts and "
        "signals have declared types)"}},
      {"opened.getHours() > 17",
       {"expr-unsupported «getHours» 'getHours()' is not supported: conditions have no calendar "
        "fields and "
        "time zones (compare durations and timestamps as they are: wait > duration(\"30m\"))"}},
      {"math.abs(contacts) > 1",
       {"expr-unsupported «math.abs» 'math.abs()' is not supported: conditions have no math "
        "functions of "
        "CEL's extensions"}},
      {"counts.?calls == 1",
       {"expr-unsupported «?» '?' is not supported: conditions have no optional values (use has() "
        "for the "
        "fields of a map, known() for a name)"}},
      {"Order{id: 1}.id == 1",
       {"expr-unsupported «Order{id: 1}» 'Order{}' is not supported: conditions have no messages "
        "of Protocol "
        "Buffers (a map is written {\"key\": value})"}},
      {"Level.HIGH == contacts",
       {"expr-unsupported «Level.HIGH» 'Level.HIGH' is not supported: conditions have no types and "
        "enums of "
        "Protocol Buffers"}},
      {"lenght(name) > 1",
       {"expr-unsupported «lenght» 'lenght()' is not supported: conditions have no such function"}},
      {"name.startWith('a')",
       {"expr-unsupported «startWith» 'startWith()' is not supported: conditions have no such "
        "function (did "
        "you mean 'startsWith'?)"}},
      {"name.lowerAscii() == 'a' && contacts > '1'",
       {"expr-unsupported «lowerAscii» 'lowerAscii()' is not supported: conditions have no string "
        "functions "
        "of CEL's extensions (contains(), startsWith() and endsWith() are supported)",
        "expr-type «contacts > '1'» '>' cannot compare int with string (write 1 without quotes)"}},
  });
}

TEST(Issues, TooLong) {
  const std::string source = StrCat("vip", std::string(5000, ' '));
  EXPECT_EQ(IssuesOf(source, TypeKind::kBool).size(), 1u);
  Issues issues;
  EXPECT_EQ(Program::Compile(source, SampleNames(), TypeKind::kBool, {}, &issues), nullptr);
  EXPECT_EQ(issues[0].code, "limit");
  EXPECT_EQ(issues[0].message, "the expression is longer than 4096 bytes");
}

TEST(Issues, AreCutOff) {
  std::string source = "x0";
  for (int i = 1; i < 100; ++i) StrAppend(&source, " + x", i);
  EXPECT_EQ(IssuesOf(source, TypeKind::kDyn).size(), 20u);
}

// So is what is longer than a program can hold.
TEST(Issues, LengthIsBounded) {
  PackLimits limits;
  limits.expression_bytes = 10'000'000;
  for (const size_t size : {65'535, 65'536}) {
    std::string source = "true";
    while (source.size() < size) source += ' ';
    Issues issues;
    const auto program = Program::Compile(source, SampleNames(), TypeKind::kBool, limits, &issues);
    EXPECT_EQ(program != nullptr, size <= 65'535);
    EXPECT_EQ(issues.empty() ? "" : issues[0].code, program != nullptr ? "" : "limit");
  }
}

// Deep nesting of every kind is refused or bounded, whatever limit the caller sets.
TEST(Issues, DepthIsBounded) {
  PackLimits limits;
  limits.expression_bytes = 10'000'000;
  limits.expression_depth = 10'000'000;
  const struct {
    const char* open;
    const char* core;
    const char* close;
    bool refused;
  } kCases[] = {
      {"(", "1", ")", true},           {"[", "1", "]", true},
      {"{1:", "1", "}", true},         {"[0][", "0", "]", true},
      {"size(", "''", ")", true},      {"[1].all(x, ", "true", ")", true},
      {"-", "1", "", false},           {"!", "true", "", false},
      {"true ? 1 : ", "2", "", false}, {"1 + ", "1", "", false},
      {"", "1", " + 1", false},        {"", "data", ".a", false},
      {"", "data", "[0]", false},      {"true || ", "true", "", false},
      {"1 == ", "1", "", false},
  };
  for (const auto& c : kCases) {
    std::string source;
    for (int i = 0; i < 5'000; ++i) source += c.open;
    source += c.core;
    for (int i = 0; i < 5'000; ++i) source += c.close;
    Issues issues;
    const auto program = Program::Compile(source, SampleNames(), TypeKind::kDyn, limits, &issues,
                                          Checking::kDynamic);
    EXPECT_EQ(program == nullptr, c.refused) << c.open << c.close;
    if (c.refused) {
      ASSERT_EQ(issues.size(), 1u) << c.open;
      EXPECT_EQ(issues[0].code, "limit") << c.open;
    } else {
      EvalScratch scratch;
      program->Evaluate(SampleValues("data = 1").slots(), &scratch);
    }
  }
}

}  // namespace
}  // namespace rapport::expr

#include "learn/mine_output.h"

#include <algorithm>
#include <cmath>

#include "base/strings.h"

namespace rapport::learn {
namespace {

constexpr char kHead[] =
    "# Leave the proposals that you accept, or write `accept: true` in them: if any says so, the\n"
    "# others are not accepted. You may change `persona`, `phrase`, `cue` and `weight`; the rest "
    "is\n"
    "# for you to judge by, and is not read. Then:\n"
    "#   rapport mine --accept THIS-FILE --pack PACK -o new-cues.yaml\n";

std::string Hundredths(double value) { return record::FormatDecimal(std::llround(value * 100), 2); }

bool IsPlain(std::string_view text) {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == ' ' || c == '\'' ||
           c == '-' || c == '.' || (c >= 'A' && c <= 'Z');
  };
  if (text.empty() || !((text[0] >= 'a' && text[0] <= 'z')) || text.back() == ' ') return false;
  if (!std::all_of(text.begin(), text.end(), is_plain)) return false;
  // What YAML readers take for something else than text, and merge keys.
  for (const std::string_view word :
       {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}) {
    if (text == word) return false;
  }
  return true;
}

}  // namespace

std::string YamlScalar(std::string_view text) {
  if (IsPlain(text)) return std::string(text);
  std::string out = "\"";
  for (const char c : record::RepairUtf8(text)) {
    if (c == '"' || c == '\\') {
      StrAppend(&out, "\\", c);
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      out += ' ';
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string ProposalsFile(std::string_view rule_set, const MineReport& report) {
  std::string out = StrCat("# Proposals of `rapport mine` for ", rule_set, ", from ",
                           report.records, " records.\n", kHead);
  if (report.proposals.empty()) return out + "[]\n";
  for (const Proposal& p : report.proposals) {
    StrAppend(&out, "\n- persona: ", YamlScalar(p.persona), "\n  phrase: ", YamlScalar(p.phrase),
              "\n  cue: ", YamlScalar(p.cue), "\n  new_cue: ", p.is_new_cue ? "true" : "false",
              "\n");
    if (p.is_new_cue) StrAppend(&out, "  weight: ", FormatMilli(p.weight), "\n");
    StrAppend(&out, "  z: ", Hundredths(p.z), "\n  records: ", p.records, "\n  none: ", p.none,
              "\n  others: ", p.others, "\n  precision: ", Hundredths(p.precision),
              "\n  explained: ", p.explained, "\n");
    const auto list = [&out](std::string_view key, const std::vector<std::string>& items) {
      if (items.empty()) return;
      StrAppend(&out, "  ", key, ":\n");
      for (const std::string& item : items) StrAppend(&out, "    - ", YamlScalar(item), "\n");
    };
    list("sources", p.sources);
    list("instead_of", p.instead_of);
    if (p.examples.empty()) continue;
    StrAppend(&out, "  examples:\n");
    for (const MineExample& e : p.examples) {
      StrAppend(&out, "    - id: ", YamlScalar(e.id),
                "\n      text: ", YamlScalar(StrCat(e.before, "[", e.words, "]", e.after)), "\n");
    }
  }
  return out;
}

void WriteProposals(std::string_view rule_set, const MineReport& report, record::JsonWriter* json) {
  const auto integer = [json](std::string_view key, int64_t value) {
    json->Key(key);
    json->Int(value);
  };
  const auto text = [json](std::string_view key, std::string_view value) {
    json->Key(key);
    json->String(value);
  };
  const auto list = [json](std::string_view key, const std::vector<std::string>& items) {
    json->Key(key);
    json->StartArray();
    for (const std::string& item : items) json->String(item);
    json->EndArray();
  };
  const auto number = [json](std::string_view key, double value) {
    json->Key(key);
    json->TenThousandths(std::llround(value * 1e4));
  };
  json->StartObject();
  text("ruleset", rule_set);
  integer("records", report.records);
  integer("unlabelled", report.unlabelled);
  integer("candidates", report.candidates);
  json->Key("proposals");
  json->StartArray();
  for (const Proposal& p : report.proposals) {
    json->StartObject();
    text("persona", p.persona);
    text("phrase", p.phrase);
    text("cue", p.cue);
    json->Key("new_cue");
    json->Bool(p.is_new_cue);
    if (p.is_new_cue) {
      json->Key("weight");
      json->Milli(p.weight);
    }
    number("z", p.z);
    number("log_odds", p.log_odds);
    integer("records", p.records);
    integer("none", p.none);
    integer("others", p.others);
    number("precision", p.precision);
    integer("explained", p.explained);
    list("sources", p.sources);
    list("instead_of", p.instead_of);
    json->Key("examples");
    json->StartArray();
    for (const MineExample& e : p.examples) {
      json->StartObject();
      text("id", e.id);
      text("before", e.before);
      text("words", e.words);
      text("after", e.after);
      json->EndObject();
    }
    json->EndArray();
    json->EndObject();
  }
  json->EndArray();
  json->EndObject();
}

}  // namespace rapport::learn

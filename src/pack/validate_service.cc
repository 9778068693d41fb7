
#include "base/strings.h"
#include "pack/names.h"
#include "pack/validate.h"

namespace rapport::pack {
namespace {

class ServiceChecker {
 public:
  ServiceChecker(const Validation& v, const Pack& pack) : names_(v.draft), sink_(v.sink) {
    for (const Cue& cue : pack.cues) sides_.emplace_back(cue.id, cue.side);
  }

  void Run(const Pack& pack) {
    for (const ContactKind& kind : pack.contact_kinds) {
      if (kind.id == "none") {
        sink_->Error("reserved-name", kind.id_span, "'none' says that no kind of contact holds",
                     "choose another id");
      }
      CheckActions(kind.playbook);
    }
    for (const Need& need : pack.needs) {
      CheckCues(need.cues, CueSide::kCustomer, "a need is voiced by the customer");
      CheckActions(need.playbook);
      if (need.cues.empty() && !need.when) {
        sink_->Error("need-empty", need.id_span,
                     StrCat("need ", Quoted(need.id), " has neither cues nor `when`"),
                     "name the cues that voice it, or an expression that tells it");
      }
    }
    for (const Promise& promise : pack.promises) {
      CheckCues(promise.cues, CueSide::kAgent, "a promise is made by agents");
      if (promise.due && promise.due->count() < 0) {
        sink_->Error("out-of-range", promise.id_span,
                     StrCat("'due' of ", Quoted(promise.id), " is before the promise"));
      }
      for (const ActionRef& ref : promise.kept_by) {
        names_.Check(Section::kCues, ref.id, ref.span, sink_);
      }
    }
  }

 private:
  void CheckActions(const std::vector<ActionRef>& refs) {
    for (const ActionRef& ref : refs) names_.Check(Section::kActions, ref.id, ref.span, sink_);
  }

  void CheckCues(const std::vector<ActionRef>& refs, CueSide side, std::string_view why) {
    for (const ActionRef& ref : refs) {
      if (!names_.Check(Section::kCues, ref.id, ref.span, sink_)) continue;
      for (const auto& [id, in] : sides_) {
        if (id != ref.id || in == side) continue;
        constexpr std::string_view kSides[] = {"customer", "agent", "any"};
        sink_->Error(
            "cue-side", ref.span,
            StrCat("cue ", Quoted(id), " has `in: ", kSides[static_cast<int>(in)], "`, but ", why),
            side == CueSide::kAgent ? "name a cue with `in: agent`"
                                    : "name a cue with `in: customer`, the default");
      }
    }
  }

  const Names names_;
  DiagnosticSink* sink_;
  std::vector<std::pair<std::string, CueSide>> sides_;
};

void CheckSingle(const std::vector<Text>& words, std::string_view list, DiagnosticSink* sink) {
  for (const Text& word : words) {
    if (word.value.find_first_of(" \t\n") == std::string::npos) continue;
    sink->Error("one-word", word.span,
                StrCat(Quoted(word.value), " is more than one word and would match nothing"),
                StrCat("'", list, "' takes single words"));
  }
}

template <typename T>
std::vector<Text> KeysOf(const std::vector<std::pair<Text, T>>& values) {
  std::vector<Text> keys;
  for (const auto& [word, unused] : values) keys.push_back(word);
  return keys;
}

}  // namespace

void ValidateService(const Validation& v, const Pack& pack) {
  ServiceChecker(v, pack).Run(pack);
  const TextSettings& text = pack.text;
  CheckSingle(text.filler_words, "filler_words", v.sink);
  CheckSingle(text.word_endings, "word_endings", v.sink);
  CheckSingle(text.working_words, "working_words", v.sink);
  CheckSingle(KeysOf(text.number_values), "number_values", v.sink);
  CheckSingle(KeysOf(text.duration_values), "duration_values", v.sink);
  for (const auto& [word, value] : text.duration_values) {
    if (value.count() >= 0) continue;
    v.sink->Error("out-of-range", word.span,
                  StrCat(Quoted(word.value), " lasts less than nothing"));
  }
}

}  // namespace rapport::pack

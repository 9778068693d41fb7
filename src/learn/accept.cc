#include "learn/accept.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "base/suggest.h"
#include "learn/mine_output.h"
#include "pack/draft.h"
#include "pack/fields.h"
#include "pack/lexicon.h"
#include "pack/name_forms.h"
#include "pack/scalar_map.h"
#include "pack/shape_builder.h"
#include "pack/signals.h"
#include "pack/structure.h"
#include "pack/yaml_reader.h"
#include "phrase/phrase_set.h"

namespace rapport::learn {
namespace {

constexpr Milli kWeight = 500;  // of a new cue whose proposal says none

const pack::Shape& ProposalsShape() {
  using namespace pack::build;  // NOLINT: the table is written in its words
  static const pack::Shape& shape = []() -> const pack::Shape& {
    const pack::Shape& example = Keep(Object(
        "an example", "",
        {{"id", &Label(), "Of the record."}, {"text", &Label(), "What the customer wrote."}}));
    const pack::Shape& words = ListOf("a list of texts", Label());
    const pack::Shape& proposal =
        Keep(Object("a proposal", "",
                    {{"persona", &Name(pack::IdForm()), "Whom it speaks for.", kRequired},
                     {"phrase", &Text("a phrase"), "What to look for.", kRequired},
                     {"cue", &Name(pack::IdForm()), "The cue it goes to.", kRequired},
                     {"accept", &Bool(), "Whether it is accepted."},
                     {"weight", &Weight(), "Of a new cue, to begin with."},
                     {"new_cue", &Bool(), "For people."},
                     {"z", &Label(), "For people."},
                     {"records", &Label(), "For people."},
                     {"none", &Label(), "For people."},
                     {"others", &Label(), "For people."},
                     {"precision", &Label(), "For people."},
                     {"explained", &Label(), "For people."},
                     {"sources", &words, "For people."},
                     {"instead_of", &words, "For people."},
                     {"examples", &ListOf("a list of examples", example), "For people."}}));
    return Keep(Object("a list of proposals", "",
                       {{"proposals", &ListOf("a list of proposals", proposal), "All."}}));
  }();
  return shape;
}

const pack::Cue* FindCue(const pack::Pack& pack, std::string_view id) {
  for (const pack::Cue& cue : pack.cues) {
    if (cue.id == id) return &cue;
  }
  return nullptr;
}

class Checker {
 public:
  Checker(const pack::LoadedPack& pack, DiagnosticSink* sink)
      : pack_(pack.pack), sink_(sink), builder_(&lexicon_, PackLimits(), &vocabulary_) {
    pack::BuildLexicon(pack_.text, &lexicon_);
    std::vector<phrase::PhraseIssue> none;
    for (const pack::List& list : pack_.lists) {
      std::vector<std::string_view> items;
      for (const pack::Text& item : list.items) items.push_back(item.value);
      builder_.DeclareList(list.id, items, &none);
    }
  }

  void Run(const AcceptedProposal& proposal) {
    std::vector<std::string_view> personas;
    for (const pack::Persona& persona : pack_.personas) personas.push_back(persona.id);
    const std::string& persona = proposal.persona.value;
    if (std::find(personas.begin(), personas.end(), persona) == personas.end()) {
      sink_->Error("unknown-name", proposal.persona.span,
                   StrCat("the pack has no persona '", persona, "'"),
                   DidYouMean(persona, personas));
    }
    std::vector<phrase::PhraseIssue> issues;
    builder_.Add(0, proposal.phrase.value, &issues);
    for (const phrase::PhraseIssue& issue : issues) {
      sink_->Error(issue.code, pack::SpanWithin(proposal.phrase, issue.begin, issue.end),
                   issue.message, issue.hint);
    }
    const std::string& cue = proposal.cue.value;
    if (FindCue(pack_, cue) != nullptr) return;
    if (pack::IsReservedName(cue)) {
      sink_->Error("reserved-name", proposal.cue.span,
                   StrCat("'", cue, "' is a word of conditions"), "give the cue another name");
    }
    const auto clash = [&](const auto& items, std::string_view what) {
      for (const auto& item : items) {
        if (item.id != cue) continue;
        sink_->Error("name-clash", proposal.cue.span, StrCat("'", cue, "' is ", what, " already"),
                     "give the cue another name");
      }
    };
    clash(pack_.facts, "a fact");
    clash(pack_.conditions, "a condition");
    clash(pack_.scales, "a scale");
    for (const pack::SignalInfo& signal : pack::Signals()) {
      if (cue == signal.name) {
        sink_->Error("name-clash", proposal.cue.span, StrCat("'", cue, "' is a signal already"),
                     "give the cue another name");
      }
    }
  }

 private:
  const pack::Pack& pack_;
  DiagnosticSink* sink_;
  text::Lexicon lexicon_;
  text::Vocabulary vocabulary_;  // of phrases that are checked and never matched
  phrase::PhraseSetBuilder builder_;
};

}  // namespace

std::vector<AcceptedProposal> ReadProposals(const Source& file, const pack::LoadedPack& pack,
                                            DiagnosticSink* sink) {
  PackLimits limits;
  limits.yaml_events = 2'000'000;  // a person's own file, and as long as --top makes it
  std::vector<AcceptedProposal> out;
  std::optional<pack::Node> root = pack::ReadYaml(file, limits, sink);
  if (!root) return out;
  if (root->is_list() && root->children.empty()) return out;
  const SourceSpan span = root->span;
  pack::Node wrapped = pack::MakeMap(span);
  wrapped.Add(pack::MakeScalar("proposals", span), *std::move(root));
  pack::CheckStructure(&wrapped, ProposalsShape(), sink);
  if (sink->has_errors()) return out;

  const std::vector<const pack::Node*> items = pack::Fields(wrapped).Items("proposals");
  const auto says = [](const pack::Node* item, bool value) {
    return pack::Fields(*item).Bool("accept", !value) == value;
  };
  const bool marked = std::any_of(items.begin(), items.end(),
                                  [&](const pack::Node* item) { return says(item, true); });
  Checker checker(pack, sink);
  for (const pack::Node* item : items) {
    if (marked ? !says(item, true) : says(item, false)) continue;
    const pack::Fields fields(*item);
    out.push_back({*fields.MaybeText("persona"), *fields.MaybeText("phrase"),
                   *fields.MaybeText("cue"), fields.Weight("weight")});
    checker.Run(out.back());
  }
  return out;
}

Acceptance Accept(const std::vector<AcceptedProposal>& proposals, const pack::LoadedPack& pack) {
  Acceptance out;
  std::map<std::string, AcceptedCue> fresh, known;
  const auto add = [](const std::string& phrase, AcceptedCue* cue) {
    if (std::find(cue->phrases.begin(), cue->phrases.end(), phrase) == cue->phrases.end()) {
      cue->phrases.push_back(phrase);
    }
  };
  for (const AcceptedProposal& p : proposals) {
    const pack::Cue* const declared = FindCue(pack.pack, p.cue.value);
    AcceptedCue& cue = declared == nullptr ? fresh[p.cue.value] : known[p.cue.value];
    cue.id = p.cue.value;
    if (declared != nullptr) {
      const bool has =
          std::any_of(declared->phrases.begin(), declared->phrases.end(),
                      [&](const pack::Text& phrase) { return phrase.value == p.phrase.value; });
      cue.place = pack::PlaceOf(declared->id_span);
      out.repeated += has ? 1 : 0;
      if (!has) add(p.phrase.value, &cue);
      continue;
    }
    add(p.phrase.value, &cue);
    // Of several weights the one nearest to nothing: a cue is as good as the worst of its phrases.
    const Milli weight = p.weight.value_or(kWeight);
    const auto [at, is_new] = cue.weights.emplace(p.persona.value, weight);
    if (!is_new && std::abs(weight) < std::abs(at->second)) at->second = weight;
  }
  for (auto& [id, cue] : fresh) out.new_cues.push_back(std::move(cue));
  for (auto& [id, cue] : known) {
    if (!cue.phrases.empty()) out.known_cues.push_back(std::move(cue));
  }
  return out;
}

std::string CuesFile(const Acceptance& acceptance) {
  std::string out =
      "rapport: 1\n\n"
      "# Cues that `rapport mine --accept` wrote. List this file under `files:` of the pack. The "
      "weights\n"
      "# are a start: change them, or let `rapport fit` learn them.\n\n"
      "cues:\n";
  std::map<std::string, std::map<std::string, Milli>> weights;
  for (const AcceptedCue& cue : acceptance.new_cues) {
    StrAppend(&out, "  ", cue.id, ":\n    phrases:\n");
    for (const std::string& phrase : cue.phrases) {
      StrAppend(&out, "      - ", YamlScalar(phrase), "\n");
    }
    for (const auto& [persona, weight] : cue.weights) weights[persona][cue.id] = weight;
  }
  StrAppend(&out, "\nweights:\n  personas:\n");
  for (const auto& [persona, evidence] : weights) {
    StrAppend(&out, "    ", persona, ":\n      evidence:\n");
    for (const auto& [cue, weight] : evidence) {
      StrAppend(&out, "        ", cue, ": ", FormatMilli(weight), "\n");
    }
  }
  return out;
}

}  // namespace rapport::learn

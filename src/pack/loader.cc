// Runs the phases: files and packs (pack_graph), gathering, merging and overlays, reading into the
// model, validation. Each phase reports all it finds; the later ones run only on what the earlier
// ones left whole.

#include "pack/loader.h"

#include <map>
#include <set>
#include <utility>

#include "base/strings.h"
#include "pack/canonical.h"
#include "pack/draft.h"
#include "pack/overlay.h"
#include "pack/pack_graph.h"
#include "pack/read.h"
#include "pack/validate.h"
#include "pack/word_table.h"

namespace rapport::pack {
namespace {

class Loading {
 public:
  Loading(PackGraph* graph, const PackLimits& limits, bool ignore_learned, DiagnosticSink* sink)
      : graph_(*graph), limits_(limits), ignore_learned_(ignore_learned), sink_(sink) {}

  std::unique_ptr<const LoadedPack> Run() {
    for (const auto& pack : graph_.packs()) {
      const auto [at, is_new] = drafts_.try_emplace(pack->header.id);
      if (!is_new) continue;  // two packs of one id; that is an error of its own
      Draft& draft = at->second;
      draft.pack_id = pack->header.id;
      for (ParsedFile* file : pack->files) {
        if (file->role == Role::kWordTable) {
          AddWords(file->words, /*replace=*/false, &draft.words, sink_);
        } else {
          Gather(std::move(file->root), &draft, sink_);  // nothing reads it again
        }
      }
      if (ignore_learned_) {
        draft.weights = Node();
        draft.words = WordTable();
      }
    }
    if (graph_.incomplete()) {
      // What is missing might be what others name; only what stands alone can be judged.
      for (const auto& pack : graph_.packs()) {
        if (pack->header.extends.empty()) ReadPack(drafts_[pack->header.id], sink_);
      }
      return nullptr;
    }
    return Finish(MergeAll());
  }

 private:
  Draft MergeAll() {
    Draft state;
    const bool keeps_drafts = !graph_.overlays().empty();  // which look at them again
    for (PackFiles* pack : graph_.order()) {
      Draft draft =
          keeps_drafts ? drafts_.at(pack->header.id) : std::move(drafts_.at(pack->header.id));
      const std::vector<Node> tests = std::move(draft.tests);
      const WordTable words = draft.words;
      Merge(std::move(draft), &state, sink_);
      CheckTerms(words, state);
      for (const Overlay& overlay : graph_.overlays()) {
        if (overlay.pack_id == pack->header.id && !ignore_learned_) Apply(overlay, pack, &state);
      }
      if (!pack->is_root()) continue;
      roots_.insert(pack->header.id);
      header_ = pack->header;
      state.tests.insert(state.tests.end(), tests.begin(), tests.end());
    }
    return state;
  }

  // An overlay may have been learned on the pack as it is here, after others, or by itself.
  void Apply(const Overlay& overlay, PackFiles* pack, Draft* state) {
    DiagnosticSink unheard;
    Draft alone;
    for (const PackFiles* part : graph_.Closure(pack)) {
      Merge(drafts_.at(part->header.id), &alone, &unheard);
    }
    const std::vector<std::string> hashes = {HashOfState(*state, pack->header),
                                             HashOfState(alone, pack->header)};
    if (MatchesBase(overlay, pack->header.version, hashes, sink_)) {
      ApplyOverlay(overlay, state, sink_);
      if (overlay.words) CheckTerms(*overlay.words, *state);
    }
  }

  void CheckTerms(const WordTable& words, const Draft& state) {
    const bool has_text = state.text.is_map();
    ValidateTerms(words, has_text ? ReadText(Fields(state.text)) : TextSettings(), sink_);
  }

  // What is wrong with it is reported at the end, for the whole.
  std::string HashOfState(const Draft& draft, const Header& header) const {
    DiagnosticSink unheard;
    Pack pack = ReadPack(draft, &unheard);
    pack.header = header;
    OrderLists({draft, limits_, &unheard}, &pack);
    return HashOf(pack);
  }

  std::unique_ptr<const LoadedPack> Finish(const Draft& state) {
    auto loaded = std::make_unique<LoadedPack>();
    Pack& pack = loaded->pack;
    pack = ReadPack(state, sink_);
    pack.header = header_;
    const Validation v{state, limits_, sink_};
    ValidateNameSpace(v, pack);
    ValidateReferences(v, pack);
    ValidateProtocols(v, pack);
    ValidateService(v, pack);
    ValidateLessons(v, pack);
    ValidateStandard(v, pack);
    ValidateThemes(v, pack);
    ValidateLines(v, pack);
    ValidateText(v, pack);
    const std::set<std::string> in_cycle = OrderLists(v, &pack);
    ValidatePhrases(v, pack, in_cycle);
    ValidateColumns(v, pack);
    ValidateExpressions(v, pack);
    pack.tests = ReadTests(v, pack, state.tests);
    if (sink_->has_errors()) return nullptr;
    WarnUnused(v, pack, roots_);
    loaded->hash = HashOf(pack);
    loaded->sources = graph_.Sources();
    return loaded;
  }

  PackGraph& graph_;
  const PackLimits& limits_;
  const bool ignore_learned_;
  DiagnosticSink* sink_;
  std::map<std::string, Draft> drafts_;
  std::set<std::string> roots_;
  Header header_;  // of the last root
};

}  // namespace

void Loader::AddFile(std::string name, std::string bytes) {
  files_.push_back({std::make_shared<const Source>(std::move(name), std::move(bytes)), false});
}

void Loader::AddLibraryFile(std::string name, std::string bytes) {
  files_.push_back({std::make_shared<const Source>(std::move(name), std::move(bytes)), true});
}

std::unique_ptr<const LoadedPack> Loader::Load(DiagnosticSink* sink) const {
  PackGraph graph(limits_, sink);
  for (const File& file : files_) {
    if (file.library) {
      graph.AddLibraryFile(file.source);
    } else {
      graph.AddFile(file.source);
    }
  }
  graph.Resolve();
  return Loading(&graph, limits_, ignore_learned_, sink).Run();
}

std::string LoadedPack::Name() const {
  return StrCat(pack.header.id, "@", pack.header.version, "#", hash.substr(0, 16));
}

}  // namespace rapport::pack

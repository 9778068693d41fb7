#include "learn/fit_output.h"

#include <map>
#include <optional>
#include <vector>

#include "base/fixed_point.h"
#include "base/strings.h"

namespace rapport::learn {
namespace {

using Weights = std::map<std::string, Milli>;

Weights WeightsOf(const std::vector<pack::Evidence>& evidence) {
  Weights weights;
  for (const pack::Evidence& e : evidence) weights[e.id] = e.weight;
  return weights;
}

class Writer {
 public:
  Writer(const pack::LoadedPack& base, const pack::Pack& fitted) : base_(base), fitted_(fitted) {}

  std::string Run(FitFileKind kind, std::string_view words_file) {
    StrAppend(&out_, "rapport: 1\n\n");
    if (kind == FitFileKind::kOverlay) {
      StrAppend(&out_,
                "# Learned weights, as `rapport fit` wrote them; to be added after their base.\n",
                "overlay:\n  base: ", base_.pack.header.id, "@", base_.pack.header.version, "#",
                base_.hash, "\n");
      if (!words_file.empty()) StrAppend(&out_, "  words: ", words_file, "\n");
      StrAppend(&out_, "\n");
    } else {
      StrAppend(&out_,
                "# Learned weights, as `rapport fit` wrote them. They are laid over those of "
                "personas and\n"
                "# scales, which stay as people wrote them. Do not edit: fit again.\n");
    }
    StrAppend(&out_, "weights:\n");
    Scoring();
    StrAppend(&out_, "  personas:\n");
    for (const pack::Persona& persona : fitted_.personas) Persona(persona);
    std::string scales;
    std::swap(out_, scales);
    for (size_t s = 0; s < fitted_.scales.size(); ++s)
      Scale(base_.pack.scales[s], fitted_.scales[s]);
    std::swap(out_, scales);
    if (!scales.empty()) StrAppend(&out_, "  scales:\n", scales);
    return std::move(out_);
  }

 private:
  void Scoring() {
    std::string line;
    const auto add = [&](std::string_view key, std::optional<Milli> before,
                         std::optional<Milli> after) {
      if (!after || before == after) return;
      StrAppend(&line, line.empty() ? "" : ", ", key, ": ", FormatMilli(*after));
    };
    const pack::Scoring &before = base_.pack.scoring, &after = fitted_.scoring;
    add("decay", before.decay, after.decay);
    add("margin", before.margin, after.margin);
    add("word_mix", before.word_mix, after.word_mix);
    if (!line.empty()) StrAppend(&out_, "  scoring: {", line, "}\n");
  }

  // Writes what differs, if anything does.
  void Evidence(const Weights& before, Weights after) {
    for (const auto& [id, weight] : before) after.emplace(id, 0);  // no longer evidence
    bool any = false;
    for (const auto& [id, weight] : after) {
      const auto was = before.find(id);
      if (was != before.end() ? was->second == weight : weight == 0) continue;
      if (!any) StrAppend(&out_, "      evidence:\n");
      StrAppend(&out_, "        ", id, ": ", FormatMilli(weight), "\n");
      any = true;
    }
  }

  void Persona(const pack::Persona& persona) {
    const pack::Persona* before = nullptr;
    for (const pack::Persona& p : base_.pack.personas) {
      if (p.id == persona.id) before = &p;
    }
    StrAppend(&out_, "    ", persona.id, ":\n      bias: ", FormatMilli(persona.bias), "\n");
    Evidence(before == nullptr ? Weights() : WeightsOf(before->evidence),
             WeightsOf(persona.evidence));
  }

  void Scale(const pack::Scale& before, const pack::Scale& after) {
    const Weights old = WeightsOf(before.evidence), now = WeightsOf(after.evidence);
    if (old == now && before.thresholds == after.thresholds && before.bias == after.bias) return;
    StrAppend(&out_, "    ", after.id, ":\n      bias: ", FormatMilli(after.bias),
              "\n      thresholds: [");
    for (size_t t = 0; t < after.thresholds.size(); ++t) {
      StrAppend(&out_, t == 0 ? "" : ", ", FormatMilli(after.thresholds[t]));
    }
    StrAppend(&out_, "]\n");
    Evidence(old, now);
  }

  const pack::LoadedPack& base_;
  const pack::Pack& fitted_;
  std::string out_;
};

}  // namespace

std::string WeightsFile(const pack::LoadedPack& base, const pack::Pack& fitted, FitFileKind kind,
                        std::string_view words_file) {
  return Writer(base, fitted).Run(kind, words_file);
}

std::string WordTableFile(const pack::WordTable& words) {
  std::string out = "term";
  for (const pack::Text& column : words.columns) StrAppend(&out, "\t", column.value);
  out += '\n';
  for (const pack::TermRow& row : words.rows) {
    out += row.term;
    uint32_t next = 0;
    for (const pack::TermWeight& w : row.weights) {
      for (; next <= w.column; ++next) out += '\t';
      out += FormatMilli(w.weight);
    }
    out += '\n';
  }
  return out;
}

}  // namespace rapport::learn

#include "cli/mine_view.h"

#include <cmath>

#include "base/strings.h"
#include "cli/evaluation_text.h"
#include "cli/layout.h"
#include "cli/table.h"
#include "learn/mine_output.h"

namespace rapport::cli {
namespace {

using Align = Table::Align;

constexpr size_t kPhraseWidth = 60;

// "3.12".
std::string Z(double value) {
  const std::string four = Fraction(std::round(value * 100) / 100);
  return four.substr(0, four.size() - 2);
}

std::string Joined(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) StrAppend(&out, out.empty() ? "" : ", ", item);
  return out;
}

std::string EffectText(const learn::ReviewEffect& effect) {
  return StrCat("accuracy ", SignedFraction(effect.accuracy), ", macro-F1 ",
                SignedFraction(effect.macro_f1), " (", effect.gained, " right, ", effect.lost,
                " wrong)");
}

std::string Remarks(const learn::CueReviewRow& row) {
  std::vector<std::string> remarks;
  if (row.hurts) remarks.emplace_back("hurts");
  if (row.mostly_none) remarks.emplace_back("mostly on none");
  if (row.nearly_always) remarks.emplace_back("nearly always");
  if (row.never) remarks.emplace_back("never fires");
  if (row.unknown > 0) remarks.push_back(StrCat("unknown on ", row.unknown));
  return Joined(remarks);
}

}  // namespace

void AppendProposals(const Terminal& terminal, std::string_view rule_set,
                     const learn::MineReport& report, std::string* out) {
  StrAppend(out, report.proposals.size(), " of ", report.candidates, " proposals for ", rule_set,
            ", from ", report.records, " records");
  if (report.unlabelled > 0) StrAppend(out, "; ", report.unlabelled, " without a label left out");
  StrAppend(out, "\n");
  for (const learn::Proposal& p : report.proposals) {
    StyledText head;
    head.Add(p.phrase, Style::kBold).Add("  ").Add(p.persona, Style::kCyan);
    head.Add(StrCat("  -> ", p.is_new_cue ? "new cue " : "cue ", p.cue));
    AppendWrapped(terminal, StyledText(""), head, out);
    std::string figures =
        StrCat("z ", Z(p.z), ", ", p.records, " records, ", p.none, " on none, ", p.others,
               " on others, precision ", Z(p.precision), "; ", p.sources.size(), " sources");
    if (p.explained > 0) StrAppend(&figures, "; ", p.explained, " more are explained already");
    AppendWrapped(terminal, StyledText("    "), figures, out);
    if (!p.instead_of.empty()) {
      AppendWrapped(terminal, StyledText("    stands for "), Joined(p.instead_of), out);
    }
    for (const learn::MineExample& e : p.examples) {
      StyledText text;
      text.Add(e.before).Add(e.words, Style::kMark).Add(e.after);
      AppendWrapped(terminal, StyledText(StrCat("    ", e.id, "  ")), text, out);
    }
  }
}

void AppendCueReview(const Terminal& terminal, std::string_view rule_set,
                     const learn::CueReview& review, std::string* out) {
  StrAppend(out, review.rows.size(), " cues and conditions of ", rule_set, " to look at; on ",
            review.labelled, " labelled records accuracy ", Fraction(review.accuracy),
            ", macro-F1 ", Fraction(review.macro_f1), "\n");
  Table never({}, {Align::kLeft, Align::kLeft});
  for (const learn::CueReviewRow& row : review.rows) {
    if (row.never) {
      never.Row({StrCat(row.id),
                 StyledText().Add(
                     StrCat(row.is_condition ? "condition" : "cue",
                            row.unknown > 0 ? StrCat(", unknown on ", row.unknown) : std::string()),
                     Style::kDim)});
      continue;
    }
    StyledText head;
    head.Add(row.id, Style::kBold).Add("  ").Add(Remarks(row), Style::kYellow);
    AppendWrapped(terminal, StyledText(""), head, out);
    std::string figures = StrCat("fired on ", row.fired, " (", Share(row.fired, review.records),
                                 "), of these ", Fraction(row.none_share), " none; speaks for ",
                                 row.speaks_for.empty() ? "nothing" : Joined(row.speaks_for));
    AppendWrapped(terminal, StyledText("    "), figures, out);
    AppendWrapped(terminal, StyledText("    without it: "), EffectText(row.drop), out);
    for (const learn::PhraseReview& phrase : row.phrases) {
      StyledText text;
      text.Add(Clipped(Printable(phrase.phrase), kPhraseWidth), Style::kMark);
      text.Add(StrCat("  ", phrase.none, " on none of ", phrase.fired));
      if (phrase.drop.gained + phrase.drop.lost > 0) {
        text.Add(StrCat("; without it: ", EffectText(phrase.drop)));
      }
      AppendWrapped(terminal, StyledText("      "), text, out);
    }
  }
  if (never.empty()) return;
  StrAppend(out, terminal.Paint(Style::kBold, "Never fired"), "\n");
  never.Append(terminal, 2, out);
}

void AppendAcceptance(const learn::Acceptance& acceptance, size_t accepted, std::string* out) {
  const auto line = [out](const auto&... pieces) {
    StrAppend(out, out->empty() ? "" : "\n", pieces...);
  };
  if (accepted == 0) line("No proposal is accepted.\n");
  if (!acceptance.known_cues.empty()) {
    line("To be added by hand, under `phrases:` of the cues that the pack has:\n");
    for (const learn::AcceptedCue& cue : acceptance.known_cues) {
      line(cue.place, ": ", cue.id, "\n");
      for (const std::string& phrase : cue.phrases) {
        StrAppend(out, "      - ", learn::YamlScalar(phrase), "\n");
      }
    }
  }
  if (acceptance.repeated > 0) {
    line("Left out, as their cues have them already: ", acceptance.repeated, "\n");
  }
}

}  // namespace rapport::cli

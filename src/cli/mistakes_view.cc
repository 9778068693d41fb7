#include "cli/mistakes_view.h"

#include "base/strings.h"
#include "cli/evaluation_text.h"
#include "cli/layout.h"
#include "cli/table.h"

namespace rapport::cli {
namespace {

using Align = Table::Align;

StyledText Marked(const learn::ExcerptTurn& turn) {
  StyledText out;
  for (const learn::ExcerptPiece& piece : turn.pieces) {
    if (piece.ids.empty()) {
      out.Add(piece.text, piece.is_gap ? Style::kDim : Style::kPlain);
    } else {
      out.Add("‹", Style::kDim).Add(piece.text, Style::kMark).Add("›", Style::kDim);
      out.Add(StrCat("[", piece.ids, "]"), Style::kCyan);
    }
  }
  return out;
}

void AppendMistake(const Terminal& terminal, const learn::Mistake& m, std::string* out) {
  StyledText title;
  title.Add(m.record, Style::kBold).Add("  ").Add(m.decision, Style::kRed);
  title.Add(StrCat(" ", Probability(m.decision_probability)));
  if (!m.abstained.empty()) title.Add(StrCat(" (", m.abstained, ")"), Style::kDim);
  title.Add(", labelled ").Add(m.label, Style::kGreen);
  title.Add(StrCat(" ", Probability(m.label_probability)));
  if (m.also_labelled) title.Add("; the label names both", Style::kYellow);
  StrAppend(out, "\n");
  AppendWrapped(terminal, StyledText("  "), title, out);
  for (const learn::ExcerptTurn& turn : m.words) {
    StyledText lead("    ");
    lead.Add(StrCat("turn ", turn.turn), Style::kDim).Add("  ");
    AppendWrapped(terminal, lead, Marked(turn), out);
  }
  const auto side = [&](std::string_view name, const std::string& text) {
    StyledText lead("    ");
    lead.Add("for ", Style::kDim).Add(name).Add("  ");
    AppendWrapped(terminal, lead, StyledText(text), out);
  };
  side(m.decision, ForDecisionText(m));
  side(m.label, ForLabelText(m));
}

}  // namespace

void AppendMistakes(const Terminal& terminal, const learn::Mistakes& mistakes, int64_t labelled,
                    std::string* out) {
  StrAppend(out, "\n", terminal.Paint(Style::kBold, "Mistakes"), "  ", mistakes.count, " of ",
            labelled, "\n");
  Table kinds({"label", "decision", "count", "evidence behind it, in how many"},
              {Align::kLeft, Align::kLeft, Align::kRight, Align::kLeft});
  for (const learn::MistakeKind& kind : mistakes.kinds) {
    kinds.Row({kind.label, kind.decision, std::to_string(kind.count), BehindText(kind)});
  }
  if (!mistakes.kinds.empty()) kinds.Append(terminal, 2, out);
  for (const learn::Mistake& mistake : mistakes.worst) AppendMistake(terminal, mistake, out);
}

}  // namespace rapport::cli

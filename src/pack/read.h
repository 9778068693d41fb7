#ifndef RAPPORT_PACK_READ_H_
#define RAPPORT_PACK_READ_H_

// From the merged draft to the model. Each reader reports what is wrong with one item by itself (a
// default outside its range, thresholds that do not rise); what concerns several is validated
// later. Every declared item is in the model, also one that is partly wrong.

#include <optional>

#include "base/diagnostic_sink.h"
#include "pack/draft.h"
#include "pack/fields.h"
#include "pack/model.h"

namespace rapport::pack {

Pack ReadPack(const Draft& draft, DiagnosticSink* sink);

Header ReadHeader(const Node& pack);

// By section; the body of the item is a map.
void ReadFact(const Fields& fields, Fact* fact, DiagnosticSink* sink);
void ReadCue(const Fields& fields, Cue* cue);
void ReadPersona(const Fields& fields, Persona* persona);
void ReadScale(const Fields& fields, Scale* scale, DiagnosticSink* sink);
void ReadAction(const Fields& fields, Action* action);
void ReadCheck(const Fields& fields, Check* check, DiagnosticSink* sink);
void ReadProtocol(const Fields& fields, Protocol* protocol, DiagnosticSink* sink);
void ReadTheme(const Fields& fields, Theme* theme, DiagnosticSink* sink);
void ReadMeasure(const Fields& fields, Measure* measure, DiagnosticSink* sink);
void ReadLesson(const Fields& fields, Lesson* lesson, DiagnosticSink* sink);
void ReadPolicy(const Fields& fields, Policy* policy, DiagnosticSink* sink);
void ReadContactKind(const Fields& fields, ContactKind* kind);
void ReadNeed(const Fields& fields, Need* need);
void ReadPromise(const Fields& fields, Promise* promise);
TextSettings ReadText(const Fields& fields);
// The part of it that is about questions and times.
void ReadServiceText(const Fields& fields, TextSettings* text);
Scoring ReadScoring(const Fields& fields);
StandardSettings ReadStandard(const Node& standard, DiagnosticSink* sink);

// A value of the fact's type and range; reports why it is none.
std::optional<FactValue> ReadFactValue(const Node& node, const Fact& fact, DiagnosticSink* sink);

// Reports names that stand twice in one list, as a warning.
void CheckTwice(const std::vector<const Node*>& items, DiagnosticSink* sink);

}  // namespace rapport::pack

#endif  // RAPPORT_PACK_READ_H_

#ifndef RAPPORT_CAPI_BINDINGS_GO_GLUE_H_
#define RAPPORT_CAPI_BINDINGS_GO_GLUE_H_

/* What stands between cgo and the library. A call from Go to C is dear, so each function here is
   one crossing. Go strings arrive as _GoString_, are read where they lie and are never kept;
   structures that hold pointers are put together on this side, so that no Go pointer is ever stored
   in one; and results come back by value, so that Go need not allocate room for them. */

#include <rapport/c.h>
#include <stdlib.h>

#if RAPPORT_ABI_VERSION != 0
#error "this package is made for ABI version 0 of Rapport; the header rapport/c.h has another one"
#endif

#define GLUE_GO(s) _GoStringPtr(s), _GoStringLen(s)
#define GLUE_OUT(t) &(t).bytes, &(t).length

typedef struct {
  const char* bytes;
  size_t length;
} glue_text;

/* What a call that can fail gives back. */
typedef struct {
  int32_t status;
  rapport_error* error;
  glue_text text;
  size_t refused;
} glue_answer;

/* ---- Errors ---- */

typedef struct {
  glue_text message, file;
  uint32_t line, column;
} glue_error;

static inline glue_error glue_error_read(const rapport_error* error) {
  glue_error e;
  e.message.bytes = rapport_error_message(error, &e.message.length);
  e.file.bytes = rapport_error_file(error, &e.file.length);
  e.line = rapport_error_line(error);
  e.column = rapport_error_column(error);
  return e;
}

/* ---- Builders ---- */

static inline glue_answer glue_add_default(rapport_builder* builder) {
  glue_answer a = {0};
  a.status = rapport_builder_add_default(builder, &a.error);
  return a;
}

static inline glue_answer glue_add_file(rapport_builder* builder, _GoString_ path) {
  glue_answer a = {0};
  a.status = rapport_builder_add_file(builder, GLUE_GO(path), &a.error);
  return a;
}

static inline glue_answer glue_add_bytes(rapport_builder* builder, _GoString_ name,
                                         _GoString_ bytes) {
  glue_answer a = {0};
  a.status = rapport_builder_add_bytes(builder, GLUE_GO(name), GLUE_GO(bytes), &a.error);
  return a;
}

typedef struct {
  int32_t severity;
  uint32_t line, column, width;
  glue_text code, file, message, snippet, hint;
} glue_diagnostic;

static inline glue_diagnostic glue_diagnostic_read(const rapport_builder* builder, size_t i) {
  glue_diagnostic d = {0};
  rapport_builder_diagnostic_severity(builder, i, &d.severity);
  rapport_builder_diagnostic_place(builder, i, &d.line, &d.column, &d.width);
  rapport_builder_diagnostic_code(builder, i, GLUE_OUT(d.code));
  rapport_builder_diagnostic_file(builder, i, GLUE_OUT(d.file));
  rapport_builder_diagnostic_message(builder, i, GLUE_OUT(d.message));
  rapport_builder_diagnostic_snippet(builder, i, GLUE_OUT(d.snippet));
  rapport_builder_diagnostic_hint(builder, i, GLUE_OUT(d.hint));
  return d;
}

static inline size_t glue_diagnostic_count(const rapport_builder* builder) {
  size_t count = 0;
  rapport_builder_diagnostic_count(builder, &count);
  return count;
}

static inline glue_text glue_report(const rapport_builder* builder) {
  glue_text report = {0};
  rapport_builder_report(builder, GLUE_OUT(report));
  return report;
}

/* ---- Rule sets ---- */

typedef struct {
  glue_text name, hash, language;
  size_t compiled_bytes, facts, personas, scales, cues, policies, checks;
} glue_ruleset;

static inline glue_ruleset glue_ruleset_read(const rapport_ruleset* rules) {
  glue_ruleset r = {0};
  rapport_ruleset_name(rules, GLUE_OUT(r.name));
  rapport_ruleset_hash(rules, GLUE_OUT(r.hash));
  rapport_ruleset_language(rules, GLUE_OUT(r.language));
  rapport_ruleset_compiled_bytes(rules, &r.compiled_bytes);
  rapport_ruleset_fact_count(rules, &r.facts);
  rapport_ruleset_persona_count(rules, &r.personas);
  rapport_ruleset_scale_count(rules, &r.scales);
  rapport_ruleset_cue_count(rules, &r.cues);
  rapport_ruleset_policy_count(rules, &r.policies);
  rapport_ruleset_check_count(rules, &r.checks);
  return r;
}

/* Anything that a pack declares. `texts` are what is said of it, in the order of the Go fields. */
typedef struct {
  glue_text id, texts[3];
  int32_t type, has_default;
  int32_t weight, is_fatal;
  size_t values;
} glue_item;

static inline glue_item glue_fact(const rapport_ruleset* rules, size_t i) {
  glue_item f = {0};
  rapport_ruleset_fact_id(rules, i, GLUE_OUT(f.id));
  rapport_ruleset_fact_help(rules, i, GLUE_OUT(f.texts[0]));
  rapport_ruleset_fact_type(rules, i, &f.type);
  rapport_ruleset_fact_has_default(rules, i, &f.has_default);
  rapport_ruleset_fact_value_count(rules, i, &f.values);
  return f;
}

static inline glue_text glue_fact_value(const rapport_ruleset* rules, size_t i, size_t value) {
  glue_text t = {0};
  rapport_ruleset_fact_value(rules, i, value, GLUE_OUT(t));
  return t;
}

static inline glue_item glue_persona(const rapport_ruleset* rules, size_t i) {
  glue_item p = {0};
  rapport_ruleset_persona_id(rules, i, GLUE_OUT(p.id));
  rapport_ruleset_persona_label(rules, i, GLUE_OUT(p.texts[0]));
  rapport_ruleset_persona_display_name(rules, i, GLUE_OUT(p.texts[1]));
  rapport_ruleset_persona_summary(rules, i, GLUE_OUT(p.texts[2]));
  return p;
}

static inline glue_item glue_scale(const rapport_ruleset* rules, size_t i) {
  glue_item s = {0};
  rapport_ruleset_scale_id(rules, i, GLUE_OUT(s.id));
  rapport_ruleset_scale_help(rules, i, GLUE_OUT(s.texts[0]));
  rapport_ruleset_scale_level_count(rules, i, &s.values);
  return s;
}

static inline glue_text glue_scale_level(const rapport_ruleset* rules, size_t i, size_t level) {
  glue_text t = {0};
  rapport_ruleset_scale_level_name(rules, i, level, GLUE_OUT(t));
  return t;
}

static inline glue_item glue_cue(const rapport_ruleset* rules, size_t i) {
  glue_item c = {0};
  rapport_ruleset_cue_id(rules, i, GLUE_OUT(c.id));
  rapport_ruleset_cue_help(rules, i, GLUE_OUT(c.texts[0]));
  return c;
}

static inline glue_item glue_policy(const rapport_ruleset* rules, size_t i) {
  glue_item p = {0};
  rapport_ruleset_policy_id(rules, i, GLUE_OUT(p.id));
  rapport_ruleset_policy_when(rules, i, GLUE_OUT(p.texts[0]));
  rapport_ruleset_policy_help(rules, i, GLUE_OUT(p.texts[1]));
  return p;
}

static inline glue_item glue_check(const rapport_ruleset* rules, size_t i) {
  glue_item c = {0};
  rapport_ruleset_check_id(rules, i, GLUE_OUT(c.id));
  rapport_ruleset_check_label(rules, i, GLUE_OUT(c.texts[0]));
  rapport_ruleset_check_help(rules, i, GLUE_OUT(c.texts[1]));
  rapport_ruleset_check_weight(rules, i, &c.weight);
  rapport_ruleset_check_is_fatal(rules, i, &c.is_fatal);
  return c;
}

/* ---- Conversations ---- */

static inline glue_answer glue_add_turn(rapport_conversation* conversation, int32_t by,
                                        int32_t visibility, int32_t format, _GoString_ text,
                                        _GoString_ language, _GoString_ id, _GoString_ author,
                                        int64_t at, int64_t end) {
  glue_answer a = {0};
  rapport_turn turn = RAPPORT_TURN_INIT;
  turn.by = by;
  turn.visibility = visibility;
  turn.format = format;
  turn.text = _GoStringPtr(text), turn.text_length = _GoStringLen(text);
  turn.language = _GoStringPtr(language), turn.language_length = _GoStringLen(language);
  turn.id = _GoStringPtr(id), turn.id_length = _GoStringLen(id);
  turn.author = _GoStringPtr(author), turn.author_length = _GoStringLen(author);
  turn.at = at;
  turn.end = end;
  a.status = rapport_conversation_add_turn(conversation, &turn, &a.error);
  return a;
}

#define GLUE_SETTER(kind, type)                                                                  \
  static inline glue_answer glue_set_##kind(rapport_conversation* conversation, _GoString_ fact, \
                                            type value) {                                        \
    glue_answer a = {0};                                                                         \
    a.status = rapport_conversation_set_##kind(conversation, GLUE_GO(fact), value, &a.error);    \
    return a;                                                                                    \
  }
GLUE_SETTER(bool, int32_t)
GLUE_SETTER(int, int64_t)
GLUE_SETTER(double, double)
GLUE_SETTER(duration, int64_t)
GLUE_SETTER(timestamp, int64_t)

static inline glue_answer glue_set_string(rapport_conversation* conversation, _GoString_ fact,
                                          _GoString_ value) {
  glue_answer a = {0};
  a.status = rapport_conversation_set_string(conversation, GLUE_GO(fact), GLUE_GO(value), &a.error);
  return a;
}

/* `joined` holds the strings one after another. */
static inline glue_answer glue_set_strings(rapport_conversation* conversation, _GoString_ fact,
                                           _GoString_ joined, const size_t* lengths, size_t count) {
  glue_answer a = {0};
  const char* next = count > 0 && _GoStringLen(joined) > 0 ? _GoStringPtr(joined) : "";
  const char** values = (const char**)malloc((count + 1) * sizeof *values);
  size_t i;
  if (values == NULL) {
    a.status = RAPPORT_OUT_OF_MEMORY;
    return a;
  }
  for (i = 0; i < count; ++i) {
    values[i] = next;
    next += lengths[i];
  }
  a.status = rapport_conversation_set_strings(conversation, GLUE_GO(fact), values, lengths, count,
                                              &a.error);
  free(values);
  return a;
}

static inline glue_answer glue_clear_fact(rapport_conversation* conversation, _GoString_ fact) {
  glue_answer a = {0};
  a.status = rapport_conversation_clear_fact(conversation, GLUE_GO(fact), &a.error);
  return a;
}

static inline glue_answer glue_acknowledge(rapport_conversation* conversation, _GoString_ route) {
  glue_answer a = {0};
  a.status = rapport_conversation_acknowledge(conversation, GLUE_GO(route), &a.error);
  return a;
}

static inline glue_answer glue_override_persona(rapport_conversation* conversation, _GoString_ id) {
  glue_answer a = {0};
  a.status = rapport_conversation_override_persona(conversation, GLUE_GO(id), &a.error);
  return a;
}

static inline glue_answer glue_override_scale(rapport_conversation* conversation, _GoString_ scale,
                                              int32_t level) {
  glue_answer a = {0};
  a.status = rapport_conversation_override_scale(conversation, GLUE_GO(scale), level, &a.error);
  return a;
}

static inline glue_answer glue_release_scale(rapport_conversation* conversation,
                                             _GoString_ scale) {
  glue_answer a = {0};
  a.status = rapport_conversation_release_scale(conversation, GLUE_GO(scale), &a.error);
  return a;
}

static inline glue_answer glue_override_escalation(rapport_conversation* conversation,
                                                   _GoString_ route, int32_t rule) {
  glue_answer a = {0};
  a.status = rapport_conversation_override_escalation(conversation, GLUE_GO(route), rule, &a.error);
  return a;
}

static inline glue_answer glue_release_escalation(rapport_conversation* conversation,
                                                  _GoString_ route) {
  glue_answer a = {0};
  a.status = rapport_conversation_release_escalation(conversation, GLUE_GO(route), &a.error);
  return a;
}

static inline size_t glue_turn_count(const rapport_conversation* conversation) {
  size_t count = 0;
  rapport_conversation_turn_count(conversation, &count);
  return count;
}

/* ---- Deciding and explaining ---- */

static inline glue_answer glue_decide(const rapport_conversation* conversation, int64_t now,
                                      _GoString_ id, rapport_decision* decision) {
  glue_answer a = {0};
  a.status = rapport_decide(conversation, now, decision, &a.error);
  if (a.status != RAPPORT_OK) return a;
  a.status = rapport_decision_json(decision, GLUE_GO(id), GLUE_OUT(a.text), &a.error);
  return a;
}

static inline glue_answer glue_decide_json(const rapport_ruleset* rules, _GoString_ record,
                                           rapport_decision* decision) {
  glue_answer a = {0};
  a.status = rapport_decide_json(rules, GLUE_GO(record), decision, GLUE_OUT(a.text), &a.error);
  return a;
}

static inline glue_answer glue_decide_lines(const rapport_ruleset* rules, _GoString_ records,
                                            rapport_decision* decision) {
  glue_answer a = {0};
  a.status = rapport_decide_lines(rules, GLUE_GO(records), decision, GLUE_OUT(a.text), &a.refused,
                                  &a.error);
  return a;
}

static inline glue_answer glue_explain(const rapport_conversation* conversation, int64_t now,
                                       _GoString_ id, rapport_explanation* explanation) {
  glue_answer a = {0};
  a.status =
      rapport_explain(conversation, now, GLUE_GO(id), explanation, GLUE_OUT(a.text), &a.error);
  return a;
}

static inline glue_answer glue_explain_json(const rapport_ruleset* rules, _GoString_ record,
                                            rapport_explanation* explanation) {
  glue_answer a = {0};
  a.status = rapport_explain_json(rules, GLUE_GO(record), explanation, GLUE_OUT(a.text), &a.error);
  return a;
}

/* ---- Reviewing replies ---- */

static inline glue_answer glue_review_reply(const rapport_conversation* conversation,
                                            int32_t format, _GoString_ text, int64_t at,
                                            int64_t now, int32_t detail, _GoString_ id,
                                            rapport_review* review) {
  glue_answer a = {0};
  rapport_turn reply = RAPPORT_TURN_INIT;
  reply.by = RAPPORT_SPEAKER_AGENT;
  reply.format = format;
  reply.text = _GoStringPtr(text), reply.text_length = _GoStringLen(text);
  reply.at = at;
  a.status = rapport_review_reply(conversation, &reply, now, review, &a.error);
  if (a.status != RAPPORT_OK) return a;
  a.status = rapport_review_to_json(review, detail, GLUE_GO(id), GLUE_OUT(a.text), &a.error);
  return a;
}

static inline glue_answer glue_review_json(const rapport_ruleset* rules, _GoString_ record,
                                           int32_t detail, rapport_review* review) {
  glue_answer a = {0};
  a.status =
      rapport_review_json(rules, GLUE_GO(record), detail, review, GLUE_OUT(a.text), &a.error);
  return a;
}

static inline glue_answer glue_review_lines(const rapport_ruleset* rules, _GoString_ records,
                                            int32_t detail, rapport_review* review) {
  glue_answer a = {0};
  a.status = rapport_review_lines(rules, GLUE_GO(records), detail, review, GLUE_OUT(a.text),
                                  &a.refused, &a.error);
  return a;
}

/* ---- Accumulators ---- */

typedef struct {
  int32_t status;
  rapport_error* error;
  rapport_accumulator* accumulator;
} glue_accumulator;

static inline glue_accumulator glue_accumulator_new(const rapport_ruleset* rules, _GoString_ kind,
                                                    _GoString_ options) {
  glue_accumulator a = {0};
  a.status =
      rapport_accumulator_new(rules, GLUE_GO(kind), GLUE_GO(options), &a.accumulator, &a.error);
  return a;
}

static inline glue_accumulator glue_accumulator_load(const rapport_ruleset* rules,
                                                     _GoString_ saved) {
  glue_accumulator a = {0};
  a.status = rapport_accumulator_load(rules, GLUE_GO(saved), &a.accumulator, &a.error);
  return a;
}

static inline glue_answer glue_accumulator_add(rapport_accumulator* accumulator, _GoString_ line) {
  glue_answer a = {0};
  a.status = rapport_accumulator_add_json(accumulator, GLUE_GO(line), &a.error);
  return a;
}

static inline glue_answer glue_accumulator_merge(rapport_accumulator* accumulator,
                                                 const rapport_accumulator* other) {
  glue_answer a = {0};
  a.status = rapport_accumulator_merge(accumulator, other, &a.error);
  return a;
}

static inline glue_answer glue_accumulator_save(rapport_accumulator* accumulator) {
  glue_answer a = {0};
  a.status = rapport_accumulator_save(accumulator, GLUE_OUT(a.text), &a.error);
  return a;
}

static inline glue_answer glue_accumulator_report(rapport_accumulator* accumulator) {
  glue_answer a = {0};
  a.status = rapport_accumulator_report_json(accumulator, GLUE_OUT(a.text), &a.error);
  return a;
}

#endif /* RAPPORT_CAPI_BINDINGS_GO_GLUE_H_ */

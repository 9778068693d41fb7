// Rule sets: counting references, and reading what the packs declare. builder.cc makes them.

#include "getters.h"

using namespace rapport;  // the C names all begin with rapport_
using namespace rapport::capi;

int32_t rapport_ruleset_retain(rapport_ruleset* ruleset) {
  if (ruleset == nullptr) return RAPPORT_INVALID_ARGUMENT;
  ruleset->references.fetch_add(1, std::memory_order_relaxed);
  return RAPPORT_OK;
}

void rapport_ruleset_free(rapport_ruleset* ruleset) {
  if (ruleset == nullptr) return;
  if (ruleset->references.fetch_sub(1, std::memory_order_acq_rel) == 1) delete ruleset;
}

int32_t rapport_ruleset_name(const rapport_ruleset* ruleset, const char** name, size_t* length) {
  return GetText(ruleset, &RuleSet::name, name, length);
}

int32_t rapport_ruleset_hash(const rapport_ruleset* ruleset, const char** hash, size_t* length) {
  return GetText(ruleset, &RuleSet::hash, hash, length);
}

int32_t rapport_ruleset_language(const rapport_ruleset* ruleset, const char** language,
                                 size_t* length) {
  return GetText(ruleset, &RuleSet::language, language, length);
}

int32_t rapport_ruleset_compiled_bytes(const rapport_ruleset* ruleset, size_t* bytes) {
  return GetNumber(ruleset, &RuleSet::compiled_bytes, bytes);
}

int32_t rapport_ruleset_fact_count(const rapport_ruleset* ruleset, size_t* count) {
  return GetCount(ruleset, &RuleSet::facts, count);
}

int32_t rapport_ruleset_fact_id(const rapport_ruleset* ruleset, size_t index, const char** id,
                                size_t* length) {
  return ItemText(ruleset, &RuleSet::facts, index, &FactInfo::id, id, length);
}

int32_t rapport_ruleset_fact_type(const rapport_ruleset* ruleset, size_t index, int32_t* type) {
  return ItemNumber(ruleset, &RuleSet::facts, index, &FactInfo::type, type);
}

int32_t rapport_ruleset_fact_has_default(const rapport_ruleset* ruleset, size_t index,
                                         int32_t* has_default) {
  return ItemNumber(ruleset, &RuleSet::facts, index, &FactInfo::has_default, has_default);
}

int32_t rapport_ruleset_fact_value_count(const rapport_ruleset* ruleset, size_t index,
                                         size_t* count) {
  return ItemCount(ruleset, &RuleSet::facts, index, &FactInfo::values, count);
}

int32_t rapport_ruleset_fact_value(const rapport_ruleset* ruleset, size_t index, size_t value_index,
                                   const char** value, size_t* length) {
  return InnerText(ruleset, &RuleSet::facts, index, &FactInfo::values, value_index, Itself, value,
                   length);
}

int32_t rapport_ruleset_fact_help(const rapport_ruleset* ruleset, size_t index, const char** help,
                                  size_t* length) {
  return ItemText(ruleset, &RuleSet::facts, index, &FactInfo::help, help, length);
}

int32_t rapport_ruleset_persona_count(const rapport_ruleset* ruleset, size_t* count) {
  return GetCount(ruleset, &RuleSet::personas, count);
}

int32_t rapport_ruleset_persona_id(const rapport_ruleset* ruleset, size_t index, const char** id,
                                   size_t* length) {
  return ItemText(ruleset, &RuleSet::personas, index, &PersonaInfo::id, id, length);
}

int32_t rapport_ruleset_persona_label(const rapport_ruleset* ruleset, size_t index,
                                      const char** label, size_t* length) {
  return ItemText(ruleset, &RuleSet::personas, index, &PersonaInfo::label, label, length);
}

int32_t rapport_ruleset_persona_display_name(const rapport_ruleset* ruleset, size_t index,
                                             const char** name, size_t* length) {
  return ItemText(ruleset, &RuleSet::personas, index, &PersonaInfo::display_name, name, length);
}

int32_t rapport_ruleset_persona_summary(const rapport_ruleset* ruleset, size_t index,
                                        const char** summary, size_t* length) {
  return ItemText(ruleset, &RuleSet::personas, index, &PersonaInfo::summary, summary, length);
}

int32_t rapport_ruleset_scale_count(const rapport_ruleset* ruleset, size_t* count) {
  return GetCount(ruleset, &RuleSet::scales, count);
}

int32_t rapport_ruleset_scale_id(const rapport_ruleset* ruleset, size_t index, const char** id,
                                 size_t* length) {
  return ItemText(ruleset, &RuleSet::scales, index, &ScaleInfo::id, id, length);
}

int32_t rapport_ruleset_scale_level_count(const rapport_ruleset* ruleset, size_t index,
                                          size_t* count) {
  return ItemCount(ruleset, &RuleSet::scales, index, &ScaleInfo::levels, count);
}

int32_t rapport_ruleset_scale_level_name(const rapport_ruleset* ruleset, size_t index, size_t level,
                                         const char** name, size_t* length) {
  return InnerText(ruleset, &RuleSet::scales, index, &ScaleInfo::levels, level, Itself, name,
                   length);
}

int32_t rapport_ruleset_scale_help(const rapport_ruleset* ruleset, size_t index, const char** help,
                                   size_t* length) {
  return ItemText(ruleset, &RuleSet::scales, index, &ScaleInfo::help, help, length);
}

int32_t rapport_ruleset_cue_count(const rapport_ruleset* ruleset, size_t* count) {
  return GetCount(ruleset, &RuleSet::cues, count);
}

int32_t rapport_ruleset_cue_id(const rapport_ruleset* ruleset, size_t index, const char** id,
                               size_t* length) {
  return ItemText(ruleset, &RuleSet::cues, index, &CueInfo::id, id, length);
}

int32_t rapport_ruleset_cue_help(const rapport_ruleset* ruleset, size_t index, const char** help,
                                 size_t* length) {
  return ItemText(ruleset, &RuleSet::cues, index, &CueInfo::help, help, length);
}

int32_t rapport_ruleset_policy_count(const rapport_ruleset* ruleset, size_t* count) {
  return GetCount(ruleset, &RuleSet::policies, count);
}

int32_t rapport_ruleset_policy_id(const rapport_ruleset* ruleset, size_t index, const char** id,
                                  size_t* length) {
  return ItemText(ruleset, &RuleSet::policies, index, &PolicyInfo::id, id, length);
}

int32_t rapport_ruleset_policy_when(const rapport_ruleset* ruleset, size_t index, const char** when,
                                    size_t* length) {
  return ItemText(ruleset, &RuleSet::policies, index, &PolicyInfo::when, when, length);
}

int32_t rapport_ruleset_policy_help(const rapport_ruleset* ruleset, size_t index, const char** help,
                                    size_t* length) {
  return ItemText(ruleset, &RuleSet::policies, index, &PolicyInfo::help, help, length);
}

int32_t rapport_ruleset_check_count(const rapport_ruleset* ruleset, size_t* count) {
  return GetCount(ruleset, &RuleSet::checks, count);
}

int32_t rapport_ruleset_check_id(const rapport_ruleset* ruleset, size_t index, const char** id,
                                 size_t* length) {
  return ItemText(ruleset, &RuleSet::checks, index, &CheckInfo::id, id, length);
}

int32_t rapport_ruleset_check_label(const rapport_ruleset* ruleset, size_t index,
                                    const char** label, size_t* length) {
  return ItemText(ruleset, &RuleSet::checks, index, &CheckInfo::label, label, length);
}

int32_t rapport_ruleset_check_weight(const rapport_ruleset* ruleset, size_t index,
                                     int32_t* thousandths) {
  return ItemNumber(ruleset, &RuleSet::checks, index, &CheckInfo::weight, thousandths);
}

int32_t rapport_ruleset_check_is_fatal(const rapport_ruleset* ruleset, size_t index,
                                       int32_t* is_fatal) {
  return ItemNumber(ruleset, &RuleSet::checks, index, &CheckInfo::is_fatal, is_fatal);
}

int32_t rapport_ruleset_check_help(const rapport_ruleset* ruleset, size_t index, const char** help,
                                   size_t* length) {
  return ItemText(ruleset, &RuleSet::checks, index, &CheckInfo::help, help, length);
}

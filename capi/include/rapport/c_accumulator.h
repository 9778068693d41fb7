#ifndef RAPPORT_C_ACCUMULATOR_H_
#define RAPPORT_C_ACCUMULATOR_H_

/* The part of the C interface that looks over many lines. rapport/c.h includes it and has the
   conventions; hosts include that one.

       rapport_accumulator_new(rules, "coaching", 8, NULL, 0, &team, NULL);
       while (next_record(&record, &length))
         rapport_accumulator_add_json(team, record, length, NULL);
       rapport_accumulator_report_json(team, &report, NULL, NULL);
       puts(report); */

#include "rapport/c.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Accumulators -----------------------------------------------------------------------------

   Lines are added one at a time and forgotten; what counts is kept, and the report may be asked for
   at any time. Parts that were added elsewhere, by other threads, machines or days, come together
   by merging; between them they travel as bytes. The report is the same however the lines were
   spread and in whatever order they came.

   Kinds: "coaching" (docs/coaching.md) and "acceptance" (docs/feedback-loop.md), both of
   conversation records; "feedback" (docs/customer-feedback.md) and "metrics" (docs/metrics.md),
   both of service events. Options, which include/rapport/accumulator.h lists for each kind, are a
   JSON object, or empty; the same header says what memory each kind takes.

   Ownership:  an accumulator is the caller's and keeps its rule set alive; texts and bytes are
               borrowed until the next call with the handle that takes it without const
   Errors:     RAPPORT_INVALID_ARGUMENT and RAPPORT_OUT_OF_MEMORY, others where they are named.
               When memory runs out while adding or merging, a part may have been counted: every
               later call with the handle, but for _free, is RAPPORT_INVALID_STATE, and a host goes
               on from what it has saved
   Threads:    one at a time; of two that are merged, both
   Since:      0.1.0 */

typedef struct rapport_accumulator rapport_accumulator; /* what many lines say together */

/* RAPPORT_NOT_FOUND for a kind that there is not; RAPPORT_INVALID_ARGUMENT names the option. */
RAPPORT_API int32_t rapport_accumulator_new(const rapport_ruleset* ruleset, const char* kind,
                                            size_t kind_length, const char* options,
                                            size_t options_length,
                                            rapport_accumulator** accumulator,
                                            rapport_error** error);
/* What rapport_accumulator_save wrote, with its kind and options. RAPPORT_INVALID_STATE unless it
   was counted with rules of this hash. The bytes may come from anybody: RAPPORT_INVALID_ARGUMENT
   for those that were not saved so. */
RAPPORT_API int32_t rapport_accumulator_load(const rapport_ruleset* ruleset, const char* bytes,
                                             size_t bytes_length, rapport_accumulator** accumulator,
                                             rapport_error** error);
RAPPORT_API void rapport_accumulator_free(rapport_accumulator* accumulator);

/* "coaching" ...; a static string. */
RAPPORT_API int32_t rapport_accumulator_kind(const rapport_accumulator* accumulator,
                                             const char** kind, size_t* length);

/* Counts one line. A record without an id goes by the number of the call, from 1. A line that is
   refused changes nothing: RAPPORT_INVALID_ARGUMENT names the field, RAPPORT_NOT_FOUND the
   undeclared fact, RAPPORT_LIMIT_EXCEEDED the limit. */
RAPPORT_API int32_t rapport_accumulator_add_json(rapport_accumulator* accumulator, const char* line,
                                                 size_t line_length, rapport_error** error);

/* Adds what `other` has counted, which stays as it is. Both have the same kind and options, and
   rules of the same hash, else RAPPORT_INVALID_ARGUMENT; so for a handle with itself.
   RAPPORT_LIMIT_EXCEEDED when they are too much together. */
RAPPORT_API int32_t rapport_accumulator_merge(rapport_accumulator* accumulator,
                                              const rapport_accumulator* other,
                                              rapport_error** error);

/* All that was counted, as bytes, which hold NULs; the same counts give the same bytes. They hold
   names and quotations from the records, whatever the options show of them.
   RAPPORT_LIMIT_EXCEEDED above 2 GiB. */
RAPPORT_API int32_t rapport_accumulator_save(rapport_accumulator* accumulator, const char** bytes,
                                             size_t* length, rapport_error** error);

/* The report as one JSON object without a line break: what the command of the kind prints with
   --json. */
RAPPORT_API int32_t rapport_accumulator_report_json(rapport_accumulator* accumulator,
                                                    const char** json, size_t* length,
                                                    rapport_error** error);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* RAPPORT_C_ACCUMULATOR_H_ */

#ifndef RAPPORT_C_H_
#define RAPPORT_C_H_

/* The C interface of Rapport: what every language can call.

       rapport_ruleset *rules = NULL;
       rapport_decision *decision = NULL;
       const char *answer;
       rapport_ruleset_new_default(&rules, NULL);
       rapport_decision_new(&decision, NULL);
       rapport_decide_json(rules, record, strlen(record), decision, &answer, NULL, NULL);
       puts(answer);
       rapport_decision_free(decision);
       rapport_ruleset_free(rules);

   These five functions and rapport_error_message are all that a binding needs: records go in and
   decisions come out as JSON (docs/records.md). The rest is for hosts that keep a conversation
   going, or read a decision without parsing.

   Conventions, which hold for every function:

    1. Handles. Everything lives behind a pointer to an incomplete type. `_new` and `_build` make a
       handle, and `_retain` a further reference, that the caller owns and gives back with the
       matching `_free`, which takes NULL. Handles may be freed in any order: what needs another
       one keeps it alive.
    2. Status. A function returns a status, RAPPORT_OK (0) or a reason, as int32_t. Exceptions are
       `_free` (void), the getters of errors, and the functions that return a static string or a
       version. Where several arguments are wrong, any of the statuses that apply is returned.
    3. Order. Inputs come first, then outputs, then `error`. Outputs are set to NULL or 0 on entry,
       so that they are never stale after a failure. Where an output is not wanted, pass NULL:
       every `length` is optional, and so is what is marked so; any other NULL output is
       RAPPORT_INVALID_ARGUMENT.
    4. Errors. The optional last argument `error` receives a new rapport_error on failure and NULL
       on success; the caller frees it. An earlier error that it points to is not freed. There is
       no last error to ask for, in a thread or elsewhere. Functions without `error` fail only as
       their section says. Where there is no memory for the error itself, it is a constant one that
       says RAPPORT_OUT_OF_MEMORY.
    5. Text in is a pointer and a length in bytes, UTF-8; it need not end with NUL and may contain
       one. NULL with length 0 is the empty text. It is copied or used up before the call returns.
       Malformed bytes are read as U+FFFD.
    6. Text out is borrowed from the handle that it came from, until that handle is freed or used
       again in a function that takes it without const; what a section says of its texts goes
       further. It is followed by a NUL that `length` does not count; use the length where the text
       may contain NUL itself. It is never NULL when the function succeeds. It is UTF-8, except
       that names, paths and words of the customer's are given back as they came in.
    7. Threads. A rapport_ruleset may be used by any number of threads at once. Any other handle is
       for one thread at a time, different handles for different threads. Nothing is shared between
       handles but rule sets and constant tables, which the first use fills in; there are no
       threads, callbacks, signals or thread-local data inside. Fork while no other thread is in
       the library: handles go on in the child. Unload it when its handles are freed.
    8. Time is int64_t: an instant in microseconds since 1970-01-01T00:00:00Z without leap seconds,
       a duration in microseconds. RAPPORT_TIME_UNKNOWN (0) stands for an instant that is not
       known, in and out; 1970-01-01T00:00:00Z itself can be said in a record only. The library
       has no clock.
    9. Numbers. Truth values are int32_t, 0 or 1; as input, any other value than 0 is true. Scores
       and weights are thousandths, probabilities ten-thousandths, offsets bytes. Lists count from
       0; an index past the end is RAPPORT_NOT_FOUND.
   10. Growth. Constants are never renumbered and only added; readers must expect new ones.
       Structures are input only, begin with `struct_size`, and may grow at the end; a size that the
       library does not know is RAPPORT_INVALID_ARGUMENT. New behaviour is a new function. While
       RAPPORT_ABI_VERSION is 0, a release may still break all this, and its change log says so;
       until then a program and its library are of the same release.

   What a section says of ownership, errors, threads and since when, it says of each of its
   functions. */

#include <stddef.h>
#include <stdint.h>

#if defined(RAPPORT_STATIC)
#define RAPPORT_API
#elif defined(_WIN32) && defined(RAPPORT_BUILDING)
#define RAPPORT_API __declspec(dllexport)
#elif defined(_WIN32)
#define RAPPORT_API __declspec(dllimport)
#elif defined(__GNUC__)
#define RAPPORT_API __attribute__((visibility("default")))
#else
#define RAPPORT_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Version ----------------------------------------------------------------------------------

   Ownership:  static strings, never freed
   Errors:     none
   Threads:    any
   Since:      0.1.0 */

#define RAPPORT_VERSION_MAJOR 0
#define RAPPORT_VERSION_MINOR 1
#define RAPPORT_VERSION_PATCH 0
#define RAPPORT_VERSION_STRING "0.1.0"
#define RAPPORT_ABI_VERSION 0

/* Version of the library that is loaded, as RAPPORT_VERSION_STRING. */
RAPPORT_API const char* rapport_version(void);
/* RAPPORT_ABI_VERSION of the library that is loaded. A binding refuses one that it was not made
   for. */
RAPPORT_API uint32_t rapport_abi_version(void);

/* ---- Constants --------------------------------------------------------------------------------

   The `_name` functions return the word that packs and records use for a value: "not_found",
   "de_escalation"; "unknown" for a value that there is not.

   Ownership:  static strings, never freed
   Errors:     none
   Threads:    any
   Since:      0.1.0 */

/* What a function returns. */
enum {
  RAPPORT_OK = 0,
  RAPPORT_INVALID_ARGUMENT = 1, /* an argument is malformed or out of range */
  RAPPORT_INVALID_PACK = 2,     /* the packs have errors; see the builder's diagnostics */
  RAPPORT_NOT_FOUND = 3,        /* a name or index does not exist */
  RAPPORT_LIMIT_EXCEEDED = 4,   /* a stated limit; the object is unchanged */
  RAPPORT_INVALID_STATE = 5,    /* a call out of order */
  RAPPORT_IO = 6,               /* a file could not be read */
  RAPPORT_INTERNAL = 7,         /* a defect in Rapport; please report it */
  RAPPORT_OUT_OF_MEMORY = 8     /* the object may hold a part of the work: reset or free it */
};
/* Severity of a diagnostic. */
enum { RAPPORT_SEVERITY_ERROR = 0, RAPPORT_SEVERITY_WARNING = 1 };
/* Type of a fact. */
enum {
  RAPPORT_FACT_BOOL = 0,
  RAPPORT_FACT_INT = 1,
  RAPPORT_FACT_DOUBLE = 2,
  RAPPORT_FACT_STRING = 3,
  RAPPORT_FACT_ENUM = 4,
  RAPPORT_FACT_DURATION = 5,
  RAPPORT_FACT_TIMESTAMP = 6,
  RAPPORT_FACT_STRINGS = 7
};
/* Who speaks. */
enum {
  RAPPORT_SPEAKER_CUSTOMER = 0,
  RAPPORT_SPEAKER_AGENT = 1,
  RAPPORT_SPEAKER_BOT = 2,
  RAPPORT_SPEAKER_SYSTEM = 3,
  RAPPORT_SPEAKER_THIRD_PARTY = 4
};
/* Who sees a turn. */
enum { RAPPORT_VISIBILITY_PUBLIC = 0, RAPPORT_VISIBILITY_INTERNAL = 1 };
/* How the text of a turn is written. */
enum {
  RAPPORT_FORMAT_TEXT = 0,
  RAPPORT_FORMAT_HTML = 1,
  RAPPORT_FORMAT_EMAIL = 2,
  RAPPORT_FORMAT_TRANSCRIPT = 3
};
/* Why no persona is reported. */
enum {
  RAPPORT_ABSTAINED_NO = 0,          /* one is reported */
  RAPPORT_ABSTAINED_THRESHOLD = 1,   /* the best is not probable enough */
  RAPPORT_ABSTAINED_MARGIN = 2,      /* the best does not beat `none` by enough */
  RAPPORT_ABSTAINED_NO_EVIDENCE = 3, /* nothing speaks for any persona */
  RAPPORT_ABSTAINED_LANGUAGE = 4,    /* the pack does not serve the customer's language */
  RAPPORT_ABSTAINED_OVERRIDE = 5     /* a person said so */
};
/* What counted for a decision. */
enum {
  RAPPORT_EVIDENCE_CUE = 0,       /* a hit of a cue */
  RAPPORT_EVIDENCE_CONDITION = 1, /* a condition that holds */
  RAPPORT_EVIDENCE_WORD = 2       /* a word, or a pair of words, of the word tables */
};
/* Who does an action. */
enum {
  RAPPORT_PERFORMER_AGENT = 0,
  RAPPORT_PERFORMER_SYSTEM = 1,
  RAPPORT_PERFORMER_SUPERVISOR = 2
};
/* Kind of an action. */
enum {
  RAPPORT_ACTION_SAFETY = 0,
  RAPPORT_ACTION_DE_ESCALATION = 1,
  RAPPORT_ACTION_BOUNDARY = 2,
  RAPPORT_ACTION_APOLOGY = 3,
  RAPPORT_ACTION_SERVICE = 4,
  RAPPORT_ACTION_INFORMATION = 5,
  RAPPORT_ACTION_OFFER = 6,
  RAPPORT_ACTION_RELATIONSHIP = 7,
  RAPPORT_ACTION_CONVERSATION = 8,
  RAPPORT_ACTION_FOLLOW_UP = 9,
  RAPPORT_ACTION_HANDOVER = 10
};
/* What is done about a record's facts that no pack declares. */
enum { RAPPORT_UNKNOWN_FACTS_ERROR = 0, RAPPORT_UNKNOWN_FACTS_IGNORE = 1 };

#define RAPPORT_TIME_UNKNOWN 0

RAPPORT_API const char* rapport_status_name(int32_t status);
RAPPORT_API const char* rapport_severity_name(int32_t severity);
RAPPORT_API const char* rapport_fact_type_name(int32_t type);
RAPPORT_API const char* rapport_abstained_name(int32_t abstained); /* "" for RAPPORT_ABSTAINED_NO */
RAPPORT_API const char* rapport_evidence_kind_name(int32_t kind);
RAPPORT_API const char* rapport_performer_name(int32_t by);
RAPPORT_API const char* rapport_action_kind_name(int32_t kind);

/* A literal as the two arguments that a text takes: RAPPORT_LITERAL("tier") */
#define RAPPORT_LITERAL(literal) ("" literal), (sizeof(literal) - 1)

/* ---- Handles ----------------------------------------------------------------------------------

   Ownership:  the caller's, until the matching `_free`
   Errors:     none
   Threads:    a rule set any number, any other handle one at a time
   Since:      0.1.0 */

typedef struct rapport_error rapport_error;               /* why a call failed */
typedef struct rapport_builder rapport_builder;           /* packs, to be compiled */
typedef struct rapport_ruleset rapport_ruleset;           /* packs, compiled; immutable */
typedef struct rapport_conversation rapport_conversation; /* turns, facts, acknowledgements */
typedef struct rapport_decision rapport_decision;         /* workspace and result of deciding */
typedef struct rapport_explanation rapport_explanation;   /* why and why not, of one decision */

/* ---- Errors -----------------------------------------------------------------------------------

   The getters return their value at once and take NULL, which reads as RAPPORT_OK, "" and 0. An
   error never changes.

   Ownership:  an error is the caller's; its texts are borrowed until it is freed
   Errors:     none
   Threads:    an error may be read by any number of threads, and freed by any one
   Since:      0.1.0 */

RAPPORT_API void rapport_error_free(rapport_error* error);
/* The status that the failed function returned. */
RAPPORT_API int32_t rapport_error_status(const rapport_error* error);
/* One line of UTF-8 for people, without a full stop, of at most 1,000 bytes. */
RAPPORT_API const char* rapport_error_message(const rapport_error* error, size_t* length);
/* The place of the first error of a pack: name of the file, line and column from 1. "" and 0 when
   the error has no place. */
RAPPORT_API const char* rapport_error_file(const rapport_error* error, size_t* length);
RAPPORT_API uint32_t rapport_error_line(const rapport_error* error);
RAPPORT_API uint32_t rapport_error_column(const rapport_error* error);

/* ---- Building a rule set ----------------------------------------------------------------------

   A builder collects the files of packs, checks and compiles them: milliseconds, to be done once,
   and again to reload.

   Ownership:  a builder is the caller's; its texts are borrowed until it builds again or is freed
   Errors:     RAPPORT_INVALID_ARGUMENT and RAPPORT_OUT_OF_MEMORY, others where they are named;
               RAPPORT_NOT_FOUND for the index of a diagnostic past the end. When memory runs out
               while packs are compiled, the process may end: the hash tables in use there cannot
               recover from it. Deciding always can
   Threads:    one at a time
   Since:      0.1.0 */

/* Bounds on what packs may ask for (docs/pack-reference.md). A field that is 0 stands for its
   default, which is given here. */
typedef struct rapport_pack_limits {
  uint32_t struct_size;      /* sizeof(rapport_pack_limits) */
  uint32_t yaml_events;      /* of one file: 20,000 */
  uint32_t yaml_depth;       /* nesting of lists and maps: 32 */
  uint32_t files_per_pack;   /* 64 */
  uint32_t phrases;          /* of all cues: 10,000 */
  uint32_t phrase_words;     /* words and steps that one phrase expands to: 4,096 */
  uint32_t expression_depth; /* nesting of one condition: 64 */
  uint32_t reserved;         /* 0 */
  size_t file_bytes;         /* of one YAML file: 256 KiB */
  size_t table_bytes;        /* of one word table: 8 MiB */
  size_t scalar_bytes;       /* of one YAML scalar: 16 KiB */
  size_t expression_bytes;   /* of one condition: 4 KiB */
  size_t compiled_bytes;     /* 64 MiB */
} rapport_pack_limits;

/* `limits` may be NULL: the defaults. */
RAPPORT_API int32_t rapport_builder_new(const rapport_pack_limits* limits,
                                        rapport_builder** builder, rapport_error** error);
RAPPORT_API void rapport_builder_free(rapport_builder* builder);

/* Adds core-en, the pack that is built in. A pack that extends it finds it without this. */
RAPPORT_API int32_t rapport_builder_add_default(rapport_builder* builder, rapport_error** error);
/* Reads a pack's only file, or its manifest and the files that it lists, from disk; or an overlay
   of weights and the table that it names. RAPPORT_IO. */
RAPPORT_API int32_t rapport_builder_add_file(rapport_builder* builder, const char* path,
                                             size_t path_length, rapport_error** error);
/* Adds a file from memory: a pack, a manifest, a part that a manifest lists, or an overlay of
   weights. `name` is what diagnostics show and what a manifest's `files:` resolve to. A file whose
   name ends in .tsv is a word table, any other is YAML; what `rapport compile` wrote is known by
   its bytes, and stands alone. Nothing is checked before building. */
RAPPORT_API int32_t rapport_builder_add_bytes(rapport_builder* builder, const char* name,
                                              size_t name_length, const char* bytes,
                                              size_t bytes_length, rapport_error** error);
/* Merges the packs in the order in which they were added and compiles them. RAPPORT_INVALID_PACK
   when a pack has errors: all of them are in the diagnostics, the first is also in `error`. May be
   called again, after adding more. The rule set owes nothing to the builder. */
RAPPORT_API int32_t rapport_builder_build(rapport_builder* builder, rapport_ruleset** ruleset,
                                          rapport_error** error);

/* Errors and warnings of the last build, by file and position; none before it. */
RAPPORT_API int32_t rapport_builder_diagnostic_count(const rapport_builder* builder, size_t* count);
RAPPORT_API int32_t rapport_builder_diagnostic_severity(const rapport_builder* builder,
                                                        size_t index, int32_t* severity);
/* A stable word such as "unknown-key"; docs/diagnostics.md lists them. */
RAPPORT_API int32_t rapport_builder_diagnostic_code(const rapport_builder* builder, size_t index,
                                                    const char** code, size_t* length);
RAPPORT_API int32_t rapport_builder_diagnostic_file(const rapport_builder* builder, size_t index,
                                                    const char** file, size_t* length);
/* Line and column from 1, 0 when it is about a file as a whole; `width` is how many characters a
   caret marks there. The column and the width count code points. Each output is optional. */
RAPPORT_API int32_t rapport_builder_diagnostic_place(const rapport_builder* builder, size_t index,
                                                     uint32_t* line, uint32_t* column,
                                                     uint32_t* width);
RAPPORT_API int32_t rapport_builder_diagnostic_message(const rapport_builder* builder, size_t index,
                                                       const char** message, size_t* length);
/* The line of the file. May be empty. */
RAPPORT_API int32_t rapport_builder_diagnostic_snippet(const rapport_builder* builder, size_t index,
                                                       const char** snippet, size_t* length);
/* What to do. May be empty. */
RAPPORT_API int32_t rapport_builder_diagnostic_hint(const rapport_builder* builder, size_t index,
                                                    const char** hint, size_t* length);
/* All of them as the text that `rapport check` prints; empty when there are none. */
RAPPORT_API int32_t rapport_builder_report(const rapport_builder* builder, const char** report,
                                           size_t* length);

/* ---- Rule sets --------------------------------------------------------------------------------

   Immutable and reference counted: `_new` gives the caller one reference, `_retain` another, and
   each is given back with `_free`. Conversations and decisions keep what they need alive.

   Ownership:  a reference is the caller's; texts are borrowed until the last one is given back
   Errors:     of `_new` as of building; of getters RAPPORT_INVALID_ARGUMENT, and RAPPORT_NOT_FOUND
               for an index past the end
   Threads:    any number
   Since:      0.1.0 */

RAPPORT_API int32_t rapport_ruleset_new_default(rapport_ruleset** ruleset, rapport_error** error);
/* One pack: its only file, or its manifest, with the files that it lists, word tables (.tsv) among
   them. Whoever wants to see every error of a pack, not the first alone, takes a builder. */
RAPPORT_API int32_t rapport_ruleset_new_from_file(const char* path, size_t path_length,
                                                  rapport_ruleset** ruleset, rapport_error** error);
/* A pack of one file in memory; `name` is for messages. One that lists further files takes a
   builder. */
RAPPORT_API int32_t rapport_ruleset_new_from_bytes(const char* name, size_t name_length,
                                                   const char* bytes, size_t bytes_length,
                                                   rapport_ruleset** ruleset,
                                                   rapport_error** error);
RAPPORT_API int32_t rapport_ruleset_retain(rapport_ruleset* ruleset);
RAPPORT_API void rapport_ruleset_free(rapport_ruleset* ruleset);

/* "core-en@1.0.0#1f2e3d4c5b6a7988": two rule sets of one name decide alike. */
RAPPORT_API int32_t rapport_ruleset_name(const rapport_ruleset* ruleset, const char** name,
                                         size_t* length);
/* Of the merged packs, 64 hexadecimal digits. */
RAPPORT_API int32_t rapport_ruleset_hash(const rapport_ruleset* ruleset, const char** hash,
                                         size_t* length);
RAPPORT_API int32_t rapport_ruleset_language(const rapport_ruleset* ruleset, const char** language,
                                             size_t* length);
/* Memory that the compiled tables take, roughly. */
RAPPORT_API int32_t rapport_ruleset_compiled_bytes(const rapport_ruleset* ruleset, size_t* bytes);

/* What the packs declare, for hosts that build forms or check their mapping. */
RAPPORT_API int32_t rapport_ruleset_fact_count(const rapport_ruleset* ruleset, size_t* count);
RAPPORT_API int32_t rapport_ruleset_fact_id(const rapport_ruleset* ruleset, size_t index,
                                            const char** id, size_t* length);
RAPPORT_API int32_t rapport_ruleset_fact_type(const rapport_ruleset* ruleset, size_t index,
                                              int32_t* type);
RAPPORT_API int32_t rapport_ruleset_fact_has_default(const rapport_ruleset* ruleset, size_t index,
                                                     int32_t* has_default);
/* The values of an enum; none for other types. */
RAPPORT_API int32_t rapport_ruleset_fact_value_count(const rapport_ruleset* ruleset, size_t index,
                                                     size_t* count);
RAPPORT_API int32_t rapport_ruleset_fact_value(const rapport_ruleset* ruleset, size_t index,
                                               size_t value_index, const char** value,
                                               size_t* length);
RAPPORT_API int32_t rapport_ruleset_fact_help(const rapport_ruleset* ruleset, size_t index,
                                              const char** help, size_t* length);

RAPPORT_API int32_t rapport_ruleset_persona_count(const rapport_ruleset* ruleset, size_t* count);
RAPPORT_API int32_t rapport_ruleset_persona_id(const rapport_ruleset* ruleset, size_t index,
                                               const char** id, size_t* length);
RAPPORT_API int32_t rapport_ruleset_persona_label(const rapport_ruleset* ruleset, size_t index,
                                                  const char** label, size_t* length);
/* Neutral: may be stored, or shown to the customer. */
RAPPORT_API int32_t rapport_ruleset_persona_display_name(const rapport_ruleset* ruleset,
                                                         size_t index, const char** name,
                                                         size_t* length);
RAPPORT_API int32_t rapport_ruleset_persona_summary(const rapport_ruleset* ruleset, size_t index,
                                                    const char** summary, size_t* length);

RAPPORT_API int32_t rapport_ruleset_scale_count(const rapport_ruleset* ruleset, size_t* count);
RAPPORT_API int32_t rapport_ruleset_scale_id(const rapport_ruleset* ruleset, size_t index,
                                             const char** id, size_t* length);
RAPPORT_API int32_t rapport_ruleset_scale_level_count(const rapport_ruleset* ruleset, size_t index,
                                                      size_t* count);
RAPPORT_API int32_t rapport_ruleset_scale_level_name(const rapport_ruleset* ruleset, size_t index,
                                                     size_t level, const char** name,
                                                     size_t* length);
RAPPORT_API int32_t rapport_ruleset_scale_help(const rapport_ruleset* ruleset, size_t index,
                                               const char** help, size_t* length);

RAPPORT_API int32_t rapport_ruleset_cue_count(const rapport_ruleset* ruleset, size_t* count);
RAPPORT_API int32_t rapport_ruleset_cue_id(const rapport_ruleset* ruleset, size_t index,
                                           const char** id, size_t* length);
RAPPORT_API int32_t rapport_ruleset_cue_help(const rapport_ruleset* ruleset, size_t index,
                                             const char** help, size_t* length);

RAPPORT_API int32_t rapport_ruleset_policy_count(const rapport_ruleset* ruleset, size_t* count);
RAPPORT_API int32_t rapport_ruleset_policy_id(const rapport_ruleset* ruleset, size_t index,
                                              const char** id, size_t* length);
/* Its condition, as the pack writes it. */
RAPPORT_API int32_t rapport_ruleset_policy_when(const rapport_ruleset* ruleset, size_t index,
                                                const char** when, size_t* length);
RAPPORT_API int32_t rapport_ruleset_policy_help(const rapport_ruleset* ruleset, size_t index,
                                                const char** help, size_t* length);

/* ---- Conversations ----------------------------------------------------------------------------

   The turns, facts and acknowledgements of one case. A turn's words are read once, when it is
   added. A conversation that is reset keeps its memory, so that one handle can serve many cases.

   Ownership:  a conversation is the caller's; it copies what it is given and keeps its rule set
   Errors:     RAPPORT_INVALID_ARGUMENT and RAPPORT_OUT_OF_MEMORY, others where they are named; a
               function that fails leaves the conversation unchanged, unless memory ran out
   Threads:    one at a time
   Since:      0.1.0 */

/* Bounds on one conversation. A field that is 0 stands for its default, which is given here. */
typedef struct rapport_conversation_limits {
  uint32_t struct_size; /* sizeof(rapport_conversation_limits) */
  uint32_t turns;       /* a further turn is refused: 2,000 */
  size_t turn_bytes;    /* longer text is cut at a character and the turn flagged: 64 KiB */
} rapport_conversation_limits;

/* `limits` may be NULL: the defaults. */
RAPPORT_API int32_t rapport_conversation_new(const rapport_ruleset* ruleset,
                                             const rapport_conversation_limits* limits,
                                             rapport_conversation** conversation,
                                             rapport_error** error);
RAPPORT_API void rapport_conversation_free(rapport_conversation* conversation);
/* Forgets turns, facts and acknowledgements. */
RAPPORT_API int32_t rapport_conversation_reset(rapport_conversation* conversation);

/* One message. A structure of zeros with its size set is an empty message of the customer's. */
typedef struct rapport_turn {
  uint32_t struct_size; /* sizeof(rapport_turn) */
  int32_t by;           /* RAPPORT_SPEAKER_CUSTOMER ... */
  int32_t visibility; /* RAPPORT_VISIBILITY_PUBLIC ...; internal notes are never read as a reply */
  int32_t format;     /* RAPPORT_FORMAT_TEXT ... */
  const char* text;
  size_t text_length;
  const char* language; /* BCP 47 when the host knows it; empty: found out */
  size_t language_length;
  const char* id; /* the host's, for its own use; may be empty */
  size_t id_length;
  const char* author; /* who of them; may be empty */
  size_t author_length;
  int64_t at;  /* when it was sent, or began */
  int64_t end; /* when it ended (a call); unknown: the same as `at` */
} rapport_turn;

#define RAPPORT_TURN_INIT \
  { sizeof(rapport_turn), 0, 0, 0, NULL, 0, NULL, 0, NULL, 0, NULL, 0, 0, 0 }

/* Appends a turn. RAPPORT_LIMIT_EXCEEDED when there are too many. */
RAPPORT_API int32_t rapport_conversation_add_turn(rapport_conversation* conversation,
                                                  const rapport_turn* turn, rapport_error** error);
/* The same for a public message of plain text without a time. */
RAPPORT_API int32_t rapport_conversation_add_text(rapport_conversation* conversation, int32_t by,
                                                  const char* text, size_t text_length,
                                                  rapport_error** error);
RAPPORT_API int32_t rapport_conversation_turn_count(const rapport_conversation* conversation,
                                                    size_t* count);

/* Sets a declared fact and replaces an earlier value. RAPPORT_NOT_FOUND for an undeclared name,
   RAPPORT_INVALID_ARGUMENT for a value of another type, out of range or outside an enum's values.
   An int is taken where a double is declared, a string where an enum is. */
RAPPORT_API int32_t rapport_conversation_set_bool(rapport_conversation* conversation,
                                                  const char* fact, size_t fact_length,
                                                  int32_t value, rapport_error** error);
RAPPORT_API int32_t rapport_conversation_set_int(rapport_conversation* conversation,
                                                 const char* fact, size_t fact_length,
                                                 int64_t value, rapport_error** error);
RAPPORT_API int32_t rapport_conversation_set_double(rapport_conversation* conversation,
                                                    const char* fact, size_t fact_length,
                                                    double value, rapport_error** error);
RAPPORT_API int32_t rapport_conversation_set_string(rapport_conversation* conversation,
                                                    const char* fact, size_t fact_length,
                                                    const char* value, size_t value_length,
                                                    rapport_error** error);
RAPPORT_API int32_t rapport_conversation_set_duration(rapport_conversation* conversation,
                                                      const char* fact, size_t fact_length,
                                                      int64_t microseconds, rapport_error** error);
/* An instant. 0 is 1970-01-01T00:00:00Z here; clear the fact to make it unknown. */
RAPPORT_API int32_t rapport_conversation_set_timestamp(rapport_conversation* conversation,
                                                       const char* fact, size_t fact_length,
                                                       int64_t instant, rapport_error** error);
/* `values` and `value_lengths` have `count` elements. */
RAPPORT_API int32_t rapport_conversation_set_strings(rapport_conversation* conversation,
                                                     const char* fact, size_t fact_length,
                                                     const char* const* values,
                                                     const size_t* value_lengths, size_t count,
                                                     rapport_error** error);
/* Makes a fact unknown again, or its default. RAPPORT_NOT_FOUND for an undeclared name. */
RAPPORT_API int32_t rapport_conversation_clear_fact(rapport_conversation* conversation,
                                                    const char* fact, size_t fact_length,
                                                    rapport_error** error);
/* Notes that the host has acted on the escalation to `route`, as things stand now: it is new again
   only when a later turn gives a further reason. RAPPORT_NOT_FOUND for an undeclared route. */
RAPPORT_API int32_t rapport_conversation_acknowledge(rapport_conversation* conversation,
                                                     const char* route, size_t route_length,
                                                     rapport_error** error);

/* ---- Deciding ---------------------------------------------------------------------------------

   A decision handle is workspace and result in one. Reuse it: once it has grown, deciding about a
   conversation allocates nothing. A result holds until the handle decides again, and may outlive
   the conversation and the rule set. When deciding fails, the handle holds no result. A decision
   costs its rules and the last turn; while an escalation is due, the earlier turns too, since when
   it began to hold is found out from them.

   The same rule set, limits, turns, facts, acknowledgements and `now` give the same bytes
   everywhere.

   Ownership:  a decision is the caller's; its texts are borrowed until it decides again or is
               freed, that of rapport_decision_json until its next call too
   Errors:     RAPPORT_INVALID_ARGUMENT (also an instant outside the years 1 to 9999) and
               RAPPORT_OUT_OF_MEMORY, others where they are named
   Threads:    one at a time, the conversation included
   Since:      0.1.0 */

RAPPORT_API int32_t rapport_decision_new(rapport_decision** decision, rapport_error** error);
RAPPORT_API void rapport_decision_free(rapport_decision* decision);

/* Decides about the conversation as it stands. `now` unknown: the last turn's time; when there is
   none either, time is unknown. */
RAPPORT_API int32_t rapport_decide(const rapport_conversation* conversation, int64_t now,
                                   rapport_decision* decision, rapport_error** error);

/* Decides about one conversation record (docs/records.md), of at most 16 MiB. `json`, which is
   optional, receives the decision as one line of JSON without a line break, as
   rapport_decision_json gives it. RAPPORT_INVALID_ARGUMENT names the field, RAPPORT_NOT_FOUND the
   undeclared fact or route, RAPPORT_LIMIT_EXCEEDED the limit. */
RAPPORT_API int32_t rapport_decide_json(const rapport_ruleset* ruleset, const char* record,
                                        size_t record_length, rapport_decision* decision,
                                        const char** json, size_t* length, rapport_error** error);

/* Decides about many records, one a line, in one call: for languages in which a call is dear.
   `answers` receives a line for each line of `records`, in order, each with its line break. A
   record that is refused is answered with {"id":...,"error":{...}}, as is an empty line; `refused`,
   which is optional, counts them, and they are no failure. A decision's id is the number of the
   line when the record has none, an error's is null. Afterwards the handle holds the last line's
   decision, if it has one.

   The work is done in the caller's thread. To use several, cut `records` where lines end and give
   each thread a part and a decision handle of its own; the rule set is shared. The answers of a
   call are in memory together, some kilobytes each, so some hundred records a call are best. */
RAPPORT_API int32_t rapport_decide_lines(const rapport_ruleset* ruleset, const char* records,
                                         size_t records_length, rapport_decision* decision,
                                         const char** answers, size_t* length, size_t* refused,
                                         rapport_error** error);

/* What the two functions above do with facts that the packs do not declare: by default
   RAPPORT_UNKNOWN_FACTS_ERROR, which refuses the record, since it may be a typing error. */
RAPPORT_API int32_t rapport_decision_set_unknown_facts(rapport_decision* decision,
                                                       int32_t unknown_facts);

/* The decision as one line of JSON, without a line break. `id` is what its "id" says; NULL stands
   for the record's own, or for "" after rapport_decide. RAPPORT_INVALID_STATE without a result. */
RAPPORT_API int32_t rapport_decision_json(rapport_decision* decision, const char* id,
                                          size_t id_length, const char** json, size_t* length,
                                          rapport_error** error);

/* ---- Reading a decision -----------------------------------------------------------------------

   Ownership:  texts are borrowed until the handle decides again or is freed
   Errors:     RAPPORT_INVALID_ARGUMENT for NULL, RAPPORT_NOT_FOUND for an index past the end,
               RAPPORT_INVALID_STATE when the handle holds no result
   Threads:    one at a time
   Since:      0.1.0 */

/* The customer type that is reported, or "none". */
RAPPORT_API int32_t rapport_decision_persona(const rapport_decision* decision, const char** persona,
                                             size_t* length);
RAPPORT_API int32_t rapport_decision_abstained(const rapport_decision* decision,
                                               int32_t* abstained);
/* Of what is reported, ten-thousandths. */
RAPPORT_API int32_t rapport_decision_probability(const rapport_decision* decision,
                                                 int32_t* probability);
/* The most probable type, reported or not. */
RAPPORT_API int32_t rapport_decision_top(const rapport_decision* decision, const char** persona,
                                         size_t* length);
RAPPORT_API int32_t rapport_decision_top_probability(const rapport_decision* decision,
                                                     int32_t* probability);
/* rapport_ruleset_name of the rules that decided. */
RAPPORT_API int32_t rapport_decision_ruleset_name(const rapport_decision* decision,
                                                  const char** name, size_t* length);

/* Further types that are clear enough. */
RAPPORT_API int32_t rapport_decision_also_count(const rapport_decision* decision, size_t* count);
RAPPORT_API int32_t rapport_decision_also(const rapport_decision* decision, size_t index,
                                          const char** persona, size_t* length);

/* Every type in the pack's order, and "none" last. */
RAPPORT_API int32_t rapport_decision_score_count(const rapport_decision* decision, size_t* count);
RAPPORT_API int32_t rapport_decision_score_persona(const rapport_decision* decision, size_t index,
                                                   const char** persona, size_t* length);
RAPPORT_API int32_t rapport_decision_score_value(const rapport_decision* decision, size_t index,
                                                 int32_t* thousandths);
RAPPORT_API int32_t rapport_decision_score_probability(const rapport_decision* decision,
                                                       size_t index, int32_t* probability);

/* The scales, in the pack's order: hostility, urgency and so on. */
RAPPORT_API int32_t rapport_decision_scale_count(const rapport_decision* decision, size_t* count);
RAPPORT_API int32_t rapport_decision_scale_id(const rapport_decision* decision, size_t index,
                                              const char** id, size_t* length);
/* From 0; -1 when it is unknown, in a language that the pack does not serve. */
RAPPORT_API int32_t rapport_decision_scale_level(const rapport_decision* decision, size_t index,
                                                 int32_t* level);
/* Empty when it is unknown. */
RAPPORT_API int32_t rapport_decision_scale_level_name(const rapport_decision* decision,
                                                      size_t index, const char** name,
                                                      size_t* length);
RAPPORT_API int32_t rapport_decision_scale_score(const rapport_decision* decision, size_t index,
                                                 int32_t* thousandths);

/* What to do, most important first; hosts usually show three. */
RAPPORT_API int32_t rapport_decision_action_count(const rapport_decision* decision, size_t* count);
RAPPORT_API int32_t rapport_decision_action_id(const rapport_decision* decision, size_t index,
                                               const char** id, size_t* length);
RAPPORT_API int32_t rapport_decision_action_label(const rapport_decision* decision, size_t index,
                                                  const char** label, size_t* length);
RAPPORT_API int32_t rapport_decision_action_by(const rapport_decision* decision, size_t index,
                                               int32_t* by);
RAPPORT_API int32_t rapport_decision_action_kind(const rapport_decision* decision, size_t index,
                                                 int32_t* kind);
/* Whose approval it needs first; empty for nobody's. */
RAPPORT_API int32_t rapport_decision_action_approval_from(const rapport_decision* decision,
                                                          size_t index, const char** from,
                                                          size_t* length);
/* 0 when the host has not said whether it offers this. */
RAPPORT_API int32_t rapport_decision_action_availability_known(const rapport_decision* decision,
                                                               size_t index, int32_t* known);
/* Why: ids of policies, personas, needs and kinds of contact. */
RAPPORT_API int32_t rapport_decision_action_reason_count(const rapport_decision* decision,
                                                         size_t index, size_t* count);
RAPPORT_API int32_t rapport_decision_action_reason(const rapport_decision* decision, size_t index,
                                                   size_t reason_index, const char** id,
                                                   size_t* length);
/* Lines to say, with every placeholder filled; the best first. */
RAPPORT_API int32_t rapport_decision_action_say_count(const rapport_decision* decision,
                                                      size_t index, size_t* count);
RAPPORT_API int32_t rapport_decision_action_say(const rapport_decision* decision, size_t index,
                                                size_t line_index, const char** line,
                                                size_t* length);

/* Actions that must not be taken now. Undetermined: only because the policy's condition is
   unknown, as a guardrail holds until the host says more. */
RAPPORT_API int32_t rapport_decision_forbidden_count(const rapport_decision* decision,
                                                     size_t* count);
RAPPORT_API int32_t rapport_decision_forbidden_action(const rapport_decision* decision,
                                                      size_t index, const char** action,
                                                      size_t* length);
RAPPORT_API int32_t rapport_decision_forbidden_policy(const rapport_decision* decision,
                                                      size_t index, const char** policy,
                                                      size_t* length);
RAPPORT_API int32_t rapport_decision_forbidden_undetermined(const rapport_decision* decision,
                                                            size_t index, int32_t* undetermined);

/* Limits that hold, and the policy that set the smallest value. */
RAPPORT_API int32_t rapport_decision_limit_count(const rapport_decision* decision, size_t* count);
RAPPORT_API int32_t rapport_decision_limit_id(const rapport_decision* decision, size_t index,
                                              const char** id, size_t* length);
RAPPORT_API int32_t rapport_decision_limit_value(const rapport_decision* decision, size_t index,
                                                 int64_t* value);
RAPPORT_API int32_t rapport_decision_limit_unit(const rapport_decision* decision, size_t index,
                                                const char** unit, size_t* length);
RAPPORT_API int32_t rapport_decision_limit_policy(const rapport_decision* decision, size_t index,
                                                  const char** policy, size_t* length);
RAPPORT_API int32_t rapport_decision_limit_undetermined(const rapport_decision* decision,
                                                        size_t index, int32_t* undetermined);

RAPPORT_API int32_t rapport_decision_flag_count(const rapport_decision* decision, size_t* count);
RAPPORT_API int32_t rapport_decision_flag_id(const rapport_decision* decision, size_t index,
                                             const char** id, size_t* length);
RAPPORT_API int32_t rapport_decision_flag_policy(const rapport_decision* decision, size_t index,
                                                 const char** policy, size_t* length);

/* Who must know, highest level first, one for each route. */
RAPPORT_API int32_t rapport_decision_escalation_count(const rapport_decision* decision,
                                                      size_t* count);
RAPPORT_API int32_t rapport_decision_escalation_to(const rapport_decision* decision, size_t index,
                                                   const char** route, size_t* length);
RAPPORT_API int32_t rapport_decision_escalation_label(const rapport_decision* decision,
                                                      size_t index, const char** label,
                                                      size_t* length);
RAPPORT_API int32_t rapport_decision_escalation_level(const rapport_decision* decision,
                                                      size_t index, int32_t* level);
/* An instant; unknown without times, or when the pack states no time. */
RAPPORT_API int32_t rapport_decision_escalation_due(const rapport_decision* decision, size_t index,
                                                    int64_t* due);
/* The turn from which it has held without a break, from 0. */
RAPPORT_API int32_t rapport_decision_escalation_since_turn(const rapport_decision* decision,
                                                           size_t index, int32_t* turn);
/* 0 once acknowledged, until a later turn gives a further reason. */
RAPPORT_API int32_t rapport_decision_escalation_is_new(const rapport_decision* decision,
                                                       size_t index, int32_t* is_new);
RAPPORT_API int32_t rapport_decision_escalation_reason_count(const rapport_decision* decision,
                                                             size_t index, size_t* count);
RAPPORT_API int32_t rapport_decision_escalation_reason(const rapport_decision* decision,
                                                       size_t index, size_t reason_index,
                                                       const char** reason, size_t* length);
/* The policy that gave the reason. */
RAPPORT_API int32_t rapport_decision_escalation_policy(const rapport_decision* decision,
                                                       size_t index, size_t reason_index,
                                                       const char** policy, size_t* length);

/* What counted, strongest first: hits of cues and entries of word tables in the customer's words,
   and conditions. Of the words, the eight that counted most for or against each persona. */
RAPPORT_API int32_t rapport_decision_evidence_count(const rapport_decision* decision,
                                                    size_t* count);
/* The cue's or condition's; of a word or pair, its entry in the table, such as "no reply". */
RAPPORT_API int32_t rapport_decision_evidence_id(const rapport_decision* decision, size_t index,
                                                 const char** id, size_t* length);
/* RAPPORT_EVIDENCE_CUE ... */
RAPPORT_API int32_t rapport_decision_evidence_kind(const rapport_decision* decision, size_t index,
                                                   int32_t* kind);
/* Where: the turn, from 0, and the first and past-the-last byte of its text. A condition has turn
   -1. Each output is optional. */
RAPPORT_API int32_t rapport_decision_evidence_span(const rapport_decision* decision, size_t index,
                                                   int32_t* turn, uint32_t* begin, uint32_t* end);
/* The words there; empty for a condition. */
RAPPORT_API int32_t rapport_decision_evidence_text(const rapport_decision* decision, size_t index,
                                                   const char** text, size_t* length);
/* The type for which it counted; empty when only a policy read it. */
RAPPORT_API int32_t rapport_decision_evidence_persona(const rapport_decision* decision,
                                                      size_t index, const char** persona,
                                                      size_t* length);
/* Of a cue or condition, the weight of one hit for that type, 0 when only a policy read it; of a
   word, what it added to that type's lead over `none`. */
RAPPORT_API int32_t rapport_decision_evidence_weight(const rapport_decision* decision, size_t index,
                                                     int32_t* thousandths);

/* Policies, conditions, needs and kinds of contact that could not be determined. */
RAPPORT_API int32_t rapport_decision_undetermined_count(const rapport_decision* decision,
                                                        size_t* count);
RAPPORT_API int32_t rapport_decision_undetermined_id(const rapport_decision* decision, size_t index,
                                                     const char** id, size_t* length);
/* RAPPORT_UNDETERMINED_CONDITION ... */
RAPPORT_API int32_t rapport_decision_undetermined_kind(const rapport_decision* decision,
                                                       size_t index, int32_t* kind);
/* What failed (overflow, division by zero ...); empty when something is merely not known. */
RAPPORT_API int32_t rapport_decision_undetermined_error(const rapport_decision* decision,
                                                        size_t index, const char** failure,
                                                        size_t* length);
/* Facts and signals that are not known. */
RAPPORT_API int32_t rapport_decision_undetermined_missing_count(const rapport_decision* decision,
                                                                size_t index, size_t* count);
RAPPORT_API int32_t rapport_decision_undetermined_missing(const rapport_decision* decision,
                                                          size_t index, size_t missing_index,
                                                          const char** name, size_t* length);

/* ---- Explaining -------------------------------------------------------------------------------

   Why and why not, for people: a slower path that keeps every intermediate value. The handle is
   reused as a decision's is.

   Ownership:  an explanation is the caller's; its text is borrowed until it is used again or freed
   Errors:     as in deciding
   Threads:    one at a time, the conversation included
   Since:      0.1.0 */

RAPPORT_API int32_t rapport_explanation_new(rapport_explanation** explanation,
                                            rapport_error** error);
RAPPORT_API void rapport_explanation_free(rapport_explanation* explanation);

/* What rapport_explain_json does with undeclared facts, as rapport_decision_set_unknown_facts. */
RAPPORT_API int32_t rapport_explanation_set_unknown_facts(rapport_explanation* explanation,
                                                          int32_t unknown_facts);
/* Explains the decision that rapport_decide would make. `json` receives one line of JSON without a
   line break (docs/records.md); `id` is what its "id" says. */
RAPPORT_API int32_t rapport_explain(const rapport_conversation* conversation, int64_t now,
                                    const char* id, size_t id_length,
                                    rapport_explanation* explanation, const char** json,
                                    size_t* length, rapport_error** error);
/* The same for a record, as rapport_decide_json takes it. */
RAPPORT_API int32_t rapport_explain_json(const rapport_ruleset* ruleset, const char* record,
                                         size_t record_length, rapport_explanation* explanation,
                                         const char** json, size_t* length, rapport_error** error);

#ifdef __cplusplus
} /* extern "C" */
#endif

#include "rapport/c_accumulator.h" /* what many lines say together */
#include "rapport/c_case.h"        /* what people do beside the rules */
#include "rapport/c_review.h"      /* agents' replies */
#include "rapport/c_service.h"     /* needs, promises, protocols */

#endif /* RAPPORT_C_H_ */

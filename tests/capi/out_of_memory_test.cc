// Memory that runs out while deciding, reviewing and accumulating: in each pass the allocation of
// the next number fails, once or from then on, until a pass goes through. Every call returns a
// status and leaves handles that can be freed. malloc itself is replaced, so that C and C++
// allocations fail alike. Building is left out: c.h says why.

#include <dlfcn.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <initializer_list>
#include <string>

#include "testing.h"

namespace {

std::atomic<long> countdown{-1};  // allocations until one fails; below 0: none does
std::atomic<bool> sticky{false};
std::atomic<long> failed{0};

bool Fails() {
  if (countdown.load(std::memory_order_relaxed) < 0) return false;
  if (countdown.load() == 0) {
    if (!sticky) countdown = -1;
    ++failed;
    return true;
  }
  --countdown;
  return false;
}

}  // namespace

extern "C" {
void* __libc_malloc(size_t size);
void* __libc_realloc(void* p, size_t size);
void* __libc_calloc(size_t n, size_t size);

void* malloc(size_t size) {
  if (!Fails()) return __libc_malloc(size);
  errno = ENOMEM;
  return nullptr;
}
void* calloc(size_t n, size_t size) {
  if (!Fails()) return __libc_calloc(n, size);
  errno = ENOMEM;
  return nullptr;
}
void* realloc(void* p, size_t size) {
  if (!Fails()) return __libc_realloc(p, size);
  errno = ENOMEM;
  return nullptr;
}
}

namespace {

rapport_ruleset* shared_rules;
bool broken = false;

// The status of a call in which memory may have run out.
bool Went(int32_t status, rapport_error* error) {
  countdown = -1;
  if (status != RAPPORT_OK && status != RAPPORT_OUT_OF_MEMORY) broken = true;
  if ((status == RAPPORT_OK) != (error == nullptr)) broken = true;
  if (error != nullptr && rapport_error_status(error) != status) broken = true;
  rapport_error_free(error);
  return status == RAPPORT_OK;
}

void DecideRecord() {
  static const char kRecord[] =
      "{\"id\":\"a record with a long id, for the "
      "heap\",\"facts\":{\"tags\":[\"a\",\"b\"]},\"turns\":"
      "[{\"text\":\"You idiots! Any deal? It is 20 quid less online.\"}]}";
  rapport_error* error = nullptr;
  rapport_decision* decision = nullptr;
  const char* json = nullptr;
  int32_t status = rapport_decision_new(&decision, &error);
  if (status == RAPPORT_OK) {
    status = rapport_decide_json(shared_rules, kRecord, sizeof kRecord - 1, decision, &json,
                                 nullptr, &error);
  }
  Went(status, error);
  // The handle that failed works when there is memory again.
  if (decision != nullptr && rapport_decide_json(shared_rules, kRecord, sizeof kRecord - 1,
                                                 decision, &json, nullptr, nullptr) != RAPPORT_OK) {
    broken = true;
  }
  rapport_decision_free(decision);
}

void DecideConversation() {
  rapport_error* error = nullptr;
  rapport_decision* decision = nullptr;
  rapport_explanation* explanation = nullptr;
  rapport_conversation* conversation = nullptr;
  const char* json = nullptr;
  int32_t status = rapport_conversation_new(shared_rules, nullptr, &conversation, &error);
  if (status == RAPPORT_OK) {
    status =
        rapport_conversation_set_string(conversation, RAPPORT_LITERAL("first_name"),
                                        RAPPORT_LITERAL("a name that is not short at all"), &error);
  }
  if (status == RAPPORT_OK) {
    status = rapport_conversation_add_text(conversation, RAPPORT_SPEAKER_CUSTOMER,
                                           RAPPORT_LITERAL("Cheaper online! Any deal?"), &error);
  }
  if (status == RAPPORT_OK) status = rapport_decision_new(&decision, &error);
  if (status == RAPPORT_OK) status = rapport_decide(conversation, 0, decision, &error);
  if (status == RAPPORT_OK)
    status = rapport_decision_json(decision, "x", 1, &json, nullptr, &error);
  if (status == RAPPORT_OK) status = rapport_explanation_new(&explanation, &error);
  if (status == RAPPORT_OK) {
    status = rapport_explain(conversation, 0, "x", 1, explanation, &json, nullptr, &error);
  }
  Went(status, error);
  // Freed in no order in particular.
  rapport_conversation_free(conversation);
  rapport_explanation_free(explanation);
  rapport_decision_free(decision);
}

// The handle explains another record, then its own again when there is memory: what was left half
// done must not show in the answer.
void ExplainRecord() {
  static const char kRecord[] =
      "{\"id\":\"a record with a long id, for the heap\",\"facts\":{\"first_name\":\"Asha with a "
      "long name\",\"contacts_7d\":1},\"turns\":[{\"text\":\"You idiots! Any deal? Still waiting "
      "for "
      "my order.\"},{\"by\":\"agent\",\"text\":\"Sorry, I can take 12% off.\"}]}";
  static const char kOther[] = "{\"id\":\"x\",\"turns\":[{\"text\":\"Cheaper online!\"}]}";
  static std::string expected;
  rapport_error* error = nullptr;
  rapport_explanation* explanation = nullptr;
  const char* json = nullptr;
  int32_t status = rapport_explanation_new(&explanation, &error);
  if (status == RAPPORT_OK) {
    status = rapport_explain_json(shared_rules, kOther, sizeof kOther - 1, explanation, &json,
                                  nullptr, &error);
  }
  if (status == RAPPORT_OK) {
    status = rapport_explain_json(shared_rules, kRecord, sizeof kRecord - 1, explanation, &json,
                                  nullptr, &error);
  }
  Went(status, error);
  if (explanation != nullptr) {
    if (rapport_explain_json(shared_rules, kRecord, sizeof kRecord - 1, explanation, &json, nullptr,
                             nullptr) != RAPPORT_OK) {
      broken = true;
    } else if (expected.empty()) {
      expected = json;
    } else if (expected != json) {
      broken = true;
    }
  }
  rapport_explanation_free(explanation);
}

// The handle and the conversation are used again when there is memory: what was left half done must
// not show in the answer.
void ReviewReply() {
  static const char kRecord[] =
      "{\"id\":\"a record with a long id, for the heap\",\"facts\":{\"first_name\":\"Asha\","
      "\"tier\":\"silver\",\"contacts_7d\":1},\"turns\":[{\"text\":\"You idiots! Any deal? This is "
      "Ethan, still waiting for my order.\"},{\"by\":\"agent\",\"text\":\"Sorry, our courier is "
      "late. "
      "I can take 25% off, or 12% off. Money back?\"}]}";
  static std::string expected;
  rapport_error* error = nullptr;
  rapport_review* review = nullptr;
  const char* json = nullptr;
  int32_t status = rapport_review_new(&review, &error);
  if (status == RAPPORT_OK) {
    status = rapport_review_json(shared_rules, kRecord, sizeof kRecord - 1, RAPPORT_REVIEW_ALL,
                                 review, &json, nullptr, &error);
  }
  Went(status, error);
  if (review != nullptr) {
    if (rapport_review_json(shared_rules, kRecord, sizeof kRecord - 1, RAPPORT_REVIEW_ALL, review,
                            &json, nullptr, nullptr) != RAPPORT_OK) {
      broken = true;
    } else if (expected.empty()) {
      expected = json;
    } else if (expected != json) {
      broken = true;
    }
  }
  rapport_review_free(review);
}

void ReviewDrafts() {
  static std::string expected;
  rapport_error* error = nullptr;
  rapport_review* review = nullptr;
  rapport_conversation* conversation = nullptr;
  const char* json = nullptr;
  rapport_turn draft = RAPPORT_TURN_INIT;
  const auto write = [&draft](const char* text) {
    draft.text = text;
    draft.text_length = std::strlen(text);
  };
  const long fails_at = countdown.exchange(-1);  // what is needed to begin
  if (rapport_conversation_new(shared_rules, nullptr, &conversation, nullptr) != RAPPORT_OK ||
      rapport_conversation_add_text(conversation, RAPPORT_SPEAKER_CUSTOMER,
                                    RAPPORT_LITERAL("Still waiting! Any deal?"),
                                    nullptr) != RAPPORT_OK ||
      rapport_review_new(&review, nullptr) != RAPPORT_OK) {
    broken = true;
  }
  countdown = fails_at;
  int32_t status = RAPPORT_OK;
  for (const char* text : {"Sor", "Sorry, our courier is late, 25% off", "Order refund 10% off"}) {
    write(text);
    if (status == RAPPORT_OK)
      status = rapport_review_reply(conversation, &draft, 0, review, &error);
  }
  if (status == RAPPORT_OK) {
    status =
        rapport_review_to_json(review, RAPPORT_REVIEW_DRAFT, "a draft", 7, &json, nullptr, &error);
  }
  Went(status, error);
  write("Hello.");
  if (rapport_review_reply(conversation, &draft, 0, review, nullptr) != RAPPORT_OK ||
      rapport_review_to_json(review, RAPPORT_REVIEW_ALL, "x", 1, &json, nullptr, nullptr) !=
          RAPPORT_OK) {
    broken = true;
  } else if (expected.empty()) {
    expected = json;
  } else if (expected != json) {
    broken = true;
  }
  rapport_conversation_free(conversation);
  rapport_review_free(review);
}

// A handle that ran out of memory while counting says so from then on, or has counted all or
// nothing of the line: never a part.
void Accumulate() {
  static const char kRecord[] =
      "{\"id\":\"a record with a long id, for the heap\",\"team\":\"a team with a long name\","
      "\"turns\":[{\"text\":\"Still waiting for my order!\"},{\"by\":\"agent\",\"author\":\"an "
      "agent "
      "with a name\",\"text\":\"Wait. I can take 25% off the price of the order.\"}]}";
  static std::string none, one;  // the reports of no record and of one
  rapport_error* error = nullptr;
  rapport_accumulator *accumulator = nullptr, *loaded = nullptr;
  const char* bytes = nullptr;
  const char* json = nullptr;
  size_t length = 0;
  int32_t status =
      rapport_accumulator_new(shared_rules, "coaching", 8, nullptr, 0, &accumulator, &error);
  if (status == RAPPORT_OK) {
    status = rapport_accumulator_add_json(accumulator, kRecord, sizeof kRecord - 1, &error);
  }
  if (status == RAPPORT_OK) status = rapport_accumulator_save(accumulator, &bytes, &length, &error);
  if (status == RAPPORT_OK) {
    status = rapport_accumulator_load(shared_rules, bytes, length, &loaded, &error);
  }
  if (status == RAPPORT_OK) status = rapport_accumulator_merge(loaded, accumulator, &error);
  if (status == RAPPORT_OK)
    status = rapport_accumulator_report_json(loaded, &json, nullptr, &error);
  Went(status, error);
  rapport_accumulator_free(loaded);
  if (accumulator != nullptr) {
    if (one.empty()) {  // the first pass that gets here
      rapport_accumulator* fresh = nullptr;
      if (rapport_accumulator_new(shared_rules, "coaching", 8, nullptr, 0, &fresh, nullptr) !=
              RAPPORT_OK ||
          rapport_accumulator_report_json(fresh, &json, nullptr, nullptr) != RAPPORT_OK) {
        broken = true;
      }
      none = json;
      rapport_accumulator_add_json(fresh, kRecord, sizeof kRecord - 1, nullptr);
      rapport_accumulator_report_json(fresh, &json, nullptr, nullptr);
      one = json;
      rapport_accumulator_free(fresh);
    }
    const int32_t after = rapport_accumulator_report_json(accumulator, &json, nullptr, nullptr);
    if (after == RAPPORT_OK ? one != json && none != json : after != RAPPORT_INVALID_STATE) {
      broken = true;
    }
  }
  rapport_accumulator_free(accumulator);
}

// Fails allocation 0, 1, 2 ... of `body` until it needs no more of them.
void Exhaust(const char* name, void (*body)(), bool once) {
  long passes = 0;
  for (long n = 0;; ++n) {
    failed = 0;
    sticky = !once;
    countdown = n;
    body();
    countdown = -1;
    ++passes;
    if (failed == 0) break;
  }
  printf("%s: %ld passes, each with another allocation failing%s\n", name, passes,
         once ? " once" : " from then on");
  CHECK(passes > 3);
  CHECK(!broken);
}

}  // namespace

int main() {
  shared_rules = vector_rules();
  for (bool once : {true, false}) {
    Exhaust("conversation", DecideConversation, once);
    Exhaust("explanation", ExplainRecord, once);
    Exhaust("record", DecideRecord, once);
    Exhaust("reply", ReviewReply, once);
    Exhaust("drafts", ReviewDrafts, once);
    Exhaust("accumulator", Accumulate, once);
  }
  rapport_ruleset_free(shared_rules);
  return report();
}

// Reviewing: replies or records in, results in the caller's handle; and reading them:
// each getter names the list and the field that it returns.

#include "rapport/review.h"

#include "getters.h"
#include "inputs.h"
#include "record/review_json.h"
#include "records.h"

using namespace rapport;  // the C names all begin with rapport_
using namespace rapport::capi;
using rapport::record::ReviewDetail;

namespace {

Status ReadDetail(int32_t given, ReviewDetail* detail) {
  if (given != RAPPORT_REVIEW_ALL && given != RAPPORT_REVIEW_DRAFT) {
    return Invalid("detail", " stands for nothing");
  }
  *detail = given == RAPPORT_REVIEW_ALL ? ReviewDetail::kAll : ReviewDetail::kDraft;
  return Status();
}

void Forget(rapport_review* review) {
  review->has_result = false;
  review->decision.has_result = false;
  review->id.clear();
}

void Hold(rapport_review* review) {
  review->decision.shown = &review->review.decision();
  review->decision.has_result = true;
  review->has_result = true;
}

void Write(std::string_view id, ReviewDetail detail, rapport_review* review) {
  review->json.Clear();
  record::WriteReview(id, review->review, detail, &review->json);
}

// The checks of a call that takes records; the handle holds no result from here on.
Status ReadRecordCall(const rapport_ruleset* ruleset, const Text& given, int32_t detail_given,
                      rapport_review* review, ReviewDetail* detail) {
  if (review == nullptr) return IsNull("review");
  Forget(review);
  if (ruleset == nullptr) return IsNull("ruleset");
  if (Status status = given.Check(); !status.ok()) return status;
  return ReadDetail(detail_given, detail);
}

}  // namespace

int32_t rapport_review_new(rapport_review** review, rapport_error** error) {
  Clear(review);
  return Guarded(error, [&] {
    if (review == nullptr) return IsNull("review");
    *review = new rapport_review();
    return Status();
  });
}

void rapport_review_free(rapport_review* review) { delete review; }

int32_t rapport_review_reply(const rapport_conversation* conversation, const rapport_turn* reply,
                             int64_t now, rapport_review* review, rapport_error** error) {
  return Guarded(error, [&] {
    if (review == nullptr) return IsNull("review");
    Forget(review);
    if (conversation == nullptr) return IsNull("conversation");
    if (reply == nullptr) return IsNull("reply");
    Turn turn;
    if (Status status = ReadTurn(*reply, &turn); !status.ok()) return status;
    Status status = ReviewReply(conversation->conversation, turn, InstantOf(now), &review->review);
    if (status.ok()) Hold(review);
    return status;
  });
}

int32_t rapport_review_json(const rapport_ruleset* ruleset, const char* record,
                            size_t record_length, int32_t detail, rapport_review* review,
                            const char** json, size_t* length, rapport_error** error) {
  Clear(json), Clear(length);
  return Guarded(error, [&] {
    const Text given{"record", record, record_length};
    ReviewDetail wanted{};
    Status status = ReadRecordCall(ruleset, given, detail, review, &wanted);
    if (!status.ok()) return status;
    auto& reviewer = review->records.worker();
    status = reviewer.Review(ruleset->rules, given.view(), &review->review);
    if (!status.ok()) return status;
    review->id = reviewer.id().value_or("");
    if (json != nullptr) {
      Write(review->id, wanted, review);
      SetText(review->json.bytes(), json, length);
    }
    Hold(review);
    return status;
  });
}

int32_t rapport_review_lines(const rapport_ruleset* ruleset, const char* records,
                             size_t records_length, int32_t detail, rapport_review* review,
                             const char** answers, size_t* length, size_t* refused,
                             rapport_error** error) {
  Clear(answers), Clear(length), Clear(refused);
  return Guarded(error, [&] {
    const Text given{"records", records, records_length};
    ReviewDetail wanted{};
    Status status = ReadRecordCall(ruleset, given, detail, review, &wanted);
    if (!status.ok()) return status;
    if (answers == nullptr) return IsNull("answers");
    auto& reviewer = review->records.worker();
    const std::string copy = IsPartOf(given.view(), review->json) ? std::string(given.view()) : "";
    review->json.Clear();
    const auto tally = reviewer.ReviewLines(ruleset->rules, copy.empty() ? given.view() : copy,
                                            wanted, &review->review, &review->json);
    if (tally.last_decided) {
      review->id = reviewer.id().value_or("");
      Hold(review);
    }
    Set(refused, tally.refused);
    SetText(review->json.bytes(), answers, length);
    return Status();
  });
}

int32_t rapport_review_set_unknown_facts(rapport_review* review, int32_t unknown_facts) {
  return SetUnknownFacts(review, unknown_facts);
}

int32_t rapport_review_to_json(rapport_review* review, int32_t detail, const char* id,
                               size_t id_length, const char** json, size_t* length,
                               rapport_error** error) {
  Clear(json), Clear(length);
  return Guarded(error, [&] {
    const Text given{"id", id, id_length};
    ReviewDetail wanted{};
    if (review == nullptr) return IsNull("review");
    if (json == nullptr) return IsNull("json");
    if (Status status = First(given.Check(), ReadDetail(detail, &wanted)); !status.ok()) {
      return status;
    }
    if (!review->has_result) return Status(StatusCode::kInvalidState, "nothing was reviewed yet");
    // A copy, since it may be a piece of what the handle gave out before.
    const std::string written_id(id == nullptr ? std::string_view(review->id) : given.view());
    Write(written_id, wanted, review);
    SetText(review->json.bytes(), json, length);
    return Status();
  });
}

int32_t rapport_review_blocked(const rapport_review* review, int32_t* blocked) {
  return GetNumber(review, &Review::blocked, blocked);
}

int32_t rapport_review_tip(const rapport_review* review, size_t* index) {
  Clear(index);
  return WithObject<Review>(review, [&](const Review& r) -> int32_t {
    const Finding* const tip = r.tip();
    if (tip == nullptr) return index == nullptr ? RAPPORT_INVALID_ARGUMENT : RAPPORT_NOT_FOUND;
    return Put(tip - r.findings().begin(), index);
  });
}

int32_t rapport_review_score(const rapport_review* review, int32_t* hundredths) {
  Clear(hundredths);
  return WithObject<Review>(review, [&](const Review& r) -> int32_t {
    const std::optional<int32_t> score = r.score();
    if (!score) return hundredths == nullptr ? RAPPORT_INVALID_ARGUMENT : RAPPORT_NOT_FOUND;
    return Put(*score, hundredths);
  });
}

int32_t rapport_review_ruleset_name(const rapport_review* review, const char** name,
                                    size_t* length) {
  return GetText(review, &Review::rule_set_name, name, length);
}

int32_t rapport_review_decision(const rapport_review* review, const rapport_decision** decision) {
  Clear(decision);
  return WithObject<Review>(review, [&](const Review&) -> int32_t {
    if (decision == nullptr) return RAPPORT_INVALID_ARGUMENT;
    *decision = &review->decision;
    return RAPPORT_OK;
  });
}

int32_t rapport_review_finding_count(const rapport_review* review, size_t* count) {
  return GetCount(review, &Review::findings, count);
}

int32_t rapport_review_finding_check(const rapport_review* review, size_t index, const char** check,
                                     size_t* length) {
  return ItemText(review, &Review::findings, index, &Finding::check, check, length);
}

int32_t rapport_review_finding_label(const rapport_review* review, size_t index, const char** label,
                                     size_t* length) {
  return ItemText(review, &Review::findings, index, &Finding::label, label, length);
}

int32_t rapport_review_finding_result(const rapport_review* review, size_t index, int32_t* result) {
  return ItemNumber(review, &Review::findings, index, &Finding::result, result);
}

int32_t rapport_review_finding_reason(const rapport_review* review, size_t index, int32_t* reason) {
  return ItemNumber(review, &Review::findings, index, &Finding::reason, reason);
}

int32_t rapport_review_finding_weight(const rapport_review* review, size_t index,
                                      int32_t* thousandths) {
  return ItemNumber(review, &Review::findings, index, &Finding::weight, thousandths);
}

int32_t rapport_review_finding_is_fatal(const rapport_review* review, size_t index,
                                        int32_t* is_fatal) {
  return ItemNumber(review, &Review::findings, index, &Finding::is_fatal, is_fatal);
}

int32_t rapport_review_finding_is_undetermined(const rapport_review* review, size_t index,
                                               int32_t* is_undetermined) {
  return ItemNumber(review, &Review::findings, index, &Finding::is_undetermined, is_undetermined);
}

int32_t rapport_review_finding_why(const rapport_review* review, size_t index, const char** why,
                                   size_t* length) {
  return ItemText(review, &Review::findings, index, &Finding::why, why, length);
}

int32_t rapport_review_finding_limit(const rapport_review* review, size_t index, const char** limit,
                                     size_t* length) {
  return ItemText(review, &Review::findings, index, &Finding::limit, limit, length);
}

int32_t rapport_review_finding_limit_value(const rapport_review* review, size_t index,
                                           int64_t* value) {
  return ItemNumber(review, &Review::findings, index, &Finding::limit_value, value);
}

int32_t rapport_review_finding_policy(const rapport_review* review, size_t index,
                                      const char** policy, size_t* length) {
  return ItemText(review, &Review::findings, index, &Finding::policy, policy, length);
}

int32_t rapport_review_finding_approval_from(const rapport_review* review, size_t index,
                                             const char** from, size_t* length) {
  return ItemText(review, &Review::findings, index, &Finding::approval_from, from, length);
}

int32_t rapport_review_finding_span_count(const rapport_review* review, size_t index,
                                          size_t* count) {
  return ItemCount(review, &Review::findings, index, &Finding::spans, count);
}

int32_t rapport_review_finding_span(const rapport_review* review, size_t index, size_t span_index,
                                    uint32_t* begin, uint32_t* end) {
  Clear(begin), Clear(end);
  return UseItem(review, &Review::findings, index, [&](const Finding& finding) {
    return WithItem(finding.spans, span_index, [&](const ReviewSpan& span) {
      Set(begin, span.begin);
      Set(end, span.end);
      return RAPPORT_OK;
    });
  });
}

int32_t rapport_review_finding_span_text(const rapport_review* review, size_t index,
                                         size_t span_index, const char** text, size_t* length) {
  return InnerText(review, &Review::findings, index, &Finding::spans, span_index, &ReviewSpan::text,
                   text, length);
}

int32_t rapport_review_finding_span_cue(const rapport_review* review, size_t index,
                                        size_t span_index, const char** cue, size_t* length) {
  return InnerText(review, &Review::findings, index, &Finding::spans, span_index, &ReviewSpan::cue,
                   cue, length);
}

int32_t rapport_review_finding_suggestion_count(const rapport_review* review, size_t index,
                                                size_t* count) {
  return ItemCount(review, &Review::findings, index, &Finding::suggestions, count);
}

int32_t rapport_review_finding_suggestion(const rapport_review* review, size_t index,
                                          size_t suggestion_index, const char** line,
                                          size_t* length) {
  return InnerText(review, &Review::findings, index, &Finding::suggestions, suggestion_index,
                   Itself, line, length);
}

#ifndef RAPPORT_REVIEW_H_
#define RAPPORT_REVIEW_H_

// Reviews: an agent's reply against the checks of the pack, with the conversation before it.
//
//     rapport::Review review;
//     rapport::Turn reply;
//     reply.by = rapport::Speaker::kAgent;
//     reply.text = draft;
//     rapport::Status status = rapport::ReviewReply(conversation, reply, now, &review);
//     if (review.blocked()) Hold(draft);
//     if (const rapport::Finding* tip = review.tip()) Show(tip->why, tip->suggestions);
//
// A check passes, fails, or does not apply: what a good reply must hold depends on the customer's
// words, scales and times. The reply is not added to the conversation. It may be a draft, also one
// that a program wrote, or one that was sent. Reviewing is pure, as deciding is.
//
// While a draft is being typed, keep one Review: as long as the conversation and `now` are the
// same, a further call reads the draft and nothing else.

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "rapport/conversation.h"
#include "rapport/decision.h"
#include "rapport/list_view.h"
#include "rapport/status.h"
#include "rapport/time.h"

namespace rapport {

namespace engine {
struct ReviewState;
}

// Values are stable and append-only.
enum class CheckResult : int32_t { kPass = 0, kFail = 1, kNotApplicable = 2 };
const char* CheckResultName(CheckResult result);  // "pass", "fail", "na"

// Why a check failed. Values are stable and append-only.
enum class FailReason : int32_t {
  kNone = 0,       // it did not
  kMissing = 1,    // nothing of what the check expects is in the reply
  kFault = 2,      // the reply holds what it should not; the spans show it
  kCondition = 3,  // the check's condition is not true
  kOverLimit = 4,  // an amount is above the limit in force; see `limit`
  kForbidden = 5,  // the reply does what a policy forbids; see `policy`
  kApproval = 6,   // the reply does what needs approval first; see `policy` and `approval_from`
};
const char* FailReasonName(FailReason reason);  // "missing", "fault", ...; "" for kNone

// A place in the reply that counted: bytes [begin, end) of its text.
struct ReviewSpan {
  uint32_t begin;
  uint32_t end;
  std::string_view text;  // what stands there; owned by the review
  std::string_view cue;
};

// What one check says.
struct Finding {
  std::string_view check;  // its id
  std::string_view label;
  CheckResult result;
  FailReason reason;
  bool is_fatal;               // its fail blocks the reply
  bool is_undetermined;        // does not apply, or fails, because its condition is unknown
  int32_t weight;              // thousandths
  std::string_view why;        // what is wrong, for the agent; empty unless it failed
  ListView<ReviewSpan> spans;  // by their place; of a pass, what was looked for
  ListView<std::string_view> suggestions;  // better wordings, best first; of a fail
  std::string_view limit;                  // of kOverLimit
  int64_t limit_value;                     // the limit in force
  std::string_view policy;                 // that set the limit, forbids or wants approval
  std::string_view approval_from;          // the route that approves
};

// Workspace and result in one: reuse an object and, once it has grown, reviewing allocates nothing.
// Everything returned is borrowed until the object is used again or destroyed; it may outlive the
// conversation. Thread-compatible: one thread at a time.
class Review {
 public:
  Review();
  ~Review();
  Review(Review&&) noexcept;
  Review& operator=(Review&&) noexcept;

  ListView<Finding> findings() const;  // of every check of the pack, by id

  // 100 * (weights of the checks that passed) / (weights of those that apply), in hundredths: 8,750
  // is 87.5. 0 when a fatal check failed; nothing when no check applies. (The usual score of
  // quality scorecards. Show it to those who look back at many replies, not to who is writing one.)
  std::optional<int32_t> score() const;

  // A fatal check failed: the reply should not be sent as it is.
  bool blocked() const;

  // The finding to show first while the reply is written: a fatal fail, else the heaviest; null
  // when no check failed.
  const Finding* tip() const;

  // About the conversation without the reply.
  const Decision& decision() const;

  std::string_view rule_set_name() const;  // RuleSet::name() of the rules that reviewed

 private:
  friend Status ReviewReply(const Conversation&, const Turn&, std::optional<Time>, Review*);
  std::unique_ptr<engine::ReviewState> state_;
};

// Reviews `reply` as the next turn of the conversation. Of the turn its text, format and `at`
// count; a longer text than ConversationLimits::turn_bytes is cut. `now` defaults to `reply.at`,
// then to the last turn's time. kInvalidArgument when `review` is null or a time is out of range.
Status ReviewReply(const Conversation& conversation, const Turn& reply, std::optional<Time> now,
                   Review* review);

}  // namespace rapport

#endif  // RAPPORT_REVIEW_H_

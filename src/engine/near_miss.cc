// Each part of a condition has a wish: to be true or, below `!`, false. A part that is not as
// wished has a cost: `&&` adds up its sides', `||` has the cheapest side's, and that of a leaf is 1
// plus how far off it is, relative to what it is compared with, so that "2 of 3 contacts" is nearer
// than "2 of 30". The condition is walked from the root to the leaves that stand in the way; where
// there is a choice, the costs of all that is below are found first, from the last part to the
// first, for parents stand before their parts, and the walk jumps past all parts but the cheapest.
// No depth of nesting can exhaust the stack.

#include "engine/near_miss.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/strings.h"
#include "base/time.h"

namespace rapport::engine {
namespace {

using expr::TraceNode;
using expr::TraceValue;
using expr::TraceView;
using Kind = TraceNode::Kind;

// Says of leaves what keeps them from being as wished.
class LeafWriter {
 public:
  LeafWriter(std::string_view source, const TraceView& trace, const NamedReasons& inside,
             TextArena* out)
      : source_(source), trace_(trace), inside_(inside), out_(out) {}

  void Write(uint32_t node) {
    const TraceNode& n = trace_[node];
    const TraceValue& value = trace_.value(node);
    Begin(TextOf(n));
    if (value.result.is_error()) return StrAppend(out_, ": ", value.text);
    if (value.result.is_unknown()) return Missing(node);
    const uint32_t left = node + 1, right = n.has_parts() ? trace_[left].next : n.next;
    if (right < n.next && n.kind == Kind::kCompare) {
      return Comparison(n, value, trace_.value(left).text, trace_.value(right).text);
    }
    if (right < n.next && n.kind == Kind::kIn) {
      return StrAppend(out_, ": it is ", trace_.value(left).text);
    }
    StrAppend(out_, " is ", value.text);
    if (n.kind != Kind::kName || n.negated) return;
    const std::string_view why_not = inside_.Of(n.slot);
    if (why_not.empty() || out_->open_size() + why_not.size() > kMostReasonBytes) return;
    StrAppend(out_, " (", why_not, ")");
  }

 private:
  std::string_view TextOf(const TraceNode& n) const {
    return source_.substr(n.begin, n.end - n.begin);
  }

  void Begin(std::string_view text) {
    constexpr std::string_view kSeparator = "; ";
    char* at = out_->Room(kSeparator.size() + text.size());
    if (out_->open_size() > 0) at = TextArena::Write(kSeparator, at);
    out_->SetEnd(TextArena::Write(text, at));
  }

  // The names below `node` that are not known.
  void Missing(uint32_t node) {
    bool any = false;
    for (uint32_t i = node; i < trace_[node].next; ++i) {
      if (trace_[i].kind != Kind::kName || !trace_.value(i).result.is_unknown()) continue;
      StrAppend(out_, any ? ", " : ": ", TextOf(trace_[i]));
      any = true;
    }
    out_->append(any ? " is unknown" : ": it is unknown");
  }

  // Most leaves are comparisons, so these are written in one go.
  void Comparison(const TraceNode& n, const TraceValue& value, std::string_view left,
                  std::string_view right) {
    constexpr size_t kMostOther = 100;  // bytes of a number or time, and what is said around it
    char* at = out_->Room(left.size() + right.size() + kMostOther);
    const auto write = [&at](std::string_view text) { at = TextArena::Write(text, at); };
    write(": it is ");
    write(left);
    const double off = std::abs(value.difference);
    if (off == 0 || n.op == expr::Op::kNotEqual) return out_->SetEnd(at);
    if (n.op == expr::Op::kEqual) {
      write(", not ");
      write(right);
      return out_->SetEnd(at);
    }
    write(value.difference < 0 ? ", short by " : ", over by ");
    if (left.find('(') != std::string_view::npos) {  // a time
      at = WriteDuration(Duration(static_cast<int64_t>(std::llround(off * 1e6))), at);
    } else {
      at = std::to_chars(at, at + 32, off).ptr;
    }
    if (n.negated) write(" (should not hold)");
    out_->SetEnd(at);
  }

  std::string_view source_;
  const TraceView& trace_;
  const NamedReasons& inside_;
  TextArena* const out_;
};

// Of a connective: whether it is enough that one part is as wished.
bool IsChoice(const TraceNode& n) { return n.kind == (n.negated ? Kind::kAnd : Kind::kOr); }

bool IsAsWished(const TraceView& trace, uint32_t i) {
  const TraceValue& value = trace.value(i);
  return trace[i].negated ? value.is_false() : value.is_true();
}

double LeafCost(expr::Op op, const TraceValue& value) {
  if (!value.result.is_known()) return 1.5;  // nearer than far off, farther than nearly there
  if (!value.has_difference) return 2;
  // `x > 0` at 0 is as far off as `x >= 1`.
  const double off =
      std::abs(value.difference) + (op == expr::Op::kGreater || op == expr::Op::kLess ? 1 : 0);
  return 1 + off / (off + 1);
}

}  // namespace

void NearMiss::FindCosts(const TraceView& trace, uint32_t begin, uint32_t end) {
  for (uint32_t i = end; i-- > begin;) {
    const TraceNode& n = trace[i];
    if (!trace[static_cast<uint32_t>(n.parent)].is_connective()) continue;
    double cost = 0;
    if (IsAsWished(trace, i)) {
      // nothing
    } else if (!n.is_connective()) {
      cost = LeafCost(n.op, trace.value(i));
    } else if (IsChoice(n)) {
      cost = costs_[i + 1];
      for (uint32_t part = i + 1; part < n.next; part = trace[part].next) {
        cost = std::min(cost, costs_[part]);
      }
    } else {
      for (uint32_t part = i + 1; part < n.next; part = trace[part].next) cost += costs_[part];
    }
    costs_[i] = cost;
  }
}

uint32_t NearMiss::Cheapest(const TraceView& trace, uint32_t node) {
  const uint32_t end = trace[node].next;
  if (costs_end_ < end) FindCosts(trace, node + 1, end);
  costs_end_ = std::max(costs_end_, end);
  uint32_t best = node + 1;
  for (uint32_t part = best; part < end; part = trace[part].next) {
    if (costs_[part] < costs_[best]) best = part;
  }
  return best;
}

void NearMiss::FindLeaves(const TraceView& trace, std::vector<uint32_t>* leaves) {
  if (trace.size == 0 || trace.value(0).is_true()) return;
  costs_.resize(std::max(costs_.size(), size_t{trace.size}));
  costs_end_ = 0;
  jumps_.clear();
  for (uint32_t i = 0; i < trace.size;) {
    const TraceNode& n = trace[i];
    if (IsAsWished(trace, i)) {
      i = n.next;
    } else if (!n.is_connective()) {
      leaves->push_back(i);
      i = n.next;
    } else if (!IsChoice(n)) {
      ++i;
    } else {
      const uint32_t cheapest = Cheapest(trace, i);
      jumps_.push_back({trace[cheapest].next, n.next});
      i = cheapest;
    }
    while (!jumps_.empty() && jumps_.back().from == i) {
      i = jumps_.back().to;
      jumps_.pop_back();
    }
  }
}

std::string_view Describe(std::string_view source, const TraceView& trace,
                          absl::Span<const uint32_t> leaves, const NamedReasons& inside,
                          TextArena* texts) {
  LeafWriter writer(source, trace, inside, texts);
  for (const uint32_t leaf : leaves) writer.Write(leaf);
  return texts->Finish();
}

}  // namespace rapport::engine

// A condition is walked with a wish for each part: this one should be true (or, below `!`, false).
// A part that is not as wished has a cost: `&&` adds up its sides', `||` has the cheapest side's,
// and that of a leaf is 1 plus how far off it is, relative to what it is compared with, so that "2
// of 3 contacts" is nearer than "2 of 30". Wishes go down from the root to the leaves that stand in
// the way; where there is a choice, the costs of all that is below are found first, from the last
// part to the first, for parents stand before their parts. No depth of nesting can exhaust the
// stack.

#include "engine/near_miss.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/strings.h"
#include "base/time.h"

namespace rapport::engine {
namespace {

using expr::TraceNode;
using Kind = TraceNode::Kind;

// Says of one leaf what keeps it from being as wished.
class LeafWriter {
 public:
  LeafWriter(std::string_view source, absl::Span<const TraceNode> trace, const NamedReasons& inside,
             std::string* out)
      : source_(source), trace_(trace), inside_(inside), out_(out) {}

  void Write(uint32_t node, bool wish) {
    const TraceNode& n = trace_[node];
    if (!out_->empty()) *out_ += "; ";
    *out_ += TextOf(n);
    if (n.result.is_error()) return StrAppend(out_, ": ", n.value);
    if (n.result.is_unknown()) return Missing(node);
    const uint32_t left = node + 1, right = n.has_parts(node) ? trace_[left].next : n.next;
    if (right < n.next && n.kind == Kind::kCompare) {
      return Comparison(n, trace_[left], trace_[right], wish);
    }
    if (right < n.next && n.kind == Kind::kIn) {
      return StrAppend(out_, ": it is ", trace_[left].value);
    }
    StrAppend(out_, " is ", n.value);
    if (n.kind != Kind::kName || !wish) return;
    const std::string_view why_not = inside_.Of(n.slot);
    if (why_not.empty() || out_->size() + why_not.size() > kMostReasonBytes) return;
    StrAppend(out_, " (", why_not, ")");
  }

 private:
  std::string_view TextOf(const TraceNode& n) const {
    return source_.substr(n.begin, n.end - n.begin);
  }

  // The names below `node` that are not known.
  void Missing(uint32_t node) {
    const char* separator = ": ";
    for (uint32_t i = node; i < trace_[node].next; ++i) {
      if (trace_[i].kind != Kind::kName || !trace_[i].result.is_unknown()) continue;
      StrAppend(out_, std::string_view(separator), TextOf(trace_[i]));
      separator = ", ";
    }
    *out_ += *separator == ':' ? ": it is unknown" : " is unknown";
  }

  void Comparison(const TraceNode& n, const TraceNode& left, const TraceNode& right, bool wish) {
    StrAppend(out_, ": it is ", left.value);
    if (!n.has_difference || n.difference == 0 || n.op == expr::Op::kNotEqual) return;
    if (n.op == expr::Op::kEqual) return StrAppend(out_, ", not ", right.value);
    *out_ += n.difference < 0 ? ", short by " : ", over by ";
    const double off = std::abs(n.difference);
    if (left.value.find('(') != std::string_view::npos) {  // a time
      *out_ += FormatDuration(Duration(static_cast<int64_t>(std::llround(off * 1e6))));
    } else {
      char digits[32];
      const char* const end = std::to_chars(digits, digits + sizeof digits, off).ptr;
      out_->append(digits, static_cast<size_t>(end - digits));
    }
    if (!wish) *out_ += " (should not hold)";
  }

  std::string_view source_;
  const absl::Span<const TraceNode> trace_;
  const NamedReasons& inside_;
  std::string* const out_;
};

double LeafCost(const TraceNode& n) {
  if (n.result.is_unknown() || n.result.is_error())
    return 1.5;  // nearer than far off, farther than nearly there
  if (!n.has_difference) return 2;
  // `x > 0` at 0 is as far off as `x >= 1`.
  const double off =
      std::abs(n.difference) + (n.op == expr::Op::kGreater || n.op == expr::Op::kLess ? 1 : 0);
  return 1 + off / (off + 1);
}

}  // namespace

void NearMiss::FindCosts(absl::Span<const TraceNode> trace, uint32_t begin, uint32_t end) {
  for (uint32_t i = end; i-- > begin;) {
    const TraceNode& n = trace[i];
    Cost cost;
    if (n.kind == Kind::kNot && n.has_parts(i)) {
      cost = {costs_[i + 1].if_false, costs_[i + 1].if_true};
    } else if ((n.kind == Kind::kAnd || n.kind == Kind::kOr) && n.has_parts(i)) {
      Cost sum, least = costs_[i + 1];
      for (uint32_t part = i + 1; part < n.next; part = trace[part].next) {
        sum.if_true += costs_[part].if_true;
        sum.if_false += costs_[part].if_false;
        least.if_true = std::min(least.if_true, costs_[part].if_true);
        least.if_false = std::min(least.if_false, costs_[part].if_false);
      }
      cost.if_true = n.kind == Kind::kAnd ? sum.if_true : least.if_true;
      cost.if_false = n.kind == Kind::kAnd ? least.if_false : sum.if_false;
    } else {
      cost.if_true = cost.if_false = LeafCost(n);
    }
    if (n.is_true()) cost.if_true = 0;
    if (n.is_false()) cost.if_false = 0;
    costs_[i] = cost;
  }
}

uint32_t NearMiss::Cheapest(absl::Span<const TraceNode> trace, uint32_t node, bool wish) {
  const uint32_t end = trace[node].next;
  if (costs_end_ < end) FindCosts(trace, node + 1, end);
  costs_end_ = std::max(costs_end_, end);
  uint32_t best = node + 1;
  for (uint32_t part = best; part < trace[node].next; part = trace[part].next) {
    if (costs_[part].Of(wish) < costs_[best].Of(wish)) best = part;
  }
  return best;
}

void NearMiss::Describe(std::string_view source, absl::Span<const TraceNode> trace,
                        const NamedReasons& inside, std::string* out) {
  if (trace.empty() || trace[0].is_true()) return;
  costs_.resize(std::max(costs_.size(), trace.size()));
  costs_end_ = 0;
  wishes_.assign(trace.size(), Wish::kNone);
  wishes_[0] = Wish::kTrue;
  LeafWriter writer(source, trace, inside, out);
  for (uint32_t i = 0; i < trace.size(); ++i) {
    const TraceNode& n = trace[i];
    if (wishes_[i] == Wish::kNone) continue;
    const bool wish = wishes_[i] == Wish::kTrue;
    if (wish ? n.is_true() : n.is_false()) continue;
    const bool is_and = n.kind == Kind::kAnd, is_or = n.kind == Kind::kOr;
    if (n.kind == Kind::kNot && n.has_parts(i)) {
      wishes_[i + 1] = wish ? Wish::kFalse : Wish::kTrue;
    } else if ((is_and || is_or) && n.has_parts(i)) {
      if (is_and != wish) {
        wishes_[Cheapest(trace, i, wish)] = wishes_[i];
        continue;
      }
      for (uint32_t part = i + 1; part < n.next; part = trace[part].next)
        wishes_[part] = wishes_[i];
    } else {
      writer.Write(i, wish);
    }
  }
}

}  // namespace rapport::engine

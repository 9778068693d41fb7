// A condition is walked from its root with a wish: this part should be true (or, below `!`, false).
// Each part answers with a cost and the leaves that stand in the way; `&&` adds what its failing
// sides say,
// `||` takes the cheapest side. The cost of a leaf is 1 plus how far off it is, relative to what it
// is compared with, so that "2 of 3 contacts" is nearer than "2 of 30".

#include "engine/near_miss.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "base/strings.h"
#include "base/time.h"

namespace rapport::engine {
namespace {

using expr::TraceNode;

struct Obstacle {
  double cost = 0;
  std::vector<std::pair<size_t, bool>> leaves;  // node and the wish for it
};

std::string FormatNumber(double value) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  return std::string(digits, end);
}

class Walker {
 public:
  Walker(std::string_view source, const std::vector<TraceNode>& trace,
         const std::function<std::string(int32_t)>& inside)
      : source_(source), trace_(trace), inside_(inside), children_(trace.size()) {
    for (size_t i = 0; i < trace.size(); ++i) {
      if (trace[i].parent >= 0) children_[static_cast<size_t>(trace[i].parent)].push_back(i);
    }
  }

  Obstacle Find(size_t node, bool wish) const {
    const TraceNode& n = trace_[node];
    if (wish ? n.is_true : n.is_false) return {};
    if (n.kind == TraceNode::Kind::kNot && !children_[node].empty()) {
      return Find(children_[node][0], !wish);
    }
    const bool is_and = n.kind == TraceNode::Kind::kAnd;
    if ((is_and || n.kind == TraceNode::Kind::kOr) && !children_[node].empty()) {
      return is_and == wish ? All(node, wish) : Cheapest(node, wish);
    }
    return {Cost(n), {{node, wish}}};
  }

  std::string Describe(size_t node, bool wish) const {
    const TraceNode& n = trace_[node];
    std::string out(source_.substr(n.begin, n.end - n.begin));
    if (n.is_error) return StrCat(out, ": ", n.value);
    if (n.is_unknown) return StrCat(out, ": ", Missing(node), " unknown");
    const std::vector<size_t>& sides = children_[node];
    if (n.kind == TraceNode::Kind::kCompare && sides.size() == 2) {
      return StrCat(out, ": ", DescribeComparison(n, trace_[sides[0]], trace_[sides[1]], wish));
    }
    if (n.kind == TraceNode::Kind::kIn && sides.size() == 2) {
      return StrCat(out, ": it is ", trace_[sides[0]].value);
    }
    StrAppend(&out, " is ", n.value);
    if (n.kind == TraceNode::Kind::kName && wish) {
      const std::string why_not = inside_(n.slot);
      if (!why_not.empty()) StrAppend(&out, " (", why_not, ")");
    }
    return out;
  }

 private:
  Obstacle All(size_t node, bool wish) const {
    Obstacle sum;
    for (size_t child : children_[node]) {
      Obstacle part = Find(child, wish);
      sum.cost += part.cost;
      sum.leaves.insert(sum.leaves.end(), part.leaves.begin(), part.leaves.end());
    }
    return sum;
  }

  Obstacle Cheapest(size_t node, bool wish) const {
    Obstacle best = Find(children_[node][0], wish);
    for (size_t i = 1; i < children_[node].size(); ++i) {
      Obstacle other = Find(children_[node][i], wish);
      if (other.cost < best.cost) best = std::move(other);
    }
    return best;
  }

  static double Cost(const TraceNode& n) {
    if (n.is_unknown || n.is_error) return 1.5;  // nearer than far off, farther than nearly there
    if (!n.has_difference) return 2;
    // `x > 0` at 0 is as far off as `x >= 1`.
    const double off = std::abs(n.difference) + (n.op == ">" || n.op == "<" ? 1 : 0);
    return 1 + off / (off + 1);
  }

  // The names below `node` that are not known.
  std::string Missing(size_t node) const {
    std::string out;
    for (size_t i = node; i < trace_.size(); ++i) {
      const TraceNode& n = trace_[i];
      if (n.kind != TraceNode::Kind::kName || !n.is_unknown) continue;
      if (n.begin < trace_[node].begin || n.end > trace_[node].end) continue;
      StrAppend(&out, out.empty() ? "" : ", ", source_.substr(n.begin, n.end - n.begin));
    }
    return StrCat(out.empty() ? "it" : out, " is");
  }

  static std::string DescribeComparison(const TraceNode& n, const TraceNode& left,
                                        const TraceNode& right, bool wish) {
    std::string out = StrCat("it is ", left.value);
    if (!n.has_difference || n.difference == 0 || n.op == "!=") return out;
    const double off = std::abs(n.difference);
    const bool is_time = left.value.find('(') != std::string::npos;
    const std::string amount =
        is_time ? FormatDuration(Duration(static_cast<int64_t>(std::llround(off * 1e6))))
                : FormatNumber(off);
    if (n.op == "==") return StrCat(out, ", not ", right.value);
    return StrCat(out, n.difference < 0 ? ", short by " : ", over by ", amount,
                  wish ? "" : " (should not hold)");
  }

  std::string_view source_;
  const std::vector<TraceNode>& trace_;
  const std::function<std::string(int32_t)>& inside_;
  std::vector<std::vector<size_t>> children_;
};

}  // namespace

std::string DescribeNearMiss(std::string_view source, const std::vector<TraceNode>& trace,
                             const std::function<std::string(int32_t slot)>& inside) {
  if (trace.empty() || trace[0].is_true) return {};
  const Walker walker(source, trace, inside);
  std::string out;
  for (const auto& [node, wish] : walker.Find(0, true).leaves) {
    StrAppend(&out, out.empty() ? "" : "; ", walker.Describe(node, wish));
  }
  return out;
}

}  // namespace rapport::engine

#ifndef RAPPORT_PACK_NESTING_H_
#define RAPPORT_PACK_NESTING_H_

// Sorts things that name one another (lists, conditions) so that each stands after those it names,
// and finds the cycles. The depth is bounded, so that whoever walks the result may recurse.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/source.h"

namespace rapport::pack {

class Nesting {
 public:
  static constexpr int kDeepest = 32;

  struct Problem {
    bool is_cycle = false;  // else too deep
    std::string name;       // one of the cycle
    std::string path;       // "a, b, a"
    SourceSpan where;       // of the reference that closes it
  };
  struct Result {
    std::vector<std::string> order;  // everything; ties by name
    std::vector<Problem> problems;   // one a cycle
    std::set<std::string> broken;    // what is in a cycle or too deep
  };

  void Add(const std::string& name) { uses_[name]; }
  void Add(const std::string& user, const std::string& used, const SourceSpan& where) {
    uses_[user].push_back({used, where});
  }
  // Every used name must have been added.
  Result Sort() const;

 private:
  struct Use {
    std::string name;
    SourceSpan where;
  };
  struct Walk;
  void Visit(const std::string& name, Walk* walk) const;

  std::map<std::string, std::vector<Use>> uses_;
};

}  // namespace rapport::pack

#endif  // RAPPORT_PACK_NESTING_H_

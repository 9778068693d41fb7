#include "pack/nesting.h"

#include <algorithm>

#include "base/strings.h"

namespace rapport::pack {

struct Nesting::Walk {
  Result result;
  std::map<std::string, int> depth;  // of what is finished
  std::vector<std::string> path;     // what is open
};

Nesting::Result Nesting::Sort() const {
  Walk walk;
  for (const auto& [name, uses] : uses_) Visit(name, &walk);
  return std::move(walk.result);
}

void Nesting::Visit(const std::string& name, Walk* walk) const {
  if (walk->depth.count(name) > 0) return;
  Result& result = walk->result;
  const auto found = uses_.find(name);
  if (found == uses_.end()) return;
  walk->path.push_back(name);
  int depth = 1;
  for (const Use& use : found->second) {
    const auto open = std::find(walk->path.begin(), walk->path.end(), use.name);
    if (open != walk->path.end()) {
      if (result.broken.count(name) == 0) {
        std::string path;
        for (auto at = open; at != walk->path.end(); ++at) StrAppend(&path, *at, ", ");
        result.problems.push_back({true, use.name, path + use.name, use.where});
      }
      result.broken.insert(open, walk->path.end());
      continue;
    }
    const auto done = walk->depth.find(use.name);
    const bool too_deep = done == walk->depth.end()
                              ? walk->path.size() >= static_cast<size_t>(kDeepest)
                              : done->second >= kDeepest;
    if (too_deep) {
      if (result.broken.insert(name).second) {
        result.problems.push_back({false, name, "", use.where});
      }
      continue;
    }
    Visit(use.name, walk);
    // What is broken was reported; its depth means nothing.
    if (result.broken.count(use.name) == 0) depth = std::max(depth, walk->depth[use.name] + 1);
  }
  walk->path.pop_back();
  walk->depth[name] = depth;
  result.order.push_back(name);
}

}  // namespace rapport::pack

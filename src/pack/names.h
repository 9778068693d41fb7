#ifndef RAPPORT_PACK_NAMES_H_
#define RAPPORT_PACK_NAMES_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic_sink.h"
#include "pack/draft.h"

namespace rapport::pack {

// What a merged draft declares, for checking references. An item that could not be read is declared
// all the same: it has an error of its own, and those who name it get none.
class Names {
 public:
  explicit Names(const Draft& draft) : draft_(draft) {}

  bool Has(Section section, const std::string& id) const;
  // Has(), or an error that proposes the nearest name.
  bool Check(Section section, const std::string& id, const SourceSpan& where,
             DiagnosticSink* sink) const;
  // The same for a name that may be of either section.
  bool CheckEither(Section a, Section b, const std::string& id, const SourceSpan& where,
                   DiagnosticSink* sink) const;

  std::vector<std::string_view> Ids(Section section) const;
  // The pack that took it away; empty when none did.
  std::string RemovedBy(const std::string& id) const;
  // "a fact", "a signal"; empty when the name stands for nothing.
  std::string KindOf(const std::string& id) const;

 private:
  std::string HintFor(const std::string& id, const std::vector<std::string_view>& candidates,
                      Section section) const;

  const Draft& draft_;
};

}  // namespace rapport::pack

#endif  // RAPPORT_PACK_NAMES_H_

#include "phrase/list_declaration.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/strings.h"
#include "phrase/issue.h"
#include "phrase/placeholders.h"

namespace rapport::phrase {
namespace {

bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

}  // namespace

bool DeclareList(std::string_view name, const std::vector<std::string_view>& items, Parser* parser,
                 Lists* lists, std::vector<PhraseIssue>* issues) {
  const auto report = [&](std::string message, std::string hint) {
    issues->push_back(MakeIssue("phrase-list", 0, 0, std::move(message), std::move(hint)));
    return false;
  };
  Node built_in;
  if (name.empty() || !std::all_of(name.begin(), name.end(), IsNameCharacter)) {
    return report(StrCat("'", name, "' is not a name for a list"),
                  "use letters, digits, '_' and '-'");
  }
  if (ReadPlaceholder(name, &built_in)) {
    return report(StrCat("'{", name, "}' is built in"), "choose another name for the list");
  }
  if (lists->Find(name)) {
    return report(StrCat("the list '", name, "' is declared twice"), "choose another name");
  }
  bool ok = true;
  Node alternatives;
  alternatives.kind = NodeKind::kAlternatives;
  for (size_t i = 0; i < items.size(); ++i) {
    const size_t before = issues->size();
    Node item;
    if (parser->ParseItem(items[i], *lists, &item, issues)) {
      if (item.children.size() == 1) {
        Node only = std::move(item.children[0]);
        item = std::move(only);
      }
      alternatives.children.push_back(std::move(item));
    } else {
      ok = false;
    }
    for (size_t k = before; k < issues->size(); ++k) {
      (*issues)[k].item = static_cast<uint32_t>(i);
    }
  }
  if (items.empty()) ok = report(StrCat("the list '", name, "' is empty"), "add an item");
  lists->Add(std::string(name), std::move(alternatives));
  return ok;
}

}  // namespace rapport::phrase

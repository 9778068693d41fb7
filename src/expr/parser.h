#ifndef RAPPORT_EXPR_PARSER_H_
#define RAPPORT_EXPR_PARSER_H_

#include <string_view>
#include <vector>

#include "expr/ast.h"
#include "expr/issue.h"
#include "expr/program.h"
#include "rapport/limits.h"

namespace rapport::expr {

struct Parsed {
  Ast ast;
  // What the names of kSlot nodes are declared as, by the node's `target`. Borrowed.
  std::vector<const Declaration*> declarations;
  bool complete = true;  // false: the tree is of a part of the source only
};

// Parses `source` and resolves its names. Appends to `issues` whatever is wrong; the tree then has
// kInvalid nodes, and parts of it may hang loose, but it can be checked for further issues.
Parsed Parse(std::string_view source, const Declarations& names, const PackLimits& limits,
             Checking checking, Issues* issues);

}  // namespace rapport::expr

#endif  // RAPPORT_EXPR_PARSER_H_

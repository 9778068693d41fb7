#ifndef RAPPORT_EXPR_COMPILER_H_
#define RAPPORT_EXPR_COMPILER_H_

#include <memory>

#include "expr/ast.h"
#include "expr/code.h"
#include "expr/issue.h"
#include "expr/program.h"
#include "expr/type.h"

namespace rapport::expr {

// Code for a tree without issues. `type` is the static type of its root, `result` the one it must
// have at run time. Parts that are constant are evaluated here, by the machine itself; those that
// can only fail stay as they are, but for the ones that are a slip of the author (see expr-constant
// in issue.h), which are reported when `checking` is strict.
std::unique_ptr<Code> Emit(Ast ast, const Type& type, const Type& result, Checking checking,
                           Issues* issues);

}  // namespace rapport::expr

#endif  // RAPPORT_EXPR_COMPILER_H_

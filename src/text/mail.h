#ifndef RAPPORT_TEXT_MAIL_H_
#define RAPPORT_TEXT_MAIL_H_

#include "text/lexicon_index.h"
#include "text/workspace.h"

namespace rapport::text {

// Prepares the characters of an e-mail for the scanner:
//
// - A line break is a blank when the line was only wrapped: it is long, and the next line goes on.
// - Lines that begin with '>' are noted as quoted, and their prefix becomes blank.
// - From the line that introduces the quoted original on ("On ... wrote:" in the words of the
// lexicon,
//   with a digit in it; "-----Original Message-----" in any language; a rule of underscores), all
//   is quoted.
void PrepareMail(const LexiconIndex& lexicon, Workspace* workspace);

}  // namespace rapport::text

#endif  // RAPPORT_TEXT_MAIL_H_

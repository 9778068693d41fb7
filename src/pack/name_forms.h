#ifndef RAPPORT_PACK_NAME_FORMS_H_
#define RAPPORT_PACK_NAME_FORMS_H_

#include <string_view>

#include "pack/shape.h"

namespace rapport::pack {

const NameForm& IdForm();        // facts, cues, personas ...: contacts_7d
const NameForm& PolicyIdForm();  // hyphens too: third-contact
const NameForm& PackIdForm();    // shop-en
const NameForm& VersionForm();   // 1.2.0, 1.2.0-rc1
const NameForm& LanguageForm();  // en, pt-BR
const NameForm& FileNameForm();  // cues.yaml, parts/cues.yaml
const NameForm& BaseForm();      // core-en@1.0.0#1f2e3d4c5b6a7988

// Words of the condition language and of decisions, which no fact, cue, condition or scale may have
// for a name.
bool IsReservedName(std::string_view name);

}  // namespace rapport::pack

#endif  // RAPPORT_PACK_NAME_FORMS_H_

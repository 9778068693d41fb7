#include "rapport/version.h"

namespace rapport {

const char* Version() { return RAPPORT_VERSION_STRING; }

}  // namespace rapport

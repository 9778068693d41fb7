#ifndef RAPPORT_VERSION_H_
#define RAPPORT_VERSION_H_

#define RAPPORT_VERSION_MAJOR 0
#define RAPPORT_VERSION_MINOR 1
#define RAPPORT_VERSION_PATCH 0
#define RAPPORT_VERSION_STRING "0.1.0"

namespace rapport {

// Version of the library that is linked: RAPPORT_VERSION_STRING of its build.
const char* Version();

}  // namespace rapport

#endif  // RAPPORT_VERSION_H_

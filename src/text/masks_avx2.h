#ifndef RAPPORT_TEXT_MASKS_AVX2_H_
#define RAPPORT_TEXT_MASKS_AVX2_H_

#include "text/masks.h"

namespace rapport::text {

// Whether this processor, and the system on it, can run Avx2Kernel().
bool HasAvx2();
// PortableKernel() where it is not compiled in.
Kernel Avx2Kernel();

}  // namespace rapport::text

#endif  // RAPPORT_TEXT_MASKS_AVX2_H_

#ifndef RAPPORT_PACK_FORMAT_SERVICE_H_
#define RAPPORT_PACK_FORMAT_SERVICE_H_

#include "pack/shape.h"

namespace rapport::pack {

// The sections of what the customer needs and what agents promise; parts of FileShape().
const Shape& ContactKindsShape();
const Shape& NeedsShape();
const Shape& PromisesShape();

// The keys of `text:` that these go by, added to that section's.
void AddServiceText(Shape* section);

}  // namespace rapport::pack

#endif  // RAPPORT_PACK_FORMAT_SERVICE_H_

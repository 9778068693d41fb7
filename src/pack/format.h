#ifndef RAPPORT_PACK_FORMAT_H_
#define RAPPORT_PACK_FORMAT_H_

#include "pack/shape.h"

namespace rapport::pack {

const Shape& FileShape();      // a manifest or one of its parts
const Shape& OverlayShape();   // learned weights
const Shape& ProtocolShape();  // an item of `protocols:`
const Shape& TestShape();      // an item of `tests:`
const Shape& CheckShape();     // of `checks:`
const Shape& LessonShape();    // of `lessons:`
const Shape& StandardShape();  // `standard:`
const Shape& ThemeShape();     // of `themes:`
const Shape& MeasureShape();   // of `measures:`

}  // namespace rapport::pack

#endif  // RAPPORT_PACK_FORMAT_H_

#ifndef RAPPORT_BENCHMARKS_ALLOCATIONS_H_
#define RAPPORT_BENCHMARKS_ALLOCATIONS_H_

#include <cstdint>

namespace rapport::benchmarks {

// Calls of operator new by this thread since it began.
int64_t Allocations();

}  // namespace rapport::benchmarks

#endif  // RAPPORT_BENCHMARKS_ALLOCATIONS_H_

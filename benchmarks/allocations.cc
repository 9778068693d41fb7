#include "allocations.h"

#include <cstdlib>
#include <new>

namespace {
thread_local int64_t allocations = 0;

void* Allocate(size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size != 0 ? size : 1)) return memory;
  throw std::bad_alloc();
}
}  // namespace

// The array and nothrow forms of the standard library call these.
void* operator new(size_t size) { return Allocate(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }

namespace rapport::benchmarks {
int64_t Allocations() { return allocations; }
}  // namespace rapport::benchmarks

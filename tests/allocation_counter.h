#ifndef RAPPORT_TESTS_ALLOCATION_COUNTER_H_
#define RAPPORT_TESTS_ALLOCATION_COUNTER_H_

#include <cstdint>

// Calls of operator new in this program so far. (The operators are apart from the tests, where the
// compiler would inline one of them and miss its partner.)
uint64_t CountAllocations();

#endif  // RAPPORT_TESTS_ALLOCATION_COUNTER_H_

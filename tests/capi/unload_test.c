/* Loads the library as an interpreter does, uses it, unloads it, and sees that it has really gone:
   its code is no longer mapped, and a thousand rounds take no more memory than a few. Usage:
   unload_test LIBRARY */

#include <dlfcn.h>

#include "testing.h"

static int is_mapped(const char* name) {
  char line[4096];
  int found = 0;
  FILE* maps = fopen("/proc/self/maps", "r");
  REQUIRE(maps != NULL);
  while (fgets(line, sizeof line, maps) != NULL) found |= strstr(line, name) != NULL;
  fclose(maps);
  return found;
}

static long resident_pages(void) {
  long size, resident = 0;
  FILE* statm = fopen("/proc/self/statm", "r");
  REQUIRE(statm != NULL && fscanf(statm, "%ld %ld", &size, &resident) == 2);
  fclose(statm);
  return resident;
}

#define LOAD(name)                                     \
  do {                                                 \
    *(void**)&name = dlsym(library, "rapport_" #name); \
    REQUIRE(name != NULL);                             \
  } while (0)

static void round_trip(const char* path) {
  int32_t (*ruleset_new_from_file)(const char*, size_t, rapport_ruleset**, rapport_error**);
  int32_t (*decision_new)(rapport_decision**, rapport_error**);
  int32_t (*decide_json)(const rapport_ruleset*, const char*, size_t, rapport_decision*,
                         const char**, size_t*, rapport_error**);
  void (*decision_free)(rapport_decision*);
  void (*ruleset_free)(rapport_ruleset*);
  rapport_ruleset* rules = NULL;
  rapport_decision* decision = NULL;
  const char* json = NULL;
  void* library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) fprintf(stderr, "%s\n", dlerror());
  REQUIRE(library != NULL);
  LOAD(ruleset_new_from_file);
  LOAD(decision_new);
  LOAD(decide_json);
  LOAD(decision_free);
  LOAD(ruleset_free);
  REQUIRE(ruleset_new_from_file(VECTOR_PACK, &rules, NULL) == RAPPORT_OK);
  REQUIRE(decision_new(&decision, NULL) == RAPPORT_OK);
  REQUIRE(decide_json(rules, RAPPORT_LITERAL("{\"turns\":[{\"text\":\"Any deal?\"}]}"), decision,
                      &json, NULL, NULL) == RAPPORT_OK);
  REQUIRE(strstr(json, "bargain_hunter") != NULL);
  ruleset_free(rules);
  decision_free(decision);
  REQUIRE(dlclose(library) == 0);
}

int main(int argc, char** argv) {
  long before;
  int i;
  REQUIRE(argc == 2);
  /* Each load of GCC's C++ runtime keeps 72 KiB for exceptions, for ever; it stays loaded, as it
     does in any host with C++ of its own, so that what is measured is ours. */
  REQUIRE(dlopen("libstdc++.so.6", RTLD_NOW) != NULL);
  for (i = 0; i < 20; ++i) round_trip(argv[1]);
  CHECK(!is_mapped("librapport.so"));
  before = resident_pages();
  for (i = 0; i < 200; ++i) round_trip(argv[1]);
  CHECK(!is_mapped("librapport.so"));
  printf("%ld pages more\n", resident_pages() - before);
  CHECK(resident_pages() - before < 1024); /* 4 MiB of noise; a leak of one load would be 800 MiB */
  return report();
}

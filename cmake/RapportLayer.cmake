# rapport_layer(NAME [SOURCES file...] [COLD_SOURCES file...] [LINKS target...])
# One layer of src/ as a static library, `rapport_NAME`. LINKS names the layers below it and the
# third-party libraries it uses, so the link graph states the same order as tests/layers_test.py.
# COLD_SOURCES run once per rule set, or for people, and not per message: a release compiles them for
# size, which halves the library.
function(rapport_layer name)
  cmake_parse_arguments(LAYER "" "" "SOURCES;COLD_SOURCES;LINKS" ${ARGN})
  add_library(rapport_${name} STATIC ${LAYER_SOURCES} ${LAYER_COLD_SOURCES})
  set_property(SOURCE ${LAYER_COLD_SOURCES} APPEND PROPERTY COMPILE_OPTIONS ${RAPPORT_SIZE_OPTION})
  target_compile_features(rapport_${name} PUBLIC cxx_std_17)
  target_include_directories(rapport_${name} PUBLIC
    "${PROJECT_SOURCE_DIR}/include" "${PROJECT_SOURCE_DIR}/src")
  target_link_libraries(rapport_${name} PUBLIC ${LAYER_LINKS})
  rapport_warnings(rapport_${name})
  rapport_object_options(rapport_${name})
endfunction()
set(RAPPORT_SIZE_OPTION $<$<CONFIG:Release>:-Os>)

# The same objects go into the static C++ library and into the shared C library: they are
# position-independent, export nothing by themselves, fall into sections that a linker can leave out,
# and keep no symbol that would hold a shared library in memory after its last user is gone.
function(rapport_object_options target)
  set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON
    C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
  target_compile_options(${target} PRIVATE -ffunction-sections -fdata-sections
    $<$<CXX_COMPILER_ID:GNU>:-fno-gnu-unique> ${RAPPORT_PATH_OPTIONS})
endfunction()

# rapport_map_path(FOLDER NAME): no object names FOLDER of the machine that built it, but NAME. Debuggers
# find our sources when they run in the root of the repository. Where folders nest, the last mapping
# that fits counts, so the outer one goes first.
macro(rapport_map_path folder name)
  list(APPEND RAPPORT_PATH_OPTIONS "-ffile-prefix-map=${folder}=${name}")
endmacro()
rapport_map_path("${PROJECT_SOURCE_DIR}" .)
rapport_map_path("${CMAKE_BINARY_DIR}" ./build)

# Warnings are ours alone: never in the interface, never as global flags. -ffp-contract=off keeps
# doubles in conditions the same on every machine.
function(rapport_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic $<$<CXX_COMPILER_ID:GNU>:-Wshadow=local>
    -ffp-contract=off $<$<BOOL:${RAPPORT_WERROR}>:-Werror>)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
endfunction()

# rapport_test(NAME SOURCES file... LINKS target...): a GoogleTest program, one CTest test a case.
function(rapport_test name)
  cmake_parse_arguments(TEST "" "" "SOURCES;LINKS;ENVIRONMENT" ${ARGN})
  add_executable(${name} ${TEST_SOURCES})
  target_link_libraries(${name} PRIVATE ${TEST_LINKS} GTest::gmock GTest::gtest_main)
  target_compile_definitions(${name} PRIVATE RAPPORT_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  rapport_warnings(${name})
  add_test(NAME ${name} COMMAND ${name})
endfunction()

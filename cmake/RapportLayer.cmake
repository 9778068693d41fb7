# rapport_layer(NAME SOURCES file... [LINKS target...])
# One layer of src/ as a static library, `rapport_NAME`. LINKS names the layers below it and the
# third-party libraries it uses, so the link graph states the same order as tests/layers_test.py.
function(rapport_layer name)
  cmake_parse_arguments(LAYER "" "" "SOURCES;LINKS" ${ARGN})
  add_library(rapport_${name} STATIC ${LAYER_SOURCES})
  target_compile_features(rapport_${name} PUBLIC cxx_std_17)
  target_include_directories(rapport_${name} PUBLIC
    "${PROJECT_SOURCE_DIR}/include" "${PROJECT_SOURCE_DIR}/src")
  target_link_libraries(rapport_${name} PUBLIC ${LAYER_LINKS})
  rapport_warnings(rapport_${name})
endfunction()

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

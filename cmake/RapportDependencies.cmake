# The third-party libraries, under the same target names whichever way they come:
#
#   absl::flat_hash_map absl::flat_hash_set absl::span absl::time
#   yaml-cpp  Utf8proc::Utf8proc  RapidJSON::RapidJSON
#
# system   what find_package() finds; distributions have it ready.
# bundled  built from source as position-independent static libraries that export nothing. A library
#          that is shipped as one file needs that: a distribution's static archives may not be linked
#          into a shared library, and its shared ones would be needed wherever ours goes.
#
# The bundled sources are downloaded (cmake/third_party.txt) unless FETCHCONTENT_SOURCE_DIR_ABSEIL,
# _YAML-CPP, _UTF8PROC and _RAPIDJSON name folders that have them; scripts/fetch-sources prints these
# options. Such a folder is read, never changed.
set(RAPPORT_DEPENDENCIES system CACHE STRING "Where third-party libraries come from: system or bundled")
set_property(CACHE RAPPORT_DEPENDENCIES PROPERTY STRINGS system bundled)

if(RAPPORT_DEPENDENCIES STREQUAL "system")
  find_package(absl REQUIRED)
  find_package(yaml-cpp REQUIRED)
  find_package(Utf8proc REQUIRED)
  if(NOT TARGET RapidJSON::RapidJSON)
    find_package(RapidJSON REQUIRED)
    # Its package names a folder and no target.
    add_library(RapidJSON::RapidJSON INTERFACE IMPORTED)
    target_include_directories(RapidJSON::RapidJSON INTERFACE ${RAPIDJSON_INCLUDE_DIRS})
  endif()
  return()
elseif(NOT RAPPORT_DEPENDENCIES STREQUAL "bundled")
  message(FATAL_ERROR "RAPPORT_DEPENDENCIES is '${RAPPORT_DEPENDENCIES}'; set it to system or bundled")
endif()

foreach(target absl::time yaml-cpp utf8proc)
  if(TARGET ${target})
    message(FATAL_ERROR "The project around Rapport already has a target ${target}, so Rapport cannot "
      "build its own; set RAPPORT_DEPENDENCIES to system, or build Rapport by itself")
  endif()
endforeach()

include(FetchContent)
enable_language(C)  # utf8proc
set(third_party "${PROJECT_BINARY_DIR}/third_party")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
  "${PROJECT_SOURCE_DIR}/cmake/third_party.txt")

# Sets NAME_SOURCE_DIR to a folder with the sources. SOURCE_SUBDIR names nothing: what to build of them,
# and how, is said below.
macro(rapport_fetch name)
  file(STRINGS "${PROJECT_SOURCE_DIR}/cmake/third_party.txt" line REGEX "^${name} .* https://")
  string(REGEX MATCH " ([0-9a-f]+) (https:.*)$" line "${line}")
  set(options URL "${CMAKE_MATCH_2}" URL_HASH "SHA256=${CMAKE_MATCH_1}")
  if(CMAKE_VERSION VERSION_GREATER_EQUAL 3.24)
    list(APPEND options DOWNLOAD_EXTRACT_TIMESTAMP OFF)
  endif()
  FetchContent_Declare(${name} ${options} SOURCE_SUBDIR not-added)
  FetchContent_MakeAvailable(${name})
  rapport_map_path("${${name}_SOURCE_DIR}" "${name}")
endmacro()

# Copies a file with changes: pairs of a regular expression and what takes its place. Left alone when it
# is so already, for otherwise everything would be built anew.
function(rapport_copy_changed from to)
  file(READ "${from}" text)
  math(EXPR last "${ARGC} - 1")
  foreach(i RANGE 2 ${last} 2)
    math(EXPR next "${i} + 1")
    if(NOT text MATCHES "${ARGV${i}}")
      message(FATAL_ERROR "${from} is not of the expected version: nothing in it matches ${ARGV${i}}")
    endif()
    string(REGEX REPLACE "${ARGV${i}}" "${ARGV${next}}" text "${text}")
  endforeach()
  file(WRITE "${to}.new" "${text}")
  file(COPY_FILE "${to}.new" "${to}" ONLY_IF_DIFFERENT)
  file(REMOVE "${to}.new")
endfunction()

# For the targets of a folder that was added: options as for our own, and no warnings from its headers.
function(rapport_adopt_targets folder)
  get_property(targets DIRECTORY "${folder}" PROPERTY BUILDSYSTEM_TARGETS)
  foreach(target IN LISTS targets)
    get_target_property(type ${target} TYPE)
    if(type STREQUAL "STATIC_LIBRARY")
      rapport_object_options(${target})
    endif()
    if(type MATCHES "LIBRARY$")
      get_target_property(includes ${target} INTERFACE_INCLUDE_DIRECTORIES)
      set_target_properties(${target} PROPERTIES INTERFACE_SYSTEM_INCLUDE_DIRECTORIES "${includes}")
    endif()
  endforeach()
  get_property(folders DIRECTORY "${folder}" PROPERTY SUBDIRECTORIES)
  foreach(below IN LISTS folders)
    rapport_adopt_targets("${below}")
  endforeach()
endfunction()

# --- Abseil: a copy of its own, whose inline namespace is of our name, so that a host with another
# Abseil never has two definitions of one symbol. It uses the standard types, checks what the
# distribution's checks, and adds no targets for dashboards.
rapport_fetch(abseil)
set(abseil "${third_party}/abseil")
file(COPY "${abseil_SOURCE_DIR}/CMake" "${abseil_SOURCE_DIR}/absl" DESTINATION "${abseil}"
  PATTERN "testdata" EXCLUDE PATTERN "*_test.cc" EXCLUDE PATTERN "*_benchmark.cc" EXCLUDE
  PATTERN "options.h" EXCLUDE)
rapport_copy_changed("${abseil_SOURCE_DIR}/CMakeLists.txt" "${abseil}/CMakeLists.txt"
  "cmake_minimum_required\\([^)]*\\)" "cmake_minimum_required(VERSION 3.22)"
  "include\\(CTest\\)" "")
rapport_copy_changed("${abseil_SOURCE_DIR}/absl/base/options.h" "${abseil}/absl/base/options.h"
  "(ABSL_OPTION_USE_STD_[A-Z_]+) 2" "\\1 1"
  "(ABSL_OPTION_INLINE_NAMESPACE_NAME) lts_" "\\1 rapport_lts_"
  "(ABSL_OPTION_HARDENED) 0" "\\1 1")

function(rapport_add_abseil)
  set(CMAKE_CXX_STANDARD 17)
  set(ABSL_PROPAGATE_CXX_STD ON)
  set(ABSL_ENABLE_INSTALL OFF)
  set(ABSL_BUILD_TESTING OFF)
  set(BUILD_SHARED_LIBS OFF)
  add_subdirectory("${abseil}" "${third_party}/abseil-build" EXCLUDE_FROM_ALL)
  rapport_adopt_targets("${abseil}")
endfunction()
rapport_add_abseil()

# --- yaml-cpp: the parser that yields events, without nodes, emitter and conversions.
rapport_fetch(yaml-cpp)
set(yaml_cpp_sources
  depthguard directives exceptions exp null parser regex_yaml scanner scanscalar scantag scantoken
  simplekey singledocparser stream tag)
list(TRANSFORM yaml_cpp_sources REPLACE "(.+)" "${yaml-cpp_SOURCE_DIR}/src/\\1.cpp")
add_library(yaml-cpp STATIC EXCLUDE_FROM_ALL ${yaml_cpp_sources})
target_compile_features(yaml-cpp PUBLIC cxx_std_17)
target_include_directories(yaml-cpp SYSTEM PUBLIC "${yaml-cpp_SOURCE_DIR}/include")
rapport_object_options(yaml-cpp)
target_compile_options(yaml-cpp PRIVATE ${RAPPORT_SIZE_OPTION})

# --- utf8proc: one source.
rapport_fetch(utf8proc)
add_library(utf8proc STATIC EXCLUDE_FROM_ALL "${utf8proc_SOURCE_DIR}/utf8proc.c")
add_library(Utf8proc::Utf8proc ALIAS utf8proc)
target_compile_definitions(utf8proc PUBLIC UTF8PROC_STATIC)
target_include_directories(utf8proc SYSTEM PUBLIC "${utf8proc_SOURCE_DIR}")
rapport_object_options(utf8proc)

# --- RapidJSON: headers. One assigns to a const member, in a function that nobody calls but that newer
# compilers refuse to read.
rapport_fetch(rapidjson)
set(rapidjson "${third_party}/rapidjson")
file(COPY "${rapidjson_SOURCE_DIR}/include/" DESTINATION "${rapidjson}" PATTERN "document.h" EXCLUDE)
rapport_copy_changed("${rapidjson_SOURCE_DIR}/include/rapidjson/document.h" "${rapidjson}/rapidjson/document.h"
  "(GenericStringRef& operator=\\(const GenericStringRef& rhs\\)) [^\n]*" "\\1 = delete;")
add_library(RapidJSON::RapidJSON INTERFACE IMPORTED)
target_include_directories(RapidJSON::RapidJSON INTERFACE "${rapidjson}")

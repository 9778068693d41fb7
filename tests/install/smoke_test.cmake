# cmake -DMODE=package|pkg-config|cpack|subdirectory -DSOURCE_DIR=.. -DBUILD_DIR=.. -DWORK_DIR=.. [...] -P
# Takes Rapport as a host does, and builds and runs the C and C++ programs of consumer/ with it. Writes below WORK_DIR only.
file(REMOVE_RECURSE "${WORK_DIR}")
file(MAKE_DIRECTORY "${WORK_DIR}")
set(prefix "${WORK_DIR}/prefix")
set(consumer_source "${SOURCE_DIR}/tests/install/consumer")

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}\nended with ${result}:\n${output}")
  endif()
endfunction()

function(build_consumer)
  run("${CMAKE_COMMAND}" -S "${consumer_source}" -B "${WORK_DIR}/consumer" -G "${GENERATOR}"
    "-DCMAKE_CXX_COMPILER=${COMPILER}" "-DCMAKE_CXX_FLAGS=${FLAGS}" "-DCMAKE_C_FLAGS=${FLAGS}" ${ARGN})
  run("${CMAKE_COMMAND}" --build "${WORK_DIR}/consumer" --target check)
endfunction()

if(MODE STREQUAL "subdirectory")
  build_consumer("-DRAPPORT_FROM=${SOURCE_DIR}")
  return()
endif()

# The packages, unpacked and used: they hold what an installed tree does.
if(MODE STREQUAL "cpack")
  run("${CMAKE_CPACK_COMMAND}" -G "TGZ\;DEB" --config "${BUILD_DIR}/CPackConfig.cmake" -B "${WORK_DIR}/packages")
  file(GLOB tgz "${WORK_DIR}/packages/*.tar.gz")
  file(GLOB deb "${WORK_DIR}/packages/*.deb")
  file(MAKE_DIRECTORY "${WORK_DIR}/tgz")
  run("${CMAKE_COMMAND}" -E chdir "${WORK_DIR}/tgz" "${CMAKE_COMMAND}" -E tar xf "${tgz}")
  run(dpkg-deb --extract "${deb}" "${WORK_DIR}/deb")
  run(dpkg-deb --field "${deb}" Package Version Depends)
  file(GLOB tgz_prefix "${WORK_DIR}/tgz/*")
  foreach(unpacked "${tgz_prefix}" "${WORK_DIR}/deb/usr")
    file(REMOVE_RECURSE "${WORK_DIR}/consumer")
    build_consumer(-DRAPPORT_FROM=package "-DCMAKE_PREFIX_PATH=${unpacked}")
  endforeach()
  return()
endif()

run("${CMAKE_COMMAND}" --install "${BUILD_DIR}" --prefix "${prefix}")
# What was installed must stand alone: nothing may point back into the build.
file(GLOB_RECURSE installed "${prefix}/*.cmake" "${prefix}/*.pc")
foreach(file IN LISTS installed)
  file(STRINGS "${file}" found REGEX "${SOURCE_DIR}")
  string(REPLACE "${prefix}" "" found "${found}")
  if(found MATCHES "${SOURCE_DIR}")
    message(FATAL_ERROR "${file} names the source tree: ${found}")
  endif()
endforeach()

if(MODE STREQUAL "package")
  build_consumer(-DRAPPORT_FROM=package "-DCMAKE_PREFIX_PATH=${prefix}")
  return()
endif()

file(GLOB_RECURSE pc "${prefix}/rapport.pc")
get_filename_component(pc_dir "${pc}" DIRECTORY)
get_filename_component(lib_dir "${pc_dir}" DIRECTORY)
set(ENV{PKG_CONFIG_PATH} "${pc_dir}")
set(ENV{LD_LIBRARY_PATH} "${lib_dir}")
separate_arguments(FLAGS)

# use_pkg_config(PACKAGE COMPILER STANDARD SOURCE): compiles and runs SOURCE with what pkg-config says.
function(use_pkg_config package compiler standard source)
  execute_process(COMMAND "${PKG_CONFIG}" --cflags --libs ${package}
    OUTPUT_VARIABLE pc_flags OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  separate_arguments(pc_flags)
  set(program "${WORK_DIR}/${source}.out")
  run("${compiler}" ${standard} ${FLAGS} "${consumer_source}/${source}" -o "${program}" ${pc_flags})
  run("${program}")
endfunction()

use_pkg_config(rapport cc -std=c99 consumer.c)
if(EXISTS "${pc_dir}/rapport-static.pc")
  use_pkg_config(rapport-static cc -std=c99 consumer.c)
endif()
file(GLOB cpp_pc "${pc_dir}/rapport-cpp.pc")
if(cpp_pc)  # a bundled build has the C interface only
  use_pkg_config(rapport-cpp "${COMPILER}" -std=c++17 consumer.cc)
endif()

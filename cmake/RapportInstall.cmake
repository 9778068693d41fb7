# Installing: headers, libraries, the program with its man page and completions, the packs and their schema,
# a CMake package (rapport::rapport for C++, rapport::c and rapport::c_static for C), pkg-config files
# (rapport for C, rapport-cpp for C++), and a list of what is inside.
#
# Components: `runtime` is what a program needs to run, `development` what building against Rapport needs,
# `tools` the program.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/rapport")
set(pkgconfig_dir "${CMAKE_INSTALL_LIBDIR}/pkgconfig")

# The C++ archive needs Abseil and the others when it is linked. A bundled build keeps those to itself, so it
# installs the C interface only; C++ hosts of a bundled build take the sources with add_subdirectory.
set(exported_targets)
set(RAPPORT_HAS_CPP OFF)
if(RAPPORT_DEPENDENCIES STREQUAL "system")
  set(RAPPORT_HAS_CPP ON)
  install(TARGETS rapport EXPORT rapport-targets
    ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT development)
  install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/rapport"
    DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT development)
endif()
if(TARGET rapport_shared)
  install(TARGETS rapport_shared EXPORT rapport-targets
    LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT runtime NAMELINK_COMPONENT development
    RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT runtime
    ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT development)
  install(DIRECTORY "${PROJECT_SOURCE_DIR}/capi/include/rapport/"
    DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/rapport" COMPONENT development)
endif()
if(RAPPORT_C_ARCHIVE)
  install(FILES "${RAPPORT_C_ARCHIVE}" DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT development)
endif()
install(EXPORT rapport-targets NAMESPACE rapport:: DESTINATION "${package_dir}" COMPONENT development)

install(DIRECTORY "${PROJECT_SOURCE_DIR}/rules/"
  DESTINATION "${CMAKE_INSTALL_DATADIR}/rapport/rules" COMPONENT runtime
  FILES_MATCHING PATTERN "*.yaml" PATTERN "*.json" PATTERN "*.tsv")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" "${PROJECT_SOURCE_DIR}/THIRD_PARTY_LICENSES"
  "${PROJECT_SOURCE_DIR}/CHANGELOG.md" DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT runtime)
# What the headers refer to.
install(DIRECTORY "${PROJECT_SOURCE_DIR}/docs" DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT development
  FILES_MATCHING PATTERN "*.md")
if(TARGET rapport_program)
  install(TARGETS rapport_program RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT tools)
  # The man page and the completion scripts; the folder mirrors where they go.
  install(DIRECTORY "${PROJECT_BINARY_DIR}/share/" DESTINATION "${CMAKE_INSTALL_DATADIR}" COMPONENT tools)
endif()

configure_package_config_file("${PROJECT_SOURCE_DIR}/cmake/rapport-config.cmake.in"
  "${PROJECT_BINARY_DIR}/rapport-config.cmake" INSTALL_DESTINATION "${package_dir}")
# While the major version is 0, a minor version may break its callers.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/rapport-config-version.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES
  "${PROJECT_BINARY_DIR}/rapport-config.cmake"
  "${PROJECT_BINARY_DIR}/rapport-config-version.cmake"
  "${PROJECT_SOURCE_DIR}/cmake/FindUtf8proc.cmake"
  DESTINATION "${package_dir}" COMPONENT development)

# The prefix is found from the file's own place, so an installed tree can be moved.
file(RELATIVE_PATH RAPPORT_PC_PREFIX "${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig" "${CMAKE_INSTALL_PREFIX}")
if(TARGET rapport_shared)
  configure_file("${PROJECT_SOURCE_DIR}/cmake/rapport.pc.in" "${PROJECT_BINARY_DIR}/rapport.pc" @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/rapport.pc" DESTINATION "${pkgconfig_dir}" COMPONENT development)
endif()
if(RAPPORT_C_ARCHIVE)
  configure_file("${PROJECT_SOURCE_DIR}/cmake/rapport-static.pc.in" "${PROJECT_BINARY_DIR}/rapport-static.pc" @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/rapport-static.pc" DESTINATION "${pkgconfig_dir}" COMPONENT development)
endif()
if(RAPPORT_HAS_CPP)
  # pkg-config needs the dependencies by their own names. The library is static, so a caller always links
  # them: they are plain requirements, not private ones.
  set(RAPPORT_PC_REQUIRES "")
  foreach(link IN LISTS RAPPORT_LIBRARY_DEPENDENCIES)
    if(link MATCHES "^absl::(.+)$")
      list(APPEND RAPPORT_PC_REQUIRES "absl_${CMAKE_MATCH_1}")
    elseif(link MATCHES "yaml-cpp")
      list(APPEND RAPPORT_PC_REQUIRES "yaml-cpp")
    elseif(link STREQUAL "Utf8proc::Utf8proc")
      list(APPEND RAPPORT_PC_REQUIRES "libutf8proc")
    else()
      message(FATAL_ERROR "RapportInstall.cmake does not know the pkg-config name of '${link}'")
    endif()
  endforeach()
  list(JOIN RAPPORT_PC_REQUIRES ", " RAPPORT_PC_REQUIRES)
  configure_file("${PROJECT_SOURCE_DIR}/cmake/rapport-cpp.pc.in" "${PROJECT_BINARY_DIR}/rapport-cpp.pc" @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/rapport-cpp.pc" DESTINATION "${pkgconfig_dir}" COMPONENT development)
endif()

# What is inside, as an SPDX document; how each library is related depends on the mode.
if(RAPPORT_DEPENDENCIES STREQUAL "bundled")
  set(RAPPORT_SPDX_LINK "STATIC_LINK")
else()
  set(RAPPORT_SPDX_LINK "DYNAMIC_LINK")
endif()
# The time that packagers state, so that a build can be repeated to the byte.
string(TIMESTAMP RAPPORT_SPDX_CREATED "%Y-%m-%dT%H:%M:%SZ" UTC)
configure_file("${PROJECT_SOURCE_DIR}/cmake/rapport.spdx.json.in" "${PROJECT_BINARY_DIR}/rapport.spdx.json" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/rapport.spdx.json" DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT runtime)

# Packages: `cpack` in the build folder.
# The two ways to build are two packages that take each other's place knowingly.
if(RAPPORT_DEPENDENCIES STREQUAL "bundled")
  set(CPACK_PACKAGE_NAME "rapport-bundled")
  set(CPACK_DEBIAN_PACKAGE_CONFLICTS "rapport")
else()
  set(CPACK_PACKAGE_NAME "rapport")
  set(CPACK_DEBIAN_PACKAGE_CONFLICTS "rapport-bundled")
endif()
set(CPACK_PACKAGE_VENDOR "The Rapport authors")
set(CPACK_PACKAGE_CONTACT "The Rapport authors <maintainers@rapport.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_STRIP_FILES ON)
set(CPACK_GENERATOR "TGZ;DEB")
set(CPACK_DEBIAN_PACKAGE_SECTION "libs")
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_ARCHIVE_FILE_EXTENSION "tar.gz")
if(RAPPORT_HAS_CPP)
  set(CPACK_DEBIAN_PACKAGE_SUGGESTS "libabsl-dev, libyaml-cpp-dev, libutf8proc-dev")
endif()
include(CPack)

# Installing: headers, the static library, the program, the packs and their schema, a CMake package
# (find_package(rapport), target rapport::rapport) and a pkg-config file.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/rapport")

install(TARGETS rapport EXPORT rapport-targets ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(EXPORT rapport-targets NAMESPACE rapport:: DESTINATION "${package_dir}")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/rapport" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/rules/" DESTINATION "${CMAKE_INSTALL_DATADIR}/rapport/rules"
  FILES_MATCHING PATTERN "*.yaml" PATTERN "*.json" PATTERN "*.tsv")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" "${PROJECT_SOURCE_DIR}/CHANGELOG.md"
  DESTINATION "${CMAKE_INSTALL_DOCDIR}")
if(TARGET rapport_program)
  install(TARGETS rapport_program RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
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
  DESTINATION "${package_dir}")

# pkg-config needs the same libraries by their own names. The library is static, so a caller always
# links them: they are plain requirements, not private ones.
get_target_property(links rapport LINK_LIBRARIES)
set(RAPPORT_PC_REQUIRES "")
foreach(link IN LISTS links)
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
# The prefix is found from the file's own place, so an installed tree can be moved.
file(RELATIVE_PATH RAPPORT_PC_PREFIX "${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig"
  "${CMAKE_INSTALL_PREFIX}")
configure_file("${PROJECT_SOURCE_DIR}/cmake/rapport.pc.in" "${PROJECT_BINARY_DIR}/rapport.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/rapport.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")

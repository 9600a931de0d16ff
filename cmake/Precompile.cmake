# What nearly every file includes, compiled once for all of them: two fifths of a clean clang build's time. The files still
# name all they use, for the gcc preset compiles without this. A compiler cache and this exclude each other: a precompiled
# header holds its own path, so no other checkout's objects would be found in the cache.
set(precompile_by_default OFF)
if(NOT CCACHE AND CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  set(precompile_by_default ON)
endif()
option(GAMMAFIELD_PRECOMPILE "compile the standard, fmt and test headers once" ${precompile_by_default})

set(often_included <algorithm> <array> <chrono> <cmath> <cstdint> <functional> <map> <memory> <optional> <set> <span> <string>
  <string_view> <tuple> <utility> <vector> <fmt/format.h>)

# gammafield_header_holder(NAME LINK libs ... HEADERS ...): the empty library whose precompiled headers others reuse.
function(gammafield_header_holder name)
  cmake_parse_arguments(arg "" "" "LINK;HEADERS" ${ARGN})
  set(empty ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
  file(CONFIGURE OUTPUT ${empty} CONTENT "")
  add_library(${name} STATIC ${empty})
  target_link_libraries(${name} PRIVATE ${arg_LINK})
  target_precompile_headers(${name} PRIVATE ${arg_HEADERS})
endfunction()

if(GAMMAFIELD_PRECOMPILE)
  gammafield_header_holder(gammafield_headers LINK fmt::fmt HEADERS ${often_included})
  if(GAMMAFIELD_TESTS)
    gammafield_header_holder(gammafield_test_headers LINK fmt::fmt GTest::gtest_main
      HEADERS ${often_included} <gtest/gtest.h> <rapidcheck/gtest.h>)
  endif()
endif()

# gammafield_precompiled(TARGET HOLDER): TARGET reads HOLDER's headers ready-made.
function(gammafield_precompiled target holder)
  if(GAMMAFIELD_PRECOMPILE)
    target_precompile_headers(${target} REUSE_FROM ${holder})
  endif()
endfunction()

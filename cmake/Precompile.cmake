# What nearly every file includes, compiled once for all of them: about half of a clean build's time. g++ gets it for tests
# and the command line alone: it compiles each file of the libraries as it stands, so one that does not name all it uses is
# found. Cache and precompiled headers exclude each other: a precompiled header holds its own path, so no other checkout's
# objects would be found in the cache.
set(precompile_by_default ON)
if(CCACHE)
  set(precompile_by_default OFF)
endif()
option(GAMMAFIELD_PRECOMPILE "compile the most included headers once" ${precompile_by_default})

set(often_included <algorithm> <array> <chrono> <cmath> <cstdint> <functional> <map> <memory> <optional> <set> <span> <string>
  <string_view> <tuple> <utility> <vector> <fmt/format.h>)
set(test_headers <gtest/gtest.h> <rapidcheck/gtest.h>)

# gammafield_header_holder(NAME LINK libs ... FLAGS flags ... HEADERS ...): the empty library whose precompiled headers others reuse.
function(gammafield_header_holder name)
  cmake_parse_arguments(arg "" "" "LINK;FLAGS;HEADERS" ${ARGN})
  set(empty ${CMAKE_BINARY_DIR}/${name}.cpp)
  file(CONFIGURE OUTPUT ${empty} CONTENT "")
  add_library(${name} STATIC ${empty})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(${name} PRIVATE fmt::fmt ${arg_LINK})
  target_compile_options(${name} PRIVATE ${arg_FLAGS})
  target_precompile_headers(${name} PRIVATE ${often_included} ${arg_HEADERS})
endfunction()

# gammafield_precompiled(TARGET HOLDER): TARGET reads HOLDER's headers ready-made.
function(gammafield_precompiled target holder)
  if(GAMMAFIELD_PRECOMPILE AND TARGET ${holder})
    target_precompile_headers(${target} REUSE_FROM ${holder})
  endif()
endfunction()

# gammafield_header_holders(PREFIX LINK libs ... HEADERS ...): PREFIX_headers for libraries, PREFIX_test_headers for tests.
function(gammafield_header_holders prefix)
  cmake_parse_arguments(arg "" "" "LINK;HEADERS" ${ARGN})
  if(GAMMAFIELD_PRECOMPILE AND CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    gammafield_header_holder(${prefix}_headers LINK ${arg_LINK} HEADERS ${arg_HEADERS})
  endif()
  if(GAMMAFIELD_PRECOMPILE AND GAMMAFIELD_TESTS)
    gammafield_header_holder(${prefix}_test_headers LINK GTest::gtest_main ${arg_LINK} FLAGS ${GAMMAFIELD_OUTER_FLAGS}
      HEADERS ${test_headers} ${arg_HEADERS})
  endif()
endfunction()

gammafield_header_holders(gammafield)

# Language, warnings, sanitizers, ccache and the linker: one place for every target.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Werror)
# Products and sums are rounded the same way by both compilers, so goldens hold to the last digits.
add_compile_options(-ffp-contract=off)

if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  add_link_options(-fuse-ld=lld)
endif()
if(GAMMAFIELD_SANITIZE)
  add_compile_options(-fsanitize=${GAMMAFIELD_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${GAMMAFIELD_SANITIZE})
endif()
if(GAMMAFIELD_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
# What tests and the command line are compiled with on top: they are most of a build's time and hardly any of a run's.
set(GAMMAFIELD_OUTER_FLAGS "" CACHE STRING "more compiler flags for tests and apps, e.g. -O0")

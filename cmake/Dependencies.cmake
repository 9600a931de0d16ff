# Everything comes from Debian 12 packages (the list is in tools/packages.txt); nothing is downloaded by the build.
find_package(Boost 1.74 REQUIRED)  # Asio and Beast: headers only
find_package(Eigen3 REQUIRED NO_MODULE)
find_package(fmt REQUIRED)
find_package(hwy REQUIRED)
find_package(simdjson REQUIRED)
find_package(ZLIB REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(TBB REQUIRED)
find_package(Threads REQUIRED)
find_package(tomlplusplus REQUIRED)  # its headers alone: the library is built to throw
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)
find_package(OpenSSL REQUIRED)
pkg_check_modules(CURL REQUIRED libcurl)  # its headers; the library is loaded when the first request is made
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(PROMETHEUS REQUIRED IMPORTED_TARGET prometheus-cpp-core)
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)
if(GAMMAFIELD_TESTS)
  find_package(GTest REQUIRED)
  find_library(RAPIDCHECK rapidcheck REQUIRED)
  include(GoogleTest)
endif()

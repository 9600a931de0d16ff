#include "archive/library.h"

#include <dlfcn.h>

#include <cstdlib>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

namespace gammafield::archive {
namespace {

namespace fs = std::filesystem;

constexpr const char* file_name = "libduckdb.so";

base::Refusal refusal(std::string message) { return {base::RefusalKind::no_usable_data, std::move(message)}; }

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string{} : std::string{value};
}

std::string data_folder() {
  if (const std::string given = variable("XDG_DATA_HOME"); !given.empty()) return given;
  const std::string home = variable("HOME");
  return home.empty() ? std::string{} : home + "/.local/share";
}

}  // namespace

std::vector<std::string> usual_places() {
  std::vector<std::string> places;
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (!error) {
    places.push_back(program.parent_path() / file_name);
    places.push_back(program.parent_path().parent_path() / "lib/gammafield" / file_name);
  }
  if (const std::string data = data_folder(); !data.empty())
    places.push_back(fs::path{data} / "gammafield" / file_name);
  places.push_back(fs::path{"/usr/local/lib/gammafield"} / file_name);
  places.emplace_back(file_name);
  return places;
}

base::Result<std::shared_ptr<const Library>, std::string> Library::from(const std::string& path) {
  // never closed: its threads and its memory end with the process
  void* const handle = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) {
    const char* why = ::dlerror();
    return base::failure(std::string{why == nullptr ? "cannot be loaded" : why});
  }
  const std::shared_ptr<Library> library{new Library{path}};
  if (const char* missing = duckdb::look_up(handle, library->api_))
    return base::failure(fmt::format("{} has no function {}: not DuckDB, or older than 1.2", path, missing));
  return library;
}

base::Result<std::shared_ptr<const Library>, base::Refusal> Library::load(const std::string& given) {
  const std::string named = given.empty() ? variable("GAMMAFIELD_DUCKDB") : given;
  if (!named.empty()) {
    auto library = from(named);
    if (library) return std::move(*library);
    return base::failure(
        refusal(fmt::format("DuckDB: {}; `tools/get-duckdb` fetches one that works", library.error())));
  }
  for (const std::string& place : usual_places()) {
    std::error_code error;
    if (place.find('/') != std::string::npos && !fs::exists(place, error)) continue;
    auto library = from(place);
    if (library) return std::move(*library);
    if (place.find('/') != std::string::npos) return base::failure(refusal("DuckDB: " + library.error()));
  }
  return base::failure(refusal(
      "the archive and SQL need DuckDB's library (libduckdb.so, 70 MB), which is not here: run tools/get-duckdb, "
      "or name the file by --duckdb or GAMMAFIELD_DUCKDB"));
}

}  // namespace gammafield::archive

#include "studies/files.h"

#include <glob.h>

#include <fmt/format.h>

namespace gammafield::studies {

base::Result<std::vector<std::string>, base::Refusal> files_of(const std::string& folder,
                                                               const std::vector<std::string>& names) {
  std::vector<std::string> files;
  for (const auto& name : names) {
    const std::string pattern = path_in(folder, name);
    glob_t found{};
    const int fault = glob(pattern.c_str(), 0, nullptr, &found);
    if (fault == 0) files.insert(files.end(), found.gl_pathv, found.gl_pathv + found.gl_pathc);
    globfree(&found);
    if (fault != 0)
      return base::failure(base::Refusal{
          base::RefusalKind::usage,
          fmt::format("{}: no such file; names are relative to the data folder: give it by --data", pattern)});
  }
  return files;
}

std::string path_in(const std::string& folder, const std::string& name) {
  return name.starts_with('/') ? name : folder + "/" + name;
}

std::string last_part(const std::string& path) {
  const auto slash = path.find_last_of('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

}  // namespace gammafield::studies

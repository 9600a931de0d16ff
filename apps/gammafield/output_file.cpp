#include "gammafield/output_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

#include <fmt/format.h>

#include "gammafield/chain_options.h"

namespace gammafield::app {
namespace {

base::Refusal cannot_write(const std::string& path, const std::string& why) {
  return {base::RefusalKind::output_failed, fmt::format("{}: cannot be written ({}); choose another -o", path, why)};
}

/// Empty, or why not everything is in the file.
std::string write_all(const std::string& path, std::string_view bytes) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return std::strerror(errno);
  const bool written = std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
  const int error = errno;
  const bool closed = std::fclose(file) == 0;
  if (written && closed) return "";
  return std::strerror(written ? errno : error);
}

}  // namespace

std::optional<base::Refusal> write_file(const std::string& path, std::string_view bytes) {
  if (path == "-") return print(bytes);
  const auto temporary = path + ".part";
  if (const auto why = write_all(temporary, bytes); !why.empty()) {
    std::remove(temporary.c_str());
    return cannot_write(path, why);
  }
  std::error_code error;
  std::filesystem::rename(temporary, path, error);
  if (!error) return std::nullopt;
  std::remove(temporary.c_str());
  return cannot_write(path, error.message());
}

}  // namespace gammafield::app

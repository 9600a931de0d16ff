#include "gammafield/output_file.h"

#include <cerrno>
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

}  // namespace

base::Result<OutputFile, base::Refusal> OutputFile::begin(std::string path) {
  OutputFile made{std::move(path)};
  if (made.path_ == "-") return made;
  made.file_.reset(std::fopen(made.unfinished().c_str(), "wb"));
  if (made.file_ == nullptr) return base::failure(cannot_write(made.path_, std::strerror(errno)));
  return made;
}

std::optional<base::Refusal> OutputFile::write(std::string_view bytes) {
  if (path_ == "-") return print(bytes);
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) == bytes.size()) return std::nullopt;
  return cannot_write(path_, std::strerror(errno));
}

std::optional<base::Refusal> OutputFile::finish() {
  if (path_ == "-") return std::nullopt;
  if (std::fclose(file_.release()) != 0) {
    const int error = errno;
    std::remove(unfinished().c_str());
    return cannot_write(path_, std::strerror(error));
  }
  std::error_code error;
  std::filesystem::rename(unfinished(), path_, error);
  if (!error) return std::nullopt;
  std::remove(unfinished().c_str());
  return cannot_write(path_, error.message());
}

OutputFile::~OutputFile() {
  if (file_ == nullptr) return;
  file_.reset();
  std::remove(unfinished().c_str());
}

std::optional<base::Refusal> write_file(const std::string& path, std::string_view bytes) {
  auto file = OutputFile::begin(path);
  if (!file) return std::move(file.error());
  if (auto failed = file->write(bytes)) return failed;
  return file->finish();
}

}  // namespace gammafield::app

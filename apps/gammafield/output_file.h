#pragma once

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/refusal.h"
#include "base/result.h"

namespace gammafield::app {

/// A file in the making, `-` being standard output: written under another name and renamed by finish(), so that a
/// reader never sees a half of it. Without finish() the old file stays as it was.
class OutputFile {
 public:
  [[nodiscard]] static base::Result<OutputFile, base::Refusal> begin(std::string path);
  [[nodiscard]] std::optional<base::Refusal> write(std::string_view bytes);
  [[nodiscard]] std::optional<base::Refusal> finish();

  OutputFile(OutputFile&&) noexcept = default;
  OutputFile& operator=(OutputFile&&) = delete;
  ~OutputFile();

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  explicit OutputFile(std::string path) : path_(std::move(path)) {}
  [[nodiscard]] std::string unfinished() const { return path_ + ".part"; }

  std::string path_;
  std::unique_ptr<std::FILE, Close> file_;  ///< none: standard output, or finished
};

/// The whole file at once.
[[nodiscard]] std::optional<base::Refusal> write_file(const std::string& path, std::string_view bytes);

}  // namespace gammafield::app

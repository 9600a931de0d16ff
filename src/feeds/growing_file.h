#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "feeds/answer.h"

namespace gammafield::feeds {

/// A text file with a header line to which another program appends lines. Read are its header and its last megabyte,
/// whole lines only: half a last line waits until its end is written.
class GrowingFile {
 public:
  static constexpr std::uintmax_t window = std::uintmax_t{1} << 20;

  explicit GrowingFile(std::string path) : path_(std::move(path)) {}

  [[nodiscard]] const std::string& path() const { return path_; }
  /// The text as it is now; none where the file looks as it did at the last time, or has no line after its header yet.
  /// Trouble: it is not there or no file (unreachable); what was read before is not in it any more, once (rewritten),
  /// but for the last line, which other programs may write anew until it is done.
  [[nodiscard]] base::Result<std::optional<std::string>, Trouble> read();

 private:
  /// How the file looked; what tells whether it has changed.
  struct Look {
    std::int64_t modified = 0;
    std::uintmax_t size = 0;
    friend bool operator==(const Look&, const Look&) = default;
  };
  /// Whole lines, and where in the file they begin.
  struct Lines {
    std::string header, text;
    std::uintmax_t from = 0;
    [[nodiscard]] std::uintmax_t settled() const;  ///< the end of the line before the last
  };
  [[nodiscard]] base::Result<Look, Trouble> look() const;
  [[nodiscard]] base::Result<Lines, Trouble> lines(std::uintmax_t size) const;
  [[nodiscard]] bool continues(const Lines& before, const Lines& now) const;

  std::string path_;
  std::optional<Look> seen_;
  std::optional<Lines> before_;
};

}  // namespace gammafield::feeds

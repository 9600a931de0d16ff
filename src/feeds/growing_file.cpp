#include "feeds/growing_file.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>
#include <utility>

namespace gammafield::feeds {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t longest_header = 1 << 16;  // a longer first line is no header

Trouble unreachable(const std::string& path, std::string_view why) {
  return {TroubleKind::unreachable, path + ": " + std::string{why}};
}

/// Bytes of a file; fewer where it ends before.
std::string bytes_at(std::ifstream& file, std::uintmax_t from, std::uintmax_t size) {
  std::string text(static_cast<std::size_t>(size), '\0');
  file.clear();
  file.seekg(static_cast<std::streamoff>(from));
  file.read(text.data(), static_cast<std::streamsize>(size));
  text.resize(static_cast<std::size_t>(std::max(file.gcount(), std::streamsize{0})));
  return text;
}

}  // namespace

std::uintmax_t GrowingFile::Lines::settled() const {
  if (text.size() < 2) return from;
  const auto end = text.rfind('\n', text.size() - 2);
  return end == std::string::npos ? from : from + end + 1;
}

base::Result<GrowingFile::Look, Trouble> GrowingFile::look() const {
  std::error_code error;
  const auto status = fs::status(path_, error);
  if (error || !fs::exists(status)) return base::failure(unreachable(path_, "not there"));
  if (!fs::is_regular_file(status)) return base::failure(unreachable(path_, "no file to read again and again"));
  const auto modified = fs::last_write_time(path_, error);
  const auto size = error ? 0 : fs::file_size(path_, error);
  if (error) return base::failure(unreachable(path_, error.message()));
  return Look{modified.time_since_epoch().count(), size};
}

base::Result<GrowingFile::Lines, Trouble> GrowingFile::lines(std::uintmax_t size) const {
  errno = 0;
  std::ifstream file{path_, std::ios::binary};
  if (!file) {
    Trouble trouble = unreachable(path_, std::generic_category().message(errno));
    if (errno == EMFILE || errno == ENFILE) trouble.kind = TroubleKind::no_room;
    return base::failure(std::move(trouble));
  }
  Lines lines;
  lines.header = bytes_at(file, 0, std::min(size, longest_header));
  const auto header_end = lines.header.find('\n');
  if (header_end == std::string::npos && size >= longest_header)
    return base::failure(Trouble{TroubleKind::unreadable, path_ + ": its first line does not end: no table"});
  lines.header.resize(header_end == std::string::npos ? 0 : header_end + 1);
  if (lines.header.empty()) return lines;
  lines.from = std::max<std::uintmax_t>(lines.header.size(), size > window ? size - window : 0);
  lines.text = bytes_at(file, lines.from, size - std::min(size, lines.from));
  if (lines.from > lines.header.size()) {  // in the middle of a line, most likely
    const auto begins = std::min(lines.text.find('\n'), lines.text.size() - 1) + 1;
    lines.text.erase(0, begins);
    lines.from += begins;
  }
  const auto end = lines.text.rfind('\n');
  lines.text.resize(end == std::string::npos ? 0 : end + 1);
  return lines;
}

bool GrowingFile::continues(const Lines& before, const Lines& now) const {
  if (before.header.empty()) return true;
  const auto from = std::max(before.from, now.from), until = before.settled();
  if (before.header != now.header || now.from + now.text.size() < until) return false;
  if (from >= until) return true;
  const auto part = [from, until](const Lines& lines) {
    return std::string_view{lines.text}.substr(static_cast<std::size_t>(from - lines.from),
                                               static_cast<std::size_t>(until - from));
  };
  return part(before) == part(now);
}

base::Result<std::optional<std::string>, Trouble> GrowingFile::read() {
  const auto now = look();
  if (!now) return base::failure(now.error());
  if (seen_ == *now) return std::nullopt;
  auto found = lines(now->size);
  if (!found) return base::failure(std::move(found.error()));
  const bool continued = !before_ || continues(*before_, *found);
  before_ = std::move(*found);
  if (!continued) {
    seen_.reset();
    return base::failure(
        Trouble{TroubleKind::rewritten, path_ + ": lines that were read before are not there any more; read anew"});
  }
  seen_ = *now;
  if (before_->text.empty()) return std::nullopt;
  return before_->header + before_->text;
}

}  // namespace gammafield::feeds

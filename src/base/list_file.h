#pragma once

#include <cstddef>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

/// The files that people write for the program - holidays, events, dividends, positions - are lists: an entry a line,
/// `#` begins a comment, lines without an entry mean nothing, a byte order mark at the start is passed over.
namespace gammafield::base {

inline constexpr std::string_view usual_blanks = " \t\r";

struct ListRules {
  std::string_view blanks = usual_blanks;                           ///< what may stand around an entry
  std::size_t lines_max = std::numeric_limits<std::size_t>::max();  ///< a longer file is refused
};

/// Gives every entry to `read`, blanks and comment taken off. `read` returns what is wrong with an entry, which ends
/// the reading. None: the whole list was read. Else one line, `line 3: ...` (counted from 1, every line) or `more than
/// 10000 lines`; the caller says which file.
using ReadEntry = std::function<std::optional<std::string>(std::string_view entry)>;
[[nodiscard]] std::optional<std::string> read_list(std::string_view text, const ListRules&, const ReadEntry& read);

/// Without the blanks before and behind it.
[[nodiscard]] std::string_view trimmed(std::string_view text, std::string_view blanks = usual_blanks);

/// Takes what stands before the separator off `rest`, and the separator; all of it when there is none.
std::string_view take_until(std::string_view& rest, char separator);

/// The finite decimal number that is the whole of `text`: no blanks, no plus sign.
[[nodiscard]] std::optional<double> whole_number(std::string_view text);

/// The file's own text fit for a message of one line: at most 40 bytes and then `...`, and whatever is not printable
/// ASCII as `?`.
[[nodiscard]] std::string shown(std::string_view text);

}  // namespace gammafield::base

#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Text from outside (a symbol out of a file, an instrument's name out of an address) on its way into scripts, strings
/// and cells of other programs.
namespace gammafield::platforms {

/// Keeps letters, digits, blanks and `. _ : / ! $ & ^ # @ + -` of ASCII, as instruments' names have; everything else
/// becomes `_`: quotes, backslashes, brackets, separators, control characters, every byte of other alphabets and of
/// marks that turn the reading direction. What a spreadsheet would run (a first `= + - @`) becomes `_` too, `//` is
/// broken up. At most 40 characters, no blank at either end; `unnamed` when nothing is left.
[[nodiscard]] std::string safe_text(std::string_view);

/// One CSV record with its line end: cells with commas, quotes or line ends are quoted; one that a spreadsheet would
/// run as a formula gets an apostrophe.
[[nodiscard]] std::string csv_line(const std::vector<std::string>& cells);

/// A string literal of Pine and thinkScript, with its quotes: no quote, backslash or line end gets through.
[[nodiscard]] std::string script_string(std::string_view);

}  // namespace gammafield::platforms

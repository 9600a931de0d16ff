#include "toml_file/document.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "base/list_file.h"

namespace gammafield::toml_file {
namespace {

constexpr std::size_t bytes_max = std::size_t{1} << 20;

/// The parser's words quote the file.
std::string printable(std::string_view text) {
  std::string line{text.substr(0, 200)};
  std::ranges::replace_if(line, [](char c) { return c < ' ' || c >= '\x7f'; }, '?');
  return line;
}

bool is_plain(char c) { return (c >= ' ' && c < '\x7f') || c == '\t' || c == '\r' || c == '\n'; }

/// What follows the brackets of `[table]` or `[[table]]`: a name, bare or quoted.
bool is_header(std::string_view line) {
  line.remove_prefix(line.starts_with("[[") ? 2 : 1);
  const auto first = line.find_first_not_of(" \t");
  if (first == std::string_view::npos) return false;
  const char c = line[first];
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         c == '"' || c == '\'';
}

/// toml++ 3.3 may run into undefined behaviour on letters beyond ASCII and on control characters (its tables of blanks
/// leave a way open), and on a table without a name, so none of these reach it: in lines of comment they become `?`,
/// elsewhere they are refused. A text may write them as \u00e9.
base::Result<std::string, std::string> in_ascii(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  std::string ascii;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto end = std::min(text.find('\n'), text.size() - 1) + 1;
    std::string line{text.substr(0, end)};
    text.remove_prefix(end);
    const bool comment = base::trimmed(line).starts_with('#');
    if (!comment && !std::ranges::all_of(line, is_plain))
      return base::failure(fmt::format(
          "line {}: only printable ASCII, but in lines of comment; in a text write \\u00e9 for its letter", number));
    if (base::trimmed(line).starts_with('[') && !is_header(base::trimmed(line)))
      return base::failure(fmt::format("line {}: not TOML: a table's name is missing: [NAME]", number));
    std::ranges::replace_if(line, [](char c) { return !is_plain(c); }, '?');
    ascii += line;
  }
  return ascii;
}

}  // namespace

base::Refusal refusal_of(std::string_view name, std::string_view text) {
  return {base::RefusalKind::usage, fmt::format("{}: {}", name, text)};
}

base::Result<toml::table, base::Refusal> parse_document(std::string_view text, std::string_view name) {
  if (text.size() > bytes_max) return base::failure(refusal_of(name, "longer than 1 MiB; that is no config file"));
  const auto ascii = in_ascii(text);
  if (!ascii) return base::failure(refusal_of(name, ascii.error()));
  toml::parse_result parsed = toml::parse(*ascii);
  if (!parsed) {
    return base::failure(refusal_of(name, fmt::format("line {}: not TOML: {}", parsed.error().source().begin.line,
                                                      printable(parsed.error().description()))));
  }
  return std::move(parsed).table();
}

}  // namespace gammafield::toml_file

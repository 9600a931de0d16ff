#include "platforms/safe_text.h"

#include <algorithm>

namespace gammafield::platforms {
namespace {

constexpr std::size_t longest = 40;

bool is_kept(char c) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  return letter || std::string_view{" ._:/!$&^#@+-"}.find(c) != std::string_view::npos;
}

bool runs_in_a_spreadsheet(char first) { return std::string_view{"=+-@\t\r"}.find(first) != std::string_view::npos; }

}  // namespace

std::string safe_text(std::string_view outside) {
  std::string text{outside.substr(0, longest)};
  std::ranges::replace_if(text, [](char c) { return !is_kept(c); }, '_');
  for (auto at = text.find("//"); at != std::string::npos; at = text.find("//")) text[at] = '_';
  text.erase(0, std::min(text.find_first_not_of(' '), text.size()));
  text.erase(text.find_last_not_of(' ') + 1);
  if (!text.empty() && runs_in_a_spreadsheet(text.front())) text.front() = '_';
  return text.empty() ? "unnamed" : text;
}

std::string csv_line(const std::vector<std::string>& cells) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += ',';
    std::string cell = cells[i];
    if (!cell.empty() && runs_in_a_spreadsheet(cell.front())) cell.insert(cell.begin(), '\'');
    if (cell.find_first_of(",\"\r\n") == std::string::npos) {
      line += cell;
      continue;
    }
    line += '"';
    for (const char c : cell) line.append(c == '"' ? 2 : 1, c);
    line += '"';
  }
  return line + "\n";
}

std::string script_string(std::string_view text) {
  std::string literal = "\"";
  for (const char c : text) literal += c == '"' || c == '\\' || static_cast<unsigned char>(c) < ' ' ? '_' : c;
  return literal + '"';
}

}  // namespace gammafield::platforms

#include "exports/paragraph.h"

#include <algorithm>

#include "exports/text_table.h"

namespace gammafield::exports {

std::string paragraph(std::string_view text, std::size_t indent) {
  constexpr std::size_t width = 79;
  std::string out(1, ' ');
  std::size_t column = 1;
  while (!text.empty()) {
    const auto word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    if (column + display_width(word) > width && column > indent) {
      out.back() = '\n';  // in place of the blank
      out += std::string(indent, ' ');
      column = indent;
    }
    out += word;
    out += ' ';
    column += display_width(word) + 1;
  }
  out.erase(out.find_last_not_of(' ') + 1);
  return out + '\n';
}

}  // namespace gammafield::exports

#include "chart/text_width.h"

#include <array>
#include <cstddef>

namespace gammafield::chart {
namespace {

// Advance widths of ' ' to '~' in thousandths of the font size, from the hmtx tables of DejaVu Sans 2.37.
constexpr std::size_t first = ' ', count = 95;
using Widths = std::array<short, count>;
constexpr Widths regular{318,  401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337,
                         636,  636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531,
                         1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787,
                         603,  787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500,
                         500,  613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
                         635,  635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838};
constexpr Widths bold{348,  456, 521, 838, 696, 1002, 872, 306,  457, 457, 523, 838, 380, 415,  380, 365,
                      696,  696, 696, 696, 696, 696,  696, 696,  696, 696, 400, 400, 838, 838,  838, 580,
                      1000, 774, 762, 734, 830, 683,  683, 821,  837, 372, 372, 775, 637, 995,  837, 850,
                      733,  850, 770, 720, 682, 812,  774, 1103, 771, 724, 725, 457, 365, 457,  838, 500,
                      500,  675, 716, 593, 716, 678,  435, 716,  712, 343, 343, 665, 343, 1042, 712, 687,
                      716,  716, 493, 595, 478, 712,  652, 924,  645, 652, 582, 712, 365, 712,  838};
constexpr double other = 1000;      // the widest of the signs used here: the ellipsis
constexpr double middle_dot = 380;  // the separator of every detail line: too frequent to be counted as wide
constexpr std::string_view ellipsis = "…";

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u; }

std::size_t next_character(std::string_view text, std::size_t at) {
  do ++at;
  while (at < text.size() && continues(text[at]));
  return at;
}

double thousandths(std::string_view character, bool is_bold) {
  const auto code = static_cast<unsigned char>(character.front());
  if (code >= first && code < first + count) return (is_bold ? bold : regular)[code - first];
  return character == "·" ? middle_dot : character == "−" ? 838 : other;
}

}  // namespace

double text_width(std::string_view text, Font font) {
  double sum = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t next = next_character(text, at);
    sum += thousandths(text.substr(at, next - at), font.bold);
    at = next;
  }
  return sum / 1000 * font.size;
}

std::string fitted(std::string_view text, Font font, Pixels room) {
  if (text_width(text, font) <= room.value()) return std::string{text};
  const double before_ellipsis = room.value() - text_width(ellipsis, font);
  std::size_t end = 0;
  while (end < text.size()) {
    const std::size_t next = next_character(text, end);
    if (text_width(text.substr(0, next), font) > before_ellipsis) break;
    end = next;
  }
  while (end > 0 && text[end - 1] == ' ') --end;
  return std::string{text.substr(0, end)} + std::string{ellipsis};
}

std::vector<std::string> wrapped(std::string_view text, Font font, Pixels room) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t blank = text.find(' ');
    const auto word = text.substr(0, blank);
    text.remove_prefix(blank == text.npos ? text.size() : blank + 1);
    if (word.empty()) continue;
    const auto longer = lines.empty() ? std::string{word} : lines.back() + ' ' + std::string{word};
    if (!lines.empty() && text_width(longer, font) <= room.value()) {
      lines.back() = longer;
    } else {
      lines.push_back(fitted(word, font, room));
    }
  }
  return lines;
}

}  // namespace gammafield::chart

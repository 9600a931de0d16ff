#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gammafield::exports {

/// What a piece of text says, so that one place decides how it looks. Colour is never the only sign.
enum class Tone : std::uint8_t { plain, strong, quiet, dampening, amplifying, warning };

/// How text may look on its way out.
struct TextStyle {
  bool colour = false;
  bool markdown = false;
};

[[nodiscard]] std::string paint(std::string_view text, Tone, const TextStyle&);

/// Columns a terminal needs for UTF-8 text (one a code point: the tables use no wide characters).
[[nodiscard]] std::size_t display_width(std::string_view);

struct Cell {
  std::string text;
  Tone tone = Tone::plain;
};

/// Rows of cells printed with aligned columns; the first column left, the others as told.
class TextTable {
 public:
  enum class Align : std::uint8_t { left, right };
  TextTable(std::vector<std::string> heads, std::vector<Align> aligns);
  void add(std::vector<Cell> row);
  [[nodiscard]] std::string render(const TextStyle&) const;

 private:
  [[nodiscard]] std::vector<std::size_t> widths() const;
  [[nodiscard]] std::string render_row(const std::vector<Cell>&, const std::vector<std::size_t>&,
                                       const TextStyle&) const;
  [[nodiscard]] std::string markdown_rule() const;

  std::vector<std::string> heads_;
  std::vector<Align> aligns_;
  std::vector<std::vector<Cell>> rows_;
};

/// One CSV record: cells quoted where needed; a cell that a spreadsheet would run as a formula gets an apostrophe.
[[nodiscard]] std::string csv_record(const std::vector<std::string>& cells);

}  // namespace gammafield::exports

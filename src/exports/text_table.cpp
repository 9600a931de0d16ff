#include "exports/text_table.h"

#include <algorithm>
#include <charconv>

namespace gammafield::exports {
namespace {

std::string_view ansi(Tone tone) {
  switch (tone) {
    case Tone::plain: return "";
    case Tone::strong: return "\x1b[1m";
    case Tone::quiet: return "\x1b[2m";
    case Tone::dampening: return "\x1b[32m";
    case Tone::amplifying: return "\x1b[31m";
    case Tone::warning: return "\x1b[33m";
  }
  return "";
}

bool is_number(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

bool looks_like_a_formula(std::string_view cell) {
  return !cell.empty() && std::string_view{"=+-@\t\r"}.find(cell.front()) != std::string_view::npos && !is_number(cell);
}

std::string csv_cell(std::string cell) {
  if (looks_like_a_formula(cell)) cell.insert(0, 1, '\'');
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char character : cell) quoted.append(character == '"' ? 2 : 1, character);
  return quoted + '"';
}

}  // namespace

std::string paint(std::string_view text, Tone tone, const TextStyle& style) {
  const auto code = ansi(tone);
  if (style.markdown && tone == Tone::strong && !text.empty()) return "**" + std::string{text} + "**";
  if (!style.colour || code.empty() || text.empty()) return std::string{text};
  return std::string{code} + std::string{text} + "\x1b[0m";
}

std::size_t display_width(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

TextTable::TextTable(std::vector<std::string> heads, std::vector<Align> aligns)
    : heads_(std::move(heads)), aligns_(std::move(aligns)) {
  aligns_.resize(heads_.size(), Align::right);
}

void TextTable::add(std::vector<Cell> row) {
  row.resize(heads_.size());
  rows_.push_back(std::move(row));
}

std::vector<std::size_t> TextTable::widths() const {
  std::vector<std::size_t> widths;
  for (std::size_t column = 0; column < heads_.size(); ++column) {
    auto width = display_width(heads_[column]);
    for (const auto& row : rows_) width = std::max(width, display_width(row[column].text));
    widths.push_back(width);
  }
  return widths;
}

std::string TextTable::render_row(const std::vector<Cell>& row, const std::vector<std::size_t>& widths,
                                  const TextStyle& style) const {
  std::string line = style.markdown ? "|" : "";
  for (std::size_t column = 0; column < row.size(); ++column) {
    const std::string blanks(widths[column] - display_width(row[column].text), ' ');
    const auto text = paint(row[column].text, row[column].tone, style);
    line += column == 0 || style.markdown ? " " : "  ";
    line += aligns_[column] == Align::left ? text + blanks : blanks + text;
    if (style.markdown) line += " |";
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line + '\n';
}

std::string TextTable::markdown_rule() const {
  std::string rule = "|";
  for (const auto align : aligns_) rule += align == Align::left ? " --- |" : " ---: |";
  return rule + '\n';
}

std::string TextTable::render(const TextStyle& style) const {
  std::vector<Cell> heads;
  for (const auto& head : heads_) heads.push_back({head, style.markdown ? Tone::plain : Tone::quiet});
  const auto columns = widths();
  std::string text = render_row(heads, columns, style);
  if (style.markdown) text += markdown_rule();
  for (const auto& row : rows_) text += render_row(row, columns, style);
  return text;
}

std::string csv_record(const std::vector<std::string>& cells) {
  std::string record;
  for (const auto& cell : cells) {
    if (!record.empty() || &cell != cells.data()) record += ',';
    record += csv_cell(cell);
  }
  return record + '\n';
}

}  // namespace gammafield::exports

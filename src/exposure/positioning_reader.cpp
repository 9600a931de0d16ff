#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "exposure/positioning.h"
#include "market/osi.h"

namespace gammafield::exposure {
namespace {

constexpr std::size_t lines_max = 1'000'000;   // thirty times the largest chain listed; a longer file is not this file
constexpr std::size_t quoted_length_max = 40;  // of the file's own text in a refusal, so that it stays one line

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string_view unquoted(std::string_view cell) {
  const bool quoted = cell.size() >= 2 && cell.front() == '"' && cell.back() == '"';
  return trimmed(quoted ? cell.substr(1, cell.size() - 2) : cell);
}

/// The file's own text, cut short and with every byte that could upset a terminal replaced.
std::string shown(std::string_view text) {
  std::string safe{text.substr(0, quoted_length_max)};
  std::ranges::replace_if(safe, [](char c) { return c < ' ' || c > '~'; }, '?');
  return text.size() > quoted_length_max ? safe + "..." : safe;
}

bool equal_ignoring_case(std::string_view text, std::string_view lower) {
  return std::ranges::equal(text, lower, {},
                            [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
}

std::optional<market::Right> parse_right(std::string_view text) {
  if (equal_ignoring_case(text, "c") || equal_ignoring_case(text, "call")) return market::Right::call;
  if (equal_ignoring_case(text, "p") || equal_ignoring_case(text, "put")) return market::Right::put;
  return std::nullopt;
}

std::optional<double> parse_fraction(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  const bool whole = error == std::errc{} && stop == end;
  return whole && value >= -1 && value <= 1 ? std::optional{value + 0.0} : std::nullopt;  // + 0: never -0
}

bool names_columns(std::string_view option, std::string_view fraction) {
  const bool known = equal_ignoring_case(option, "option") || equal_ignoring_case(option, "right") ||
                     equal_ignoring_case(option, "symbol");
  return known && equal_ignoring_case(fraction, "fraction");
}

std::string_view next_line(std::string_view& rest) {
  const auto end = rest.find('\n');
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return line;
}

using Error = std::optional<std::string>;

}  // namespace

/// Fills a Positioning line by line; stops at the first line it cannot use, since half a position file is another
/// position.
class PositioningReader {
 public:
  [[nodiscard]] Error read(std::string_view text) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    for (std::size_t line = 1; !text.empty(); ++line) {
      if (line > lines_max) return fmt::format("more than {} lines", lines_max);
      if (const Error error = read_line(next_line(text))) return fmt::format("line {}: {}", line, *error);
    }
    if (entries_ == 0) return "holds no line `option,fraction` or `right,fraction`";
    return std::nullopt;
  }
  [[nodiscard]] Positioning positioning() && { return std::move(positioning_); }

 private:
  [[nodiscard]] Error read_line(std::string_view line) {
    line = trimmed(line.substr(0, line.find('#')));
    if (line.empty()) return std::nullopt;
    const auto comma = line.find(',');
    if (comma == std::string_view::npos) return fmt::format("`{}` is not `option,fraction`", shown(line));
    const std::string_view option = unquoted(trimmed(line.substr(0, comma)));
    const std::string_view fraction = unquoted(trimmed(line.substr(comma + 1)));
    if (std::exchange(first_, false) && names_columns(option, fraction)) return std::nullopt;
    const auto value = parse_fraction(fraction);
    if (!value) return fmt::format("fraction `{}` is not a number from -1 to 1", shown(fraction));
    return add(option, *value);
  }

  [[nodiscard]] Error add(std::string_view option, double value) {
    ++entries_;
    if (const auto right = parse_right(option)) return add_default(*right, option, value);
    const auto symbol = market::parse_osi(option);
    if (!symbol) {
      return fmt::format("`{}` is neither an option symbol ({}) nor C or P", shown(option), to_string(symbol.error()));
    }
    const Positioning::Contract contract{symbol->root, symbol->expiry, symbol->right,
                                         std::round(symbol->strike.value() * 1000)};
    const auto [entry, is_new] = positioning_.by_contract_.emplace(contract, value);
    if (!is_new && entry->second != value) return contradiction(option, entry->second, value);
    return std::nullopt;
  }

  [[nodiscard]] Error add_default(market::Right right, std::string_view option, double value) {
    std::optional<double>& entry = positioning_.by_right_[static_cast<std::size_t>(right)];
    if (entry && *entry != value) return contradiction(option, *entry, value);
    entry = value;
    return std::nullopt;
  }

  [[nodiscard]] static std::string contradiction(std::string_view option, double before, double now) {
    return fmt::format("`{}` is given {} here and {} above", shown(option), now, before);
  }

  Positioning positioning_{PositioningModel::user};
  std::size_t entries_ = 0;
  bool first_ = true;
};

base::Result<Positioning, base::Refusal> Positioning::from_csv(std::string_view text, std::string_view name) {
  PositioningReader reader;
  if (const Error error = reader.read(text)) {
    return base::failure(base::Refusal{base::RefusalKind::input_rejected, fmt::format("{}: {}", name, *error)});
  }
  return std::move(reader).positioning();
}

}  // namespace gammafield::exposure

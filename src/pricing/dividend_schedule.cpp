#include "pricing/dividend_schedule.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

namespace gammafield::pricing {
namespace {

constexpr std::size_t lines_max = 10'000;      // of quarterly dividends 2,500 years
constexpr std::size_t quoted_length_max = 40;  // of the file's own text in a refusal, so that it stays one line

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\"";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string shown(std::string_view text) {
  std::string safe{text.substr(0, quoted_length_max)};
  std::ranges::replace_if(safe, [](char c) { return c < ' ' || c > '~'; }, '?');
  return text.size() > quoted_length_max ? safe + "..." : safe;
}

/// Cuts off what stands before `separator`, or all.
std::string_view next(std::string_view& rest, char separator) {
  const auto end = rest.find(separator);
  const std::string_view cell = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return cell;
}

std::optional<double> parse_amount(std::string_view text) {
  double value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && stop == text.data() + text.size();
  return whole && value > 0 && value <= largest_dividend ? std::optional{value} : std::nullopt;
}

std::optional<DividendStatus> parse_status(std::string_view text) {
  if (text.empty() || text == "declared") return DividendStatus::declared;
  if (text == "estimated") return DividendStatus::estimated;
  return std::nullopt;
}

using Error = std::optional<std::string>;

class Reader {
 public:
  [[nodiscard]] Error read(std::string_view text) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    for (std::size_t line = 1; !text.empty(); ++line) {
      if (line > lines_max) return fmt::format("more than {} lines", lines_max);
      if (Error error = read_line(next(text, '\n'))) return fmt::format("line {}: {}", line, *error);
    }
    if (dividends_.empty()) return "holds no line `ex_date,amount`";
    std::ranges::sort(dividends_, {}, &Dividend::ex_date);
    return std::nullopt;
  }
  [[nodiscard]] std::vector<Dividend> dividends() && { return std::move(dividends_); }

 private:
  [[nodiscard]] Error read_line(std::string_view line) {
    line = trimmed(line.substr(0, line.find('#')));
    if (line.empty()) return std::nullopt;
    const std::string_view day = trimmed(next(line, ',')), amount = trimmed(next(line, ',')), status = trimmed(line);
    if (std::exchange(first_, false) && day == "ex_date") return std::nullopt;
    const auto ex_date = market::parse_date(day);
    if (!ex_date) return fmt::format("`{}` is not a date; write 2026-09-18,1.75", shown(day));
    const auto dollars = parse_amount(amount);
    if (!dollars) return fmt::format("amount `{}` is not a number of dollars above 0", shown(amount));
    const auto known = parse_status(status);
    if (!known) return fmt::format("status `{}` is neither declared nor estimated", shown(status));
    return add({*ex_date, *dollars, *known});
  }

  [[nodiscard]] Error add(const Dividend& dividend) {
    const auto same = std::ranges::find(dividends_, dividend.ex_date, &Dividend::ex_date);
    if (same == dividends_.end()) {
      dividends_.push_back(dividend);
    } else if (same->amount != dividend.amount) {
      return fmt::format("this day is given {} here and {} above", dividend.amount, same->amount);
    }
    return std::nullopt;
  }

  std::vector<Dividend> dividends_;
  bool first_ = true;
};

}  // namespace

base::Result<std::vector<Dividend>, base::Refusal> parse_dividends(std::string_view text, std::string_view name) {
  Reader reader;
  if (const Error error = reader.read(text))
    return base::failure(base::Refusal{base::RefusalKind::input_rejected, fmt::format("{}: {}", name, *error)});
  return std::move(reader).dividends();
}

}  // namespace gammafield::pricing

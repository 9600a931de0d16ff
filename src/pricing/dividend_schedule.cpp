#include "pricing/dividend_schedule.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "base/list_file.h"

namespace gammafield::pricing {
namespace {

// Quotes count as blanks, so that a spreadsheet's cells read like bare ones; the largest list is 2,500 years' quarters.
constexpr base::ListRules rules{.blanks = " \t\r\"", .lines_max = 10'000};

std::string_view next_cell(std::string_view& line) { return base::trimmed(base::take_until(line, ','), rules.blanks); }

std::optional<double> parse_amount(std::string_view text) {
  const auto value = base::whole_number(text);
  return value && *value > 0 && *value <= largest_dividend ? value : std::nullopt;
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
    if (Error error = base::read_list(text, rules, [this](std::string_view line) { return read_line(line); }))
      return error;
    if (dividends_.empty()) return "holds no line `ex_date,amount`";
    std::ranges::sort(dividends_, {}, &Dividend::ex_date);
    return std::nullopt;
  }
  [[nodiscard]] std::vector<Dividend> dividends() && { return std::move(dividends_); }

 private:
  [[nodiscard]] Error read_line(std::string_view line) {
    const std::string_view day = next_cell(line), amount = next_cell(line);
    const std::string_view status = base::trimmed(line, rules.blanks);
    if (std::exchange(first_, false) && day == "ex_date") return std::nullopt;
    const auto ex_date = market::parse_date(day);
    if (!ex_date) return fmt::format("`{}` is not a date; write 2026-09-18,1.75", base::shown(day));
    const auto dollars = parse_amount(amount);
    if (!dollars) return fmt::format("amount `{}` is not a number of dollars above 0", base::shown(amount));
    const auto known = parse_status(status);
    if (!known) return fmt::format("status `{}` is neither declared nor estimated", base::shown(status));
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

#include "market/coin_option.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "market/digits.h"

namespace gammafield::market {
namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 12> months{"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                                  "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
constexpr std::size_t root_longest = 20, decimals_most = 3, whole_digits_most = 7;
constexpr double strike_most = 1e6;
constexpr char quoted_apart = '_';  // before the currency of a linear option's premium

bool is_root(std::string_view root) {
  return !root.empty() && root.size() <= root_longest && root.front() != quoted_apart && root.back() != quoted_apart &&
         std::ranges::all_of(
             root, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == quoted_apart; });
}

std::optional<Date> date_of(unsigned year_of_century, unsigned month_number, unsigned day_number) {
  const Date date{year{2000 + static_cast<int>(year_of_century)}, month{month_number}, day{day_number}};
  return date.ok() ? std::optional{date} : std::nullopt;
}

/// `5JUN26`, `25DEC26`.
std::optional<Date> deribit_date(std::string_view text) {
  if (text.size() < 6 || text.size() > 7 || text.front() == '0') return std::nullopt;
  const auto name = std::ranges::find(months, text.substr(text.size() - 5, 3));
  const auto day_number = digits(text.substr(0, text.size() - 5)), year_number = digits(text.substr(text.size() - 2));
  if (name == months.end() || !day_number || !year_number) return std::nullopt;
  return date_of(*year_number, static_cast<unsigned>(name - months.begin()) + 1, *day_number);
}

/// `270326`.
std::optional<Date> okx_date(std::string_view text) {
  const auto number = text.size() == 6 ? digits(text) : std::nullopt;
  return number ? date_of(*number / 10'000, *number / 100 % 100, *number % 100) : std::nullopt;
}

/// `100000`, `0d625`.
std::optional<Strike> strike_of(std::string_view text) {
  const auto point = std::min(text.find('d'), text.size());
  const std::string_view decimals = point < text.size() ? text.substr(point + 1) : std::string_view{};
  if (point > whole_digits_most || decimals.size() > decimals_most || (point < text.size() && decimals.empty()))
    return std::nullopt;
  const auto whole = digits(text.substr(0, point)), part = decimals.empty() ? std::optional{0U} : digits(decimals);
  if (!whole || !part) return std::nullopt;
  const double strike = *whole + *part / std::pow(10.0, static_cast<double>(decimals.size()));
  return strike > 0 && strike <= strike_most ? std::optional{Strike{strike}} : std::nullopt;
}

/// Takes what follows the last dash away.
std::optional<std::string_view> last_part(std::string_view& text) {
  const auto dash = text.rfind('-');
  if (dash == text.npos) return std::nullopt;
  const std::string_view part = text.substr(dash + 1);
  text = text.substr(0, dash);
  return part;
}

std::string date_name(Date date) {
  return fmt::format("{}{}{:02}", static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()) % 100);
}

std::string strike_name(Strike strike) {
  std::string text = fmt::format("{:.3f}", strike.value());
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  std::ranges::replace(text, '.', 'd');
  return text;
}

}  // namespace

std::optional<CoinOption> parse_coin_option(std::string_view text) {
  constexpr std::string_view in_coin = "-USD";  // OKX's family of options settled in coin
  const auto right = last_part(text), strike_text = last_part(text), date_text = last_part(text);
  if (!right || !strike_text || !date_text || (*right != "C" && *right != "P")) return std::nullopt;
  const bool okx = text.ends_with(in_coin);
  if (okx) text.remove_suffix(in_coin.size());
  const auto strike = strike_of(*strike_text);
  const auto expiry = okx ? okx_date(*date_text) : deribit_date(*date_text);
  if (!strike || !expiry || !is_root(text)) return std::nullopt;
  return CoinOption{okx ? Exchange::okx : Exchange::deribit, std::string{text}, *expiry,
                    *right == "C" ? Right::call : Right::put, *strike};
}

std::string to_string(const CoinOption& option) {
  if (option.exchange == Exchange::okx) {
    return fmt::format("{}-USD-{:02}{:02}{:02}-{}-{}", option.root, static_cast<int>(option.expiry.year()) % 100,
                       static_cast<unsigned>(option.expiry.month()), static_cast<unsigned>(option.expiry.day()),
                       strike_name(option.strike), letter(option.right));
  }
  return fmt::format("{}-{}-{}-{}", option.root, date_name(option.expiry), strike_name(option.strike),
                     letter(option.right));
}

bool premiums_in_coin(std::string_view root) { return root.find(quoted_apart) == root.npos; }

}  // namespace gammafield::market

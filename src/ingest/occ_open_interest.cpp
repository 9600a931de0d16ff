#include "ingest/occ_open_interest.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/list_file.h"

namespace gammafield::ingest {
namespace {

using base::Refusal;
using base::RefusalKind;
using market::Right;

constexpr std::string_view heading = "ProductSymbol";
constexpr std::size_t cells_needed = 8;  // year, month, day, dollars, thousandths, which of call and put, their numbers

/// Cells between tabs, blanks off.
std::vector<std::string_view> cells_of(std::string_view line) {
  std::vector<std::string_view> cells;
  while (!line.empty()) cells.push_back(base::trimmed(base::take_until(line, '\t')));
  return cells;
}

std::optional<std::int64_t> count_of(std::string_view text) {
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = !text.empty() && read.ec == std::errc{} && read.ptr == text.data() + text.size();
  return whole && number >= 0 ? std::optional{number} : std::nullopt;
}

/// A line of the list: one series, its call and its put.
struct Series {
  OccContract contract;
  bool has_call = false, has_put = false;
  std::int64_t calls = 0, puts = 0;
};

std::optional<market::Date> date_of(std::int64_t year, std::int64_t month, std::int64_t day) {
  return market::parse_date(fmt::format("{:04}-{:02}-{:02}", year, month, day));
}

/// None: not a series. Behind the root stand one or two tabs; so the cells are counted from the first that says
/// something.
std::optional<Series> series_of(std::string_view line) {
  const auto cells = cells_of(line);
  if (cells.empty() || cells.front().empty()) return std::nullopt;
  const auto first = std::find_if(cells.begin() + 1, cells.end(), [](std::string_view cell) { return !cell.empty(); });
  if (static_cast<std::size_t>(cells.end() - first) < cells_needed) return std::nullopt;
  const std::string_view sides = first[5];
  std::array<std::optional<std::int64_t>, 7> number;
  for (std::size_t i = 0; i < 5; ++i) number[i] = count_of(first[static_cast<std::ptrdiff_t>(i)]);
  for (std::size_t i = 5; i < 7; ++i) number[i] = count_of(first[static_cast<std::ptrdiff_t>(i + 1)]);
  if (!std::ranges::all_of(number, [](const auto& each) { return each.has_value(); })) return std::nullopt;
  const auto date = date_of(*number[0], *number[1], *number[2]);
  const bool has_call = sides.find('C') != std::string_view::npos, has_put = sides.find('P') != std::string_view::npos;
  if (!date || *number[3] > 10'000'000 || *number[4] > 999 || *number[3] + *number[4] == 0 || !(has_call || has_put))
    return std::nullopt;
  return Series{{std::string{cells.front()}, *date, *number[3] * 1000 + *number[4], Right::call},
                has_call,
                has_put,
                *number[5],
                *number[6]};
}

/// Reads the list line by line.
class Reader {
 public:
  Reader(std::string_view bytes, std::string_view name) : rest_(bytes), name_(name) {}

  base::Result<OccOpenInterest, Refusal> read() {
    if (!rest_.ends_with('\n')) return refused("it ends within a line: cut short?");
    if (!find_list()) return refused("no list of series: expected OCC's `series-search` text");
    while (!rest_.empty()) {
      const std::string_view line = next_line();
      if (base::trimmed(line, " \t\r").empty()) continue;
      const auto series = series_of(line);
      if (!series) return refused(fmt::format("line {}: `{}` is no series", number_, base::shown(line)));
      if (auto wrong = add(*series)) return refused(*wrong);
    }
    if (out_.contracts.empty()) return refused("headings without a series: cut short?");
    return std::move(out_);
  }

 private:
  base::Result<OccOpenInterest, Refusal> refused(std::string_view why) const {
    return base::failure(Refusal{RefusalKind::input_rejected, fmt::format("{}: {}", name_, why)});
  }

  std::string_view next_line() {
    ++number_;
    return base::take_until(rest_, '\n');
  }

  /// Past the headings; the underlying from the first of them.
  bool find_list() {
    constexpr std::string_view title = "Series Search Results for ";
    while (!rest_.empty()) {
      const std::string_view line = base::trimmed(next_line(), " \t\r");
      if (line.starts_with(title)) out_.underlying = base::trimmed(line.substr(title.size()));
      if (line.starts_with(heading)) return true;
    }
    return false;
  }

  std::optional<std::string> add(const Series& series) {
    for (const auto& [right, there, count] : {std::tuple{Right::call, series.has_call, series.calls},
                                              std::tuple{Right::put, series.has_put, series.puts}}) {
      if (!there) continue;
      OccContract contract = series.contract;
      contract.right = right;
      const market::Contracts open{static_cast<double>(count)};
      const auto [known, is_new] = out_.contracts.try_emplace(std::move(contract), open);
      if (!is_new && known->second != open)
        return fmt::format("line {}: a series told before, with another number", number_);
    }
    return std::nullopt;
  }

  std::string_view rest_, name_;
  std::size_t number_ = 0;
  OccOpenInterest out_;
};

}  // namespace

base::Result<OccOpenInterest, Refusal> read_occ_open_interest(std::string_view bytes, std::string_view name) {
  return Reader{bytes, name}.read();
}

base::Result<LoadedChain, Refusal> with_open_interest(LoadedChain loaded, const OccOpenInterest& from,
                                                      std::optional<market::Date> day) {
  market::ChainSnapshot& chain = loaded.chain;
  if (!from.underlying.empty() && from.underlying != chain.symbol)
    return base::failure(Refusal{RefusalKind::usage,
                                 fmt::format("open interest of {} for a chain of {}", from.underlying, chain.symbol)});
  if (day && *day >= chain.session)
    return base::failure(Refusal{RefusalKind::usage,
                                 fmt::format("open interest as of the close of {} cannot be known in the session of {}",
                                             market::to_string(*day), market::to_string(chain.session))});
  std::size_t told = 0;
  for (market::OptionRow& row : chain.rows) {
    const market::Expiry& expiry = chain.expiries[row.expiry];
    const auto found = from.contracts.find(
        {expiry.root, expiry.date, static_cast<std::int64_t>(std::llround(row.strike.value() * 1000)), row.right});
    row.open_interest = found == from.contracts.end() ? std::nullopt : std::optional{found->second};
    told += row.open_interest ? 1 : 0;
  }
  chain.oi_date = day;
  chain.flags.push_back(
      {"open_interest_from_occ", fmt::format("of {} of {} contracts; the others have none", told, chain.rows.size())});
  if (!day) chain.flags.push_back({"open_interest_undated", "OCC's text has no date: --oi-date tells it"});
  return loaded;
}

}  // namespace gammafield::ingest

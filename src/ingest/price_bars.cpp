#include "ingest/price_bars.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <span>

#include <fmt/format.h>

#include "base/lower_case.h"
#include "ingest/cells.h"
#include "ingest/csv.h"
#include "ingest/excerpt.h"
#include "ingest/number.h"

namespace gammafield::ingest {
namespace {

using market::Instant;
using market::Spot;
using std::chrono::seconds;

constexpr double largest_price = 1e9;    // no underlying trades higher; a larger number is another column
constexpr double largest_volume = 1e15;  // more than all shares there are
constexpr seconds longest_bar{24 * 3600};

/// One row as written; `stamp` is not yet known to be its start or its end.
struct RawBar {
  Instant stamp;
  double open = 0, high = 0, low = 0, close = 0;
  std::optional<double> volume = {};
  std::uint32_t line = 0;
  [[nodiscard]] bool has_range() const { return high > low; }
};

/// Where the header's cells are; -1 is nowhere.
struct BarColumns {
  int date = -1, time = -1, open = -1, high = -1, low = -1, close = -1, volume = -1;
  bool bars = false;  ///< the price is a bar's close
};

int column_of(std::span<const std::string> header, std::span<const std::string_view> names) {
  for (const auto name : names) {
    const auto found = std::ranges::find(header, name);
    if (found != header.end()) return static_cast<int>(found - header.begin());
  }
  return -1;
}

std::optional<BarColumns> columns_of(const CsvRow& row) {
  constexpr std::array<std::string_view, 1> date{"date"}, open{"open"}, high{"high"}, low{"low"}, close{"close"};
  constexpr std::array<std::string_view, 2> volume{"volume", "vol"};
  constexpr std::array<std::string_view, 8> time{"datetime", "timestamp", "time",     "ts",
                                                 "ts_et",    "date_time", "ts_event", "open_time"};
  constexpr std::array<std::string_view, 4> price{"spot", "price", "last", "underlying"};
  std::vector<std::string> header;
  for (const auto cell : row.cells) header.push_back(base::lower_case(trimmed(cell)));
  BarColumns columns{column_of(header, date),  column_of(header, time), column_of(header, open),
                     column_of(header, high),  column_of(header, low),  column_of(header, close),
                     column_of(header, volume)};
  columns.bars = columns.close >= 0;
  if (!columns.bars) columns.close = column_of(header, price);
  const bool chain = std::ranges::find(header, "strike") != header.end();
  if (chain || columns.close < 0 || (columns.time < 0 && columns.date < 0)) return std::nullopt;
  return columns;
}

std::string_view cell_of(const CsvRow& row, int column) {
  return column >= 0 && static_cast<std::size_t>(column) < row.cells.size()
             ? trimmed(row.cells[static_cast<std::size_t>(column)])
             : std::string_view{};
}

std::optional<Instant> stamp_of(const CsvRow& row, const BarColumns& columns, const market::Calendar& calendar) {
  const auto written = columns.time >= 0 ? cell_of(row, columns.time) : cell_of(row, columns.date);
  if (columns.time < 0 || columns.date < 0 || parse_moment(written)) {
    const auto moment = parse_moment(written);
    return moment && moment->has_time ? std::optional{instant_of(*moment, calendar)} : std::nullopt;
  }
  const auto day = parse_moment(cell_of(row, columns.date));
  const auto clock = parse_clock(written);
  if (!day || day->has_time || !clock) return std::nullopt;
  return calendar.instant(date_of(*day, calendar), *clock);
}

enum class RowFault : std::uint8_t { empty, bad };

base::Result<double, RowFault> price_of(std::string_view cell) {
  const auto number = printed_number(cell);
  if (!number) return base::failure(number.error() == NumberFault::empty ? RowFault::empty : RowFault::bad);
  if (number->percent || !(number->value > 0) || number->value > largest_price) return base::failure(RowFault::bad);
  return number->value;
}

std::optional<double> volume_of(std::string_view cell) {
  const auto number = parse_number(cell);
  return number && *number >= 0 && *number <= largest_volume ? std::optional{*number} : std::nullopt;
}

base::Result<RawBar, RowFault> bar_of(const CsvRow& row, const BarColumns& columns, const market::Calendar& calendar) {
  const auto stamp = stamp_of(row, columns, calendar);
  if (!stamp) return base::failure(RowFault::bad);
  const auto close = price_of(cell_of(row, columns.close));
  if (!close) return base::failure(close.error());
  RawBar bar{*stamp, *close, *close, *close, *close, std::nullopt, row.line};
  if (!columns.bars) return bar;
  bar.volume = volume_of(cell_of(row, columns.volume));
  for (const auto& [column, value] :
       {std::pair{columns.open, &bar.open}, {columns.high, &bar.high}, {columns.low, &bar.low}}) {
    if (column < 0) continue;
    const auto price = price_of(cell_of(row, column));
    if (!price) return base::failure(RowFault::bad);
    *value = *price;
  }
  const bool sound = bar.high >= std::max(bar.open, bar.close) && bar.low <= std::min(bar.open, bar.close);
  const bool complete = columns.high >= 0 && columns.low >= 0;
  if (complete && !sound) return base::failure(RowFault::bad);
  if (!complete) bar.high = std::max(bar.open, bar.close), bar.low = std::min(bar.open, bar.close);
  return bar;
}

/// The distance that most neighbours have; of equally many the shorter.
seconds usual_distance(std::span<const RawBar> bars) {
  std::map<seconds, std::size_t> counts;
  for (std::size_t i = 1; i < bars.size(); ++i) ++counts[bars[i].stamp - bars[i - 1].stamp];
  const auto most = std::ranges::max_element(counts, {}, &std::pair<const seconds, std::size_t>::second);
  return most == counts.end() || most->first > longest_bar ? seconds{0} : most->first;
}

/// The reading of one file, step by step.
class BarsReader {
 public:
  BarsReader(std::string_view name, const market::Calendar& calendar) : name_(name), calendar_(calendar) {}

  base::Result<PriceBars, base::Refusal> read(std::string_view bytes) {
    CsvReader csv{bytes};
    CsvRow row;
    std::optional<BarColumns> columns;
    if (csv.next(row) == CsvReader::Step::row) columns = columns_of(row);
    if (!columns) return base::failure(refusal("no price bars: needs a header with a time and `close` or `spot`"));
    auto step = csv.next(row);
    for (; step == CsvReader::Step::row; step = csv.next(row))
      if (!row.blank()) take(row, *columns);
    if (step == CsvReader::Step::unterminated_quote)
      return base::failure(refusal(fmt::format("a quote opened in line {} is never closed: cut short?", row.line)));
    if (raw_.empty()) return base::failure(refusal("no row with a time and a price that can be read"));
    sort();
    set_times(columns->bars);
    find_gaps();
    flag_counts();
    return std::move(out_);
  }

 private:
  [[nodiscard]] base::Refusal refusal(std::string_view what) const {
    return {base::RefusalKind::input_rejected, fmt::format("{}: {}", excerpt(name_), what)};
  }

  void take(const CsvRow& row, const BarColumns& columns) {
    const auto bar = bar_of(row, columns, calendar_);
    if (bar) return raw_.push_back(*bar);
    if (bar.error() == RowFault::empty) {
      ++empty_;
    } else if (out_.rejected++ == 0) {
      out_.first_rejected_line = row.line;
    }
  }

  /// By time, the last row of each instant.
  void sort() {
    std::ranges::sort(raw_, {}, [](const RawBar& bar) { return std::pair{bar.stamp, bar.line}; });
    std::vector<RawBar> unique;
    for (const RawBar& bar : raw_) {
      const bool again = !unique.empty() && unique.back().stamp == bar.stamp;
      again ? void(unique.back() = bar) : unique.push_back(bar);
      repeated_ += again;
    }
    raw_ = std::move(unique);
    out_.length = usual_distance(raw_);
  }

  [[nodiscard]] bool stamped_at_end() const {
    bool at_close = false;
    for (const RawBar& bar : raw_) {
      const auto day = calendar_.session_of(bar.stamp);
      if (bar.stamp == calendar_.session_open(day)) return false;
      at_close = at_close || (bar.has_range() && bar.stamp == calendar_.session_close(day));
    }
    return at_close;
  }

  void set_times(bool bars) {
    const bool at_end = bars && stamped_at_end();
    if (at_end)
      flag("bars_stamped_at_end", "no bar is stamped at a session's open and some at a close: stamps are ends of bars");
    for (const RawBar& bar : raw_) {
      const bool print = !bars || (!bar.has_range() && is_close(bar.stamp));
      const Instant from = at_end && !print ? bar.stamp - out_.length : bar.stamp;
      const Instant until = print || at_end ? bar.stamp : bar.stamp + out_.length;
      const PriceBar made{from,
                          until,
                          Spot{bar.open},
                          Spot{bar.high},
                          Spot{bar.low},
                          Spot{bar.close},
                          print ? std::nullopt : bar.volume};
      const bool again = !out_.bars.empty() && out_.bars.back().until >= until;
      again ? void(out_.bars.back() = made) : out_.bars.push_back(made);
    }
  }

  [[nodiscard]] bool is_close(Instant at) const { return at == calendar_.session_close(calendar_.session_of(at)); }

  void find_gaps() {
    const auto& bars = out_.bars;
    for (std::size_t i = 1; i < bars.size(); ++i) {
      const auto before = calendar_.session_of(bars[i - 1].from), after = calendar_.session_of(bars[i].from);
      if (before == after && bars[i].until - bars[i - 1].until > 2 * out_.length &&
          bars[i - 1].until < calendar_.session_close(before))
        out_.gaps.push_back({bars[i - 1].until, bars[i].from});
      if (before == after) continue;
      for (auto day = calendar_.next_trading_day(before); day < after; day = calendar_.next_trading_day(day))
        out_.missing_sessions.push_back(day);
    }
  }

  void flag_counts() {
    if (out_.rejected > 0)
      flag("rows_rejected",
           fmt::format("{} rows are no bar, the first in line {}", out_.rejected, out_.first_rejected_line));
    if (empty_ > 0) flag("rows_without_price", fmt::format("{} rows have no price", empty_));
    if (repeated_ > 0) flag("rows_repeated", fmt::format("{} rows repeat a time: the last of each stands", repeated_));
    if (!out_.gaps.empty())
      flag("gaps", fmt::format("{} gaps inside sessions, the first from {} to {}", out_.gaps.size(),
                               market::to_string(out_.gaps.front().from), market::to_string(out_.gaps.front().to)));
    if (!out_.missing_sessions.empty())
      flag("missing_sessions", fmt::format("{} sessions without a bar, the first {}", out_.missing_sessions.size(),
                                           market::to_string(out_.missing_sessions.front())));
  }

  void flag(std::string code, std::string detail) { out_.flags.push_back({std::move(code), std::move(detail)}); }

  std::string_view name_;
  const market::Calendar& calendar_;
  std::vector<RawBar> raw_;
  PriceBars out_;
  std::size_t empty_ = 0, repeated_ = 0;
};

}  // namespace

base::Result<PriceBars, base::Refusal> read_price_bars(std::string_view bytes, std::string_view name,
                                                       const market::Calendar& calendar) {
  return BarsReader{name, calendar}.read(bytes);
}

std::vector<PricePoint> known_prices(const PriceBars& bars, const market::Calendar& calendar) {
  std::vector<PricePoint> points;
  for (const PriceBar& bar : bars.bars) {
    if (bar.from < bar.until && bar.from == calendar.session_open(calendar.session_of(bar.from)))
      points.push_back({bar.from, bar.open});
    points.push_back({bar.until, bar.close});
  }
  return points;
}

}  // namespace gammafield::ingest

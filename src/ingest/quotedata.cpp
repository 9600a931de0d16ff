#include "ingest/quotedata.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ingest/base64_lines.h"
#include "ingest/chain_builder.h"
#include "ingest/csv.h"
#include "ingest/excerpt.h"
#include "ingest/expiry_cell.h"
#include "ingest/ladder.h"
#include "ingest/number.h"
#include "ingest/quotedata_columns.h"
#include "ingest/quotedata_preamble.h"
#include "market/osi.h"

namespace gammafield::ingest {

namespace {

using namespace std::chrono_literals;

constexpr double strike_tolerance = 0.0005;   // half the last digit of the symbol's strike
constexpr std::size_t bytes_a_contract = 60;  // at the least, to size the tables once
constexpr std::string_view usual_date_cell = "Mon Feb 07 2022";

/// A cell that stopped a contract from being read.
struct CellFault {
  RejectReason reason;
  std::size_t column;
};

base::Refusal refusal(std::string message) { return {base::RefusalKind::input_rejected, std::move(message)}; }

class QuotedataReader {
 public:
  QuotedataReader(const ReadOptions& options, QuotedataPreamble preamble, std::size_t bytes)
      : preamble_(std::move(preamble)), builder_(options), spot_(options.spot) {
    builder_.reserve(bytes / bytes_a_contract);
    for (const auto& flag : preamble_.flags) builder_.flag(flag.code, flag.detail);
    if (!spot_ && preamble_.spot) spot_ = market::Spot{*preamble_.spot};
  }

  LoadResult read() {
    CsvReader csv(preamble_.table, ',', preamble_.table_line);
    CsvRow row;
    if (csv.next(row) != CsvReader::Step::row) return base::failure(refusal("its header row is cut"));
    const auto columns = quotedata_columns(row.cells);
    if (!columns) return base::failure(refusal("its header row lacks `Calls`, `Strike` or `Puts` in that order"));
    columns_ = *columns;
    auto step = csv.next(row);
    for (; step == CsvReader::Step::row; step = csv.next(row)) {
      if (!row.blank()) read_row(row);
    }
    if (step == CsvReader::Step::unterminated_quote) {
      builder_.reject({RejectReason::truncated, row.line, 0, "a quote is opened and never closed"});
      incomplete(fmt::format("a quote opened on line {} is never closed", row.line));
    }
    return finish();
  }

 private:
  LoadResult finish() {
    if (!incomplete_) {
      if (const auto sign = ladders_.sign_of_cut(spot_)) incomplete(*sign);
    }
    RawHeader header;
    header.feed = "cboe_quotedata";
    header.spot = preamble_.spot;
    header.as_of = preamble_.as_of;
    header.undated_because = preamble_.undated_because;
    header.vol_unit = VolUnit::fraction;
    header.quote_delay = 15min;
    auto loaded = builder_.finish(header);
    if (!loaded) return base::failure(std::move(loaded.error()));
    std::vector<LoadedChain> chains;
    chains.push_back(std::move(*loaded));
    return chains;
  }

  void incomplete(std::string_view sign) {
    incomplete_ = true;
    builder_.flag("incomplete", fmt::format("the file looks cut: {}", sign));
  }

  void read_row(const CsvRow& row) {
    if (!row.newline_ended && row.cells.size() < columns_.count) {
      builder_.reject({RejectReason::truncated, row.line, 0, std::string(row.cells.front())});
      return incomplete(fmt::format("line {}, its last, ends in mid-row", row.line));
    }
    if (!row.newline_ended) incomplete(fmt::format("line {}, its last, has no line end", row.line));
    if (!has_all_cells(row)) {
      builder_.reject({RejectReason::wrong_cell_count, row.line, 0,
                       fmt::format("{} cells instead of {}", row.cells.size(), columns_.count)});
      return;
    }
    read_contract(row, columns_.calls);
    read_contract(row, columns_.puts);
  }

  bool has_all_cells(const CsvRow& row) const {
    return row.cells.size() >= columns_.count &&
           std::all_of(row.cells.begin() + static_cast<std::ptrdiff_t>(columns_.count), row.cells.end(),
                       [](std::string_view cell) { return trimmed(cell).empty(); });
  }

  void read_contract(const CsvRow& row, const QuotedataSide& side) {
    const auto symbol = trimmed(row.cells[side.symbol]);
    const auto fault = add_contract(row, side, symbol);
    if (!fault) return;
    const auto cell = row.cells[fault->column];
    builder_.reject({fault->reason, row.line, static_cast<std::uint32_t>(fault->column + 1),
                     fault->column == side.symbol ? std::string(symbol) : fmt::format("{} of {}", cell, symbol)});
  }

  std::optional<CellFault> add_contract(const CsvRow& row, const QuotedataSide& side, std::string_view symbol) {
    if (symbol.empty()) return CellFault{RejectReason::missing_field, side.symbol};
    const auto osi = market::parse_osi(symbol);
    if (!osi) return CellFault{RejectReason::unreadable_symbol, side.symbol};
    if (!expiry_cell_agrees(row.cells[columns_.expiry], osi->expiry))
      return CellFault{RejectReason::bad_date, columns_.expiry};
    if (!strike_agrees(row.cells[columns_.strike], osi->strike))
      return CellFault{RejectReason::bad_strike, columns_.strike};
    RawOption raw;
    raw.root = osi->root;
    raw.expiry = osi->expiry;
    raw.right = osi->right;
    raw.strike = osi->strike;
    raw.line = row.line;
    if (const auto fault = read_values(row, side, raw)) return fault;
    ladders_.saw(osi->root, osi->expiry, osi->strike);
    builder_.add(raw);
    return std::nullopt;
  }

  std::optional<CellFault> read_values(const CsvRow& row, const QuotedataSide& side, RawOption& raw) const {
    struct Target {
      std::optional<std::size_t> column;
      std::optional<double>* value;
    };
    const Target targets[] = {{side.last, &raw.last},
                              {side.bid, &raw.bid},
                              {side.ask, &raw.ask},
                              {side.volume, &raw.volume},
                              {side.vol, &raw.vendor_vol},
                              {side.delta, &raw.vendor_delta},
                              {side.gamma, &raw.vendor_gamma},
                              {side.open_interest, &raw.open_interest}};
    for (const auto& target : targets) {
      if (!target.column) continue;
      auto number = parse_number(row.cells[*target.column]);
      if (!number && number.error() == NumberFault::not_a_number)
        number = parse_grouped_number(row.cells[*target.column]);
      if (number) {
        *target.value = *number;
      } else if (number.error() != NumberFault::empty) {
        return CellFault{RejectReason::bad_number, *target.column};
      }
    }
    return std::nullopt;
  }

  /// The cell is checked once for each new text: a file has some ten thousand rows and fifty dates.
  bool expiry_cell_agrees(std::string_view cell, market::Date expiry) {
    if (cell == checked_cell_ && expiry == checked_expiry_) return checked_agrees_;
    checked_cell_ = cell;
    checked_expiry_ = expiry;
    checked_agrees_ = names_expiry(trimmed(cell), expiry);
    if (checked_agrees_ && !dates_flagged_ && trimmed(cell).size() != usual_date_cell.size()) {
      dates_flagged_ = true;
      builder_.flag("date_format_changed", fmt::format("the expiry column was rewritten, as in `{}`", excerpt(cell)));
    }
    return checked_agrees_;
  }

  static bool strike_agrees(std::string_view cell, market::Strike strike) {
    auto number = parse_number(cell);
    if (!number) number = parse_grouped_number(cell);
    return number && std::abs(*number - strike.value()) < strike_tolerance;
  }

  QuotedataPreamble preamble_;
  ChainBuilder builder_;
  QuotedataColumns columns_;
  LadderWatch ladders_;
  std::optional<market::Spot> spot_;
  bool incomplete_ = false;
  std::string checked_cell_;
  market::Date checked_expiry_{};
  bool checked_agrees_ = false;
  bool dates_flagged_ = false;
};

}  // namespace

bool is_quotedata(std::string_view bytes) {
  if (parse_quotedata_preamble(bytes)) return true;
  const auto decoded = decode_base64_lines(bytes);
  return decoded && parse_quotedata_preamble(*decoded);
}

LoadResult read_quotedata(std::string_view bytes, const ReadOptions& options) {
  auto preamble = parse_quotedata_preamble(bytes);
  if (preamble) return QuotedataReader(options, std::move(*preamble), bytes.size()).read();
  const auto decoded = decode_base64_lines(bytes);
  if (decoded) preamble = parse_quotedata_preamble(*decoded);
  if (!preamble) return base::failure(refusal("it has no header row `Expiration Date,Calls,...,Strike,Puts,...`"));
  preamble->flags.push_back({"base64_lines", "each line was base64: decoded"});
  return QuotedataReader(options, std::move(*preamble), decoded->size()).read();
}

}  // namespace gammafield::ingest

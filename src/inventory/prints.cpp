#include "inventory/prints.h"

#include <fmt/format.h>

#include <array>

#include "ingest/cells.h"
#include "ingest/number.h"

namespace gammafield::inventory {
namespace {

using ingest::RejectReason;
using Names = std::span<const std::string_view>;

// Plain names (ingest::plain_name), the best first: a trade's own time goes before its quote's.
constexpr std::array<std::string_view, 11> time_names{"tradedatetime", "tradetimestamp", "siptimestamp", "tsevent",
                                                      "quotedatetime", "datetime",       "timestamp",    "tradetime",
                                                      "executedat",    "time",           "date"};
constexpr std::array<std::string_view, 3> price_names{"tradeprice", "price", "lastprice"};
constexpr std::array<std::string_view, 5> size_names{"tradesize", "size", "quantity", "qty", "contracts"};
constexpr std::array<std::string_view, 6> bid_names{"bestbid", "nbbobid", "bid", "bidpriceatexecution",
                                                    "bidpx00", "bidprice"};
constexpr std::array<std::string_view, 6> ask_names{"bestask", "nbboask", "ask", "askpriceatexecution",
                                                    "askpx00", "askprice"};
constexpr std::array<std::string_view, 5> condition_names{"tradeconditionid", "conditions", "condition",
                                                          "tradecondition", "salecondition"};
constexpr std::array<std::string_view, 1> cancelled_names{"canceledtradeconditionid"};
constexpr std::array<std::string_view, 2> order_names{"orderid", "order"};

constexpr double largest = 1e9;  // of a price and a size; more is a misprint

std::optional<double> positive(std::string_view cell) {
  const auto number = ingest::parse_number(cell);
  return number && *number > 0 && *number <= largest ? std::optional{*number} : std::nullopt;
}

std::optional<market::Price> quoted(std::string_view cell) {
  const auto number = ingest::parse_number(cell);
  return number && *number >= 0 && *number <= largest ? std::optional{market::Price{*number}} : std::nullopt;
}

/// Where each cell stands.
struct Places {
  std::size_t time = 0, price = 0, size = 0;
  std::optional<std::size_t> bid, ask, condition, cancelled, order;
};

class PrintTable {
 public:
  [[nodiscard]] static base::Result<PrintTable, base::Refusal> open(std::string_view text, std::string_view name,
                                                                    const market::Calendar& calendar) {
    auto table = ContractTable::open(text, name);
    if (!table) return base::failure(std::move(table.error()));
    Places places;
    const auto need = [&](std::string_view what, Names names, std::size_t& place) -> std::optional<base::Refusal> {
      const auto found = table->column(names);
      if (found) place = *found;
      if (found) return std::nullopt;
      return base::Refusal{base::RefusalKind::input_rejected,
                           fmt::format("{}: no column for the {} of a trade (named like `{}`)", name, what, names[0])};
    };
    if (auto missing = need("time", time_names, places.time)) return base::failure(std::move(*missing));
    if (auto missing = need("price", price_names, places.price)) return base::failure(std::move(*missing));
    if (auto missing = need("size", size_names, places.size)) return base::failure(std::move(*missing));
    places.bid = table->column(bid_names);
    places.ask = table->column(ask_names);
    places.condition = table->column(condition_names);
    places.cancelled = table->column(cancelled_names);
    places.order = table->column(order_names);
    return PrintTable{std::move(*table), places, calendar};
  }

  /// The next row that is a print; false at the end.
  [[nodiscard]] bool next(Print& print) {
    while (table_.next()) {
      if (read(print)) return true;
    }
    return false;
  }
  [[nodiscard]] const RejectedRows& rejected() const { return table_.rejected(); }

 private:
  PrintTable(ContractTable table, const Places& places, const market::Calendar& calendar)
      : table_(std::move(table)), at_(places), calendar_(&calendar) {}

  [[nodiscard]] bool refuse(RejectReason reason, std::size_t column) {
    table_.reject(reason, column);
    return false;
  }

  [[nodiscard]] bool read(Print& print) {
    const auto moment = ingest::parse_moment(table_.cell(at_.time));
    if (!moment || !moment->has_time) return refuse(RejectReason::bad_date, at_.time);
    const auto price = positive(table_.cell(at_.price)), size = positive(table_.cell(at_.size));
    if (!price) return refuse(RejectReason::bad_number, at_.price);
    if (!size) return refuse(RejectReason::bad_number, at_.size);
    print.contract = table_.contract();
    print.at = ingest::instant_of(*moment, *calendar_);
    print.day = ingest::date_of(*moment, *calendar_);
    print.price = market::Price{*price};
    print.size = market::Contracts{*size};
    print.quote = {quoted(table_.cell(at_.bid)), quoted(table_.cell(at_.ask))};
    print.condition = was_cancelled() ? Condition::cancelled : condition_of(table_.cell(at_.condition));
    // where prints say themselves that they were taken back, the report of it has nothing left to take
    if (at_.cancelled && print.condition == Condition::takes_back) print.condition = Condition::cancelled;
    print.order = ingest::trimmed(table_.cell(at_.order));
    return true;
  }

  /// A row of Cboe DataShop that a later print took back names the condition of that print; 0 is none.
  [[nodiscard]] bool was_cancelled() const {
    const auto cell = ingest::trimmed(table_.cell(at_.cancelled));
    return !cell.empty() && cell != "0";
  }

  ContractTable table_;
  Places at_;
  const market::Calendar* calendar_;
};

}  // namespace

base::Result<ReadPrints, base::Refusal> read_prints(std::string_view text, std::string_view name,
                                                    const std::function<void(const Print&)>& take,
                                                    const market::Calendar& calendar) {
  auto table = PrintTable::open(text, name, calendar);
  if (!table) return base::failure(std::move(table.error()));
  ReadPrints read;
  for (Print print; table->next(print);) {
    ++read.prints;
    take(print);
  }
  read.rejected = table->rejected();
  if (read.prints > 0) return read;
  const auto told = read.rejected.told();
  return base::failure(
      base::Refusal{base::RefusalKind::input_rejected,
                    fmt::format("{}: holds no trade that can be used{}{}", name, told.empty() ? "" : ": ", told)});
}

}  // namespace gammafield::inventory

#include "inventory/open_close.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "ingest/cells.h"
#include "ingest/number.h"

namespace gammafield::inventory {
namespace {

using ingest::RejectReason;

constexpr std::array<std::string_view, 6> date_names{"quotedate", "tradedate",    "tradedt",
                                                     "date",      "businessdate", "datadate"};
constexpr std::array<std::string_view, 5> origin_names{"origin", "origincode", "capacity", "participant",
                                                       "participanttype"};
constexpr double largest = 1e9;  // contracts in a cell; more is a misprint

enum class Origin : std::uint8_t { customer, professional, firm, broker_dealer, market_maker, from_row };

bool holds(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

/// Whose a plain name speaks of; `from_row` when it names nobody. Professional customers are customers too by name, so
/// they are asked for first.
std::optional<Origin> origin_of(std::string_view plain) {
  for (const std::string_view word : {"marketmaker", "mm"}) {
    if (holds(plain, word)) return Origin::market_maker;
  }
  if (holds(plain, "pro")) return Origin::professional;
  if (holds(plain, "cust") || plain.starts_with("public")) return Origin::customer;
  if (holds(plain, "brokerdealer") || plain.starts_with("bd")) return Origin::broker_dealer;
  if (holds(plain, "firm")) return Origin::firm;
  return std::nullopt;
}

/// A cell of an origin column: a word, or the one letter of the clearing codes.
std::optional<Origin> origin_of_cell(std::string_view cell) {
  const std::string plain = ingest::plain_name(ingest::trimmed(cell));
  if (plain == "c") return Origin::customer;
  if (plain == "p" || plain == "w") return Origin::professional;
  if (plain == "f") return Origin::firm;
  if (plain == "b" || plain == "j") return Origin::broker_dealer;
  if (plain == "m") return Origin::market_maker;
  return origin_of(plain);
}

/// A column of contracts traded.
struct Quantity {
  std::size_t column = 0;
  Origin origin = Origin::from_row;
  bool open = false, buy = false;
  [[nodiscard]] double sign() const { return buy ? 1 : -1; }
};

std::optional<Quantity> quantity_of(std::string_view plain, std::size_t column) {
  const bool open = holds(plain, "open"), close = holds(plain, "close");
  const bool buy = holds(plain, "buy"), sell = holds(plain, "sell");
  const bool counts = holds(plain, "trade") || holds(plain, "order") || holds(plain, "total");
  if (open == close || buy == sell || counts) return std::nullopt;
  return Quantity{column, origin_of(plain).value_or(Origin::from_row), open, buy};
}

std::string_view words(const Quantity& quantity) {
  if (quantity.open) return quantity.buy ? "open buys" : "open sells";
  return quantity.buy ? "close buys" : "close sells";
}

std::vector<Quantity> quantities_of(const std::vector<std::string>& names) {
  std::vector<Quantity> found;
  for (std::size_t column = 0; column < names.size(); ++column) {
    const auto quantity = quantity_of(names[column], column);
    if (quantity && quantity->origin != Origin::market_maker) found.push_back(*quantity);
  }
  return found;
}

/// What one of an origin's four quantities is missing; a sum without it would be a position nobody has.
std::optional<std::string> missing_quantity(const std::vector<Quantity>& quantities) {
  if (quantities.empty()) return "no columns of contracts bought and sold to open and to close";
  std::set<Origin> origins;
  for (const auto& each : quantities) origins.insert(each.origin);
  for (const Origin origin : origins) {
    for (const bool open : {true, false}) {
      for (const bool buy : {true, false}) {
        const Quantity wanted{0, origin, open, buy};
        const bool there = std::ranges::any_of(quantities, [&](const Quantity& each) {
          return each.origin == origin && each.open == open && each.buy == buy;
        });
        const auto beside = std::ranges::find(quantities, origin, &Quantity::origin);
        if (!there) return fmt::format("no column of {} to go with column {}", words(wanted), beside->column + 1);
      }
    }
  }
  return std::nullopt;
}

class OpenCloseTable {
 public:
  [[nodiscard]] static base::Result<OpenCloseTable, base::Refusal> open(std::string_view text, std::string_view name) {
    auto table = ContractTable::open(text, name);
    if (!table) return base::failure(std::move(table.error()));
    const auto refused = [&](std::string_view what) {
      return base::failure(base::Refusal{base::RefusalKind::input_rejected, fmt::format("{}: {}", name, what)});
    };
    const auto date = table->column(date_names);
    if (!date) return refused("no column for the trade date (named like `trade_date`)");
    auto quantities = quantities_of(table->names());
    if (const auto missing = missing_quantity(quantities)) return refused(*missing);
    const auto origin = table->column(origin_names);
    const bool by_row =
        std::ranges::any_of(quantities, [](const Quantity& each) { return each.origin == Origin::from_row; });
    if (by_row && !origin) return refused("no column says whose the bought and sold contracts are (named `origin`)");
    return OpenCloseTable{std::move(*table), std::move(quantities), *date, by_row ? origin : std::nullopt};
  }

  void read(ReadOpenClose& into) {
    std::map<market::Date, FlowByContract> days;
    while (table_.next()) {
      if (read_row(days)) ++into.rows;
    }
    for (auto& [day, contracts] : days) into.days.push_back({day, std::move(contracts)});
    into.rejected = table_.rejected();
  }

 private:
  OpenCloseTable(ContractTable table, std::vector<Quantity> quantities, std::size_t date,
                 std::optional<std::size_t> origin)
      : table_(std::move(table)), quantities_(std::move(quantities)), date_(date), origin_(origin) {}

  [[nodiscard]] bool refuse(RejectReason reason, std::size_t column) {
    table_.reject(reason, column);
    return false;
  }

  [[nodiscard]] bool read_row(std::map<market::Date, FlowByContract>& days) {
    const auto moment = ingest::parse_moment(table_.cell(date_));
    if (!moment) return refuse(RejectReason::bad_date, date_);
    if (origin_) {
      const auto origin = origin_of_cell(table_.cell(*origin_));
      if (!origin) return refuse(RejectReason::missing_field, *origin_);
      if (*origin == Origin::market_maker) return true;
    }
    double net = 0, volume = 0;
    for (const Quantity& quantity : quantities_) {
      const auto cell = table_.cell(quantity.column);
      const auto number = ingest::parse_number(cell);
      const bool nothing = !number && number.error() == ingest::NumberFault::empty;
      if (nothing) continue;
      if (!number || *number < 0 || *number > largest) return refuse(RejectReason::bad_number, quantity.column);
      net += quantity.sign() * *number;
      volume += *number;
    }
    Flow& flow = days[ingest::date_of(*moment, market::Calendar::us())][table_.contract()];
    flow.net = market::Contracts{flow.net.value() + net};
    flow.volume = market::Contracts{flow.volume.value() + volume};
    return true;
  }

  ContractTable table_;
  std::vector<Quantity> quantities_;
  std::size_t date_;
  std::optional<std::size_t> origin_;
};

}  // namespace

base::Result<ReadOpenClose, base::Refusal> read_open_close(std::string_view text, std::string_view name) {
  auto table = OpenCloseTable::open(text, name);
  if (!table) return base::failure(std::move(table.error()));
  ReadOpenClose read;
  table->read(read);
  if (read.rows > 0) return read;
  const auto told = read.rejected.told();
  return base::failure(
      base::Refusal{base::RefusalKind::input_rejected,
                    fmt::format("{}: holds no row that can be used{}{}", name, told.empty() ? "" : ": ", told)});
}

}  // namespace gammafield::inventory

#include "ingest/tradier.h"

#include <algorithm>

#include <fmt/format.h>

#include "ingest/cells.h"
#include "ingest/json_rows.h"
#include "ingest/json_walk.h"
#include "ingest/live_rows.h"

namespace gammafield::ingest {
namespace {

using base::Refusal;
using simdjson::error_code;
namespace od = simdjson::ondemand;

Refusal rejected(std::string message) { return {base::RefusalKind::input_rejected, std::move(message)}; }

/// Text or null where an object would be is what the vendor says when it has nothing.
bool is_object(od::value& value) {
  od::json_type type{};
  return value.type().get(type) == simdjson::SUCCESS && type == od::json_type::object;
}

/// The fields of `outer.inner`; `seen` whether the document has `outer`. A fault in place of it is refused elsewhere.
template <class Take>
error_code each_inner(std::string_view bytes, std::string_view outer, bool& seen, const Take& take) {
  return each_field_of(bytes, [&](const std::string& key, od::value value) -> error_code {
    if (key != outer) return simdjson::SUCCESS;
    seen = true;
    if (!is_object(value)) return simdjson::SUCCESS;
    od::object object;
    if (const auto error = value.get_object().get(object)) return error;
    return each_field(object, take);
  });
}

error_code read_dates(od::value value, std::vector<std::string>& texts) {
  od::json_type type{};
  std::string_view text;
  if (const auto error = value.type().get(type)) return error;
  if (type == od::json_type::string) {
    if (const auto error = value.get_string().get(text)) return error;
    texts.emplace_back(text);
    return simdjson::SUCCESS;
  }
  od::array array;
  if (const auto error = value.get_array().get(array)) return error;
  for (auto maybe : array) {
    if (const auto error = std::move(maybe).get_string().get(text)) return error;
    texts.emplace_back(text);
  }
  return simdjson::SUCCESS;
}

/// The price of `last`, else of bid and ask, and its time.
class UnderlyingQuote {
 public:
  error_code read(od::object object) {
    return each_field(object, [&](const std::string& key, od::value value) -> error_code {
      std::string_view cell;
      od::json_type type{};
      if (const auto error = value.type().get(type)) return error;
      if (type == od::json_type::object || type == od::json_type::array) return simdjson::SUCCESS;
      if (const auto error = scalar_cell(value, cell)) return error;
      for (auto& [name, kept] : cells_)
        if (name == key) kept = cell;
      return simdjson::SUCCESS;
    });
  }
  struct Price {
    double value = 0;
    std::optional<market::Instant> at;
  };
  /// `time_of`: a cell's moment.
  template <class TimeOf>
  [[nodiscard]] std::optional<Price> price(const TimeOf& time_of) const {
    const auto last = positive("last"), bid = positive("bid"), ask = positive("ask");
    if (last) return Price{*last, time_of(at("trade_date"))};
    if (!bid || !ask || *bid > *ask) return std::nullopt;
    return Price{(*bid + *ask) / 2, std::max(time_of(at("bid_date")), time_of(at("ask_date")))};
  }
  [[nodiscard]] const std::string& symbol() const { return at("symbol"); }

 private:
  [[nodiscard]] const std::string& at(std::string_view name) const {
    return std::ranges::find(cells_, name, &Cell::first)->second;
  }
  [[nodiscard]] std::optional<double> positive(std::string_view name) const {
    const auto number = parse_number(at(name));
    return number && *number > 0 ? std::optional{*number} : std::nullopt;
  }
  using Cell = std::pair<std::string_view, std::string>;
  std::vector<Cell> cells_{{"symbol", {}}, {"last", {}},     {"trade_date", {}}, {"bid", {}},
                           {"ask", {}},    {"bid_date", {}}, {"ask_date", {}}};
};

/// Calls `take(quote)` for each quote of the document.
template <class Take>
std::optional<Refusal> each_quote(std::string_view bytes, const Take& take) {
  bool seen = false;
  const auto error = each_inner(bytes, "quotes", seen, [&](const std::string& key, od::value value) -> error_code {
    if (key != "quote") return simdjson::SUCCESS;
    return each_object(value, [&](od::object object) -> error_code {
      UnderlyingQuote quote;
      if (const auto wrong = quote.read(object)) return wrong;
      take(quote);
      return simdjson::SUCCESS;
    });
  });
  if (error) return broken_json(error);
  if (!seen) return rejected("no `quotes` in it: not a quote of Tradier's");
  return std::nullopt;
}

std::optional<Refusal> read_quote(const std::string& bytes, LiveRows& rows) {
  return each_quote(bytes, [&](const UnderlyingQuote& quote) {
    const auto price = quote.price([&](const std::string& cell) { return rows.time_of(cell); });
    if (price) rows.note_spot(price->value, price->at);
  });
}

std::optional<market::Instant> moment_of(const std::string& cell) {
  const auto moment = parse_moment(cell);
  return moment && moment->has_time ? std::optional{instant_of(*moment, market::Calendar::us())} : std::nullopt;
}

std::optional<Refusal> read_chain_of(const std::string& bytes, LiveRows& rows) {
  JsonFields fields;
  RowCells row;
  bool seen = false;
  const auto error = each_inner(bytes, "options", seen, [&](const std::string& key, od::value value) -> error_code {
    if (key != "option") return simdjson::SUCCESS;
    return each_object(value, [&](od::object object) -> error_code {
      if (const auto wrong = fields.read(object, row)) return wrong;
      rows.add(row);
      return simdjson::SUCCESS;
    });
  });
  if (error) return broken_json(error);
  if (!seen) return rejected("no `options` in it: not a chain of Tradier's");
  return std::nullopt;
}

}  // namespace

base::Result<std::vector<market::Date>, Refusal> read_tradier_expirations(std::string_view bytes) {
  std::vector<std::string> texts;
  bool seen = false;
  const auto error = each_inner(bytes, "expirations", seen, [&](const std::string& key, od::value value) -> error_code {
    return key == "date" ? read_dates(value, texts) : simdjson::SUCCESS;
  });
  if (error) return base::failure(broken_json(error));
  if (!seen) return base::failure(rejected("no `expirations` in it: not a list of Tradier's"));
  std::vector<market::Date> dates;
  for (const std::string& text : texts) {
    const auto date = market::parse_date(text);
    if (!date) return base::failure(rejected("an expiration that is no date"));
    dates.push_back(*date);
  }
  std::ranges::sort(dates);
  dates.erase(std::ranges::unique(dates).begin(), dates.end());
  return dates;
}

base::Result<LoadedChain, Refusal> read_tradier(const TradierAnswers& answers, const ReadOptions& options) {
  LiveRows rows{options, answers.asked_at};
  if (!answers.quote.empty()) {
    if (auto wrong = read_quote(answers.quote, rows)) {
      wrong->message.insert(0, "quote: ");
      return base::failure(std::move(*wrong));
    }
  }
  for (std::size_t i = 0; i < answers.chains.size(); ++i) {
    if (auto wrong = read_chain_of(answers.chains[i], rows)) {
      wrong->message.insert(0, fmt::format("chain {} of {}: ", i + 1, answers.chains.size()));
      return base::failure(std::move(*wrong));
    }
  }
  return rows.finish("tradier", answers.symbol);
}

base::Result<std::optional<PricePoint>, Refusal> read_tradier_price(std::string_view bytes, std::string_view symbol) {
  bool quoted = false;
  std::optional<PricePoint> told;
  auto wrong = each_quote(bytes, [&](const UnderlyingQuote& quote) {
    if (quote.symbol() != symbol) return;
    quoted = true;
    const auto price = quote.price(moment_of);
    if (price && price->at) told = PricePoint{*price->at, market::Spot{price->value}};
  });
  if (wrong) return base::failure(std::move(*wrong));
  if (!quoted) return base::failure(rejected("no quote of that symbol in it"));
  return told;
}

}  // namespace gammafield::ingest

#include "ingest/thetadata.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "ingest/cells.h"
#include "ingest/live_rows.h"
#include "ingest/theta_table.h"

namespace gammafield::ingest {
namespace {

using base::Refusal;

std::string_view first_of(const ThetaRow& row, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names)
    if (const auto found = row.find(name); found != row.end()) return found->second;
  return {};
}

std::optional<double> number_of(const ThetaRow& row, std::initializer_list<std::string_view> names) {
  const auto number = parse_number(first_of(row, names));
  return number ? std::optional{*number} : std::nullopt;
}

using Key = std::tuple<std::string, std::chrono::sys_days, std::int64_t, market::Right>;

/// A contract of both tables, as they have been read so far.
struct Contract {
  Key key;
  std::optional<double> bid, ask, open_interest;
  std::optional<market::Instant> quoted_at;
  bool contradictory = false;  ///< told twice, and not alike
};

/// Puts the rows of the tables together.
class Join {
 public:
  Join(LiveRows& rows, const market::Calendar& calendar) : rows_(rows), calendar_(calendar) {}

  std::optional<Refusal> read(const std::string& bytes, bool quotes) {
    // A document says what its strikes are before, and beside, all of its rows; so they are kept until it has been
    // read.
    std::vector<ThetaRow> all;
    const auto table = read_theta_table(bytes, [&](const ThetaRow& row) { all.push_back(row); });
    if (!table) return table.error();
    for (const ThetaRow& row : all) add(row, table->old_strikes, quotes);
    if (!table->end_marked && !told_unmarked_) rows_.flag("end_not_marked", "CSV does not say where it ends");
    told_unmarked_ = told_unmarked_ || !table->end_marked;
    return std::nullopt;
  }

  void finish() {
    for (const auto& [key, contract] : contracts_) tell(contract);
  }

  void note_spot(const ThetaRow& row) {
    const auto bid = number_of(row, {"bid"}), ask = number_of(row, {"ask"}), price = number_of(row, {"price", "last"});
    const auto at = time_of(row);
    if (price && *price > 0) return rows_.note_spot(*price, at);
    if (bid && ask && *bid > 0 && *bid <= *ask) rows_.note_spot((*bid + *ask) / 2, at);
  }

 private:
  std::optional<market::Instant> time_of(const ThetaRow& row) {
    const std::string_view timestamp = first_of(row, {"timestamp", "quote_timestamp"});
    if (!timestamp.empty()) return rows_.time_of(timestamp);
    const auto milliseconds = number_of(row, {"ms_of_day"});
    const auto day = parse_moment(first_of(row, {"date"}));
    if (!milliseconds || !day || *milliseconds < 0 || *milliseconds >= 86'400'000) return std::nullopt;
    const market::Date date{std::chrono::floor<std::chrono::days>(day->clock)};
    const auto at = calendar_.instant(date, std::chrono::seconds{static_cast<std::int64_t>(*milliseconds / 1000)});
    return rows_.time_of(market::to_string(at));
  }

  void reject(RejectReason reason, std::string text) { rows_.reject({reason, number_, 0, std::move(text)}); }

  /// None, and a reject, where the row is no contract.
  std::optional<Key> key_of(const ThetaRow& row, bool old_strikes) {
    const std::string root = symbol_of(first_of(row, {"symbol", "root"}));
    const auto expiry = parse_moment(first_of(row, {"expiration", "exp"}));
    const auto strike = number_of(row, {"strike"});
    const auto right = parse_right(first_of(row, {"right"}));
    if (root.empty()) return reject(RejectReason::unreadable_symbol, "no symbol"), std::nullopt;
    if (!expiry) return reject(RejectReason::bad_date, std::string{first_of(row, {"expiration", "exp"})}), std::nullopt;
    if (!right) return reject(RejectReason::missing_field, "right"), std::nullopt;
    const double thousandths = strike.value_or(0) * (old_strikes ? 1 : 1000);
    if (!(thousandths >= 1 && thousandths <= 1e9))
      return reject(RejectReason::bad_strike, std::string{first_of(row, {"strike"})}), std::nullopt;
    return Key{root, std::chrono::floor<std::chrono::days>(expiry->clock), std::llround(thousandths), *right};
  }

  void add(const ThetaRow& row, bool old_strikes, bool quotes) {
    ++number_;
    const auto key = key_of(row, old_strikes);
    if (!key) return;
    Contract& contract = contracts_.try_emplace(*key, Contract{*key, {}, {}, {}, {}}).first->second;
    if (quotes) {
      contract.bid = number_of(row, {"bid"});
      contract.ask = number_of(row, {"ask"});
      contract.quoted_at = time_of(row);
      return;
    }
    const auto open_interest = number_of(row, {"open_interest"});
    contract.contradictory =
        contract.contradictory || (contract.open_interest && open_interest != contract.open_interest);
    contract.open_interest = open_interest;
  }

  void tell(const Contract& contract) {
    const auto& [root, expiry, thousandths, right] = contract.key;
    if (contract.contradictory)
      return reject(RejectReason::conflicting_duplicate, fmt::format("{} {}", root, thousandths));
    RawOption option;
    option.root = root;
    option.expiry = expiry;
    option.right = right;
    option.strike = market::Strike{static_cast<double>(thousandths) / 1000};
    option.bid = contract.bid;
    option.ask = contract.ask;
    option.open_interest = contract.open_interest;
    option.quoted_at = contract.quoted_at;
    option.line = ++told_;
    rows_.add(option);
  }

  LiveRows& rows_;
  const market::Calendar& calendar_;
  std::map<Key, Contract> contracts_;
  std::uint32_t number_ = 0, told_ = 0;
  bool told_unmarked_ = false;
};

std::optional<Refusal> read_all(Join& join, const std::vector<std::string>& answers, std::string_view what) {
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (auto wrong = join.read(answers[i], what == "quotes")) {
      wrong->message.insert(0, fmt::format("{} {} of {}: ", what, i + 1, answers.size()));
      return wrong;
    }
  }
  return std::nullopt;
}

}  // namespace

base::Result<LoadedChain, Refusal> read_thetadata(const ThetaAnswers& answers, const ReadOptions& options) {
  LiveRows rows{options, answers.asked_at};
  Join join{rows, *options.calendar};
  if (auto wrong = read_all(join, answers.quotes, "quotes")) return base::failure(std::move(*wrong));
  if (auto wrong = read_all(join, answers.open_interest, "open interest")) return base::failure(std::move(*wrong));
  if (!answers.spot.empty()) {
    const auto table = read_theta_table(answers.spot, [&](const ThetaRow& row) { join.note_spot(row); });
    if (!table) return base::failure(Refusal{table.error().kind, "spot: " + table.error().message});
  }
  join.finish();
  return rows.finish("thetadata", answers.symbol);
}

base::Result<std::optional<std::string>, Refusal> theta_next_page(std::string_view bytes) {
  auto table = read_theta_table(bytes, [](const ThetaRow&) {});
  if (!table) return base::failure(std::move(table.error()));
  return std::move(table->next_page);
}

}  // namespace gammafield::ingest

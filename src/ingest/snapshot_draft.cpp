#include "ingest/snapshot_draft.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "ingest/coin_premiums.h"
#include "ingest/contract_row.h"
#include "ingest/cut_signs.h"
#include "ingest/file_name.h"
#include "ingest/index_roots.h"

namespace gammafield::ingest {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t rejects_kept_max = 200'000;  // as many as the builder keeps
constexpr double spot_spread_max = 1e-4;           // rows fetched within a second differ by less
constexpr auto trades_after_close = 16min;         // SPX and SPY options trade to 16:15
constexpr auto before_close = 15min;               // Cboe DataShop's 15:45, 12:45 on half days
constexpr double listed_share_min = 0.5;

class Finishing {
 public:
  Finishing(SnapshotDraft&& draft, const TableFacts& facts, const ReadOptions& options)
      : draft_(std::move(draft)), facts_(facts), options_(options), builder_(options) {}

  base::Result<LoadedChain, base::Refusal> finish() {
    header_.feed = facts_.vendor.feed;
    header_.vol_unit = draft_.percent_signs ? VolUnit::percent : facts_.vendor.vol_unit;
    if (exchange() == market::Exchange::deribit && !facts_.vendor.exported) header_.vol_unit = VolUnit::percent;
    if (exchange() == market::Exchange::okx) header_.vol_unit = VolUnit::fraction;
    for (const auto& [code, detail] : facts_.flags) builder_.flag(code, detail);
    for (const auto& [code, detail] : draft_.flags) builder_.flag(code, detail);
    settle_date();
    settle_spot();
    settle_next_morning();
    settle_symbol();
    settle_roots();
    flag_end();
    drop_gamma();
    flag_derived_expiries();
    flag_saturdays();
    flag_partial_chain();
    flag_coins();
    if (!facts_.vendor.note.empty())
      builder_.flag(std::string(facts_.vendor.note_code), std::string(facts_.vendor.note));
    hand_over();
    auto chain = builder_.finish(header_);
    if (chain && draft_.oi_date) chain->chain.oi_date = draft_.oi_date;
    if (chain && dated_by_last_trade_) chain->chain.as_of_source = market::AsOfSource::last_trade;
    return chain;
  }

 private:
  market::Exchange exchange() const { return options_.calendar->exchange(); }
  void settle_date();
  void settle_spot();
  void settle_next_morning();
  void settle_symbol();
  void settle_roots();
  void give_index_roots(std::string_view symbol, const std::vector<std::size_t>& rows);
  void flag_end();
  void drop_gamma();
  void flag_derived_expiries();
  void flag_saturdays();
  void flag_partial_chain();
  void flag_coins();
  void hand_over();
  std::string symbol_for(std::string_view underlying) const;

  SnapshotDraft draft_;
  const TableFacts& facts_;
  const ReadOptions& options_;
  ChainBuilder builder_;
  RawHeader header_;
  bool dated_by_last_trade_ = false;
  std::map<std::string, std::vector<std::size_t>> rootless_;  // rows by symbol; its keys are what their roots show
};

void Finishing::settle_date() {
  header_.last_trade = draft_.last_trade;
  const auto when = draft_.when ? draft_.when : facts_.when;
  if (when) {
    if (when->has_time) {
      header_.as_of = instant_of(*when, *options_.calendar);
    } else {
      header_.label = date_of(*when, *options_.calendar);
    }
  } else if (draft_.dated_by_days && draft_.dates_agree) {
    header_.label = draft_.dated_by_days;
    builder_.flag("dated_by_days_to_expiry",
                  fmt::format("the file has no date; expiry less days to expiry is {} in every row",
                              market::to_string(*header_.label)));
  } else if (!options_.as_of && !header_.last_trade) {
    header_.label = file_name_hint(options_.file_name).date;
    if (header_.label) {
      builder_.flag("dated_by_file_name", fmt::format("the file has no date; its name says {}, which nothing confirms",
                                                      market::to_string(*header_.label)));
    }
  }
  if (facts_.quotes_at_1545 && header_.label) {
    const auto session = options_.calendar->trading_day_on_or_before(*header_.label);
    header_.as_of = options_.calendar->session_close(session) - before_close;
    builder_.flag("quotes_before_close", "the quotes are those of a quarter of an hour before the close");
  }
}

void Finishing::settle_spot() {
  auto& spots = draft_.spots;
  header_.spot_at = draft_.spot_at;
  if (spots.empty()) {
    header_.spot = facts_.spot;
  } else {
    const auto [low, high] = std::ranges::minmax(spots);
    const auto middle = spots.begin() + static_cast<std::ptrdiff_t>(spots.size() / 2);
    std::ranges::nth_element(spots, middle);
    header_.spot = *middle;
    if (high - low > spot_spread_max * high) {
      builder_.flag("spot_varies", fmt::format("the rows print spots from {} to {}: the median {} is taken", low, high,
                                               *header_.spot));
    }
  }
}

/// A file labelled with a session whose rows were fetched the next morning: the rows' own time counts, the spot stays
/// behind.
void Finishing::settle_next_morning() {
  if (!facts_.vendor.next_morning || !header_.label || !header_.last_trade) return;
  const auto labelled = options_.calendar->trading_day_on_or_before(*header_.label);
  if (*header_.last_trade <= options_.calendar->session_close(labelled) + trades_after_close) return;
  const std::string trade = market::to_string(*header_.last_trade);
  builder_.flag("label_is_not_the_session",
                fmt::format("the file is labelled {}, its last trade is of {}: that is taken as the time of its quotes",
                            market::to_string(*header_.label), trade));
  if (header_.spot) {
    builder_.flag("spot_and_quotes_of_different_times",
                  fmt::format("the spot {} is the close of {}, the quotes are of {}", *header_.spot,
                              market::to_string(labelled), trade));
  }
  header_.as_of = header_.last_trade;
  dated_by_last_trade_ = !options_.as_of;
}

/// --symbol may name the root, `SPXW`, of rows that say `SPX`.
std::string Finishing::symbol_for(std::string_view underlying) const {
  const auto exchange = options_.calendar->exchange();
  const std::string asked = symbol_of(options_.symbol.value_or(""), exchange);
  if (underlying.empty()) return asked.empty() ? header_.symbol : asked;
  return market::root_spec(asked, exchange).underlying == underlying ? asked : std::string(underlying);
}

void Finishing::settle_symbol() {
  header_.symbol = facts_.symbol;
  const bool nameless = std::ranges::any_of(
      draft_.rows, [](const SnapshotDraft::Held& row) { return row.option.root.empty() && row.underlying.empty(); });
  if (!nameless || options_.symbol || !header_.symbol.empty()) return;
  header_.symbol = file_name_hint(options_.file_name).symbol;
  if (header_.symbol.empty()) return;
  builder_.flag("symbol_from_file_name",
                fmt::format("the file does not say whose options these are; its name says {}", header_.symbol));
}

void Finishing::settle_roots() {
  for (std::size_t i = 0; i < draft_.rows.size(); ++i)
    if (draft_.rows[i].option.root.empty()) rootless_[symbol_for(draft_.rows[i].underlying)].push_back(i);
  for (const auto& [symbol, rows] : rootless_) give_index_roots(symbol, rows);
}

void Finishing::give_index_roots(std::string_view symbol, const std::vector<std::size_t>& rows) {
  std::vector<RawOption> options;
  options.reserve(rows.size());
  for (const auto row : rows) options.push_back(draft_.rows[row].option);
  const RootFinding finding = give_roots(options, symbol, *options_.calendar);
  for (std::size_t i = 0; i < rows.size(); ++i) draft_.rows[rows[i]].option.root = options[i].root;
  if (finding.collisions > 0) {
    builder_.flag(
        "am_pm_collisions",
        fmt::format("{} contracts share strike, expiry and right with another: AM- and PM-settled series, whose "
                    "roots the file does not give",
                    finding.collisions));
  }
  if (finding.by_block > 0) {
    builder_.flag(
        "am_pm_by_file_order",
        fmt::format("{} contracts on monthly expiries were told apart by the order of the file, which lists the "
                    "AM-settled series first",
                    finding.by_block));
  }
  if (finding.unresolved > 0) {
    builder_.flag("am_pm_unresolved",
                  fmt::format("{} contracts on monthly expiries carry no root: taken as AM-settled {}",
                              finding.unresolved, symbol));
  }
}

void Finishing::flag_end() {
  if (!draft_.last_line || draft_.rows.empty()) return;
  const auto spot = header_.spot ? std::optional{market::Spot{*header_.spot}} : std::nullopt;
  const bool in_order = !options_.calendar->rules().never_closes;  // exchanges of coins list theirs in none
  if (!draft_.cut_seen && in_order)
    if (const auto sign = sign_of_cut(draft_.rows, spot))
      builder_.flag("incomplete", fmt::format("the file looks cut: {}", *sign));
  const auto& last = draft_.rows.back().option;
  builder_.flag(
      "end_not_marked",
      fmt::format("this form has no end mark, so a cut between two lines could not be seen: the last is line {}, "
                  "{} {} {}",
                  *draft_.last_line, market::to_string(last.expiry), last.strike.value(), market::letter(last.right)));
}

void Finishing::drop_gamma() {
  if (exchange() == market::Exchange::okx && !facts_.vendor.exported) {
    for (auto& row : draft_.rows) row.option.vendor_gamma = row.option.vendor_delta = std::nullopt;
    builder_.flag("vendor_gamma_unusable", "OKX's greeks are those of a position counted in coin: they are not used");
  }
  if (facts_.vendor.gamma_scale == 1) return;
  for (auto& row : draft_.rows) row.option.vendor_gamma.reset();
  builder_.flag("vendor_gamma_unusable", fmt::format("this vendor prints gamma {} times the usual one: it is not used",
                                                     facts_.vendor.gamma_scale));
}

void Finishing::flag_derived_expiries() {
  if (draft_.expiries_from_days == 0) return;
  builder_.flag("expiries_from_days",
                fmt::format("the file has no expiry dates: those of {} contracts are its date and their days to expiry",
                            draft_.expiries_from_days));
}

void Finishing::flag_saturdays() {
  if (draft_.saturdays == 0) return;
  builder_.flag("saturday_expiries",
                fmt::format("{} contracts are dated on a Saturday, the old custom: they settle the trading day before",
                            draft_.saturdays));
}

void Finishing::flag_partial_chain() {
  const auto rows = static_cast<double>(draft_.rows.size());
  if (!facts_.contracts_listed || rows >= listed_share_min * *facts_.contracts_listed) return;
  builder_.flag("partial_chain", fmt::format("the file holds {} of the {} contracts that its maker saw", rows,
                                             *facts_.contracts_listed));
}

void Finishing::flag_coins() {
  if (draft_.coin_premiums > 0)
    builder_.flag("premiums_in_coin", coin_premiums_told(draft_.coin_premiums, draft_.coin_premiums_lost));
}

void Finishing::hand_over() {
  builder_.reserve(draft_.rows.size());
  for (const auto& row : draft_.rows) builder_.add(row.option);
  for (auto& reject : draft_.rejects) builder_.reject(std::move(reject));
  for (std::size_t i = 0; i < draft_.rejects_dropped; ++i) builder_.reject({});
}

}  // namespace

void SnapshotDraft::reject(Reject reject) {
  if (rejects.size() < rejects_kept_max) {
    rejects.push_back(std::move(reject));
  } else {
    ++rejects_dropped;
  }
}

void SnapshotDraft::take_over(SnapshotDraft&& other, const market::Calendar& calendar) {
  std::ranges::move(other.rows, std::back_inserter(rows));
  for (auto& one : other.rejects) reject(std::move(one));
  if (other.last_line) last_line = other.last_line;
  cut_seen = cut_seen || other.cut_seen;
  rejects_dropped += other.rejects_dropped;
  std::ranges::copy(other.spots, std::back_inserter(spots));
  spot_at = std::max(spot_at, other.spot_at);
  if (!oi_date) oi_date = other.oi_date;
  std::ranges::move(other.flags, std::back_inserter(flags));
  last_trade = std::max(last_trade, other.last_trade);
  dates_agree = dates_agree && other.dates_agree &&
                (!dated_by_days || !other.dated_by_days || *dated_by_days == *other.dated_by_days);
  if (!dated_by_days) dated_by_days = other.dated_by_days;
  saturdays += other.saturdays;
  expiries_from_days += other.expiries_from_days;
  percent_signs = percent_signs || other.percent_signs;
  coin_premiums += other.coin_premiums;
  coin_premiums_lost += other.coin_premiums_lost;
  if (other.when && (!when || instant_of(*when, calendar) < instant_of(*other.when, calendar))) when = other.when;
}

base::Result<LoadedChain, base::Refusal> finish_draft(SnapshotDraft&& draft, const TableFacts& facts,
                                                      const ReadOptions& options) {
  return Finishing(std::move(draft), facts, options).finish();
}

}  // namespace gammafield::ingest

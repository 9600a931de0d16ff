#include "ingest/table_snapshots.h"

#include <fmt/format.h>

#include <algorithm>

#include "ingest/coin_premiums.h"
#include "market/coin_option.h"

namespace gammafield::ingest {
namespace {

constexpr std::size_t rows_a_snapshot_min = 4;  // fewer on average: the times are those of single quotes

/// The time of a row's snapshot: a date, an instant, or a date beside a clock.
std::optional<Moment> moment_of(const RowCells& row, bool utc) {
  auto moment = parse_moment(row.at(Meaning::quote_date));
  const std::string_view clock_cell = row.at(Meaning::quote_clock);
  if (moment && !moment->has_time && !clock_cell.empty()) {
    const auto clock = parse_clock(clock_cell);
    if (clock) *moment = {moment->clock + *clock, true, false};
  }
  if (!moment && !clock_cell.empty()) moment = parse_moment(clock_cell);
  if (moment && utc && moment->has_time) moment->zoned = true;
  return moment;
}

std::optional<double> positive(std::string_view cell) {
  const auto number = printed_number(cell);
  return number && number->value > 0 ? std::optional{number->value} : std::nullopt;
}

/// Deribit's underlying price is the forward of the contract's expiry.
std::optional<double> spot_of(const RowCells& row, market::Exchange exchange, bool exported) {
  if (exchange == market::Exchange::deribit && !exported) return positive(row.at(Meaning::index_price));
  const auto spot = printed_number(row.at(Meaning::spot));
  if (spot && spot->value > 0) return spot->value;
  const auto bid = printed_number(row.at(Meaning::spot_bid));
  const auto ask = printed_number(row.at(Meaning::spot_ask));
  if (bid && ask && bid->value > 0 && ask->value >= bid->value) return (bid->value + ask->value) / 2;
  return std::nullopt;
}

std::optional<market::Instant> time_of(std::string_view cell, const market::Calendar& calendar) {
  const auto moment = parse_moment(cell);
  return moment && moment->has_time ? std::optional{instant_of(*moment, calendar)} : std::nullopt;
}

/// The items by time; of equal times the order stays.
template <class Items, class Clock>
auto in_time_order(Items items, Clock clock) {
  std::vector<std::pair<market::Instant, std::size_t>> order;
  for (std::size_t i = 0; i < items.size(); ++i) order.emplace_back(clock(items[i]), i);
  std::ranges::sort(order);
  Items sorted;
  for (const auto& [time, i] : order) sorted.push_back(std::move(items[i]));
  return sorted;
}

}  // namespace

TableSnapshots::TableSnapshots(const ReadOptions& options, TableFacts facts)
    : options_(options), facts_(std::move(facts)) {}

void TableSnapshots::set_exchange(market::Exchange exchange) {
  options_.calendar = market::Calendar::for_exchange(options_.calendar, exchange);
  reader_.set_exchange(exchange);
}

/// The underlying as the row names it beside its option symbol.
std::string TableSnapshots::underlying_of(const RowCells& row) const {
  const std::string_view named = row.at(Meaning::underlying);
  if (!named.empty()) return symbol_of(named, calendar().exchange());
  const std::string_view any = row.at(Meaning::any_symbol);
  return is_contract_name(any) ? std::string() : symbol_of(any, calendar().exchange());
}

void TableSnapshots::flag(std::string code, std::string detail) {
  facts_.flags.push_back({std::move(code), std::move(detail)});
}

void TableSnapshots::flag_last(std::string code, std::string detail) {
  last_flags_.push_back({std::move(code), std::move(detail)});
}

void TableSnapshots::reject(Reject reject) {
  if (last_draft_ == nullptr) {
    by_stamp_[""] = last_draft_ = &drafts_.emplace_back();
    last_stamp_.clear();
  }
  last_draft_->reject(std::move(reject));
}

SnapshotDraft* TableSnapshots::draft_of(const RowCells& row, bool utc) {
  stamp_.assign(row.at(Meaning::quote_date)).append(" ").append(row.at(Meaning::quote_clock));
  if (stamp_ == " " || facts_.vendor.row_times) stamp_.clear();
  if (last_draft_ != nullptr && stamp_ == last_stamp_) return last_draft_;
  const auto known = by_stamp_.find(stamp_);
  if (known == by_stamp_.end()) {
    const auto when = stamp_.empty() ? std::nullopt : moment_of(row, utc);
    if (!when && !stamp_.empty()) return nullptr;
    drafts_.emplace_back().when = when;
    by_stamp_.emplace(stamp_, &drafts_.back());
    last_draft_ = &drafts_.back();
  } else {
    last_draft_ = known->second;
  }
  last_stamp_ = stamp_;
  return last_draft_;
}

std::string_view TableSnapshots::interned(std::string_view text) {
  const auto found = texts_.find(text);
  return found != texts_.end() ? *found : *texts_.emplace(text).first;
}

std::optional<market::Date> TableSnapshots::known_date(const SnapshotDraft& draft) const {
  if (draft.when) return date_of(*draft.when, calendar());
  if (facts_.when) return date_of(*facts_.when, calendar());
  if (options_.as_of) return calendar().local(*options_.as_of).date;
  return std::nullopt;
}

void TableSnapshots::note_spot(SnapshotDraft& draft, const RowCells& row) {
  const bool exported = facts_.vendor.exported;
  if (const auto spot = spot_of(row, calendar().exchange(), exported)) draft.spots.push_back(*spot);
  if (!exported) return;
  draft.spot_at = std::max(draft.spot_at, time_of(row.at(Meaning::spot_time), calendar()));
  if (!draft.oi_date) draft.oi_date = market::parse_date(row.at(Meaning::oi_date));
}

void TableSnapshots::note_trade(SnapshotDraft& draft, std::string_view cell) {
  if (!cell.empty()) draft.last_trade = std::max(draft.last_trade, time_of(cell, calendar()));
}

/// The snapshot is as of the latest quote in it.
void TableSnapshots::note_quote(SnapshotDraft& draft, const RowCells& row, RawOption& option) const {
  for (const Meaning meaning : {Meaning::quote_time, Meaning::ask_time}) {
    const auto moment = parse_moment(row.at(meaning));
    if (!moment || !moment->has_time) continue;
    const auto at = instant_of(*moment, calendar());
    option.quoted_at = std::max(option.quoted_at, std::optional{at});
    if (!draft.when || at > instant_of(*draft.when, calendar())) draft.when = moment;
  }
}

void TableSnapshots::take_coin(SnapshotDraft& draft, const RowCells& row, RowContract& contract) const {
  const std::string root = contract.root.empty() ? underlying_of(row) : contract.root;
  if (!market::premiums_in_coin(root)) return;
  auto price = positive(row.at(Meaning::spot));
  if (!price) price = positive(row.at(Meaning::index_price));
  if (!price && options_.spot) price = options_.spot->value();
  const bool quoted = contract.option.bid || contract.option.ask;
  if (quoted) ++draft.coin_premiums;
  if (!to_dollars(contract.option, price) && quoted) ++draft.coin_premiums_lost;
}

void TableSnapshots::take_contract(SnapshotDraft& draft, const RowCells& row, RowContract contract) {
  if (contract.root != last_root_) last_root_ = interned(contract.root);
  contract.option.root = last_root_;
  if (contract.root.empty()) {
    const std::string underlying = underlying_of(row);
    if (underlying != last_underlying_) last_underlying_ = interned(underlying);
  }
  if (facts_.vendor.row_times) note_quote(draft, row, contract.option);
  if (facts_.vendor.exported)
    contract.option.quoted_at = time_of(row.at(Meaning::quote_time), calendar());
  else if (calendar().rules().never_closes)
    take_coin(draft, row, contract);
  if (contract.dated_by) {
    draft.dates_agree = draft.dates_agree && draft.dated_by_days.value_or(*contract.dated_by) == *contract.dated_by;
    draft.dated_by_days = contract.dated_by;
  }
  draft.saturdays += contract.saturday ? 1 : 0;
  draft.expiries_from_days += contract.expiry_from_days ? 1 : 0;
  draft.percent_signs = draft.percent_signs || contract.percent_sign;
  draft.rows.push_back({contract.option, contract.root.empty() ? last_underlying_ : std::string_view{}});
  ++contracts_;
}

/// Premiums that an exported table says are in another currency than the exchange's, or of another exchange's chain.
std::optional<std::string> TableSnapshots::foreign_money(const RowCells& row) const {
  if (!facts_.vendor.exported) return std::nullopt;
  const auto& rules = calendar().rules();
  const std::string_view currency = row.at(Meaning::premium_currency), listed = row.at(Meaning::exchange);
  if (currency != rules.currency) return fmt::format("premiums in {} in a chain of {}", currency, rules.name);
  if (listed != rules.name) return fmt::format("listed on {} in a chain of {}", listed, rules.name);
  return std::nullopt;
}

void TableSnapshots::add(const RowCells& row, bool utc, const std::function<std::uint32_t(Meaning)>& column_of) {
  SnapshotDraft* const found = draft_of(row, utc);
  if (found == nullptr) {
    reject(
        {RejectReason::bad_date, row.line, column_of(Meaning::quote_date), std::string(row.at(Meaning::quote_date))});
    return;
  }
  SnapshotDraft& draft = *found;
  if (auto foreign = foreign_money(row)) {
    draft.reject({RejectReason::bad_number, row.line, column_of(Meaning::premium_currency), std::move(*foreign)});
    return;
  }
  const bool wide = row.wide();
  for (const Side side : {Side::both, Side::call, Side::put}) {
    if (wide == (side == Side::both) || (wide && !row.has(side))) continue;  // one leg of a pair may not be listed
    auto contract = reader_.read(row, side, known_date(draft));
    if (contract) {
      take_contract(draft, row, std::move(*contract));
    } else {
      auto& fault = contract.error();
      draft.reject({fault.reason, row.line, fault.cell ? column_of(*fault.cell) : 0, std::move(fault.text)});
    }
  }
  note_spot(draft, row);
  note_trade(draft, row.at(facts_.vendor.row_times ? Meaning::quote_date : Meaning::trade_time));
}

void TableSnapshots::set_document(const RowCells& cells) {
  facts_.when = moment_of(cells, false);
  facts_.spot = spot_of(cells, calendar().exchange(), facts_.vendor.exported);
  facts_.symbol = underlying_of(cells);
  if (const auto listed = printed_number(cells.at(Meaning::contracts_listed))) facts_.contracts_listed = listed->value;
}

void TableSnapshots::flag_end() {
  if (last_draft_ == nullptr) return;
  auto& draft = *last_draft_;
  std::ranges::move(last_flags_, std::back_inserter(draft.flags));
  if (!incomplete_.empty()) draft.flags.push_back({"incomplete", fmt::format("the file looks cut: {}", incomplete_)});
  draft.last_line = last_line_;
  draft.cut_seen = !incomplete_.empty();
}

void TableSnapshots::merge_row_times() {
  const bool times = std::ranges::any_of(drafts_, [](const auto& draft) { return draft.when && draft.when->has_time; });
  if (!times || drafts_.size() < 2 || contracts_ >= rows_a_snapshot_min * drafts_.size()) return;
  const auto count = drafts_.size();
  while (drafts_.size() > 1) {
    drafts_.front().take_over(std::move(drafts_.back()), calendar());
    drafts_.pop_back();
  }
  flag("row_times_merged", fmt::format("the rows carry {} different times: taken as those of single quotes of one "
                                       "snapshot, which is dated by the latest",
                                       count));
}

void TableSnapshots::keep_only_as_of() {
  if (!options_.as_of || drafts_.size() < 2) return;
  const auto day = calendar().local(*options_.as_of).date;
  const auto too_late = [&](const SnapshotDraft& draft) {
    if (!draft.when) return false;
    return draft.when->has_time ? instant_of(*draft.when, calendar()) > *options_.as_of
                                : date_of(*draft.when, calendar()) > day;
  };
  const auto count = drafts_.size();
  while (drafts_.size() > 1 && too_late(drafts_.back())) drafts_.pop_back();
  while (drafts_.size() > 1) drafts_.pop_front();
  flag("other_snapshots_left_out",
       fmt::format("the file holds {} snapshots: the last one not later than --as-of is taken", count));
}

LoadResult TableSnapshots::finish() {
  flag_end();
  merge_row_times();
  const auto clock = [&](const SnapshotDraft& draft) {
    return draft.when ? instant_of(*draft.when, calendar()) : market::Instant{};
  };
  drafts_ = in_time_order(std::move(drafts_), clock);
  keep_only_as_of();
  if (drafts_.empty())
    return base::failure(base::Refusal{base::RefusalKind::input_rejected, "there is no option in it"});
  std::vector<LoadedChain> chains;
  for (auto& draft : drafts_) {
    auto chain = finish_draft(std::move(draft), facts_, options_);
    if (!chain) return base::failure(std::move(chain.error()));
    chains.push_back(std::move(*chain));
  }
  return in_time_order(std::move(chains), [](const LoadedChain& loaded) { return loaded.chain.as_of; });
}

}  // namespace gammafield::ingest

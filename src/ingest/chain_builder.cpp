#include "ingest/chain_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <tuple>

#include "ingest/chain_flags.h"
#include "ingest/excerpt.h"
#include "ingest/option_values.h"
#include "ingest/snapshot_time.h"

namespace gammafield::ingest {

namespace {

using market::OptionRow;

constexpr std::size_t rejects_kept_max =
    200'000;  // keeps a file of junk lines from costing more memory than it has bytes
constexpr double spot_max = 1e9;

/// Upper case, without the marks of various vendors: `^SPX`, `_SPX`, `$SPX`. Empty when it cannot be a symbol.
std::string plain_symbol(std::string_view text) {
  const auto begin = text.find_first_not_of("^_$. ");
  std::string out(begin == text.npos ? std::string_view{} : text.substr(begin));
  std::ranges::transform(out, out.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return is_symbol(out) ? out : std::string();
}

std::uint64_t group_key(std::uint32_t root, market::Date date) {
  const auto days = std::chrono::sys_days(date).time_since_epoch().count();
  return (std::uint64_t{root} << 32) | static_cast<std::uint32_t>(days);
}

auto row_key(const OptionRow& row) { return std::tuple(row.expiry, row.strike, row.right); }

/// Puts rows into the order given, without a second copy of them.
void permute(std::vector<OptionRow>& rows, std::vector<std::uint32_t>& from) {
  for (std::uint32_t start = 0; start < from.size(); ++start) {
    if (from[start] == start) continue;
    OptionRow first = std::move(rows[start]);
    std::uint32_t hole = start;
    while (from[hole] != start) {
      const auto next = from[hole];
      rows[hole] = std::move(rows[next]);
      from[hole] = hole;
      hole = next;
    }
    rows[hole] = std::move(first);
    from[hole] = hole;
  }
}

base::Refusal refusal(std::string message) { return {base::RefusalKind::input_rejected, std::move(message)}; }

}  // namespace

ChainBuilder::ChainBuilder(const ReadOptions& options) : options_(options) {}

void ChainBuilder::reserve(std::size_t contracts) {
  rows_.reserve(contracts);
  vols_.reserve(contracts);
}

void ChainBuilder::flag(std::string code, std::string detail) {
  loaded_.chain.flags.push_back({std::move(code), std::move(detail)});
}

void ChainBuilder::reject(Reject reject) {
  if (loaded_.rejects.size() >= rejects_kept_max) {
    ++rejects_dropped_;
    return;
  }
  reject.text = excerpt(reject.text);
  loaded_.rejects.push_back(std::move(reject));
}

std::uint32_t ChainBuilder::root_index(std::string_view name) {
  const auto found = root_of_name_.find(name);
  if (found != root_of_name_.end()) return found->second;
  const auto index = static_cast<std::uint32_t>(roots_.size());
  auto& root = roots_.emplace_back();
  root.name = name;
  root.spec = market::root_spec(root.name, options_.calendar->exchange());
  root.underlying = root.spec.underlying;
  root_of_name_.emplace(root.name, index);
  return index;
}

std::uint32_t ChainBuilder::group_index(const RawOption& raw) {
  for (const auto index : recent_groups_) {
    if (index < groups_.size() && groups_[index].date == raw.expiry && groups_[index].root->name == raw.root)
      return index;
  }
  const auto root = root_index(raw.root);
  const auto [entry, made] =
      group_of_key_.try_emplace(group_key(root, raw.expiry), static_cast<std::uint32_t>(groups_.size()));
  if (made) groups_.push_back({&roots_[root], raw.expiry, raw.multiplier, 0, false});
  recent_groups_ = {entry->second, recent_groups_.front()};
  return entry->second;
}

std::string ChainBuilder::row_name(const OptionRow& row) const {
  const auto& group = groups_[row.expiry];
  return fmt::format("{} {} {} {}", group.root->name, market::to_string(group.date), market::letter(row.right),
                     row.strike.value());
}

void ChainBuilder::reject_row(RejectReason reason, const OptionRow& row) {
  reject({reason, row.line, 0, row_name(row)});
}

void ChainBuilder::add(const RawOption& raw) {
  if (const auto fault = fault_of(raw)) {
    reject({*fault, raw.line, 0, fmt::format("{} {} {}", raw.root, market::letter(raw.right), raw.strike.value())});
    return;
  }
  auto row = cleaned_row(raw, impossible_values_);
  row.expiry = group_index(raw);
  ++groups_[row.expiry].rows;
  quotes_.given += raw.bid || raw.ask ? 1 : 0;
  quotes_.both_zero += raw.bid == 0.0 && raw.ask == 0.0 ? 1 : 0;
  rows_.push_back(row);
  vols_.push_back(raw.vendor_vol && !std::isnan(*raw.vendor_vol) ? *raw.vendor_vol : 0);
}

std::optional<base::Refusal> ChainBuilder::nothing_usable() const {
  const auto& rejects = loaded_.rejects;
  if (rejects_dropped_ > rows_.size()) {
    return refusal(fmt::format("{} rows are unreadable and {} are options: not an option chain",
                               rejects.size() + rejects_dropped_, rows_.size()));
  }
  if (!rows_.empty()) return std::nullopt;
  if (rejects.empty()) return refusal("there is no option in it");
  return refusal(fmt::format("there is no readable option in it ({} rows left out, the first on line {}: {} `{}`)",
                             rejects.size(), rejects.front().line, to_string(rejects.front().reason),
                             rejects.front().text));
}

std::optional<base::Refusal> ChainBuilder::settle_time(const RawHeader& header) {
  std::optional<market::Date> earliest;
  for (const auto& group : groups_) {
    if (!group.left_out && (!earliest || group.date < *earliest)) earliest = group.date;
  }
  auto time = snapshot_time(header, options_, earliest);
  if (!time) return std::move(time.error());
  auto& chain = loaded_.chain;
  chain.as_of = time->as_of;
  chain.as_of_source = time->source;
  chain.session = time->session;
  const market::Calendar& calendar = *options_.calendar;
  if (!calendar.rules().open_interest_runs) chain.oi_date = calendar.previous_trading_day(chain.session);
  std::ranges::move(time->flags, std::back_inserter(chain.flags));
  return std::nullopt;
}

base::Result<LoadedChain, base::Refusal> ChainBuilder::finish(const RawHeader& header) {
  if (auto nothing = nothing_usable()) return base::failure(std::move(*nothing));
  auto& chain = loaded_.chain;
  chain.feed = header.feed;
  chain.calendar = options_.calendar;
  chain.symbol = settle_symbol(header);
  if (chain.symbol.empty()) {
    return base::failure(refusal("nothing in the file says which underlying it is: pass --symbol"));
  }
  leave_out_foreign_and_adjusted();
  if (rows_.empty()) return base::failure(refusal(fmt::format("it holds no standard options of {}", chain.symbol)));
  if (auto undated = settle_time(header)) return base::failure(std::move(*undated));
  settle_spot(header);
  const auto vols = read_vols(header.vol_unit);
  if (auto unknown = make_expiries()) return base::failure(std::move(*unknown));
  sort_rows();
  quotes_.contracts = rows_.size();
  chain.trades_for_quotes = quotes_.given == 0 && chain.calendar->rules().trades_for_quotes;
  drop_duplicates();
  if (rows_.empty()) return base::failure(refusal("every row contradicts another row of the same contract"));
  flag_left_out();
  chain.rows = std::move(rows_);
  flag_contents(chain, quotes_, vols);
  loaded_.contracts_read = chain.rows.size() + loaded_.rejects.size() + rejects_dropped_;
  return std::move(loaded_);
}

bool ChainBuilder::has_rows_of(std::string_view underlying) const {
  return std::ranges::any_of(
      groups_, [&](const Group& group) { return group.root->name.empty() || group.root->underlying == underlying; });
}

std::string ChainBuilder::commonest_underlying() const {
  std::map<std::string_view, std::size_t> rows_of;
  for (const auto& group : groups_) {
    if (!group.root->underlying.empty()) rows_of[group.root->underlying] += group.rows;
  }
  const auto commonest = std::ranges::max_element(rows_of, {}, [](const auto& entry) { return entry.second; });
  return commonest == rows_of.end() ? std::string() : std::string(commonest->first);
}

std::string ChainBuilder::settle_symbol(const RawHeader& header) {
  std::string wanted = plain_symbol(options_.symbol ? *options_.symbol : header.symbol);
  if (!wanted.empty()) wanted = std::string(market::root_spec(wanted, options_.calendar->exchange()).underlying);
  const std::string symbol = matching_symbol(wanted);
  const auto nameless = root_of_name_.find(std::string_view{});
  if (nameless != root_of_name_.end()) {
    auto& root = roots_[nameless->second];
    root.name = symbol;
    root.spec = market::root_spec(root.name, options_.calendar->exchange());
    root.underlying = symbol;
  }
  return symbol;
}

std::string ChainBuilder::matching_symbol(const std::string& wanted) {
  if (!wanted.empty() && has_rows_of(wanted)) return wanted;
  std::string undotted = wanted;  // `BRK.B` is `BRKB` in option symbols
  std::erase_if(undotted, [](char c) { return c == '.' || c == '/' || c == '-'; });
  if (!wanted.empty() && has_rows_of(undotted)) return undotted;
  if (options_.symbol) return wanted;
  std::string commonest = commonest_underlying();
  if (!wanted.empty()) {
    flag("symbol_is_not_the_roots",
         fmt::format("the file calls itself {}, its contracts are {}: taken as {}", wanted, commonest, commonest));
  }
  return commonest;
}

void ChainBuilder::leave_out_foreign_and_adjusted() {
  bool any = false;
  for (auto& group : groups_) {
    const bool adjusted = group.root->spec.adjusted && !options_.include_adjusted;
    group.left_out = adjusted || group.root->underlying != loaded_.chain.symbol;
    any = any || group.left_out;
  }
  if (!any) return;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const auto& group = groups_[rows_[i].expiry];
    if (!group.left_out) {
      vols_[kept] = vols_[i];
      rows_[kept++] = rows_[i];
      continue;
    }
    const bool foreign = group.root->underlying != loaded_.chain.symbol;
    if (!foreign) {
      ++adjusted_;
      adjusted_open_interest_ += rows_[i].open_interest.value_or(market::Contracts{0}).value();
    }
    reject_row(foreign ? RejectReason::other_underlying : RejectReason::adjusted_series, rows_[i]);
  }
  rows_.resize(kept);
  vols_.resize(kept);
}

VolReading ChainBuilder::read_vols(VolUnit prescribed) {
  const auto unit = options_.vol_unit == VolUnit::automatic ? prescribed : options_.vol_unit;
  const auto printed = vols_;
  const auto reading = ingest::read_vols(vols_, unit);
  const double parts = reading.percent ? 100 : 1;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (printed[i] > 0 && std::isfinite(printed[i])) rows_[i].printed_vol = market::ImpliedVol{printed[i] / parts};
    if (vols_[i] > 0) rows_[i].vendor_vol = market::ImpliedVol{vols_[i]};
    drop_unpriced_greeks(rows_[i]);
  }
  return reading;
}

std::optional<base::Refusal> ChainBuilder::make_expiries() {
  const market::Calendar& calendar = *options_.calendar;
  const auto today = calendar.today(loaded_.chain.as_of);
  auto& expiries = loaded_.chain.expiries;
  std::vector<std::uint32_t> group_of;
  for (std::uint32_t i = 0; i < groups_.size(); ++i) {
    const auto& group = groups_[i];
    if (group.left_out) continue;
    const auto& spec = group.root->spec;
    const auto multiplier = multiplier_of(group);
    if (!multiplier) return multiplier_unknown(group);
    expiries.push_back({.root = group.root->name,
                        .date = group.date,
                        .settlement = spec.settlement,
                        .exercise = spec.exercise,
                        .multiplier = *multiplier,
                        .settles_at = calendar.settles_at(group.date, spec.settlement),
                        .expiry_class = market::expiry_class(group.date, spec.settlement, today, calendar),
                        .exchange = calendar.exchange()});
    group_of.push_back(i);
  }
  std::vector<std::uint32_t> order(expiries.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&](auto i) {
    return std::tuple(expiries[i].settles_at, std::string_view(expiries[i].root), expiries[i].date);
  });
  std::vector<market::Expiry> sorted;
  std::vector<std::uint32_t> rank(groups_.size());
  for (const auto i : order) {
    rank[group_of[i]] = static_cast<std::uint32_t>(sorted.size());
    sorted.push_back(std::move(expiries[i]));
  }
  expiries = std::move(sorted);
  for (auto& row : rows_) row.expiry = rank[row.expiry];
  return std::nullopt;
}

std::optional<market::Multiplier> ChainBuilder::multiplier_of(const Group& group) const {
  if (options_.multiplier) return options_.multiplier;
  if (group.multiplier) return group.multiplier;
  return market::multiplier_of(group.root->name, options_.calendar->exchange(), group.date);
}

base::Refusal ChainBuilder::multiplier_unknown(const Group& group) const {
  return refusal(
      fmt::format("how many units of {} a contract is of that expires {} is not known here ({} sets lots anew "
                  "now and then): give it with --multiplier",
                  loaded_.chain.symbol, market::to_string(group.date), options_.calendar->rules().name));
}

void ChainBuilder::sort_rows() {
  if (std::ranges::is_sorted(rows_, {}, row_key)) return;
  std::vector<std::uint32_t> begin(loaded_.chain.expiries.size() + 1);
  for (const auto& row : rows_) ++begin[row.expiry + 1];
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  std::vector<std::uint32_t> order(rows_.size());
  auto next = begin;
  for (std::uint32_t i = 0; i < rows_.size(); ++i) order[next[rows_[i].expiry]++] = i;
  const auto key = [&](std::uint32_t i) { return std::tuple(rows_[i].strike, rows_[i].right, i); };
  for (std::size_t e = 0; e + 1 < begin.size(); ++e) {
    const auto bucket = std::span(order).subspan(begin[e], begin[e + 1] - begin[e]);
    if (!std::ranges::is_sorted(bucket, {}, key)) std::ranges::sort(bucket, {}, key);
  }
  permute(rows_, order);
}

void ChainBuilder::drop_duplicates() {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < rows_.size();) {
    std::size_t end = i + 1;
    bool agree = true;
    for (; end < rows_.size() && row_key(rows_[end]) == row_key(rows_[i]); ++end) {
      agree = agree && rows_[end].open_interest == rows_[i].open_interest;
    }
    for (std::size_t j = i + (agree ? 1 : 0); j < end && end - i > 1; ++j) {
      const auto& expiry = loaded_.chain.expiries[rows_[j].expiry];
      reject({agree ? RejectReason::duplicate : RejectReason::conflicting_duplicate, rows_[j].line, 0,
              fmt::format("{} {} {} {}", expiry.root, market::to_string(expiry.date), market::letter(rows_[j].right),
                          rows_[j].strike.value())});
    }
    if (agree) rows_[kept++] = rows_[i];
    i = end;
  }
  rows_.resize(kept);
}

void ChainBuilder::settle_spot(const RawHeader& header) {
  auto& chain = loaded_.chain;
  const bool usable = header.spot && *header.spot > 0 && *header.spot <= spot_max;
  if (options_.spot) {
    chain.spot = options_.spot;
    chain.spot_source = market::SpotSource::user;
    if (usable) {
      flag("spot_overridden", fmt::format("the file says {}, --spot says {}", *header.spot, options_.spot->value()));
    } else {
      flag("spot_from_user", fmt::format("taken as {} by --spot", options_.spot->value()));
    }
    return;
  }
  if (usable) {
    chain.spot = market::Spot{*header.spot};
    chain.spot_at = header.spot_at;
  } else {
    flag("spot_missing", header.spot
                             ? fmt::format("the file prints {}, which is no price", *header.spot)
                             : "the file has no spot: it is implied from puts and calls unless --spot gives it");
  }
}

void ChainBuilder::flag_left_out() {
  if (adjusted_ > 0) {
    flag("adjusted_excluded", fmt::format("{} contracts of adjusted series left out, with an open interest of {}",
                                          adjusted_, adjusted_open_interest_));
  }
  if (impossible_values_ > 0) {
    flag("impossible_values",
         fmt::format("{} values that no market prints (negative or huge) taken as none", impossible_values_));
  }
}

}  // namespace gammafield::ingest

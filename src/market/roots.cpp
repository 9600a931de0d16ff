#include "market/roots.h"

#include <algorithm>
#include <array>

namespace gammafield::market {
namespace {

using enum Settlement;
using enum Exercise;

struct IndexRoot {
  std::string_view root;
  std::string_view underlying;
  Settlement settlement;
  Exercise exercise;
  double multiplier = 100;
  UnderlyingKind kind = UnderlyingKind::index;
};

// Contract specifications of Cboe, Nasdaq PHLX and FTSE Russell options. Sorted by root, for the search below.
constexpr std::array index_roots{
    IndexRoot{"CBTX", "CBTX", pm, european},       // Cboe Bitcoin US ETF
    IndexRoot{"DJX", "DJX", am, european},         // Dow Jones / 100
    IndexRoot{"MBTX", "MBTX", pm, european},       // a tenth of CBTX
    IndexRoot{"MNX", "MNX", am, european},         // a tenth of NDX, until 2018
    IndexRoot{"MRUT", "MRUT", pm, european},       // a tenth of RUT
    IndexRoot{"MXACW", "MXACW", pm, european},     // MSCI: the last of their markets close with New York
    IndexRoot{"MXEA", "MXEA", pm, european},       //
    IndexRoot{"MXEF", "MXEF", pm, european},       //
    IndexRoot{"MXUSA", "MXUSA", pm, european},     //
    IndexRoot{"MXWLD", "MXWLD", pm, european},     //
    IndexRoot{"NANOS", "NANOS", pm, european, 1},  // Nanos S&P 500: a dollar a point
    IndexRoot{"NDX", "NDX", am, european},         //
    IndexRoot{"NDXP", "NDX", pm, european},        //
    IndexRoot{"NQX", "NQX", pm, european},         // a fifth of NDX
    IndexRoot{"OEX", "OEX", pm, american},         // the S&P 100, the one American index
    IndexRoot{"OEXW", "OEX", pm, american},        //
    IndexRoot{"RLG", "RLG", am, european},         // Russell 1000 growth, value, and the whole
    IndexRoot{"RLV", "RLV", am, european},         //
    IndexRoot{"RUI", "RUI", am, european},         //
    IndexRoot{"RUT", "RUT", am, european},         //
    IndexRoot{"RUTW", "RUT", pm, european},        //
    IndexRoot{"SPX", "SPX", am, european},         //
    IndexRoot{"SPXPM", "SPX", pm, european},       // third Fridays at the close, 2011 to 2017; then SPXW
    IndexRoot{"SPXQ", "SPX", pm, european},        // quarter ends before they became SPXW
    IndexRoot{"SPXW", "SPX", pm, european},        //
    IndexRoot{"VIX", "VIX", am, european, 100, UnderlyingKind::volatility_index},
    IndexRoot{"VIXW", "VIX", am, european, 100, UnderlyingKind::volatility_index},
    IndexRoot{"XEO", "OEX", pm, european},   // the S&P 100, European
    IndexRoot{"XEOW", "OEX", pm, european},  //
    IndexRoot{"XND", "XND", pm, european},   // a hundredth of NDX
    IndexRoot{"XSP", "XSP", pm, european},   // a tenth of SPX
};
static_assert(std::ranges::is_sorted(index_roots, {}, &IndexRoot::root));

// Ten shares instead of a hundred, listed 2013 to 2014; the 7 was theirs, and no mark of a corporate action.
constexpr std::array<std::string_view, 5> mini_roots{"AAPL7", "AMZN7", "GLD7", "GOOG7", "SPY7"};

std::string_view without_digits_at_ends(std::string_view root) {
  constexpr std::string_view decimal = "0123456789";
  const auto first = root.find_first_not_of(decimal);
  if (first == std::string_view::npos) return root;
  return root.substr(first, root.find_last_not_of(decimal) - first + 1);
}

RootSpec standard_spec(std::string_view root) {
  const auto row = std::ranges::lower_bound(index_roots, root, {}, &IndexRoot::root);
  if (row == index_roots.end() || row->root != root) return {.underlying = root};
  return {row->underlying, row->kind, row->settlement, row->exercise, Multiplier{row->multiplier}};
}

RootSpec us_spec(std::string_view root) {
  const std::string_view plain = without_digits_at_ends(root);
  RootSpec spec = standard_spec(plain);
  spec.adjusted = plain.size() != root.size();
  if (std::ranges::find(mini_roots, root) != mini_roots.end()) spec.multiplier = Multiplier{10};
  return spec;
}

struct NseIndex {
  std::string_view root;
  std::string_view underlying;
  double lot;
};

// Lots by circular NSE/FAOP/70616 of October 2025, for what expires from January 2026 on.
constexpr std::array nse_indices{
    NseIndex{"BANKNIFTY", "BANKNIFTY", 30},    NseIndex{"FINNIFTY", "FINNIFTY", 60},
    NseIndex{"MIDCPNIFTY", "MIDCPNIFTY", 120}, NseIndex{"NIFTY", "NIFTY", 65},
    NseIndex{"NIFTY50", "NIFTY", 65},  // so called by some sites
    NseIndex{"NIFTYNXT50", "NIFTYNXT50", 25},
};
static_assert(std::ranges::is_sorted(nse_indices, {}, &NseIndex::root));
constexpr Date nse_lots_from = std::chrono::year{2026} / 1 / 1;
constexpr Date nse_lots_until = std::chrono::year{2026} / 12 / 31;  // the next review may change them

const NseIndex* nse_index(std::string_view root) {
  const auto row = std::ranges::lower_bound(nse_indices, root, {}, &NseIndex::root);
  return row != nse_indices.end() && row->root == root ? &*row : nullptr;
}

RootSpec nse_spec(std::string_view root) {
  const NseIndex* index = nse_index(root);
  return {.underlying = index ? index->underlying : root,
          .kind = index ? UnderlyingKind::index : UnderlyingKind::stock_or_etf,
          .settlement = pm,
          .exercise = european};
}

/// Coins: the root is the underlying, `SOL_USDC` with its quote currency. Value is fixed by an index, in cash or coin.
RootSpec coin_spec(std::string_view root) {
  return {.underlying = root, .kind = UnderlyingKind::index, .settlement = pm, .exercise = european};
}

/// Deribit counts open interest in coins. OKX counts contracts: its contract multipliers of coin-margined options.
std::optional<Multiplier> okx_multiplier(std::string_view root) {
  if (root == "BTC") return Multiplier{0.01};
  if (root == "ETH") return Multiplier{0.1};
  return std::nullopt;
}

}  // namespace

RootSpec root_spec(std::string_view root, Exchange exchange) {
  switch (exchange) {
    case Exchange::us: return us_spec(root);
    case Exchange::nse: return nse_spec(root);
    case Exchange::deribit:
    case Exchange::okx: return coin_spec(root);
  }
  return us_spec(root);
}

std::optional<Multiplier> multiplier_of(std::string_view root, Exchange exchange, Date expiry) {
  if (exchange == Exchange::us) return us_spec(root).multiplier;
  if (exchange == Exchange::deribit) return Multiplier{1};
  if (exchange == Exchange::okx) return okx_multiplier(root);
  const NseIndex* index = nse_index(root);
  if (index == nullptr || expiry < nse_lots_from || expiry > nse_lots_until) return std::nullopt;
  return Multiplier{index->lot};
}

}  // namespace gammafield::market

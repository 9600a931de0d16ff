#include "ingest/option_values.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>

namespace gammafield::ingest {
namespace {

using namespace std::chrono;
constexpr double infinity = std::numeric_limits<double>::infinity();
const double not_a_number = std::numeric_limits<double>::quiet_NaN();

RawOption usual() {
  RawOption raw;
  raw.root = "SPX";
  raw.expiry = 2024y / March / 15;
  raw.strike = market::Strike{5000};
  raw.open_interest = 10;
  return raw;
}

template <class T>
std::optional<double> number(const std::optional<T>& value) {
  return value ? std::optional(value->value()) : std::nullopt;
}

TEST(CleanedRow, TakesZeroQuotesForWhatTheyMean) {
  struct Row {
    std::string_view why;
    std::optional<double> bid, ask, bid_kept, ask_kept;
  };
  const Row rows[] = {
      {"two sides", 1.0, 1.2, 1.0, 1.2},
      {"no bid is a statement, beside an ask", 0.0, 0.05, 0.0, 0.05},
      {"both 0 is no quote: an evening download", 0.0, 0.0, std::nullopt, std::nullopt},
      {"an ask of 0 is no ask", 1.0, 0.0, 1.0, std::nullopt},
      {"a bid of 0 without any ask says nothing", 0.0, std::nullopt, std::nullopt, std::nullopt},
      {"crossed quotes stay: pricing flags them", 2.0, 1.0, 2.0, 1.0},
      {"locked quotes stay", 1.0, 1.0, 1.0, 1.0},
      {"-1 stands for none at some brokers", -1.0, 1.0, std::nullopt, 1.0},
      {"not a number", not_a_number, not_a_number, std::nullopt, std::nullopt},
      {"infinite", infinity, 1.0, std::nullopt, 1.0},
      {"absurd", 1e308, 1.0, std::nullopt, 1.0},
  };
  for (const Row& row : rows) {
    auto raw = usual();
    raw.bid = row.bid;
    raw.ask = row.ask;
    std::size_t impossible = 0;
    const auto cleaned = cleaned_row(raw, impossible);
    EXPECT_EQ(number(cleaned.bid), row.bid_kept) << row.why;
    EXPECT_EQ(number(cleaned.ask), row.ask_kept) << row.why;
  }
}

TEST(CleanedRow, CountsWhatNoMarketPrints) {
  auto raw = usual();
  raw.bid = -1;
  raw.last = 1e300;
  raw.vendor_gamma = -0.5;
  raw.vendor_delta = 7;
  raw.volume = -3;
  std::size_t impossible = 0;
  const auto row = cleaned_row(raw, impossible);
  EXPECT_EQ(impossible, 5u);
  EXPECT_FALSE(row.bid || row.last || row.vendor_gamma || row.vendor_delta || row.volume);
}

TEST(CleanedRow, MinusZeroIsZero) {
  auto raw = usual();
  raw.bid = -0.0;
  raw.ask = 1;
  std::size_t impossible = 0;
  EXPECT_FALSE(std::signbit(cleaned_row(raw, impossible).bid.value().value()));
  EXPECT_EQ(impossible, 0u);
}

TEST(FaultOf, NamesWhyARowIsNoContract) {
  struct Row {
    std::string_view why;
    void (*spoil)(RawOption&);
    std::optional<RejectReason> fault;
  };
  const Row rows[] = {
      {"nothing wrong", [](RawOption&) {}, std::nullopt},
      {"strike 0", [](RawOption& raw) { raw.strike = market::Strike{0}; }, RejectReason::bad_strike},
      {"negative strike", [](RawOption& raw) { raw.strike = market::Strike{-5}; }, RejectReason::bad_strike},
      {"strike above a million", [](RawOption& raw) { raw.strike = market::Strike{1000001}; },
       RejectReason::bad_strike},
      {"strike not a number", [](RawOption& raw) { raw.strike = market::Strike{not_a_number}; },
       RejectReason::bad_strike},
      {"31 February", [](RawOption& raw) { raw.expiry = 2024y / February / 31; }, RejectReason::bad_date},
      {"before listed options", [](RawOption& raw) { raw.expiry = 1900y / March / 15; }, RejectReason::bad_date},
      {"after the calendar", [](RawOption& raw) { raw.expiry = 2101y / March / 15; }, RejectReason::bad_date},
      {"the last year of the calendar", [](RawOption& raw) { raw.expiry = 2099y / March / 15; }, std::nullopt},
      {"negative open interest", [](RawOption& raw) { raw.open_interest = -1; }, RejectReason::negative_value},
      {"open interest of 2^53", [](RawOption& raw) { raw.open_interest = 9007199254740992.0; }, std::nullopt},
      {"open interest that no longer counts", [](RawOption& raw) { raw.open_interest = 9007199254740994.0; },
       RejectReason::bad_number},
      {"infinite open interest", [](RawOption& raw) { raw.open_interest = infinity; }, RejectReason::bad_number},
      {"open interest not a number is unknown", [](RawOption& raw) { raw.open_interest = not_a_number; }, std::nullopt},
      {"no open interest is unknown", [](RawOption& raw) { raw.open_interest.reset(); }, std::nullopt},
      {"a root with control characters", [](RawOption& raw) { raw.root = "SP\nX"; }, RejectReason::unreadable_symbol},
  };
  for (const Row& row : rows) {
    auto raw = usual();
    row.spoil(raw);
    EXPECT_EQ(fault_of(raw), row.fault) << row.why;
  }
}

std::vector<double> smile(std::size_t count) {
  std::vector<double> vols;
  for (std::size_t i = 0; i < count; ++i) vols.push_back(0.1234 + 0.0007 * static_cast<double>(i));
  return vols;
}

TEST(ReadVols, KnowsFillersFromVolatilities) {
  struct Row {
    std::string_view why;
    double printed;
    bool known;
  };
  const Row rows[] = {
      {"an ordinary IV", 0.2, true},
      {"a wing before expiry, 1686 %", 16.8616, true},
      {"10,000 % is a broken solver", 101, false},
      {"0 is none", 0, false},
      {"negative is none", -1, false},
      {"0.001 stands for none at Cboe", 0.001, false},
      {"1e-5 stands for none at Yahoo", 1e-5, false},
      {"Yahoo's first bisection step", 0.5000050000000001, false},
      {"Yahoo's third bisection step", 0.12500875, false},
      {"Yahoo's fifth bisection step", 0.03125968750000000, false},
      {"an honest 0.125 of four decimals", 0.125, true},
      {"one contract at exactly 0.02 is no floor", 0.02, true},
      {"infinite", infinity, false},
  };
  for (const Row& row : rows) {
    auto vols = smile(40);
    vols.push_back(row.printed);
    const auto reading = read_vols(vols, VolUnit::fraction);
    EXPECT_EQ(vols.back() > 0, row.known) << row.why;
    EXPECT_EQ(reading.known, row.known ? 41u : 40u) << row.why;
  }
}

TEST(ReadVols, ARoundValueOnManyContractsIsAFloor) {
  for (const double floor : {0.01, 0.02, 0.05, 0.1}) {
    auto vols = smile(100);
    vols.insert(vols.end(), 20, floor);
    const auto reading = read_vols(vols, VolUnit::fraction);
    EXPECT_EQ(reading.floors, 20u) << floor;
    EXPECT_EQ(vols.back(), 0) << floor;
  }
}

TEST(ReadVols, ARoundValueAmongOthersAsCommonIsNone) {
  std::vector<double> flat(30, 0.1);  // a made-up chain of one volatility beside another
  flat.insert(flat.end(), 30, 0.2);
  EXPECT_EQ(read_vols(flat, VolUnit::fraction).floors, 0u);
}

TEST(ReadVols, PercentIsToldByTheMedianNotByTheLargest) {
  auto fractions = smile(50);
  fractions.push_back(16.86);
  EXPECT_FALSE(read_vols(fractions, VolUnit::automatic).percent);
  EXPECT_DOUBLE_EQ(fractions.back(), 16.86);

  std::vector<double> percents = {12.5, 14, 18, 0, 53.71};
  const auto reading = read_vols(percents, VolUnit::automatic);
  EXPECT_TRUE(reading.percent && reading.decided_by_rule);
  EXPECT_DOUBLE_EQ(percents[0], 0.125);

  std::vector<double> forced = {1.5, 2.0};
  EXPECT_FALSE(read_vols(forced, VolUnit::percent).decided_by_rule);
  EXPECT_DOUBLE_EQ(forced[1], 0.02);
}

TEST(ReadVols, TenthOfAPercentIsAFloorInPercentFiles) {
  std::vector<double> percents = {12.5, 14, 18, 0.1};
  EXPECT_EQ(read_vols(percents, VolUnit::automatic).floors, 1u);
  EXPECT_EQ(percents.back(), 0);
}

TEST(DropUnpricedGreeks, OnlyThoseThatThePageDidNotCompute) {
  struct Row {
    std::string_view why;
    std::optional<double> vol, delta, gamma;
    bool dropped;
  };
  const Row rows[] = {
      {"delta 1, gamma 0, no IV: not priced", std::nullopt, 1, 0, true},
      {"a put not priced", std::nullopt, -1, 0, true},
      {"worthless and not priced", std::nullopt, 0, 0, true},
      {"greeks from another source beside a missing IV", std::nullopt, 0.4, 0.01, false},
      {"priced deep in the money", 0.3, 1, 0, false},
  };
  for (const Row& row : rows) {
    market::OptionRow option;
    if (row.vol) option.vendor_vol = market::ImpliedVol{*row.vol};
    if (row.delta) option.vendor_delta = market::Delta{*row.delta};
    if (row.gamma) option.vendor_gamma = market::Gamma{*row.gamma};
    drop_unpriced_greeks(option);
    EXPECT_EQ(!option.vendor_gamma, row.dropped) << row.why;
    EXPECT_EQ(!option.vendor_delta, row.dropped) << row.why;
  }
}

RC_GTEST_PROP(CleanedRow, LetsNothingOutThatIsNotFinite,
              (double bid, double ask, double last, double gamma, double oi)) {
  auto raw = usual();
  raw.bid = bid;
  raw.ask = ask;
  raw.last = last;
  raw.vendor_gamma = gamma;
  raw.open_interest = oi;
  std::size_t impossible = 0;
  const auto row = cleaned_row(raw, impossible);
  for (const auto& value :
       {number(row.bid), number(row.ask), number(row.last), number(row.vendor_gamma), number(row.open_interest)}) {
    RC_ASSERT((!value || (std::isfinite(*value) && *value >= 0)));
  }
}

}  // namespace
}  // namespace gammafield::ingest

#include "engine/input_times.h"

#include <gtest/gtest.h>

#include "engine/analysis.h"
#include "engine/report_json.h"

namespace gammafield::engine {
namespace {

using std::chrono::seconds;

const market::Instant as_of = *market::parse_instant("2026-08-18T15:00:00Z");

/// Three strikes of one expiry; most gamma at 100. A contract's open interest and the age of its quote.
struct Made {
  double strike;
  market::Right right;
  double open_interest;
  std::optional<int> age;
};

ingest::LoadedChain chain_of(const std::vector<Made>& made, std::optional<int> spot_age) {
  ingest::LoadedChain loaded;
  auto& chain = loaded.chain;
  chain.symbol = "ACME";
  chain.spot = market::Spot{100};
  if (spot_age) chain.spot_at = as_of - seconds{*spot_age};
  chain.as_of = as_of;
  chain.session = std::chrono::year{2026} / 8 / 18;
  const market::Date expiry = std::chrono::year{2026} / 9 / 18;
  chain.expiries.push_back(
      {.root = "ACME", .date = expiry, .settles_at = chain.calendar->settles_at(expiry, market::Settlement::pm)});
  for (const auto& [strike, right, open_interest, age] : made) {
    market::OptionRow row;
    row.right = right;
    row.strike = market::Strike{strike};
    row.vendor_vol = market::ImpliedVol{0.3};
    row.open_interest = market::Contracts{open_interest};
    if (age) row.quoted_at = as_of - seconds{*age};
    chain.rows.push_back(row);
  }
  loaded.contracts_read = chain.rows.size();
  return loaded;
}

InputTimes times_of(const std::vector<Made>& made, std::optional<int> spot_age) {
  auto analysis = analyse(chain_of(made, spot_age), {});
  EXPECT_TRUE(analysis) << analysis.error().message;
  return analysis->report.input_times;
}

std::optional<long> age(std::optional<market::Instant> time) {
  return time ? std::optional{(as_of - *time).count()} : std::nullopt;
}

constexpr auto call = market::Right::call;
constexpr auto put = market::Right::put;

TEST(InputTimes, OfALevelIsItsOldestEssentialInput) {
  const std::vector<Made> made{{95, put, 1'000, 50}, {100, call, 20, 40}, {105, call, 1'000, 30}, {105, put, 1, 9'000}};
  const InputTimes times = times_of(made, 3);
  EXPECT_EQ(age(times.spot), 3);
  EXPECT_EQ(times.timed_quotes, 4u);
  EXPECT_EQ(age(times.oldest_quote), 9'000);
  EXPECT_EQ(age(times.newest_quote), 30);
  EXPECT_EQ(age(times.call_wall), 30) << "the put beside it carries a thousandth of the strike";
  EXPECT_EQ(age(times.put_wall), 50);
  EXPECT_EQ(age(times.exposure), 50);
  EXPECT_EQ(age(times_of(made, 70).call_wall), 70) << "spot is an input of every level";
}

TEST(InputTimes, AreNoneWhereNobodySays) {
  const std::vector<Made> untimed{{95, put, 1'000, {}}, {105, call, 1'000, {}}};
  const InputTimes times = times_of(untimed, {});
  EXPECT_FALSE(times.spot || times.oldest_quote || times.call_wall || times.exposure);
  EXPECT_EQ(times.timed_quotes, 0u);
  EXPECT_EQ(age(times_of(untimed, 5).call_wall), 5) << "what is known counts";
  const InputTimes calls = times_of({{100, call, 20, 40}, {105, call, 1'000, 30}}, 3);
  EXPECT_FALSE(calls.put_wall || calls.gamma_flip) << "no level, no time";
}

TEST(InputTimes, AreInTheReport) {
  const auto analysis = analyse(chain_of({{95, put, 1'000, 50}, {105, call, 1'000, {}}}, 3), {});
  ASSERT_TRUE(analysis);
  const std::string json = to_json(analysis->report);
  EXPECT_NE(
      json.find(R"("inputs":{"spot_at":"2026-08-18T14:59:57Z","quotes":{"timed":1,"oldest_at":"2026-08-18T14:59:10Z",)"
                R"("newest_at":"2026-08-18T14:59:10Z"},"oldest_essential":{"call_wall":"2026-08-18T14:59:57Z",)"
                R"("put_wall":"2026-08-18T14:59:10Z")"),
      std::string::npos)
      << json;
}

}  // namespace
}  // namespace gammafield::engine

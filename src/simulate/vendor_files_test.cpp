#include "simulate/vendor_files.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <sstream>
#include <string_view>
#include <vector>

#include "market/osi.h"
#include "simulate/chain.h"

namespace gammafield::simulate {
namespace {

using namespace std::chrono;

SimulatedChain chain_at(market::Instant as_of) {
  return *simulate_chain({.seed = 11, .contracts = 2000, .as_of = as_of});
}

const market::Instant tuesday_afternoon = market::from_new_york(2026y / 8 / 18, 15h + 30min);

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, at);) parts.push_back(part);
  return parts;
}

TEST(Quotedata, BeginsAsTheDownloadDoes) {
  const auto lines = split(to_quotedata(chain_at(tuesday_afternoon)), '\n');
  ASSERT_EQ(lines.size(), 4 + 1000u);
  EXPECT_EQ(lines[0], "");
  EXPECT_TRUE(lines[1].starts_with("S&P 500 INDEX,Last: 6412.37,Change:  ")) << lines[1];
  EXPECT_EQ(lines[2], R"("Date: August 18, 2026 at 3:30 PM EDT",Bid: 6393.13,Ask: 6431.61,Size: 1*1,Volume: 0)");
  EXPECT_EQ(lines[3],
            "Expiration Date,Calls,Last Sale,Net,Bid,Ask,Volume,IV,Delta,Gamma,Open Interest,Strike,"
            "Puts,Last Sale,Net,Bid,Ask,Volume,IV,Delta,Gamma,Open Interest");
}

TEST(Quotedata, SaysTheTimeAsPeopleInNewYorkDo) {
  struct Row {
    std::string_view why;
    market::Instant as_of;
    std::string_view date;
  };
  const Row rows[] = {
      {"winter", market::from_new_york(2026y / 1 / 5, 9h + 31min), "January 5, 2026 at 9:31 AM EST"},
      {"noon is PM", market::from_new_york(2026y / 3 / 9, 12h + 5min), "March 9, 2026 at 12:05 PM EDT"},
      {"midnight is 12 AM", market::from_new_york(2026y / 11 / 2, 0min), "November 2, 2026 at 12:00 AM EST"},
  };
  for (const Row& row : rows) {
    const auto lines = split(to_quotedata(chain_at(row.as_of)), '\n');
    EXPECT_NE(lines[2].find(row.date), std::string::npos) << row.why << ": " << lines[2];
  }
}

TEST(Quotedata, HasTwentyTwoCellsThatSayWhatTheChainSays) {
  const SimulatedChain chain = chain_at(tuesday_afternoon);
  const auto lines = split(to_quotedata(chain), '\n');
  for (std::size_t i = 0; i < chain.strikes.size(); ++i) {
    const SimulatedStrike& row = chain.strikes[i];
    const auto cells = split(lines[4 + i], ',');
    ASSERT_EQ(cells.size(), 22u) << lines[4 + i];
    const auto call = market::parse_osi(cells[1]), put = market::parse_osi(cells[12]);
    ASSERT_TRUE(call && put) << lines[4 + i];
    ASSERT_EQ(call->root, chain.expiries[row.expiry].root);
    ASSERT_EQ(put->expiry, chain.expiries[row.expiry].date);
    ASSERT_EQ(put->right, market::Right::put);
    ASSERT_EQ(put->strike, row.strike);
    ASSERT_DOUBLE_EQ(std::stod(cells[11]), row.strike.value());
    ASSERT_DOUBLE_EQ(std::stod(cells[4]), row.call.bid.value());
    ASSERT_DOUBLE_EQ(std::stod(cells[16]), row.put.ask.value());
    ASSERT_DOUBLE_EQ(std::stod(cells[7]), row.call.vendor_vol.value());
    ASSERT_DOUBLE_EQ(std::stod(cells[19]), row.put.delta.value());
    ASSERT_DOUBLE_EQ(std::stod(cells[10]), row.call.open_interest.value());
    ASSERT_DOUBLE_EQ(std::stod(cells[21]), row.put.open_interest.value());
  }
}

TEST(Quotedata, DatesAreWrittenAsTheDownloadWritesThem) {
  const auto lines = split(to_quotedata(chain_at(tuesday_afternoon)), '\n');
  EXPECT_TRUE(lines[4].starts_with("Mon Aug 17 2026,SPXW260817C")) << lines[4];
  EXPECT_TRUE(lines.back().starts_with("Fri Dec 21 2029,SPX291221C")) << lines.back();
}

TEST(CboeJson, HasTheKeysOf2026InTheirOrder) {
  const std::string json = to_cboe_json(chain_at(tuesday_afternoon));
  EXPECT_TRUE(json.starts_with(R"({"timestamp":"2026-08-18 19:30:00","data":{"options":[{"option":"2SPX)"))
      << json.substr(0, 200);
  EXPECT_TRUE(json.ends_with(R"("last_trade_time":"2026-08-18T15:15:00","tick":"down"},"symbol":"_SPX"})") ||
              json.ends_with(R"("last_trade_time":"2026-08-18T15:15:00","tick":"up"},"symbol":"_SPX"})"));
  std::size_t at = json.find(R"({"option":)");
  for (const std::string_view key : {"option",
                                     "bid",
                                     "bid_size",
                                     "ask",
                                     "ask_size",
                                     "iv",
                                     "open_interest",
                                     "volume",
                                     "delta",
                                     "gamma",
                                     "vega",
                                     "theta",
                                     "rho",
                                     "theo",
                                     "change",
                                     "open",
                                     "high",
                                     "low",
                                     "tick",
                                     "last_trade_price",
                                     "last_trade_time",
                                     "percent_change",
                                     "prev_day_close"}) {
    const std::string quoted = '"' + std::string(key) + "\":";
    ASSERT_EQ(json.compare(at + 1, quoted.size(), quoted), 0) << key << " expected at " << json.substr(at, 60);
    at = json.find_first_of(",}", at + 1);
  }
  EXPECT_EQ(json[at], '}');
}

TEST(CboeJson, HoldsEveryContractOnce) {
  const SimulatedChain chain = chain_at(tuesday_afternoon);
  const std::string json = to_cboe_json(chain);
  std::size_t contracts = 0;
  for (std::size_t at = json.find("{\"option\":"); at != std::string::npos; at = json.find("{\"option\":", at + 1))
    ++contracts;
  EXPECT_EQ(contracts, chain.contracts());
  EXPECT_EQ(json.find("nan"), std::string::npos);
  EXPECT_EQ(json.find("inf"), std::string::npos);
}

std::uint64_t fnv1a(std::string_view bytes) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
  return hash;
}

// Our own output of an earlier day: both compilers must give the same bytes, and a change of them must be meant.
TEST(VendorFiles, BytesArePinned) {
  const SimulatedChain chain = chain_at(tuesday_afternoon);
  EXPECT_EQ(fnv1a(to_quotedata(chain)), 5027477041489368520u);
  EXPECT_EQ(fnv1a(to_cboe_json(chain)), 8923623723281820181u);
}

}  // namespace
}  // namespace gammafield::simulate

#include "engine/ticket.h"

#include <cmath>
#include <string>

#include <gtest/gtest.h>

#include "engine/analysis.h"
#include "pricing/testing_chain.h"

namespace gammafield::engine {
namespace {

using market::Right;

TEST(Ticket, IsReadOrRefusedWithItsFault) {
  const auto ticket = parse_ticket(" put, 480,2026-09-18 ,50000,short");
  ASSERT_TRUE(ticket);
  EXPECT_EQ(to_string(*ticket), "put,480,2026-09-18,50000,short");
  struct Row {
    std::string_view why, text, says;
  };
  const Row rows[] = {
      {"a part missing", "put,480,2026-09-18,50000", "five parts"},
      {"a part too many", "put,480,2026-09-18,50000,short,1", "five parts"},
      {"no right", "straddle,480,2026-09-18,50000,short", "call or put"},
      {"no strike", "put,0,2026-09-18,50000,short", "a strike above 0"},
      {"no day", "put,480,soon,50000,short", "a day"},
      {"no number", "put,480,2026-09-18,-5,short", "contracts above 0"},
      {"no side", "put,480,2026-09-18,5,sold", "long or short"},
      {"nothing", "", "five parts"},
  };
  for (const Row& row : rows) {
    const auto refused = parse_ticket(row.text);
    ASSERT_FALSE(refused) << row.why;
    EXPECT_NE(refused.error().message.find(row.says), std::string::npos) << row.why << refused.error().message;
  }
}

Report report_of(const ingest::LoadedChain& loaded, const std::string& ticket, const std::string& positioning) {
  Settings settings;
  EXPECT_FALSE(apply_option(settings, "positioning=" + positioning));
  if (!ticket.empty()) settings.tickets.push_back(*parse_ticket(ticket));
  return analyse(loaded, settings).value().report;
}

/// The closed form of what the ticket adds: flat volatility, no rates.
TEST(Ticket, AddsItsGammaWithTheDealersSideUnderEveryModel) {
  pricing::TestingChain chain;
  chain.with_spot(5000).add_quoted({.forward = 5000, .discount = 1}, 4500, 5500, 50);
  ingest::LoadedChain loaded;
  loaded.chain = chain.chain();
  const market::Expiry& expiry = loaded.chain.expiries.front();
  const double years = std::chrono::duration<double>(expiry.settles_at - loaded.chain.as_of).count() / (365.0 * 86400);
  const double v = 0.2 * std::sqrt(years), d1 = std::log(5000 / 4810.0) / v + 0.5 * v;
  const double gamma = std::exp(-0.5 * d1 * d1) / std::sqrt(2 * std::acos(-1.0)) / (5000 * v);
  const double added = gamma * 7000 * 100 * 5000 * 5000 * 0.01;
  for (const std::string positioning : {"naive", "all_long", "all_short", "index_gpp"}) {
    const Report listed = report_of(loaded, "", positioning);
    for (const auto& [side, sign] : {std::pair{"long", 1.0}, std::pair{"short", -1.0}}) {
      const Report whole = report_of(loaded, std::string{"put,4810,2026-09-18,7000,"} + side, positioning);
      const double change = whole.levels.totals.net_gex.value() - listed.levels.totals.net_gex.value();
      EXPECT_NEAR(change, sign * added, 1e-4 * added) << positioning << side;
      EXPECT_NEAR(whole.levels.totals.gross_gex.value() - listed.levels.totals.gross_gex.value(), added, 1e-4 * added);
      EXPECT_EQ(*whole.levels.open_interest.pin, *listed.levels.open_interest.pin) << "open interest is of listed ones";
    }
  }
}

TEST(Ticket, OfADayWithoutExpiryIsRefusedWithTheDaysThereAre) {
  pricing::TestingChain chain;
  chain.with_spot(5000).add_quoted({}, 4500, 5500, 50);
  ingest::LoadedChain loaded;
  loaded.chain = chain.chain();
  Settings settings;
  settings.tickets.push_back(*parse_ticket("put,4800,2026-09-17,50,long"));
  const auto refused = analyse(loaded, settings);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("these are: 2026-09-18"), std::string::npos) << refused.error().message;
}

}  // namespace
}  // namespace gammafield::engine

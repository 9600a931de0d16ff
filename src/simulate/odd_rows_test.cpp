#include "simulate/odd_rows.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "simulate/chain.h"
#include "simulate/vendor_files.h"

namespace gammafield::simulate {
namespace {

SimulatedChain chain_with(std::size_t contracts, bool odd_rows = true) {
  return *simulate_chain({.contracts = contracts, .odd_rows = odd_rows});
}

std::map<OddRow, std::vector<const SimulatedStrike*>> odd_rows_of(const SimulatedChain& chain) {
  std::map<OddRow, std::vector<const SimulatedStrike*>> odd;
  for (const SimulatedStrike& row : chain.strikes) {
    if (row.odd) odd[*row.odd].push_back(&row);
  }
  return odd;
}

bool either(const SimulatedStrike& row, auto&& property) { return property(row.call) || property(row.put); }

TEST(OddRows, AreThereInEachKindAndInSmallNumbers) {
  for (const std::size_t contracts : {100u, 200u, 2000u, 20'000u, 200'000u}) {
    const SimulatedChain chain = chain_with(contracts);
    const auto odd = odd_rows_of(chain);
    EXPECT_EQ(odd.size(), odd_row_count) << contracts;
    std::size_t all = 0;
    for (const auto& [kind, rows] : odd) all += rows.size();
    EXPECT_LE(all, std::max<std::size_t>(33, chain.strikes.size() / 50)) << contracts;
  }
}

TEST(OddRows, AreNotThereWhenNotWanted) {
  const SimulatedChain chain = chain_with(20'000, false);
  EXPECT_TRUE(odd_rows_of(chain).empty());
  for (const SimulatedExpiry& expiry : chain.expiries) EXPECT_GT(expiry.settles_at, chain.as_of);
}

TEST(OddRows, AreWhatTheirNamesSay) {
  const SimulatedChain chain = chain_with(20'000);
  for (const auto& [kind, rows] : odd_rows_of(chain)) {
    for (const SimulatedStrike* row : rows) {
      const SimulatedExpiry& expiry = chain.expiries[row->expiry];
      switch (kind) {
        case OddRow::vendor_vol_zero:
          EXPECT_TRUE(either(*row, [](const auto& o) {
            return o.vendor_vol.value() == 0 && std::abs(o.delta.value()) == 1 && o.gamma.value() == 0 &&
                   o.bid.value() > 0;
          }));
          break;
        case OddRow::crossed_quote:
          EXPECT_TRUE(either(*row, [](const auto& o) { return o.bid > o.ask && o.ask.value() > 0; }));
          break;
        case OddRow::locked_quote:
          EXPECT_TRUE(either(*row, [](const auto& o) { return o.bid == o.ask && o.bid.value() > 0; }));
          break;
        case OddRow::no_quote:
          EXPECT_TRUE(either(*row, [](const auto& o) { return o.bid.value() == 0 && o.ask.value() == 0; }));
          break;
        case OddRow::expired_listed:
          EXPECT_LE(expiry.settles_at, chain.as_of);
          EXPECT_EQ(expiry.root, "SPXW");
          EXPECT_EQ(row->call.ask.value(), 0);
          EXPECT_EQ(row->put.vendor_vol.value(), 0);
          break;
        case OddRow::adjusted_series: EXPECT_EQ(expiry.root.front(), '2'); break;
        case OddRow::open_interest_zero:
          EXPECT_EQ(row->call.open_interest.value() + row->put.open_interest.value(), 0);
          EXPECT_EQ(row->call.volume.value() + row->put.volume.value(), 0);
          break;
        case OddRow::duplicate: {
          const SimulatedStrike& before = *(row - 1);
          EXPECT_EQ(std::tie(before.expiry, before.strike), std::tie(row->expiry, row->strike));
          EXPECT_EQ(before.call.open_interest, row->call.open_interest);
          EXPECT_EQ(before.put.bid, row->put.bid);
          break;
        }
      }
    }
  }
}

TEST(OddRows, OnlyDuplicatesRepeatASymbol) {
  const SimulatedChain chain = chain_with(20'000);
  std::set<std::tuple<std::string, market::Date, market::Strike>> seen;
  for (const SimulatedStrike& row : chain.strikes) {
    const SimulatedExpiry& expiry = chain.expiries[row.expiry];
    EXPECT_EQ(seen.emplace(expiry.root, expiry.date, row.strike).second, row.odd != OddRow::duplicate);
  }
}

TEST(OddRows, ExpiredRowsAreTodaysOnceTheSessionIsOver) {
  using namespace std::chrono;
  struct Row {
    std::string_view why;
    market::Instant as_of;
    market::Date expired;
  };
  const Row rows[] = {
      {"in session: yesterday's", market::from_new_york(2026y / 8 / 18, 15h + 30min), 2026y / 8 / 17},
      {"in the evening: today's", market::from_new_york(2026y / 8 / 18, 19h), 2026y / 8 / 18},
      {"on a Sunday: Friday's", market::from_new_york(2026y / 8 / 23, 12h), 2026y / 8 / 21},
  };
  for (const Row& row : rows) {
    const auto chain = simulate_chain({.contracts = 2000, .as_of = row.as_of});
    ASSERT_TRUE(chain) << row.why;
    EXPECT_EQ(chain->expiries.front().date, row.expired) << row.why;
    EXPECT_LE(chain->expiries.front().settles_at, chain->as_of) << row.why;
    EXPECT_GT(chain->expiries.at(1).settles_at, chain->as_of) << row.why;
  }
}

}  // namespace
}  // namespace gammafield::simulate

#include "exposure/expiry_filter.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "market/calendar.h"
#include "market/date.h"

namespace gammafield::exposure {
namespace {

using market::Settlement;
using namespace std::chrono_literals;

struct Listed {
  std::string root, date;
  Settlement settlement = Settlement::pm;
};

/// Expiries with the classes and the time left that a snapshot at this instant gives them.
pricing::PricedChain chain_at(std::string_view as_of, const std::vector<Listed>& listed) {
  const market::Calendar& calendar = market::Calendar::us();
  auto chain = std::make_shared<market::ChainSnapshot>();
  pricing::PricedChain priced;
  chain->as_of = market::parse_instant(as_of).value();
  const market::Date today = market::to_new_york(chain->as_of).date;
  for (const Listed& each : listed) {
    market::Expiry& expiry = chain->expiries.emplace_back();
    expiry.root = each.root;
    expiry.date = market::parse_date(each.date).value();
    expiry.settlement = each.settlement;
    expiry.settles_at = calendar.settles_at(expiry.date, each.settlement);
    expiry.expiry_class = market::expiry_class(expiry.date, each.settlement, today, calendar);
    const double seconds = static_cast<double>((expiry.settles_at - chain->as_of).count());
    priced.expiries.emplace_back().years = std::max(seconds, 0.0) / (365 * 86400);
  }
  priced.chain = std::move(chain);
  return priced;
}

/// `x` for an expiry that is kept.
std::string kept(std::string_view filter, const pricing::PricedChain& chain) {
  std::string marks;
  for (const bool keeps : ExpiryFilter::parse(filter).value().keep(chain)) marks += keeps ? 'x' : '.';
  return marks;
}

// Juneteenth 2026 is a Friday: the quarterly expiry of June settles the day before.
const std::vector<Listed> spx = {
    {"SPX", "2026-03-20", Settlement::am},  // third Friday, quarter month
    {"SPXW", "2026-03-20"},                 //
    {"SPXW", "2026-03-23"},                 // Monday
    {"SPXW", "2026-03-31"},                 // end of the quarter
    {"SPX", "2026-04-17", Settlement::am},  // third Friday
    {"SPXW", "2026-04-17"},                 //
    {"SPXW", "2026-04-30"},                 // end of a month, not of a quarter
    {"SPX", "2026-06-18", Settlement::am},  // third Friday moved
};

TEST(ExpiryFilter, KeepsTheExpiriesItNames) {
  struct Row {
    std::string_view why, as_of, filter, marks;
  };
  constexpr std::string_view week_before = "2026-03-13T10:00-04:00";
  constexpr std::string_view morning = "2026-03-20T10:00-04:00";  // the AM expiry of the day has settled
  constexpr std::string_view before_open = "2026-03-20T08:00-04:00";
  constexpr std::string_view evening = "2026-03-20T16:31-04:00";  // so has the PM expiry
  constexpr std::string_view sunday = "2026-03-22T12:00-04:00";
  const Row rows[] = {
      {"every expiry, settled or not", evening, "all", "xxxxxxxx"},
      {"AM and PM of one day go together", week_before, "next", "xx......"},
      {"settled in the morning: the day counts while its PM expiry lives", morning, "next", "xx......"},
      {"both settled: the day after is next", evening, "next", "..x....."},
      {"the next day with an expiry, not the next day", sunday, "next", "..x....."},
      {"nothing settles a week before", week_before, "0dte", "........"},
      {"today's", morning, "0dte", "xx......"},
      {"before the open too", before_open, "0dte", "xx......"},
      {"still today's in the evening, though without time", evening, "0dte", "xx......"},
      {"all but today's", morning, "ex_0dte", "..xxxxxx"},
      {"nothing to leave out", week_before, "ex_0dte", "xxxxxxxx"},
      {"today only", morning, "le_dte:0", "xx......"},
      {"calendar days: Monday is three away", morning, "le_dte:2", "xx......"},
      {"three is at most three", morning, "le_dte:3", "xxx....."},
      {"from the date of the snapshot, not of its session", sunday, "le_dte:1", "xxx....."},
      {"third Fridays, quarter months too, holiday or not", week_before, "monthly", "xx..xx.x"},
      {"also on the day itself, when their class is 0dte", morning, "monthly", "xx..xx.x"},
      {"third Fridays and ends of quarter months", week_before, "quarterly", "xx.x...x"},
      {"also on the day itself", morning, "quarterly", "xx.x...x"},
      {"all but the next day", week_before, "ex_next", "..xxxxxx"},
      {"all but the next day that lives", evening, "ex_next", "xx.xxxxx"},
      {"all but the next third Friday", week_before, "ex_next_monthly", "..xxxxxx"},
      {"which is today's while its PM expiry lives", morning, "ex_next_monthly", "..xxxxxx"},
      {"and April's once it has settled", evening, "ex_next_monthly", "xxxx..xx"},
      {"what is listed under these dates, in any order", morning, "2026-06-18,2026-03-23", "..x....x"},
      {"AM and PM of one date", week_before, "2026-04-17", "....xx.."},
      {"a date that nothing is listed under", morning, "2026-04-18", "........"},
  };
  for (const Row& row : rows)
    EXPECT_EQ(kept(row.filter, chain_at(row.as_of, spx)), row.marks) << row.filter << ": " << row.why;
}

TEST(ExpiryFilter, TakesTheDayOnWhichAnExpirySettles) {
  struct Row {
    std::string_view why, as_of;
    std::vector<Listed> listed;
    std::string_view filter, marks;
  };
  const Row rows[] = {
      {"a Saturday series settles on its Friday",
       "2012-12-21T10:00-05:00",
       {{"SPY", "2012-12-22"}, {"SPY", "2012-12-28"}},
       "0dte",
       "x."},
      {"the end of a quarter on its own day",
       "2026-03-31T10:00-04:00",
       {{"SPXW", "2026-03-31"}, {"SPXW", "2026-04-30"}},
       "quarterly",
       "x."},
      {"Good Friday moves the monthly expiry to Thursday",
       "2025-04-01T10:00-04:00",
       {{"SPXW", "2025-04-11"}, {"SPXW", "2025-04-17"}, {"SPXW", "2025-04-25"}},
       "monthly",
       ".x."},
      {"no monthly expiry is listed: nothing to leave out",
       "2026-03-21T10:00-04:00",
       {{"SPXW", "2026-03-23"}, {"SPXW", "2026-03-24"}},
       "ex_next_monthly",
       "xx"},
      {"everything has settled: nothing is next",
       "2026-03-24T20:00-04:00",
       {{"SPXW", "2026-03-23"}, {"SPXW", "2026-03-24"}},
       "next",
       ".."},
      {"an empty chain", "2026-03-24T20:00-04:00", {}, "ex_next", ""},
  };
  for (const Row& row : rows) EXPECT_EQ(kept(row.filter, chain_at(row.as_of, row.listed)), row.marks) << row.why;
}

TEST(ExpiryFilter, IsWrittenAsItIsRead) {
  for (const std::string_view text :
       {"all", "next", "0dte", "ex_0dte", "le_dte:0", "le_dte:7", "le_dte:36500", "monthly", "quarterly", "ex_next",
        "ex_next_monthly", "2026-03-20", "2026-03-20,2026-06-18"}) {
    const auto filter = ExpiryFilter::parse(text);
    ASSERT_TRUE(filter) << text;
    EXPECT_EQ(filter->to_string(), text);
  }
  EXPECT_EQ(ExpiryFilter{}, ExpiryFilter::parse("all"));
  EXPECT_EQ(ExpiryFilter::parse("2026-06-18,2026-03-20,2026-06-18"), ExpiryFilter::parse("2026-03-20,2026-06-18"));
  for (const std::string_view wrong :
       {"", "ALL", "1dte", "le_dte", "le_dte:", "le_dte:-1", "le_dte:+7", "le_dte:7 ", "le_dte:7.5", "le_dte:36501",
        "le_dte:99999999999999999999", "next,monthly", "2026-03-20,", ",2026-03-20", "2026-03-20,next", "2026-02-30",
        "2026-03-20, 2026-06-18"}) {
    EXPECT_FALSE(ExpiryFilter::parse(wrong)) << wrong;
  }
}

RC_GTEST_PROP(ExpiryFilter, LeavingOutAndKeepingAreOpposites, ()) {
  const auto hours_on = std::chrono::hours{*rc::gen::inRange(0, 24 * 120)};
  const std::string as_of = market::to_string(market::parse_instant("2026-03-10T00:00Z").value() + hours_on);
  const pricing::PricedChain chain = chain_at(as_of, spx);
  const auto keep = [&](std::string_view filter) { return ExpiryFilter::parse(filter).value().keep(chain); };
  for (const auto& [with, without] : {std::pair{"0dte", "ex_0dte"}, std::pair{"next", "ex_next"}}) {
    std::vector<bool> flipped = keep(without);
    flipped.flip();
    RC_ASSERT(keep(with) == flipped);
  }
  RC_ASSERT(keep("le_dte:0").size() == spx.size());
}

}  // namespace
}  // namespace gammafield::exposure

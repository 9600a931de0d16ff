#include "market/exchange.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "market/business_time.h"
#include "market/calendar.h"
#include "market/expiry_class.h"
#include "market/nse_holidays.h"
#include "market/roots.h"

namespace gammafield::market {
namespace {

using namespace std::chrono;

const Calendar& nse() { return *Calendar::of(Exchange::nse); }

TEST(Nse, KeepsTheClockOfMumbai) {
  const Instant morning = nse().instant(2026y / August / 18, 10h + 43min);
  EXPECT_EQ(to_string(morning), "2026-08-18T05:13:00Z") << "half an hour off the hour, no summer time";
  EXPECT_EQ(nse().written(morning), "2026-08-18 10:43 Mumbai");
  EXPECT_EQ(nse().local(*parse_instant("2026-08-17T20:00:00Z")).date, Date{2026y / August / 18})
      << "past midnight there";
}

TEST(Nse, OpensClosesAndSettlesToTheMinute) {
  const Date tuesday = 2026y / August / 18;
  EXPECT_EQ(to_string(nse().session_open(tuesday)), "2026-08-18T03:45:00Z") << "09:15";
  EXPECT_EQ(to_string(nse().session_close(tuesday)), "2026-08-18T10:00:00Z") << "15:30";
  const Instant settles = nse().settles_at(tuesday, Settlement::pm);
  EXPECT_EQ(settles - nse().instant(tuesday, 10h + 43min), 287min) << "10:43 to 15:30";
}

TEST(Nse, FilesBelongToTheLastSessionBegun) {
  struct Row {
    std::string_view why, utc;
    Date session;
  };
  const Row rows[] = {
      {"within the session", "2026-08-18T05:13:00Z", 2026y / August / 18},
      {"a minute before the opening: Monday's", "2026-08-18T03:44:00Z", 2026y / August / 17},
      {"at the opening", "2026-08-18T03:45:00Z", 2026y / August / 18},
      {"evening in London, past midnight in Mumbai", "2026-08-18T20:00:00Z", 2026y / August / 18},
      {"a Sunday: Friday's", "2026-08-16T08:00:00Z", 2026y / August / 14},
      {"on Ganesh Chaturthi: Friday's", "2026-09-14T06:00:00Z", 2026y / September / 11},
  };
  for (const Row& row : rows) EXPECT_EQ(nse().session_of(*parse_instant(row.utc)), row.session) << row.why;
}

TEST(Nse, ExpiresMonthlyOnTheLastOfItsWeekday) {
  struct Row {
    std::string_view why;
    year_month month;
    Date expiry;
  };
  const Row rows[] = {
      {"the last Tuesday", 2026y / August, 2026y / August / 25},
      {"Mahavir Jayanti: the Monday before", 2026y / March, 2026y / March / 30},
      {"Guru Nanak Jayanti: the Monday before", 2026y / November, 2026y / November / 23},
      {"the first month of Tuesdays", 2025y / September, 2025y / September / 30},
      {"Thursdays until then", 2025y / August, 2025y / August / 28},
  };
  for (const Row& row : rows) EXPECT_EQ(nse().monthly_expiry(row.month), row.expiry) << row.why;
}

TEST(Nse, ClassesAreWeeksAndMonthsWithoutMonthEnds) {
  struct Row {
    std::string_view why;
    Date expiry;
    ExpiryClass expected;
  };
  const Row rows[] = {
      {"settles today", 2026y / August / 18, ExpiryClass::zero_dte},
      {"a Tuesday", 2026y / September / 8, ExpiryClass::weekly_tue},
      {"the last Tuesday", 2026y / August / 25, ExpiryClass::monthly_opex},
      {"the last Tuesday of a quarter", 2026y / September / 29, ExpiryClass::quarterly_opex},
      {"the last session of a month is no series here", 2026y / August / 31, ExpiryClass::weekly_mon},
      {"a month's and quarter's last session that is the last Tuesday", 2026y / June / 30, ExpiryClass::quarterly_opex},
      {"listed on Dussehra: Monday", 2026y / October / 20, ExpiryClass::weekly_mon},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(to_string(expiry_class(row.expiry, Settlement::pm, 2026y / August / 18, nse())), to_string(row.expected))
        << row.why;
  }
}

TEST(Nse, SaysWhichYearsHolidaysItKnows) {
  EXPECT_TRUE(nse_holidays_known(2026y));
  EXPECT_FALSE(nse_holidays_known(2027y));
  EXPECT_EQ(nse_day_kind(2026y / January / 26), DayKind::closed);
  EXPECT_EQ(nse_day_kind(2027y / January / 26), DayKind::open) << "a Tuesday: nothing is made up";
  EXPECT_EQ(nse_day_kind(2026y / November / 8), DayKind::closed) << "Muhurat trading is no session";
  int sessions = 0;
  for (sys_days day{2026y / January / 1}; day < sys_days{2027y / January / 1}; day += days{1})
    sessions += nse_day_kind(day) == DayKind::open;
  EXPECT_EQ(sessions, 261 - 15) << "weekdays less the announced holidays";
}

TEST(Nse, LotsAreThoseOfTheTableOrUnknown) {
  struct Row {
    std::string_view why, root;
    Date expiry;
    std::optional<Multiplier> lot;
  };
  const Row rows[] = {
      {"the index", "NIFTY", 2026y / August / 18, Multiplier{65}},
      {"as some sites call it", "NIFTY50", 2026y / August / 18, Multiplier{65}},
      {"the banks", "BANKNIFTY", 2026y / August / 25, Multiplier{30}},
      {"before the table", "NIFTY", 2025y / December / 30, std::nullopt},
      {"after the table", "NIFTY", 2027y / January / 26, std::nullopt},
      {"a stock", "RELIANCE", 2026y / August / 25, std::nullopt},
  };
  for (const Row& row : rows) EXPECT_EQ(multiplier_of(row.root, Exchange::nse, row.expiry), row.lot) << row.why;
  EXPECT_EQ(multiplier_of("SPX", Exchange::us, 2026y / August / 21), Multiplier{100});
}

TEST(Nse, ContractsAreEuropeanAtTheClose) {
  for (const std::string_view root : {"NIFTY50", "BANKNIFTY", "RELIANCE"}) {
    const RootSpec spec = root_spec(root, Exchange::nse);
    EXPECT_EQ(spec.exercise, Exercise::european) << root;
    EXPECT_EQ(spec.settlement, Settlement::pm) << root;
    EXPECT_FALSE(spec.adjusted) << root << ": digits mean nothing here";
  }
  EXPECT_EQ(root_spec("NIFTY50", Exchange::nse).underlying, "NIFTY");
  EXPECT_EQ(root_spec("NIFTY50", Exchange::nse).kind, UnderlyingKind::index);
}

TEST(Calendar, ChangesGoWithTheUserToAnotherExchange) {
  const auto parsed = Calendar::us_with_overrides("2027-01-26 closed");
  ASSERT_TRUE(parsed.has_value());
  const auto changed = std::make_shared<const Calendar>(*parsed);
  const auto there = Calendar::for_exchange(changed, Exchange::nse);
  EXPECT_EQ(there->exchange(), Exchange::nse);
  EXPECT_TRUE(there->is_changed());
  EXPECT_FALSE(there->is_trading_day(2027y / January / 26));
  EXPECT_TRUE(there->is_trading_day(2026y / July / 3)) << "not a holiday of New York's";
  EXPECT_EQ(Calendar::for_exchange(changed, Exchange::us), changed);
  EXPECT_EQ(Calendar::for_exchange(Calendar::of(Exchange::us), Exchange::nse), Calendar::of(Exchange::nse));
}

TEST(Money, TextsTakeTheExchangesSign) {
  EXPECT_EQ(in_money_of(rules_of(Exchange::us), "+$22.1bn of $30bn"), "+$22.1bn of $30bn");
  EXPECT_EQ(in_money_of(rules_of(Exchange::nse), "+$22.1bn of $30bn"), "+₹22.1bn of ₹30bn");
  EXPECT_EQ(in_money_of(rules_of(Exchange::nse), ""), "");
}

RC_GTEST_PROP(Exchanges, ThereAndBackIsTheSameInstant, ()) {
  const auto exchange = *rc::gen::element(Exchange::us, Exchange::nse);
  const Instant instant{seconds{*rc::gen::inRange<std::int64_t>(631152000, 4102444800)}};
  const Calendar& calendar = *Calendar::of(exchange);
  const auto [date, clock] = calendar.local(instant);
  const Instant back = calendar.instant(date, clock);
  RC_ASSERT(back == instant || back + hours{1} == instant);  // the doubled hour of autumn
  RC_ASSERT(calendar.session_open(calendar.session_of(instant)) <= instant);
}

const Calendar& deribit() { return *Calendar::of(Exchange::deribit); }

TEST(Deribit, SettlesAtEightAndNeverCloses) {
  const Date saturday = 2026y / December / 26;
  EXPECT_EQ(to_string(deribit().settles_at(saturday, Settlement::pm)), "2026-12-26T08:00:00Z")
      << "the day after Christmas";
  EXPECT_EQ(deribit().session_open(saturday), deribit().session_close(2026y / December / 25)) << "without a gap";
  EXPECT_EQ(deribit().written(deribit().session_close(saturday)), "2026-12-26 08:00 UTC");
  EXPECT_TRUE(deribit().is_trading_day(saturday));
  EXPECT_FALSE(deribit().is_half_day(2026y / December / 24));
}

TEST(Deribit, ADayEndsWithItsExpiries) {
  struct Row {
    std::string_view why, utc;
    Date session;
  };
  const Row rows[] = {
      {"a second before the expiry", "2026-07-05T07:59:59Z", 2026y / July / 5},
      {"at the expiry the next day begins", "2026-07-05T08:00:00Z", 2026y / July / 6},
      {"in the evening", "2026-07-05T23:00:00Z", 2026y / July / 6},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(deribit().session_of(*parse_instant(row.utc)), row.session) << row.why;
    EXPECT_EQ(deribit().today(*parse_instant(row.utc)), row.session) << row.why;
  }
}

TEST(Deribit, ClassesOfItsExpiries) {
  struct Row {
    std::string_view why;
    Date expiry;
    ExpiryClass expiry_class;
  };
  const Date today = 2026y / July / 5;
  const Row rows[] = {
      {"ends with the day under way", 2026y / July / 5, ExpiryClass::zero_dte},
      {"a Saturday of its own", 2026y / July / 11, ExpiryClass::weekly_sat},
      {"a Sunday of its own", 2026y / July / 12, ExpiryClass::weekly_sun},
      {"a Friday", 2026y / July / 10, ExpiryClass::weekly_fri},
      {"the last Friday", 2026y / July / 31, ExpiryClass::monthly_opex},
      {"the last Friday of a quarter", 2026y / September / 25, ExpiryClass::quarterly_opex},
      {"Christmas is a Friday like others", 2026y / December / 25, ExpiryClass::quarterly_opex},
  };
  for (const Row& row : rows)
    EXPECT_EQ(expiry_class(row.expiry, Settlement::pm, today, deribit()), row.expiry_class) << row.why;
}

TEST(Deribit, TakesNoHolidaysFromTheUsersCalendar) {
  auto changed = Calendar::us_with_overrides("2026-12-25 closed\n");
  ASSERT_TRUE(changed);
  const auto mine = std::make_shared<const Calendar>(std::move(*changed));
  EXPECT_TRUE(Calendar::for_exchange(mine, Exchange::deribit)->is_trading_day(2026y / December / 25));
  EXPECT_FALSE(Calendar::for_exchange(mine, Exchange::nse)->is_trading_day(2026y / December / 25));
}

TEST(Deribit, VarianceRunsEvenly) {
  const Instant from = *parse_instant("2026-07-03T20:00:00Z"), to = *parse_instant("2026-07-06T20:00:00Z");
  const BusinessTime clock{deribit(), {}, from, to};
  EXPECT_NEAR(clock.years_between(from, to), 3.0 / 365, 1e-9) << "a weekend weighs what it lasts";
}

TEST(Deribit, ContractsAreCoinsAndOkxsAreNot) {
  const Date any = 2026y / December / 25;
  EXPECT_EQ(multiplier_of("SOL_USDC", Exchange::deribit, any), Multiplier{1});
  EXPECT_EQ(multiplier_of("BTC", Exchange::okx, any), Multiplier{0.01});
  EXPECT_EQ(multiplier_of("ETH", Exchange::okx, any), Multiplier{0.1});
  EXPECT_FALSE(multiplier_of("SOL", Exchange::okx, any)) << "not known: to be given";
  EXPECT_EQ(root_spec("BTC", Exchange::deribit).exercise, Exercise::european);
}

}  // namespace
}  // namespace gammafield::market

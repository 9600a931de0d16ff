#include "feeds/occ.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "feeds/inputs.h"
#include "feeds/poller.h"
#include "feeds/testing_feeds.h"

namespace gammafield::feeds {
namespace {

using market::Calendar;
using market::Date;
using std::chrono::hours;
using std::chrono::minutes;

const Calendar& us = Calendar::us();

Moment at_new_york(Date day, minutes since_midnight) { return us.instant(day, since_midnight); }

/// The open interest of the contracts below at the close of a day: other numbers every day.
double open_interest_of(Date day, int strike) {
  return static_cast<double>((std::chrono::sys_days{day}.time_since_epoch().count() * 37 + strike) % 1000 + 1);
}

std::string series_list(Date day) {
  std::string text =
      "Series Search Results for ACME\r\nProducts for this underlying symbol are traded on: CBOE\r\n"
      "\t\tSeries/contract\t\tStrike\t\t\tOpen Interest\r\n"
      "ProductSymbol\tyear\tMonth\tDay\tInteger\tDec\tC/P\tCall\tPut\tPosition Limit\t\r\n";
  for (int strike = 95; strike <= 105; strike += 5)
    text += fmt::format("ACME  \t\t2027\t06\t18\t{}\t000\tC P \t{}\t{}\t25000000\r\n", strike,
                        open_interest_of(day, strike), open_interest_of(day, strike + 1));
  return text;
}

/// The clearing house: publishes each session in the evening, or later where a test says so.
class ClearingHouse {
 public:
  std::map<Date, minutes> published_at;  ///< since midnight of the session; else 20:00

  [[nodiscard]] Moment published(Date session) const {
    const auto late = published_at.find(session);
    return at_new_york(session, late == published_at.end() ? minutes{20 * 60} : late->second);
  }
  [[nodiscard]] Date last_session(Moment now) const {
    Date session = us.session_of(std::chrono::floor<std::chrono::seconds>(now));
    while (published(session) > now) session = us.previous_trading_day(session);
    return session;
  }
  base::Result<Response, TransportFailure> answer(const Request& request, Moment now) const {
    if (request.url.find("/series-search?") != request.url.npos)
      return Response{200, {}, series_list(last_session(now))};
    // Only the month counts.
    const auto date = request.url.find("reportDate=") + 11;
    const auto month =
        std::chrono::year{std::stoi(request.url.substr(date + 6, 4))} / std::stoi(request.url.substr(date, 2));
    std::string text = "Date,Equity,Index,Total\r\n";
    for (Date day = last_session(now); day.year() / day.month() >= month; day = us.previous_trading_day(day))
      if (day.year() / day.month() == month)
        text += fmt::format("{:02}/{:02}/{},\"339,544,371\",\"1,000\",\r\n", static_cast<unsigned>(day.month()),
                            static_cast<unsigned>(day.day()), static_cast<int>(day.year()));
    return Response{200, {}, text};
  }
};

/// Quotes as another vendor has them: it says that open interest is yesterday's, whatever it is.
std::shared_ptr<const ingest::LoadedChain> quotes(Moment now, Date own_open_interest) {
  auto loaded = std::make_shared<ingest::LoadedChain>();
  auto& chain = loaded->chain;
  chain.symbol = "ACME";
  chain.spot = market::Spot{100};
  chain.as_of = std::chrono::floor<std::chrono::seconds>(now);
  chain.session = us.session_of(chain.as_of);
  chain.oi_date = us.previous_trading_day(chain.session);
  chain.expiries.push_back({.root = "ACME", .date = std::chrono::year{2027} / 6 / 18, .settles_at = {}});
  for (int strike = 95; strike <= 105; strike += 5)
    for (const auto right : {market::Right::call, market::Right::put}) {
      market::OptionRow row;
      row.right = right;
      row.strike = market::Strike{static_cast<double>(strike)};
      row.open_interest =
          market::Contracts{open_interest_of(own_open_interest, strike + (right == market::Right::put ? 1 : 0))};
      chain.rows.push_back(row);
    }
  return loaded;
}

bool has_flag(const ingest::LoadedChain& loaded, std::string_view code) {
  return std::ranges::any_of(loaded.chain.flags, [&](const auto& flag) { return flag.code == code; });
}

TEST(OccFeed, KnowsTheRightDateOnTwelveMornings) {
  constexpr minutes opening{9 * 60 + 35}, noon{12 * 60};
  struct Row {
    std::string_view why, day, expected;
    minutes looked{};
    std::string_view late = "";  ///< the session that is published late
    minutes late_at{};           ///< since its midnight
    bool vendor_rolled = false;  ///< the quotes' own is yesterday's; else still that of the day before
    std::string_view flag = "";
  };
  const Row rows[] = {
      {"a Tuesday", "2026-08-18", "2026-08-17", opening, "", {}, false, "open_interest_from_occ"},
      {"a Monday: Friday's", "2026-08-17", "2026-08-14", opening, "", {}, false, "open_interest_from_occ"},
      {"after Labor Day: Friday's", "2026-09-08", "2026-09-04", opening, "", {}, false, "open_interest_from_occ"},
      {"the first of a month", "2026-09-01", "2026-08-31", opening, "", {}, false, "open_interest_from_occ"},
      {"a Monday, first of a month", "2026-06-01", "2026-05-29", opening, "", {}, false, "open_interest_from_occ"},
      {"after New Year", "2027-01-04", "2026-12-31", opening, "", {}, false, "open_interest_from_occ"},
      {"after Thanksgiving, on the half day",
       "2026-11-27",
       "2026-11-25",
       opening,
       "",
       {},
       false,
       "open_interest_from_occ"},
      {"the night of the clocks", "2026-11-02", "2026-10-30", opening, "", {}, false, "open_interest_from_occ"},
      {"published in the morning only", "2026-08-18", "2026-08-17", noon, "2026-08-17", hours{24 + 8}, true,
       "open_interest_from_occ"},
      {"late, and the vendor still has the day before's", "2026-08-18", "2026-08-14", opening, "2026-08-17", hours{35},
       false, "open_interest_not_rolled"},
      {"late, and the vendor has yesterday's already", "2026-08-18", "2026-08-17", opening, "2026-08-17", hours{35},
       true, ""},
      {"late over a month's end", "2026-09-01", "2026-08-28", opening, "2026-08-31", hours{35}, false,
       "open_interest_not_rolled"},
  };
  for (const Row& row : rows) {
    ClearingHouse house;
    if (!row.late.empty()) house.published_at[*market::parse_date(row.late)] = row.late_at;
    const Date day = *market::parse_date(row.day);
    const Moment looked = at_new_york(day, row.looked);
    Moment now = looked - hours{40};
    ScriptedTransport transport{[&](const Request& request) { return house.answer(request, now); }};
    std::vector<std::unique_ptr<Feed>> feeds;
    feeds.push_back(std::make_unique<OccFeed>(transport, "ACME", us));
    Poller poller{std::move(feeds), {}, us, now, 3};
    Inputs inputs;
    for (; now <= looked; now = poller.due()) {
      const auto told = poller.ask(now);
      ASSERT_TRUE(told) << row.why;
      ASSERT_FALSE(std::holds_alternative<Trouble>(told->answer)) << row.why << std::get<Trouble>(told->answer).detail;
      if (const auto* list = std::get_if<NewOpenInterest>(&told->answer)) inputs.take(*list);
    }
    const Date yesterday = us.previous_trading_day(day);
    const auto merged =
        inputs.merged(quotes(looked, row.vendor_rolled ? yesterday : us.previous_trading_day(yesterday)));
    ASSERT_TRUE(merged->chain.oi_date) << row.why;
    EXPECT_EQ(market::to_string(*merged->chain.oi_date), row.expected) << row.why;
    for (const auto& each : merged->chain.rows) {
      const int strike = static_cast<int>(each.strike.value()) + (each.right == market::Right::put ? 1 : 0);
      EXPECT_EQ(each.open_interest, market::Contracts{open_interest_of(*merged->chain.oi_date, strike)}) << row.why;
    }
    if (!row.flag.empty()) {
      EXPECT_TRUE(has_flag(*merged, row.flag)) << row.why;
    }
    EXPECT_EQ(has_flag(*merged, "open_interest_old"), *merged->chain.oi_date < yesterday) << row.why;
  }
}

TEST(OccFeed, TakesNoListWhileAnotherIsPublished) {
  ClearingHouse house;
  const Moment evening = at_new_york(std::chrono::year{2026} / 8 / 18, minutes{20 * 60});
  Moment now = evening - minutes{1};
  int calls = 0;
  ScriptedTransport transport{[&](const Request& request) {
    // The list is made anew before the report: between the first report and the list.
    const Moment seen = ++calls == 2 ? evening : now;
    return house.answer(request, seen);
  }};
  OccFeed feed{transport, "ACME", us};
  EXPECT_TRUE(std::holds_alternative<Underway>(feed.ask(now)));
  now = evening;
  for (int i = 0; i < 2; ++i) EXPECT_TRUE(std::holds_alternative<Underway>(feed.ask(now))) << "the list, twice";
  EXPECT_TRUE(std::holds_alternative<Underway>(feed.ask(now)) && feed.more()) << "the report changed meanwhile";
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(std::holds_alternative<Underway>(feed.ask(now))) << i;
  const Answer list = feed.ask(now);
  ASSERT_TRUE(std::holds_alternative<NewOpenInterest>(list));
  EXPECT_EQ(market::to_string(std::get<NewOpenInterest>(list).date), "2026-08-18");
  EXPECT_TRUE(std::holds_alternative<Unchanged>(feed.ask(now + minutes{30}))) << "nothing later";
}

TEST(OccFeed, AReportThatChangesAllTheTimeIsTrouble) {
  const Moment now = at_new_york(std::chrono::year{2026} / 8 / 18, minutes{12 * 60});
  int calls = 0;
  ClearingHouse house;
  ScriptedTransport transport{
      [&](const Request& request) { return house.answer(request, now - hours{24} * (calls++ % 4 == 0 ? 1 : 0)); }};
  OccFeed feed{transport, "ACME", us};
  Answer answer = feed.ask(now);
  while (std::holds_alternative<Underway>(answer)) answer = feed.ask(now);
  ASSERT_TRUE(std::holds_alternative<Trouble>(answer));
  EXPECT_EQ(calls, 8) << "looked twice";
}

TEST(OccFeed, AListCutAtTheEndOfALineIsNotTaken) {
  const Moment now = at_new_york(std::chrono::year{2026} / 8 / 18, minutes{12 * 60});
  ClearingHouse house;
  for (const int cut_one : {1, 2}) {
    int lists = 0;
    ScriptedTransport transport{[&](const Request& request) {
      auto answer = house.answer(request, now);
      if (request.url.find("/series-search?") == request.url.npos || ++lists != cut_one) return answer;
      answer->body.resize(answer->body.rfind('\n', answer->body.size() - 2) + 1);
      return answer;
    }};
    OccFeed feed{transport, "ACME", us};
    const auto look = [&] {
      Answer answer = feed.ask(now);
      while (std::holds_alternative<Underway>(answer)) answer = feed.ask(now);
      return answer;
    };
    ASSERT_TRUE(std::holds_alternative<Trouble>(look())) << cut_one;
    const Answer list = look();
    ASSERT_TRUE(std::holds_alternative<NewOpenInterest>(list)) << cut_one;
    EXPECT_EQ(std::get<NewOpenInterest>(list).list->contracts.size(), 6u) << cut_one;
  }
}

TEST(OccFeed, AListThatIsTheOldOneIsNotTheNew) {
  ClearingHouse house;
  Moment now = at_new_york(std::chrono::year{2026} / 8 / 18, minutes{9 * 60});
  bool stuck = false;
  ScriptedTransport transport{[&](const Request& request) -> base::Result<Response, TransportFailure> {
    if (stuck && request.url.find("/series-search?") != request.url.npos)
      return Response{200, {}, series_list(std::chrono::year{2026} / 8 / 17)};
    return house.answer(request, now);
  }};
  OccFeed feed{transport, "ACME", us};
  const auto look = [&] {
    Answer answer = feed.ask(now);
    while (std::holds_alternative<Underway>(answer)) answer = feed.ask(now);
    return answer;
  };
  ASSERT_TRUE(std::holds_alternative<NewOpenInterest>(look()));
  now += hours{24};
  stuck = true;
  EXPECT_TRUE(std::holds_alternative<Unchanged>(look())) << "the report is ahead of the list";
  stuck = false;
  const Answer list = look();
  ASSERT_TRUE(std::holds_alternative<NewOpenInterest>(list));
  EXPECT_EQ(market::to_string(std::get<NewOpenInterest>(list).date), "2026-08-18");
}

TEST(OccFeed, CallsTroubleByItsName) {
  struct Row {
    std::string_view why;
    Response answer;
    TroubleKind kind;
  };
  const Row rows[] = {
      {"blocked", {403, {}, ""}, TroubleKind::not_allowed},
      {"a page", {200, {}, "<html>"}, TroubleKind::not_data},
      {"neither report nor list", {200, {}, "nothing\r\n"}, TroubleKind::unreadable},
      {"a report cut short in the middle of its month",
       {200, {}, "Date,Equity,Index,Total\r\n"},
       TroubleKind::unreadable},
      {"a session that is not over", {200, {}, "08/18/2026,\"1\",\r\n"}, TroubleKind::unreadable},
      {"a list where a report would be",
       {200, {}, series_list(std::chrono::year{2026} / 8 / 17)},
       TroubleKind::unreadable},
  };
  const Moment now = at_new_york(std::chrono::year{2026} / 8 / 18, minutes{12 * 60});
  for (const auto& [why, said, kind] : rows) {
    ScriptedTransport transport{[&](const Request&) { return said; }};
    OccFeed feed{transport, "ACME", us};
    Answer answer = feed.ask(now);
    while (std::holds_alternative<Underway>(answer)) answer = feed.ask(now);
    ASSERT_TRUE(std::holds_alternative<Trouble>(answer)) << why;
    EXPECT_EQ(std::get<Trouble>(answer).kind, kind) << why;
  }
}

TEST(Inputs, TakeThePriceOfTheQuotesMoment) {
  const Moment at = at_new_york(std::chrono::year{2026} / 8 / 18, minutes{11 * 60});
  const auto instant = std::chrono::floor<std::chrono::seconds>(at);
  struct Row {
    std::string_view why;
    minutes before;                              ///< the quotes' own price
    std::vector<std::pair<int, double>> prices;  ///< seconds after the quotes, price
    double spot;
  };
  const Row rows[] = {
      {"none told", minutes{1}, {}, 100},
      {"the last not later than they", minutes{1}, {{-50, 101}, {-10, 102}, {30, 103}}, 102},
      {"only later ones: delayed quotes go with the price of then", minutes{1}, {{5, 101}}, 100},
      {"too long ago", minutes{9}, {{-301, 101}}, 100},
      {"their own is later", minutes{0}, {{-10, 101}}, 100},
  };
  for (const Row& row : rows) {
    Inputs inputs;
    for (const auto& [seconds, price] : row.prices)
      inputs.take(NewPrice{"ACME", market::Spot{price}, instant + std::chrono::seconds{seconds}});
    auto own = std::make_shared<ingest::LoadedChain>(*quotes(at, std::chrono::year{2026} / 8 / 17));
    own->chain.spot_at = instant - row.before;
    const auto merged = inputs.merged(own);
    EXPECT_EQ(merged->chain.spot, market::Spot{row.spot}) << row.why;
    EXPECT_EQ(has_flag(*merged, "spot_from_another_feed"), row.spot != 100) << row.why;
  }
  auto by_user = std::make_shared<ingest::LoadedChain>(*quotes(at, std::chrono::year{2026} / 8 / 17));
  by_user->chain.spot_source = market::SpotSource::user;
  Inputs inputs;
  inputs.take(NewPrice{"ACME", market::Spot{101}, instant});
  EXPECT_EQ(inputs.merged(by_user)->chain.spot, by_user->chain.spot) << "the user's goes before all";
  for (const int seconds : {30, -60, 0, -30})
    inputs.take(NewPrice{"ACME", market::Spot{100}, instant + std::chrono::seconds{seconds}});
  EXPECT_EQ(inputs.prices_between(instant - std::chrono::seconds{60}, instant).size(), 2u) << "after, up to";
}

TEST(Inputs, SaySoWhenPricesFallSilent) {
  struct Row {
    std::string_view why, as_of, last;
    bool silent;
  };
  const Row rows[] = {
      {"fresh", "2026-08-18T11:00-04:00", "2026-08-18T10:58-04:00", false},
      {"just within", "2026-08-18T11:00-04:00", "2026-08-18T10:55-04:00", false},
      {"silent", "2026-08-18T11:00-04:00", "2026-08-18T10:54-04:00", true},
      {"silent since yesterday", "2026-08-18T11:00-04:00", "2026-08-17T16:00-04:00", true},
      {"the session's first minutes", "2026-08-18T09:35-04:00", "2026-08-17T16:00-04:00", false},
      {"after the close nothing trades", "2026-08-18T16:20-04:00", "2026-08-18T16:00-04:00", false},
      {"nothing told yet of that time", "2026-08-18T11:00-04:00", "2026-08-18T11:01-04:00", false},
  };
  for (const Row& row : rows) {
    auto chain = std::make_shared<ingest::LoadedChain>(*quotes(moment(row.as_of), std::chrono::year{2026} / 8 / 17));
    Inputs inputs;
    inputs.take(NewPrice{"ACME", market::Spot{101}, *market::parse_instant(row.last)});
    EXPECT_EQ(has_flag(*inputs.merged(chain), "spot_feed_silent"), row.silent) << row.why;
  }
}

}  // namespace
}  // namespace gammafield::feeds

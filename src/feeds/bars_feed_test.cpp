#include "feeds/bars_feed.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "feeds/paced_feed.h"
#include "feeds/poller.h"
#include "feeds/testing_feeds.h"

namespace gammafield::feeds {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

const Moment open_at = moment("2026-08-18T09:30-04:00");
constexpr std::string_view header = "date,time,open,high,low,close\n";

std::string bar(int minute, double close) {
  return fmt::format("2026-08-18,{:02}:{:02},{:.2f},{:.2f},{:.2f},{:.2f}\n", 9 + (30 + minute) / 60, (30 + minute) % 60,
                     close - 0.5, close + 1, close - 1, close);
}

/// A file that a program appends to, and the feed that reads it.
class BarsFeedTest : public testing::Test {
 protected:
  BarsFeedTest() {
    std::string name = (std::filesystem::temp_directory_path() / "gammafield_bars_XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    path = folder_ + "/spx.csv";
  }
  ~BarsFeedTest() override {
    std::error_code error;
    std::filesystem::remove_all(folder_, error);
  }
  void write(std::string_view text) const { put(text, std::ios::trunc); }
  void append(std::string_view text) const { put(text, std::ios::app); }
  [[nodiscard]] BarsFeed feed() const {
    return {"SPX", path, market::Calendar::of(market::Exchange::us), milliseconds{0}};
  }
  /// `13:31 101` of each price; a trouble's kind.
  static std::string told(const Answer& answer) {
    if (const auto* trouble = std::get_if<Trouble>(&answer)) return std::string{to_string(trouble->kind)};
    const auto* prices = std::get_if<NewPrices>(&answer);
    if (prices == nullptr) return "unchanged";
    std::string text;
    for (const NewPrice& each : prices->prices)
      text += fmt::format("{}{} {:g}", text.empty() ? "" : ", ", market::to_string(each.at).substr(11, 5),
                          each.price.value());
    return text;
  }
  std::string path;

 private:
  void put(std::string_view text, std::ios::openmode mode) const {
    std::ofstream{path, std::ios::binary | mode} << text;
    std::filesystem::last_write_time(path, std::filesystem::file_time_type{} + seconds{++writes_});
  }
  std::string folder_;
  mutable int writes_ = 0;
};

TEST_F(BarsFeedTest, TellsEachBarOnceItIsOver) {
  auto bars = feed();
  EXPECT_EQ(told(bars.ask(open_at)), "unreachable");
  write("");
  EXPECT_EQ(told(bars.ask(open_at)), "unchanged") << "made, and nothing in it";
  append(header);
  EXPECT_EQ(told(bars.ask(open_at)), "unchanged");
  append(bar(0, 101));
  EXPECT_EQ(told(bars.ask(open_at + minutes{1})), "unchanged") << "of one line: how long is a bar?";
  append(bar(1, 102));
  EXPECT_EQ(told(bars.ask(open_at + minutes{1})), "13:30 100.5, 13:31 101") << "the open too; the second bar lasts";
  EXPECT_EQ(told(bars.ask(open_at + seconds{119})), "unchanged");
  EXPECT_EQ(told(bars.ask(open_at + minutes{2})), "13:32 102") << "its time has come, without another line";
  EXPECT_EQ(told(bars.ask(open_at + minutes{3})), "unchanged");
  append(bar(2, 103) + bar(3, 104));
  EXPECT_EQ(told(bars.ask(open_at + minutes{4})), "13:33 103, 13:34 104") << "in one answer";
  EXPECT_EQ(bars.rhythm(), minutes{1});
}

TEST_F(BarsFeedTest, WaitsForTheEndOfALine) {
  write(std::string{header} + bar(0, 101) + bar(1, 102));
  auto bars = feed();
  (void)bars.ask(open_at + minutes{2});
  const std::string line = bar(2, 103);
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    append(line.substr(i, 1));
    EXPECT_EQ(told(bars.ask(open_at + minutes{4})), "unchanged") << line.substr(0, i + 1);
  }
  append("\n");
  EXPECT_EQ(told(bars.ask(open_at + minutes{4})), "13:33 103");
}

TEST_F(BarsFeedTest, TellsTheSameHoweverTheFileIsWritten) {
  const Moment evening = open_at + std::chrono::hours{12};
  rc::check([&] {
    const auto closes = *rc::gen::container<std::vector<int>>(20, rc::gen::inRange(100, 110));
    std::string text{header};
    for (std::size_t i = 0; i < closes.size(); ++i) text += bar(static_cast<int>(i), closes[i]);
    write(text);
    const std::string at_once = told(feed().ask(evening));
    write("");
    auto bars = feed();
    std::string bit_by_bit;
    while (!text.empty()) {
      const auto size = std::min(text.size(), *rc::gen::inRange<std::size_t>(1, 60));
      append(text.substr(0, size));
      text.erase(0, size);
      const std::string more = told(bars.ask(evening));
      if (more != "unchanged") bit_by_bit += (bit_by_bit.empty() ? "" : ", ") + more;
    }
    RC_ASSERT(bit_by_bit == at_once);
  });
}

TEST_F(BarsFeedTest, TakesALineThatIsWrittenAnewUntilItIsDone) {
  write(std::string{header} + bar(0, 101) + bar(1, 102));
  auto bars = feed();
  (void)bars.ask(open_at + minutes{1});
  write(std::string{header} + bar(0, 101) + bar(1, 105));
  EXPECT_EQ(told(bars.ask(open_at + minutes{1} + seconds{30})), "unchanged") << "the bar lasts; nothing is wrong";
  EXPECT_EQ(told(bars.ask(open_at + minutes{2})), "13:32 105") << "as it was at its end";
}

TEST_F(BarsFeedTest, NoticesWhatIsRewritten) {
  struct Row {
    std::string_view why;
    std::string text, first, then;
  };
  const std::string told_before = std::string{header} + bar(0, 101) + bar(1, 102) + bar(2, 103);
  const Row rows[] = {
      {"only longer", told_before + bar(3, 104), "13:34 104", "unchanged"},
      {"an older line is another", std::string{header} + bar(0, 101) + bar(1, 99) + bar(2, 103) + bar(3, 104),
       "rewritten", "13:34 104"},
      {"cut", std::string{header} + bar(0, 101), "rewritten", "unchanged"},
      {"begun anew", std::string{header} + bar(5, 106) + bar(6, 107), "rewritten", "13:36 106, 13:37 107"},
      {"other columns", "time,spot\n2026-08-18T09:40:00,110\n2026-08-18T09:41:00,111\n", "rewritten",
       "13:40 110, 13:41 111"},
      {"emptied", "", "rewritten", "unchanged"},
      {"no table any more", "<html>\n<p>\n", "rewritten", "unreadable"},
  };
  for (const auto& [why, text, first, then] : rows) {
    write(told_before);
    auto bars = feed();
    EXPECT_EQ(told(bars.ask(open_at + minutes{3})), "13:30 100.5, 13:31 101, 13:32 102, 13:33 103") << why;
    write(text);
    EXPECT_EQ(told(bars.ask(open_at + minutes{20})), first) << why;
    EXPECT_EQ(told(bars.ask(open_at + minutes{20})), then) << why;
  }
}

TEST_F(BarsFeedTest, TellsWhatIsWrongAsLongAsItIs) {
  auto bars = feed();
  write("strike,close\n100,1\n");
  EXPECT_EQ(told(bars.ask(open_at)), "unreadable");
  EXPECT_EQ(told(bars.ask(open_at)), "unreadable") << "and has not answered again";
  write(std::string{header} + bar(0, 101) + bar(1, 102));
  EXPECT_EQ(told(bars.ask(open_at + minutes{2})), "rewritten");
  EXPECT_EQ(told(bars.ask(open_at + minutes{2})), "13:30 100.5, 13:31 101, 13:32 102");
  std::filesystem::remove(path);
  EXPECT_EQ(told(bars.ask(open_at)), "unreachable");
  EXPECT_EQ(
      told(BarsFeed{"SPX", "/dev/zero", market::Calendar::of(market::Exchange::us), milliseconds{0}}.ask(open_at)),
      "unreachable")
      << "it would never end";
}

TEST_F(BarsFeedTest, ReadsTheEndOfALongFile) {
  write("time,spot\n");
  std::string text;
  const auto line = [](Moment at) {
    return fmt::format("{},{}\n", market::to_string(std::chrono::floor<seconds>(at)),
                       100 + at.time_since_epoch() / seconds{1} % 7);
  };
  Moment at = open_at - seconds{60'000};
  for (; at < open_at; at += seconds{1}) text += line(at);
  append(text);
  ASSERT_GT(text.size(), GrowingFile::window);
  auto bars = feed();
  const Answer first = bars.ask(open_at);
  ASSERT_TRUE(std::holds_alternative<NewPrices>(first)) << told(first);
  EXPECT_LT(std::get<NewPrices>(first).prices.size(), 60'000u) << "its last megabyte";
  EXPECT_GT(std::get<NewPrices>(first).prices.size(), 30'000u);
  append(line(open_at) + line(open_at + seconds{1}));
  const Answer more = bars.ask(open_at + seconds{1});
  ASSERT_TRUE(std::holds_alternative<NewPrices>(more)) << told(more);
  EXPECT_EQ(std::get<NewPrices>(more).prices.size(), 2u) << "nothing is taken for rewritten as the window moves on";
}

TEST_F(BarsFeedTest, IsStaleWhileTheMarketTradesAlone) {
  write("time,spot\n");
  append("2026-08-18T15:58:00-04:00,100\n2026-08-18T15:59:00-04:00,100\n2026-08-18T16:00:00-04:00,100\n");
  std::vector<std::unique_ptr<Feed>> feeds;
  feeds.push_back(std::make_unique<BarsFeed>("SPX", path, market::Calendar::of(market::Exchange::us), milliseconds{0}));
  const Moment close = moment("2026-08-18T16:00-04:00"), next_open = moment("2026-08-19T09:30-04:00");
  Poller poller{std::move(feeds), {}, market::Calendar::us(), close, 1};
  for (Moment now = poller.due(); now < next_open + minutes{4}; now = poller.due()) {
    ASSERT_TRUE(poller.ask(now));
    EXPECT_EQ(poller.state(0, now).stale, now > next_open + minutes{3}) << now.time_since_epoch().count();
  }
}

TEST_F(BarsFeedTest, IsNotCalledStaleInAWeekWithAHolidayAndAHalfDay) {
  const auto& calendar = market::Calendar::us();
  const Moment start = moment("2026-11-25T08:00-05:00"), stops = moment("2026-12-01T12:00-05:00");
  write("time,open,high,low,close\n");
  std::vector<std::unique_ptr<Feed>> feeds;
  feeds.push_back(std::make_unique<PacedFeed>(
      std::make_unique<BarsFeed>("SPX", path, market::Calendar::of(market::Exchange::us), milliseconds{0}),
      seconds{20}));
  Poller poller{std::move(feeds), {}, calendar, start, 1};
  auto day = calendar.session_of(std::chrono::floor<seconds>(start));
  Moment bar_from = calendar.session_open(day);
  for (Moment now = poller.due(); now < stops + minutes{9}; now = poller.due()) {
    if (now >= bar_from + minutes{5} && now < stops) {
      append(fmt::format("{},1,2,1,2\n", market::to_string(std::chrono::floor<seconds>(bar_from))));
      bar_from += minutes{5};
      if (bar_from >= calendar.session_close(day))
        bar_from = calendar.session_open(day = calendar.next_trading_day(day));
    }
    ASSERT_TRUE(poller.ask(now));
    ASSERT_EQ(poller.state(0, now).stale, now > stops + minutes{2})  // seven after the last
        << market::to_string(std::chrono::floor<seconds>(now));
  }
}

}  // namespace
}  // namespace gammafield::feeds

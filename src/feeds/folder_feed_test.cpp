#include "feeds/folder_feed.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "feeds/testing_feeds.h"

namespace gammafield::feeds {
namespace {

const Moment now = moment("2026-08-18T12:16-04:00");

class FolderFeedTest : public testing::Test {
 protected:
  FolderFeedTest() {
    std::string name = (std::filesystem::temp_directory_path() / "gammafield_feed_XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~FolderFeedTest() override {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  void put(std::string_view name, std::string_view as_of) const {
    std::ofstream{fmt::format("{}/{}", path_, name)}
        << "symbol,timestamp,expiry,type,strike,bid,ask,iv,open_interest,spot\n"
        << fmt::format(
               "ACME,{0},2026-09-18,call,100,4.1,4.3,0.3,10,100\nACME,{0},2026-09-18,put,100,3.9,4.1,0.3,20,100\n",
               as_of);
  }
  static std::string told(const Answer& answer) {
    if (const auto* chain = std::get_if<NewChain>(&answer)) return market::to_string(chain->loaded->chain.as_of);
    if (const auto* trouble = std::get_if<Trouble>(&answer)) return std::string{to_string(trouble->kind)};
    return "unchanged";
  }
  std::string path_;
};

TEST_F(FolderFeedTest, ReadsFilesOnceTheyStandStillInTheOrderOfTheirTimes) {
  FolderFeed feed{path_, {}};
  EXPECT_EQ(told(feed.ask(now)), "unchanged");
  put("b.csv", "2026-08-18T16:00:00Z");
  put("a.csv", "2026-08-18T16:05:00Z");
  put(".c.csv", "2026-08-18T16:06:00Z");
  EXPECT_EQ(told(feed.ask(now)), "unchanged") << "seen for the first time: perhaps half written";
  EXPECT_EQ(told(feed.ask(now)), "2026-08-18T16:00:00Z");
  EXPECT_EQ(told(feed.ask(now)), "2026-08-18T16:05:00Z");
  EXPECT_EQ(told(feed.ask(now)), "unchanged") << "each once";
}

TEST_F(FolderFeedTest, ReadsAFileAgainThatChanged) {
  FolderFeed feed{path_, {}};
  put("chain.csv", "2026-08-18T16:00:00Z");
  (void)feed.ask(now);
  EXPECT_EQ(told(feed.ask(now)), "2026-08-18T16:00:00Z");
  put("chain.csv", "2026-08-18T16:01:00.0Z");
  EXPECT_EQ(told(feed.ask(now)), "unchanged");
  EXPECT_EQ(told(feed.ask(now)), "2026-08-18T16:01:00Z");
}

TEST_F(FolderFeedTest, SaysWhatItCannotRead) {
  FolderFeed feed{path_, {}};
  std::ofstream{path_ + "/notes.txt"} << "buy milk\n";
  (void)feed.ask(now);
  EXPECT_EQ(told(feed.ask(now)), "unreadable");
  EXPECT_EQ(told(feed.ask(now)), "unchanged") << "once";
  std::filesystem::remove_all(path_);
  EXPECT_EQ(told(feed.ask(now)), "unreachable");
}

}  // namespace
}  // namespace gammafield::feeds

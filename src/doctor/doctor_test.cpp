#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "doctor/clocks.h"
#include "doctor/places.h"
#include "store/folder.h"
#include "store/testing_day.h"

namespace gammafield::doctor {
namespace {

using namespace std::chrono_literals;
using store::ScratchFolder;

market::Instant at(std::string_view text) { return *market::parse_instant(text); }

/// What is not good says what to do, but for what nobody asked.
void expect_helpful(const Finding& finding) {
  EXPECT_FALSE(finding.what.empty());
  EXPECT_FALSE(finding.found.empty());
  EXPECT_EQ((finding.found + finding.to_do).find('\n'), std::string::npos);
  if (finding.state == State::warning || finding.state == State::failed) {
    EXPECT_FALSE(finding.to_do.empty());
  }
}

TEST(Clocks, OfTheWall) {
  struct Row {
    std::string_view why, now;
    std::optional<bool> kept_right;
    State state;
  };
  const Row rows[] = {
      {"kept by a time service", "2026-11-21T12:00:00Z", true, State::good},
      {"kept by nobody", "2026-11-21T12:00:00Z", false, State::warning},
      {"the system does not say", "2026-11-21T12:00:00Z", std::nullopt, State::unknown},
      {"before the program was made: a flat battery", "2000-01-01T00:00:09Z", true, State::failed},
  };
  for (const Row& row : rows) {
    const auto finding = clock_finding(at(row.now), row.kept_right);
    EXPECT_EQ(finding.state, row.state) << row.why;
    expect_helpful(finding);
  }
}

TEST(Clocks, ComparedWithAFeeds) {
  const auto now = at("2026-11-21T12:00:00Z");
  EXPECT_EQ(clock_difference_finding(now, now + 5s).state, State::good);
  EXPECT_EQ(clock_difference_finding(now, now - 6s).state, State::failed);
  EXPECT_EQ(clock_difference_finding(now, now + 6s).state, State::failed);
}

TEST(Clocks, HolidaysAreKnownOrNamed) {
  const auto far = calendar_finding(at("2090-06-01T12:00:00Z"));
  EXPECT_EQ(far.state, State::warning);
  EXPECT_NE(far.found.find("NSE 2090"), std::string::npos) << far.found;
  expect_helpful(far);
}

TEST(Clocks, ZonesAgreeWithTheSystemsOrTheDayIsNamed) {
  const auto now = at("2026-11-21T12:00:00Z");
  const auto own = [](market::Instant moment) -> std::optional<std::chrono::seconds> {
    const auto local = market::to_new_york(moment);
    return std::chrono::sys_days{local.date} + local.since_midnight - moment;
  };
  EXPECT_EQ(zone_finding(now, own).state, State::good);
  EXPECT_EQ(zone_finding(now, system_offset_of_new_york).state, State::good);
  EXPECT_EQ(zone_finding(now, [](auto) { return std::nullopt; }).state, State::good);
  const auto changed = zone_finding(
      now, [&](market::Instant moment) { return moment < at("2027-11-07T12:00:00Z") ? own(moment) : -4h; });
  EXPECT_EQ(changed.state, State::warning) << "daylight saving the whole year, if it comes";
  EXPECT_NE(changed.found.find("2027-11-07"), std::string::npos) << changed.found;
}

TEST(Clocks, AskingTheSystemLeavesItsZoneAsItWas) {
  ::setenv("TZ", "Asia/Tokyo", 1);
  (void)system_offset_of_new_york(at("2026-11-21T12:00:00Z"));
  EXPECT_STREQ(std::getenv("TZ"), "Asia/Tokyo");
  ::unsetenv("TZ");
  (void)system_offset_of_new_york(at("2026-11-21T12:00:00Z"));
  EXPECT_EQ(std::getenv("TZ"), nullptr);
}

TEST(Places, ADiskThatTakesFilesOrSaysWhyNot) {
  const ScratchFolder scratch;
  const auto good = disk_finding(scratch.path());
  EXPECT_TRUE(good.state == State::good || good.state == State::warning) << good.found;
  EXPECT_TRUE(std::filesystem::is_empty(scratch.path())) << "the probe is gone";
  EXPECT_EQ(disk_finding(scratch / "nowhere").state, State::failed);
  if (::geteuid() == 0) return;  // root writes anywhere
  ::chmod(scratch.path().c_str(), 0500);
  const auto read_only = disk_finding(scratch.path());
  ::chmod(scratch.path().c_str(), 0700);
  EXPECT_EQ(read_only.state, State::failed);
  expect_helpful(read_only);
}

TEST(Places, AStoreIsReadToItsLastRecord) {
  const ScratchFolder scratch;
  const auto folder = store::Folder::make(scratch.path());
  {
    auto writer = folder->writer("ACME", store::made_up_session);
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(writer->append(store::made_up_record(i)));
  }
  const auto whole = store_finding(scratch.path());
  EXPECT_EQ(whole.state, State::good) << whole.found;
  EXPECT_NE(whole.found.find("1 days of 1 symbols"), std::string::npos) << whole.found;
  const std::string path = folder->day_path("ACME", store::made_up_session);
  std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
  const auto damaged = store_finding(scratch.path());
  EXPECT_EQ(damaged.state, State::failed);
  EXPECT_NE(damaged.found.find(path), std::string::npos) << damaged.found;
  expect_helpful(damaged);
  EXPECT_EQ(store_finding(scratch / "nowhere").state, State::failed);
}

TEST(Places, AnArchiveBehindTheStoreIsSaid) {
  const ScratchFolder scratch;
  const auto folder = store::Folder::make(scratch / "store");
  {
    auto writer = folder->writer("ACME", store::made_up_session);
  }
  const auto behind = archive_finding(scratch / "archive", scratch / "store");
  EXPECT_EQ(behind.state, State::warning);
  expect_helpful(behind);
  std::filesystem::create_directories(scratch / "archive/symbol=ACME/date=2026-08-18");
  EXPECT_EQ(archive_finding(scratch / "archive", scratch / "store").state, State::good);
}

TEST(Places, DuckDbIsNamedWhereItIsNot) {
  const auto missing = duckdb_finding("/nowhere/libduckdb.so");
  EXPECT_EQ(missing.state, State::failed) << "it was named";
  expect_helpful(missing);
}

TEST(Places, KeysAreNamedAndNeverPrinted) {
  ::setenv("GAMMAFIELD_TEST_KEY", "s3cret", 1);
  const auto set = keys_finding({"GAMMAFIELD_TEST_KEY", "GAMMAFIELD_OTHER_KEY"});
  ::unsetenv("GAMMAFIELD_TEST_KEY");
  EXPECT_EQ(set.state, State::good);
  EXPECT_EQ(set.found, "set: GAMMAFIELD_TEST_KEY");
  EXPECT_EQ(keys_finding({"GAMMAFIELD_TEST_KEY"}).state, State::unknown);
}

}  // namespace
}  // namespace gammafield::doctor

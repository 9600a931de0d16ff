#include "store/folder.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fstream>

#include "store/testing_day.h"

namespace gammafield::store {
namespace {

const market::Date monday = std::chrono::year{2026} / 8 / 17, tuesday = made_up_session;

TEST(Folder, ListsWhatIsThere) {
  const ScratchFolder scratch;
  const auto folder = Folder::make(scratch / "deep/er");
  ASSERT_TRUE(folder) << folder.error().message;
  EXPECT_TRUE(folder->symbols().empty());
  for (const char* symbol : {"SPX", "BRK/B"})
    for (const market::Date date : {tuesday, monday}) ASSERT_TRUE(folder->writer(symbol, date));
  EXPECT_EQ(folder->symbols(), (std::vector<std::string>{"BRK/B", "SPX"}));
  EXPECT_EQ(folder->days("SPX"), (std::vector<market::Date>{monday, tuesday}));
  EXPECT_TRUE(folder->days("NVDA").empty());
  EXPECT_TRUE(folder->reader("SPX", monday));
  EXPECT_EQ(folder->reader("NVDA", monday).error().kind, FaultKind::not_there);
}

TEST(Folder, ForgetsDaysBeforeADate) {
  const ScratchFolder scratch;
  const auto folder = Folder::make(scratch.path());
  for (const market::Date date : {monday, tuesday}) ASSERT_TRUE(folder->writer("SPX", date));
  EXPECT_EQ(folder->remove_before("SPX", tuesday).value(), std::vector<market::Date>{monday});
  EXPECT_EQ(folder->days("SPX"), std::vector<market::Date>{tuesday});
  EXPECT_FALSE(std::filesystem::exists(folder->day_path("SPX", monday) + ".xxh3"));
}

/// A day is played again out of one folder into another: what came before it is known, what comes after is not.
TEST(Folder, HasAnothersDaysBeforeItsOwn) {
  const ScratchFolder scratch;
  const auto past = Folder::make(scratch / "past"), own = Folder::make(scratch / "own");
  const market::Date wednesday = std::chrono::year{2026} / 8 / 19;
  for (const market::Date date : {monday, tuesday, wednesday}) ASSERT_TRUE(past->writer("SPX", date));
  ASSERT_TRUE(past->writer("NDX", wednesday));
  const Folder both = own->after(*past, tuesday);
  EXPECT_EQ(both.symbols(), std::vector<std::string>{"SPX"});
  EXPECT_EQ(both.days("SPX"), std::vector<market::Date>{monday});
  EXPECT_EQ(both.reader("SPX", tuesday).error().kind, FaultKind::not_there) << "not played yet";
  ASSERT_TRUE(both.writer("SPX", tuesday));
  EXPECT_EQ(both.days("SPX"), (std::vector<market::Date>{monday, tuesday}));
  EXPECT_EQ(both.day_path("SPX", tuesday), own->day_path("SPX", tuesday));
  EXPECT_TRUE(both.reader("SPX", monday));
  EXPECT_EQ(both.writer("SPX", monday).error().kind, FaultKind::read_only);
  EXPECT_EQ(both.remove_before("SPX", wednesday).value(), std::vector<market::Date>{tuesday});
  EXPECT_EQ(past->days("SPX").size(), 3u);
}

TEST(Folder, OneDamagedDayConcernsNoOther) {
  const ScratchFolder scratch;
  const auto folder = Folder::make(scratch.path());
  for (const market::Date date : {monday, tuesday}) ASSERT_TRUE(folder->writer("SPX", date));
  std::ofstream{folder->day_path("SPX", monday), std::ios::trunc} << "not a database";
  EXPECT_EQ(folder->reader("SPX", monday).error().kind, FaultKind::damaged);
  EXPECT_TRUE(folder->reader("SPX", tuesday));
}

TEST(Folder, IsReadAsIfADayWereNotThere) {
  const ScratchFolder scratch;
  const auto folder = *Folder::make(scratch.path());
  for (const market::Date day : {monday, tuesday}) {
    EXPECT_TRUE(folder.writer("SPX", day));
  }
  EXPECT_EQ(folder.without("SPX", tuesday).days("SPX"), std::vector{monday});
  EXPECT_EQ(folder.without("NDX", tuesday).days("SPX").size(), 2u) << "another symbol's";
  const Folder played = Folder::make(scratch.path() + "/own")->after(folder.without("SPX", monday), tuesday);
  EXPECT_TRUE(played.days("SPX").empty());
  EXPECT_EQ(folder.days("SPX").size(), 2u) << "nothing is taken away";
}

TEST(Folder, ThatIsNotThereIsSaidSo) {
  EXPECT_EQ(Folder::open("/nonexistent/folder").error().kind, FaultKind::not_there);
  EXPECT_FALSE(Folder::make("/proc/nowhere"));
}

RC_GTEST_PROP(FileName, OfAnySymbolIsOnePlainNameAndComesBack, (std::string symbol)) {
  const std::string name = file_name(symbol);
  RC_ASSERT(name.find('/') == std::string::npos);
  RC_ASSERT(name.empty() || name.front() != '.');
  RC_ASSERT(symbol_of(name) == symbol);
}

}  // namespace
}  // namespace gammafield::store

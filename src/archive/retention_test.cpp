#include "archive/retention.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "store/testing_day.h"

namespace gammafield::archive {
namespace {

using Days = std::vector<market::Date>;

market::Date august(unsigned day) { return std::chrono::year{2026} / 8 / static_cast<int>(day); }

/// Friday to Thursday, a weekend between.
class RetentionTest : public testing::Test {
 protected:
  RetentionTest() {
    for (const unsigned day : {14U, 17U, 18U, 19U, 20U}) EXPECT_TRUE(folder_.writer("SPX", august(day)));
    EXPECT_TRUE(folder_.writer("SPY", august(14)));
  }
  /// An archive with a folder for each day, as a finished roll leaves it.
  [[nodiscard]] ArchiveFolder archive_with(const Days& days) const {
    const ArchiveFolder archive{scratch_ / "archive"};
    for (const market::Date day : days) {
      std::filesystem::create_directories(archive.day_folder("SPX", day));
    }
    EXPECT_EQ(archive.days("SPX"), days);
    return archive;
  }

  store::ScratchFolder scratch_;
  store::Folder folder_ = store::Folder::make(scratch_ / "history").value();
};

TEST_F(RetentionTest, CountsCalendarDaysFromTheLastSession) {
  EXPECT_EQ(forget(folder_, "SPX", {.days = 4, .archive = {}}).value(), Days{august(14)});
  EXPECT_EQ(folder_.days("SPX"), (Days{august(17), august(18), august(19), august(20)}));
  EXPECT_EQ(folder_.days("SPY"), Days{august(14)}) << "of that symbol alone";
  EXPECT_EQ(forget(folder_, "SPX", {.days = 1, .archive = {}}).value(), (Days{august(17), august(18), august(19)}));
}

TEST_F(RetentionTest, OfNoDaysKeepsAll) {
  EXPECT_TRUE(forget(folder_, "SPX", {}).value().empty());
  EXPECT_TRUE(forget(folder_, "NVDA", {.days = 1, .archive = {}}).value().empty());
  EXPECT_EQ(folder_.days("SPX").size(), 5U);
}

TEST_F(RetentionTest, KeepsWhatIsNotArchivedYet) {
  const Retention retention{1, archive_with({august(14), august(17), august(19)})};
  EXPECT_EQ(forget(folder_, "SPX", retention).value(), (Days{august(14), august(17)}));
  EXPECT_EQ(folder_.days("SPX"), (Days{august(18), august(19), august(20)})) << "the 18th waits for the archive";
  EXPECT_TRUE(forget(folder_, "SPX", {.days = 1, .archive = ArchiveFolder{scratch_ / "none"}}).value().empty());
}

}  // namespace
}  // namespace gammafield::archive

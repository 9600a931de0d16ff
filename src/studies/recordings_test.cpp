#include "studies/recordings.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "store/folder.h"
#include "store/testing_day.h"

namespace gammafield::studies {
namespace {

const auto day = store::made_up_session;

class Recordings : public ::testing::Test {
 protected:
  Recordings() : folder_(*store::Folder::make(scratch_.path())) {
    auto writer = *folder_.writer("ACME", day);
    for (const int minute : {0, 1, 2, 45, 380}) EXPECT_TRUE(writer.append(store::made_up_record(minute)));
  }

  /// The store's own records, as a source that is none of a store's.
  FindRecords records() {
    return [this](const std::string&, const std::string& symbol) {
      return std::optional(
          RecordSource{folder_.days(symbol), [this, symbol](market::Date date) {
                         auto reader = std::make_shared<store::DayReader>(*folder_.reader(symbol, date));
                         return base::Result<store::NextRecord, base::Refusal>([reader] { return reader->next(); });
                       }});
    };
  }
  RecordedDays days(const FindRecords& find = {}, const std::function<bool()>& stop = {}) {
    const RecordedWanted wanted{.join = {.after_open = std::chrono::minutes{30}},
                                .settings = {},
                                .calendar = market::Calendar::us(),
                                .with_quotes = true,
                                .stop = stop,
                                .find = find};
    const auto read = recorded_days(scratch_.path(), "ACME", wanted);
    if (!read) why_ = read.error().message;
    return read ? *read : RecordedDays{};
  }

  store::ScratchFolder scratch_;
  store::Folder folder_;
  std::string why_;
};

TEST_F(Recordings, TellWhatWasKnownAtTheStartAndAtTheEnd) {
  const auto read = days();
  EXPECT_EQ(why_, "");
  EXPECT_EQ(read.days, 1U);
  ASSERT_EQ(read.sheets.size(), 2U);
  const auto open = market::Calendar::us().session_open(day);
  EXPECT_EQ(read.sheets[0].as_of, open + std::chrono::minutes{2}) << "the last by half past";
  EXPECT_EQ(read.sheets[1].as_of, open + std::chrono::minutes{380});
  EXPECT_FALSE(read.bars.bars.empty());
}

TEST_F(Recordings, AreTheSameFromAnotherSource) {
  const auto store = days(), other = days(records());
  EXPECT_EQ(other.days, store.days);
  ASSERT_EQ(other.sheets.size(), store.sheets.size());
  for (std::size_t i = 0; i < store.sheets.size(); ++i) {
    EXPECT_EQ(other.sheets[i].source, store.sheets[i].source);
    EXPECT_EQ(other.sheets[i].as_of, store.sheets[i].as_of);
    EXPECT_EQ(other.sheets[i].net_gex.value(), store.sheets[i].net_gex.value());
    EXPECT_EQ(other.sheets[i].strikes.size(), store.sheets[i].strikes.size());
  }
  const auto closes = [](const RecordedDays& of) {
    std::vector<std::pair<market::Instant, double>> all;
    for (const auto& bar : of.bars.bars) all.emplace_back(bar.until, bar.close.value());
    return all;
  };
  EXPECT_EQ(closes(other), closes(store));
  EXPECT_EQ(other.quotes.size(), store.quotes.size());
}

TEST_F(Recordings, EndWhenTheyAreToldTo) {
  EXPECT_EQ(days({}, [] { return true; }).days, 0U);
  EXPECT_NE(why_.find("stopped before its end"), std::string::npos) << why_;
}

TEST_F(Recordings, RefuseASourceWithoutTheSymbol) {
  const auto none = [](const std::string&, const std::string&) { return std::optional(RecordSource{}); };
  EXPECT_EQ(days(none).days, 0U);
  EXPECT_NE(why_.find("nothing of ACME is recorded there"), std::string::npos) << why_;
}

}  // namespace
}  // namespace gammafield::studies

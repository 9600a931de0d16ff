#include "studies/up_to_date.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "studies/result_json.h"
#include "studies/testing_result.h"

namespace gammafield::studies {
namespace {

namespace fs = std::filesystem;
using std::chrono::hours;

constexpr auto text = R"(kind = "hit_rate"
symbols = ["SPX"]
baselines = ["random_price"]
[levels]
chains = ["chain_*.csv"]
recordings = "days"
[prices]
SPX = ["bars.csv"]
)";

class UpToDate : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "up_to_date_XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    fs::create_directories(folder_ / "days/SPX");
    for (const auto* file : {"chain_1.csv", "chain_2.csv", "bars.csv", "days/SPX/2026-08-18.day"}) write(file, -2);
    fs::last_write_time(folder_ / "days/SPX", now_ - hours{2});
    auto result = testing::made_up_result();
    result.name = "study";
    result.title = plan().title;
    result.question = plan().question;
    result.choices = choices_of(plan());
    result.data = {{"chain_1.csv", ""}, {"chain_2.csv", ""}, {"days", "1 recorded days of SPX"}, {"bars.csv", ""}};
    write("study.json", -1, result_json(result, 0));
  }
  void TearDown() override { fs::remove_all(folder_); }

  void write(const std::string& file, int at, const std::string& content = "x") const {
    std::ofstream(folder_ / file) << content;
    fs::last_write_time(folder_ / file, now_ + hours{at});
  }
  static StudyPlan plan(const std::string& more = "") {
    const auto read = read_study(more + text, "study.toml");
    EXPECT_TRUE(read) << read.error().message;
    return read ? *read : StudyPlan{};
  }
  [[nodiscard]] bool fresh(const StudyPlan& of, const std::vector<std::string>& further = {}) const {
    return is_up_to_date(of, folder_.string(), (folder_ / "study.json").string(), further);
  }

  fs::path folder_;
  fs::file_time_type now_ = fs::file_time_type::clock::now();
};

TEST_F(UpToDate, IsAResultThatIsNewerThanWhatItWasMadeOf) { EXPECT_TRUE(fresh(plan())); }

TEST_F(UpToDate, IsNoneThatIsMissingOrCut) {
  fs::remove(folder_ / "study.json");
  EXPECT_FALSE(fresh(plan()));
  write("study.json", -1, R"({"schema":"gammafield.study/1")");
  EXPECT_FALSE(fresh(plan()));
}

TEST_F(UpToDate, NoFileIsChangedAddedOrGone) {
  for (const auto* file : {"chain_2.csv", "bars.csv", "days/SPX/2026-08-18.day"}) {
    write(file, 0);
    EXPECT_FALSE(fresh(plan())) << file;
    write(file, -2);
    EXPECT_TRUE(fresh(plan())) << file;
  }
  write("chain_3.csv", -2);
  EXPECT_FALSE(fresh(plan())) << "an old file that was not read";
  fs::remove(folder_ / "chain_3.csv");
  fs::remove(folder_ / "chain_1.csv");
  EXPECT_FALSE(fresh(plan()));
}

TEST_F(UpToDate, AnotherRecordedDayCountsHoweverOldItSaysItIs) {
  write("days/SPX/2026-08-19.day", -2);
  EXPECT_FALSE(fresh(plan()));
}

TEST_F(UpToDate, NoChoiceIsAnother) {
  EXPECT_FALSE(fresh(plan("rules = [\"close\"]\n")));
  EXPECT_FALSE(fresh(plan("question = \"Another?\"\n")));
  EXPECT_FALSE(fresh(plan("from = \"2026-08-18\"\n")));
}

TEST_F(UpToDate, ANewerProgramMakesItOld) {
  write("program", 0);
  EXPECT_FALSE(fresh(plan(), {(folder_ / "program").string()}));
}

}  // namespace
}  // namespace gammafield::studies

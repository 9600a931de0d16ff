#include "market/daylight_saving.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

namespace gammafield::market {
namespace {

using namespace std::chrono;

/// Golden from the IANA data (tools/make_daylight_saving_golden.py): `1990-04-01T07:00:00Z,-4`.
std::vector<std::string> golden_lines() {
  std::ifstream file{GAMMAFIELD_TESTDATA "/market/daylight_saving_golden.csv"};
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

TEST(DaylightSaving, ChangesTheClocksWhenTheIanaDataSaySo) {
  std::vector<std::string> lines{"instant,offset_hours"};
  for (year y{1990}; y <= year{2100}; ++y) {
    const auto [begins, ends] = daylight_saving(y);
    lines.push_back(to_string(begins) + ",-4");
    lines.push_back(to_string(ends) + ",-5");
  }
  EXPECT_EQ(lines, golden_lines());
}

}  // namespace
}  // namespace gammafield::market

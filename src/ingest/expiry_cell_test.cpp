#include "ingest/expiry_cell.h"

#include <gtest/gtest.h>

namespace gammafield::ingest {
namespace {

using namespace std::chrono;

TEST(NamesExpiry, InWhateverFormTheCellIs) {
  struct Row {
    std::string_view why;
    std::string_view cell;
    market::Date expiry;
    bool same;
  };
  const Row rows[] = {
      {"as Cboe prints it", "Mon Feb 07 2022", 2022y / February / 7, true},
      {"another day", "Mon Feb 07 2022", 2022y / February / 8, false},
      {"another month", "Mon Mar 07 2022", 2022y / February / 7, false},
      {"another year", "Mon Feb 07 2023", 2022y / February / 7, false},
      {"dd-mm-yy of a European spreadsheet", "13-09-22", 2022y / September / 13, true},
      {"dd-mm-yy, another day", "14-09-22", 2022y / September / 13, false},
      {"ISO", "2022-09-13", 2022y / September / 13, true},
      {"US spreadsheet", "9/13/2022", 2022y / September / 13, true},
      {"German spreadsheet", "13.09.2022", 2022y / September / 13, true},
      {"listed on the Saturday after", "Fri Mar 16 2012", 2012y / March / 17, true},
      {"no such leeway on other days", "Thu Mar 15 2012", 2012y / March / 16, false},
      {"month missing", "13 2022", 2022y / September / 13, false},
      {"four numbers", "13-09-22-1", 2022y / September / 13, false},
      {"empty", "", 2022y / September / 13, false},
  };
  for (const Row& row : rows) EXPECT_EQ(names_expiry(row.cell, row.expiry), row.same) << row.why;
}

}  // namespace
}  // namespace gammafield::ingest

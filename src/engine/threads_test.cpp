#include <gtest/gtest.h>

#include "engine/report_json.h"
#include "engine/testing_data.h"

namespace gammafield::engine {
namespace {

std::string report_by(std::size_t threads, const std::string& file) {
  Settings settings;
  settings.pricing.threads = threads;
  return to_json(analysed(file, settings).report);
}

TEST(Threads, ChangeNoByteOfAReport) {
  for (const std::string file : {"cboe_spx_2023-09-14T1631.csv.gz", "cboe_eod_spy_2026-08-12.csv.gz"}) {
    GAMMAFIELD_NEEDS_DATA(file);
    const std::string alone = report_by(1, file);
    for (const std::size_t threads : {2, 5}) EXPECT_EQ(report_by(threads, file), alone) << file << " " << threads;
  }
}

}  // namespace
}  // namespace gammafield::engine

// Our kernels beside QuantLib, plain loops, libmvec, SLEEF and numpy in one run. bench/run builds and starts it.
//   kernels [TASK...]   american_price american_vol gamma greeks implied_vol profile

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "american_tasks.h"
#include "greeks_tasks.h"
#include "profile_tasks.h"
#include "results.h"
#include "vol_tasks.h"

namespace {

using namespace gammafield::bench;

const std::map<std::string_view, void (*)()> tasks{
    {"american_price", american_price_task}, {"american_vol", american_vol_task},
    {"greeks", seven_greeks_task},           {"gamma", gamma_task},
    {"implied_vol", implied_vol_task},       {"profile", profile_task}};

}  // namespace

int main(int argc, char** argv) {
  fmt::print("{}\n", machine());
  for (int i = 1; i < argc; ++i) {
    if (!tasks.contains(argv[i])) {
      fmt::print(stderr, "kernels: {}: no such task\n", argv[i]);
      return 2;
    }
  }
  for (const auto& [name, task] : tasks) {
    if (argc == 1 || std::find(argv + 1, argv + argc, name) != argv + argc) task();
  }
  return 0;
}

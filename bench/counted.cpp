// counted TASK: one pass of a task with callgrind's counting switched on for it alone. bench/count runs all of them.

#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <valgrind/callgrind.h>

#include "engine/analysis.h"
#include "ingest/read_chain.h"
#include "kernel_chain.h"
#include "kernels/greeks.h"
#include "kernels/implied_vol.h"
#include "levels/dynamic_flip.h"
#include "simulate/chain.h"
#include "simulate/vendor_files.h"
#include "universe.h"

namespace {

using namespace gammafield;
using Column = std::vector<double>;

void counted(const std::function<void()>& work) {
  work();  // what is made once is not counted
  CALLGRIND_START_INSTRUMENTATION;
  CALLGRIND_TOGGLE_COLLECT;
  work();
  CALLGRIND_TOGGLE_COLLECT;
  CALLGRIND_STOP_INSTRUMENTATION;
}

simulate::SimulatedChain made_up() {
  simulate::ChainScenario scenario;
  scenario.contracts = 20'000;
  return simulate::simulate_chain(scenario).value();
}

void greeks() {
  const auto chain = bench::spx_full_chain();
  const Column calls(chain.size(), 1.0);
  bench::SevenColumns out{chain.size()};
  counted([&] { (void)kernels::greeks(bench::greek_inputs(chain, calls), out.columns()); });
}

void implied_vol() {
  const auto chain = bench::spx_full_chain();
  const Column nothing(chain.size(), 0.0);
  Column v(chain.size());
  counted([&] {
    (void)kernels::implied_total_vols(
        {.F = chain.F, .K = chain.K, .price = chain.price, .sign = chain.sign, .smallest_time_value = nothing}, v);
  });
}

void read_quotedata() {
  const auto text = simulate::to_quotedata(made_up());
  counted([&] { (void)ingest::read_chain(text, {}, "made up"); });
}

void read_json() {
  const auto text = simulate::to_cboe_json(made_up());
  counted([&] { (void)ingest::read_chain(text, {}, "made up"); });
}

ingest::LoadedChain index_chain() {
  return std::move(ingest::read_chain(simulate::to_quotedata(made_up()), {}, "made up").value().front());
}

void price_chain() {
  const auto chain = std::make_shared<const market::ChainSnapshot>(index_chain().chain);
  counted([&] { (void)pricing::price_chain(chain, {}); });
}

void levels() {
  const auto analysis = engine::analyse(index_chain(), {}).value();
  counted([&] { (void)levels::find_levels(analysis.book, exposure::RepricedBook{analysis.book}, {}); });
}

void bands() {
  const auto analysis = engine::analyse(index_chain(), {}).value();
  counted([&] { (void)engine::bands_of(analysis, {}); });
}

void dynamic_flip() {
  const auto analysis = engine::analyse(index_chain(), {}).value();
  const exposure::SmileDynamics moneyness{exposure::SmileDynamics::Kind::sticky_moneyness, 0};
  counted([&] {
    (void)levels::dynamic_flips(exposure::DynamicBook{analysis.book, moneyness, exposure::GammaMode::bs}, {});
  });
}

void stock() {
  const auto market = bench::opra_universe(1, 304);
  counted([&] { (void)engine::analyse(market.front(), {}); });
}

/// Part of what bench/opra_universe does.
void universe() {
  const auto market = bench::opra_universe(16, 304);
  engine::Settings settings;
  settings.detail = engine::Detail::levels;
  counted([&] {
    for (const auto& chain : market) (void)engine::analyse(chain, settings);
  });
}

const std::map<std::string_view, void (*)()> tasks{
    {"bands", bands},   {"dynamic_flip", dynamic_flip}, {"greeks", greeks},       {"implied_vol", implied_vol},
    {"levels", levels}, {"price_chain", price_chain},   {"read_json", read_json}, {"read_quotedata", read_quotedata},
    {"stock", stock},   {"universe", universe}};

}  // namespace

int main(int argc, char** argv) {
  if (argc == 1) {
    for (const auto& [name, task] : tasks) fmt::print("{}\n", name);
    return 0;
  }
  if (!tasks.contains(argv[1])) {
    fmt::print(stderr, "counted: {}: no such task\n", argv[1]);
    return 2;
  }
  tasks.at(argv[1])();
  return 0;
}

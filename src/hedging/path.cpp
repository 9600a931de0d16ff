#include "hedging/path.h"

#include <cmath>

#include "hedging/world.h"

namespace gammafield::hedging {
namespace {

class Recorder : public Watcher {
 public:
  Recorder(const Scenario& scenario, Path& path) : scenario_(scenario), path_(path) {}
  void stepped(const StepFacts& facts) override {
    path_.steps.push_back({Minutes{static_cast<double>(facts.step + 1) * scenario_.step.value()},
                           market::Spot{std::exp(facts.after)},
                           market::Spot{std::exp(facts.alone_after)},
                           market::Usd{facts.hedging},
                           market::Usd{facts.flow},
                           facts.stressed,
                           {facts.dealers.begin(), facts.dealers.end()}});
  }

 private:
  const Scenario& scenario_;
  Path& path_;
};

}  // namespace

base::Result<Path, base::Refusal> simulate_path(const Scenario& scenario, std::uint64_t seed, std::uint64_t number) {
  const auto all = schedule(scenario);
  World world{scenario, all, seed, number, 1};
  Path path;
  path.steps.push_back({Minutes{0}, scenario.spot, scenario.spot, {}, {}, false, world.opening(0)});
  Recorder recorder{scenario, path};
  if (auto refusal = world.run(recorder)) return base::failure(*refusal);
  for (std::size_t i = 0; i < scenario.dealers.size(); ++i) path.dealers.push_back(world.totals(0, i).attribution);
  path.imbalance = world.imbalance(0);
  return path;
}

}  // namespace gammafield::hedging

#include "inventory/flow.h"

#include <cassert>
#include <numeric>

namespace gammafield::inventory {
namespace {

// One order often prints several times within a second; the public study clusters by order and finds about three times
// the variance of independent prints (docs/methods.md 4.3).
constexpr double inflation_without_orders = 3;

}  // namespace

std::size_t PrintTally::used() const { return std::accumulate(by_rule.begin(), by_rule.end(), undirected + unknown); }

FlowCounter::FlowCounter(Share accuracy) : accuracy_(accuracy.value()) { assert(accuracy_ > 0.5 && accuracy_ <= 1); }

CustomerSide FlowCounter::tick_of(const Print& print) {
  auto [entry, is_new] = tapes_.try_emplace(print.contract, Tape{{}, print.at});
  if (!is_new && print.at < entry->second.last) {
    ++tally_.out_of_order;
    return CustomerSide::unclear;
  }
  entry->second.last = print.at;
  return entry->second.ticks.next(print.price);
}

CustomerSide FlowCounter::side_of(const Print& print) {
  switch (print.condition) {
    case Condition::undirected: ++tally_.undirected; return CustomerSide::unclear;
    case Condition::unknown: ++tally_.unknown; return CustomerSide::unclear;
    case Condition::cancelled:
    case Condition::ordinary: break;
  }
  const Aggressor found = aggressor(print.price, print.quote, tick_of(print));
  ++tally_.by_rule[static_cast<std::size_t>(found.rule)];
  return found.side;
}

void FlowCounter::add(const Print& print) {
  if (print.condition == Condition::cancelled) {
    ++tally_.cancelled;
    return;
  }
  const CustomerSide side = side_of(print);
  const double size = print.size.value();
  const double directed = side == CustomerSide::unclear ? 0 : size, undirected = size - directed;
  const double net = static_cast<double>(side) * size;
  Gathered& gathered = days_[print.day][print.contract];
  gathered.volume += size;
  if (print.order.empty()) {
    gathered.net += net;
    gathered.directed_squares += directed * directed;
    gathered.undirected_squares += undirected * undirected;
    return;
  }
  auto order = gathered.orders.find(print.order);
  if (order == gathered.orders.end()) order = gathered.orders.emplace(print.order, Sizes{}).first;
  order->second.net += net;
  order->second.directed += directed;
  order->second.undirected += undirected;
}

Flow FlowCounter::flow_of(const Gathered& gathered) const {
  const double excess = 2 * accuracy_ - 1;
  const double error = 4 * accuracy_ * (1 - accuracy_) / (excess * excess);
  double net = gathered.net;
  double directed = inflation_without_orders * gathered.directed_squares;
  double undirected = inflation_without_orders * gathered.undirected_squares;
  for (const auto& [id, sizes] : gathered.orders) {
    net += sizes.net;
    directed += sizes.directed * sizes.directed;
    undirected += sizes.undirected * sizes.undirected;
  }
  return {.net = market::Contracts{net / excess},
          .variance = ContractsSquared{error * directed + undirected},
          .squares = ContractsSquared{directed + undirected},
          .volume = market::Contracts{gathered.volume}};
}

std::vector<DayFlow> FlowCounter::days() const {
  std::vector<DayFlow> days;
  for (const auto& [day, contracts] : days_) {
    DayFlow& flow = days.emplace_back(DayFlow{day, {}});
    for (const auto& [contract, gathered] : contracts) flow.contracts.emplace(contract, flow_of(gathered));
  }
  return days;
}

}  // namespace gammafield::inventory

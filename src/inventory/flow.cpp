#include "inventory/flow.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <numeric>

namespace gammafield::inventory {
namespace {

// One order often prints several times within a second; the public study clusters by order and finds about three times
// the variance of independent prints (docs/methods.md 4.3).
constexpr double inflation_without_orders = 3;

}  // namespace

std::size_t PrintTally::used() const { return std::accumulate(by_rule.begin(), by_rule.end(), undirected + unknown); }

FlowCounter::FlowCounter(Share accuracy) : accuracy_(accuracy.value()) { assert(accuracy_ > 0.5 && accuracy_ <= 1); }

FlowCounter::Counted FlowCounter::told_apart(const Print& print) {
  Counted counted{.price = print.price.value(), .size = print.size.value()};
  if (print.condition == Condition::undirected) counted.told = Told::undirected;
  if (print.condition == Condition::unknown) counted.told = Told::unknown;
  if (counted.told != Told::rule) return counted;
  const auto told = sides_.next(print);
  if (told.out_of_order) ++tally_.out_of_order;
  counted.rule = told.aggressor.rule;
  counted.side = told.aggressor.side;
  return counted;
}

std::size_t& FlowCounter::tally_of(const Counted& counted) {
  switch (counted.told) {
    case Told::undirected: return tally_.undirected;
    case Told::unknown: return tally_.unknown;
    case Told::rule: break;
  }
  return tally_.by_rule[static_cast<std::size_t>(counted.rule)];
}

void FlowCounter::count(Gathered& gathered, const Counted& counted, double times) {
  const double directed = counted.side == CustomerSide::unclear ? 0 : counted.size,
               undirected = counted.size - directed, net = static_cast<double>(counted.side) * counted.size;
  gathered.volume += times * counted.size;
  if (counted.order == nullptr) {
    gathered.net += times * net;
    gathered.directed_squares += times * directed * directed;
    gathered.undirected_squares += times * undirected * undirected;
    return;
  }
  counted.order->net += times * net;
  counted.order->directed += times * directed;
  counted.order->undirected += times * undirected;
}

void FlowCounter::add(const Print& print) {
  if (print.condition == Condition::cancelled) {
    ++tally_.cancelled;
    return;
  }
  if (print.condition == Condition::takes_back) return take_back(print);
  Counted counted = told_apart(print);
  ++tally_of(counted);
  Gathered& gathered = days_[print.day][print.contract];
  if (!print.order.empty()) {
    auto order = gathered.orders.find(print.order);
    if (order == gathered.orders.end()) order = gathered.orders.emplace(print.order, Sizes{}).first;
    counted.order = &order->second;
  }
  count(gathered, counted, 1);
  gathered.prints.push_back(counted);
}

FlowCounter::Gathered* FlowCounter::known(const Print& print) {
  const auto day = days_.find(print.day);
  if (day == days_.end()) return nullptr;
  const auto contract = day->second.find(print.contract);
  return contract == day->second.end() ? nullptr : &contract->second;
}

void FlowCounter::take_back(const Print& report) {
  ++tally_.take_backs;
  Gathered* const gathered = known(report);
  if (gathered == nullptr) {
    ++tally_.took_nothing;
    return;
  }
  auto& prints = gathered->prints;
  const auto last = std::find_if(prints.rbegin(), prints.rend(), [&](const Counted& each) {
    return each.price == report.price.value() && each.size == report.size.value();
  });
  if (last == prints.rend()) {
    ++tally_.took_nothing;
    return;
  }
  count(*gathered, *last, -1);
  --tally_of(*last);
  ++tally_.cancelled;
  prints.erase(std::next(last).base());
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

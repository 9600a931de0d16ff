#include <cmath>

#include <fmt/format.h>

#include "exports/numerals.h"
#include "laboratory/run_output.h"

namespace gammafield::laboratory {
namespace {

using hedging::DealerStep;
using hedging::Step;

std::string number(double value) { return fmt::format("{}", value); }

/// `10:31`, of later sessions `day 2 10:31`; sessions begin at 9:30.
std::string clock(const hedging::Scenario& scenario, hedging::Minutes minute) {
  constexpr int opens_at = 9 * 60 + 30;
  const double all = scenario.starts.value() + minute.value();
  // the close belongs to the session that it ends
  const double day = std::max(0.0, std::ceil(all / hedging::minutes_a_session) - 1);
  const auto of_day = opens_at + static_cast<int>(std::lround(all - day * hedging::minutes_a_session));
  const std::string time = fmt::format("{:02}:{:02}", of_day / 60, of_day % 60);
  return day == 0 ? time : fmt::format("day {:.0f} {}", day + 1, time);
}

/// A net delta of less than half a share is none.
std::string shares(double count) { return exports::grouped_integer(std::abs(count) < 0.5 ? 0 : count); }

std::string doing(const DealerStep& step) {
  const double trade = step.trade.value();
  const std::string net = "net delta " + shares(step.net_before.value());
  if (trade == 0) return net;
  return fmt::format("{}: {} {}", net, trade > 0 ? "buys" : "sells", shares(std::abs(trade)));
}

}  // namespace

std::string path_csv(const hedging::Scenario& scenario, const hedging::Path& path) {
  std::vector<std::string> cells{"minute",      "spot_usd", "spot_without_dealers_usd",
                                 "hedging_usd", "flow_usd", "stressed"};
  for (const auto& dealer : scenario.dealers)
    for (const std::string_view part : {"options_delta_shares", "hedge_shares", "trade_shares", "cost_usd"})
      cells.push_back(fmt::format("{}.{}", dealer.name, part));
  std::string csv = exports::csv_record(cells);
  for (const Step& step : path.steps) {
    cells = {number(step.minute.value()),  number(step.spot.value()), number(step.without_dealers.value()),
             number(step.hedging.value()), number(step.flow.value()), step.stressed ? "1" : "0"};
    for (const DealerStep& dealer : step.dealers)
      for (const double value :
           {dealer.options_delta.value(), dealer.hedge.value(), dealer.trade.value(), dealer.cost.value()})
        cells.push_back(number(value));
    csv += exports::csv_record(cells);
  }
  return csv;
}

std::string steps_text(const hedging::Scenario& scenario, const hedging::Path& path) {
  std::string text;
  for (const Step& step : path.steps) {
    text += fmt::format("{}  {}", clock(scenario, step.minute), exports::grouped(step.spot.value()));
    for (std::size_t i = 0; i < step.dealers.size(); ++i) {
      text += i == 0 ? "  " : "; ";
      if (scenario.dealers.size() > 1) text += scenario.dealers[i].name + ": ";
      text += doing(step.dealers[i]);
    }
    if (step.flow.value() != 0) text += fmt::format("; others {}", exports::signed_money(step.flow.value()));
    text += step.stressed ? "; stressed\n" : "\n";
  }
  return text;
}

}  // namespace gammafield::laboratory

#include "laboratory/scenario_chain.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "engine/analysis.h"
#include "ingest/read_chain.h"
#include "simulate/vendor_files.h"

namespace gammafield::laboratory {
namespace {

using base::Refusal;
using hedging::Minutes;

base::Result<std::string, Refusal> bytes_of(const ChainBook& book, const ReadFile& read) {
  if (!book.made_up) return read(book.file);
  const auto chain = simulate::simulate_chain(*book.made_up);
  if (!chain) return base::failure(chain.error());
  return simulate::to_quotedata(*chain);
}

base::Result<engine::Analysis, Refusal> analysis_of(const ChainBook& book, const ReadFile& read) {
  const auto bytes = bytes_of(book, read);
  if (!bytes) return base::failure(bytes.error());
  auto loaded = ingest::read_chain(*bytes, book.read, book.made_up ? "the made-up chain" : book.file);
  if (!loaded) return base::failure(loaded.error());
  return engine::analyse(loaded->back(), book.settings);
}

/// A full session's minutes that are over; 0 before and after it.
Minutes minute_of_session(const engine::Report& report) {
  const auto& calendar = *report.calendar;
  const auto open = calendar.session_open(report.session), close = calendar.session_close(report.session);
  if (report.as_of <= open || report.as_of >= close) return Minutes{0};
  const double over = std::chrono::duration<double>(report.as_of - open) / (close - open);
  return Minutes{std::floor(over * hedging::minutes_a_session)};
}

void add_levels(std::vector<LevelPlan>& levels, const levels::Levels& found) {
  const auto add = [&](std::string_view name, double price) {
    levels.push_back({.level = {.name = std::string{name}, .price = market::Spot{price}}});
  };
  if (found.call_wall) add("Call Wall", found.call_wall->at.strike.value());
  if (found.put_wall) add("Put Wall", found.put_wall->at.strike.value());
  if (found.flip) add("Gamma Flip", found.flip->price.value());
}

/// Comes to what is there.
void append(hedging::Book& book, hedging::Book more) {
  const auto first = static_cast<std::uint32_t>(book.expiries.size());
  book.expiries.insert(book.expiries.end(), more.expiries.begin(), more.expiries.end());
  for (hedging::Position position : more.positions) {
    position.expiry += first;
    book.positions.push_back(position);
  }
}

std::optional<Refusal> add_chain(ScenarioPlan& plan, DealerPlan& dealer, const ReadFile& read) {
  const auto analysis = analysis_of(*dealer.chain, read);
  if (!analysis) return Refusal{analysis.error().kind, plan.scenario.name + ": " + analysis.error().message};
  append(dealer.dealer.book, hedging::book_of(analysis->book));
  if (!plan.spot) plan.spot = analysis->report.spot;
  if (!plan.starts) plan.starts = minute_of_session(analysis->report);
  if (dealer.chain->levels) add_levels(plan.levels, analysis->report.levels);
  return std::nullopt;
}

/// The options that settle within the session, or the others.
hedging::Book part_of(const hedging::Book& book, Minutes close, bool within) {
  hedging::Book part{.expiries = book.expiries, .positions = {}};
  std::ranges::copy_if(book.positions, std::back_inserter(part.positions), [&](const hedging::Position& position) {
    return (book.expiries[position.expiry].settles <= close) == within;
  });
  return part;
}

void add_dealers(std::vector<hedging::Dealer>& dealers, const DealerPlan& plan, Minutes close) {
  hedging::Dealer dealer = plan.dealer;
  dealer.policy = plan.choice.policy;
  if (plan.mirrored) dealer.book = mirrored(std::move(dealer.book));
  if (!plan.choice.by_tenor) return dealers.push_back(std::move(dealer));
  const auto add = [&](std::string_view which, hedging::Policy policy, bool within) {
    hedging::Dealer part = dealer;
    part.name = fmt::format("{}, {}", dealer.name, which);
    part.book = part_of(dealer.book, close, within);
    part.policy = policy;
    if (!part.book.positions.empty()) dealers.push_back(std::move(part));
  };
  add("this session", plan.choice.by_tenor->near, true);
  add("later", plan.choice.by_tenor->far, false);
}

}  // namespace

base::Result<hedging::Scenario, Refusal> scenario_of(ScenarioPlan plan, Sides sides, const ReadFile& read) {
  for (DealerPlan& each : plan.dealers) {
    if (!each.chain) continue;
    if (auto refusal = add_chain(plan, each, read)) return base::failure(std::move(*refusal));
  }
  hedging::Scenario scenario = std::move(plan.scenario);
  scenario.spot = plan.spot.value_or(market::Spot{0});
  scenario.starts = plan.starts.value_or(Minutes{0});
  const Minutes close{hedging::minutes_a_session - scenario.starts.value()};
  scenario.minutes = plan.minutes.value_or(close);
  for (const DealerPlan& each : plan.dealers) add_dealers(scenario.dealers, each, close);
  for (LevelPlan& each : plan.levels) {
    if (!each.side_known) each.level.from_below = each.level.price >= scenario.spot;
    scenario.levels.push_back(std::move(each.level));
  }
  apply(sides, scenario);
  if (auto refusal = hedging::refused(scenario)) return base::failure(std::move(*refusal));
  return scenario;
}

}  // namespace gammafield::laboratory

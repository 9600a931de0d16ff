#include "simulate/session.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "market/calendar.h"
#include "simulate/random.h"

namespace gammafield::simulate {
namespace {

using market::Instant;
using std::chrono::seconds;

constexpr std::uint64_t path_key = 0x70617468;
constexpr double session_share = 0.8;  // of a day's variance; the night has the rest (docs/methods.md 2.3)
constexpr double sessions_a_year = 252;
constexpr double vol_to_spot = -4;  // change of ln volatility with ln spot, as index volatility moves
constexpr double ticks = 100;       // a dollar
constexpr seconds shortest{1}, longest{3600};

/// The number that is written with two digits: cents over a hundred, where a hundredth has no end in binary.
double rounded(double price) { return std::round(price * ticks) / ticks; }

std::optional<base::Refusal> objection(const SessionScenario& scenario, const market::Calendar& calendar) {
  const auto usage = [](std::string text) { return base::Refusal{base::RefusalKind::usage, std::move(text)}; };
  if (!calendar.is_trading_day(scenario.session))
    return usage(fmt::format("{}: no trading day", market::to_string(scenario.session)));
  if (scenario.every < shortest || scenario.every > longest)
    return usage(fmt::format("time between chains must be from {} s to {} s", shortest.count(), longest.count()));
  return std::nullopt;
}

}  // namespace

SimulatedSession::SimulatedSession(const SessionScenario& scenario, Instant open, Instant close)
    : chain_(scenario.chain), open_(open) {
  chain_.odd_rows = false;  // they would come and go with spot
  chain_.opening = Opening{open, chain_.spot};
  for (Instant at = open + scenario.every; at < close; at += scenario.every) times_.push_back(at);
  times_.push_back(close);
}

void SimulatedSession::wander(std::uint64_t path) {
  const auto length = static_cast<std::size_t>((times_.back() - open_).count());
  const double deviation =
      chain_.near_vol.value() * std::sqrt(session_share / sessions_a_year / static_cast<double>(length));
  RandomStream random(chain_.seed, path_key + path);
  double log_change = 0;
  for (std::size_t i = 0; i <= length; ++i) {
    path_.push_back(rounded(chain_.spot.value() * std::exp(log_change)));
    log_change += deviation * random.normal();
  }
}

base::Result<SimulatedSession, base::Refusal> SimulatedSession::make(const SessionScenario& scenario) {
  const auto& calendar = market::Calendar::us();
  if (auto refusal = objection(scenario, calendar)) return base::failure(std::move(*refusal));
  const Instant open = calendar.session_open(scenario.session), close = calendar.session_close(scenario.session);
  SimulatedSession session{scenario, open, close};
  ChainScenario first = session.chain_;
  first.as_of = open;
  if (const auto chain = simulate_chain(first); !chain) return base::failure(chain.error());
  session.wander(scenario.path);
  return session;
}

base::Result<SimulatedSession, base::Refusal> SimulatedSession::along(const SessionScenario& scenario,
                                                                      std::span<const market::Spot> each_second) {
  auto session = make(scenario);
  if (!session) return session;
  if (each_second.size() != session->path_.size()) {
    return base::failure(base::Refusal{
        base::RefusalKind::usage,
        fmt::format("a path of {} spots for a session of {} seconds", each_second.size(), session->path_.size() - 1)});
  }
  for (std::size_t i = 0; i < each_second.size(); ++i) session->path_[i] = rounded(each_second[i].value());
  for (const double extreme : {std::ranges::min(session->path_), std::ranges::max(session->path_)}) {
    ChainScenario there = session->chain_;
    there.as_of = session->open_;
    there.spot = market::Spot{extreme};
    if (const auto chain = simulate_chain(there); !chain) return base::failure(chain.error());
  }
  return session;
}

base::Result<SessionScenario, base::Refusal> day_before(const SessionScenario& later) {
  const auto& calendar = market::Calendar::us();
  ChainScenario open = later.chain;
  open.odd_rows = false;
  open.as_of = calendar.session_open(later.session);
  open.opening = Opening{open.as_of, open.spot};
  const auto chain = simulate_chain(open);
  if (!chain) return base::failure(chain.error());
  SessionScenario before = later;
  before.session = calendar.previous_trading_day(later.session);
  ++before.path;
  before.chain.spot = chain->previous_spot;  // as if it opened where it is to close: how far does its path lead?
  const auto session = SimulatedSession::make(before);
  if (!session) return base::failure(session.error());
  const double moved = session->spot_at(session->times().back()).value() / chain->previous_spot.value();
  before.chain.spot = market::Spot{rounded(chain->previous_spot.value() / moved)};
  return before;
}

market::Spot SimulatedSession::spot_at(Instant at) const {
  const auto second = std::clamp<std::int64_t>((at - open_).count(), 0, static_cast<std::int64_t>(path_.size()) - 1);
  return market::Spot{path_[static_cast<std::size_t>(second)]};
}

SimulatedChain SimulatedSession::chain_at(Instant at) const {
  ChainScenario now = chain_;
  now.as_of = at;
  now.spot = spot_at(at);
  const double change = std::log(now.spot.value() / chain_.spot.value());
  now.near_vol = market::ImpliedVol{std::clamp(now.near_vol.value() * std::exp(vol_to_spot * change), 0.01, 2.0)};
  return simulate_chain(now).value();  // the scenario was looked at when the session was made
}

std::vector<SimulatedBar> SimulatedSession::minute_bars() const {
  std::vector<SimulatedBar> bars;
  for (std::size_t i = 0; i + 60 < path_.size(); i += 60) {
    const auto first = path_.begin() + static_cast<std::ptrdiff_t>(i), last = first + 60;
    const auto [low, high] = std::minmax_element(first, last + 1);
    bars.push_back({open_ + seconds{static_cast<std::int64_t>(i)}, market::Spot{*first}, market::Spot{*high},
                    market::Spot{*low}, market::Spot{*last}});
  }
  return bars;
}

std::string to_bars_csv(const std::vector<SimulatedBar>& bars) {
  std::string out = "time,open,high,low,close\n";
  for (const auto& bar : bars)
    out += fmt::format("{},{:.2f},{:.2f},{:.2f},{:.2f}\n", market::to_string(bar.from), bar.open.value(),
                       bar.high.value(), bar.low.value(), bar.close.value());
  return out;
}

}  // namespace gammafield::simulate

#include "laboratory/picture_words.h"

#include <cmath>

#include <fmt/format.h>

#include "chart/number_text.h"

namespace gammafield::laboratory {
namespace {

namespace policy = hedging::policy;

std::string minutes_words(hedging::Minutes minutes) {
  return fmt::format("{:g} minute{}", minutes.value(), minutes.value() == 1 ? "" : "s");
}

std::string width_words(double width) {
  return width >= 1000 ? chart::whole_number(market::Contracts{width}) : fmt::format("{:g}", width);
}

std::string unit_words(hedging::BandUnit unit) {
  switch (unit) {
    case hedging::BandUnit::shares: return "shares";
    case hedging::BandUnit::per_100m: return "shares for each $100m of notional";
    case hedging::BandUnit::per_option_share: return "of delta a share of option";
  }
  return {};
}

struct Words {
  std::string operator()(const policy::Continuous&) const { return "to zero at every step"; }
  std::string operator()(const policy::EveryMinutes& p) const { return "to zero every " + minutes_words(p.minutes); }
  std::string operator()(const policy::FixedBand& p) const {
    return fmt::format("{} once net delta is over {} {}",
                       p.to == hedging::BandTo::edge ? "back to the edge" : "to zero", width_words(p.width),
                       unit_words(p.unit));
  }
  std::string operator()(const policy::WhalleyWilmott& p) const {
    return fmt::format("to the edge of Whalley and Wilmott's band, risk aversion {:g} a dollar", p.aversion.value());
  }
  std::string operator()(const policy::Zakamouline& p) const {
    return fmt::format("to the edge of Zakamouline's band, risk aversion {:g} a dollar", p.aversion.value());
  }
  std::string operator()(const policy::BreakEven&) const { return "to zero after each break-even move"; }
  std::string operator()(const policy::LastMinutes& p) const {
    return fmt::format("to zero in a session's last {}", minutes_words(p.minutes));
  }
  std::string operator()(const policy::EndOfDay&) const { return "to zero at the session's end"; }
  std::string operator()(const policy::TimeDecay&) const { return "the delta that time takes, and no move's"; }
  std::string operator()(const policy::Never&) const { return "never"; }
};

std::string dealer_words(const hedging::Dealer& dealer) {
  const bool never = std::holds_alternative<policy::Never>(dealer.policy);
  const std::string lag = never             ? ""
                          : dealer.lag == 0 ? ", within the step"
                                            : fmt::format(", {} step{} later", dealer.lag, dealer.lag == 1 ? "" : "s");
  return fmt::format("{}: {}{}", dealer.name.empty() ? "dealer" : dealer.name, policy_words(dealer.policy), lag);
}

}  // namespace

std::string title_of(const hedging::Scenario& scenario) {
  return !scenario.title.empty() ? scenario.title : !scenario.name.empty() ? scenario.name : "Hedging laboratory";
}

std::string policy_words(const hedging::Policy& policy) { return std::visit(Words{}, policy); }

std::string feedback_sentence(const hedging::Scenario& scenario) {
  if (scenario.dealers.empty()) return "Nobody hedges.";
  const auto [gex, c] = hedging::feedback(scenario);
  const auto size = chart::signed_money(gex);
  if (gex.value() == 0) return "Dealers have no gamma at the start.";
  const auto side = fmt::format("Dealers start {} gamma: GEX {} a 1 % move", gex.value() < 0 ? "short" : "long", size);
  if (c == 0) return side + "; their trades do not move the price (no impact put in).";
  return fmt::format(
      "{}; with the impact put in, c = 100κ·GEX = {}{:.3g}: hedging {} a small move to {:.3g} times its size.", side,
      c < 0 ? "−" : "+", std::abs(c), c < 0 ? "amplifies" : "dampens", 1 / (1 + c));
}

std::string dealers_sentence(const hedging::Scenario& scenario) {
  constexpr std::size_t most = 3;
  std::string text;
  for (std::size_t i = 0; i < std::min(most, scenario.dealers.size()); ++i) {
    text += (text.empty() ? "" : "; ") + dealer_words(scenario.dealers[i]);
  }
  if (text.empty()) return text;
  text = "Hedging, " + text;
  if (scenario.dealers.size() > most) text += fmt::format("; and {} more", scenario.dealers.size() - most);
  return text + ".";
}

std::vector<std::string> convention_notes() {
  return {
      "GEX above zero: dealers long gamma, whose hedging dampens; below: short gamma, which amplifies. Shares above "
      "zero "
      "are held long; a trade above zero buys. Time is trading time, volatility a year of 252 sessions. \"Without "
      "dealers\" is the same noise and the same other flows, nobody hedging.",
      "Simulated from the positions and the impact put in, neither of which is observed: not a forecast."};
}

}  // namespace gammafield::laboratory

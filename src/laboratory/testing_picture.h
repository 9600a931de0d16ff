#pragma once

#include <gtest/gtest.h>

#include <string>

#include "chart/testing_svg.h"
#include "hedging/monte_carlo.h"
#include "hedging/path.h"
#include "hedging/testing_scenario.h"

/// A run to be drawn, and what every picture must keep to.
namespace gammafield::laboratory::testing {

/// Dealers short calls at 105 that settle with a session, whose hedging moves the price; two levels and a pin.
inline hedging::Scenario made_up_scenario(std::size_t steps = 78) {
  using hedging::Minutes;
  auto scenario = hedging::scenario_of(100, Minutes{390}, steps, 0.25);
  scenario.title = "Short calls & a pin";
  scenario.dealers.push_back(
      hedging::dealer_with(hedging::one_option(market::Right::call, 100, -2e6, Minutes{780}, 0.22)));
  scenario.impact.permanent = hedging::PerUsd{4e-11};
  scenario.levels = {{"Call Wall", market::Spot{101}, true}, {"Put <Wall>", market::Spot{80}, false}};
  scenario.pin = hedging::Pin{market::Strike{100}, market::Usd{0.25}};
  return scenario;
}

inline hedging::Path path_of(const hedging::Scenario& scenario) {
  return hedging::simulate_path(scenario, 1, 0).value();
}

inline hedging::Outcome outcome_of(const hedging::Scenario& scenario) {
  return hedging::simulate(scenario, {.paths = 200, .seed = 1, .threads = 1}).value();
}

inline std::string all_text(const chart::testing::Parsed& svg) {
  std::string text;
  for (const auto& element : svg.elements) text += element.text + '\n';
  return text;
}

/// Well-formed; no number that is none; every text within the picture's width; no label over another.
inline chart::testing::Parsed checked(const std::string& text) {
  auto svg = chart::testing::parsed(text);
  EXPECT_EQ(svg.problem, "");
  for (const auto& element : svg.elements) {
    for (const auto& [name, value] : element.attributes) {
      if (name.starts_with("aria") || name == "data-label") continue;
      EXPECT_EQ(value.find("nan"), std::string::npos) << element.tag << ' ' << name;
      EXPECT_EQ(value.find("inf"), std::string::npos) << element.tag << ' ' << name;
    }
    if (element.tag == "text") {
      EXPECT_EQ(element.text.find("nan"), std::string::npos) << element.text;
      EXPECT_EQ(element.text.find("unknown"), std::string::npos) << element.text;
    }
  }
  return svg;
}

}  // namespace gammafield::laboratory::testing

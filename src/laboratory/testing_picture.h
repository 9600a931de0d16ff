#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "chart/testing_svg.h"
#include "chart/text_width.h"
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

struct TextBox {
  double left = 0, right = 0, top = 0, bottom = 0;
  std::string text;
  [[nodiscard]] bool touches(const TextBox& other) const {
    return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
  }
};

inline std::string unescaped(std::string text) {
  for (const auto& [entity, sign] :
       {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}, {"&amp;", "&"}}) {
    for (std::size_t at = text.find(entity); at != text.npos; at = text.find(entity, at + 1))
      text.replace(at, std::string_view{entity}.size(), sign);
  }
  return text;
}

/// What its letters cover, by the widths the picture was laid out with.
inline TextBox box_of(const chart::testing::Element& element) {
  const double size = element.number("font-size"), x = element.number("x"), y = element.number("y");
  const auto text = unescaped(element.text);
  const double width = chart::text_width(text, {size, element.has("font-weight")});
  const auto anchor = element.has("text-anchor") ? element.attributes.at("text-anchor") : "start";
  const double left = anchor == "end" ? x - width : anchor == "middle" ? x - width / 2 : x;
  return {left, left + width, y - 0.72 * size, y + 0.15 * size, text};
}

/// Every text lies within the picture, none over another.
inline void check_texts(const chart::testing::Parsed& svg) {
  std::vector<TextBox> boxes;
  for (const auto& element : svg.elements) {
    if (element.tag == "text") boxes.push_back(box_of(element));
  }
  const double width = svg.elements.front().number("width"), height = svg.elements.front().number("height");
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    EXPECT_GE(boxes[i].left, 0) << boxes[i].text;
    EXPECT_LE(boxes[i].right, width) << boxes[i].text;
    EXPECT_LE(boxes[i].bottom, height) << boxes[i].text;
    for (std::size_t j = 0; j < i; ++j)
      EXPECT_FALSE(boxes[i].touches(boxes[j])) << boxes[i].text << " / " << boxes[j].text;
  }
}

/// Well-formed; no number that is none; every text to be read.
inline chart::testing::Parsed checked(const std::string& text) {
  auto svg = chart::testing::parsed(text);
  EXPECT_EQ(svg.problem, "");
  for (const auto& element : svg.elements) {
    for (const auto& [name, value] : element.attributes) {
      if (name.starts_with("aria") || name == "data-label" || name == "data-forest") continue;
      EXPECT_EQ(value.find("nan"), std::string::npos) << element.tag << ' ' << name;
      EXPECT_EQ(value.find("inf"), std::string::npos) << element.tag << ' ' << name;
    }
    if (element.tag == "text") {
      EXPECT_EQ(element.text.find("nan"), std::string::npos) << element.text;
      EXPECT_EQ(element.text.find("unknown"), std::string::npos) << element.text;
    }
  }
  check_texts(svg);
  return svg;
}

}  // namespace gammafield::laboratory::testing

#include "chart/theme.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace gammafield::chart {
namespace {

using Rgb = std::array<double, 3>;  // linear light, 0 to 1

Rgb linear(std::string_view hex) {
  Rgb rgb{};
  for (std::size_t i = 0; i < 3; ++i) {
    const double c = std::stoi(std::string{hex.substr(1 + 2 * i, 2)}, nullptr, 16) / 255.0;
    rgb[i] = c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  }
  return rgb;
}

double luminance(const Rgb& c) { return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2]; }

/// WCAG 2.1 contrast ratio.
double contrast(std::string_view a, std::string_view b) {
  const double la = luminance(linear(a)) + 0.05, lb = luminance(linear(b)) + 0.05;
  return std::max(la, lb) / std::min(la, lb);
}

Rgb times(const std::array<Rgb, 3>& matrix, const Rgb& v) {
  Rgb out{};
  for (std::size_t i = 0; i < 3; ++i) {
    out[i] = std::clamp(matrix[i][0] * v[0] + matrix[i][1] * v[1] + matrix[i][2] * v[2], 0.0, 1.0);
  }
  return out;
}

Rgb cielab(const Rgb& rgb) {
  const Rgb xyz = times({{{0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047},
                          {0.2126729, 0.7151522, 0.0721750},
                          {0.0193339 / 1.08883, 0.1191920 / 1.08883, 0.9503041 / 1.08883}}},
                        rgb);
  const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
  return {116 * f(xyz[1]) - 16, 500 * (f(xyz[0]) - f(xyz[1])), 200 * (f(xyz[1]) - f(xyz[2]))};
}

double distance(const Rgb& a, const Rgb& b) {
  const Rgb p = cielab(a), q = cielab(b);
  return std::hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

// Machado, Oliveira, Fernandes (2009), severity 1.
constexpr std::array<Rgb, 3> protanopia{
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
constexpr std::array<Rgb, 3> deuteranopia{
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
constexpr std::array<Rgb, 3> tritanopia{
    {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};

class Themes : public ::testing::TestWithParam<Theme> {};

TEST_P(Themes, SetsEveryTextInAColourThatCanBeRead) {
  const auto& p = palette(GetParam());
  for (const auto text :
       {p.ink, p.muted, p.positive, p.negative, p.flip, p.absolute_gamma, p.expected_move, p.focus, p.cluster}) {
    EXPECT_GE(contrast(text, p.background), 4.5) << text;
    EXPECT_GE(contrast(text, p.panel), 4.4) << text;
  }
}

TEST_P(Themes, KeepsTheSignsApartForTheColourBlind) {
  const auto& p = palette(GetParam());
  constexpr double plainly_different = 20;  // CIE76; 2.3 is just noticeable
  for (const auto& [a, b] : {std::pair{p.positive, p.negative}, std::pair{p.positive_soft, p.negative_soft}}) {
    for (const auto& eye : {protanopia, deuteranopia, tritanopia}) {
      EXPECT_GE(distance(times(eye, linear(a)), times(eye, linear(b))), plainly_different) << a << " and " << b;
    }
  }
}

TEST_P(Themes, LetsTheNamedWallsStandOut) {
  const auto& p = palette(GetParam());
  EXPECT_GT(contrast(p.positive, p.panel), 1.5 * contrast(p.positive_soft, p.panel));
  EXPECT_GT(contrast(p.negative, p.panel), 1.5 * contrast(p.negative_soft, p.panel));
}

INSTANTIATE_TEST_SUITE_P(Both, Themes, ::testing::Values(Theme::light, Theme::dark));

}  // namespace
}  // namespace gammafield::chart

#include "chart/theme.h"

namespace gammafield::chart {
namespace {

constexpr Palette light{.background = "#ffffff",
                        .panel = "#f6f8fa",
                        .grid = "#e2e7ed",
                        .axis = "#8a96a5",
                        .ink = "#141d2b",
                        .muted = "#566273",
                        .positive = "#067d6a",
                        .negative = "#c83c22",
                        .positive_soft = "#56aeb0",
                        .negative_soft = "#eb8f74",
                        .flip = "#6a43d1",
                        .absolute_gamma = "#8f6200",
                        .expected_move = "#1f6fb5",
                        .focus = "#566273",
                        .cluster = "#566273"};

constexpr Palette dark{.background = "#0d1219",
                       .panel = "#131a24",
                       .grid = "#222d3b",
                       .axis = "#5d6c80",
                       .ink = "#e9eef5",
                       .muted = "#97a5b8",
                       .positive = "#2ec9a9",
                       .negative = "#ff7350",
                       .positive_soft = "#1f8078",
                       .negative_soft = "#a84a33",
                       .flip = "#b09cff",
                       .absolute_gamma = "#e3b34f",
                       .expected_move = "#6fb4f2",
                       .focus = "#97a5b8",
                       .cluster = "#97a5b8"};

}  // namespace

const Palette& palette(Theme theme) { return theme == Theme::dark ? dark : light; }

}  // namespace gammafield::chart

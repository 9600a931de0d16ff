#include "engine/settings.h"

#include <gtest/gtest.h>

namespace gammafield::engine {
namespace {

TEST(OptionRegistry, EveryOptionStandsAtTheFirstOfItsValues) {
  const Settings settings;
  for (const auto& option : option_registry()) {
    const auto first = option.values.substr(0, option.values.find('|'));
    EXPECT_EQ(option.get(settings), first) << option.key;
  }
}

TEST(OptionRegistry, EveryNamedValueCanBeSetAndIsReadBack) {
  for (const auto& option : option_registry()) {
    auto rest = option.values;
    while (!rest.empty()) {
      const auto value = rest.substr(0, rest.find('|'));
      rest.remove_prefix(std::min(rest.size(), value.size() + 1));
      if (value.find("HIGH") != std::string_view::npos || value.ends_with(":N") || value.ends_with(":R")) continue;
      if (value.find("WEIGHT") != std::string_view::npos || value == "SCALE" || value == "DATE,DATE") continue;
      Settings settings;
      EXPECT_FALSE(apply_option(settings, std::string{option.key} + "=" + std::string{value})) << option.key << value;
      EXPECT_EQ(option.get(settings), value == "observed" ? "0.15" : value) << option.key;  // the one with a name
    }
  }
}

TEST(OptionRegistry, RefusesWithTheAllowedValuesInOneLine) {
  struct Row {
    std::string_view why, assignment, names;
  };
  const Row rows[] = {
      {"unknown key lists the keys", "flipmethod=reprice", "flip_method"},
      {"unknown value lists the values", "flip_method=magic", "grid60"},
      {"no equals sign", "flip_method", "KEY=VALUE"},
      {"a number out of range", "regime.theta=2", "0.05"},
      {"not a number", "oi.window=wide", "10"},
      {"not finite", "oi.window=nan", "10"},
      {"the user's positioning needs its file", "positioning=user", "all_short"},
      {"a domain that leaves spot out", "flip.domain=1.1-1.3", "LOW-HIGH"},
      {"and so for the bands", "band_domain=0.85-0.95", "LOW-HIGH"},
      {"too few draws for a quantile", "uncertainty.draws=10", "4000"},
      {"draws are whole", "uncertainty.draws=400.5", "4000"},
      {"a model nobody knows", "uncertainty.models=naive:1,clairvoyant:1", "MODEL:WEIGHT"},
      {"a model that needs a file", "uncertainty.models=naive,flow", "MODEL:WEIGHT"},
      {"a model without weight", "uncertainty.models=naive:0", "MODEL:WEIGHT"},
      {"a comma too many", "uncertainty.models=naive:1,", "MODEL:WEIGHT"},
  };
  for (const auto& row : rows) {
    Settings settings;
    const auto refusal = apply_option(settings, row.assignment);
    ASSERT_TRUE(refusal) << row.why;
    EXPECT_EQ(refusal->kind, base::RefusalKind::usage) << row.why;
    EXPECT_NE(refusal->message.find(row.names), std::string::npos) << row.why << ": " << refusal->message;
    EXPECT_EQ(refusal->message.find('\n'), std::string::npos) << row.why;
  }
}

TEST(OptionRegistry, TakesParametersOfFiltersAndDomains) {
  Settings settings;
  EXPECT_FALSE(apply_option(settings, "expiry_filter=le_dte:7"));
  EXPECT_EQ(settings.expiry_filter.to_string(), "le_dte:7");
  EXPECT_FALSE(apply_option(settings, "flip.domain=0.5-2"));
  EXPECT_EQ(settings.levels.flip_domain.high, 2);
  EXPECT_FALSE(apply_option(settings, "uncertainty.models=positioning:2,all_long"));
  ASSERT_EQ(settings.band_models.size(), 2U);
  EXPECT_FALSE(settings.band_models[0].model);
  EXPECT_EQ(settings.band_models[0].weight, 2);
  EXPECT_EQ(settings.band_models[1].model, exposure::PositioningModel::all_long);
}

TEST(OptionRegistry, WhatIsSetForOneUnderlyingIsItsAlone) {
  Settings settings;
  ASSERT_FALSE(apply_option(settings, "SPX:expiry_filter=le_dte:7"));
  ASSERT_FALSE(apply_option(settings, "SPX:basis.call=GROSS"));
  ASSERT_FALSE(apply_option(settings, "SPY:basis.call=ABS"));
  EXPECT_EQ(settings.levels.call_basis, levels::Basis::net);
  EXPECT_EQ(settings_for(settings, "SPX").levels.call_basis, levels::Basis::gross);
  EXPECT_EQ(settings_for(settings, "SPX").expiry_filter.to_string(), "le_dte:7");
  EXPECT_EQ(settings_for(settings, "NVDA").levels.call_basis, levels::Basis::net);
  ASSERT_FALSE(apply_option(settings, "SPX:basis.call=ABS"));  // again: the later value
  EXPECT_EQ(settings_for(settings, "SPX").levels.call_basis, levels::Basis::absolute);
  ASSERT_FALSE(apply_option(settings, "basis.call=GROSS"));  // for all: for each of them
  EXPECT_EQ(settings_for(settings, "SPY").levels.call_basis, levels::Basis::gross);
  EXPECT_EQ(settings.by_symbol.size(), 1u);
  for (const std::string_view wrong : {":basis.call=NET", "SPX:basis.call=net", "SPX:basis=NET", "SPX:basis.call"})
    EXPECT_TRUE(apply_option(settings, wrong)) << wrong;
}

TEST(Presets, GexboardTakesPutsAloneForTwoUnderlyings) {
  Settings settings;
  ASSERT_FALSE(apply_preset(settings, "gexboard"));
  EXPECT_EQ(settings_for(settings, "SPX").levels.put_wall_rule, levels::PutWallRule::gross_put);
  EXPECT_EQ(settings_for(settings, "QQQ").levels.put_wall_rule, levels::PutWallRule::most_negative_net);
  ASSERT_FALSE(apply_option(settings, "put_wall_rule=abs"));
  EXPECT_EQ(settings_for(settings, "SPX").levels.put_wall_rule, levels::PutWallRule::absolute);
}

/// Each value of each option that is a list of words, and every preset: set again by what they are told as.
TEST(Settings, AreMadeAgainByTheirAssignments) {
  EXPECT_TRUE(assignments_of({}).empty());
  std::vector<Settings> all;
  for (const auto& preset : presets()) ASSERT_FALSE(apply_preset(all.emplace_back(), preset.name));
  for (const auto* one : {"x_scale=0.15", "basis.call=GROSS", "flip.domain=0.1", "SPX:basis.call=ABS", "bands=true"}) {
    Settings settings;
    if (!apply_option(settings, one)) all.push_back(settings);
  }
  ASSERT_GT(all.size(), presets().size() + 2);
  for (const auto& settings : all) {
    Settings again;
    for (const auto& assignment : assignments_of(settings)) {
      ASSERT_FALSE(apply_option(again, assignment)) << assignment;
    }
    EXPECT_EQ(assignments_of(again), assignments_of(settings)) << settings.preset;
    for (const auto& option : option_registry()) EXPECT_EQ(option.get(again), option.get(settings)) << option.key;
  }
}

TEST(Presets, ConsistOfOptionsThatExist) {
  for (const auto& preset : presets()) {
    Settings settings;
    EXPECT_FALSE(apply_preset(settings, preset.name)) << preset.name;
    EXPECT_EQ(settings.preset, preset.name);
  }
  Settings settings;
  ASSERT_TRUE(apply_preset(settings, "secret"));
}

}  // namespace
}  // namespace gammafield::engine

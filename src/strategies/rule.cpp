#include "strategies/rule.h"

#include <algorithm>
#include <array>

#include "strategies/frameworks.h"

namespace gammafield::strategies {
namespace {

constexpr std::array<std::string_view, 2> missing_names{"leave_out", "never_trade"};

}  // namespace

std::string_view to_string(Missing missing) { return missing_names.at(static_cast<std::size_t>(missing)); }

std::optional<Missing> missing_of(std::string_view name) {
  const auto found = std::ranges::find(missing_names, name);
  if (found == missing_names.end()) return std::nullopt;
  return static_cast<Missing>(found - missing_names.begin());
}

void Conditions::require(std::optional<bool> holds, std::string_view needs) {
  if (holds) return require(*holds);
  if (!met_) return;
  lacking_.push_back(needs);
  met_ = missing_ == Missing::leave_out;
}

void Conditions::need(bool there, std::string_view what) {
  if (met_ && !there) lacking_.push_back(what);
  met_ = met_ && there;
}

Values::Values(std::span<const Parameter> parameters, const std::map<std::string, double, std::less<>>& chosen) {
  for (const auto& parameter : parameters) {
    const auto other = chosen.find(parameter.key);
    values_[parameter.key] = other == chosen.end() ? parameter.standard : other->second;
  }
}

double Values::operator()(std::string_view key) const { return values_.at(key); }

const std::vector<Strategy>& strategies() {
  static const std::vector<Strategy> all{
      magnet(), ceiling(), floor_at_put_wall(), premium(), volatility_at_flip(), fade_false_break(), follow_the_flip()};
  return all;
}

const Strategy* strategy_named(std::string_view name) {
  const auto found = std::ranges::find(strategies(), name, &Strategy::name);
  return found == strategies().end() ? nullptr : &*found;
}

}  // namespace gammafield::strategies

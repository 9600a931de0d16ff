#include "alerts/alert.h"

#include <array>

#include <fmt/format.h>

#include "alerts/digest.h"

namespace gammafield::alerts {
namespace {

constexpr std::array<std::pair<AlertKind, std::string_view>, 17> names{{
    {AlertKind::flip_crossed, "flip_crossed"},
    {AlertKind::wall_elected, "wall_elected"},
    {AlertKind::wall_gone, "wall_gone"},
    {AlertKind::wall_moved, "wall_moved"},
    {AlertKind::wall_tested, "wall_tested"},
    {AlertKind::wall_held, "wall_held"},
    {AlertKind::wall_broken, "wall_broken"},
    {AlertKind::wall_reclaimed, "wall_reclaimed"},
    {AlertKind::spot_near, "spot_near"},
    {AlertKind::regime_changed, "regime_changed"},
    {AlertKind::tier_passed, "tier_passed"},
    {AlertKind::data_stale, "data_stale"},
    {AlertKind::data_fresh, "data_fresh"},
    {AlertKind::data_flag, "data_flag"},
    {AlertKind::end_of_day, "end_of_day"},
    {AlertKind::pre_market, "pre_market"},
    {AlertKind::test, "test"},
}};

constexpr std::size_t id_digits = 32;

}  // namespace

std::string_view to_string(AlertKind kind) {
  for (const auto& [each, name] : names)
    if (each == kind) return name;
  return "test";
}

std::optional<AlertKind> parse_alert_kind(std::string_view text) {
  for (const auto& [kind, name] : names)
    if (name == text) return kind;
  return std::nullopt;
}

std::string alert_id(const AlertOf& of) {
  // each text with its length before it, so that no two different ones run together
  std::string all = "gammafield.alert/1";
  for (const std::string_view text : {of.rule, of.symbol, to_string(of.kind), of.subject})
    all += fmt::format("|{}:{}", text.size(), text);
  all += fmt::format("|{}|{}", of.as_of.time_since_epoch().count(), of.nth);
  return sha256_hex(all).substr(0, id_digits);
}

}  // namespace gammafield::alerts

#include "server/view.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "server/form.h"

namespace gammafield::server {
namespace {

using base::Refusal;
using base::RefusalKind;
using engine::Settings;
using Refused = std::optional<Refusal>;

Refusal usage(std::string message) { return {RefusalKind::usage, std::move(message)}; }

/// Walls over time are watched, and positions were inferred, by the server's own settings: by others these would be
/// told of numbers that they did not make.
bool is_of_another_moment(std::string_view key) {
  constexpr std::array<std::string_view, 3> kept{"hysteresis.", "state.", "flow."};
  return std::ranges::any_of(kept, [&](std::string_view prefix) { return key.starts_with(prefix); });
}

Refused apply_set(Settings& settings, std::string_view assignment) {
  const std::string_view key = assignment.substr(0, assignment.find('='));
  if (key.find(':') != std::string_view::npos)
    return usage(fmt::format("set={}: the address says of which symbol", assignment));
  if (is_of_another_moment(key))
    return usage(fmt::format("set={}: not of one snapshot; the server's own settings have it", assignment));
  return engine::apply_option(settings, assignment);
}

Refused apply_expiries(Settings& settings, std::string_view text) {
  const auto filter = exposure::ExpiryFilter::parse(text);
  if (!filter)
    return usage(
        fmt::format("expiries={}: all, next, 0dte, ex_0dte, le_dte:N, monthly, quarterly, ex_next, "
                    "ex_next_monthly or dates such as 2026-11-20,2026-12-18",
                    text));
  settings.expiry_filter = *filter;
  return std::nullopt;
}

/// What the command line has the time for, and a server does not.
Refused too_much(const Settings& wanted, const Settings& own) {
  if (wanted.bands.draws > std::max<std::uint64_t>(view_draws_max, own.bands.draws))
    return usage(fmt::format("set=uncertainty.draws={}: {} at most here", wanted.bands.draws, view_draws_max));
  using pricing::AmericanEngine;
  if (wanted.pricing.american_engine != own.pricing.american_engine &&
      wanted.pricing.american_engine == AmericanEngine::fd)
    return usage("set=american_engine=fd: too slow for a server; the command line has it");
  return std::nullopt;
}

/// The settings over those in force for the symbol.
base::Result<Settings, Refusal> settings_of(const Settings& own, const http::Request& request) {
  Settings wanted = own;
  for (const auto& [name, value] : request.query) {
    Refused wrong;
    if (name == "set") wrong = apply_set(wanted, value);
    if (name == "expiries") wrong = apply_expiries(wanted, value);
    if (wrong) return base::failure(std::move(*wrong));
  }
  if (auto wrong = too_much(wanted, own)) return base::failure(std::move(*wrong));
  if (wanted.positioning.model() != own.positioning.model()) wanted.positioning_flags.clear();  // of the other ones
  return wanted;
}

/// What is asked beside the settings in force, in order (a preset sets many, and what comes after it some of them
/// again); empty: nothing.
std::string view_name(const http::Request& request) {
  std::string name;
  for (const auto& [key, value] : request.query)
    if (key == "set" || key == "expiries") name.append(key).append(1, '=').append(value).append(1, '\n');
  return name;
}

}  // namespace

http::Response refused_in_query(Refusal refusal) {
  constexpr std::string_view option = "--";
  if (refusal.message.starts_with(option)) {
    refusal.message.erase(0, option.size());
    if (const auto space = refusal.message.find(' '); space != std::string::npos) refusal.message[space] = '=';
  }
  return refused(refusal);
}

base::Result<desk::SharedStanding, http::Response> standing_of(const House& house, const Asked& asked) {
  auto standing = house.desk.standing(asked.names[0]);
  if (!standing) return base::failure(no_symbol(asked.names[0]));
  const std::string name = view_name(asked.request);
  if (name.empty()) return standing;
  const auto settings = settings_of(standing->snapshot().report.settings, asked.request);
  if (!settings) return base::failure(refused_in_query(settings.error()));
  auto seen = house.desk.views().of(standing, name, *settings);
  if (!seen) return base::failure(refused(seen.error()));
  return std::move(*seen);
}

}  // namespace gammafield::server

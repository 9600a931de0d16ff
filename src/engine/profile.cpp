#include "engine/profile.h"

#include "exposure/profile.h"
#include "exposure/spot_exposure.h"
#include "levels/dynamic_flip.h"

namespace gammafield::engine {
namespace {

using exposure::Book;
using exposure::DynamicBook;
using exposure::RepricedBook;

std::vector<ProfileNode> net_gex_of(const std::vector<exposure::ProfilePoint>& points) {
  std::vector<ProfileNode> nodes;
  for (const auto& point : points) nodes.push_back({point.spot, point.net, std::nullopt, std::nullopt});
  return nodes;
}

void add_vanna_and_charm(std::vector<ProfileNode>& nodes, const Book& book) {
  const exposure::SpotExposure exposure{book};
  for (ProfileNode& node : nodes) {
    const exposure::Totals there = exposure.at(node.spot).totals;
    node.net_vanna = there.net_vanna;
    node.net_charm = there.net_charm;
  }
}

/// Its coverage is the whole book's, which nobody asks it for.
Book without_settled(Book book, market::Instant settled_by) {
  const auto& expiries = book.priced->chain->expiries;
  std::erase_if(book.holdings,
                [&](const exposure::Holding& holding) { return expiries[holding.expiry].settles_at <= settled_by; });
  return book;
}

struct Stretch {
  market::Spot lowest, highest;
  std::size_t points;
};

/// Net GEX and its roots of a book that is not the analysis' own.
Profile of_part(const Book& book, const Settings& settings, const Stretch& at) {
  if (settings.dynamics.kind == exposure::SmileDynamics::Kind::sticky_strike) {
    const RepricedBook repriced{book};
    return {settings.dynamics,
            {},
            net_gex_of(exposure::curve(repriced, at.lowest, at.highest, at.points)),
            levels::repriced_flips(repriced, settings.levels.flip_domain).roots};
  }
  const DynamicBook dynamic{book, settings.dynamics, settings.gamma_mode};
  return {settings.dynamics,
          {},
          net_gex_of(exposure::curve(dynamic, at.lowest, at.highest, at.points)),
          levels::dynamic_flips(dynamic, settings.levels.flip_domain).roots};
}

}  // namespace

std::string_view to_string(NoVannaCharm reason) {
  return reason == NoVannaCharm::sticky_strike_only ? "sticky_strike_only" : "too_many_points";
}

Profile profile(const Analysis& analysis, const ProfileRequest& request) {
  const Report& report = analysis.report;
  const double spot = report.spot.value(), reach = spot * request.range;
  const Stretch at{market::Spot{spot - reach}, market::Spot{spot + reach}, request.points};
  Profile found;
  std::optional<Book> left;
  if (request.settled_by) {
    left = without_settled(analysis.book, *request.settled_by);
    found = of_part(*left, report.settings, at);
    found.settled_by = request.settled_by;
  } else {
    found = {report.settings.dynamics,
             {},
             net_gex_of(analysis.curve(at.lowest, at.highest, at.points)),
             report.levels.flips.roots};
  }
  if (analysis.dynamic)
    found.no_vanna_charm = NoVannaCharm::sticky_strike_only;
  else if (request.points > request.vanna_charm_max)
    found.no_vanna_charm = NoVannaCharm::too_many_points;
  else
    add_vanna_and_charm(found.nodes, left ? *left : analysis.book);
  return found;
}

}  // namespace gammafield::engine

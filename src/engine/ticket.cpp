#include "engine/ticket.h"

#include <array>
#include <cmath>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/list_file.h"
#include "pricing/greeks_of_options.h"

namespace gammafield::engine {
namespace {

using base::Refusal;
using base::RefusalKind;
using market::Right;
using pricing::PricedChain;

constexpr double strike_max = 1e7, contracts_max = 1e9;

base::Result<Ticket, Refusal> wrong(std::string_view text, std::string_view what) {
  return base::failure(Refusal{RefusalKind::usage, fmt::format("--ticket {}: {}; write put,480,2026-09-18,50000,short",
                                                               base::shown(text), what)});
}

std::optional<double> amount(std::string_view text, double most) {
  const auto number = base::whole_number(text);
  return number && *number > 0 && *number <= most ? number : std::nullopt;
}

std::string days_of(const PricedChain& priced) {
  std::set<std::string> days;
  for (std::size_t e = 0; e < priced.expiries.size(); ++e)
    if (priced.expiries[e].years > 0) days.insert(market::to_string(priced.chain->expiries[e].date));
  return fmt::format("{}", fmt::join(days, ", "));
}

/// The live listed expiry that settles last on that day.
std::optional<std::size_t> listed_on(const PricedChain& priced, market::Date day) {
  std::optional<std::size_t> found;
  for (std::size_t e = 0; e < priced.expiries.size(); ++e) {
    const market::Expiry& expiry = priced.chain->expiries[e];
    if (expiry.unlisted || expiry.date != day || !(priced.expiries[e].years > 0)) continue;
    if (!found || expiry.settles_at >= priced.chain->expiries[*found].settles_at) found = e;
  }
  return found;
}

/// Annual volatility on the expiry's smile; at the money's where it has none there.
double volatility_at(const pricing::PricedExpiry& expiry, market::Strike strike) {
  if (!expiry.smile) return expiry.atm_vol;
  const double variance = expiry.smile->variance(std::log(strike.value() / expiry.forward.forward));
  return variance > 0 && std::isfinite(variance) ? std::sqrt(variance / expiry.years) : expiry.atm_vol;
}

void add(PricedChain& priced, market::ChainSnapshot& chain, std::size_t listed, const Ticket& ticket) {
  const auto index = static_cast<std::uint32_t>(chain.expiries.size());
  market::Expiry terms = chain.expiries[listed];
  terms.root = "OTC";
  terms.unlisted = ticket.dealers_long ? market::UnlistedSide::dealers_long : market::UnlistedSide::dealers_short;
  chain.expiries.push_back(std::move(terms));
  pricing::PricedExpiry expiry = priced.expiries[listed];
  const double sigma = volatility_at(expiry, ticket.strike);
  expiry.priced = 1;
  priced.expiries.push_back(std::move(expiry));
  market::OptionRow row;
  row.expiry = index;
  row.right = ticket.right;
  row.strike = ticket.strike;
  row.open_interest = ticket.contracts;
  chain.rows.push_back(row);
  priced.quote_flags.emplace_back();
  priced.options.push_back({.row = static_cast<std::uint32_t>(chain.rows.size() - 1),
                            .expiry = index,
                            .sigma = sigma,
                            .source = pricing::VolSource::smile,
                            .greeks = {}});
}

}  // namespace

base::Result<Ticket, Refusal> parse_ticket(std::string_view text) {
  std::string_view rest = text;
  std::array<std::string_view, 5> cells;
  for (std::string_view& cell : cells) cell = base::trimmed(base::take_until(rest, ','));
  if (!rest.empty() || cells.back().empty()) return wrong(text, "five parts");
  Ticket ticket;
  if (cells[0] != "call" && cells[0] != "put") return wrong(text, "the first part is call or put");
  ticket.right = cells[0] == "call" ? Right::call : Right::put;
  const auto strike = amount(cells[1], strike_max);
  if (!strike) return wrong(text, "the second part is a strike above 0");
  ticket.strike = market::Strike{*strike};
  const auto expiry = market::parse_date(cells[2]);
  if (!expiry) return wrong(text, "the third part is a day");
  ticket.expiry = *expiry;
  const auto contracts = amount(cells[3], contracts_max);
  if (!contracts) return wrong(text, "the fourth part is a number of contracts above 0");
  ticket.contracts = market::Contracts{*contracts};
  if (cells[4] != "long" && cells[4] != "short")
    return wrong(text, "the fifth part is the dealers' side, long or short");
  ticket.dealers_long = cells[4] == "long";
  return ticket;
}

std::string to_string(const Ticket& ticket) {
  return fmt::format("{},{},{},{},{}", ticket.right == Right::call ? "call" : "put", ticket.strike.value(),
                     market::to_string(ticket.expiry), ticket.contracts.value(),
                     ticket.dealers_long ? "long" : "short");
}

bool has_settled(const Ticket& ticket, const market::ChainSnapshot& chain) {
  if (ticket.expiry < chain.session) return true;
  bool listed = false, live = false;
  for (const market::Expiry& expiry : chain.expiries) {
    if (expiry.date != ticket.expiry) continue;
    listed = true;
    live = live || expiry.settles_at > chain.as_of;
  }
  return listed && !live;
}

base::Result<PricedChain, Refusal> with_tickets(PricedChain priced, std::span<const Ticket> tickets) {
  if (tickets.empty()) return priced;
  auto chain = std::make_shared<market::ChainSnapshot>(*priced.chain);
  std::vector<std::string> told;
  for (const Ticket& ticket : tickets) {
    const auto listed = listed_on(priced, ticket.expiry);
    if (!listed)
      return base::failure(Refusal{
          RefusalKind::usage, fmt::format("--ticket {}: no contract of the chain expires on that day; these are: {}",
                                          to_string(ticket), days_of(priced))});
    add(priced, *chain, *listed, ticket);
    told.push_back(to_string(ticket));
  }
  priced.chain = std::move(chain);
  pricing::fill_greeks(priced);
  priced.flags.push_back(
      {"otc_tickets", fmt::format("the book holds positions that are not listed: {}", fmt::join(told, "; "))});
  return priced;
}

}  // namespace gammafield::engine

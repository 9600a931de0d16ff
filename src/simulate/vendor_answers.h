#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "market/date.h"
#include "simulate/simulated_chain.h"

/// A made-up chain in the answers of vendors that take several requests for one, each in its exact shape. Every quote
/// is as old as the chain.
namespace gammafield::simulate {

/// The dates on which something of the chain expires, ascending, each once.
[[nodiscard]] std::vector<market::Date> expiration_dates(const SimulatedChain&);
/// The roots of the chain, ascending: SPX, SPXW.
[[nodiscard]] std::vector<std::string> roots_of(const SimulatedChain&);

/// Tradier: `markets/options/expirations`, `markets/quotes`, and `markets/options/chains` of a date, with greeks. Null:
/// no trade today, no volatility.
[[nodiscard]] std::string to_tradier_expirations(const SimulatedChain&);
[[nodiscard]] std::string to_tradier_quote(const SimulatedChain&);
[[nodiscard]] std::string to_tradier_chain(const SimulatedChain&, market::Date expiration);

/// Massive: contracts `first` to `first + count` of the option chain snapshot, by ticker; `next_url` as given, empty on
/// the last page. Greeks and volatility are left out where the vendor has none.
[[nodiscard]] std::string to_massive_page(const SimulatedChain&, std::size_t first, std::size_t count,
                                          std::string_view next_url);

/// ThetaData, version 3 as JSON: quotes and open interest of a root, and the index's price.
[[nodiscard]] std::string to_theta_quotes(const SimulatedChain&, std::string_view root);
[[nodiscard]] std::string to_theta_open_interest(const SimulatedChain&, std::string_view root);
[[nodiscard]] std::string to_theta_price(const SimulatedChain&);

/// OCC: the series search of the underlying, and the report of a month's sessions up to the last one.
[[nodiscard]] std::string to_occ_series(const SimulatedChain&);
[[nodiscard]] std::string to_occ_report(const std::vector<market::Date>& sessions);

}  // namespace gammafield::simulate

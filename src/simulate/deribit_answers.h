#pragma once

#include <string>
#include <vector>

#include "simulate/simulated_chain.h"

/// A made-up chain as options on a coin at Deribit: a tenth of a coin's price is the index's, one coin a contract,
/// premiums in coin, expiry at 08:00 UTC of the same dates. Of two roots on a date the one that settles in the
/// afternoon.
namespace gammafield::simulate {

/// `BTC-18SEP26-64000-C` of every contract that has not expired by the chain's time, in the chain's order.
[[nodiscard]] std::vector<std::string> deribit_instruments(const SimulatedChain&);

/// The `result` of `public/get_instruments`.
[[nodiscard]] std::string to_deribit_instruments(const SimulatedChain&);

/// The `result` of `public/get_book_summary_by_currency`.
[[nodiscard]] std::string to_deribit_summary(const SimulatedChain&);

/// The `data` of a `ticker.*` message for each instrument, in the order of deribit_instruments().
[[nodiscard]] std::vector<std::string> to_deribit_tickers(const SimulatedChain&);

/// A book with at most one price a side, in coins; a price of 0: the side is empty.
struct DeribitBook {
  struct Side {
    double price = 0, amount = 0;
  };
  Side bid, ask;
};
/// Of each instrument, in the order of deribit_instruments().
[[nodiscard]] std::vector<DeribitBook> deribit_books(const SimulatedChain&);

/// Bids and asks of a `book.*` message, `"bids":[["new",0.1,5.0]],"asks":[...]`: what makes `now` of `before`.
[[nodiscard]] std::string to_deribit_depth(const DeribitBook& before, const DeribitBook& now);

}  // namespace gammafield::simulate

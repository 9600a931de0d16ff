#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

namespace gammafield::hedging {

/// Who can hold money and shares. Every payment has a payer and a payee, every share a giver and a taker, so that all
/// accounts together hold nothing but rounding at any time: what `imbalance` tells is a fault in the bookkeeping.
/// The market maker is on the other side of every trade; customers are on the other side of the options.
class Ledger {
 public:
  enum Agent : std::size_t { customers, flows, market_maker, venue, bank, first_dealer };

  explicit Ledger(std::size_t dealers) : accounts_(first_dealer + dealers) {}

  void pay(std::size_t payer, std::size_t payee, double cash) {
    accounts_[payer].cash -= cash;
    accounts_[payee].cash += cash;
    turnover_ += std::abs(cash);
  }
  /// The buyer gets the shares and pays for them; negative: sells.
  void trade(std::size_t buyer, std::size_t seller, double shares, double price) {
    accounts_[buyer].shares += shares;
    accounts_[seller].shares -= shares;
    pay(buyer, seller, shares * price);
  }
  /// Shares without a price: a settlement's, whose money is paid apart.
  void hand_over(std::size_t giver, std::size_t taker, double shares) {
    accounts_[giver].shares -= shares;
    accounts_[taker].shares += shares;
  }
  [[nodiscard]] double cash(std::size_t agent) const { return accounts_[agent].cash; }
  [[nodiscard]] double shares(std::size_t agent) const { return accounts_[agent].shares; }

  /// |all cash + all shares at this spot| over the dollars that changed hands; 0 where none did.
  [[nodiscard]] double imbalance(double spot) const {
    double cash = 0, shares = 0;
    for (const auto& account : accounts_) {
      cash += account.cash;
      shares += account.shares;
    }
    return turnover_ > 0 ? (std::abs(cash) + std::abs(shares) * spot) / turnover_ : 0;
  }

 private:
  struct Account {
    double cash = 0, shares = 0;
  };
  std::vector<Account> accounts_;
  double turnover_ = 0;
};

}  // namespace gammafield::hedging

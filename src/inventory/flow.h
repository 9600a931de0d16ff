#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <vector>

#include "base/strong.h"
#include "inventory/prints.h"
#include "inventory/side_teller.h"

namespace gammafield::inventory {

using ContractsSquared = base::Strong<struct ContractsSquaredTag>;  ///< a variance of contracts
using Share = base::Strong<struct ShareTag>;                        ///< 0 to 1

/// What customers did with one contract on one day.
struct Flow {
  market::Contracts net;      ///< bought less sold, corrected for wrong sides: (B - S)/(2a - 1)
  ContractsSquared variance;  ///< of `net` about what they really did
  ContractsSquared squares;   ///< sum of squared sizes, as far as prints may err together
  market::Contracts volume;   ///< printed, with a side or without
};
using FlowByContract = std::map<market::ContractKey, Flow>;

/// The flow of one trading day.
struct DayFlow {
  market::Date day;
  FlowByContract contracts;
};

/// How the prints were told apart; each is in one of these, but `out_of_order` and `took_nothing` are of others.
struct PrintTally {
  std::array<std::size_t, 4> by_rule{};  ///< ordinary prints by SideRule
  std::size_t undirected = 0, unknown = 0, out_of_order = 0;
  std::size_t cancelled = 0;                     ///< prints that never counted
  std::size_t take_backs = 0, took_nothing = 0;  ///< reports of a cancellation; those of no print that is there
  [[nodiscard]] std::size_t of(SideRule rule) const { return by_rule[static_cast<std::size_t>(rule)]; }
  [[nodiscard]] std::size_t used() const;  ///< all but cancelled ones and reports
};

/// How often a rule names the true side; more than one half, at most 1. 0.75: below the 83 % of the quote rule in the
/// tests of 2003, since much of today's customer flow posts limit orders (docs/methods.md 4.3).
inline constexpr Share usual_accuracy{0.75};

/// Adds up prints by day and contract. An ordinary print of a side counts +-size/(2a - 1), and errs as a whole:
/// variance 4a(1 - a)/(2a - 1)^2 size^2. Prints of one order err together, so that their sizes are added before they
/// are squared; where orders are not told the squares count three times instead. A print without a side counts 0 +-
/// size.
///
/// A report that takes a print back takes the last one before it of its contract, day, price and size; what that print
/// told the tick test of later ones stays told.
///
/// The order of prints matters to that and to the tick test alone; a print earlier than the one before it of its
/// contract gets no tick test, and is counted.
class FlowCounter {
 public:
  explicit FlowCounter(Share accuracy = usual_accuracy);
  FlowCounter(const FlowCounter&) = delete;
  FlowCounter& operator=(const FlowCounter&) = delete;

  void add(const Print&);
  [[nodiscard]] const PrintTally& tally() const { return tally_; }
  [[nodiscard]] std::vector<DayFlow> days() const;  ///< ascending

 private:
  struct Sizes {
    double net = 0, directed = 0, undirected = 0;  ///< contracts
  };
  enum class Told : std::uint8_t { rule, undirected, unknown };
  struct Counted {
    double price = 0, size = 0;
    Sizes* order = nullptr;  ///< none: of no order
    CustomerSide side = CustomerSide::unclear;
    Told told = Told::rule;
    SideRule rule = SideRule::none;
  };
  struct Gathered {
    double volume = 0, net = 0, directed_squares = 0, undirected_squares = 0;  ///< of prints without an order
    std::map<std::string, Sizes, std::less<>> orders;
    std::vector<Counted> prints;  ///< as they came, for reports that take one back
  };
  [[nodiscard]] Counted told_apart(const Print&);
  [[nodiscard]] std::size_t& tally_of(const Counted&);
  [[nodiscard]] Gathered* known(const Print&);
  void take_back(const Print&);
  /// Once more, or once less.
  static void count(Gathered&, const Counted&, double times);
  [[nodiscard]] Flow flow_of(const Gathered&) const;

  double accuracy_;
  std::map<market::Date, std::map<market::ContractKey, Gathered>> days_;
  SideTeller sides_;
  PrintTally tally_;
};

}  // namespace gammafield::inventory

#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "levels/regime.h"
#include "market/calendar.h"
#include "research/hit_rate.h"
#include "strategies/option_quotes.h"

/// Days as a trading rule may see them: what is known at a bar, and nothing after it (docs/methods.md 7.1).
namespace gammafield::strategies {

/// What a chain and prices do not tell, as known when the session is begun to be followed; none where nobody gave it.
struct DayInputs {
  std::shared_ptr<const OptionQuotes> quotes = {};
  std::optional<double> iv_percentile = {};  ///< of the at-the-money volatility within a year's, 0 to 100
  std::optional<bool> scheduled_event = {};  ///< of this session
  std::optional<double> vix = {};            ///< the close of the session before
};

/// A session's levels as rules read them.
struct DayLevels {
  std::optional<double> call_wall, put_wall, flip;
  std::optional<double> absolute_peak;   ///< the strike of the largest gross exposure
  std::optional<double> put_wall_share;  ///< of gross exposure, at the put wall's strike
  std::optional<double> net_to_gross;    ///< none where nothing is known of exposures
  double spot = 0;                       ///< when the levels were made
  double move = 0;                       ///< one standard deviation of a session's ln return
};

/// A bar: the number of a day and of a price in it.
struct Place {
  std::size_t day = 0, bar = 0;
  friend auto operator<=>(const Place&, const Place&) = default;
};

/// All days of one symbol. It outlives none of what it was made of: days are referred to.
class Tape {
 public:
  /// `inputs`: one a day, or none at all. Refuses (input_rejected) levels or quotes that became known only after their
  /// day was begun to be followed.
  [[nodiscard]] static base::Result<Tape, base::Refusal> of(
      const research::SymbolDays&, std::vector<DayInputs> inputs, research::WallBasis,
      std::shared_ptr<const market::Calendar> = market::Calendar::of(market::Exchange::us));

  [[nodiscard]] std::size_t size() const { return symbol_->days.size(); }
  [[nodiscard]] const research::SymbolDays& symbol() const { return *symbol_; }
  [[nodiscard]] const research::StudyDay& day(std::size_t i) const { return symbol_->days[i]; }
  [[nodiscard]] const DayLevels& levels(std::size_t i) const { return levels_[i]; }
  [[nodiscard]] const DayInputs& inputs(std::size_t i) const { return inputs_[i]; }
  [[nodiscard]] const market::Calendar& calendar() const { return *calendar_; }
  [[nodiscard]] double price(Place at) const { return day(at.day).prices[at.bar].price.value(); }
  [[nodiscard]] market::Instant time(Place at) const { return day(at.day).prices[at.bar].at; }
  [[nodiscard]] Place last() const { return {size() - 1, day(size() - 1).prices.size() - 1}; }
  /// By the latest quotes known then that have it.
  [[nodiscard]] std::optional<OptionPrice> option_price(const Option&, Place) const;
  /// There are prices of the session in which it settles, or the tape ends before it. Says nothing of any price: only
  /// whether what it pays can be known.
  [[nodiscard]] bool can_settle(const Option&) const;
  /// When the day's wall was BROKEN: 20 continuous minutes beyond (docs/methods.md 1.4.12).
  [[nodiscard]] const std::vector<market::Instant>& breaks(std::size_t i, levels::Side side) const {
    return side == levels::Side::call ? call_breaks_[i] : put_breaks_[i];
  }

 private:
  const research::SymbolDays* symbol_ = nullptr;
  std::vector<DayInputs> inputs_;
  std::vector<DayLevels> levels_;
  std::vector<std::vector<market::Instant>> call_breaks_, put_breaks_;
  std::shared_ptr<const market::Calendar> calendar_;
};

}  // namespace gammafield::strategies

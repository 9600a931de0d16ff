#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "strategies/trade.h"
#include "strategies/view.h"

/// A rule of trading by levels as pure functions of what is known (docs/methods.md 1.4.17). What is measured of it is
/// never an advice.
namespace gammafield::strategies {

/// What a rule does about a condition on which nothing is known.
enum class Missing : std::uint8_t {
  leave_out,    ///< goes on without it, and says so
  never_trade,  ///< is not decided
};
[[nodiscard]] std::string_view to_string(Missing);
[[nodiscard]] std::optional<Missing> missing_of(std::string_view);

/// The conditions of an entry, looked at one after another.
class Conditions {
 public:
  explicit Conditions(Missing missing) : missing_(missing) {}

  void require(bool holds) { met_ = met_ && holds; }
  /// Where it is not known: by the choice above.
  void require(std::optional<bool> holds, std::string_view needs);
  /// Without it there is no trade, whatever the choice.
  void need(bool there, std::string_view what);

  [[nodiscard]] bool met() const { return met_; }
  /// What was not known when all before it was met.
  [[nodiscard]] const std::vector<std::string_view>& lacking() const { return lacking_; }

 private:
  Missing missing_;
  bool met_ = true;
  std::vector<std::string_view> lacking_;
};

struct Order {
  std::vector<Leg> legs;
  std::string why;
  std::optional<double> limit = {};  ///< executed only with the underlying at or below it
};

/// A position as its rule sees it.
struct Holding {
  Place entered;
  std::vector<Leg> legs;
};

struct Rule {
  std::function<Conditions(const View&)> wanted;
  std::function<std::optional<Order>(const View&)> order;  ///< none where it cannot be had
  /// Why the position is left now; none: it is kept. Options that settle leave by themselves.
  std::function<std::optional<std::string>(const View&, const Holding&)> leave;
};

/// A number that a rule is made with.
struct Parameter {
  std::string_view key;
  double standard, low, high;
  std::string_view source;  ///< who says that number
};

/// Parameters by key: the standard ones, and what was chosen instead.
class Values {
 public:
  Values(std::span<const Parameter>, const std::map<std::string, double, std::less<>>& chosen);
  [[nodiscard]] double operator()(std::string_view key) const;  ///< of a key that the rule has

 private:
  std::map<std::string_view, double> values_;
};

/// One strategy of docs/methods.md 1.4.17.
struct Strategy {
  std::string_view name;   ///< `W1`
  std::string_view title;  ///< `magnet`
  std::string_view says;   ///< entry, exit and invalidation in a sentence
  bool reads_walls;        ///< else walls of other days change nothing
  std::vector<Parameter> parameters;
  std::function<Rule(const Values&, Missing)> make;
};

/// All of them, in the order of the source.
[[nodiscard]] const std::vector<Strategy>& strategies();
[[nodiscard]] const Strategy* strategy_named(std::string_view);

}  // namespace gammafield::strategies

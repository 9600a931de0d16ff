#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>

#include "ingest/deribit_message.h"

namespace gammafield::feeds {

/// One instrument's order book from its `book.*` channel. Every change names the one before it; where it names another,
/// something was lost, and the book is nothing until the next snapshot.
class DeribitDepthBook {
 public:
  enum class Taken : std::uint8_t { applied, gap, waiting };  ///< waiting: a change before any snapshot
  Taken take(const ingest::DeribitDepth&);
  void clear();

  [[nodiscard]] bool whole() const { return change_id_.has_value(); }
  [[nodiscard]] std::optional<double> best_bid() const;
  [[nodiscard]] std::optional<double> best_ask() const;

 private:
  std::map<double, double, std::greater<>> bids_;
  std::map<double, double> asks_;
  std::optional<std::int64_t> change_id_;
};

}  // namespace gammafield::feeds

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/json_writer.h"
#include "exposure/book.h"
#include "levels/levels.h"
#include "market/date.h"

namespace gammafield::engine {

/// When the inputs of a Report were, where their sources say: of files, mostly nothing.
///
/// A level's essential inputs are the spot and the quotes of the contracts that carry 90 % of it: of a wall the largest
/// of its strike, of the flip and of the whole exposure the largest of the book, by gross exposure. Its time is that of
/// the oldest of them that has one; none where none has, or where there is no level. Open interest is the Report's
/// `oi_date`: it is older than all of these, always.
struct InputTimes {
  std::optional<market::Instant> spot;
  std::size_t timed_quotes = 0;  ///< of the book's contracts
  std::optional<market::Instant> oldest_quote, newest_quote;
  std::optional<market::Instant> call_wall, put_wall, gamma_flip, exposure;
};

[[nodiscard]] InputTimes input_times(const market::ChainSnapshot&, const exposure::Book&, const levels::Levels&);

/// The same with spot elsewhere: whose quotes are of when is looked up once.
class QuoteTimes {
 public:
  QuoteTimes(const market::ChainSnapshot&, const exposure::Book&);
  /// `gross_gex`: each holding's with spot there, known at `spot`.
  [[nodiscard]] InputTimes of(std::span<const market::UsdPerPercent> gross_gex, const levels::Levels&,
                              std::optional<market::Instant> spot) const;

 private:
  struct Listed {
    std::uint32_t holding = 0;
    market::Strike strike;
    std::optional<market::Instant> quoted;
  };
  std::vector<Listed> listed_;
  InputTimes known_;  ///< of the quotes alone
};

/// The Report's member `inputs`.
void write_input_times(base::JsonWriter&, const InputTimes&);

}  // namespace gammafield::engine

#pragma once

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "feeds/feed.h"
#include "feeds/growing_file.h"
#include "ingest/price_bars.h"

namespace gammafield::feeds {

/// Prices of one underlying from a file of bars, or of single prices, that another program appends to: in the shapes of
/// ingest::read_price_bars, as it reads them whole. A price is told once, in time order, when its moment has come: a
/// bar that is written while it lasts waits until it is over. Which lines are bars' ends, and how long bars are, shows
/// in the lines beside them: of a single line nothing is told. What is written for a time before what has been told is
/// not told any more.
class BarsFeed final : public Feed {
 public:
  /// `delay`: how far the file runs behind the market.
  BarsFeed(std::string symbol, std::string path, std::shared_ptr<const market::Calendar> calendar,
           std::chrono::milliseconds delay)
      : symbol_(std::move(symbol)), file_(std::move(path)), calendar_(std::move(calendar)), delay_(delay) {}

  [[nodiscard]] std::string name() const override { return "bars " + symbol_; }
  [[nodiscard]] PollRule rule() const override;
  [[nodiscard]] std::optional<std::chrono::milliseconds> delay() const override { return delay_; }
  /// As far apart as most lines are.
  [[nodiscard]] std::chrono::milliseconds rhythm() const override { return rhythm_; }
  [[nodiscard]] Answer ask(Moment now) override;

 private:
  [[nodiscard]] std::optional<Trouble> read();
  [[nodiscard]] Answer told_by(Moment now);

  std::string symbol_;
  GrowingFile file_;
  std::shared_ptr<const market::Calendar> calendar_;
  std::chrono::milliseconds delay_;
  std::chrono::milliseconds rhythm_{60'000};
  std::deque<NewPrice> waiting_;  ///< not told yet
  std::optional<market::Instant> told_;
  std::optional<Trouble> unreadable_;  ///< as long as the file stays as it is
};

}  // namespace gammafield::feeds

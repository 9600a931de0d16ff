#pragma once

#include <memory>
#include <string>

#include "feeds/feed.h"
#include "feeds/inputs.h"

namespace gammafield::feeds {

/// One feed of two: snapshots from the first, with the open interest that the second tells. Before the first snapshot
/// the second is heard out; later it is asked by its own schedule, between the requests of the first, whose own trouble
/// alone is this feed's. That of the second is a flag of the snapshots: `open_interest_feed_in_trouble`.
class MergedFeed final : public Feed {
 public:
  MergedFeed(std::unique_ptr<Feed> quotes, std::unique_ptr<Feed> open_interest, std::uint64_t seed);

  [[nodiscard]] std::string name() const override { return quotes_->name(); }
  [[nodiscard]] PollRule rule() const override;
  [[nodiscard]] std::optional<std::chrono::milliseconds> delay() const override { return quotes_->delay(); }
  [[nodiscard]] std::chrono::milliseconds rhythm() const override { return quotes_->rhythm(); }
  [[nodiscard]] Answer ask(Moment now) override;
  [[nodiscard]] bool more() const override { return more_; }
  void clock_moved(std::chrono::milliseconds by) override;

 private:
  [[nodiscard]] Answer ask_open_interest(Moment now);
  [[nodiscard]] NewChain with_open_interest(const NewChain&) const;

  std::unique_ptr<Feed> quotes_, open_interest_;
  Schedule schedule_;  ///< of the second
  Inputs inputs_;
  std::optional<Trouble> trouble_;  ///< the second's last
  bool heard_ = false;              ///< the second, to the end of its first answer
  bool more_ = false;
};

}  // namespace gammafield::feeds

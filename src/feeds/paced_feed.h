#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "feeds/feed.h"

namespace gammafield::feeds {

/// A feed that is asked at another pace than its vendor's: for servers of one's own.
class PacedFeed final : public Feed {
 public:
  PacedFeed(std::unique_ptr<Feed> feed, std::chrono::milliseconds period) : feed_(std::move(feed)), period_(period) {}

  [[nodiscard]] std::string name() const override { return feed_->name(); }
  [[nodiscard]] PollRule rule() const override {
    PollRule rule = feed_->rule();
    rule.period = period_;
    rule.least = std::min(rule.least, period_);
    rule.first_backoff = std::min(rule.first_backoff, period_);
    rule.longest = std::min(rule.longest, 10 * period_);
    return rule;
  }
  [[nodiscard]] std::optional<std::chrono::milliseconds> delay() const override { return feed_->delay(); }
  [[nodiscard]] std::chrono::milliseconds rhythm() const override { return feed_->rhythm(); }
  [[nodiscard]] Answer ask(Moment now) override { return feed_->ask(now); }
  [[nodiscard]] bool more() const override { return feed_->more(); }
  void clock_moved(std::chrono::milliseconds by) override { feed_->clock_moved(by); }

 private:
  std::unique_ptr<Feed> feed_;
  std::chrono::milliseconds period_;
};

}  // namespace gammafield::feeds

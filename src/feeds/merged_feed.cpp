#include "feeds/merged_feed.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace gammafield::feeds {

MergedFeed::MergedFeed(std::unique_ptr<Feed> quotes, std::unique_ptr<Feed> open_interest, std::uint64_t seed)
    : quotes_(std::move(quotes)),
      open_interest_(std::move(open_interest)),
      schedule_(open_interest_->rule(), Moment{}, seed) {}

PollRule MergedFeed::rule() const {
  PollRule rule = quotes_->rule();
  if (!heard_) rule.least = std::max(rule.least, open_interest_->rule().least);
  return rule;
}

void MergedFeed::clock_moved(std::chrono::milliseconds by) {
  schedule_.ask_at(schedule_.due() + by);
  quotes_->clock_moved(by);
  open_interest_->clock_moved(by);
}

Answer MergedFeed::ask(Moment now) {
  if (!heard_ || schedule_.due() <= now) return ask_open_interest(now);
  Answer answer = quotes_->ask(now);
  more_ = quotes_->more();
  if (const auto* chain = std::get_if<NewChain>(&answer)) return with_open_interest(*chain);
  return answer;
}

Answer MergedFeed::ask_open_interest(Moment now) {
  const Answer answer = open_interest_->ask(now);
  schedule_.answered(answer, now);
  if (open_interest_->more())
    schedule_.ask_at(now + open_interest_->rule().least);
  else
    heard_ = true;
  if (!std::holds_alternative<Underway>(answer)) trouble_.reset();  // the beginning of an answer ends none
  if (const auto* trouble = std::get_if<Trouble>(&answer)) trouble_ = *trouble;
  if (const auto* told = std::get_if<NewOpenInterest>(&answer)) inputs_.take(*told);
  more_ = true;  // the quotes' turn is now
  return Underway{};
}

NewChain MergedFeed::with_open_interest(const NewChain& chain) const {
  auto merged = inputs_.merged(chain.loaded);
  if (!trouble_) return {std::move(merged)};
  auto flagged = std::make_shared<ingest::LoadedChain>(*merged);
  flagged->chain.flags.push_back(
      {"open_interest_feed_in_trouble",
       fmt::format("{}: {}: {}", open_interest_->name(), to_string(trouble_->kind), trouble_->detail)});
  return {std::move(flagged)};
}

}  // namespace gammafield::feeds

#include "feeds/pace.h"

#include <algorithm>
#include <charconv>

namespace gammafield::feeds {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds longest_wait{600'000};  // a vendor's clock gone wrong must not silence a feed for long
constexpr milliseconds counted_over{60'000};
constexpr milliseconds wait_when_refused{60'000};

std::optional<std::int64_t> number_in(const Response& response, std::string_view name) {
  const auto text = response.header(name);
  if (!text) return std::nullopt;
  std::int64_t number = 0;
  const auto read = std::from_chars(text->data(), text->data() + text->size(), number);
  return read.ec == std::errc{} && read.ptr == text->data() + text->size() ? std::optional{number} : std::nullopt;
}

}  // namespace

void Pace::asked(Moment now) {
  while (!asked_.empty() && asked_.front() + counted_over <= now) asked_.pop_front();
  asked_.push_back(now);
}

void Pace::answered(const Response& response, Moment now) {
  if (const auto allowed = number_in(response, "x-ratelimit-allowed"); allowed && *allowed > 0)
    allowed_ = static_cast<std::size_t>(*allowed);
  const auto left = number_in(response, "x-ratelimit-available"), until = number_in(response, "x-ratelimit-expiry");
  if (!left || !until || *until < 0 || *until > 253'402'300'799'000) return;  // the year 9999
  spread_.reset();  // only here: an error without these headers takes back nothing
  const milliseconds wait = std::clamp(std::chrono::duration_cast<milliseconds>(Moment{milliseconds{*until}} - now),
                                       milliseconds{0}, longest_wait);
  if (*left <= 0)
    not_before_ = std::max(not_before_.value_or(now), now + wait);
  else
    spread_ = wait / std::min<std::int64_t>(*left, 1'000'000);
}

void Pace::refused(const Trouble& trouble, Moment now) {
  if (trouble.kind != TroubleKind::too_many) return;
  const milliseconds wait = trouble.retry_after ? milliseconds{*trouble.retry_after} : wait_when_refused;
  not_before_ = std::max(not_before_.value_or(now), now + wait);
}

milliseconds Pace::least() const {
  milliseconds least = std::max(least_, spread_.value_or(milliseconds{0}));
  if (asked_.empty()) return least;
  if (not_before_) least = std::max(least, *not_before_ - asked_.back());
  if (!allowed_ || asked_.size() < *allowed_) return least;
  const Moment room = asked_[asked_.size() - *allowed_] + counted_over;
  return std::max(least, room - asked_.back());
}

}  // namespace gammafield::feeds

#include "feeds/bars_feed.h"

#include <utility>

namespace gammafield::feeds {

PollRule BarsFeed::rule() const {
  using std::chrono::milliseconds;
  return {milliseconds{1'000}, milliseconds{0}, milliseconds{1'000}, milliseconds{10'000}};
}

Answer BarsFeed::ask(Moment now) {
  if (auto trouble = read()) return std::move(*trouble);
  return told_by(now);
}

std::optional<Trouble> BarsFeed::read() {
  auto text = file_.read();
  if (!text) return std::move(text.error());
  if (!*text) return unreadable_;
  const auto bars = ingest::read_price_bars(**text, file_.path(), *calendar_);
  unreadable_.reset();
  if (!bars) return unreadable_ = Trouble{TroubleKind::unreadable, bars.error().message};
  waiting_.clear();
  if (bars->bars.size() < 2) return std::nullopt;
  rhythm_ = bars->length;
  for (const auto& [at, price] : ingest::known_prices(*bars, *calendar_))
    if (!told_ || at > *told_) waiting_.push_back({symbol_, price, at});
  return std::nullopt;
}

Answer BarsFeed::told_by(Moment now) {
  NewPrices told;
  for (; !waiting_.empty() && waiting_.front().at <= now; waiting_.pop_front())
    told.prices.push_back(std::move(waiting_.front()));
  if (told.prices.empty()) return Unchanged{};
  told_ = told.prices.back().at;
  return told;
}

}  // namespace gammafield::feeds

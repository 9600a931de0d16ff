#include "feeds/series_feed.h"

#include <fmt/format.h>

namespace gammafield::feeds {
namespace {

constexpr std::chrono::minutes longest_series{10};  // beyond it the first answers are of another market

/// Whether the same request may get its answer a little later.
bool passes(TroubleKind kind) {
  switch (kind) {
    case TroubleKind::unreachable:
    case TroubleKind::timed_out:
    case TroubleKind::cut_short:
    case TroubleKind::too_many:
    case TroubleKind::server_error: return true;
    default: return false;
  }
}

}  // namespace

PollRule SeriesFeed::rule() const {
  PollRule rule;
  rule.period = access_.period;
  rule.least = access_.pace->least();
  return rule;
}

base::Result<std::string, Trouble> SeriesFeed::fetched(Moment now) {
  const std::string url = series_->next_url();
  if (origin_of(url).empty() || origin_of(url) != origin_of(access_.base))
    return base::failure(Trouble{TroubleKind::redirected,
                                 "the next page is on another server: not asked (--address chooses the server)"});
  auto response = access_.get(transport_, url, now);
  if (response && series_->means_nothing(response->status)) return std::string{};
  return body_of(std::move(response), now);
}

Answer SeriesFeed::in_trouble(Trouble trouble) {
  if (!passes(trouble.kind)) began_.reset();
  return access_.without_key(std::move(trouble));
}

Answer SeriesFeed::ask(Moment now) {
  more_ = false;
  if (!began_ || now - *began_ > longest_series) {
    series_->begin();
    began_ = now;
  }
  auto body = fetched(now);
  if (!body) {
    access_.pace->refused(body.error(), now);
    return in_trouble(std::move(body.error()));
  }
  const auto progress = series_->take(std::move(*body));
  if (!progress) return in_trouble(progress.error());
  if (*progress == Series::Progress::complete) return completed(now);
  more_ = true;
  return Underway{};
}

Answer SeriesFeed::completed(Moment now) {
  began_.reset();
  auto loaded = series_->snapshot(std::chrono::floor<std::chrono::seconds>(now));
  if (!loaded) return in_trouble({TroubleKind::unreadable, std::move(loaded.error().message)});
  const auto& chain = loaded->chain;
  if (chain.symbol != series_->symbol())
    return in_trouble({TroubleKind::unreadable, fmt::format("asked for {}, got {}", series_->symbol(), chain.symbol)});
  if (last_ && chain.as_of == *last_) return Unchanged{};
  if (last_ && chain.as_of < *last_)
    return in_trouble({TroubleKind::older, fmt::format("a snapshot of {} after one of {}",
                                                       market::to_string(chain.as_of), market::to_string(*last_))});
  last_ = chain.as_of;
  return NewChain{std::make_shared<const ingest::LoadedChain>(std::move(*loaded))};
}

}  // namespace gammafield::feeds

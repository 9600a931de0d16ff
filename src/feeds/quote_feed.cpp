#include "feeds/quote_feed.h"

#include <utility>

#include <fmt/format.h>

#include "feeds/massive.h"
#include "ingest/tradier.h"

namespace gammafield::feeds {

QuoteSource tradier_quotes(const std::string& symbol, const std::string& base) {
  return {"tradier", symbol, fmt::format("{}/markets/quotes?symbols={}&greeks=false", base, url_encoded(symbol)),
          [symbol](std::string_view body) { return ingest::read_tradier_price(body, symbol); }};
}

QuoteSource massive_underlying(const std::string& symbol, const std::string& base) {
  return {"massive", symbol, massive_chain_url(symbol, base) + "?limit=1",
          [](std::string_view body) { return ingest::read_massive_price(body); }};
}

PollRule QuoteFeed::rule() const {
  PollRule rule;
  rule.period = access_.period;
  rule.least = access_.pace->least();
  return rule;
}

Answer QuoteFeed::ask(Moment now) {
  auto body = body_of(access_.get(transport_, source_.url, now), now);
  if (body) return understood(*body, now);
  access_.pace->refused(body.error(), now);
  return access_.without_key(std::move(body.error()));
}

Answer QuoteFeed::understood(std::string_view body, Moment now) {
  auto told = source_.read(body);
  if (!told) return access_.without_key({TroubleKind::unreadable, std::move(told.error().message)});
  if (!*told) return Unchanged{};
  const auto& [at, price] = **told;
  if (auto trouble = ahead_of(at, now, "price")) return *trouble;
  if (last_ && at == *last_) return Unchanged{};
  if (last_ && at < *last_)
    return Trouble{TroubleKind::older,
                   fmt::format("a price of {} after one of {}", market::to_string(at), market::to_string(*last_))};
  last_ = at;
  return NewPrices{{{source_.symbol, price, at}}};
}

}  // namespace gammafield::feeds

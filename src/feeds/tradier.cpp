#include "feeds/tradier.h"

#include <utility>

#include <fmt/format.h>

namespace gammafield::feeds {

TradierSeries::TradierSeries(std::string symbol, ingest::ReadOptions options, std::string base)
    : symbol_(std::move(symbol)), base_(std::move(base)), options_(std::move(options)) {}

void TradierSeries::begin() {
  expirations_.reset();
  answers_ = {};
  answers_.symbol = symbol_;
}

std::string TradierSeries::next_url() const {
  const std::string symbol = url_encoded(symbol_);
  if (!expirations_)
    return fmt::format("{}/markets/options/expirations?symbol={}&includeAllRoots=true&strikes=false", base_, symbol);
  if (answers_.quote.empty()) return fmt::format("{}/markets/quotes?symbols={}&greeks=false", base_, symbol);
  return fmt::format("{}/markets/options/chains?symbol={}&expiration={}&greeks=true", base_, symbol,
                     market::to_string((*expirations_)[answers_.chains.size()]));
}

base::Result<Series::Progress, Trouble> TradierSeries::take(std::string body) {
  if (!expirations_) {
    auto dates = ingest::read_tradier_expirations(body);
    if (!dates) return base::failure(Trouble{TroubleKind::unreadable, std::move(dates.error().message)});
    if (dates->empty()) return base::failure(Trouble{TroubleKind::not_there, "no options of this symbol"});
    expirations_ = std::move(*dates);
    return Progress::more;
  }
  if (body.empty()) return base::failure(Trouble{TroubleKind::unreadable, "an empty answer"});
  if (answers_.quote.empty())
    answers_.quote = std::move(body);
  else
    answers_.chains.push_back(std::move(body));
  return answers_.chains.size() == expirations_->size() ? Progress::complete : Progress::more;
}

base::Result<ingest::LoadedChain, base::Refusal> TradierSeries::snapshot(market::Instant asked_at) {
  answers_.asked_at = asked_at;
  return ingest::read_tradier(std::exchange(answers_, {}), options_);
}

}  // namespace gammafield::feeds

#include "feeds/massive.h"

#include <utility>

#include <fmt/format.h>

#include "market/roots.h"

namespace gammafield::feeds {
namespace {

constexpr std::size_t pages_max = 1'000;  // 250,000 contracts: ten times the longest chain there is

}  // namespace

std::string massive_chain_url(const std::string& symbol, const std::string& base) {
  const bool index = market::root_spec(symbol).kind != market::UnderlyingKind::stock_or_etf;
  return fmt::format("{}/v3/snapshot/options/{}", base, url_encoded((index ? "I:" : "") + symbol));
}

MassiveSeries::MassiveSeries(std::string symbol, ingest::ReadOptions options, std::string base)
    : symbol_(std::move(symbol)),
      first_(massive_chain_url(symbol_, base) + "?limit=250&order=asc&sort=ticker"),
      options_(std::move(options)) {}

void MassiveSeries::begin() {
  next_ = first_;
  asked_.clear();
  answers_ = {};
  answers_.symbol = symbol_;
}

base::Result<Series::Progress, Trouble> MassiveSeries::take(std::string body) {
  auto next = ingest::massive_next_page(body);
  if (!next) return base::failure(Trouble{TroubleKind::unreadable, std::move(next.error().message)});
  answers_.pages.push_back(std::move(body));
  asked_.insert(next_);
  if (!*next) return Progress::complete;
  if (asked_.contains(**next) || answers_.pages.size() >= pages_max)
    return base::failure(Trouble{TroubleKind::unreadable, "its pages do not end"});
  next_ = std::move(**next);
  return Progress::more;
}

base::Result<ingest::LoadedChain, base::Refusal> MassiveSeries::snapshot(market::Instant asked_at) {
  answers_.asked_at = asked_at;
  return ingest::read_massive(std::exchange(answers_, {}), options_);
}

}  // namespace gammafield::feeds

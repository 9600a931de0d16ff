#include "feeds/thetadata.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "market/roots.h"

namespace gammafield::feeds {
namespace {

constexpr int no_data = 472;

/// Indices whose options have a second root, which the terminal holds for a symbol of its own.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> second_roots{
    {{"SPX", "SPXW"}, {"NDX", "NDXP"}, {"RUT", "RUTW"}, {"VIX", "VIXW"}, {"DJX", "DJXW"}}};

std::vector<std::string> roots_of(const std::string& symbol) {
  std::vector<std::string> roots{symbol};
  for (const auto& [index, second] : second_roots)
    if (symbol == index) roots.emplace_back(second);
  return roots;
}

}  // namespace

ThetaSeries::ThetaSeries(std::string symbol, ingest::ReadOptions options, std::string base)
    : symbol_(std::move(symbol)), base_(std::move(base)), options_(std::move(options)) {}

void ThetaSeries::begin() {
  const bool old = base_.ends_with("/v2");
  const bool index = market::root_spec(symbol_).kind != market::UnderlyingKind::stock_or_etf;
  answers_ = {};
  answers_.symbol = symbol_;
  asked_.clear();
  waiting_.clear();
  for (const auto& [part, name] : {std::pair{Part::quotes, "quote"}, std::pair{Part::open_interest, "open_interest"}})
    for (const std::string& root : roots_of(symbol_))
      waiting_.push_back(
          {part, old ? fmt::format("{}/bulk_snapshot/option/{}?root={}&exp=0", base_, name, url_encoded(root))
                     : fmt::format("{}/option/snapshot/{}?symbol={}&expiration=*&strike=*&right=both&format=json",
                                   base_, name, url_encoded(root))});
  const std::string symbol = url_encoded(symbol_);
  const std::string_view what = index ? "index" : "stock", field = index ? "price" : "quote";
  waiting_.push_back(
      {Part::spot, old ? fmt::format("{}/snapshot/{}/{}?root={}", base_, what, field, symbol)
                       : fmt::format("{}/{}/snapshot/{}?symbol={}&format=json", base_, what, field, symbol)});
}

bool ThetaSeries::means_nothing(int status) const {
  return status == no_data || (waiting_.front().part == Part::spot && status >= 400 && status < 500 && status != 429);
}

base::Result<Series::Progress, Trouble> ThetaSeries::take(std::string body) {
  const Step step = std::move(waiting_.front());
  waiting_.erase(waiting_.begin());
  asked_.insert(step.url);
  if (!body.empty()) {
    auto next = ingest::theta_next_page(body);
    if (!next) return base::failure(Trouble{TroubleKind::unreadable, std::move(next.error().message)});
    if (*next && asked_.contains(**next))
      return base::failure(Trouble{TroubleKind::unreadable, "its pages do not end"});
    if (*next) waiting_.insert(waiting_.begin(), {step.part, std::move(**next)});
    if (step.part == Part::quotes)
      answers_.quotes.push_back(std::move(body));
    else if (step.part == Part::open_interest)
      answers_.open_interest.push_back(std::move(body));
    else
      answers_.spot = std::move(body);
  }
  if (!waiting_.empty()) return Progress::more;
  if (answers_.quotes.empty())
    return base::failure(Trouble{TroubleKind::not_there, "the terminal has no quotes of this symbol"});
  return Progress::complete;
}

base::Result<ingest::LoadedChain, base::Refusal> ThetaSeries::snapshot(market::Instant asked_at) {
  answers_.asked_at = asked_at;
  return ingest::read_thetadata(std::exchange(answers_, {}), options_);
}

}  // namespace gammafield::feeds

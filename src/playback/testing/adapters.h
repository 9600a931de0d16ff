#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "feeds/cboe.h"
#include "feeds/massive.h"
#include "feeds/thetadata.h"
#include "feeds/tradier.h"
#include "playback/fault.h"
#include "playback/offer.h"

/// Every adapter with the vendor that it talks to.
namespace gammafield::playback {

struct Adapter {
  std::string name;
  std::chrono::minutes delay;  ///< behind the market
  /// In the target of the request that begins a snapshot; empty: each does.
  std::string begins;
  /// What changes a snapshot and cannot be noticed. Adapters of several answers date what they are told by their own
  /// clock where the quotes' times cannot be; a terminal that refuses the index's price is one whose plan has none.
  std::vector<FaultKind> unnoticed;
  bool notices_own_clock;
  std::function<std::unique_ptr<feeds::Feed>(feeds::Transport&, const std::string& address)> feed;
};

/// For the names of tests.
inline void PrintTo(const Adapter& adapter, std::ostream* out) { *out << adapter.name; }

template <class Series>
std::function<std::unique_ptr<feeds::Feed>(feeds::Transport&, const std::string&)> series(const char* path) {
  return [path](feeds::Transport& transport, const std::string& address) -> std::unique_ptr<feeds::Feed> {
    const std::string base = address + path;
    feeds::SeriesFeed::Access access{.base = base, .pace = std::make_shared<feeds::Pace>(Series::least)};
    access.key = feeds::ApiKey::of("made-up-key", "test").value();
    return std::make_unique<feeds::SeriesFeed>(transport, std::make_unique<Series>("SPX", ingest::ReadOptions{}, base),
                                               std::move(access));
  };
}

inline std::vector<Adapter> adapters() {
  using std::chrono::minutes;
  return {{"cboe",
           minutes{15},
           "",
           {},
           true,
           [](feeds::Transport& transport, const std::string& address) -> std::unique_ptr<feeds::Feed> {
             return std::make_unique<feeds::CboeFeed>(transport, "SPX", ingest::ReadOptions{}, address);
           }},
          {"tradier", minutes{0}, "/expirations?", {FaultKind::ahead}, false, series<feeds::TradierSeries>("/v1")},
          {"massive", minutes{0}, "?limit=250&order", {FaultKind::ahead}, false, series<feeds::MassiveSeries>("")},
          {"thetadata",
           minutes{0},
           "/quote?symbol=SPX&",
           {FaultKind::ahead, FaultKind::refused, FaultKind::not_found},
           false,
           series<feeds::ThetaSeries>("/v3")}};
}

/// A vendor whose chain changes only where a client begins a snapshot: then what it tells in several answers is of one
/// moment, and two runs can be compared to the byte.
class OneMoment final : public Vendor {
 public:
  OneMoment(Vendor& vendor, std::string begins) : vendor_(vendor), begins_(std::move(begins)) {}
  feeds::Response answer(const Asked& asked, market::Instant at) override {
    if (!moment_ || asked.target.find(begins_) != std::string::npos) moment_ = at;
    return vendor_.answer(asked, *moment_);
  }
  Limit limit() const override { return vendor_.limit(); }

 private:
  Vendor& vendor_;
  std::string begins_;
  std::optional<market::Instant> moment_;
};

}  // namespace gammafield::playback

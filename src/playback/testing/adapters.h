#pragma once

#include <functional>
#include <memory>
#include <string>

#include "feeds/cboe.h"
#include "playback/offer.h"

/// Every adapter with the vendor that it talks to.
namespace gammafield::playback {

struct Adapter {
  std::string name;
  std::function<std::unique_ptr<feeds::Feed>(feeds::Transport&, const std::string& address)> feed;
};

inline std::vector<Adapter> adapters() {
  return {{"cboe", [](feeds::Transport& transport, const std::string& address) -> std::unique_ptr<feeds::Feed> {
             return std::make_unique<feeds::CboeFeed>(transport, "SPX", ingest::ReadOptions{}, address);
           }}};
}

}  // namespace gammafield::playback

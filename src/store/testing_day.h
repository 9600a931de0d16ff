#pragma once

#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>

#include <fmt/format.h>

#include "base/random.h"
#include "market/calendar.h"
#include "store/day_file.h"

/// Made-up days for the tests of the store.
namespace gammafield::store {

/// A folder that is gone with its test.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "gammafield_store_XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  [[nodiscard]] std::string operator/(std::string_view name) const { return path_ + "/" + std::string{name}; }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

inline const market::Date made_up_session = std::chrono::year{2026} / 8 / 18;

/// The snapshot of a minute of a made-up day: quotes wander, some are missing, a strike is new in the afternoon.
inline ingest::LoadedChain made_up_snapshot(int minute, int strikes = 20) {
  ingest::LoadedChain loaded;
  market::ChainSnapshot& chain = loaded.chain;
  chain.symbol = "ACME";
  chain.feed = "made_up";
  chain.spot = market::Spot{100 + 0.01 * (minute % 37)};
  chain.session = made_up_session;
  chain.as_of = market::Calendar::us().session_open(made_up_session) + std::chrono::minutes{minute};
  chain.oi_date = std::chrono::year{2026} / 8 / 17;
  chain.flags.push_back({"delayed", fmt::format("by {} minutes", minute)});
  market::Expiry expiry;
  expiry.root = "ACME";
  expiry.date = std::chrono::year{2026} / 8 / 21;
  expiry.settles_at = market::Calendar::us().settles_at(expiry.date, expiry.settlement);
  chain.expiries = {expiry};
  if (minute >= 200) strikes += 1;
  for (int k = 0; k < 2 * strikes; ++k) {
    market::OptionRow row;
    row.right = k < strikes ? market::Right::call : market::Right::put;
    row.strike = market::Strike{80.0 + 2 * (k % strikes)};
    const int wander = (k * 7 + minute * (k % 5)) % 40;
    if (wander != 3) row.bid = market::Price{0.05 * wander};
    row.ask = market::Price{0.05 * (wander + 2)};
    if (k % 3 == 0) row.vendor_vol = market::ImpliedVol{0.2 + 1.0 / (k + 3)};
    row.open_interest = market::Contracts{10.0 * k};
    row.volume = market::Contracts{static_cast<double>(minute * k)};
    row.line = static_cast<std::uint32_t>(k + 2);
    chain.rows.push_back(row);
  }
  loaded.rejects.push_back({ingest::RejectReason::bad_strike, 99, 4, "n/a"});
  loaded.contracts_read = chain.rows.size() + 1;
  return loaded;
}

inline Record made_up_record(int minute, int strikes = 20) {
  Record record;
  record.loaded = std::make_shared<const ingest::LoadedChain>(made_up_snapshot(minute, strikes));
  const market::Instant at = record.loaded->chain.as_of;
  record.prices = {{at - std::chrono::seconds{30}, market::Spot{99.5}}, {at, *record.loaded->chain.spot}};
  record.report = fmt::format("{{\"minute\":{}}}", minute);
  record.sampling = std::chrono::seconds{15};
  record.memory_before = minute == 0 ? std::string{} : fmt::format("memory of minute {}", minute - 1);
  record.recorded_at = at + std::chrono::seconds{1};
  return record;
}

}  // namespace gammafield::store

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gammafield/chain_options.h"
#include "gammafield/command.h"
#include "store/folder.h"

namespace gammafield::app {

/// A user's plan with a vendor.
struct VendorOptions {
  std::string address = {};                ///< another server of the vendor's shape
  std::string key_file = {};               ///< the vendor's key; empty: in the environment
  std::optional<int> requests_per_minute;  ///< none: what the vendor documents
  std::optional<int> delay_minutes;        ///< behind the market; none: what the vendor documents
};

struct LiveOptions {
  std::string from;                  ///< `cboe`, `tradier`, `massive`, `thetadata`, or `folder:PATH`
  std::vector<std::string> symbols;  ///< of a vendor, or of the prices
  VendorOptions vendor;
  std::string spot_from;                                  ///< `tradier`, `massive`, `bars:PATH`; empty: the quotes' own
  VendorOptions spot_vendor;                              ///< where that is another than `from`
  std::string open_interest_from, open_interest_address;  ///< `occ`; empty: the quotes' own
  std::optional<int> every;               ///< seconds between requests to that server; none: as the vendor wants it
  std::optional<std::size_t> stop_after;  ///< snapshots; none: until interrupted
  std::string archive, duckdb;            ///< where days that are over go; empty: nowhere
  std::string alerts, outbox;             ///< a file of rules and sinks; empty: none. Its outbox; empty: in the folder
  int keep_days = 0;                      ///< older sessions are removed when one begins; 0: none are
};

/// Asks a feed until it is interrupted or has told so many snapshots, and keeps what each comes to; a line for each
/// that is on disk. Trouble is told on standard error and passes by itself where it can.
[[nodiscard]] Outcome record_live(const LiveOptions&, const store::Folder&, const ChainContext&);

}  // namespace gammafield::app

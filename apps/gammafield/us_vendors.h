#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "feeds/access.h"
#include "feeds/feed.h"
#include "feeds/transport.h"
#include "gammafield/chain_options.h"
#include "gammafield/live.h"

/// The US vendors of `record --from`, and what they need of the user.
namespace gammafield::app {

[[nodiscard]] bool is_us_vendor(std::string_view name);

/// The way to a vendor. Refuses (usage) a missing key, or one that would travel unencrypted; requires is_us_vendor.
[[nodiscard]] base::Result<feeds::Access, base::Refusal> vendor_access(std::string_view vendor, const VendorOptions&);

/// A feed for each symbol of `--from`'s vendor.
[[nodiscard]] base::Result<std::vector<std::unique_ptr<feeds::Feed>>, base::Refusal> us_vendor_feeds(
    const LiveOptions&, const feeds::Access&, const ChainContext&, feeds::Transport&);

/// The feeds with the open interest of `--oi-from`; the feeds themselves where it is not asked for. Refuses (usage)
/// another source, and feeds of symbols that are not said.
[[nodiscard]] base::Result<std::vector<std::unique_ptr<feeds::Feed>>, base::Refusal> with_open_interest(
    std::vector<std::unique_ptr<feeds::Feed>>, const LiveOptions&, const ChainContext&, feeds::Transport&);

}  // namespace gammafield::app

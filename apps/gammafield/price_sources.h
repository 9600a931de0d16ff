#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "feeds/access.h"
#include "feeds/feed.h"
#include "gammafield/live.h"

/// `record --spot-from`: the underlying's price from another source than the chains.
namespace gammafield::app {

/// Refuses (usage) a source that there is not, symbols that are not said, and one file for several.
[[nodiscard]] Outcome wrong_prices(const LiveOptions&);

/// A feed of prices for each symbol; none where they are not asked for. `chains`: the way to `--from`'s vendor, which
/// the prices share where they are of the same. Refuses what vendor_access does; requires that wrong_prices is nothing.
[[nodiscard]] base::Result<std::vector<std::unique_ptr<feeds::Feed>>, base::Refusal> price_feeds(
    const LiveOptions&, const std::optional<feeds::Access>& chains, const std::shared_ptr<const market::Calendar>&,
    feeds::Transport&);

}  // namespace gammafield::app

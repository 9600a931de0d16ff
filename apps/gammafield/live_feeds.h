#pragma once

#include <memory>
#include <vector>

#include "feeds/feed.h"
#include "feeds/transport.h"
#include "gammafield/alert_host.h"
#include "gammafield/live.h"
#include "live/loop.h"

namespace gammafield::app {

using Feeds = std::vector<std::unique_ptr<feeds::Feed>>;

/// The feeds that a command asks for, of prices first, so that the first chain has one. The transport must outlive
/// them. Refuses (usage) what is no feed, and a key or symbols that are missing.
[[nodiscard]] base::Result<Feeds, base::Refusal> live_feeds(const LiveOptions&, const ChainContext&,
                                                            const store::SharedCalendar&, feeds::Transport&);
/// The calendar of what the feeds trade.
[[nodiscard]] store::SharedCalendar live_calendar(const LiveOptions&, const ChainContext&);

/// The clocks of now.
[[nodiscard]] live::Clocks clocks();

/// The alerts beside a loop; none where no file is given.
[[nodiscard]] base::Result<std::unique_ptr<AlertHost>, base::Refusal> alert_host_of(const LiveOptions&,
                                                                                    const store::SharedCalendar&);
void add_alert_options(CLI::App&, LiveOptions&);

/// What a command that asks vendors takes: whose plan, which server, whose open interest and prices.
void add_feed_options(CLI::App&, LiveOptions&);

}  // namespace gammafield::app

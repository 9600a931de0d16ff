#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "feeds/moment.h"
#include "feeds/transport.h"
#include "ingest/loaded_chain.h"
#include "ingest/occ_open_interest.h"

/// What asking a feed once came to.
namespace gammafield::feeds {

/// A snapshot later than the one before.
struct NewChain {
  std::shared_ptr<const ingest::LoadedChain> loaded;
};

/// The same as before: the market stands, or the feed does.
struct Unchanged {};

enum class TroubleKind : std::uint8_t {
  unreachable,
  timed_out,
  cut_short,
  too_large,
  not_trusted,
  no_room,            ///< no descriptors or memory on this side
  no_library,         ///< what speaks to servers is not installed
  not_allowed,        ///< 401, 403: the key, the plan, or a block; or a rule on this side
  not_there,          ///< 404: the symbol
  too_many,           ///< 429
  server_error,       ///< 5xx
  redirected,         ///< 3xx; not followed
  unexpected_status,  ///< any other
  not_data,           ///< 200 with a page for people
  unreadable,         ///< 200 with a document that the reader refuses
  rewritten,          ///< a file that grows: what was read of it is not there any more
  older,              ///< a snapshot from before the last one
  ahead,              ///< a snapshot from after now
};
[[nodiscard]] std::string_view to_string(TroubleKind);

struct Trouble {
  TroubleKind kind = TroubleKind::unreachable;
  std::string detail;
  std::optional<std::chrono::seconds> retry_after = {};  ///< as the vendor asks
};

/// A snapshot takes several requests, and there are more of them to make: ask again.
struct Underway {};

/// Open interest from where it is counted.
struct NewOpenInterest {
  std::string symbol;
  market::Date date;  ///< at whose close it was counted
  std::shared_ptr<const ingest::OccOpenInterest> list;
};

/// What the underlying traded at.
struct NewPrice {
  std::string symbol;
  market::Spot price;
  market::Instant at;
};

/// All of one symbol, in time order; at least one.
struct NewPrices {
  std::vector<NewPrice> prices;
};

using Answer = std::variant<NewChain, Unchanged, Trouble, Underway, NewOpenInterest, NewPrices>;

/// What a transport told.
[[nodiscard]] Trouble trouble_of(TransportFailure);

/// Whether it is no use to ask again soon: a key, a symbol, an address.
[[nodiscard]] bool needs_the_user(TroubleKind);

/// Trouble of a snapshot that is from after now, by more than clocks differ: the vendor's clock or this one is wrong. A
/// feed that took it would call everything older until that time has come.
[[nodiscard]] std::optional<Trouble> ahead_of(market::Instant as_of, Moment now, std::string_view what = "snapshot");

/// The body of a good answer; everything else by its kind. `now`: for a Retry-After that is a date.
[[nodiscard]] base::Result<std::string, Trouble> body_of(base::Result<Response, TransportFailure>, Moment now);

}  // namespace gammafield::feeds

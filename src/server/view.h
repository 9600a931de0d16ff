#pragma once

#include "base/result.h"
#include "desk/standing.h"
#include "server/resource.h"

namespace gammafield::server {

/// How the route's first symbol stands: as it is known, or, where the request has `expiries=` or `set=KEY=VALUE`, the
/// same snapshot analysed by these settings over the server's own, at the same price. Only values of the option
/// registry are taken, and of them none that reads a file, watches walls over time or infers positions. Refuses 404
/// without the symbol, 400 for what is wrong or costs too much, 422 where nothing can be computed.
[[nodiscard]] base::Result<desk::SharedStanding, http::Response> standing_of(const House&, const Asked&);

/// What a view may cost: about a quarter of a second for 20,000 contracts.
inline constexpr std::uint64_t view_draws_max = 20'000;

/// A refusal that speaks of `--NAME VALUE` says `NAME=VALUE`, as it was asked here.
[[nodiscard]] http::Response refused_in_query(base::Refusal);

}  // namespace gammafield::server

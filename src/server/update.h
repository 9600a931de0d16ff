#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "desk/parts.h"
#include "desk/standing.h"

/// What is pushed when a symbol's standing changes.
namespace gammafield::server {

/// How a standing came from the one before: all that they are told who know that one. It holds on to no standing, whose
/// chain takes megabytes: hundreds of steps are kept.
struct Step {
  std::uint64_t sequence = 0;
  std::string head;                 ///< of its message: type, symbol, sequence, as_of, delay; the object is still open
  std::vector<desk::Part> changes;  ///< operations by part, against sequence - 1; of the first standing none
};

/// A standing, and how it came from the one before. Made by the engine's thread, never changed.
struct Update {
  desk::SharedStanding standing;
  std::string profile;  ///< JSON, a part beside the Report's
  std::shared_ptr<const Step> step;
  [[nodiscard]] std::uint64_t sequence() const { return standing->sequence(); }
  [[nodiscard]] const std::string& symbol() const { return standing->report().symbol; }
};
using SharedUpdate = std::shared_ptr<const Update>;

/// `before`: the update of the standing before, none for the first. `profile`: its text, `[]` where there is none.
[[nodiscard]] SharedUpdate update_of(desk::SharedStanding, const SharedUpdate& before, std::string profile);

/// The net exposure over spot that goes with every snapshot: `[[spot, net_gex_usd_per_1pct], ...]`, 81 spots from 10 %
/// below to 10 % above. Prices between two snapshots do not change it (sticky strike).
[[nodiscard]] std::string pushed_profile(const engine::Analysis&);

/// The parts that may be asked for: names as in Report::parts.
[[nodiscard]] const std::vector<std::string>& part_names();

/// `wanted`: names of parts, empty: all. `type`: report. `conflated`: how many updates were passed over before it.
[[nodiscard]] std::string report_message(const Update&, const std::vector<std::string>& wanted,
                                         std::uint64_t conflated);
/// `type`: delta, from the standing before; an empty patch where none of the wanted parts changed.
[[nodiscard]] std::string delta_message(const Step&, const std::vector<std::string>& wanted);

}  // namespace gammafield::server

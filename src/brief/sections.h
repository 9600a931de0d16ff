#pragma once

#include "brief/brief.h"

/// The parts of both pages, each from the Report alone as far as it goes.
namespace gammafield::brief {

[[nodiscard]] Section glance_section(const engine::Report&);
[[nodiscard]] Section levels_section(const engine::Report&);
[[nodiscard]] Section changes_section(const Morning&);
[[nodiscard]] Section after_section(const engine::Report&, const std::optional<session::AfterMap>&);
[[nodiscard]] Section checklist_section(const Morning&, const std::optional<session::AfterMap>&);
[[nodiscard]] Section data_section(const engine::Report&);

[[nodiscard]] std::string convention_of(const engine::Report&);
/// Old data and what would mislead whoever does not read on.
[[nodiscard]] std::vector<std::string> warnings_of(const engine::Report&, std::optional<market::Instant> now);
/// Every text of a page made fit to be shown.
[[nodiscard]] Brief cleaned(Brief);

}  // namespace gammafield::brief

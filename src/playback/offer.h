#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/refusal.h"
#include "base/result.h"
#include "playback/conversation.h"
#include "playback/tape.h"
#include "playback/vendor.h"

namespace gammafield::playback {

/// A vendor by its feed's name. Refuses (usage) one that is not played. The tape must outlive it.
[[nodiscard]] base::Result<std::unique_ptr<Vendor>, base::Refusal> vendor_of(std::string_view feed, const Tape&);
/// The vendor that streams, and a new client's line to it.
inline constexpr std::string_view streaming_vendor = "deribit";
[[nodiscard]] std::unique_ptr<Conversation> line_of(const Tape&);

/// `cboe, occ ...`
[[nodiscard]] std::string vendor_names();

}  // namespace gammafield::playback

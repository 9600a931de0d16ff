#include "playback/faulty_line.h"

namespace gammafield::playback {

std::vector<FaultyLine::Message> FaultyLine::outgoing(Now now) {
  constexpr std::chrono::milliseconds longest_silence{120'000};
  line_->passes(now);
  const auto wall = std::chrono::floor<std::chrono::seconds>(now.wall);
  std::vector<Message> out;
  if (plan_ && !plan_->storms(wall)) silent_until_.reset();
  for (std::string& text : line_->take_outgoing()) {
    if (silent_until_ && now.wall < *silent_until_) continue;
    const Fault fault = plan_ ? plan_->of_message(messages_, wall) : Fault{};
    ++messages_;
    switch (fault.kind) {
      case FaultKind::lost: continue;
      case FaultKind::twice: out.push_back({text}); break;
      case FaultKind::swapped:
        if (!held_) {
          held_ = std::move(text);
          continue;
        }
        break;
      case FaultKind::silent:
        silent_until_ = now.wall + std::chrono::milliseconds{static_cast<std::int64_t>(
                                       fault.share * static_cast<double>(longest_silence.count()))};
        continue;
      case FaultKind::cut:
      case FaultKind::closed_in_frame: out.push_back({std::move(text), true}); return out;
      default: break;
    }
    out.push_back({std::move(text)});
    if (held_) out.push_back({*std::exchange(held_, std::nullopt)});
  }
  return out;
}

}  // namespace gammafield::playback

#pragma once

#include <memory>
#include <optional>
#include <utility>

#include "playback/conversation.h"
#include "playback/fault.h"

namespace gammafield::playback {

/// When faults strike a line to a client in real time, however fast the session is played: the client's time-outs and
/// waits go by the clock. A storm is longer than its silence is borne (70 s), and in the calm it finds back: a minute
/// of waiting at the longest, then a few seconds of subscriptions.
inline constexpr Storms storms_of_lines{{}, std::chrono::seconds{180}, std::chrono::seconds{80}};

/// A line that loses, doubles and swaps what the vendor says, is silent for a while, and ends in the middle of a
/// message. Faults strike by the clock on the wall.
class FaultyLine {
 public:
  /// `messages`: of the vendor so far, over all of its lines; must outlive it.
  FaultyLine(std::unique_ptr<Conversation> line, std::optional<FaultPlan> plan, std::uint64_t& messages)
      : line_(std::move(line)), plan_(plan), messages_(messages) {}

  void told(std::string_view text, Now now) { line_->told(text, now); }
  struct Message {
    std::string text;
    bool cut = false;  ///< the connection ends within it
  };
  /// What goes out by now. After a message that is cut, nothing more.
  [[nodiscard]] std::vector<Message> outgoing(Now);
  [[nodiscard]] bool hung_up() const { return line_->hung_up(); }
  [[nodiscard]] std::uint64_t over_limit() const { return line_->over_limit(); }

 private:
  std::unique_ptr<Conversation> line_;
  std::optional<FaultPlan> plan_;
  std::uint64_t& messages_;
  std::optional<std::string> held_;  ///< until the next one
  std::optional<feeds::Moment> silent_until_;
};

}  // namespace gammafield::playback

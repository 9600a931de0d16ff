#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/stream.h"
#include "server/update.h"

namespace gammafield::server {

/// What a client wants to be told.
struct Subscription {
  std::vector<std::string> symbols = {};            ///< empty: all
  std::vector<std::string> parts = {};              ///< of part_names(); empty: all
  std::map<std::string, std::uint64_t> since = {};  ///< what it knows already: the last sequence of each symbol
};
/// From `symbols=SPX,NDX&parts=levels,session&since=SPX:12`, or a Last-Event-ID `SPX:12,NDX:3`. None: a part that is
/// none, or a sequence that is no number.
[[nodiscard]] std::optional<Subscription> subscription_of(const http::Request&);

/// Tells every client of a symbol's changes. One thread, the network's.
///
/// A client first hears the full Report of each symbol, then deltas, each from the sequence before. It is sent one
/// message at a time; while one is on its way, changes wait, and when it has left, the client is told what it missed:
/// delta by delta while there are few, else the Report anew with the number it was spared (`conflated`). So a slow
/// client costs a few numbers and delays nobody. Clients are told in turns of a few, between which others are answered:
/// two thousand at once would take the network's thread for a fiftieth of a second.
class Hub {
 public:
  static constexpr std::size_t in_a_turn = 64;    ///< half a millisecond of sending
  static constexpr std::size_t kept = 256;        ///< updates of each symbol that a client may catch up on
  static constexpr std::size_t most_at_once = 8;  ///< deltas behind; farther back the Report is shorter

  /// Calls what it is given once, later on the same thread, after what waits there already.
  using Later = std::function<void(std::function<void()>)>;

  /// `later`: none tells all at once.
  explicit Hub(Later later = {});
  Hub(const Hub&) = delete;
  Hub& operator=(const Hub&) = delete;
  ~Hub();

  void publish(SharedUpdate);
  [[nodiscard]] std::unique_ptr<http::Talk> talk(Subscription);

  struct Counts {
    std::size_t clients = 0;
    std::uint64_t messages = 0, conflated = 0;
  };
  [[nodiscard]] Counts counts() const;

 private:
  class Client;
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace gammafield::server

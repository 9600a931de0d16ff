#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "feeds/transport.h"

/// How texts come and go on a line that stays open. Lines know this interface alone; tests and simulators put their own
/// in its place, or serve a real one (beast_socket.h) on this machine.
namespace gammafield::feeds {

struct SocketAddress {
  std::string url;                              ///< `wss://host[:port]/path`; `ws://` is not encrypted
  std::chrono::milliseconds timeout{10'000};    ///< to connect and shake hands, and for each message to go out
  std::size_t largest = std::size_t{16} << 20;  ///< bytes of a message
  std::string trusted = {};                     ///< certificates (PEM) in place of the system's
};

class MessageSocket {
 public:
  MessageSocket() = default;
  MessageSocket(const MessageSocket&) = delete;
  MessageSocket& operator=(const MessageSocket&) = delete;
  virtual ~MessageSocket() = default;

  /// Connects anew, whatever was before. None: it stands.
  [[nodiscard]] virtual std::optional<TransportFailure> open(const SocketAddress&) = 0;
  [[nodiscard]] virtual std::optional<TransportFailure> send(std::string_view text) = 0;
  /// The next whole message, or none within the time. A failure ends the line: cut_short when the other side closed it
  /// or it broke, too_large.
  [[nodiscard]] virtual base::Result<std::optional<std::string>, TransportFailure> receive(
      std::chrono::milliseconds wait) = 0;
  virtual void close() = 0;
};

}  // namespace gammafield::feeds

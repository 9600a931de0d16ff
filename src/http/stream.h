#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "http/message.h"

/// A connection that stays open and is told things: a WebSocket, or Server-Sent Events.
namespace gammafield::http {

struct PushMessage {
  Text text;       ///< one JSON document; many connections share it
  std::string id;  ///< of the events' `id:`; a WebSocket's reader finds it in the text
};

/// The server's end. Everything on the network's thread.
class Wire {
 public:
  Wire() = default;
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;
  virtual ~Wire() = default;

  /// Whether the last message has left for the socket. Only then another may be sent: there is no queue, so that a slow
  /// reader holds nothing up but himself.
  [[nodiscard]] virtual bool idle() const = 0;
  /// Requires idle().
  virtual void send(PushMessage) = 0;
  /// `code`: RFC 6455, 7.4; events just end.
  virtual void close(std::uint16_t code, std::string_view reason) = 0;
};

/// Who talks through it. Calls come one after the other, on the network's thread, the last one is `closed`.
class Talk {
 public:
  Talk() = default;
  Talk(const Talk&) = delete;
  Talk& operator=(const Talk&) = delete;
  virtual ~Talk() = default;

  virtual void opened(std::shared_ptr<Wire>) = 0;
  /// The last message has left.
  virtual void sent() = 0;
  /// A text message of the client's; never of events.
  virtual void heard(std::string_view) = 0;
  virtual void closed() = 0;
};

}  // namespace gammafield::http

#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "feeds/message_socket.h"

namespace gammafield::feeds {

/// A WebSocket client (RFC 6455) on Boost.Beast, with OpenSSL for `wss`: TLS 1.2 at the least, the certificate's chain
/// and host name verified, no redirect followed. For one thread; nothing runs but within a call.
class BeastSocket final : public MessageSocket {
 public:
  BeastSocket();
  ~BeastSocket() override;

  [[nodiscard]] std::optional<TransportFailure> open(const SocketAddress&) override;
  [[nodiscard]] std::optional<TransportFailure> send(std::string_view text) override;
  [[nodiscard]] base::Result<std::optional<std::string>, TransportFailure> receive(
      std::chrono::milliseconds wait) override;
  void close() override;

 private:
  class Line;
  template <class Stream>
  class LineOver;
  std::unique_ptr<Line> line_;
};

/// The parts of `wss://host:port/path`; none for anything else.
struct SocketUrl {
  bool tls = true;
  std::string host, port, path;
};
[[nodiscard]] std::optional<SocketUrl> parse_socket_url(std::string_view);

}  // namespace gammafield::feeds

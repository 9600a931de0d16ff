#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/refusal.h"
#include "base/result.h"
#include "playback/counter.h"
#include "playback/faulty_line.h"

namespace gammafield::playback {

/// For clients that want a WebSocket, at any path: their lines, and the time on them. Called on the server's thread.
struct Lines {
  std::function<std::unique_ptr<FaultyLine>()> open;  ///< none: there are no WebSockets
  std::function<Now()> now;
};

/// An HTTP/1.1 and WebSocket server on the loopback address, on a thread of its own, that answers GET and POST as it is
/// told and does to the connection what the fault says. For tests and for trying things; not for the Internet.
class Server {
 public:
  /// Called on the server's thread, one request after the other.
  using Answers = std::function<Counter::Served(const Asked&)>;

  /// `port` 0: any that is free. Refuses (usage) a port that cannot be had.
  [[nodiscard]] static base::Result<Server, base::Refusal> start(std::uint16_t port, Answers, Lines = {});
  Server(Server&&) noexcept;
  Server& operator=(Server&&) = delete;
  /// Ends every connection.
  ~Server();

  [[nodiscard]] std::string address() const;  ///< `http://127.0.0.1:8100`

 private:
  struct Running;
  explicit Server(std::unique_ptr<Running>);
  std::unique_ptr<Running> running_;
};

}  // namespace gammafield::playback

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "http/message.h"
#include "http/stream.h"

/// HTTP/1.1, WebSockets and Server-Sent Events by Boost.Beast, hardened for the open Internet behind a proxy that does
/// TLS. One thread; whatever takes long is answered from another.
namespace gammafield::http {

struct ServerOptions {
  std::string address = "127.0.0.1";      ///< IPv4 or IPv6
  std::uint16_t port = 0;                 ///< 0: any that is free
  std::size_t connections = 4'096;        ///< more are told 503
  std::size_t of_one_address = 64;        ///< more are closed; talks of a client that a proxy tells of are told 429
  std::size_t of_loopback = 4'096;        ///< the same of this machine, where a proxy may stand, and of `proxies`
  std::vector<std::string> proxies = {};  ///< addresses whose X-Forwarded-For is believed
  std::chrono::seconds head_within{15};   ///< from a request's first byte to the end of its head
  std::chrono::seconds body_within{30};
  std::chrono::seconds idle{60};          ///< between requests
  std::chrono::seconds write_within{30};  ///< an answer, or one pushed message
  std::chrono::seconds ping_every{20};    ///< a WebSocket; twice without an answer ends it
};

/// An answer, or the talk of a connection that stays open.
using Reply = std::variant<Response, std::unique_ptr<Talk>>;
/// Called once, on any thread, while the server lives.
using Respond = std::function<void(Reply)>;

/// What is asked of those who use the server; called on its thread.
struct Service {
  std::function<void(std::shared_ptr<const Request>, bool web_socket, Respond)> answer;
  /// After each answer; for logs and metrics. May be empty.
  std::function<void(const Request&, int status, std::chrono::nanoseconds)> answered = {};
};

class Server {
 public:
  struct Running;

  /// Listens; nothing is answered before run(). Refuses (usage) an address or port that cannot be had.
  [[nodiscard]] static base::Result<Server, base::Refusal> listen(const ServerOptions&, Service);
  Server(Server&&) noexcept;
  Server& operator=(Server&&) = delete;
  ~Server();

  [[nodiscard]] int port() const;
  /// Answers until it is drained or stopped; on the calling thread.
  void run();
  /// From any thread: `done` on the server's.
  void post(std::function<void()> done);
  /// From any thread: no more connections; what is being answered is answered, within `at_most`; talks are closed. Then
  /// run() returns.
  void drain(std::chrono::milliseconds at_most);

  struct Counts {
    std::size_t connections = 0, talks = 0;
    std::uint64_t accepted = 0, turned_away = 0;
  };
  /// On the server's thread.
  [[nodiscard]] Counts counts() const;

 private:
  explicit Server(std::unique_ptr<Running>);
  std::unique_ptr<Running> running_;
};

}  // namespace gammafield::http

#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/lower_case.h"

/// For tests only: a receiver of webhooks on 127.0.0.1, one connection after the other, a request each.
namespace gammafield::alerts::testing {

struct Received {
  std::string target;
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;
};

class Receiver {
 public:
  /// The whole answer, as its bytes; empty: the connection ends without one.
  using Answer = std::function<std::string(const Received&)>;
  explicit Receiver(Answer answer) : answer_(std::move(answer)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address);
    ::listen(listener_, 64);
    socklen_t length = sizeof address;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread{[this] { serve(); }};
  }
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;
  ~Receiver() {
    stop_ = true;
    thread_.join();
    ::close(listener_);
  }
  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::string address() const { return "http://127.0.0.1:" + std::to_string(port_); }
  [[nodiscard]] int connections() const { return connections_; }
  [[nodiscard]] std::vector<Received> received() {
    const std::lock_guard lock{mutex_};
    return received_;
  }
  static std::string status(int code, const std::string& headers = {}, const std::string& body = {}) {
    return "HTTP/1.1 " + std::to_string(code) + " X\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\nConnection: close\r\n" + headers + "\r\n" + body;
  }

 private:
  void serve() {
    while (!stop_) {
      pollfd ready{listener_, POLLIN, 0};
      if (::poll(&ready, 1, 20) <= 0) continue;
      const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (client < 0) continue;
      ++connections_;
      take(client);
      ::close(client);
    }
  }

  void take(int client) {
    std::string bytes;
    char buffer[4096];
    std::size_t whole = std::string::npos;
    while (bytes.size() < whole) {
      pollfd ready{client, POLLIN, 0};
      if (::poll(&ready, 1, 1'000) <= 0) return;
      const auto count = ::read(client, buffer, sizeof buffer);
      if (count <= 0) return;
      bytes.append(buffer, static_cast<std::size_t>(count));
      const auto end = bytes.find("\r\n\r\n");
      if (end == std::string::npos) continue;
      const Received head = parsed(bytes.substr(0, end));
      const auto length = head.headers.find("content-length");
      whole = end + 4 + (length == head.headers.end() ? 0 : std::stoul(length->second));
    }
    Received request = parsed(bytes.substr(0, bytes.find("\r\n\r\n")));
    request.body = bytes.substr(bytes.find("\r\n\r\n") + 4);
    const std::string answer = answer_(request);
    {
      const std::lock_guard lock{mutex_};
      received_.push_back(std::move(request));
    }
    if (!answer.empty() && ::send(client, answer.data(), answer.size(), MSG_NOSIGNAL) < 0) return;
  }

  static Received parsed(const std::string& head) {
    Received request;
    const auto blank = head.find(' ');
    request.target = head.substr(blank + 1, head.find(' ', blank + 1) - blank - 1);
    for (auto at = head.find("\r\n"); at != std::string::npos; at = head.find("\r\n", at + 2)) {
      const std::string line = head.substr(at + 2, head.find("\r\n", at + 2) - at - 2);
      const auto colon = line.find(": ");
      if (colon == std::string::npos) continue;
      request.headers[base::lower_case(line.substr(0, colon))] = line.substr(colon + 2);
    }
    return request;
  }

  Answer answer_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> stop_ = false;
  std::atomic<int> connections_ = 0;
  std::mutex mutex_;
  std::vector<Received> received_;
  std::thread thread_;
};

}  // namespace gammafield::alerts::testing

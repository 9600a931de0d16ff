#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

/// A client that sends just the bytes it is told to: what no library would send.
namespace gammafield::http {

class RawClient {
 public:
  /// `from`: an address of 127.0.0.0/8 to come from.
  explicit RawClient(int port, const char* from = "127.0.0.1") : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in here{}, there{};
    here.sin_family = there.sin_family = AF_INET;
    inet_pton(AF_INET, from, &here.sin_addr);
    inet_pton(AF_INET, "127.0.0.1", &there.sin_addr);
    there.sin_port = htons(static_cast<std::uint16_t>(port));
    bind(socket_, reinterpret_cast<const sockaddr*>(&here), sizeof here);
    connected_ = connect(socket_, reinterpret_cast<const sockaddr*>(&there), sizeof there) == 0;
  }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  ~RawClient() { ::close(socket_); }

  [[nodiscard]] bool connected() const { return connected_; }
  void send(std::string_view bytes) { (void)!::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }
  /// What comes until `end` is in it, the other side closes, or the time is over.
  std::string read_until(std::string_view end, std::chrono::milliseconds at_most = std::chrono::seconds{5}) {
    const auto last = std::chrono::steady_clock::now() + at_most;
    while (in_.find(end) == std::string::npos && wait(last)) {
      char bytes[65536];
      const auto count = ::recv(socket_, bytes, sizeof bytes, 0);
      if (count <= 0) {
        ended_ = true;
        break;
      }
      in_.append(bytes, static_cast<std::size_t>(count));
    }
    return std::exchange(in_, {});
  }
  /// All until the other side closes.
  std::string read_all(std::chrono::milliseconds at_most = std::chrono::seconds{5}) {
    return read_until(std::string_view{"\0never\0", 7}, at_most);
  }
  /// Whether the other side has closed by now, without waiting; what came is left where it is.
  [[nodiscard]] bool cut_off() const {
    pollfd one{socket_, POLLRDHUP, 0};
    return poll(&one, 1, 0) > 0;
  }
  /// Whether the other side has closed; after a read.
  [[nodiscard]] bool ended() const { return ended_; }

 private:
  [[nodiscard]] bool wait(std::chrono::steady_clock::time_point last) const {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(last - std::chrono::steady_clock::now());
    pollfd one{socket_, POLLIN, 0};
    return left.count() > 0 && poll(&one, 1, static_cast<int>(left.count())) > 0;
  }
  int socket_;
  bool connected_ = false, ended_ = false;
  std::string in_;
};

}  // namespace gammafield::http

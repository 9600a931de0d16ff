#include "feeds/curl_transport.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <functional>
#include <thread>

#include <fmt/format.h>

namespace gammafield::feeds {
namespace {

/// Listens on the loopback address and does with its one connection what the test says.
class OneConnection {
 public:
  explicit OneConnection(std::function<void(int)> serve) : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    socklen_t size = sizeof address;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    EXPECT_EQ(::listen(listener_, 1), 0);
    url_ = fmt::format("http://127.0.0.1:{}/chain.json", ntohs(address.sin_port));
    thread_ = std::jthread{[this, serve = std::move(serve)] {
      const int connection = ::accept(listener_, nullptr, nullptr);
      if (connection < 0) return;
      std::string asked(4096, '\0');
      const ssize_t got = ::recv(connection, asked.data(), asked.size(), 0);
      asked_ = asked.substr(0, got > 0 ? static_cast<std::size_t>(got) : 0);
      serve(connection);
      ::close(connection);
    }};
  }
  OneConnection(const OneConnection&) = delete;
  OneConnection& operator=(const OneConnection&) = delete;
  ~OneConnection() {
    ::shutdown(listener_, SHUT_RDWR);
    if (thread_.joinable()) thread_.join();
    ::close(listener_);
  }
  [[nodiscard]] const std::string& url() const { return url_; }
  /// What the client sent, once it has its answer.
  [[nodiscard]] const std::string& asked() {
    thread_.join();
    return asked_;
  }

 private:
  int listener_;
  std::string url_, asked_;
  std::jthread thread_;
};

void send_all(int connection, std::string_view text) {
  (void)::send(connection, text.data(), text.size(), MSG_NOSIGNAL);
}

std::function<void(int)> saying(std::string text) {
  return [text = std::move(text)](int connection) { send_all(connection, text); };
}

TEST(CurlTransport, BringsStatusHeadersAndBody) {
  OneConnection server{saying("HTTP/1.1 429 Too Many Requests\r\nRetry-After:  30 \r\nContent-Length: 4\r\n\r\nwait")};
  CurlTransport transport;
  const auto answer = transport.get({server.url(), {{"Authorization", "Bearer key"}}});
  ASSERT_TRUE(answer) << answer.error().detail;
  EXPECT_EQ(answer->status, 429);
  EXPECT_EQ(answer->header("retry-after"), "30");
  EXPECT_EQ(answer->body, "wait");
  EXPECT_NE(server.asked().find("Authorization: Bearer key\r\n"), std::string::npos);
}

TEST(CurlTransport, DoesNotFollowARedirect) {
  OneConnection server{saying("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")};
  CurlTransport transport;
  const auto answer = transport.get({server.url()});
  ASSERT_TRUE(answer) << answer.error().detail;
  EXPECT_EQ(answer->status, 302);
}

TEST(CurlTransport, NamesWhatWentWrong) {
  struct Row {
    std::string_view why;
    std::function<void(int)> serve;
    TransportFault fault;
  };
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n";
  const Row rows[] = {
      {"closed in the middle", saying(head + "half"), TransportFault::cut_short},
      {"closed without a word", [](int) {}, TransportFault::cut_short},
      {"not HTTP", saying("SSH-2.0-OpenSSH\r\n"), TransportFault::unreachable},
      {"a chunk that never ends", saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\nhalf"),
       TransportFault::cut_short},
      {"says at once that it is too much", saying("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"),
       TransportFault::too_large},
      {"never says how much, and is too much",
       saying("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + std::string(100'000, 'x')), TransportFault::too_large},
      {"half open", [](int) { std::this_thread::sleep_for(std::chrono::milliseconds{600}); },
       TransportFault::timed_out},
      {"a byte now and then",
       [&](int connection) {
         send_all(connection, head);
         for (int i = 0; i < 6; ++i) {
           send_all(connection, "x");
           std::this_thread::sleep_for(std::chrono::milliseconds{100});
         }
       },
       TransportFault::timed_out},
  };
  for (const Row& row : rows) {
    OneConnection server{row.serve};
    CurlTransport transport;
    const auto answer = transport.get(
        {.url = server.url(), .headers = {}, .timeout = std::chrono::milliseconds{400}, .largest = 50'000});
    ASSERT_FALSE(answer) << row.why;
    EXPECT_EQ(answer.error().fault, row.fault) << row.why << ": " << answer.error().detail;
  }
}

TEST(CurlTransport, SpeaksToNobodyAndNothingElse) {
  CurlTransport transport;
  EXPECT_EQ(transport.get({"http://127.0.0.1:1/"}).error().fault, TransportFault::unreachable);
  EXPECT_FALSE(transport.get({"file:///etc/hostname"}));
  EXPECT_FALSE(transport.get({"no address"}));
}

}  // namespace
}  // namespace gammafield::feeds

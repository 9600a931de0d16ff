#include "feeds/curl_transport.h"

#include <gtest/gtest.h>

#include <functional>
#include <thread>

#include <fmt/format.h>

#include "feeds/testing_connection.h"

namespace gammafield::feeds {
namespace {

/// Takes one request and answers as the test says.
class OneAnswer {
 public:
  explicit OneAnswer(std::function<void(int)> serve)
      : connection_([this, serve = std::move(serve)](int connection) {
          std::string asked(4096, '\0');
          const ssize_t got = ::recv(connection, asked.data(), asked.size(), 0);
          asked_ = asked.substr(0, got > 0 ? static_cast<std::size_t>(got) : 0);
          serve(connection);
        }) {}
  [[nodiscard]] std::string url(const char* host = "127.0.0.1") const {
    return fmt::format("http://{}:{}/chain.json", host, connection_.port());
  }
  /// What the client sent, once it has its answer.
  [[nodiscard]] const std::string& asked() {
    connection_.wait();
    return asked_;
  }

 private:
  std::string asked_;
  OneConnection connection_;
};

std::function<void(int)> saying(std::string text) {
  return [text = std::move(text)](int connection) { send_all(connection, text); };
}

TEST(CurlTransport, BringsStatusHeadersAndBody) {
  OneAnswer server{saying("HTTP/1.1 429 Too Many Requests\r\nRetry-After:  30 \r\nContent-Length: 4\r\n\r\nwait")};
  CurlTransport transport;
  const auto answer = transport.send({server.url(), {{"Authorization", "Bearer key"}}});
  ASSERT_TRUE(answer) << answer.error().detail;
  EXPECT_EQ(answer->status, 429);
  EXPECT_EQ(answer->header("retry-after"), "30");
  EXPECT_EQ(answer->body, "wait");
  EXPECT_NE(server.asked().find("Authorization: Bearer key\r\n"), std::string::npos);
}

TEST(CurlTransport, DoesNotFollowARedirect) {
  OneAnswer server{saying("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")};
  CurlTransport transport;
  const auto answer = transport.send({server.url()});
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
    OneAnswer server{row.serve};
    CurlTransport transport;
    const auto answer = transport.send(
        {.url = server.url(), .headers = {}, .timeout = std::chrono::milliseconds{400}, .largest = 50'000});
    ASSERT_FALSE(answer) << row.why;
    EXPECT_EQ(answer.error().fault, row.fault) << row.why << ": " << answer.error().detail;
  }
}

TEST(CurlTransport, SpeaksToNobodyAndNothingElse) {
  CurlTransport transport;
  EXPECT_EQ(transport.send({"http://127.0.0.1:1/"}).error().fault, TransportFault::unreachable);
  EXPECT_FALSE(transport.send({"file:///etc/hostname"}));
  EXPECT_FALSE(transport.send({"no address"}));
}

const std::string fine = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine";

TEST(CurlTransport, ReachesOnlyPublicAddressesWhereThatIsAsked) {
  struct Row {
    const char* why;
    const char* url;
    const char* says;
  };
  const Row rows[] = {
      {"by its number", "http://127.0.0.1:9/", "127.0.0.1 is loopback"},
      {"by a name", "http://localhost:9/", "loopback"},
      {"another loopback", "http://127.8.8.8:9/", "127.8.8.8 is loopback"},
      {"in short", "http://127.1:9/", "127.0.0.1 is loopback"},
      {"as one number", "http://2130706433:9/", "127.0.0.1 is loopback"},
      {"in octal", "http://0177.0.0.1:9/", "127.0.0.1 is loopback"},
      {"in IPv6", "http://[::ffff:127.0.0.1]:9/", "127.0.0.1 is loopback"},
      {"this host", "http://0.0.0.0:9/", "0.0.0.0 is unspecified"},
      {"a cloud's metadata", "http://169.254.169.254/latest/meta-data/", "169.254.169.254 is link-local"},
      {"the router", "http://192.168.0.1/", "192.168.0.1 is private"},
      {"a user in front", "http://1.1.1.1@127.0.0.1:9/", "127.0.0.1 is loopback"},
  };
  CurlTransport transport;
  for (const Row& row : rows) {
    const auto answer = transport.send({.url = row.url, .only_public = true});
    ASSERT_FALSE(answer) << row.why;
    EXPECT_EQ(answer.error().fault, TransportFault::not_allowed) << row.why << ": " << answer.error().detail;
    EXPECT_NE(answer.error().detail.find(row.says), std::string::npos) << row.why << ": " << answer.error().detail;
  }
}

TEST(CurlTransport, ReachesTheAddressesThatAreAllowedAllTheSame) {
  for (const char* allowed : {"127.0.0.1", "::ffff:127.0.0.1"}) {
    OneAnswer server{saying(fine)};
    CurlTransport transport;
    const auto answer = transport.send(
        {.url = server.url(), .only_public = true, .allowed_addresses = {"no address", "10.0.0.1", allowed}});
    ASSERT_TRUE(answer) << answer.error().detail;
    EXPECT_EQ(answer->body, "fine");
  }
}

TEST(CurlTransport, AnOpenConnectionIsNoWayAroundTheRule) {
  OneAnswer server{saying(fine)};
  CurlTransport transport;
  ASSERT_TRUE(transport.send({.url = server.url()}));
  const auto answer = transport.send({.url = server.url(), .only_public = true});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().fault, TransportFault::not_allowed);
}

TEST(CurlTransport, AProxyIsNoWayAroundTheRule) {
  OneAnswer proxy{saying(fine)};
  ::setenv("http_proxy", proxy.url().c_str(), 1);
  CurlTransport transport;
  const auto answer = transport.send({.url = "http://127.0.0.1:9/", .only_public = true});
  ::unsetenv("http_proxy");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().fault, TransportFault::not_allowed) << answer.error().detail;
}

TEST(CurlTransport, SendsNoHeaderWithALineBreak) {
  CurlTransport transport;
  for (const char* value : {"a\r\nHost: elsewhere", "a\nb", "a\r"}) {
    const auto answer = transport.send({.url = "http://127.0.0.1:1/", .headers = {{"Title", value}}});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().fault, TransportFault::not_allowed);
  }
}

const CurlLibrary& nowhere() {
  static const CurlLibrary library = load_curl("libnothing.so.4");
  return library;
}

TEST(CurlTransport, SaysInOneLineThatLibcurlIsMissing) {
  CurlTransport transport{nowhere};
  for (int i = 0; i < 2; ++i) {
    const auto answer = transport.send({"http://127.0.0.1:1/"});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().fault, TransportFault::no_library);
    EXPECT_EQ(answer.error().detail,
              "libcurl: libnothing.so.4: cannot open shared object file: No such file or directory; install the "
              "package libcurl4");
  }
}

TEST(LoadCurl, SaysThatALibraryIsAnother) {
  const CurlLibrary library = load_curl("libc.so.6");
  ASSERT_FALSE(library);
  EXPECT_EQ(library.error(),
            "libcurl: libc.so.6 has no function curl_global_init: not libcurl; install the package libcurl4");
}

}  // namespace
}  // namespace gammafield::feeds

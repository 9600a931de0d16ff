#include "feeds/beast_socket.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <functional>
#include <set>
#include <thread>
#include <utility>

#include "feeds/deribit_line.h"
#include "feeds/testing_deribit.h"

namespace gammafield::feeds {
namespace {

using namespace std::chrono_literals;
namespace asio = boost::asio;
namespace websocket = boost::beast::websocket;
using asio::ip::tcp;
using Ws = websocket::stream<tcp::socket>;

Moment moment_now() { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

/// Waits up to ten seconds.
template <class Condition>
bool eventually(const Condition& condition) {
  for (int i = 0; i < 1000 && !condition(); ++i) std::this_thread::sleep_for(10ms);
  return condition();
}

/// A server on this machine: a script for each connection, one after the other, by its number from 1.
class LocalServer {
 public:
  using Script = std::function<void(tcp::socket, int number)>;
  explicit LocalServer(Script script)
      : acceptor_(io_, {asio::ip::make_address("127.0.0.1"), 0}),
        script_(std::move(script)),
        thread_([this] { serve(); }) {}
  ~LocalServer() {
    stopping_ = true;
    boost::system::error_code ignored;
    tcp::socket last(io_);  // wakes the accept
    last.connect(acceptor_.local_endpoint(), ignored);
    thread_.join();
  }
  LocalServer(const LocalServer&) = delete;
  LocalServer& operator=(const LocalServer&) = delete;

  [[nodiscard]] std::string port() const { return std::to_string(acceptor_.local_endpoint().port()); }
  [[nodiscard]] SocketAddress address(std::chrono::milliseconds timeout = 3s) const {
    return {.url = "ws://127.0.0.1:" + port() + "/ws/api/v2", .timeout = timeout};
  }
  [[nodiscard]] bool stopping() const { return stopping_; }

 private:
  void serve() {
    for (int number = 1;; ++number) {
      boost::system::error_code error;
      tcp::socket socket(io_);
      acceptor_.accept(socket, error);
      if (stopping_ || error) return;
      try {
        script_(std::move(socket), number);
      } catch (const boost::system::system_error&) {  // the client has gone
      }
    }
  }

  asio::io_context io_;
  tcp::acceptor acceptor_;
  Script script_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

std::string heard(Ws& ws) {
  boost::beast::flat_buffer buffer;
  ws.read(buffer);
  return {static_cast<const char*>(buffer.data().data()), buffer.size()};
}

void echo(tcp::socket socket, int) {
  Ws ws(std::move(socket));
  ws.accept();
  while (true) {
    const std::string text = heard(ws);
    ws.write(asio::buffer(text));
  }
}

std::optional<std::string> told(BeastSocket& socket, std::chrono::milliseconds wait = 3s) {
  const auto text = socket.receive(wait);
  return text ? *text : std::nullopt;
}

TEST(SocketUrl, IsReadInItsParts) {
  const auto url = parse_socket_url("wss://www.deribit.com/ws/api/v2");
  ASSERT_TRUE(url);
  EXPECT_TRUE(url->tls);
  EXPECT_EQ(url->host, "www.deribit.com");
  EXPECT_EQ(url->port, "443");
  EXPECT_EQ(url->path, "/ws/api/v2");
  EXPECT_EQ(parse_socket_url("ws://127.0.0.1:8090")->port, "8090");
  for (const std::string_view wrong : {"https://a/b", "wss://", "ws://:80/x", "ws://a:b/x", "ws://a b/x", ""})
    EXPECT_FALSE(parse_socket_url(wrong)) << wrong;
}

TEST(BeastSocket, SendsAndHears) {
  LocalServer server(echo);
  BeastSocket socket;
  ASSERT_FALSE(socket.open(server.address()));
  for (const std::string& text : {std::string("one"), std::string(200'000, 'x')}) {
    ASSERT_FALSE(socket.send(text));
    EXPECT_EQ(told(socket), text);
  }
  EXPECT_FALSE(told(socket, 50ms)) << "nothing more";
  ASSERT_FALSE(socket.send("two"));
  ASSERT_FALSE(socket.send("three")) << "an answer comes while this goes out";
  EXPECT_EQ(told(socket), "two");
  EXPECT_EQ(told(socket), "three");
  socket.close();
  EXPECT_TRUE(socket.send("four")) << "there is no line";
}

TEST(BeastSocket, NamesWhatWentWrong) {
  struct Row {
    std::string_view why;
    LocalServer::Script script;
    TransportFault fault;
  };
  const auto page = [](tcp::socket socket, int) {
    const std::string text = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbusy";
    asio::write(socket, asio::buffer(text));
    std::this_thread::sleep_for(200ms);
  };
  const auto half_open = [](tcp::socket socket, int) {
    std::this_thread::sleep_for(800ms);
    socket.close();
  };
  const Row rows[] = {
      {"a page for people in place of a WebSocket", page, TransportFault::unreachable},
      {"half open: nobody shakes hands", half_open, TransportFault::timed_out},
  };
  for (const auto& [why, script, fault] : rows) {
    LocalServer server(script);
    BeastSocket socket;
    const auto failed = socket.open(server.address(400ms));
    ASSERT_TRUE(failed) << why;
    EXPECT_EQ(failed->fault, fault) << why << ": " << failed->detail;
  }
  BeastSocket socket;
  const auto nobody = socket.open({.url = "ws://127.0.0.1:1/"});
  ASSERT_TRUE(nobody);
  EXPECT_EQ(nobody->fault, TransportFault::unreachable) << nobody->detail;
}

/// A text frame of 100 bytes, of which only 40 come.
void cut_in_a_frame(Ws& ws) {
  std::string frame{"\x81\x64"};
  frame.append(40, 'x');
  asio::write(ws.next_layer(), asio::buffer(frame));
  ws.next_layer().close();
}

TEST(BeastSocket, EndsWithALineThatBreaks) {
  struct Row {
    std::string_view why;
    std::function<void(Ws&)> goodbye;
    TransportFault fault;
  };
  const Row rows[] = {
      {"cut in the middle of a frame", cut_in_a_frame, TransportFault::cut_short},
      {"closed politely", [](Ws& ws) { ws.close(websocket::close_code::going_away); }, TransportFault::cut_short},
      {"a message beyond the limit", [](Ws& ws) { ws.write(asio::buffer(std::string(5000, 'x'))); },
       TransportFault::too_large},
  };
  for (const auto& [why, goodbye, fault] : rows) {
    LocalServer server([&goodbye](tcp::socket accepted, int) {
      Ws ws(std::move(accepted));
      ws.accept();
      ws.write(asio::buffer(std::string("whole")));
      goodbye(ws);
      std::this_thread::sleep_for(100ms);
    });
    BeastSocket socket;
    SocketAddress address = server.address();
    address.largest = 1000;
    ASSERT_FALSE(socket.open(address)) << why;
    EXPECT_EQ(told(socket), "whole") << why;
    const auto broken = socket.receive(3s);
    ASSERT_FALSE(broken) << why;
    EXPECT_EQ(broken.error().fault, fault) << why << ": " << broken.error().detail;
    ASSERT_FALSE(socket.open(address)) << why << ": and may be opened again";
  }
}

/// A key and a certificate of its own signature for one host name, PEM.
std::pair<std::string, std::string> made_up_certificate(const char* host) {
  const auto text_of = [](const auto& write) {
    BIO* bio = BIO_new(BIO_s_mem());
    write(bio);
    char* data = nullptr;
    const auto size = BIO_get_mem_data(bio, &data);
    std::string text(data, static_cast<std::size_t>(size));
    BIO_free(bio);
    return text;
  };
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = X509_new();
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
  X509_set_pubkey(certificate, key);
  X509_NAME* name = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(host), -1, -1, 0);
  X509_set_issuer_name(certificate, name);
  X509_EXTENSION* names =
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, (std::string("DNS:") + host).c_str());
  X509_add_ext(certificate, names, -1);
  X509_EXTENSION_free(names);
  X509_sign(certificate, key, EVP_sha256());
  std::pair pem{text_of([&](BIO* bio) { PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr); }),
                text_of([&](BIO* bio) { PEM_write_bio_X509(bio, certificate); })};
  X509_free(certificate);
  EVP_PKEY_free(key);
  return pem;
}

TEST(BeastSocket, TrustsOnlyTheRightCertificateForTheHost) {
  struct Row {
    std::string_view why, host;
    bool known;
    std::optional<TransportFault> fault;
  };
  const Row rows[] = {
      {"known, and of this host", "localhost", true, {}},
      {"signed by nobody who is known", "localhost", false, TransportFault::not_trusted},
      {"known, of another host", "elsewhere.example", true, TransportFault::not_trusted},
  };
  for (const auto& [why, host, known, fault] : rows) {
    const auto [key, certificate] = made_up_certificate(std::string(host).c_str());
    LocalServer server([&](tcp::socket accepted, int) {
      asio::ssl::context context(asio::ssl::context::tls_server);
      context.use_certificate_chain(asio::buffer(certificate));
      context.use_private_key(asio::buffer(key), asio::ssl::context::pem);
      websocket::stream<asio::ssl::stream<tcp::socket>> ws(std::move(accepted), context);
      ws.next_layer().handshake(asio::ssl::stream_base::server);
      ws.accept();
      ws.write(asio::buffer(std::string("secret")));
      std::this_thread::sleep_for(100ms);
    });
    BeastSocket socket;
    const auto failed = socket.open({.url = "wss://localhost:" + server.port() + "/",
                                     .timeout = 3s,
                                     .trusted = known ? certificate : made_up_certificate("other").second});
    ASSERT_EQ(failed.has_value(), fault.has_value()) << why << (failed ? ": " + failed->detail : "");
    if (failed) {
      EXPECT_EQ(failed->fault, fault) << why << ": " << failed->detail;
    } else {
      EXPECT_EQ(told(socket), "secret") << why;
    }
  }
}

/// Deribit, as far as a line needs it. Faults by the number of the connection.
struct MadeUpDeribit {
  std::function<void(Ws&, int number)> once_subscribed;
  std::atomic<int> tests = 0;
  std::atomic<std::int64_t> ms = moment_now().time_since_epoch().count();

  void operator()(tcp::socket accepted, int number) {
    Ws ws(std::move(accepted));
    ws.accept();
    while (true) {
      const std::string text = heard(ws);
      const auto id = testing::id_of(text);
      if (text.find("public/test") != text.npos) ++tests;
      if (text.find("get_book_summary") == text.npos) {
        ws.write(asio::buffer(testing::deribit_ok(id)));
      } else {
        std::vector<std::string> rows;
        for (const int strike : {58000, 60000, 62000})
          for (const char right : {'C', 'P'})
            rows.push_back(testing::deribit_summary_row(name(strike, right), ms, 0.02));
        ws.write(asio::buffer(testing::deribit_answer(id, rows)));
      }
      if (text.find("public/subscribe") != text.npos) once_subscribed(ws, number);
    }
  }
  /// Listed far enough ahead of the test's own day.
  static std::string name(int strike, char right) { return fmt::format("BTC-25DEC99-{}-{}", strike, right); }
};

DeribitSettings quick() {
  return {.roots = {"BTC"}, .silence = 1500ms, .between_requests = 5ms, .channels_a_request = 2};
}

DeribitLine::MakeSocket beast_sockets() {
  return [] { return std::make_unique<BeastSocket>(); };
}

TEST(DeribitLine, GoesOnAfterACutInAFrame) {
  MadeUpDeribit deribit;
  deribit.once_subscribed = [&](Ws& ws, int number) {
    if (number == 1) return cut_in_a_frame(ws);
    ws.write(asio::buffer(std::string(testing::deribit_test_request_text)));
    ws.write(asio::buffer(testing::deribit_ticker(MadeUpDeribit::name(60000, 'C'), ++deribit.ms, 0.03)));
  };
  LocalServer server(std::ref(deribit));
  const auto line = std::make_shared<DeribitLine>(quick(), server.address(), beast_sockets(), 1);
  DeribitFeed feed(line, "BTC", {});
  EXPECT_EQ(feed.name(), "deribit BTC");
  ASSERT_TRUE(eventually([&] { return line->ready() && deribit.tests > 0; }));
  EXPECT_EQ(line->counts().connections, 2U);
  std::shared_ptr<const ingest::LoadedChain> loaded;
  ASSERT_TRUE(eventually([&] {
    const Answer answer = feed.ask(moment_now());
    if (const auto* chain = std::get_if<NewChain>(&answer)) loaded = chain->loaded;
    return loaded != nullptr && line->counts().quotes >= 3;
  }));
  EXPECT_EQ(loaded->chain.symbol, "BTC");
  EXPECT_EQ(loaded->chain.rows.size(), 6U);
  EXPECT_EQ(loaded->chain.calendar->exchange(), market::Exchange::deribit);
}

TEST(DeribitLine, DropsASilentServer) {
  MadeUpDeribit deribit;
  std::atomic<int> connections = 0;
  deribit.once_subscribed = [&](Ws&, int number) { connections = number; };
  LocalServer server(std::ref(deribit));
  DeribitLine line(quick(), server.address(), beast_sockets(), 1);
  EXPECT_TRUE(eventually([&] { return connections >= 2; })) << "not a word after the subscriptions";
}

TEST(DeribitFeed, TellsTheTrouble) {
  const auto line = std::make_shared<DeribitLine>(quick(), SocketAddress{.url = "ws://127.0.0.1:1/", .timeout = 1s},
                                                  beast_sockets(), 1);
  DeribitFeed feed(line, "BTC", {});
  ASSERT_TRUE(eventually([&] {
    const Answer answer = feed.ask(moment_now());
    const auto* trouble = std::get_if<Trouble>(&answer);
    return trouble && trouble->kind == TroubleKind::unreachable;
  }));
}

}  // namespace
}  // namespace gammafield::feeds

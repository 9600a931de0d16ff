#include "http/server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "http/door.h"
#include "http/testing_client.h"
#include "http/testing_heads.h"

namespace gammafield::http {
namespace {

using namespace std::chrono_literals;

/// Says what it is asked; `/later` from another thread.
class Echo {
 public:
  explicit Echo(ServerOptions options = {}) {
    auto listening = Server::listen(options, {[this](auto request, bool web_socket, Respond respond) {
                                                answer(request, web_socket, std::move(respond));
                                              },
                                              [this](const Request&, int, std::chrono::nanoseconds) { ++answered; }});
    server = std::make_unique<Server>(std::move(*listening));
    thread = std::jthread{[this] { server->run(); }};
  }
  Echo(const Echo&) = delete;
  Echo& operator=(const Echo&) = delete;
  ~Echo() {
    for (auto& each : late) each.join();
    server->drain(1s);
  }
  [[nodiscard]] int port() const { return server->port(); }

  std::unique_ptr<Server> server;
  std::atomic<int> answered = 0;

 private:
  class Parrot final : public Talk {
   public:
    void opened(std::shared_ptr<Wire> wire) override {
      wire_ = std::move(wire);
      wire_->send({text_of("\"hello\""), "1"});
    }
    void sent() override {
      if (!next_.empty()) wire_->send({text_of(std::exchange(next_, {})), "2"});
    }
    void heard(std::string_view text) override {
      if (wire_->idle())
        wire_->send({text_of(std::string{text}), "2"});
      else
        next_ = text;
    }
    void closed() override { wire_.reset(); }

   private:
    std::shared_ptr<Wire> wire_;
    std::string next_;
  };

  void answer(const std::shared_ptr<const Request>& request, bool web_socket, Respond respond) {
    const std::string path = request->path_text();
    if (web_socket || path == "/events") return respond(std::make_unique<Parrot>());
    Response response{200, "text/plain", text_of(fmt::format("{} {} {}", path, request->body, request->client)), {}};
    if (path != "/later") return respond(std::move(response));
    late.emplace_back([respond, response] {
      std::this_thread::sleep_for(50ms);
      respond(response);
    });
  }
  std::vector<std::thread> late;
  std::jthread thread;
};

std::string get(std::string_view path, std::string_view more = "") {
  return fmt::format("GET {} HTTP/1.1\r\nHost: localhost\r\n{}\r\n", path, more);
}
int status_of(std::string_view answer) {
  return answer.size() < 12 ? 0 : std::atoi(std::string{answer.substr(9, 3)}.c_str());
}

const std::string upgrade =
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
    "dGhlIHNhbXBsZSBub25jZQ==\r\n";

TEST(Server, AnswersOneRequestAfterAnotherOnOneConnection) {
  Echo echo;
  RawClient client{echo.port()};
  client.send(get("/a"));
  EXPECT_NE(client.read_until("127.0.0.1").find("\r\n\r\n/a  127.0.0.1"), std::string::npos);
  client.send("POST /b HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nxyz");
  EXPECT_NE(client.read_until("127.0.0.1").find("/b xyz"), std::string::npos);
  client.send(get("/later"));
  EXPECT_NE(client.read_until("127.0.0.1").find("/later"), std::string::npos);
  client.send(get("/c") + get("/later") + get("/d", "Connection: close\r\n"));
  const std::string all = client.read_all();
  EXPECT_LT(all.find("/c "), all.find("/later ")) << "pipelined requests are answered in their order";
  EXPECT_LT(all.find("/later "), all.find("/d "));
  EXPECT_TRUE(client.ended());
}

TEST(Server, PutsTheProtectiveHeadersOnEveryAnswer) {
  Echo echo;
  for (const std::string& request :
       {get("/a"), get("/%2e%2e"), std::string{"nonsense\r\n\r\n"}, get("/" + std::string(5'000, 'a'))}) {
    RawClient client{echo.port()};
    client.send(request);
    const std::string answer = client.read_until("\r\n\r\n");
    for (const auto& [name, value] : protective_headers())
      EXPECT_NE(answer.find(name + ": " + value + "\r\n"), std::string::npos) << name << " in " << answer;
    EXPECT_NE(answer.find("\r\ndate: "), std::string::npos);
    EXPECT_EQ(answer.find("set-cookie"), std::string::npos);
  }
  for (const std::string& stream : {get("/events"), get("/stream", upgrade)}) {
    RawClient client{echo.port()};
    client.send(stream);
    const std::string answer = client.read_until("hello");
    for (const auto& [name, value] : protective_headers())
      EXPECT_NE(answer.find(name + ": " + value + "\r\n"), std::string::npos) << name << " in " << answer;
  }
}

TEST(Server, RefusesAndClosesWhatIsTooMuchOrMalformed) {
  Echo echo;
  struct Row {
    std::string bytes;
    int status;
  };
  const Row rows[] = {
      {get("/", "X: " + std::string(9'000, 'a') + "\r\n"), 431},
      {get("/" + std::string(4'100, 'a')), 414},
      {"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1048577\r\n\r\n", 413},
      {"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
      {"GET / HTTP/1.0\r\nHost: localhost\r\n\r\n", 505},
      {"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400},
      {get("/a#b"), 400},
      {get("/..%2f..%2fetc/passwd"), 400}};
  for (const Row& row : rows) {
    RawClient client{echo.port()};
    client.send(row.bytes + get("/smuggled"));
    const std::string answer = client.read_all();
    EXPECT_EQ(status_of(answer), row.status) << answer;
    EXPECT_TRUE(client.ended());
    EXPECT_EQ(answer.find("/smuggled"), std::string::npos) << "nothing after it is read";
  }
}

/// All of them over a socket, with a request behind: nothing of that is read, and the connection is closed.
TEST(Server, ReadsNothingBehindAHostileHead) {
  Echo echo;
  for (const auto& row : hostile_heads()) {
    RawClient client{echo.port()};
    client.send(row.head + "abcde" + get("/smuggled"));
    const std::string answer = client.read_all();
    EXPECT_EQ(status_of(answer), row.status) << row.why << ": " << answer;
    EXPECT_TRUE(client.ended()) << row.why;
    EXPECT_EQ(answer.find("/smuggled"), std::string::npos) << row.why;
    EXPECT_EQ(answer.find("HTTP/1.1", 1), std::string::npos) << row.why << ": one answer";
  }
}

TEST(Server, CutsOffWhoIsTooSlow) {
  Echo echo{{.head_within = 1s, .body_within = 1s, .idle = 2s}};
  RawClient no_word{echo.port()}, half_head{echo.port()}, half_body{echo.port()}, quick{echo.port()};
  const auto begin = std::chrono::steady_clock::now();
  half_head.send("GET / HTTP/1.1\r\nHost: loc");
  half_body.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nabc");
  quick.send(get("/a"));
  EXPECT_EQ(status_of(quick.read_until("127.0.0.1")), 200);
  for (int i = 0; i < 8; ++i) {  // a byte now and then does not help
    std::this_thread::sleep_for(150ms);
    half_head.send("a");
    half_body.send("a");
  }
  half_head.read_all();
  half_body.read_all();
  EXPECT_TRUE(half_head.ended());
  EXPECT_TRUE(half_body.ended());
  no_word.read_all();
  EXPECT_TRUE(no_word.ended());
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 5s);
}

TEST(Server, SaysThatThereIsNoRoomEvenToThoseWhoHaveAsked) {
  Echo echo{{.connections = 1}};
  RawClient inside{echo.port()};
  inside.send(get("/a"));
  EXPECT_EQ(status_of(inside.read_until("127.0.0.1")), 200);
  for (int i = 0; i < 20; ++i) {
    RawClient outside{echo.port()};
    outside.send(get("/a"));
    std::this_thread::sleep_for(5ms);  // a socket closed with a request unread would be reset by now
    const auto answer = outside.read_all();
    EXPECT_EQ(status_of(answer), 503);
    EXPECT_NE(answer.find("retry-after: 1\r\n"), std::string::npos) << answer;
    EXPECT_NE(answer.find("x-content-type-options: nosniff\r\n"), std::string::npos) << answer;
  }
  inside.send(get("/a"));
  EXPECT_EQ(status_of(inside.read_until("127.0.0.1")), 200);
}

TEST(Server, SaysToThoseTurnedAwayAtOnceThatItIsOver) {
  Echo echo{{.connections = 1}};
  RawClient inside{echo.port()}, outside{echo.port()};
  inside.send(get("/a"));
  EXPECT_EQ(status_of(inside.read_until("127.0.0.1")), 200);
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(status_of(outside.read_all()), 503);
  EXPECT_TRUE(outside.ended());
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 1s) << "our end says at once that it is over";
}

TEST(Server, CountsATrustedProxyAsThisMachine) {
  Echo echo{{.of_one_address = 2, .of_loopback = 4, .proxies = {"127.0.0.2"}}};
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 4; ++i) {
    clients.push_back(std::make_unique<RawClient>(echo.port(), "127.0.0.2"));
    clients.back()->send(get("/a"));
    EXPECT_EQ(status_of(clients.back()->read_until("127.0.0.2")), 200) << i;
  }
}

TEST(Server, TakesSoManyConnectionsOfOneAddress) {
  Echo echo{{.connections = 12, .of_one_address = 4, .of_loopback = 8}};
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 8; ++i) clients.push_back(std::make_unique<RawClient>(echo.port()));
  for (auto& client : clients) {
    client->send(get("/a"));
    EXPECT_EQ(status_of(client->read_until("127.0.0.1")), 200);
  }
  RawClient ninth{echo.port()};
  ninth.send(get("/a"));
  EXPECT_EQ(ninth.read_all(), "");
  EXPECT_TRUE(ninth.ended());
  for (int i = 0; i < 4; ++i) clients.push_back(std::make_unique<RawClient>(echo.port(), "127.0.0.2"));
  for (std::size_t i = 8; i < 12; ++i) {
    clients[i]->send(get("/a"));
    EXPECT_EQ(status_of(clients[i]->read_until("127.0.0.2")), 200) << "another address is another count";
  }
  RawClient full{echo.port(), "127.0.0.3"};
  EXPECT_EQ(status_of(full.read_all()), 503) << "all together are too many";
  clients.erase(clients.begin());
  int status = 0;
  for (int tried = 0; tried < 100 && status != 200; ++tried) {  // until the server has noticed
    RawClient again{echo.port()};
    again.send(get("/a"));
    status = status_of(again.read_until("127.0.0.1"));
    std::this_thread::sleep_for(20ms);
  }
  EXPECT_EQ(status, 200) << "one has left";
}

TEST(Server, BelievesTheProxyItKnowsAndNobodyElse) {
  Echo plain, behind{{.proxies = {"127.0.0.1", "192.0.2.1"}}};
  const auto client_at = [](Echo& echo, std::string_view forwarded) {
    RawClient client{echo.port()};
    client.send(get("/a", fmt::format("X-Forwarded-For: {}\r\nConnection: close\r\n", forwarded)));
    const std::string answer = client.read_all();
    return answer.substr(answer.rfind(' ') + 1);
  };
  EXPECT_EQ(client_at(plain, "203.0.113.9"), "127.0.0.1");
  EXPECT_EQ(client_at(behind, "203.0.113.9"), "203.0.113.9");
  EXPECT_EQ(client_at(behind, "198.51.100.1, 203.0.113.9, 192.0.2.1"), "203.0.113.9") << "the last that is no proxy";
  EXPECT_EQ(client_at(behind, "nonsense"), "127.0.0.1");
}

/// A client's frame, masked with zeros; `first`: FIN and opcode.
std::string frame(unsigned char first, std::string_view payload) {
  std::string bytes(1, static_cast<char>(first));
  if (payload.size() < 126) {
    bytes += static_cast<char>(0x80 | payload.size());
  } else {
    bytes += static_cast<char>(0x80 | 126);
    bytes += static_cast<char>(payload.size() >> 8);
    bytes += static_cast<char>(payload.size() & 0xff);
  }
  return bytes + std::string(4, '\0') + std::string{payload};
}

TEST(WebSocket, ShakesHandsAndTalks) {
  Echo echo;
  RawClient client{echo.port()};
  client.send(get("/stream", upgrade));
  const std::string answer = client.read_until("\"hello\"");
  EXPECT_EQ(status_of(answer), 101);
  EXPECT_NE(answer.find("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), std::string::npos) << "RFC 6455, 1.3";
  client.send(frame(0x81, "\"x\""));
  EXPECT_NE(client.read_until("\"x\"").find("\"x\""), std::string::npos);
  client.send(frame(0x89, "ping"));
  EXPECT_NE(client.read_until("ping").find("ping"), std::string::npos);
}

TEST(WebSocket, EndsWithWhoeverBreaksItsRules) {
  struct Row {
    const char* why;
    std::string bytes;
  };
  const std::string mask(4, '\0');
  const Row rows[] = {
      {"not masked", std::string{"\x81\x01x", 3}},
      {"a reserved bit", frame(0xc1, "x")},
      {"an unknown opcode", frame(0x83, "x")},
      {"an unknown control opcode", frame(0x8b, "x")},
      {"binary", frame(0x82, "x")},
      {"text that is not UTF-8", frame(0x81, "\xff\xfe")},
      {"a ping in two pieces", frame(0x09, "x")},
      {"a long ping", frame(0x89, std::string(126, 'x'))},
      {"a continuation of nothing", frame(0x80, "x")},
      {"a new message inside another", frame(0x01, "x") + frame(0x81, "y")},
      {"1 GB announced", std::string{"\x81\xff\x00\x00\x00\x00\x40\x00\x00\x00", 10} + mask},
      {"2^63 bytes announced", std::string{"\x81\xff\x80\x00\x00\x00\x00\x00\x00\x00", 10} + mask},
      {"a length in too many bytes", std::string{"\x81\xfe\x00\x01", 4} + mask + "x"},
      {"65,537 bytes in pieces", frame(0x01, std::string(60'000, 'x')) + frame(0x80, std::string(5'537, 'x'))},
      {"a close code that is none", frame(0x88, std::string{"\x00\x01", 2})},
      {"a close of one byte", frame(0x88, "x")},
  };
  Echo echo;
  for (const Row& row : rows) {
    RawClient client{echo.port()};
    client.send(get("/stream", upgrade));
    EXPECT_EQ(status_of(client.read_until("\"hello\"")), 101);
    client.send(row.bytes);
    client.send(frame(0x88, std::string{"\x03\xe8", 2}));
    client.read_all(3s);
    EXPECT_TRUE(client.ended()) << row.why;
  }
}

TEST(WebSocket, EndsWithWhoeverFloods) {
  Echo echo;
  for (const std::string& each :
       {frame(0x89, "p"), frame(0x81, "x"), frame(0x8a, ""), frame(0x01, "") + frame(0x80, "")}) {
    RawClient client{echo.port()};
    client.send(get("/stream", upgrade));
    EXPECT_EQ(status_of(client.read_until("\"hello\"")), 101);
    for (int i = 0; i < 400; ++i) client.send(each);
    client.send(frame(0x88, std::string{"\x03\xe8", 2}));
    client.read_all(3s);
    EXPECT_TRUE(client.ended());
  }
}

TEST(WebSocket, IsNotOpenedByHalfAHandshake) {
  Echo echo;
  for (const char* lines :
       {"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n",
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 8\r\nSec-WebSocket-Key: "
        "dGhlIHNhbXBsZSBub25jZQ==\r\n",
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: short\r\n"}) {
    RawClient client{echo.port()};
    client.send(get("/stream", lines));
    EXPECT_NE(status_of(client.read_all(2s)), 101) << lines;
  }
}

TEST(Events, AreSentAsLinesThatEventSourceReads) {
  Echo echo;
  RawClient client{echo.port()};
  client.send(get("/events"));
  const std::string answer = client.read_until("\"hello\"\n\n");
  EXPECT_EQ(status_of(answer), 200);
  EXPECT_NE(answer.find("content-type: text/event-stream\r\n"), std::string::npos);
  EXPECT_NE(answer.find("id: 1\ndata: \"hello\"\n\n"), std::string::npos) << answer;
}

/// All connections are the proxy's; who keeps them open is not.
TEST(Server, OpensSoManyStreamsForOneClientOfAProxy) {
  Echo echo{{.of_one_address = 2, .proxies = {"127.0.0.1"}}};
  const auto stream = [&](std::string_view target, std::string_view more, std::string_view client,
                          std::string_view end) {
    auto visitor = std::make_unique<RawClient>(echo.port());
    visitor->send(get(target, fmt::format("X-Forwarded-For: {}\r\n{}", client, more)));
    const int status = status_of(visitor->read_until(end));
    return std::pair{status, std::move(visitor)};
  };
  const auto events = [&](const char* client, const char* end) { return stream("/events", "", client, end); };
  auto first = events("203.0.113.9", "hello"), second = stream("/stream", upgrade, "203.0.113.9", "hello");
  EXPECT_EQ(first.first, 200);
  EXPECT_EQ(second.first, 101);
  EXPECT_EQ(events("203.0.113.9", "}").first, 429);
  EXPECT_EQ(stream("/stream", upgrade, "203.0.113.9", "}").first, 429);
  EXPECT_EQ(events("203.0.113.10", "hello").first, 200) << "another client";
  EXPECT_EQ(events("127.0.0.1", "hello").first, 200) << "this machine";
  first.second.reset();
  int status = 429;
  for (int i = 0; i < 100 && status == 429; ++i) {
    std::this_thread::sleep_for(20ms);
    status = events("203.0.113.9", "\n\n").first;
  }
  EXPECT_EQ(status, 200) << "one has left";
}

TEST(Server, DrainsWhatIsBeingAnswered) {
  Echo echo;
  RawClient waiting{echo.port()}, idle{echo.port()}, talking{echo.port()};
  idle.send(get("/a"));
  EXPECT_EQ(status_of(idle.read_until("127.0.0.1")), 200);
  talking.send(get("/stream", upgrade));
  EXPECT_EQ(status_of(talking.read_until("\"hello\"")), 101);
  waiting.send(get("/later"));
  std::this_thread::sleep_for(20ms);
  echo.server->drain(2s);
  EXPECT_NE(waiting.read_all().find("/later"), std::string::npos) << "its answer still comes";
  idle.read_all();
  EXPECT_TRUE(idle.ended());
  talking.send(frame(0x88, std::string{"\x03\xe9", 2}));
  talking.read_all();
  EXPECT_TRUE(talking.ended());
}

}  // namespace
}  // namespace gammafield::http

// Over real sockets: what libcurl says of each fault is what the simulated transport says.

#include "playback/server.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <set>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>

#include "feeds/beast_socket.h"
#include "feeds/curl_transport.h"
#include "feeds/deribit_line.h"
#include "playback/deribit_line.h"
#include "playback/simulated_transport.h"

namespace gammafield::playback {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const market::Instant noon = *market::parse_instant("2026-08-18T12:00-04:00");

/// Tells which document it is asked for.
class Echo final : public Vendor {
 public:
  feeds::Response answer(const Asked& asked, market::Instant at) override {
    std::string body = asked.target + " " + market::to_string(at) + " ";
    for (const auto& [name, value] : asked.headers)
      if (name == "authorization") body += value;
    return document(body + std::string(20'000, '.'));
  }
  Limit limit() const override { return {2, seconds{1}}; }
};

/// What came of asking, in a word or with the body.
std::string outcome(const base::Result<feeds::Response, feeds::TransportFailure>& answer) {
  if (!answer) return "fault " + std::to_string(static_cast<int>(answer.error().fault));
  const auto patience = answer->header("retry-after");
  return std::to_string(answer->status) + " " + std::string{patience.value_or("")} + " " + answer->body;
}

/// The first seed by which a kind meets the first request, early in the document.
FaultPlan plan_with(FaultKind kind) {
  for (std::uint64_t seed = 0;; ++seed) {
    const FaultPlan plan{seed};
    const Fault fault = plan.of_request(0, noon);
    if (fault.kind == kind && (kind == FaultKind::none || (fault.share > 0.05 && fault.share < 0.1))) return plan;
  }
}

feeds::Request request(const std::string& address) {
  return {.url = address + "/a.json?b=1", .headers = {{"Authorization", "Bearer key"}}, .timeout = milliseconds{700}};
}

TEST(Server, DoesWhatTheSimulatedTransportSaysOfEveryFault) {
  std::size_t kinds = 0;
  for (auto kind = FaultKind::none; kind <= FaultKind::ahead; kind = FaultKind(static_cast<int>(kind) + 1)) {
    Echo vendor;
    const FaultPlan plan = plan_with(kind);
    Counter real{vendor, plan}, simulated{vendor, plan};
    const auto server =
        Server::start(0, [&](const Asked& asked) { return real.serve(asked, noon, feeds::Moment{noon}); });
    ASSERT_TRUE(server) << server.error().message;
    feeds::CurlTransport sockets;
    feeds::Moment clock = noon;
    SimulatedTransport told{simulated, clock};
    EXPECT_EQ(outcome(sockets.send(request(server->address()))), outcome(told.send(request("http://vendor.example"))))
        << to_string(kind);
    EXPECT_EQ(real.log().size(), 1u) << to_string(kind) << ": asked once";
    ++kinds;
  }
  EXPECT_EQ(kinds, 15u);
}

TEST(Server, AnswersManyRequestsOfSeveralClients) {
  Echo vendor;
  Counter counter{vendor, {}};
  const auto server =
      Server::start(0, [&](const Asked& asked) { return counter.serve(asked, noon, feeds::Moment{noon}); });
  ASSERT_TRUE(server);
  feeds::CurlTransport one, other;
  for (int i = 0; i < 20; ++i)
    for (feeds::CurlTransport* client : {&one, &other}) {
      const auto answer = client->send(request(server->address()));
      ASSERT_TRUE(answer) << answer.error().detail;
      EXPECT_TRUE(answer->body.starts_with("/a.json?b=1 2026-08-18T16:00:00Z Bearer key..."));
    }
  EXPECT_EQ(counter.log().size(), 40u);
  EXPECT_EQ(counter.over_limit(), 38u) << "two a second, and all of it was one instant";
}

TEST(Server, TakesWhatIsPosted) {
  std::vector<Asked> heard;
  const auto server = Server::start(0, [&](const Asked& asked) {
    heard.push_back(asked);
    return Counter::Served{document("taken", "text/plain"), {}};
  });
  ASSERT_TRUE(server);
  feeds::CurlTransport transport;
  feeds::Request posted = request(server->address());
  const std::string large(300'000, 'x');
  for (const std::string& body : {std::string{R"({"rule":"flip"})"}, std::string{}, "a\0b\r\n" + large}) {
    posted.body = body;
    const auto answer = transport.send(posted);
    ASSERT_TRUE(answer) << answer.error().detail;
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(heard.back().body, body);
    EXPECT_TRUE(std::ranges::none_of(heard.back().headers, [](const auto& each) { return each.first == "expect"; }));
  }
  ASSERT_TRUE(transport.send(request(server->address())));
  EXPECT_EQ(heard.back().body, std::nullopt) << "and a GET after it is one";
  ASSERT_EQ(heard.size(), 4u);
}

TEST(Server, VendorsTakeNothingThatIsPosted) {
  Echo vendor;
  Counter counter{vendor, {}};
  const auto server =
      Server::start(0, [&](const Asked& asked) { return counter.serve(asked, noon, feeds::Moment{noon}); });
  ASSERT_TRUE(server);
  feeds::CurlTransport transport;
  feeds::Request posted = request(server->address());
  posted.body = "{}";
  const auto answer = transport.send(posted);
  ASSERT_TRUE(answer) << answer.error().detail;
  EXPECT_EQ(answer->status, 405);
}

TEST(Server, CarriesALineOverAWebSocket) {
  simulate::SessionScenario scenario;
  scenario.chain.contracts = 100;
  scenario.session = std::chrono::year{2026} / 8 / 18;
  const Tape tape{simulate::SimulatedSession::make(scenario).value()};
  std::uint64_t messages = 0;
  Lines lines{[&] { return std::make_unique<FaultyLine>(std::make_unique<DeribitLine>(tape), std::nullopt, messages); },
              [] { return Now{noon, feeds::Moment{noon}}; }};
  const auto server = Server::start(0, [](const Asked&) { return Counter::Served{error(404), {}}; }, std::move(lines));
  ASSERT_TRUE(server);
  const std::string address = server->address();
  boost::asio::io_context io;
  boost::beast::websocket::stream<boost::asio::ip::tcp::socket> client{io};
  client.next_layer().connect({boost::asio::ip::address_v4::loopback(),
                               static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)))});
  client.handshake("127.0.0.1", "/ws/api/v2");
  client.text(true);
  const std::string call =
      R"({"jsonrpc":"2.0","id":9,"method":"public/get_book_summary_by_currency","params":{"currency":"BTC","kind":"option"}})";
  client.write(boost::asio::buffer(call));
  boost::beast::flat_buffer buffer;
  client.read(buffer);
  const std::string answer = boost::beast::buffers_to_string(buffer.data());
  EXPECT_TRUE(answer.starts_with(R"({"jsonrpc":"2.0","id":9,"result":[{"volume_usd":)")) << answer.substr(0, 200);
  EXPECT_TRUE(answer.ends_with("}"));
}

/// Storms by the clock, a session sixty times as fast: between the storms the client is back.
TEST(Server, AStreamingClientIsBackAfterEachStorm) {
  using std::chrono::steady_clock;
  simulate::SessionScenario scenario;
  scenario.chain.contracts = 100;
  scenario.session = std::chrono::year{2026} / 8 / 18;
  const Tape tape{simulate::SimulatedSession::make(scenario).value()};
  std::uint64_t messages = 0;
  const auto began = steady_clock::now();
  const auto now = [&] {
    const auto passed = std::chrono::floor<std::chrono::milliseconds>(steady_clock::now() - began);
    return Now{noon + seconds{passed.count() * 60 / 1000}, feeds::Moment{noon} + passed};
  };
  const FaultPlan storms{3, {{}, seconds{4}, seconds{1}}};
  Lines lines{[&] { return std::make_unique<FaultyLine>(std::make_unique<DeribitLine>(tape), storms, messages); }, now};
  const auto server = Server::start(0, [](const Asked&) { return Counter::Served{error(404), {}}; }, std::move(lines));
  ASSERT_TRUE(server);
  feeds::DeribitLine client{{.roots = {"BTC"}},
                            {.url = "ws" + server->address().substr(4) + "/ws/api/v2"},
                            [] { return std::make_unique<feeds::BeastSocket>(); },
                            1};
  std::set<std::int64_t> storms_between;  // in which calm a chain was there
  while (storms_between.size() < 2 && steady_clock::now() - began < seconds{30}) {
    const auto wall = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const auto chain = client.chain("BTC", {}, wall);
    const auto passed = now().wall - feeds::Moment{noon};
    if (chain && passed % seconds{4} > seconds{1} && now().at - chain->chain.as_of < seconds{180})
      storms_between.insert(passed / seconds{4});
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
  }
  EXPECT_EQ(storms_between.size(), 2u);
  EXPECT_GT(client.counts().connections, 1u) << "a storm costs the line";
}

TEST(Server, RefusesAPortThatIsTaken) {
  Echo vendor;
  Counter counter{vendor, {}};
  const auto answers = [&](const Asked& asked) { return counter.serve(asked, noon, feeds::Moment{noon}); };
  const auto first = Server::start(0, answers);
  ASSERT_TRUE(first);
  const auto port = static_cast<std::uint16_t>(std::stoi(first->address().substr(first->address().rfind(':') + 1)));
  const auto second = Server::start(port, answers);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, base::RefusalKind::usage);
}

TEST(FaultPlan, IsTheSameForTheSameSeedAndKnowsEveryKind) {
  std::array<int, 20> seen{};
  std::size_t calm = 0, others = 0;
  for (std::uint64_t seed = 0; seed < 50; ++seed)
    for (std::uint64_t n = 0; n < 100; ++n) {
      const Fault fault = FaultPlan{seed}.of_request(n, noon), message = FaultPlan{seed}.of_message(n, noon);
      EXPECT_EQ(fault.kind, FaultPlan{seed}.of_request(n, noon + seconds{5}).kind) << "whenever it is asked";
      ++seen[static_cast<std::size_t>(fault.kind)];
      if (message.kind != FaultKind::none) ++seen[static_cast<std::size_t>(message.kind)];
      calm += fault.kind == FaultKind::none;
      others += fault.kind != FaultPlan{seed + 1}.of_request(n, noon).kind;
    }
  EXPECT_TRUE(std::ranges::none_of(seen, [](int count) { return count == 0; })) << "every kind";
  EXPECT_GT(calm, 2000u);
  EXPECT_LT(calm, 4000u);
  EXPECT_GT(others, 1000u) << "another seed, other faults";
}

TEST(FaultPlan, EndsWhenItIsTold) {
  const FaultPlan until{7, {noon, {}, {}}}, storms{7, {{}, seconds{900}, seconds{180}}};
  std::size_t before = 0, in_storm = 0;
  for (std::uint64_t n = 0; n < 1000; ++n) {
    before += until.of_request(n, noon - seconds{1}).kind != FaultKind::none;
    EXPECT_EQ(until.of_request(n, noon).kind, FaultKind::none);
    in_storm += storms.of_request(n, noon + seconds{179}).kind != FaultKind::none;
    EXPECT_EQ(storms.of_request(n, noon + seconds{180}).kind, FaultKind::none);
  }
  EXPECT_GT(before, 200u);
  EXPECT_EQ(before, in_storm);
}

TEST(Asked, QueriesAreReadAndUndone) {
  EXPECT_EQ(query_value("/a?symbol=I%3ASPX&limit=250", "symbol"), "I:SPX");
  EXPECT_EQ(query_value("/a?symbol=I%3ASPX&limit=250", "limit"), "250");
  EXPECT_EQ(query_value("/a?symbol=", "symbol"), "");
  EXPECT_EQ(query_value("/a?b+c=1&d=e+f%", "d"), "e f%");
  EXPECT_EQ(query_value("/a", "symbol"), "");
  EXPECT_EQ(path_of("/a/b?c"), "/a/b");
}

TEST(Asked, TheTargetOfAnAddress) {
  EXPECT_EQ(target_of("http://127.0.0.1:80/a?b"), "/a?b");
  EXPECT_EQ(target_of("https://vendor.example"), "/");
}

}  // namespace
}  // namespace gammafield::playback

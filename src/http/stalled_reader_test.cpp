#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "http/server.h"
#include "http/testing_client.h"

namespace gammafield::http {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t message_bytes = 4096;

/// Sends as long as something takes it.
class Flood final : public Talk {
 public:
  explicit Flood(std::atomic<std::size_t>& sent_bytes) : sent_bytes_(sent_bytes) {}
  void opened(std::shared_ptr<Wire> wire) override {
    wire_ = std::move(wire);
    wire_->send({text_, "1"});
  }
  void sent() override {
    sent_bytes_ += message_bytes;
    wire_->send({text_, "1"});
  }
  void heard(std::string_view) override {}
  void closed() override { wire_.reset(); }

 private:
  std::atomic<std::size_t>& sent_bytes_;
  std::shared_ptr<Wire> wire_;
  Text text_ = text_of(std::string(message_bytes, 'x'));
};

/// What lies in the system's buffers is old when it is read, and no update can be passed over any more.
TEST(StalledReader, IsNotSentMegabytesThatHeWillReadLater) {
  constexpr std::size_t most = 512 * 1024;
  for (const char* target : {"/stream", "/events"}) {
    std::atomic<std::size_t> sent_bytes = 0;
    auto server =
        Server::listen({}, {[&](auto, bool, const Respond& respond) { respond(std::make_unique<Flood>(sent_bytes)); }});
    std::jthread thread{[&] { server->run(); }};
    RawClient client{server->port()};
    client.send(std::string{"GET "} + target + " HTTP/1.1\r\nHost: x\r\n" +
                (std::string_view{target} == "/stream"
                     ? "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                       "Sec-WebSocket-Version: 13\r\n"
                     : "") +
                "\r\n");
    std::size_t before = 1;
    while (sent_bytes == 0 || before != sent_bytes) {
      before = sent_bytes;
      std::this_thread::sleep_for(200ms);
      ASSERT_LT(sent_bytes, most) << target;
    }
    client.read_until("never", 50ms);
    std::this_thread::sleep_for(100ms);
    EXPECT_GT(sent_bytes, before) << target << ": when he reads, it goes on";
    server->drain(0ms);
  }
}

}  // namespace
}  // namespace gammafield::http

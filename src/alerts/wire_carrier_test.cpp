#include "alerts/wire_carrier.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "alerts/config.h"
#include "alerts/testing_folder.h"
#include "alerts/testing_receiver.h"
#include "alerts/verdict.h"
#include "feeds/curl_mailer.h"
#include "feeds/curl_transport.h"

namespace gammafield::alerts {
namespace {

using namespace testing;

struct Wire {
  feeds::CurlTransport transport;
  feeds::CurlMailer mailer;
  WireCarrier carrier{transport, mailer};
};

Post post_to(std::string url, std::vector<std::string> allowed = {}) {
  return {std::move(url), {{"Content-Type", "application/json"}}, "{}", std::move(allowed)};
}

// E10: whatever address a user's file, or a name's answer, leads to, only public ones are asked.
TEST(WireCarrier, ReachesNothingThatIsNotPublicHoweverItIsWritten) {
  Receiver inside{[](const Received&) { return Receiver::status(200); }};
  const std::string port = fmt::format(":{}", inside.port());
  const std::string hosts[] = {
      "127.0.0.1",
      "127.1",
      "127.0.1",
      "127.255.255.254",
      "2130706433",
      "0x7f000001",
      "0x7f.1",
      "017700000001",
      "0177.0.0.1",
      "0",
      "0.0.0.0",
      "00.00.00.00",
      "[::1]",
      "[::]",
      "[::ffff:127.0.0.1]",
      "[::ffff:7f00:1]",
      "[0:0:0:0:0:ffff:127.0.0.1]",
      "[::127.0.0.1]",
      "[64:ff9b::7f00:1]",
      "[2002:7f00:1::]",
      "localhost",
      "LOCALHOST",
      "localhost.",
      "ip6-localhost",
      "a.localhost",
      "169.254.169.254",
      "169.254.170.2",
      "[::ffff:169.254.169.254]",
      "2852039166",
      "0xa9fea9fe",
      "0251.0376.0251.0376",
      "[fd00:ec2::254]",
      "168.63.129.16",
      "100.100.100.200",
      "192.0.0.192",
      "10.0.0.1",
      "172.16.0.1",
      "192.168.0.1",
      "[fe80::1]",
      "[fc00::1]",
      "224.0.0.1",
      "255.255.255.255",
      "metadata.google.internal",
  };
  static_assert(std::size(hosts) >= 40);
  Wire wire;
  for (const std::string& host : hosts) {
    const auto came = wire.carrier.carry(post_to("http://" + host + port + "/"));
    ASSERT_FALSE(came) << host << " answered " << came->status;
    EXPECT_TRUE(came.error().fault == feeds::TransportFault::not_allowed ||
                came.error().fault == feeds::TransportFault::unreachable)
        << host << ": " << came.error().detail;
  }
  EXPECT_EQ(inside.connections(), 0) << "not even a connection";
}

TEST(WireCarrier, FollowsNoRedirectionAndReachesWhatIsAllowed) {
  Receiver elsewhere{[](const Received&) { return Receiver::status(200); }};
  Receiver receiver{
      [&](const Received&) { return Receiver::status(302, "Location: " + elsewhere.address() + "\r\n"); }};
  Wire wire;
  const auto came = wire.carrier.carry(post_to(receiver.address() + "/in", {"127.0.0.1"}));
  ASSERT_TRUE(came) << came.error().detail;
  EXPECT_EQ(came->status, 302);
  EXPECT_EQ(elsewhere.connections(), 0);
  EXPECT_EQ(verdict(Webhook{}, came, {}).trouble, "status 302: a redirection, which is not followed");
  const auto received = receiver.received();
  ASSERT_EQ(received.size(), 1u);
  EXPECT_EQ(received[0].target, "/in");
  EXPECT_EQ(received[0].body, "{}");
  EXPECT_EQ(received[0].headers.at("content-type"), "application/json");
  EXPECT_EQ(received[0].headers.at("user-agent"), "gammafield");
}

TEST(WireCarrier, ThatOneAddressIsAllowedOpensNoOther) {
  Receiver inside{[](const Received&) { return Receiver::status(200); }};
  Wire wire;
  for (const char* allowed : {"10.0.0.1", "localhost", "127.0.0.0/8", "::1"}) {
    EXPECT_FALSE(wire.carrier.carry(post_to(inside.address(), {allowed}))) << allowed;
  }
  EXPECT_EQ(inside.connections(), 0);
}

TEST(AlertConfig, RefusesAddressesThatAreNone) {
  for (const char* url : {"file:///etc/passwd", "gopher://127.0.0.1", "//a.example", "http://", "https://a@b.example",
                          "http://a.example:80@127.0.0.1/", "javascript:alert(1)", "http://a b.example"}) {
    const auto config = read_config(fmt::format("[alerts.sink.x]\ntype = \"webhook\"\nurl = \"{}\"\n", url), "a");
    EXPECT_FALSE(config) << url;
  }
}

std::string content(const std::string& path) {
  std::ifstream file{path};
  std::stringstream all;
  all << file.rdbuf();
  return all.str();
}

TEST(WireCarrier, AppendsLinesToAFile) {
  const Folder folder;
  Wire wire;
  for (const char* line : {"one\n", "two\n"}) EXPECT_TRUE(wire.carrier.carry(Line{folder / "log", line}));
  EXPECT_EQ(content(folder / "log"), "one\ntwo\n");
  const auto nowhere = wire.carrier.carry(Line{folder / "no/such/folder", "x\n"});
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(verdict(NoteFile{}, nowhere, {}).came, Came::later);
}

class Postman final : public feeds::Mailer {
 public:
  base::Result<int, feeds::TransportFailure> send(const feeds::Mail& mail) override {
    mails.push_back(mail);
    return reply;
  }
  int reply = 250;
  std::vector<feeds::Mail> mails;
};

TEST(WireCarrier, AMailServersReplyIsAVerdict) {
  feeds::CurlTransport transport;
  Postman postman;
  WireCarrier carrier{transport, postman};
  const Letter letter{"smtp://127.0.0.1:25", "a@b.example", {"c@d.example"}, "Subject: x\r\n\r\ny\r\n"};
  const std::pair<int, Came> rows[] = {{250, Came::delivered}, {451, Came::later}, {550, Came::refused}};
  for (const auto& [reply, came] : rows) {
    postman.reply = reply;
    EXPECT_EQ(verdict(Mail{}, carrier.carry(letter), {}).came, came) << reply;
  }
  EXPECT_EQ(postman.mails.front().text, letter.message);
  EXPECT_EQ(postman.mails.front().recipients, letter.to);
}

}  // namespace
}  // namespace gammafield::alerts

// Whom our clients trust: servers that show the wrong certificate are told nothing. By HTTPS (feeds, webhooks), by SMTP
// over TLS and by an encrypted WebSocket. Certificates are made up here; the one authority that is trusted is the
// test's own.

#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "feeds/beast_socket.h"
#include "feeds/curl_mailer.h"
#include "feeds/curl_transport.h"
#include "feeds/testing_tls.h"

namespace gammafield::feeds {
namespace {

using namespace testing;
using namespace std::chrono_literals;

const std::string secret = "key-of-the-vendor";

/// The test's authority.
const Identity& authority() {
  static const Identity one = made_up({.name = "An authority", .authority = true}, nullptr);
  return one;
}
const std::string& authority_file() {
  static const std::string path = [] {
    auto file = std::filesystem::temp_directory_path() / fmt::format("gammafield_authority_{}.pem", ::getpid());
    std::ofstream{file} << authority().pem();
    return file.string();
  }();
  return path;
}

/// libcurl as it is, but for whom it trusts: there is no option of ours for that, so it is told behind our back, right
/// before a transfer begins.
const CurlLibrary& curl_with_our_authority() {
  static const CurlLibrary library = [] {
    CurlLibrary copy = system_curl();
    if (!copy) return copy;
    copy->easy_perform = [](CURL* handle) {
      const CurlApi& real = *system_curl();
      real.easy_setopt(handle, CURLOPT_CAINFO, authority_file().c_str());
      return real.easy_perform(handle);
    };
    return copy;
  }();
  return library;
}

struct Row {
  const char* why;
  Identity shown;
  Identity between = {};  ///< the one that signed it, if not the authority
  std::string host = "localhost";
  int newest_version = TLS1_3_VERSION;
};

Identity signed_by_the_authority(Paper paper) { return made_up(paper, &authority()); }

std::vector<Row> wrong_ones() {
  std::vector<Row> rows;
  const auto add = [&](const char* why, Identity shown) -> Row& {
    return rows.emplace_back(Row{why, std::move(shown)});
  };
  add("of another host", signed_by_the_authority({.name = "elsewhere", .hosts = "DNS:elsewhere.example"}));
  add("of a host that begins alike", signed_by_the_authority({.name = "a", .hosts = "DNS:localhost.evil.example"}));
  add("of a host that ends alike", signed_by_the_authority({.name = "a", .hosts = "DNS:evil-localhost"}));
  add("of every host below", signed_by_the_authority({.name = "a", .hosts = "DNS:*.localhost"}));
  add("of every host", signed_by_the_authority({.name = "a", .hosts = "DNS:*"}));
  add("its name is right where no host belongs",
      signed_by_the_authority({.name = "localhost", .hosts = "DNS:elsewhere.example"}));
  add("of another address", signed_by_the_authority({.name = "a", .hosts = "IP:127.0.0.2"})).host = "127.0.0.1";
  add("of the name, asked by the address", signed_by_the_authority({.name = "a", .hosts = "DNS:localhost"})).host =
      "127.0.0.1";
  add("expired",
      signed_by_the_authority({.name = "localhost", .hosts = "DNS:localhost", .from = -7'200, .until = -60}));
  add("not valid yet",
      signed_by_the_authority({.name = "localhost", .hosts = "DNS:localhost", .from = 60, .until = 7'200}));
  add("signed by itself", made_up({.name = "localhost", .hosts = "DNS:localhost"}, nullptr));
  add("signed by itself, as an authority",
      made_up({.name = "localhost", .hosts = "DNS:localhost", .authority = true}, nullptr));
  add("for clients", signed_by_the_authority({.name = "localhost", .hosts = "DNS:localhost", .purpose = "clientAuth"}));
  add("signed with SHA-1",
      signed_by_the_authority({.name = "localhost", .hosts = "DNS:localhost", .digest = EVP_sha1()}));

  Identity stranger = made_up({.name = "An authority", .authority = true}, nullptr);
  Row& unknown = add("signed by another of the authority's name",
                     made_up({.name = "localhost", .hosts = "DNS:localhost"}, &stranger));
  unknown.between = std::move(stranger);
  Identity no_authority = signed_by_the_authority({.name = "somebody", .hosts = "DNS:somebody.example"});
  Row& borrowed =
      add("signed by one that may not sign", made_up({.name = "localhost", .hosts = "DNS:localhost"}, &no_authority));
  borrowed.between = std::move(no_authority);
  Identity old = signed_by_the_authority({.name = "An old authority", .authority = true, .from = -7'200, .until = -60});
  Row& outlived = add("signed by one that has expired", made_up({.name = "localhost", .hosts = "DNS:localhost"}, &old));
  outlived.between = std::move(old);
  for (const int version : {TLS1_VERSION, TLS1_1_VERSION})
    add("right, but older than TLS 1.2", signed_by_the_authority({.name = "localhost", .hosts = "DNS:localhost"}))
        .newest_version = version;
  return rows;
}

std::vector<Row> right_ones() {
  std::vector<Row> rows;
  rows.push_back({"of this host", signed_by_the_authority({.name = "localhost", .hosts = "DNS:localhost"})});
  rows.push_back(
      {"of this host among others", signed_by_the_authority({.name = "a", .hosts = "DNS:a.example,DNS:localhost"})});
  rows.push_back({"of this address", signed_by_the_authority({.name = "a", .hosts = "IP:127.0.0.1"}), {}, "127.0.0.1"});
  rows.push_back({"by TLS 1.2",
                  signed_by_the_authority({.name = "localhost", .hosts = "DNS:localhost"}),
                  {},
                  "localhost",
                  TLS1_2_VERSION});
  Identity below = signed_by_the_authority({.name = "An authority below", .authority = true});
  Identity leaf = made_up({.name = "localhost", .hosts = "DNS:localhost"}, &below);
  rows.push_back({"by an authority below ours", std::move(leaf), std::move(below)});
  return rows;
}

/// What one kind of client does with a server, and whether it went through.
struct Client {
  const char* kind;
  TlsServer::Talk talk;
  std::function<std::optional<TransportFailure>(const std::string& host, int port)> ask;
};

std::optional<TransportFailure> by_https(const std::string& host, int port, bool only_public) {
  CurlTransport transport{curl_with_our_authority};
  const auto answer = transport.send({.url = fmt::format("https://{}:{}/chain.json", host, port),
                                      .headers = {{"Authorization", "Bearer " + secret}},
                                      .timeout = 20s,
                                      .only_public = only_public,
                                      .allowed_addresses = {"127.0.0.1"}});
  if (!answer) return answer.error();
  EXPECT_EQ(answer->body, "fine");
  return std::nullopt;
}

std::vector<Client> clients() {
  std::vector<Client> all;
  all.push_back({"HTTPS, a feed", {}, [](const auto& host, int port) { return by_https(host, port, false); }});
  all.push_back({"HTTPS, a webhook", {}, [](const auto& host, int port) { return by_https(host, port, true); }});
  // a mail server that cannot take anything now: it is asked, and that is enough
  all.push_back(
      {"SMTP over TLS", {"421 later\r\n", ""}, [](const auto& host, int port) -> std::optional<TransportFailure> {
         CurlMailer mailer{curl_with_our_authority};
         const auto reply = mailer.send({.server = fmt::format("smtps://{}:{}", host, port),
                                         .sender = "a@example.org",
                                         .recipients = {"b@example.org"},
                                         .text = secret + "\r\n",
                                         .timeout = 20s});
         if (!reply) return reply.error();
         EXPECT_EQ(*reply, 421);
         return std::nullopt;
       }});
  // a server that speaks no WebSocket: what is wrong comes after TLS
  all.push_back({"a WebSocket", {}, [](const auto& host, int port) -> std::optional<TransportFailure> {
                   BeastSocket socket;
                   auto failed = socket.open({.url = fmt::format("wss://{}:{}/{}", host, port, secret),
                                              .timeout = 20s,
                                              .trusted = authority().pem()});
                   if (failed && failed->fault == TransportFault::unreachable) failed.reset();
                   return failed;
                 }});
  return all;
}

class Tls : public ::testing::Test {
 public:
  static void SetUpTestSuite() { std::signal(SIGPIPE, SIG_IGN); }  // clients hang up in the middle of a handshake
};

TEST_F(Tls, TellsNothingToAServerThatShowsTheWrongCertificate) {
  for (const Client& client : clients())
    for (const Row& row : wrong_ones()) {
      TlsServer::Talk talk = client.talk;
      talk.newest_version = row.newest_version;
      TlsServer server{row.shown, row.between.key ? &row.between : nullptr, talk};
      const auto failed = client.ask(row.host, server.port());
      EXPECT_TRUE(failed) << client.kind << ": " << row.why;
      if (failed) {
        EXPECT_EQ(failed->fault, TransportFault::not_trusted)
            << client.kind << ": " << row.why << ": " << failed->detail;
        EXPECT_EQ(failed->detail.find(secret), std::string::npos) << failed->detail;
      }
      EXPECT_EQ(server.heard(), "") << client.kind << ": " << row.why;
    }
}

TEST_F(Tls, SpeaksToTheRightOne) {
  for (const Client& client : clients())
    for (const Row& row : right_ones()) {
      TlsServer::Talk talk = client.talk;
      talk.newest_version = row.newest_version;
      TlsServer server{row.shown, row.between.key ? &row.between : nullptr, talk};
      const auto failed = client.ask(row.host, server.port());
      EXPECT_FALSE(failed) << client.kind << ": " << row.why << ": " << failed->detail;
    }
}

/// Nothing around the program makes it trust anybody.
TEST_F(Tls, HasNoSwitch) {
  const Identity wrong = made_up({.name = "localhost", .hosts = "DNS:localhost"}, nullptr);
  const auto file = std::filesystem::temp_directory_path() / fmt::format("gammafield_own_{}.pem", ::getpid());
  std::ofstream{file} << wrong.pem();
  for (const char* variable : {"CURL_CA_BUNDLE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"}) {
    ::setenv(variable, file.c_str(), 1);
    TlsServer server{wrong, nullptr, {}};
    CurlTransport transport;
    const auto answer = transport.send({.url = fmt::format("https://localhost:{}/", server.port()), .timeout = 20s});
    ::unsetenv(variable);
    ASSERT_FALSE(answer) << variable;
    EXPECT_EQ(answer.error().fault, TransportFault::not_trusted) << answer.error().detail;
  }
  std::filesystem::remove(file);
}

}  // namespace
}  // namespace gammafield::feeds

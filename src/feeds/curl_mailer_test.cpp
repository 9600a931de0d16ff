#include "feeds/curl_mailer.h"

#include <map>
#include <mutex>

#include <fmt/format.h>

#include "feeds/testing_connection.h"

namespace gammafield::feeds {
namespace {

using std::chrono::milliseconds;

/// A mail server by a script: for each command's first word its reply, where it is not the usual one. An empty reply
/// closes the connection.
class ScriptedServer {
 public:
  explicit ScriptedServer(std::map<std::string, std::string> replies = {})
      : replies_(std::move(replies)), connection_([this](int connection) { serve(connection); }) {}

  [[nodiscard]] Mail mail() const {
    return {.server = fmt::format("smtp://127.0.0.1:{}", connection_.port()),
            .sender = "levels@example.org",
            .recipients = {"trader@example.org", "desk@example.org"},
            .text = "Subject: flip crossed\r\n\r\n.first line\r\nlast line\r\n",
            .timeout = milliseconds{700}};
  }
  /// All that the client sent, once it is gone.
  [[nodiscard]] const std::string& heard() {
    connection_.wait();
    return heard_;
  }

 private:
  [[nodiscard]] std::string reply_to(const std::string& word) const {
    static const std::map<std::string, std::string> usual = {
        {"", "220 here"},      {"EHLO", "250 here"},  {"MAIL", "250 ok"}, {"RCPT", "250 ok"},
        {"DATA", "354 go on"}, {"TEXT", "250 taken"}, {"QUIT", "221 bye"}};
    if (const auto scripted = replies_.find(word); scripted != replies_.end()) return scripted->second;
    const auto found = usual.find(word);
    return found == usual.end() ? "502 what?" : found->second;
  }
  void serve(int connection) {
    std::string word, line;
    bool in_text = false;
    for (;;) {
      const std::string reply = in_text ? std::string{} : reply_to(word);
      if (!in_text && reply.empty()) return;
      if (!in_text) send_all(connection, reply + "\r\n");
      if (word == "QUIT") return;
      in_text = in_text || (word == "DATA" && reply.starts_with("354"));
      if (!read_line(connection, line)) return;
      word = line.substr(0, 4);
      if (in_text && line == ".") {
        in_text = false;
        word = "TEXT";
      }
    }
  }
  bool read_line(int connection, std::string& line) {
    line.clear();
    char c = 0;
    while (::recv(connection, &c, 1, 0) == 1) {
      heard_ += c;
      if (c == '\n') return true;
      if (c != '\r') line += c;
    }
    return false;
  }

  std::map<std::string, std::string> replies_;
  std::string heard_;
  OneConnection connection_;
};

TEST(CurlMailer, GivesAMailToTheServer) {
  ScriptedServer server;
  {
    CurlMailer mailer;
    const auto reply = mailer.send(server.mail());
    ASSERT_TRUE(reply) << reply.error().detail;
    EXPECT_EQ(*reply, 250);
  }
  const std::string& heard = server.heard();
  EXPECT_NE(
      heard.find("MAIL FROM:<levels@example.org>\r\nRCPT TO:<trader@example.org>\r\nRCPT TO:<desk@example.org>\r\n"
                 "DATA\r\nSubject: flip crossed\r\n\r\n..first line\r\nlast line\r\n.\r\n"),
      std::string::npos)
      << heard;
}

TEST(CurlMailer, BringsTheServersRefusalAsItsCode) {
  struct Row {
    const char* why;
    std::map<std::string, std::string> replies;
    int code;
  };
  const Row rows[] = {
      {"nobody may send", {{"MAIL", "530 no"}}, 530},         {"no such user", {{"RCPT", "550 who?"}}, 550},
      {"come back later", {{"RCPT", "450 greylisted"}}, 450}, {"no room", {{"DATA", "452 full"}}, 452},
      {"the text is not wanted", {{"TEXT", "554 no"}}, 554},
  };
  for (const Row& row : rows) {
    ScriptedServer server{row.replies};
    CurlMailer mailer;
    const auto reply = mailer.send(server.mail());
    ASSERT_TRUE(reply) << row.why << ": " << reply.error().detail;
    EXPECT_EQ(*reply, row.code) << row.why;
  }
}

TEST(CurlMailer, NamesWhatWentWrong) {
  struct Row {
    const char* why;
    std::map<std::string, std::string> replies;
    TransportFault fault;
  };
  const Row rows[] = {
      {"closed at once", {{"", ""}}, TransportFault::cut_short},
      {"closed where it should say taken", {{"TEXT", ""}}, TransportFault::cut_short},
  };
  for (const Row& row : rows) {
    ScriptedServer server{row.replies};
    CurlMailer mailer;
    const auto reply = mailer.send(server.mail());
    ASSERT_FALSE(reply) << row.why << ": " << *reply;
    EXPECT_EQ(reply.error().fault, row.fault) << row.why << ": " << reply.error().detail;
  }
  OneConnection silent{[](int) { std::this_thread::sleep_for(milliseconds{900}); }};
  Mail mail = ScriptedServer{}.mail();
  mail.server = fmt::format("smtp://127.0.0.1:{}", silent.port());
  CurlMailer mailer;
  EXPECT_EQ(mailer.send(mail).error().fault, TransportFault::timed_out);
  mail.server = "smtp://127.0.0.1:1";
  EXPECT_EQ(mailer.send(mail).error().fault, TransportFault::unreachable);
  mail.server = "file:///etc/hostname";
  EXPECT_EQ(mailer.send(mail).error().fault, TransportFault::unreachable);
}

TEST(CurlMailer, SendsNothingThatCouldBeReadAsACommand) {
  struct Row {
    const char* why;
    std::function<void(Mail&)> change;
  };
  const Row rows[] = {
      {"a command behind the sender", [](Mail& mail) { mail.sender = "a@b>\r\nRCPT TO:<c@d"; }},
      {"no sender", [](Mail& mail) { mail.sender = ""; }},
      {"two words", [](Mail& mail) { mail.recipients = {"a@b SIZE=1"}; }},
      {"a parameter behind a recipient", [](Mail& mail) { mail.recipients = {"a@b", "a@b>NOTIFY=<"}; }},
      {"nobody", [](Mail& mail) { mail.recipients.clear(); }},
      {"a bare LF around a dot: some servers end the mail there", [](Mail& mail) { mail.text = "a\n.\r\nMAIL\r\n"; }},
      {"a bare CR", [](Mail& mail) { mail.text = "a\r.\r\n"; }},
      {"the last line does not end", [](Mail& mail) { mail.text = "Subject: a\r\n\r\nb"; }},
  };
  for (const Row& row : rows) {
    Mail mail{.server = "smtp://127.0.0.1:1",
              .sender = "a@example.org",
              .recipients = {"b@example.org"},
              .text = "Subject: a\r\n\r\nb\r\n"};
    row.change(mail);
    CurlMailer mailer;
    const auto reply = mailer.send(mail);
    ASSERT_FALSE(reply) << row.why;
    EXPECT_EQ(reply.error().fault, TransportFault::not_allowed) << row.why;
  }
}

}  // namespace
}  // namespace gammafield::feeds

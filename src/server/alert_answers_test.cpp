#include <gtest/gtest.h>

#include <filesystem>

#include "server/resource.h"

namespace gammafield::server {
namespace {

using http::Request;
using http::Response;

const desk::Moment now{std::chrono::sys_days{std::chrono::year{2026} / 8 / 18}};

/// A receiver that says back what it was sent to.
class Echo final : public alerts::Carrier {
 public:
  Came carry(const alerts::Outgoing& what) override {
    const auto* post = std::get_if<alerts::Post>(&what);
    if (post == nullptr) return feeds::Response{.status = 200};
    return feeds::Response{.status = 500, .body = R"({"message":"nothing at )" + post->url + R"("})"};
  }
};

/// Two sinks, one whose address is its key.
class AlertAnswers : public testing::Test {
 public:
  AlertAnswers() {
    alerts::ServiceParts parts;
    alerts::Rule rule;
    rule.name = "walls";
    rule.when = alerts::WallMoved{};
    rule.symbols = {"SPX"};
    rule.sinks = {"phone", "log"};
    rule.cool_down = std::chrono::minutes{5};
    rule.quiet = alerts::parse_quiet_hours("22:00-07:30");
    parts.config.rules = {rule};
    parts.config.sinks = {{"phone", alerts::Webhook{"https://hooks.example/trigger/canary0123456789"}},
                          {"log", alerts::NoteFile{"/tmp/canary", true}}};
    parts.outbox = path_;
    parts.carrier = std::make_unique<Echo>();
    parts.notice = [](const std::string&) {};
    service_ = std::move(*alerts::Service::start(std::move(parts)));
    house.alerts = service_.get();
  }
  ~AlertAnswers() override {
    service_.reset();
    for (const char* more : {"", "-wal", "-shm", ".lock"}) std::filesystem::remove(path_ + more);
  }
  Response test(std::string body) {
    const Request request{.method = http::Method::post, .path = {}, .body = std::move(body)};
    return test_alert(house, {request, {}, now});
  }
  std::string log() {
    const Request request{.path = {}};
    return *alerts_log(house, {request, {}, now}).body;
  }

  desk::Desk desk;
  House house{.desk = desk};

 protected:
  std::string path_ =
      (std::filesystem::temp_directory_path() / ("gammafield_alerts_" + std::to_string(getpid()) +
                                                 testing::UnitTest::GetInstance()->current_test_info()->name()))
          .string();
  std::unique_ptr<alerts::Service> service_;
};

TEST_F(AlertAnswers, TellRulesSinksAndWhatBecameOfEachMessage) {
  EXPECT_EQ(log(), R"({"rules":[{"name":"walls","when":"wall_moved","symbols":["SPX"],"sinks":["phone","log"],)"
                   R"("cool_down_seconds":300,"quiet_hours":{"from":"22:00","to":"07:30","then":"drop"}}],)"
                   R"("sinks":[{"name":"phone","kind":"webhook"},{"name":"log","kind":"file"}],"log":[]})"
                   "\n");
  EXPECT_EQ(*test(R"({"sink":"phone"})").body, "{\"sink\":\"phone\",\"state\":\"waiting\"}\n");
  EXPECT_EQ(test(R"({"sink":"log"})").status, 200);
  EXPECT_NE(log().find(R"("sink":"log","state":"waiting","attempts":0,"reason":null)"), std::string::npos) << log();
  while (service_->deliver(now)) {
  }
  const std::string after = log();
  EXPECT_NE(after.find(R"("sink":"log","state":"delivered","attempts":1,"reason":null)"), std::string::npos) << after;
  EXPECT_NE(after.find(R"("sink":"phone","state":"waiting","attempts":1,"reason":"status 500: nothing at )"),
            std::string::npos)
      << after;
  EXPECT_EQ(after.find("canary"), std::string::npos) << after;
}

TEST_F(AlertAnswers, RefuseWhatIsNoSink) {
  EXPECT_EQ(test(R"({"sink":"telephone"})").status, 404);
  for (const char* wrong : {"", "{}", "[]", R"({"sink":1})", R"({"sink":"log","to":"me"})", R"({"to":"log"})"})
    EXPECT_EQ(test(wrong).status, 400) << wrong;
  house.alerts = nullptr;
  EXPECT_EQ(test(R"({"sink":"log"})").status, 404);
}

}  // namespace
}  // namespace gammafield::server

#include "alerts/outgoing.h"

#include <cassert>

#include <fmt/format.h>

#include "alerts/digest.h"
#include "alerts/escaping.h"
#include "alerts/words.h"

namespace gammafield::alerts {

std::string body_text(const Alert& alert, feeds::Moment now) {
  const std::string age =
      alert.kind == AlertKind::test ? "" : age_line(alert.as_of, std::chrono::floor<std::chrono::seconds>(now));
  std::string text = alert.text;
  for (const std::string& part : {alert.notes, age})
    if (!part.empty()) text += "\n" + part;
  return text;
}

Post webhook_post(const Webhook& sink, const Secret* secret, const Alert& alert, feeds::Moment now) {
  Post post{sink.url, {{"Content-Type", "application/json"}}, alert.json, {}};
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  post.headers.emplace_back("Idempotency-Key", alert.id);
  post.headers.emplace_back("Gammafield-Timestamp", fmt::format("{}", seconds));
  if (secret != nullptr)
    post.headers.emplace_back("Gammafield-Signature",
                              "v1=" + hmac_sha256_hex(secret->revealed(), fmt::format("{}.{}", seconds, post.body)));
  return post;
}

Line file_line(const NoteFile& sink, const Alert& alert) {
  if (sink.json) return {sink.path, alert.json + "\n"};
  const std::string text =
      fmt::format("{} {} | {} | {}", market::to_string(alert.at), alert.title, alert.text, alert.notes);
  return {sink.path, escaped(text, on_one_line, Count::bytes, 4'000) + "\n"};
}

Outgoing outgoing(const Sink& sink, const Secret* secret, const Alert& alert, feeds::Moment now) {
  struct Form {
    const Secret* secret;
    const Alert& alert;
    feeds::Moment now;
    [[nodiscard]] const Secret& required() const {
      assert(secret != nullptr);
      return *secret;
    }
    Outgoing operator()(const Webhook& to) const { return webhook_post(to, secret, alert, now); }
    Outgoing operator()(const Telegram& to) const { return telegram_post(to, required(), alert, now); }
    Outgoing operator()(const Discord&) const { return discord_post(required(), alert, now); }
    Outgoing operator()(const Slack&) const { return slack_post(required(), alert, now); }
    Outgoing operator()(const Ntfy& to) const { return ntfy_post(to, secret, alert, now); }
    Outgoing operator()(const Mail& to) const { return mail_letter(to, alert, now); }
    Outgoing operator()(const NoteFile& to) const { return file_line(to, alert); }
  };
  Outgoing made = std::visit(Form{secret, alert, now}, sink.kind);
  if (Post* post = std::get_if<Post>(&made)) post->allow_private = sink.allow_private;
  return made;
}

}  // namespace gammafield::alerts

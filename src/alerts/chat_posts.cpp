// Telegram, Discord, Slack, ntfy: what their documents say of a message's form and length.

#include <fmt/format.h>

#include "alerts/escaping.h"
#include "alerts/outgoing.h"
#include "base/json_writer.h"

namespace gammafield::alerts {
namespace {

using base::JsonWriter;

constexpr std::size_t telegram_max = 4'096;  // UTF-16 units after its mark-up is taken out; here with it
constexpr std::size_t discord_max = 2'000;   // UTF-16 units of `content`
constexpr std::size_t slack_max = 4'000;     // recommended; cut by Slack at 40,000
constexpr std::size_t ntfy_max = 4'096;      // bytes; more becomes an attachment
constexpr std::size_t title_max = 200;       // of ours: a title is a line

Post json_post(std::string url, std::string body) {
  return {std::move(url), {{"Content-Type", "application/json"}}, std::move(body), {}};
}

/// The title marked, the body after it; together at most `limit`.
std::string titled(const Alert& alert, feeds::Moment now, const Escape& escape, std::string_view before,
                   std::string_view after, std::size_t limit) {
  const auto one_line = [&](std::string_view character) { return escape(on_one_line(character)); };
  std::string text{before};
  text += escaped(alert.title, one_line, Count::utf16_units, title_max);
  text += after;
  text += "\n";
  // the mark-up and the title are counted by bytes, which are never fewer
  return text + escaped(body_text(alert, now), escape, Count::utf16_units, limit - text.size());
}

}  // namespace

Post telegram_post(const Telegram& sink, const Secret& token, const Alert& alert, feeds::Moment now) {
  JsonWriter json;
  json.begin_object().field("chat_id", std::string_view{sink.chat});
  json.field("text", std::string_view{titled(alert, now, for_html, "<b>", "</b>", telegram_max)});
  json.field("parse_mode", "HTML");
  json.key("link_preview_options").begin_object().field("is_disabled", true).end_object().end_object();
  return json_post(fmt::format("{}/bot{}/sendMessage", sink.base, token.revealed()), json.take());
}

Post discord_post(const Secret& url, const Alert& alert, feeds::Moment now) {
  constexpr int suppress_embeds = 4;
  JsonWriter json;
  json.begin_object();
  json.field("content", std::string_view{titled(alert, now, for_discord, "**", "**", discord_max)});
  json.key("allowed_mentions").begin_object().key("parse").begin_array().end_array().end_object();
  json.field("flags", suppress_embeds).end_object();
  return json_post(url.revealed(), json.take());
}

Post slack_post(const Secret& url, const Alert& alert, feeds::Moment now) {
  JsonWriter json;
  json.begin_object();
  json.field("text", std::string_view{titled(alert, now, for_slack, "*", "*", slack_max)});
  json.field("mrkdwn", true).field("parse", "none").field("link_names", false);
  json.field("unfurl_links", false).field("unfurl_media", false).end_object();
  return json_post(url.revealed(), json.take());
}

Post ntfy_post(const Ntfy& sink, const Secret* token, const Alert& alert, feeds::Moment now) {
  // as JSON to the server's root: titles in headers would have to be ASCII
  JsonWriter json;
  json.begin_object().field("topic", std::string_view{sink.topic});
  json.field("title", std::string_view{escaped(alert.title, on_one_line, Count::utf16_units, title_max)});
  json.field("message", std::string_view{escaped(body_text(alert, now), as_it_is, Count::bytes, ntfy_max)});
  json.end_object();
  Post post = json_post(sink.base + "/", json.take());
  if (token != nullptr) post.headers.emplace_back("Authorization", "Bearer " + token->revealed());
  return post;
}

}  // namespace gammafield::alerts

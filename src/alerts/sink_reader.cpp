#include "alerts/sink_reader.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "alerts/mail_address.h"
#include "base/list_file.h"
#include "feeds/api_key.h"

namespace gammafield::alerts {
namespace {

using toml_file::Complaint;
using toml_file::TomlTable;

using feeds::origin_of;

constexpr std::size_t name_length_max = 32, address_length_max = 2'048;

/// `token` is never in the file: `token_file` or `token_env`.
std::optional<SecretSource> secret_of(TomlTable& table, std::string_view what) {
  const std::string file_key = fmt::format("{}_file", what), env_key = fmt::format("{}_env", what);
  if (table.has(what) && what != "url") {
    table.complaint().say(table.where(),
                          fmt::format("a {} does not belong into this file: write {} = \"PATH\" or {} = \"VARIABLE\"",
                                      what, file_key, env_key));
    (void)table.node(what);
  }
  const auto file = table.text(file_key), env = table.text(env_key);
  if (file && env) table.wrong(env_key, fmt::format("of {} and {} one alone", file_key, env_key));
  if (!file && !env) return std::nullopt;
  return SecretSource{file.value_or(""), env.value_or("")};
}

SecretSource required_secret(TomlTable& table, std::string_view what) {
  auto secret = secret_of(table, what);
  if (!secret && !table.has(fmt::format("{}_file", what)) && !table.has(fmt::format("{}_env", what)))
    table.complaint().say(table.where(), fmt::format("{0}_file = \"PATH\" or {0}_env = \"VARIABLE\" is missing", what));
  return secret.value_or(SecretSource{});
}

bool is_address(std::string_view url) {
  const bool plain = std::ranges::all_of(url, [](char c) { return c > ' ' && c < '\x7f'; });
  return plain && url.size() <= address_length_max && !origin_of(url).empty();
}

constexpr std::string_view write_address = "an address of http or https, without a user in it";

Webhook webhook(TomlTable& table) {
  Webhook sink;
  sink.url = table.required_text("url");
  if (table.has("url") && !is_address(sink.url)) table.wrong("url", write_address);
  sink.secret = secret_of(table, "secret");
  return sink;
}

std::string base_of(TomlTable& table, std::string_view usual) {
  std::string base = table.text("base").value_or(std::string{usual});
  if (!is_address(base)) table.wrong("base", write_address);
  while (base.ends_with('/')) base.pop_back();
  return base;
}

Telegram telegram(TomlTable& table) {
  Telegram sink;
  const toml::node* chat = table.node("chat");
  if (chat != nullptr && chat->is_integer())
    sink.chat = fmt::format("{}", chat->as_integer()->get());
  else
    sink.chat = table.required_text("chat");
  sink.token = required_secret(table, "token");
  sink.base = base_of(table, "https://api.telegram.org");
  return sink;
}

/// The whole address is the secret.
SecretSource secret_address(TomlTable& table) {
  if (table.has("url")) {
    (void)table.node("url");
    table.wrong("url", "whoever has this address can post: url_file = \"PATH\" or url_env = \"VARIABLE\"");
  }
  return required_secret(table, "url");
}

Ntfy ntfy(TomlTable& table) {
  Ntfy sink;
  sink.topic = table.required_text("topic");
  const bool plain = std::ranges::all_of(sink.topic, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  if (!plain || sink.topic.size() > 64) table.wrong("topic", "letters, digits, _ and -, at most 64");
  sink.token = secret_of(table, "token");
  sink.base = base_of(table, "https://ntfy.sh");
  return sink;
}

Mail mail(TomlTable& table) {
  Mail sink;
  sink.server = table.text("server").value_or("smtp://127.0.0.1:25");
  if (!is_mail_server(sink.server)) table.wrong("server", "\"smtp://127.0.0.1:25\": a mail server of your own");
  sink.from = table.required_text("from");
  if (table.has("from") && !is_mail_address(sink.from)) table.wrong("from", "an address, as \"levels@example.org\"");
  sink.to = table.texts("to").value_or(std::vector<std::string>{});
  if (!table.has("to")) table.wrong("to", "missing: an address or a list of them");
  if (!std::ranges::all_of(sink.to, is_mail_address)) table.wrong("to", "an address or a list of them, without names");
  return sink;
}

NoteFile note_file(TomlTable& table) {
  NoteFile sink;
  sink.path = table.required_text("path");
  sink.json = table
                  .parsed<bool>(
                      "format",
                      [](std::string_view text) -> std::optional<bool> {
                        if (text != "json" && text != "text") return std::nullopt;
                        return text == "json";
                      },
                      "\"json\" or \"text\"")
                  .value_or(true);
  return sink;
}

SinkKind kind_of(TomlTable& table) {
  const std::string type = table.required_text("type");
  if (type == "webhook") return webhook(table);
  if (type == "telegram") return telegram(table);
  if (type == "discord") return Discord{secret_address(table)};
  if (type == "slack") return Slack{secret_address(table)};
  if (type == "ntfy") return ntfy(table);
  if (type == "email") return mail(table);
  if (type == "file") return note_file(table);
  if (!type.empty()) table.wrong("type", "webhook, telegram, discord, slack, ntfy, email or file");
  return NoteFile{};
}

bool is_ip_address(const std::string& text) {
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  return inet_pton(AF_INET, text.c_str(), bytes.data()) == 1 || inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1;
}

}  // namespace

Sink read_sink(const std::string& name, const toml::table& of, Complaint& complaint) {
  TomlTable table{of, fmt::format("sink `{}`", base::shown(name)), complaint};
  Sink sink;
  sink.name = name;
  if (name.empty() || name.size() > name_length_max || !std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
      }))
    complaint.say(of.source(),
                  fmt::format("[alerts.sink.{}]: a name of letters, digits, _ and -, at most 32", base::shown(name)));
  sink.kind = kind_of(table);
  sink.allow_private = table.texts("allow_private").value_or(std::vector<std::string>{});
  if (!std::ranges::all_of(sink.allow_private, is_ip_address))
    table.wrong("allow_private", "a list of IP addresses, as [\"127.0.0.1\"]");
  table.finish();
  return sink;
}

}  // namespace gammafield::alerts

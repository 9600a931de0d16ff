#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// Where alerts go. No sink holds a secret: it says where one is to be had.
namespace gammafield::alerts {

/// One line of text that nothing prints; from a file or a variable of the environment.
struct SecretSource {
  std::string file = {}, env = {};  ///< one of both
};

/// JSON, signed where there is a secret (docs/alerts.md).
struct Webhook {
  std::string url;
  std::optional<SecretSource> secret = {};  ///< of the signature
};
struct Telegram {
  std::string chat;  ///< `-1001234567890`, `@channel`
  SecretSource token;
  std::string base;
};
/// The address of a Discord or Slack webhook is its key.
struct Discord {
  SecretSource url;
};
struct Slack {
  SecretSource url;
};
struct Ntfy {
  std::string topic;
  std::optional<SecretSource> token = {};
  std::string base;
};
/// By a mail server of one's own, without its own credentials.
struct Mail {
  std::string server;  ///< `smtp://127.0.0.1:25`
  std::string from;
  std::vector<std::string> to;
};
/// A line appended for each alert; what notifies a desktop reads it.
struct NoteFile {
  std::string path;
  bool json = true;  ///< false: time, title and text on one line
};

using SinkKind = std::variant<Webhook, Telegram, Discord, Slack, Ntfy, Mail, NoteFile>;
/// `webhook`, `telegram`, ... as a config file calls it.
[[nodiscard]] std::string_view name_of(const SinkKind&);

struct Sink {
  std::string name;
  SinkKind kind;
  std::vector<std::string> allow_private = {};  ///< addresses that are not public and may be sent to all the same
};

}  // namespace gammafield::alerts

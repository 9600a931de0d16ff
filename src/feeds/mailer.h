#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/result.h"
#include "feeds/transport.h"

/// How a mail leaves. Senders know this interface alone; tests put a scripted one in its place.
namespace gammafield::feeds {

struct Mail {
  std::string server;  ///< `smtp://host[:port]` as it is, `smtps://` encrypted
  std::string sender;  ///< `levels@example.org`
  std::vector<std::string> recipients;
  std::string text;  ///< headers and body (RFC 5322), every line ended by CR LF
  std::chrono::milliseconds timeout{20'000};
};

class Mailer {
 public:
  Mailer() = default;
  Mailer(const Mailer&) = delete;
  Mailer& operator=(const Mailer&) = delete;
  virtual ~Mailer() = default;
  /// The server's last reply code (RFC 5321, 4.2.1): 250: it has taken the mail on for all recipients; 4xx: not now;
  /// 5xx: never. Refuses (not_allowed), before anything is sent, an address with anything but visible ASCII or with
  /// angle brackets, no recipient, and a text with a line that ends otherwise: they could be read as commands.
  [[nodiscard]] virtual base::Result<int, TransportFailure> send(const Mail&) = 0;
};

}  // namespace gammafield::feeds

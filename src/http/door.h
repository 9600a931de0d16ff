#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "http/message.h"
#include "http/origin.h"
#include "http/routes.h"
#include "http/throttle.h"
#include "http/tokens.h"

namespace gammafield::http {

/// Both clocks of one moment: tokens expire by the wall's, attempts are counted by the steady one.
struct Now {
  Seconds wall;
  Throttle::Moment steady;
};

/// Decides who comes in. One thread.
class Door {
 public:
  /// No tokens: everybody who reaches the server may do everything; so it must be reachable from this machine alone.
  Door(Names names, std::vector<Token> tokens) : names_(std::move(names)), tokens_(std::move(tokens)) {}

  /// Before anything else: 421 for a Host that is none of ours, 400 without one, 403 for a foreign page.
  [[nodiscard]] std::optional<Response> stranger(const Request&) const;
  /// 401 without a credential or with a wrong or expired one, 403 with one that gives less, 429 after too many wrong
  /// ones, 415 for a POST that a form could have sent.
  [[nodiscard]] std::optional<Response> refused(const Request&, const Route&, Now);

  /// For a connection that stays open (WebSocket, events): as `refused`, and 403 for a WebSocket without an Origin, but
  /// with a token in its header or where none is set. A ticket in the query is as good as the token it was given for.
  [[nodiscard]] std::optional<Response> refused_stream(const Request&, const Route&, Now, bool web_socket);

  static constexpr std::chrono::seconds ticket_lives{30};
  /// For one connection of a browser, which cannot send headers; none without randomness.
  [[nodiscard]] std::optional<std::string> new_ticket(Now);

 private:
  [[nodiscard]] std::optional<Response> refused_credential(const Request&, Access needed, Now);
  [[nodiscard]] bool redeemed(const Request&, Now);

  Names names_;
  std::vector<Token> tokens_;
  Throttle throttle_;
  std::map<std::string, Throttle::Moment> tickets_;  ///< by their hash: until when
};

/// The Content-Security-Policy of a page without script whose own `<style>` elements are in it: they, by their hash,
/// and no others.
[[nodiscard]] std::string policy_of_page(std::string_view html);

/// On every answer, whatever it is; an answer may bring its own Content-Security-Policy instead.
[[nodiscard]] const std::vector<Header>& protective_headers();

}  // namespace gammafield::http

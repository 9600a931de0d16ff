#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "http/head_check.h"
#include "http/message.h"

namespace gammafield::http {

/// Bytes of a connection -> requests, one after the other. No sockets.
class RequestReader {
 public:
  enum class State : std::uint8_t {
    empty,  ///< not a byte of a request yet
    in_head,
    in_body,
    whole,    ///< `take` may be called
    refused,  ///< see `status`; nothing more can be read on this connection
  };
  using Parsed = boost::beast::http::request<boost::beast::http::string_body>;

  State add(std::string_view bytes);
  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] int status() const { return status_; }  ///< of a refusal
  [[nodiscard]] bool keep_alive() const { return keep_alive_; }
  /// Whether the client waits for `100 Continue` before it sends the body; told once.
  [[nodiscard]] bool wants_continue();

  /// The request, and what Beast made of it, for a handshake. Goes on with bytes that had come after it: see `state`.
  /// None: its target is none of ours (400). Requires State::whole.
  [[nodiscard]] std::optional<Request> take(Parsed* parsed = nullptr);

 private:
  State go_on();
  State refuse(int status);
  bool read_head();
  bool read_body();

  std::string bytes_;
  std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> parser_;
  State state_ = State::empty;
  int status_ = 0;
  bool keep_alive_ = true, told_to_continue_ = false;
};

}  // namespace gammafield::http

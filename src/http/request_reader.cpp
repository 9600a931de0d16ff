#include "http/request_reader.h"

#include <utility>

#include <boost/asio/buffer.hpp>

#include "base/lower_case.h"
#include "http/target.h"

namespace gammafield::http {

namespace beast_http = boost::beast::http;

namespace {

Method method_of(beast_http::verb verb) {
  switch (verb) {
    case beast_http::verb::get: return Method::get;
    case beast_http::verb::head: return Method::head;
    case beast_http::verb::post: return Method::post;
    case beast_http::verb::options: return Method::options;
    default: return Method::other;
  }
}

std::optional<Request> request_of(const RequestReader::Parsed& parsed) {
  auto target = read_target({parsed.target().data(), parsed.target().size()});
  if (!target) return std::nullopt;
  Request request{method_of(parsed.method()), std::move(target->path), std::move(target->query)};
  for (const auto& field : parsed)
    request.headers.emplace_back(base::lower_case({field.name_string().data(), field.name_string().size()}),
                                 std::string{field.value().data(), field.value().size()});
  request.body = parsed.body();
  return request;
}

}  // namespace

RequestReader::State RequestReader::refuse(int status) {
  status_ = status;
  keep_alive_ = false;
  return state_ = State::refused;
}

RequestReader::State RequestReader::add(std::string_view bytes) {
  if (state_ == State::refused) return state_;
  bytes_.append(bytes);
  return state_ == State::whole ? state_ : go_on();
}

RequestReader::State RequestReader::go_on() {
  if (!parser_ && !read_head()) return state_;
  read_body();
  return state_;
}

/// False: refused, or not there yet.
bool RequestReader::read_head() {
  state_ = bytes_.empty() ? State::empty : State::in_head;
  const auto end = std::string_view{bytes_}.substr(0, Limits::head).find("\r\n\r\n");
  if (end == std::string::npos) {
    if (bytes_.size() >= Limits::head) refuse(bytes_.find("\r\n") > Limits::target ? 414 : 431);
    return false;
  }
  if (const auto refused = refused_head(std::string_view{bytes_}.substr(0, end + 4))) {
    refuse(*refused);
    return false;
  }
  parser_.emplace();
  parser_->eager(true);
  parser_->header_limit(Limits::head + 4);
  parser_->body_limit(Limits::body);
  told_to_continue_ = false;
  return true;
}

bool RequestReader::read_body() {
  boost::system::error_code wrong;
  while (!bytes_.empty() && !parser_->is_done()) {
    const auto used = parser_->put(boost::asio::buffer(bytes_), wrong);
    bytes_.erase(0, used);
    if (wrong == beast_http::error::need_more) break;
    if (wrong) {
      refuse(wrong == beast_http::error::body_limit ? 413 : 400);
      return false;
    }
  }
  // chunks' own lines may not grow without end either
  if (bytes_.size() > Limits::head && !parser_->is_done()) {
    refuse(400);
    return false;
  }
  state_ = parser_->is_done() ? State::whole : State::in_body;
  if (state_ == State::whole) keep_alive_ = parser_->get().keep_alive();
  return true;
}

bool RequestReader::wants_continue() {
  if (state_ != State::in_body || told_to_continue_ || !parser_->is_header_done()) return false;
  return told_to_continue_ = base::lower_case({parser_->get()[beast_http::field::expect].data(),
                                               parser_->get()[beast_http::field::expect].size()}) == "100-continue";
}

std::optional<Request> RequestReader::take(Parsed* parsed) {
  Parsed message = parser_->release();
  parser_.reset();
  go_on();
  auto request = request_of(message);
  if (parsed != nullptr) *parsed = std::move(message);
  return request;
}

}  // namespace gammafield::http

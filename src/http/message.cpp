#include "http/message.h"

#include <algorithm>

#include <boost/beast/http/status.hpp>

#include "base/json_writer.h"

namespace gammafield::http {
namespace {

std::optional<std::string_view> first_of(const std::vector<Header>& all, std::string_view name) {
  const auto found = std::ranges::find(all, name, &Header::first);
  if (found == all.end()) return std::nullopt;
  return found->second;
}

}  // namespace

std::optional<std::string_view> Request::header(std::string_view lower_case_name) const {
  return first_of(headers, lower_case_name);
}

std::optional<std::string_view> Request::parameter(std::string_view name) const { return first_of(query, name); }

std::string Request::path_text() const {
  std::string text;
  for (const std::string& segment : path) text += '/' + segment;
  return text.empty() ? "/" : text;
}

Text text_of(std::string text) { return std::make_shared<const std::string>(std::move(text)); }

std::string_view reason_phrase(int status) {
  const auto phrase = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status));
  return {phrase.data(), phrase.size()};
}

Response problem(int status, std::string_view detail) {
  base::JsonWriter json;
  json.begin_object();
  json.field("type", "about:blank").field("title", reason_phrase(status)).field("status", status);
  json.field("detail", detail);
  json.end_object();
  return {status, "application/problem+json", text_of(json.take() + "\n"), {}};
}

}  // namespace gammafield::http

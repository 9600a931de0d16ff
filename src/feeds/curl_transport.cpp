#include "feeds/curl_transport.h"

#include <algorithm>

#include "base/list_file.h"
#include "base/lower_case.h"
#include "feeds/public_address.h"

namespace gammafield::feeds {
namespace {

constexpr const char* user_agent = "gammafield/0.1";

/// What libcurl's callbacks fill.
struct Incoming {
  Response response;
  std::size_t largest = 0;
  bool too_large = false;
};

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* user) {
  auto& incoming = *static_cast<Incoming*>(user);
  const std::size_t length = size * count;
  if (incoming.response.body.size() + length > incoming.largest) {
    incoming.too_large = true;
    return 0;  // which ends the transfer
  }
  incoming.response.body.append(bytes, length);
  return length;
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* user) {
  auto& headers = static_cast<Incoming*>(user)->response.headers;
  const std::string_view line{bytes, size * count};
  if (line.starts_with("HTTP/")) headers.clear();  // of an answer before the last, as 100 Continue
  const auto colon = line.find(':');
  if (colon != std::string_view::npos) {
    headers.emplace_back(base::lower_case(line.substr(0, colon)), base::trimmed(line.substr(colon + 1), " \t\r\n"));
  }
  return size * count;
}

/// A line break would make another header of the rest, and of two of them a body.
bool is_one_line(const Header& header) {
  const auto ends_a_line = [](char c) { return c == '\r' || c == '\n' || c == '\0'; };
  return std::ranges::none_of(header.first, ends_a_line) && std::ranges::none_of(header.second, ends_a_line);
}

std::vector<std::string> header_lines(const Request& request) {
  std::vector<std::string> lines;
  for (const auto& [name, value] : request.headers) lines.push_back(name + ": " + value);
  if (request.body) lines.emplace_back("Expect:");  // no waiting for leave to send the body
  return lines;
}

Reach reach_of(const Request& request) {
  Reach reach{.only_public = request.only_public};
  for (const std::string& text : request.allowed_addresses) {
    boost::system::error_code error;
    const auto address = boost::asio::ip::make_address(text, error);
    if (!error) reach.allowed.push_back(unmapped(address));
  }
  return reach;
}

}  // namespace

base::Result<Response, TransportFailure> CurlTransport::send(const Request& request) {
  if (!std::ranges::all_of(request.headers, is_one_line))
    return base::failure(TransportFailure{TransportFault::not_allowed, "a header with a line break in it"});
  Reach reach = reach_of(request);
  if (auto failure = curl_.begin(request.url, "http,https", request.timeout, reach))
    return base::failure(std::move(*failure));
  Incoming incoming{.response = {}, .largest = request.largest};
  const auto headers = curl_.list_of(header_lines(request));
  curl_.set(CURLOPT_HTTPHEADER, headers.get());
  curl_.set(CURLOPT_USERAGENT, user_agent);
  curl_.set(CURLOPT_ACCEPT_ENCODING, "");  // all that libcurl can undo
  curl_.set(CURLOPT_FOLLOWLOCATION, 0L);
  curl_.set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(request.largest));
  curl_.set(CURLOPT_WRITEFUNCTION, take_body);
  curl_.set(CURLOPT_WRITEDATA, &incoming);
  curl_.set(CURLOPT_HEADERFUNCTION, take_header);
  curl_.set(CURLOPT_HEADERDATA, &incoming);
  if (request.body) {
    curl_.set(CURLOPT_POST, 1L);
    curl_.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body->size()));
    curl_.set(CURLOPT_POSTFIELDS, request.body->data());
  }
  const CURLcode code = curl_.perform();
  if (incoming.too_large)
    return base::failure(TransportFailure{TransportFault::too_large, "more bytes than are taken"});
  if (code != CURLE_OK) return base::failure(curl_.failure_of(code, reach));
  incoming.response.status = curl_.status();
  return std::move(incoming.response);
}

}  // namespace gammafield::feeds

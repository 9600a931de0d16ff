#include "playback/massive_vendor.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "simulate/vendor_answers.h"

namespace gammafield::playback {
namespace {

std::size_t number(const std::string& text, std::size_t otherwise) {
  std::size_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return !text.empty() && read.ec == std::errc{} ? value : otherwise;
}

/// `%3A` or `:` in a path.
bool asks_for(std::string_view path, const std::string& symbol) {
  return path.ends_with("/v3/snapshot/options/I:" + symbol) || path.ends_with("/v3/snapshot/options/I%3A" + symbol);
}

}  // namespace

feeds::Response MassiveVendor::answer(const Asked& asked, market::Instant at) {
  constexpr std::size_t most = 250, usual = 10;
  if (!asked.has_key() && query_value(asked.target, "apiKey").empty())
    return {401, {}, R"({"status":"ERROR","request_id":"f1a2b3c4d5e6","error":"API Key was not provided"})"};
  const auto chain = tape_.at(at);
  const auto path = path_of(asked.target);
  if (!asks_for(path, chain->symbol))
    return {404, {}, R"({"status":"NOT_FOUND","request_id":"f1a2b3c4d5e6","message":"Ticker not found."})"};
  const std::size_t count = std::min(number(query_value(asked.target, "limit"), usual), most);
  const std::size_t first = number(query_value(asked.target, "cursor"), 0), next = first + count;
  const bool last = next >= chain->contracts();
  const std::string url = fmt::format("{}{}?cursor={}&limit={}", asked.origin, path, next, count);
  return document(simulate::to_massive_page(*chain, first, count, last ? std::string{} : url));
}

}  // namespace gammafield::playback

#include "http/origin.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>
#include <boost/asio/ip/address.hpp>

#include "base/lower_case.h"

namespace gammafield::http {
namespace {

bool is_name_char(char c) {
  const auto u = static_cast<unsigned char>(c);
  return std::islower(u) || std::isdigit(u) || c == '-' || c == '.';
}

bool is_name(std::string_view text) {
  if (text.empty() || text.back() == '.') return false;
  if (text.front() != '[') return std::ranges::all_of(text, is_name_char);
  if (text.back() != ']') return false;
  boost::system::error_code wrong;
  boost::asio::ip::make_address_v6(std::string{text.substr(1, text.size() - 2)}, wrong);
  return !wrong;
}

bool is_port(std::string_view text) {
  return !text.empty() && text.size() <= 5 &&
         std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c); });
}

}  // namespace

std::optional<std::string> normal_host(std::string_view text) {
  std::string host = base::lower_case(text);
  const auto bracket = host.rfind(']');
  const auto colon = host.find(':', bracket == std::string::npos ? 0 : bracket);
  if (colon != std::string::npos) {
    const std::string port = host.substr(colon + 1);
    if (!is_port(port)) return std::nullopt;
    if (port == "80") host.resize(colon);
  }
  if (!is_name(std::string_view{host}.substr(0, colon))) return std::nullopt;
  return host;
}

bool is_our_host(const Names& names, std::string_view host) {
  const auto asked = normal_host(host);
  if (!asked) return false;
  const std::string port = fmt::format(":{}", names.port);
  return std::ranges::any_of(names.hosts, [&](const std::string& ours) {
    if (!asked->starts_with(ours)) return false;
    const auto rest = std::string_view{*asked}.substr(ours.size());
    return rest.empty() || rest == port;
  });
}

bool is_our_origin(const Names& names, std::string_view origin) {
  if (std::ranges::find(names.origins, origin) != names.origins.end()) return true;
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!origin.starts_with(scheme)) continue;
    const auto host = origin.substr(scheme.size());
    return normal_host(host) == host && is_our_host(names, host);  // browsers write it in one way
  }
  return false;
}

bool is_loopback(std::string_view address) {
  boost::system::error_code wrong;
  const auto read = boost::asio::ip::make_address(std::string{address}, wrong);
  return !wrong && read.is_loopback();
}

}  // namespace gammafield::http

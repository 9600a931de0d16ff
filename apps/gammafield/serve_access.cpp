#include "gammafield/serve_access.h"

#include <sys/resource.h>

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/lower_case.h"
#include "ingest/read_chain.h"

namespace gammafield::app {

using base::Refusal;
using base::RefusalKind;

base::Result<Endpoint, Refusal> endpoint_of(const std::string& listen) {
  const auto wrong = [&] {
    return base::failure(
        Refusal{RefusalKind::usage,
                fmt::format("--listen {}: an address and a port, as 127.0.0.1:8080 or [::1]:8080", listen)});
  };
  const auto colon = listen.rfind(':');
  if (colon == std::string::npos) return wrong();
  Endpoint endpoint{listen.substr(0, colon), 0};
  const std::string digits = listen.substr(colon + 1);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), endpoint.port);
  if (error != std::errc{} || end != digits.data() + digits.size()) return wrong();
  auto& address = endpoint.address;
  if (address.empty()) address = "127.0.0.1";
  if (address.front() == '[' && address.back() == ']') address = address.substr(1, address.size() - 2);
  if (address == "localhost") address = "127.0.0.1";
  return endpoint;
}

base::Result<std::vector<http::Token>, Refusal> tokens_of(const AccessOptions& options, const Endpoint& endpoint) {
  std::vector<http::Token> tokens;
  if (!options.token_file.empty()) {
    const auto text = ingest::read_bytes(options.token_file);
    if (!text) return base::failure(text.error());
    auto read = http::read_tokens(*text, options.token_file);
    if (!read) return read;
    tokens = std::move(*read);
    if (tokens.empty())
      return base::failure(
          Refusal{RefusalKind::usage, options.token_file + ": no token in it; `gammafield token NAME` makes a line"});
  }
  if (http::is_loopback(endpoint.address)) return tokens;
  if (tokens.empty())
    return base::failure(
        Refusal{RefusalKind::usage,
                fmt::format("--listen {}: other machines reach it, so it needs --tokens FILE (`gammafield token NAME` "
                            "makes one)",
                            options.listen)});
  if (!options.behind_proxy)
    return base::failure(Refusal{
        RefusalKind::usage, fmt::format("--listen {}: tokens would go over the net in the clear; put a proxy that does "
                                        "TLS in front and say --behind-proxy, or listen on 127.0.0.1",
                                        options.listen)});
  return tokens;
}

std::size_t connections_for(std::size_t wanted) {
  constexpr std::size_t others = 512;
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  getrlimit(RLIMIT_NOFILE, &limit);
  const auto descriptors = static_cast<std::size_t>(limit.rlim_cur);
  return std::min(wanted, descriptors > 2 * others ? descriptors - others : descriptors / 2);
}

http::ServerOptions server_options_of(const AccessOptions& options, const Endpoint& endpoint) {
  const auto connections = connections_for(options.connections);
  return {.address = endpoint.address,
          .port = endpoint.port,
          .connections = connections,
          .of_one_address = options.connections_each,
          .of_loopback = connections,
          .proxies = options.proxies};
}

http::Names names_of(const AccessOptions& options, const Endpoint& endpoint, int port) {
  http::Names names{{"localhost", "127.0.0.1", "[::1]"}, {}, port};
  const bool v6 = endpoint.address.find(':') != std::string::npos;
  names.hosts.push_back(v6 ? '[' + endpoint.address + ']' : endpoint.address);
  for (const std::string& host : options.hosts) names.hosts.push_back(base::lower_case(host));
  for (const std::string& origin : options.origins) names.origins.push_back(base::lower_case(origin));
  return names;
}

}  // namespace gammafield::app

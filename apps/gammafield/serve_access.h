#pragma once

#include <string>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "http/door.h"
#include "http/server.h"

namespace gammafield::app {

/// Where the server is, and who may come in, as typed.
struct AccessOptions {
  std::string listen = "127.0.0.1:8080";
  std::string token_file;
  bool behind_proxy = false;  ///< something in front does TLS
  std::vector<std::string> hosts, origins, proxies;
  std::size_t connections = 4'096;    ///< at once, of all
  std::size_t connections_each = 64;  ///< of one address; not of this machine and of `proxies`
};

/// `127.0.0.1:8080`, `[::1]:8080`, `:8080` of 127.0.0.1. Refuses (usage) what is no address with a port.
struct Endpoint {
  std::string address;
  std::uint16_t port = 0;
};
[[nodiscard]] base::Result<Endpoint, base::Refusal> endpoint_of(const std::string& listen);

/// The tokens of the file; without a file there are none. Refuses (usage) to be reachable from other machines without
/// a token, or without a word that a proxy in front does TLS.
[[nodiscard]] base::Result<std::vector<http::Token>, base::Refusal> tokens_of(const AccessOptions&, const Endpoint&);

/// How many connections there may be of those asked for, after this process was allowed as many descriptors as the
/// system lets it have: beside connections it needs some for files, feeds and those it turns away.
[[nodiscard]] std::size_t connections_for(std::size_t wanted);

/// What the server may do, of what was typed.
[[nodiscard]] http::ServerOptions server_options_of(const AccessOptions&, const Endpoint&);

/// The names it answers to: those of this machine's loopback, the address itself, and those that are told.
[[nodiscard]] http::Names names_of(const AccessOptions&, const Endpoint&, int port);

}  // namespace gammafield::app

#include "feeds/curl_handle.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#include "feeds/public_address.h"

namespace gammafield::feeds {
namespace {

namespace ip = boost::asio::ip;

constexpr long connect_timeout_ms = 10'000;

/// None: neither IPv4 nor IPv6.
std::optional<ip::address> address_of(const curl_sockaddr& socket) {
  if (socket.family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &socket.addr, sizeof v4);
    return ip::address_v4{ntohl(v4.sin_addr.s_addr)};
  }
  if (socket.family != AF_INET6) return std::nullopt;
  sockaddr_in6 v6{};
  std::memcpy(&v6, &socket.addr, sizeof v6);
  ip::address_v6::bytes_type bytes{};
  std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
  return unmapped(ip::address_v6{bytes});
}

/// Why a transfer may not reach this; none: it may.
std::optional<std::string> refusal_of(const curl_sockaddr& socket, const Reach& reach) {
  if (!reach.only_public) return std::nullopt;
  const auto address = address_of(socket);
  if (!address) return "only public addresses are allowed, and this is none";
  if (std::ranges::find(reach.allowed, *address) != reach.allowed.end()) return std::nullopt;
  const auto why = why_not_public(*address);
  if (!why) return std::nullopt;
  return fmt::format("only public addresses are allowed, and {} is {}", address->to_string(), *why);
}

/// Asked with the address that was resolved, right before it is connected to: a name that means another address a
/// moment later gains nothing.
curl_socket_t open_socket(void* user, curlsocktype, curl_sockaddr* address) {
  auto& reach = *static_cast<Reach*>(user);
  if (auto why = refusal_of(*address, reach)) {
    reach.refused = std::move(*why);
    return CURL_SOCKET_BAD;
  }
  const int opened = ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  if (opened < 0 && (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)) reach.no_room = true;
  return opened < 0 ? CURL_SOCKET_BAD : opened;
}

TransportFault fault_of(CURLcode code) {
  switch (code) {
    case CURLE_OUT_OF_MEMORY: return TransportFault::no_room;
    case CURLE_FILESIZE_EXCEEDED: return TransportFault::too_large;
    case CURLE_OPERATION_TIMEDOUT: return TransportFault::timed_out;
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING: return TransportFault::cut_short;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM: return TransportFault::not_trusted;
    default: return TransportFault::unreachable;
  }
}

}  // namespace

std::optional<TransportFailure> CurlHandle::begin(const std::string& url, const char* protocols,
                                                  std::chrono::milliseconds timeout, Reach& reach) {
  if (!handle_) {
    const CurlLibrary& library = source_();
    if (!library) return TransportFailure{TransportFault::no_library, library.error()};
    api_ = &*library;
    handle_ = {api_->easy_init(), api_->easy_cleanup};
    if (!handle_) return TransportFailure{TransportFault::no_room, "out of memory"};
  }
  api_->easy_reset(handle_.get());
  set(CURLOPT_URL, url.c_str());
  set(CURLOPT_PROTOCOLS_STR, protocols);
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));  // or newer
  set(CURLOPT_CONNECTTIMEOUT_MS, connect_timeout_ms);
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(timeout.count()));
  set(CURLOPT_OPENSOCKETFUNCTION, open_socket);
  set(CURLOPT_OPENSOCKETDATA, &reach);
  if (reach.only_public) {
    set(CURLOPT_PROXY, "");          // none, whatever the environment says: it would be reached in the host's place
    set(CURLOPT_FRESH_CONNECT, 1L);  // an open connection may be one that was made without this rule
  }
  return std::nullopt;
}

int CurlHandle::status() const {
  long status = 0;
  api_->easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
  return static_cast<int>(status);
}

TransportFailure CurlHandle::failure_of(CURLcode code, const Reach& reach) const {
  if (code == CURLE_COULDNT_CONNECT && !reach.refused.empty()) return {TransportFault::not_allowed, reach.refused};
  return {reach.no_room ? TransportFault::no_room : fault_of(code), api_->easy_strerror(code)};
}

CurlHandle::List CurlHandle::list_of(const std::vector<std::string>& lines) const {
  curl_slist* list = nullptr;
  for (const std::string& line : lines) list = api_->slist_append(list, line.c_str());
  return {list, api_->slist_free_all};
}

}  // namespace gammafield::feeds

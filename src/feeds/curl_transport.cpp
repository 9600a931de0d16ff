#include "feeds/curl_transport.h"

#include <curl/curl.h>
#include <sys/socket.h>

#include <algorithm>
#include <cctype>
#include <cerrno>

#include "base/list_file.h"

namespace gammafield::feeds {
namespace {

constexpr const char* user_agent = "gammafield/0.1";
constexpr long connect_timeout_ms = 10'000;

/// What libcurl's callbacks fill.
struct Incoming {
  Response response;
  std::size_t largest = 0;
  bool too_large = false;
  bool no_room = false;
};

curl_socket_t open_socket(void* user, curlsocktype, curl_sockaddr* address) {
  const int opened = ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  if (opened < 0 && (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM))
    static_cast<Incoming*>(user)->no_room = true;
  return opened < 0 ? CURL_SOCKET_BAD : opened;
}

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
    std::string name{line.substr(0, colon)};
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    headers.emplace_back(std::move(name), base::trimmed(line.substr(colon + 1), " \t\r\n"));
  }
  return size * count;
}

TransportFault fault_of(CURLcode code, const Incoming& incoming) {
  if (incoming.no_room || code == CURLE_OUT_OF_MEMORY) return TransportFault::no_room;
  if (incoming.too_large || code == CURLE_FILESIZE_EXCEEDED) return TransportFault::too_large;
  switch (code) {
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

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

std::unique_ptr<curl_slist, FreeList> list_of(const std::vector<Header>& headers) {
  curl_slist* list = nullptr;
  for (const auto& [name, value] : headers) list = curl_slist_append(list, (name + ": " + value).c_str());
  return std::unique_ptr<curl_slist, FreeList>{list};
}

}  // namespace

struct CurlTransport::Handle {
  struct Cleanup {
    void operator()(CURL* open) const { curl_easy_cleanup(open); }
  };
  std::unique_ptr<CURL, Cleanup> curl{curl_easy_init()};
};

CurlTransport::CurlTransport() {
  static const CURLcode once = curl_global_init(CURL_GLOBAL_DEFAULT);
  (void)once;
  handle_ = std::make_unique<Handle>();
}
CurlTransport::~CurlTransport() = default;

base::Result<Response, TransportFailure> CurlTransport::get(const Request& request) {
  CURL* curl = handle_->curl.get();
  if (curl == nullptr) return base::failure(TransportFailure{TransportFault::no_room, "out of memory"});
  Incoming incoming;
  incoming.largest = request.largest;
  const auto headers = list_of(request.headers);
  curl_easy_reset(curl);
  curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_USERAGENT, user_agent);
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");  // all that libcurl can undo
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, connect_timeout_ms);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
  curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(request.largest));
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &incoming);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &incoming);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &incoming);
  const CURLcode code = curl_easy_perform(curl);
  if (code != CURLE_OK) return base::failure(TransportFailure{fault_of(code, incoming), curl_easy_strerror(code)});
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  incoming.response.status = static_cast<int>(status);
  return std::move(incoming.response);
}

}  // namespace gammafield::feeds

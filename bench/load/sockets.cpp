#include "load/sockets.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <strings.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>
#include <cstdint>

namespace gammafield::bench {

int connected(int port, bool least_room) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return -1;
  sockaddr_in there{};
  there.sin_family = AF_INET;
  there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  there.sin_port = htons(static_cast<std::uint16_t>(port));
  const int yes = 1, least = 1;
  if (least_room) setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &least, sizeof least);
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  if (connect(socket, reinterpret_cast<const sockaddr*>(&there), sizeof there) == 0) {
    fcntl(socket, F_SETFL, O_NONBLOCK);
    return socket;
  }
  close(socket);
  return -1;
}

bool send_all(int socket, std::string_view bytes) {
  return ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
}

void allow_descriptors() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

std::optional<AnswerHead> answer_head(std::string_view bytes) {
  const auto end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos || end < 12) return std::nullopt;
  AnswerHead answer{.head_bytes = end + 4};
  std::from_chars(bytes.data() + 9, bytes.data() + 12, answer.status);
  constexpr std::string_view length = "content-length: ", closing = "connection: close";
  for (auto at = bytes.find("\r\n"); at < end; at = bytes.find("\r\n", at + 2)) {
    const char* line = bytes.data() + at + 2;
    if (strncasecmp(line, length.data(), length.size()) == 0)
      std::from_chars(line + length.size(), bytes.data() + end, answer.body_bytes);
    if (strncasecmp(line, closing.data(), closing.size()) == 0) answer.closes = true;
  }
  if (answer.status == 304 || answer.status == 204 || answer.status == 101) answer.body_bytes = 0;
  return answer;
}

}  // namespace gammafield::bench

#include "alerts/wire_carrier.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>

#include <fmt/format.h>

#include "store/handle.h"

namespace gammafield::alerts {
namespace {

using feeds::TransportFailure;
using feeds::TransportFault;

constexpr std::chrono::seconds patience{10};  // others wait meanwhile
constexpr std::size_t answer_max = std::size_t{64} << 10;

Carrier::Came post(feeds::Transport& transport, const Post& what) {
  feeds::Request request{what.url, what.headers, patience, answer_max};
  request.headers.emplace_back("User-Agent", "gammafield");
  request.body = what.body;
  request.only_public = true;
  request.allowed_addresses = what.allow_private;
  return transport.send(request);
}

Carrier::Came mail(feeds::Mailer& mailer, const Letter& what) {
  const auto reply = mailer.send({what.server, what.from, what.to, what.message, patience});
  if (!reply) return base::failure(reply.error());
  return feeds::Response{.status = *reply};
}

Carrier::Came failure_of(const std::string& path, int error) {
  return base::failure(TransportFailure{TransportFault::no_room, fmt::format("{}: {}", path, std::strerror(error))});
}

/// One write: two programs that append do not mix their lines.
Carrier::Came append(const Line& line) {
  const store::Handle file{line.path, O_WRONLY | O_CREAT | O_APPEND};
  if (!file.ok()) return failure_of(line.path, errno);
  const auto written = ::write(file.get(), line.text.data(), line.text.size());
  if (written < 0) return failure_of(line.path, errno);
  if (static_cast<std::size_t>(written) < line.text.size()) return failure_of(line.path, ENOSPC);
  if (::fdatasync(file.get()) != 0 && errno != EINVAL && errno != EROFS) return failure_of(line.path, errno);
  return feeds::Response{.status = 200};
}

}  // namespace

Carrier::Came WireCarrier::carry(const Outgoing& what) {
  if (const auto* request = std::get_if<Post>(&what)) return post(transport_, *request);
  if (const auto* letter = std::get_if<Letter>(&what)) return mail(mailer_, *letter);
  return append(std::get<Line>(what));
}

}  // namespace gammafield::alerts

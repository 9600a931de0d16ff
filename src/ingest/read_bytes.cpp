#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "ingest/container.h"
#include "ingest/read_chain.h"

namespace gammafield::ingest {

namespace {

constexpr std::size_t chunk = std::size_t{1} << 18;
constexpr std::size_t room_after = 64;  // what vector parsers may read beyond the end

/// Closes what it opened; standard input stays open.
class Descriptor {
 public:
  explicit Descriptor(const std::string& path) : owned_(path != "-") {
    number_ = owned_ ? ::open(path.c_str(), O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (owned_ && number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  bool owned_;
  int number_ = -1;
};

/// What fstat says, as a start: pipes say nothing, and files may grow.
std::size_t expected_size(int descriptor) {
  struct stat status{};
  const bool known = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0;
  return known ? std::min(static_cast<std::size_t>(status.st_size), unpacked_bytes_max) : 0;
}

base::Result<std::string, std::string> raw_bytes(const std::string& path) {
  const Descriptor file(path);
  if (file.number() < 0) return base::failure(fmt::format("it cannot be opened ({})", std::strerror(errno)));
  std::string bytes;
  bytes.resize(expected_size(file.number()) + room_after);  // more, to meet the end without growing
  std::size_t used = 0;
  for (;;) {
    if (used == bytes.size()) bytes.resize(used + std::max(chunk, used / 2));
    const auto got = ::read(file.number(), bytes.data() + used, bytes.size() - used);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return base::failure(fmt::format("it cannot be read ({})", std::strerror(errno)));
    if (got == 0) break;
    used += static_cast<std::size_t>(got);
    if (used > unpacked_bytes_max)
      return base::failure(fmt::format("it is larger than {} MiB", unpacked_bytes_max >> 20));
  }
  bytes.resize(used);
  return bytes;
}

}  // namespace

base::Result<std::string, base::Refusal> read_bytes(const std::string& path) {
  auto bytes = raw_bytes(path).and_then([](std::string raw) { return unpack(std::move(raw)); });
  if (bytes) return std::move(*bytes);
  return base::failure(base::Refusal{base::RefusalKind::input_rejected,
                                     fmt::format("{}: {}", path == "-" ? "standard input" : path, bytes.error())});
}

}  // namespace gammafield::ingest

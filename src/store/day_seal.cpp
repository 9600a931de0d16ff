#include "store/day_seal.h"

#include <fcntl.h>
#include <unistd.h>
#include <xxhash.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "store/compression.h"
#include "store/handle.h"
#include "store/system_fault.h"

namespace gammafield::store {
namespace {

struct FreeState {
  void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
};

Stored<std::uint64_t> digest_of_file(const std::string& path) {
  const Handle file{path, O_RDONLY};
  if (!file.ok()) return base::failure(system_fault(errno, path));
  const std::unique_ptr<XXH3_state_t, FreeState> state{XXH3_createState()};
  if (state == nullptr) return base::failure(system_fault(ENOMEM, path));
  XXH3_64bits_reset(state.get());
  std::string piece(1 << 18, '\0');
  while (true) {
    const ssize_t got = ::read(file.get(), piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return base::failure(system_fault(errno, path));
    if (got == 0) return XXH3_64bits_digest(state.get());
    XXH3_64bits_update(state.get(), piece.data(), static_cast<std::size_t>(got));
  }
}

/// The seal's line: the day's digest, and the digest of that text, so that damage to the seal is told from damage to
/// the day.
std::string seal_line(std::uint64_t of_file) {
  const std::string text = fmt::format("{:016x}", of_file);
  return fmt::format("{} {:016x}\n", text, digest(text));
}

/// The digest that a seal tells.
std::optional<std::uint64_t> sealed_digest(std::string_view line) {
  std::uint64_t of_file = 0;
  for (const char c : line.substr(0, 16)) {
    const auto nibble = std::string_view{"0123456789abcdef"}.find(c);
    if (nibble == std::string_view::npos) return std::nullopt;
    of_file = of_file << 4 | nibble;
  }
  return line == seal_line(of_file) ? std::optional{of_file} : std::nullopt;
}

Stored<void> write_and_sync(const std::string& path, std::string_view text) {
  const Handle file{path, O_WRONLY | O_CREAT | O_TRUNC};
  if (!file.ok()) return base::failure(system_fault(errno, path));
  while (!text.empty()) {
    const ssize_t written = ::write(file.get(), text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return base::failure(system_fault(errno, path));
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(file.get()) != 0) return base::failure(system_fault(errno, path));
  return {};
}

Stored<std::optional<std::string>> read_seal(const std::string& path) {
  const Handle file{path, O_RDONLY};
  if (!file.ok() && errno == ENOENT) return std::nullopt;
  if (!file.ok()) return base::failure(system_fault(errno, path));
  std::array<char, 64> text{};
  const ssize_t got = ::read(file.get(), text.data(), text.size());
  if (got < 0) return base::failure(system_fault(errno, path));
  return std::string{text.data(), static_cast<std::size_t>(got)};
}

}  // namespace

std::string seal_path(const std::string& day_path) { return day_path + ".xxh3"; }

Stored<void> sync_folder(const std::string& path) {
  const Handle folder{path, O_RDONLY | O_DIRECTORY};
  if (!folder.ok() || ::fsync(folder.get()) != 0) return base::failure(system_fault(errno, path));
  return {};
}

Stored<void> seal(const std::string& day_path) {
  const auto of_file = digest_of_file(day_path);
  if (!of_file) return base::failure(of_file.error());
  const std::string path = seal_path(day_path), unfinished = path + ".new";
  if (const auto written = write_and_sync(unfinished, seal_line(*of_file)); !written) return written;
  if (std::rename(unfinished.c_str(), path.c_str()) != 0) return base::failure(system_fault(errno, path));
  return sync_folder(std::filesystem::path{path}.parent_path());
}

Stored<void> unseal(const std::string& day_path) {
  const std::string path = seal_path(day_path);
  if (::unlink(path.c_str()) != 0) {
    if (errno == ENOENT) return {};
    return base::failure(system_fault(errno, path));
  }
  return sync_folder(std::filesystem::path{path}.parent_path());
}

Stored<bool> check_seal(const std::string& day_path) {
  const auto line = read_seal(seal_path(day_path));
  if (!line) return base::failure(line.error());
  if (!*line) return false;
  const auto sealed = sealed_digest(**line);
  if (!sealed) return base::failure(Fault{FaultKind::damaged, seal_path(day_path) + ": the seal itself is damaged"});
  const auto now = digest_of_file(day_path);
  if (!now) return base::failure(now.error());
  if (*now != *sealed) return base::failure(Fault{FaultKind::damaged, day_path + ": not the file that was closed"});
  return true;
}

}  // namespace gammafield::store

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"

/// Who may ask for what.
namespace gammafield::http {

using Seconds = std::chrono::sys_seconds;

/// What a route asks for and what a token gives; each may what the ones before it may.
enum class Access : std::uint8_t { anybody, read, admin };
[[nodiscard]] std::string_view to_string(Access);

/// A token as it is kept: never itself.
struct Token {
  std::string name;  ///< of its holder, for logs
  Access access = Access::read;
  std::string sha256;  ///< 64 hexadecimal digits, lower case
  std::optional<Seconds> expires = {};
};

/// A new token, 256 random bits: `gf_` and 64 hexadecimal digits. None where the system has no randomness to give.
[[nodiscard]] std::optional<std::string> new_token();
/// SHA-256, as Token keeps it.
[[nodiscard]] std::string sha256_of(std::string_view);
/// The same as Content-Security-Policy writes it.
[[nodiscard]] std::string sha256_base64(std::string_view);
/// A line of the file.
[[nodiscard]] std::string to_line(const Token&);

/// Lines `NAME read|admin SHA256 [EXPIRES]`, expires as 2027-01-31 (UTC, its midnight); `#` begins a comment. Refuses
/// (usage) with the line what is none.
[[nodiscard]] base::Result<std::vector<Token>, base::Refusal> read_tokens(std::string_view text, std::string_view name);

/// What the credential gives at that moment; none: nothing. Takes the same time for every wrong one: hashes are
/// compared, each of all kept, without an early end.
[[nodiscard]] std::optional<Access> access_of(const std::vector<Token>&, std::string_view credential, Seconds now);

}  // namespace gammafield::http

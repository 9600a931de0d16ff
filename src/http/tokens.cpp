#include "http/tokens.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include "base/list_file.h"

namespace gammafield::http {

using base::Refusal;
using base::RefusalKind;

namespace {

constexpr std::size_t digest_bytes = 32;

std::array<unsigned char, digest_bytes> digest_of(std::string_view text) {
  std::array<unsigned char, digest_bytes> digest{};
  EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
  return digest;
}

std::string hex(const unsigned char* bytes, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += fmt::format("{:02x}", bytes[i]);
  return text;
}

bool is_digest(std::string_view text) {
  return text.size() == 2 * digest_bytes && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// `2027-01-31`.
std::optional<Seconds> midnight(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = number(text.substr(0, 4)), month = number(text.substr(5, 2)), day = number(text.substr(8, 2));
  if (!year || !month || !day || *month < 1 || *day < 1) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return Seconds{std::chrono::sys_days{date}};
}

std::string_view take_word(std::string_view& rest) {
  rest = base::trimmed(rest);
  const auto end = std::min(rest.find_first_of(" \t"), rest.size());
  const auto word = rest.substr(0, end);
  rest.remove_prefix(end);
  return word;
}

std::optional<std::string> read_entry(std::string_view entry, std::vector<Token>& tokens) {
  Token token{std::string{take_word(entry)}, Access::read, {}};
  const auto access = take_word(entry);
  token.sha256 = std::string{take_word(entry)};
  const auto expires = take_word(entry);
  if (access == "admin") token.access = Access::admin;
  if (access != "admin" && access != "read") return "a line is `NAME read|admin SHA256 [EXPIRES]`";
  if (!is_digest(token.sha256))
    return "the third word is the token's SHA-256 in 64 hexadecimal digits, as `gammafield token` prints it";
  if (!expires.empty()) {
    token.expires = midnight(expires);
    if (!token.expires) return fmt::format("`{}` is no date such as 2027-01-31", base::shown(expires));
  }
  if (!base::trimmed(entry).empty()) return "more than four words";
  tokens.push_back(std::move(token));
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Access access) {
  switch (access) {
    case Access::anybody: return "anybody";
    case Access::read: return "read";
    case Access::admin: return "admin";
  }
  return "anybody";
}

std::optional<std::string> new_token() {
  std::array<unsigned char, 32> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) return std::nullopt;
  return "gf_" + hex(bytes.data(), bytes.size());
}

std::string sha256_of(std::string_view text) { return hex(digest_of(text).data(), digest_bytes); }

std::string sha256_base64(std::string_view text) {
  std::array<unsigned char, 4 * (digest_bytes / 3 + 1) + 1> base64{};
  const int length = EVP_EncodeBlock(base64.data(), digest_of(text).data(), static_cast<int>(digest_bytes));
  return {reinterpret_cast<const char*>(base64.data()), static_cast<std::size_t>(length)};
}

std::string to_line(const Token& token) {
  std::string line = fmt::format("{} {} {}", token.name, to_string(token.access), token.sha256);
  if (token.expires) line += fmt::format(" {:%Y-%m-%d}", *token.expires);
  return line;
}

base::Result<std::vector<Token>, Refusal> read_tokens(std::string_view text, std::string_view name) {
  std::vector<Token> tokens;
  constexpr std::size_t lines_max = 10'000;
  const auto wrong = base::read_list(text, {.lines_max = lines_max},
                                     [&](std::string_view entry) { return read_entry(entry, tokens); });
  if (wrong) return base::failure(Refusal{RefusalKind::usage, fmt::format("{}: {}", name, *wrong)});
  return tokens;
}

std::optional<Access> access_of(const std::vector<Token>& tokens, std::string_view credential, Seconds now) {
  const std::string digest = sha256_of(credential);
  std::optional<Access> access;
  for (const Token& token : tokens) {
    const bool same = CRYPTO_memcmp(token.sha256.data(), digest.data(), digest.size()) == 0;
    if (same && (!token.expires || now < *token.expires)) access = std::max(access, std::optional{token.access});
  }
  return access;
}

}  // namespace gammafield::http

#pragma once

#include <string>
#include <string_view>

/// OpenSSL's digests, as lower-case hexadecimal digits.
namespace gammafield::alerts {

[[nodiscard]] std::string sha256_hex(std::string_view bytes);
[[nodiscard]] std::string hmac_sha256_hex(std::string_view key, std::string_view bytes);

}  // namespace gammafield::alerts

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/refusal.h"
#include "base/result.h"
#include "feeds/transport.h"

namespace gammafield::feeds {

/// What opens a vendor's door. Nothing prints it: it goes into a request's header, and out of every text.
class ApiKey {
 public:
  /// Of a file's or a variable's text, blanks and line ends around it taken off. Refuses (usage) an empty one, and one
  /// with anything but printable ASCII in it, without showing it. `where` names the file or the variable.
  [[nodiscard]] static base::Result<ApiKey, base::Refusal> of(std::string_view text, std::string_view where);

  [[nodiscard]] Header header() const { return {"Authorization", "Bearer " + secret_}; }
  /// The text with `***` wherever it holds the key, also as an address would spell it, and where it ends within it.
  [[nodiscard]] std::string without_it(std::string text) const;

 private:
  explicit ApiKey(std::string secret) : secret_(std::move(secret)) {}
  std::string secret_;
};

/// Scheme, host and port of an address, in lower case, the port spelt out; empty of what is no address of HTTP or
/// HTTPS, or names a user.
[[nodiscard]] std::string origin_of(std::string_view url);

/// Whether a key may go there: encrypted, or to this machine alone.
[[nodiscard]] bool may_carry_key(std::string_view url);

/// Letters, digits and `-._~` as they are, everything else by its bytes: `%2F`.
[[nodiscard]] std::string url_encoded(std::string_view);

}  // namespace gammafield::feeds

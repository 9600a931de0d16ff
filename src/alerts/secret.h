#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "alerts/config.h"
#include "base/refusal.h"
#include "base/result.h"
#include "feeds/api_key.h"

namespace gammafield::alerts {

/// A token, the secret of a signature, or an address that is one. Goes into requests alone.
class Secret {
 public:
  /// As feeds::ApiKey::of: one line of printable ASCII.
  [[nodiscard]] static base::Result<Secret, base::Refusal> of(std::string_view text, std::string_view where);
  [[nodiscard]] const std::string& revealed() const { return text_; }
  /// The text with `***` wherever it holds the secret; of an address also what stands behind its host, and the last
  /// piece of that, as receivers say them back.
  [[nodiscard]] std::string without_it(std::string text) const;

 private:
  Secret(std::vector<feeds::ApiKey> parts, std::string text) : parts_(std::move(parts)), text_(std::move(text)) {}
  std::vector<feeds::ApiKey> parts_;  ///< what is hidden, the longest first
  std::string text_;
};

/// By the sink's name.
using Secrets = std::map<std::string, Secret, std::less<>>;

/// The text behind a source; refuses with what is missing.
using ReadSecret = std::function<base::Result<std::string, base::Refusal>(const SecretSource&)>;
/// Of every sink that has one. Refuses (usage), naming the sink and the source, never the secret.
[[nodiscard]] base::Result<Secrets, base::Refusal> secrets_of(const Config&, const ReadSecret&);

}  // namespace gammafield::alerts

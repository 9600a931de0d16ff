#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

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
  /// The text with `***` wherever it holds the secret.
  [[nodiscard]] std::string without_it(std::string text) const { return key_.without_it(std::move(text)); }

 private:
  Secret(feeds::ApiKey key, std::string text) : key_(std::move(key)), text_(std::move(text)) {}
  feeds::ApiKey key_;
  std::string text_;
};

/// By the sink's name.
using Secrets = std::map<std::string, Secret, std::less<>>;

/// The text behind a source; refuses with what is missing.
using ReadSecret = std::function<base::Result<std::string, base::Refusal>(const SecretSource&)>;
/// Of every sink that has one. Refuses (usage), naming the sink and the source, never the secret.
[[nodiscard]] base::Result<Secrets, base::Refusal> secrets_of(const Config&, const ReadSecret&);

}  // namespace gammafield::alerts

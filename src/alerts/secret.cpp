#include "alerts/secret.h"

#include <optional>

#include <fmt/format.h>

#include "base/list_file.h"

namespace gammafield::alerts {
namespace {

using base::Refusal;
using base::RefusalKind;

std::optional<SecretSource> source_of(const SinkKind& kind) {
  if (const auto* sink = std::get_if<Webhook>(&kind)) return sink->secret;
  if (const auto* sink = std::get_if<Telegram>(&kind)) return sink->token;
  if (const auto* sink = std::get_if<Discord>(&kind)) return sink->url;
  if (const auto* sink = std::get_if<Slack>(&kind)) return sink->url;
  if (const auto* sink = std::get_if<Ntfy>(&kind)) return sink->token;
  return std::nullopt;
}

bool is_address(const SinkKind& kind) {
  return std::holds_alternative<Discord>(kind) || std::holds_alternative<Slack>(kind);
}

std::string place_of(const SecretSource& source) {
  return source.file.empty() ? "variable " + source.env : "file " + source.file;
}

/// What of an address gives it away by itself: `/services/T0/B0/XXXX`, and `XXXX`. Shorter ones are words of others
/// too.
std::vector<std::string_view> telling_parts(std::string_view address) {
  constexpr std::size_t telling = 8;
  if (feeds::origin_of(address).empty()) return {};
  const auto path = address.find('/', address.find("://") + 3);
  if (path == std::string_view::npos) return {};
  std::vector<std::string_view> parts{address.substr(path), address.substr(address.rfind('/') + 1)};
  std::erase_if(parts, [](std::string_view part) { return part.size() < telling; });
  return parts;
}

}  // namespace

base::Result<Secret, Refusal> Secret::of(std::string_view text, std::string_view where) {
  auto key = feeds::ApiKey::of(text, where);
  if (!key) return base::failure(std::move(key.error()));
  const auto whole = base::trimmed(text, " \t\r\n");
  std::vector<feeds::ApiKey> parts{std::move(*key)};
  for (const auto part : telling_parts(whole)) parts.push_back(feeds::ApiKey::of(part, where).value());
  return Secret{std::move(parts), std::string{whole}};
}

std::string Secret::without_it(std::string text) const {
  for (const auto& part : parts_) text = part.without_it(std::move(text));
  return text;
}

base::Result<Secrets, Refusal> secrets_of(const Config& config, const ReadSecret& read) {
  Secrets secrets;
  for (const Sink& sink : config.sinks) {
    const auto source = source_of(sink.kind);
    if (!source) continue;
    const std::string where = fmt::format("sink {}: {}", sink.name, place_of(*source));
    const auto text = read(*source);
    if (!text) return base::failure(Refusal{RefusalKind::usage, fmt::format("{}: {}", where, text.error().message)});
    auto secret = Secret::of(*text, where);
    if (!secret) return base::failure(std::move(secret.error()));
    if (is_address(sink.kind) && feeds::origin_of(secret->revealed()).empty())
      return base::failure(Refusal{RefusalKind::usage, where + ": holds no address of http or https"});
    secrets.emplace(sink.name, std::move(*secret));
  }
  return secrets;
}

}  // namespace gammafield::alerts

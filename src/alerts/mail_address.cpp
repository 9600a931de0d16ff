#include "alerts/mail_address.h"

#include <algorithm>
#include <string>

#include "feeds/api_key.h"

namespace gammafield::alerts {
namespace {

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

constexpr std::size_t longest = 254;  // RFC 5321, 4.5.3.1

}  // namespace

bool is_mail_address(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == text.size() || text.size() > longest) return false;
  const auto in_name = [](char c) {
    return is_word(c) || std::string_view{".!#$&'*+-/=?^_`{|}~"}.find(c) != std::string_view::npos;
  };
  const auto in_host = [](char c) { return is_word(c) || c == '.' || c == '-'; };
  return std::ranges::all_of(text.substr(0, at), in_name) && std::ranges::all_of(text.substr(at + 1), in_host);
}

bool is_mail_server(std::string_view text) {
  constexpr std::string_view plain = "smtp://", encrypted = "smtps://";
  if (!text.starts_with(plain) && !text.starts_with(encrypted)) return false;
  const std::string_view rest = text.substr(text.find("://") + 3);
  // the rules for a host and port are those of any address
  return rest.find_first_of("/?#") == std::string_view::npos &&
         !feeds::origin_of("http://" + std::string{rest}).empty();
}

}  // namespace gammafield::alerts

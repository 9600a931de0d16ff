#pragma once

#include <string_view>

namespace gammafield::alerts {

/// `name@host` of plain ASCII letters, digits and the usual marks: nothing that could end a header or begin another
/// one.
[[nodiscard]] bool is_mail_address(std::string_view);
/// `smtp://host:port` or `smtps://host:port`, without a user.
[[nodiscard]] bool is_mail_server(std::string_view);

}  // namespace gammafield::alerts

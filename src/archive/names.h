#pragma once

#include <optional>
#include <string_view>

#include "ingest/loaded_chain.h"

/// The words for choices in the archive's columns, and back; none of a word that is none of them.
namespace gammafield::archive {

[[nodiscard]] std::string_view name_of(market::Right);         ///< `call`, `put`
[[nodiscard]] std::string_view name_of(market::Settlement);    ///< `AM`, `PM`
[[nodiscard]] std::string_view name_of(market::Exercise);      ///< `european`, `american`
[[nodiscard]] std::string_view name_of(market::SpotSource);    ///< as a Report's `spot_source`
[[nodiscard]] std::string_view name_of(market::AsOfSource);    ///< `file`, `user`, `session_close`, `last_trade`
[[nodiscard]] std::string_view name_of(market::Exchange);      ///< `US`, `NSE`, `Deribit`
[[nodiscard]] std::string_view name_of(market::ExpiryClass);   ///< as a Report's `expiry_mix`
[[nodiscard]] std::string_view name_of(ingest::RejectReason);  ///< as a Report's `rejected`

inline constexpr auto last_exchange = market::Exchange::okx;
inline constexpr auto last_expiry_class = market::ExpiryClass::weekly_sun;

/// By trying every value up to `last`: the names above.
template <class Enum>
[[nodiscard]] std::optional<Enum> named(std::string_view name, Enum last) {
  for (int i = 0; i <= static_cast<int>(last); ++i)
    if (name_of(static_cast<Enum>(i)) == name) return static_cast<Enum>(i);
  return std::nullopt;
}

}  // namespace gammafield::archive

#pragma once

#include <cstdint>

#include "alerts/outbox.h"
#include "store/database.h"

/// The tables of the outbox's file.
namespace gammafield::alerts {

inline constexpr std::int64_t outbox_version = 1;

/// What has become of a message, as written.
inline constexpr int is_waiting = 0, is_delivered = 1, is_given_up = 2;
[[nodiscard]] inline Fate fate_of(std::int64_t state) {
  return state == is_delivered ? Fate::delivered : state == is_given_up ? Fate::given_up : Fate::waiting;
}

/// Makes the tables in an empty file. Refuses (damaged) another program's file and (too_new) a newer form.
[[nodiscard]] store::Stored<void> make_outbox_tables(const store::Database&);

/// The columns of a message in the order that `message_of` reads.
inline constexpr const char* message_columns =
    "number,sink,tries,kept,id,rule,kind,symbol,at,as_of,title,text,notes,json";
inline constexpr int columns_of_message = 14;
/// Of the row stepped to.
[[nodiscard]] Message message_of(const store::Statement&);

[[nodiscard]] inline std::int64_t count_of(feeds::Moment moment) { return moment.time_since_epoch().count(); }
[[nodiscard]] inline feeds::Moment moment_of(std::int64_t count) {
  return feeds::Moment{std::chrono::milliseconds{count}};
}
[[nodiscard]] inline std::int64_t count_of(market::Instant instant) { return instant.time_since_epoch().count(); }
[[nodiscard]] inline market::Instant instant_of(std::int64_t count) {
  return market::Instant{std::chrono::seconds{count}};
}

}  // namespace gammafield::alerts

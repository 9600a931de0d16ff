#include "base/json_writer.h"
#include "session/memory.h"

namespace gammafield::session {
namespace {

using base::JsonWriter;

void field(JsonWriter& json, std::string_view name, market::Instant at) {
  json.field(name, static_cast<std::int64_t>(at.time_since_epoch().count()));
}
void field(JsonWriter& json, std::string_view name, market::Date date) {
  json.field(name, std::string_view{market::to_string(date)});
}
template <class Tag>
void field(JsonWriter& json, std::string_view name, base::Strong<Tag> number) {
  json.field(name, number.value());
}
template <class T>
void field(JsonWriter& json, std::string_view name, const std::optional<T>& maybe) {
  if (maybe) return field(json, name, *maybe);
  json.null_field(name);
}

void write(JsonWriter& json, const Attempt& attempt) {
  json.begin_object();
  field(json, "crossed_at", attempt.crossed_at);
  json.field("beyond_s", static_cast<std::int64_t>(attempt.beyond.count()));
  field(json, "furthest_usd", attempt.furthest);
  json.field("gap", attempt.gap).field("gap_open", attempt.gap_open).end_object();
}

void write(JsonWriter& json, const WallWatch& watch) {
  json.begin_object();
  field(json, "strike", watch.strike);
  json.field("state", to_string(watch.state)).key("attempt");
  watch.attempt ? write(json, *watch.attempt) : void(json.null());
  json.key("inside_for_s");
  watch.inside_for ? json.value(static_cast<std::int64_t>(watch.inside_for->count())) : json.null();
  field(json, "session_open", watch.session_open);
  json.key("last");
  if (watch.last) {
    json.begin_object();
    field(json, "at", watch.last->at);
    field(json, "price", watch.last->price);
    json.end_object();
  } else {
    json.null();
  }
  json.end_object();
}

void write(JsonWriter& json, std::string_view name, const std::optional<WallMemory>& wall) {
  json.key(name);
  if (!wall) return void(json.null());
  json.begin_object().field("rule", std::string_view{wall->rule});
  field(json, "since", wall->since);
  json.key("watch");
  write(json, wall->watch);
  json.key("former");
  wall->former ? write(json, *wall->former) : void(json.null());
  json.end_object();
}

/// A contract is a row [expiry, 0 call or 1 put, strike, open interest, gross of one, dealer fraction].
void write(JsonWriter& json, const Holdings& held) {
  json.begin_object();
  field(json, "as_of", held.as_of);
  json.key("expiries").begin_array();
  for (const HeldExpiry& expiry : held.expiries) {
    json.begin_array().value(std::string_view{expiry.root}).value(std::string_view{market::to_string(expiry.date)});
    json.value(expiry.settlement == market::Settlement::am ? "am" : "pm");
    json.value(static_cast<std::int64_t>(expiry.settles_at.time_since_epoch().count()));
    json.value(to_string(expiry.expiry_class)).end_array();
  }
  json.end_array().key("contracts").begin_array();
  for (const HeldContract& contract : held.contracts) {
    json.begin_array().value(static_cast<std::int64_t>(contract.expiry));
    json.value(contract.right == market::Right::put ? 1 : 0).value(contract.strike.value());
    json.value(contract.open_interest.value()).value(contract.gross_each.value()).value(contract.dealer_fraction);
    json.end_array();
  }
  json.end_array().end_object();
}

void write_tail(JsonWriter& json, const Memory& memory) {
  json.key("net_gex").begin_array();
  for (const NetGexDay& day : memory.net_gex)
    json.begin_array().value(std::string_view{market::to_string(day.session)}).value(day.net.value()).end_array();
  json.end_array().key("regime");
  if (memory.regime) {
    json.begin_object().field("label", to_string(memory.regime->label));
    field(json, "since", memory.regime->since);
    json.end_object();
  } else {
    json.null();
  }
  json.key("flip");
  if (memory.flip) {
    json.begin_object();
    field(json, "price", memory.flip->price);
    json.field("dead_band", memory.flip->dead_band).field("above", memory.flip->above).end_object();
  } else {
    json.null();
  }
  field(json, "expected_move_usd", memory.expected_move);
  json.key("rolls").begin_array();
  for (const Roll& roll : memory.rolls) {
    json.begin_object();
    field(json, "settled_by", roll.settled_by);
    field(json, "call_wall", roll.call_wall);
    field(json, "put_wall", roll.put_wall);
    json.end_object();
  }
  json.end_array().key("flags").begin_array();
  for (const auto& code : memory.flags) json.value(std::string_view{code});
  json.end_array();
}

}  // namespace

std::string to_json(const Memory& memory) {
  JsonWriter json;
  json.begin_object().field("schema", "gammafield.memory/1").field("symbol", std::string_view{memory.symbol});
  field(json, "session", memory.session);
  field(json, "spot", memory.spot);
  field(json, "watched_until", memory.watched_until);
  write(json, "call_wall", memory.call_wall);
  write(json, "put_wall", memory.put_wall);
  json.key("latest");
  write(json, memory.latest);
  json.key("previous_session");
  memory.previous_session ? write(json, *memory.previous_session) : void(json.null());
  field(json, "previous_date", memory.previous_date);
  write_tail(json, memory);
  json.end_object();
  return json.take();
}

}  // namespace gammafield::session

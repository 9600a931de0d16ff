#include "alerts/outbox.h"

#include <algorithm>
#include <bit>
#include <utility>

#include <fmt/format.h>

#include "alerts/outbox_tables.h"

namespace gammafield::alerts {
namespace {

using feeds::Moment;
using store::Database;
using store::Fault;
using store::FaultKind;
using store::Statement;
using store::Stored;
using store::Transaction;

// Of every rule and sink the first that waits.
constexpr std::string_view heads = "SELECT min(number) FROM message WHERE state = 0 GROUP BY sink, rule";

Stored<std::optional<Message>> one(Stored<Statement>& statement) {
  if (!statement) return base::failure(statement.error());
  const auto row = statement->step();
  if (!row) return base::failure(row.error());
  if (!*row) return std::nullopt;
  return message_of(*statement);
}

}  // namespace

std::string_view to_string(Fate fate) {
  switch (fate) {
    case Fate::waiting: return "waiting";
    case Fate::delivered: return "delivered";
    case Fate::given_up: return "given_up";
  }
  return "waiting";
}

Stored<Outbox> Outbox::open(const std::string& path, const OutboxLimits& limits) {
  auto lock = store::WriterLock::take(path);
  if (!lock) {
    Fault fault = lock.error();
    if (fault.kind == FaultKind::busy)
      fault.message = path + ": another process delivers from this outbox already; give each its own";
    return base::failure(std::move(fault));
  }
  auto database = Database::open(path, Database::Mode::create);
  if (!database) return base::failure(database.error());
  if (const auto set = database->execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"); !set)
    return base::failure(set.error());
  if (const auto made = make_outbox_tables(*database); !made) return base::failure(made.error());
  return Outbox{std::move(*lock), std::move(*database), limits};
}

Stored<State> Outbox::state() const {
  State state;
  auto rows = database_.prepare("SELECT rule,symbol,subject,told,held_back,armed,last,side FROM standing");
  if (!rows) return base::failure(rows.error());
  while (true) {
    const auto more = rows->step();
    if (!more) return base::failure(more.error());
    if (!*more) break;
    Standing standing;
    if (!rows->is_null(3)) standing.told = instant_of(rows->integer(3));
    standing.held_back = static_cast<std::size_t>(rows->integer(4));
    standing.armed = rows->integer(5) != 0;
    if (!rows->is_null(6)) standing.last = std::bit_cast<double>(rows->integer(6));
    standing.side = rows->integer(7);
    state.standing[{std::string{rows->blob(0)}, std::string{rows->blob(1)}, std::string{rows->blob(2)}}] = standing;
  }
  auto latest = database_.prepare("SELECT symbol,as_of FROM latest");
  if (!latest) return base::failure(latest.error());
  while (true) {
    const auto more = latest->step();
    if (!more) return base::failure(more.error());
    if (!*more) return state;
    state.latest[std::string{latest->blob(0)}] = instant_of(latest->integer(1));
  }
}

Stored<void> Outbox::write_state(const State& before, const State& after) const {
  auto statement = database_.prepare("INSERT OR REPLACE INTO standing VALUES(?,?,?,?,?,?,?,?)");
  if (!statement) return base::failure(statement.error());
  for (const auto& [key, standing] : after.standing) {
    const auto known = before.standing.find(key);
    if (known != before.standing.end() && known->second == standing) continue;
    statement->bind_blob(key.rule).bind_blob(key.symbol).bind_blob(key.subject);
    standing.told ? statement->bind(count_of(*standing.told)) : statement->bind_null();
    statement->bind(static_cast<std::int64_t>(standing.held_back)).bind(standing.armed ? 1 : 0);
    standing.last ? statement->bind(std::bit_cast<std::int64_t>(*standing.last)) : statement->bind_null();
    if (const auto done = statement->bind(standing.side).run(); !done) return done;
  }
  auto latest = database_.prepare("INSERT OR REPLACE INTO latest VALUES(?,?)");
  if (!latest) return base::failure(latest.error());
  for (const auto& [symbol, as_of] : after.latest) {
    const auto known = before.latest.find(symbol);
    if (known != before.latest.end() && known->second == as_of) continue;
    if (const auto done = latest->bind_blob(symbol).bind(count_of(as_of)).run(); !done) return done;
  }
  return {};
}

Stored<void> Outbox::insert(const Alert& alert, const std::string& sink, Moment due, Moment now) const {
  auto statement = database_.prepare(
      "INSERT OR IGNORE INTO "
      "message(state,due,number,sink,tries,kept,id,rule,kind,symbol,at,as_of,title,text,notes,json)"
      " VALUES(0,?,NULL,?,0,?,?,?,?,?,?,?,?,?,?,?)");
  if (!statement) return base::failure(statement.error());
  statement->bind(count_of(due)).bind_blob(sink).bind(count_of(now));
  statement->bind_blob(alert.id).bind_blob(alert.rule).bind_blob(to_string(alert.kind)).bind_blob(alert.symbol);
  statement->bind(count_of(alert.at)).bind(count_of(alert.as_of));
  statement->bind_blob(alert.title).bind_blob(alert.text).bind_blob(alert.notes).bind_blob(alert.json);
  return statement->run();
}

Stored<std::vector<Message>> Outbox::make_room(Moment now) const {
  std::vector<Message> gone;
  const auto waiting = database_.number("SELECT count(*) FROM message WHERE state = 0");
  if (!waiting) return base::failure(waiting.error());
  const auto over = *waiting - static_cast<std::int64_t>(limits_.waiting_max);
  if (over <= 0) return gone;
  auto oldest =
      database_.prepare(fmt::format("SELECT {} FROM message WHERE state = 0 ORDER BY number LIMIT ?", message_columns));
  if (!oldest) return base::failure(oldest.error());
  oldest->bind(over);
  while (true) {
    const auto more = oldest->step();
    if (!more) return base::failure(more.error());
    if (!*more) break;
    gone.push_back(message_of(*oldest));
  }
  for (const Message& message : gone)
    if (const auto done = finish(message, is_given_up, now, "no room: too many wait", std::nullopt); !done)
      return base::failure(done.error());
  return gone;
}

Stored<std::vector<Message>> Outbox::keep(const State& before, const State& after, std::span<const Raised> raised,
                                          Moment now) {
  auto transaction = Transaction::begin(database_);
  if (!transaction) return base::failure(transaction.error());
  if (const auto done = write_state(before, after); !done) return base::failure(done.error());
  for (const Raised& each : raised)
    for (const std::string& sink : each.sinks) {
      // quiet hours are by the data's time, which a delayed feed's alert may have behind it already
      const Moment due = each.not_before ? std::max(now, Moment{*each.not_before}) : now;
      if (const auto done = insert(each.alert, sink, due, now); !done) return base::failure(done.error());
    }
  auto gone = raised.empty() ? Stored<std::vector<Message>>{std::vector<Message>{}} : make_room(now);
  if (!gone) return gone;
  if (const auto done = transaction->commit(); !done) return base::failure(done.error());
  return gone;
}

Stored<void> Outbox::keep(const Alert& alert, const std::string& sink, Moment now) {
  auto transaction = Transaction::begin(database_);
  if (!transaction) return base::failure(transaction.error());
  if (const auto done = insert(alert, sink, now, now); !done) return done;
  return transaction->commit();
}

Stored<std::optional<Message>> Outbox::next(Moment now) const {
  auto statement = database_.prepare(fmt::format(
      "SELECT {} FROM message WHERE number IN ({}) AND due <= ?1 AND NOT EXISTS"
      "(SELECT 1 FROM hold WHERE hold.sink = message.sink AND hold.until > ?2) ORDER BY due, number LIMIT 1",
      message_columns, heads));
  if (statement) statement->bind(count_of(now)).bind(count_of(now));
  return one(statement);
}

Stored<std::optional<Moment>> Outbox::due() const {
  auto statement = database_.prepare(
      fmt::format("SELECT min(max(due, coalesce((SELECT until FROM hold WHERE hold.sink = message.sink), due))) "
                  "FROM message WHERE number IN ({})",
                  heads));
  if (!statement) return base::failure(statement.error());
  const auto row = statement->step();
  if (!row) return base::failure(row.error());
  if (!*row || statement->is_null(0)) return std::nullopt;
  return moment_of(statement->integer(0));
}

Stored<void> Outbox::hold(const std::string& sink, Moment until) const {
  auto statement = database_.prepare("INSERT OR REPLACE INTO hold VALUES(?,?)");
  if (!statement) return base::failure(statement.error());
  return statement->bind_blob(sink).bind(count_of(until)).run();
}

Stored<void> Outbox::finish(const Message& message, int state, Moment now, const std::string& trouble,
                            std::optional<Moment> hold_until) const {
  auto statement = database_.prepare("UPDATE message SET state=?, done=?, tries=?, trouble=? WHERE number=?");
  if (!statement) return base::failure(statement.error());
  statement->bind(state).bind(count_of(now)).bind(static_cast<std::int64_t>(message.tries) + 1);
  if (const auto done = statement->bind_blob(trouble).bind(message.number).run(); !done) return done;
  return hold_until ? hold(message.sink, *hold_until) : Stored<void>{};
}

Stored<void> Outbox::delivered(const Message& message, Moment now, Moment hold_until) {
  auto transaction = Transaction::begin(database_);
  if (!transaction) return base::failure(transaction.error());
  if (const auto done = finish(message, is_delivered, now, "", hold_until); !done) return done;
  return transaction->commit();
}

Stored<void> Outbox::given_up(const Message& message, Moment now, const std::string& trouble) {
  return finish(message, is_given_up, now, trouble, std::nullopt);
}

Stored<void> Outbox::failed(const Message& message, Moment due, const std::string& trouble, Moment hold_until) {
  auto transaction = Transaction::begin(database_);
  if (!transaction) return base::failure(transaction.error());
  auto statement = database_.prepare("UPDATE message SET tries=?, due=?, trouble=? WHERE number=?");
  if (!statement) return base::failure(statement.error());
  statement->bind(static_cast<std::int64_t>(message.tries) + 1).bind(count_of(due)).bind_blob(trouble);
  if (const auto done = statement->bind(message.number).run(); !done) return done;
  if (const auto done = hold(message.sink, hold_until); !done) return done;
  return transaction->commit();
}

Stored<Outbox::Counts> Outbox::counts() const {
  Counts counts;
  const std::pair<const char*, std::int64_t*> all[] = {
      {"SELECT count(*) FROM message WHERE state = 0", &counts.waiting},
      {"SELECT count(*) FROM message WHERE state = 1", &counts.delivered},
      {"SELECT count(*) FROM message WHERE state = 2", &counts.given_up}};
  for (const auto& [sql, count] : all) {
    const auto number = database_.number(sql);
    if (!number) return base::failure(number.error());
    *count = *number;
  }
  return counts;
}

Stored<std::vector<Logged>> Outbox::log(std::size_t most) const {
  auto rows = database_.prepare(
      fmt::format("SELECT {},state,trouble FROM message ORDER BY number DESC LIMIT ?", message_columns));
  if (!rows) return base::failure(rows.error());
  rows->bind(static_cast<std::int64_t>(most));
  std::vector<Logged> all;
  while (true) {
    const auto more = rows->step();
    if (!more) return base::failure(more.error());
    if (!*more) return all;
    all.push_back({message_of(*rows), fate_of(rows->integer(columns_of_message)),
                   std::string{rows->blob(columns_of_message + 1)}});
  }
}

Stored<void> Outbox::forget_done(Moment now) {
  auto statement = database_.prepare("DELETE FROM message WHERE state <> 0 AND done < ?");
  if (!statement) return base::failure(statement.error());
  return statement->bind(count_of(now - limits_.keep_done)).run();
}

}  // namespace gammafield::alerts

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "alerts/config.h"
#include "alerts/evaluate.h"
#include "feeds/moment.h"
#include "store/database.h"
#include "store/writer_lock.h"

namespace gammafield::alerts {

/// One alert on its way to one sink.
struct Message {
  std::int64_t number = 0;  ///< ascending in the order of keeping
  std::string sink;
  Alert alert;
  std::size_t tries = 0;  ///< so far
  feeds::Moment kept;     ///< when it was
};

/// What has become of a message.
enum class Fate : std::uint8_t { waiting, delivered, given_up };
[[nodiscard]] std::string_view to_string(Fate);

/// A message as it stands.
struct Logged {
  Message message;
  Fate fate = Fate::waiting;
  std::string trouble;  ///< of the last try; empty: none
};

/// Alerts that are to be delivered and what the rules remember, in one SQLite file (WAL, synchronous FULL). What a
/// function has done when it returns without a fault is on disk: a process that is killed loses none of it. One process
/// at a time; one thread at a time. Times are told from outside.
///
/// A message is waiting, delivered or given up. The next one of a rule and sink goes only after the one before it was
/// delivered or given up.
class Outbox {
 public:
  /// Makes the file where it is not there. Refuses (busy) one that another process has open, (too_new) one of a newer
  /// form, (damaged) what is none.
  [[nodiscard]] static store::Stored<Outbox> open(const std::string& path, const OutboxLimits&);

  /// What the rules remember.
  [[nodiscard]] store::Stored<State> state() const;

  /// What an evaluation came to, in one transaction: the state from `before` to `after`, and a message for each alert
  /// and sink. An alert whose id a sink has already is left out. Returns what was given up for want of room.
  [[nodiscard]] store::Stored<std::vector<Message>> keep(const State& before, const State& after,
                                                         std::span<const Raised>, feeds::Moment now);
  /// An alert by itself, as a test's.
  [[nodiscard]] store::Stored<void> keep(const Alert&, const std::string& sink, feeds::Moment now);

  /// What is to go now: the oldest that is due of a sink that is not on hold.
  [[nodiscard]] store::Stored<std::optional<Message>> next(feeds::Moment now) const;
  /// When there is something to go; none: nothing waits.
  [[nodiscard]] store::Stored<std::optional<feeds::Moment>> due() const;

  /// Each of these ends a try; the sink takes nothing else before `hold_until`.
  [[nodiscard]] store::Stored<void> delivered(const Message&, feeds::Moment now, feeds::Moment hold_until);
  [[nodiscard]] store::Stored<void> failed(const Message&, feeds::Moment due, const std::string& trouble,
                                           feeds::Moment hold_until);
  [[nodiscard]] store::Stored<void> given_up(const Message&, feeds::Moment now, const std::string& trouble);

  struct Counts {
    std::int64_t waiting = 0, delivered = 0, given_up = 0;
  };
  [[nodiscard]] store::Stored<Counts> counts() const;
  /// The last messages that were kept, newest first.
  [[nodiscard]] store::Stored<std::vector<Logged>> log(std::size_t most) const;
  /// Takes away what was delivered or given up long enough ago. An alert evaluated again after that would be sent
  /// again.
  [[nodiscard]] store::Stored<void> forget_done(feeds::Moment now);
  [[nodiscard]] const OutboxLimits& limits() const { return limits_; }

 private:
  Outbox(store::WriterLock lock, store::Database database, const OutboxLimits& limits)
      : lock_(std::move(lock)), database_(std::move(database)), limits_(limits) {}
  [[nodiscard]] store::Stored<void> insert(const Alert&, const std::string& sink, feeds::Moment due,
                                           feeds::Moment now) const;
  [[nodiscard]] store::Stored<void> write_state(const State& before, const State& after) const;
  [[nodiscard]] store::Stored<std::vector<Message>> make_room(feeds::Moment now) const;
  [[nodiscard]] store::Stored<void> finish(const Message&, int state, feeds::Moment now, const std::string& trouble,
                                           std::optional<feeds::Moment> hold_until) const;
  [[nodiscard]] store::Stored<void> hold(const std::string& sink, feeds::Moment until) const;

  store::WriterLock lock_;
  store::Database database_;
  OutboxLimits limits_;
};

}  // namespace gammafield::alerts

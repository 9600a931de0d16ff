#include "store/recorder.h"

#include <algorithm>
#include <deque>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "engine/report_json.h"
#include "store/session_end.h"

namespace gammafield::store {
namespace {

/// The records of several days, one after the other.
class Records {
 public:
  Records(Folder folder, std::string symbol, std::vector<market::Date> days)
      : folder_(std::move(folder)), symbol_(std::move(symbol)), days_(days.begin(), days.end()) {}

  Stored<std::optional<Record>> next() {
    while (true) {
      if (!reader_) {
        if (days_.empty()) return std::nullopt;
        auto opened = folder_.reader(symbol_, days_.front());
        if (!opened && opened.error().kind != FaultKind::not_there) return base::failure(opened.error());
        days_.pop_front();
        if (!opened) continue;  // made, and nothing ever acknowledged
        reader_ = std::make_unique<DayReader>(std::move(*opened));
      }
      auto record = reader_->next();
      if (!record || *record) return record;
      reader_.reset();
    }
  }
  /// From the last record with memory of the first day on.
  Stored<void> seek_end() {
    auto opened = folder_.reader(symbol_, days_.front());
    if (!opened) return base::failure(opened.error());
    const auto count = opened->count();
    if (!count) return base::failure(count.error());
    if (const auto done = opened->seek(*count); !done) return done;
    reader_ = std::make_unique<DayReader>(std::move(*opened));
    days_.pop_front();
    return {};
  }

 private:
  Folder folder_;
  std::string symbol_;
  std::deque<market::Date> days_;
  std::unique_ptr<DayReader> reader_;
};

std::shared_ptr<const ingest::LoadedChain> with_days_of(const SharedCalendar& changed,
                                                        std::shared_ptr<const ingest::LoadedChain> loaded) {
  if (!changed->is_changed()) return loaded;
  auto again = std::make_shared<ingest::LoadedChain>(*loaded);
  again->chain.calendar = market::Calendar::for_exchange(changed, loaded->chain.calendar->exchange());
  return again;
}

NextRecord one_after_the_other(Records records) {
  const auto shared = std::make_shared<Records>(std::move(records));
  return [shared] { return shared->next(); };
}

}  // namespace

std::vector<market::Date> chosen(const std::vector<market::Date>& days, const Sessions& sessions) {
  std::vector<market::Date> kept;
  for (const market::Date day : days)
    if ((!sessions.first || day >= *sessions.first) && (!sessions.last || day <= *sessions.last)) kept.push_back(day);
  return kept;
}

Stored<Recorded> recorded(NextRecord next, std::string symbol, const SharedCalendar& calendar) {
  auto first = next();
  if (!first) return base::failure(first.error());
  if (!*first) return base::failure(Fault{FaultKind::not_there, symbol + ": nothing recorded in these sessions"});
  Recorded out;
  out.sampling = (*first)->sampling;
  if (!(*first)->memory_before.empty()) {
    auto memory = session::read_memory((*first)->memory_before, "recorded memory", symbol);
    if (!memory) return base::failure(Fault{FaultKind::damaged, memory.error().message});
    out.input.memory = std::move(*memory);
  }
  struct State {
    NextRecord next;
    std::optional<Record> waiting;
  };
  auto state = std::make_shared<State>(State{std::move(next), std::move(*first)});
  out.input.symbol = std::move(symbol);
  out.input.source = [state, calendar]() -> base::Result<std::optional<engine::ReplaySnapshot>, base::Refusal> {
    Stored<std::optional<Record>> record = std::exchange(state->waiting, std::nullopt);
    if (!*record) record = state->next();
    if (!record) return base::failure(to_refusal(record.error()));
    if (!*record) return std::nullopt;
    Record& now = **record;
    return engine::ReplaySnapshot{"recorded", with_days_of(calendar, std::move(now.loaded)), std::move(now.prices),
                                  std::move(now.report)};
  };
  return out;
}

Stored<void> Recorder::turn_to(const market::ChainSnapshot& chain) {
  if (day_ && session_ == chain.session) return {};
  if (const auto closed = close(); !closed) return closed;
  auto writer = folder_.writer(chain.symbol, chain.session);
  if (!writer) return base::failure(writer.error());
  day_.emplace(std::move(*writer));
  session_ = chain.session;
  settled_at_ = settled_at(*chain.calendar, chain.session);
  recorded_at_ = now_();
  return {};
}

Stored<bool> Recorder::record(const engine::ReplayStep& step) {
  const auto& chain = step.snapshot.loaded->chain;
  if (const auto turned = turn_to(chain); !turned) return base::failure(turned.error());
  if (day_->last_as_of() && chain.as_of <= *day_->last_as_of()) return false;
  Record record;
  record.loaded = step.snapshot.loaded;
  record.sampling = step.settings.session.watch.sampling;
  record.prices = step.prices;
  record.report = engine::to_json(step.report, 0);
  if (step.before && day_->keeps_memory(chain)) record.memory_before = session::to_json(*step.before);
  record.recorded_at = now_();
  const auto number = day_->append(record);
  if (!number) return base::failure(number.error());
  recorded_at_ = record.recorded_at;
  return true;
}

Stored<void> Recorder::close() {
  if (!day_) return {};
  const auto closed = day_->close();
  day_.reset();
  return closed;
}

Stored<bool> Recorder::close_when_over() {
  constexpr std::chrono::minutes quiet{10};  // a feed that goes on in the evening would open and close it each time
  if (!day_ || now_() < settled_at_ || now_() < recorded_at_ + quiet) return false;
  if (const auto closed = close(); !closed) return base::failure(closed.error());
  return true;
}

Stored<Recorded> recorded(const Folder& folder, std::string_view symbol, const Sessions& sessions,
                          const SharedCalendar& calendar) {
  const auto days = chosen(folder.days(symbol), sessions);
  return recorded(one_after_the_other({folder, std::string{symbol}, days}), std::string{symbol}, calendar);
}

base::Result<std::optional<session::Memory>, base::Refusal> memory_after(const Folder& folder, std::string_view symbol,
                                                                         const engine::Settings& settings,
                                                                         const inventory::Evidence& evidence,
                                                                         const SharedCalendar& calendar) {
  auto days = folder.days(symbol);
  while (!days.empty()) {  // a last day in which nothing was acknowledged says nothing
    const auto reader = folder.reader(symbol, days.back());
    if (reader && reader->count().value_or(0) > 0) break;
    if (!reader && reader.error().kind != FaultKind::not_there) return base::failure(to_refusal(reader.error()));
    days.pop_back();
  }
  if (days.empty()) return std::nullopt;
  Records records{folder, std::string{symbol}, {days.back()}};
  if (const auto found = records.seek_end(); !found) return base::failure(to_refusal(found.error()));
  auto rest = recorded(one_after_the_other(std::move(records)), std::string{symbol}, calendar);
  if (!rest) return base::failure(to_refusal(rest.error()));
  engine::Settings as_recorded = settings;
  as_recorded.session.watch.sampling = rest->sampling;
  rest->input.evidence = evidence;
  auto replayed = engine::replay(std::move(rest->input), as_recorded, [](const engine::ReplayStep&) {});
  if (!replayed) return base::failure(std::move(replayed.error()));
  return std::move(replayed->memory);
}

}  // namespace gammafield::store

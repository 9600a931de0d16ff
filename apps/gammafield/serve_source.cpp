#include "gammafield/serve_source.h"

#include <algorithm>

#include <fmt/format.h>

#include "live/recorded_day.h"
#include "playback/simulated_feeds.h"
#include "simulate/indices.h"

namespace gammafield::app {

using base::Refusal;
using base::RefusalKind;
using namespace std::chrono;

namespace {

constexpr std::string_view recorded = "recorded:";

Refusal usage(std::string message) { return {RefusalKind::usage, std::move(message)}; }

/// The day of one symbol: each has a seed of its own, and an index that is not the scenario's its own level.
base::Result<simulate::SessionScenario, Refusal> scenario_for(const simulate::SessionScenario& first,
                                                              const std::string& symbol, std::size_t place) {
  const auto index = simulate::find_index(symbol);
  if (!index) return base::failure(usage(fmt::format("--symbols {}: what is made up is SPX, NDX or RUT", symbol)));
  auto scenario = first;
  scenario.chain.seed += place;
  if (symbol != first.chain.symbol) scenario.chain.spot = index->spot;
  scenario.chain.symbol = symbol;
  return scenario;
}

base::Result<Source, Refusal> made_up(const SessionOptions& options, std::vector<std::string> symbols, double speed,
                                      desk::Moment now) {
  auto first = scenario_of(options);
  if (!first) return base::failure(first.error());
  const auto& calendar = market::Calendar::us();
  if (options.session.empty())  // over by now: nothing of it is from after now
    first->session = calendar.previous_trading_day(calendar.local(floor<seconds>(now)).date);
  if (symbols.empty()) symbols.push_back(first->chain.symbol);
  Source source{.played_session = first->session};
  for (const auto& symbol : symbols) {
    const auto scenario = scenario_for(*first, symbol, source.scenarios.size());
    if (!scenario) return base::failure(scenario.error());
    auto session = simulate::SimulatedSession::make(*scenario);
    if (!session) return base::failure(session.error());
    source.scenarios.push_back(*scenario);
    source.made_up.push_back(std::make_unique<simulate::SimulatedSession>(std::move(*session)));
  }
  const auto from = calendar.session_open(first->session) + first->every;
  source.playing = std::make_unique<desk::Playing>(from, source.made_up.front()->times().back(), speed, now);
  source.playing->hold(now);  // until what came before it is made
  const auto played = [&playing = *source.playing](feeds::Moment at) { return playing.state(at).at; };
  constexpr milliseconds a_moment{100};
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    const auto& session = *source.made_up[i];
    source.feeds.push_back(std::make_unique<playback::SimulatedChains>(session, symbols[i], played, a_moment));
    source.feeds.push_back(std::make_unique<playback::SimulatedPrices>(session, symbols[i], played, a_moment));
  }
  return source;
}

/// The day asked for; the last that every symbol has, where none is.
base::Result<market::Date, Refusal> session_of(const store::Folder& folder, const std::vector<std::string>& symbols,
                                               const std::string& asked) {
  if (!asked.empty()) {
    const auto date = market::parse_date(asked);
    if (!date) return base::failure(usage(fmt::format("--session {}: not a date; write 2026-08-18", asked)));
    return *date;
  }
  std::optional<market::Date> last;
  for (const auto& symbol : symbols) {
    const auto days = folder.days(symbol);
    if (days.empty()) return base::failure(usage(fmt::format("--symbols {}: nothing of it was recorded", symbol)));
    last = last ? std::min(*last, days.back()) : days.back();
  }
  return *last;
}

base::Result<Source, Refusal> played_again(const std::vector<std::string>& wanted, const std::string& path,
                                           const std::string& session, double speed, desk::Moment now) {
  const auto folder = store::Folder::open(path);
  if (!folder) return base::failure(store::to_refusal(folder.error()));
  const auto symbols = wanted.empty() ? folder->symbols() : wanted;
  if (symbols.empty()) return base::failure(usage(fmt::format("--feed recorded:{}: nothing was recorded there", path)));
  const auto date = session_of(*folder, symbols, session);
  if (!date) return base::failure(date.error());
  std::vector<std::unique_ptr<live::RecordedDay>> days;
  for (const auto& symbol : symbols) {
    auto day = live::RecordedDay::open(*folder, symbol, *date);
    if (!day) return base::failure(day.error());
    days.push_back(std::move(*day));
  }
  const auto from = (*std::ranges::min_element(days, {}, [](const auto& day) { return day->from(); }))->from();
  const auto to = (*std::ranges::max_element(days, {}, [](const auto& day) { return day->to(); }))->to();
  Source source{.past = Source::Past{path, *folder, *date}, .played_session = *date};
  source.playing = std::make_unique<desk::Playing>(from, to, speed, now);
  for (auto& day : days) {
    day->play_by([&playing = *source.playing](feeds::Moment at) { return playing.state(at).at; });
    source.feeds.push_back(std::move(day));
  }
  return source;
}

}  // namespace

bool is_played(std::string_view feed) { return feed == "simulate" || feed.starts_with(recorded); }

base::Result<Source, Refusal> played_source(const LiveOptions& options, const SessionOptions& session, double speed,
                                            desk::Moment now) {
  if (options.from == "simulate") return made_up(session, options.symbols, speed, now);
  return played_again(options.symbols, options.from.substr(recorded.size()), session.session, speed, now);
}

store::Folder with_past(const store::Folder& own, const Source::Past& past,
                        const std::function<void(const std::string&)>& notice) {
  store::Folder both = own.after(past.folder, past.before);
  for (const std::string& symbol : both.symbols()) {
    for (auto days = both.days(symbol); !days.empty(); days = both.days(symbol)) {
      const auto sound = store::check_end_of_day(both.day_path(symbol, days.back()));
      if (sound || sound.error().kind == store::FaultKind::not_there) break;
      notice(fmt::format("{} {} is left out: {}", symbol, market::to_string(days.back()),
                         store::to_refusal(sound.error()).message));
      both = both.without(symbol, days.back());
    }
  }
  return both;
}

}  // namespace gammafield::app

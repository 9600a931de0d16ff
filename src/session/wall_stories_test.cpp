#include <algorithm>
#include <chrono>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "market/calendar.h"
#include "session/wall_watch.h"

/// The pictures of docs/walls.md are of these minutes, so what they are captioned with must be what the watch says.
namespace gammafield::session {
namespace {

struct Minute {
  int day = 1, minute = 0;
  double price = 0, wall = 100;
};

std::map<std::string, std::vector<Minute>> stories() {
  std::ifstream file{GAMMAFIELD_TESTDATA "/session/wall_stories.csv"};
  std::map<std::string, std::vector<Minute>> all;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    const auto comma = line.find(',');
    std::ranges::replace(line, ',', ' ');
    std::istringstream numbers{line.substr(comma)};
    Minute at;
    numbers >> at.day >> at.minute >> at.price >> at.wall;
    all[line.substr(0, comma)].push_back(at);
  }
  return all;
}

struct Told {
  std::string events;
  WallState state = WallState::holding;
};

Told told_of(const std::vector<Minute>& minutes) {
  using std::chrono::August;
  const auto& calendar = market::Calendar::us();
  WallWatch watch = watch_of(levels::Side::call, market::Strike{100});
  std::vector<WallEvent> events;
  for (const Minute& at : minutes) {
    const market::Date date = std::chrono::year{2026} / August / std::chrono::day{static_cast<unsigned>(17 + at.day)};
    if (watch.strike.value() != at.wall) watch = migrated(watch, market::Strike{at.wall}, watch.last->at, events);
    const Hours hours{calendar.session_open(date), calendar.session_close(date), market::Usd{1}};
    watch = advanced(std::move(watch), {hours.open + std::chrono::minutes{at.minute}, market::Spot{at.price}}, hours,
                     WatchRule{}, events);
  }
  Told told{"", watch.state};
  if (minutes.back().minute == 390) watch = ended(std::move(watch), WatchRule{}, events);
  for (const WallEvent& event : events) {
    told.events += (told.events.empty() ? "" : " ") + std::string{to_string(event.kind)};
    if (event.kind != WallEventKind::tested && event.attempt)
      told.events += "/" + std::string{to_string(event.attempt->label)};
    if (event.attempt && event.attempt->gap_open) told.events += "/gap_open";
    if (event.attempt && event.attempt->gap) told.events += "/gap";
  }
  return told;
}

TEST(WallStories, AreWhatTheDocumentsSay) {
  struct Row {
    std::string story, events;
    WallState state;
  };
  const Row rows[] = {
      {"holding", "", WallState::holding},
      {"fake", "tested held/FAKE", WallState::holding},
      {"indeterminate", "tested held/INDETERMINATE", WallState::holding},
      {"real", "tested broken/REAL", WallState::broken},
      {"reclaimed", "tested broken/REAL reclaimed", WallState::holding},
      {"censored", "tested censored/CENSORED", WallState::tested},
      {"gap_open", "tested/gap_open held/FAKE/gap_open", WallState::holding},
      {"gap", "tested held/INDETERMINATE/gap", WallState::holding},
      {"migrated", "tested migrated/MIGRATED", WallState::holding},
  };
  const auto all = stories();
  ASSERT_EQ(all.size(), std::size(rows));
  for (const Row& row : rows) {
    ASSERT_TRUE(all.contains(row.story)) << row.story;
    const Told told = told_of(all.at(row.story));
    EXPECT_EQ(told.events, row.events) << row.story;
    EXPECT_EQ(told.state, row.state) << row.story;
  }
}

}  // namespace
}  // namespace gammafield::session

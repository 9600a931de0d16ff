#include "research/volume_z.h"

#include <functional>
#include <vector>

#include <gtest/gtest.h>

namespace gammafield::research {
namespace {

using std::chrono::minutes;
using Bars = std::vector<ingest::PriceBar>;
using VolumeOf = std::function<std::optional<double>(int session, int minute)>;

constexpr market::Instant first_open = std::chrono::sys_days{std::chrono::year{2026} / 8 / 17} + minutes{13 * 60 + 30};

market::Instant open_of(int session) { return first_open + session * std::chrono::days{1}; }

Bars bars_of(int session, const VolumeOf& volume, int count = 60) {
  Bars bars;
  for (int i = 0; i < count; ++i) {
    const auto from = open_of(session) + minutes{i};
    const market::Spot price{100};
    bars.push_back({from, from + minutes{1}, price, price, price, price, volume(session, i)});
  }
  return bars;
}

std::vector<Reading> readings_of(const std::vector<Bars>& sessions) {
  std::vector<TradedSession> traded;
  for (std::size_t i = 0; i < sessions.size(); ++i) traded.push_back({open_of(static_cast<int>(i)), sessions[i]});
  return volume_z(traded.back(), std::span(traded).first(traded.size() - 1));
}

std::vector<Bars> sessions_of(int count, const VolumeOf& volume) {
  std::vector<Bars> sessions;
  for (int i = 0; i < count; ++i) sessions.push_back(bars_of(i, volume));
  return sessions;
}

double uneven(int session, int minute) { return 100 + (7 * minute + 13 * session * session) % 31; }

std::optional<double> at(const std::vector<Reading>& readings, int session, int minute) {
  for (const auto& reading : readings) {
    if (reading.at == open_of(session) + minutes{minute}) return reading.value;
  }
  return std::nullopt;
}

TEST(VolumeZ, IsOfTenMinutesBesideTheSameOfOtherSessions) {
  const auto readings = readings_of(sessions_of(7, uneven));
  ASSERT_EQ(readings.size(), 51U) << "from the tenth minute to the sixtieth";
  // Python's statistics.mean and stdev of the same sums.
  EXPECT_NEAR(at(readings, 6, 10).value(), -1.5257915055965705, 1e-9);
  EXPECT_NEAR(at(readings, 6, 11).value(), -0.8804932143387387, 1e-9);
  EXPECT_NEAR(at(readings, 6, 37).value(), -1.917412472118426, 1e-9);
}

TEST(VolumeZ, LooksBackTwentySessions) {
  const auto loud_long_ago = [](int session, int minute) { return uneven(session, minute) + (session < 5 ? 1000 : 0); };
  EXPECT_NEAR(at(readings_of(sessions_of(26, loud_long_ago)), 25, 20).value(), 0.189631438816852, 1e-9);
}

TEST(VolumeZ, IsNotMadeUpWhereItIsNotKnown) {
  EXPECT_TRUE(readings_of(sessions_of(5, uneven)).empty()) << "four sessions before";
  EXPECT_TRUE(readings_of(sessions_of(7, [](int, int) { return 100.0; })).empty()) << "all the same";
  EXPECT_TRUE(readings_of(sessions_of(7, [](int, int) { return std::optional<double>{}; })).empty());

  auto sessions = sessions_of(7, uneven);
  sessions.back()[20].volume = std::nullopt;
  const auto lacking = readings_of(sessions);
  EXPECT_TRUE(at(lacking, 6, 20));
  for (const int minute : {21, 25, 30}) EXPECT_FALSE(at(lacking, 6, minute)) << minute;
  EXPECT_TRUE(at(lacking, 6, 31));

  sessions = sessions_of(6, uneven);
  sessions[2].erase(sessions[2].begin(), sessions[2].begin() + 20);
  const auto shorter = readings_of(sessions);
  EXPECT_FALSE(at(shorter, 5, 25)) << "half of its minutes are missing, and four sessions are too few";
  EXPECT_TRUE(at(shorter, 5, 26));
}

TEST(VolumeZ, KnowsNothingOfLaterBars) {
  const auto sessions = sessions_of(8, uneven);
  const auto readings = readings_of(sessions);
  for (const int minute : {10, 25, 59}) {
    auto other = sessions;
    for (std::size_t i = 0; i < other.back().size(); ++i) {
      if (i >= static_cast<std::size_t>(minute)) other.back()[i].volume = 1e6 * static_cast<double>(i);
    }
    const auto changed = readings_of(other);
    for (int known = 10; known <= minute; ++known) EXPECT_EQ(at(changed, 7, known), at(readings, 7, known));
    EXPECT_NE(at(changed, 7, minute + 1), at(readings, 7, minute + 1));
  }
}

}  // namespace
}  // namespace gammafield::research

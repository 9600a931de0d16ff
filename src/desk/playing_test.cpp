#include "desk/playing.h"

#include <gtest/gtest.h>

#include <limits>

namespace gammafield::desk {
namespace {

using namespace std::chrono;

const market::Instant open = *market::parse_instant("2026-08-18T09:30:00-04:00"), close = open + hours{6};
const Moment start{days{20'000}};

TEST(Playing, GoesAsFastAsItIsTold) {
  Playing day{open, close, 60, start};
  EXPECT_EQ(day.state(start).at, open);
  EXPECT_EQ(day.state(start + milliseconds{2'500}).at, open + seconds{150});
  EXPECT_EQ(day.state(start + hours{1}).at, close) << "no further than its end";
  EXPECT_EQ(day.state(start - hours{1}).at, open) << "a clock set back";
  ASSERT_FALSE(day.change({.speed = 1, .paused = {}, .at = {}}, start + seconds{10}));
  EXPECT_EQ(day.state(start + seconds{15}).at, open + minutes{10} + seconds{5}) << "from where it was";
}

TEST(Playing, StandsStillAndGoesOn) {
  Playing day{open, close, 60, start};
  ASSERT_FALSE(day.change({.speed = {}, .paused = true, .at = {}}, start + seconds{10}));
  EXPECT_EQ(day.state(start + minutes{30}).at, open + minutes{10});
  EXPECT_TRUE(day.state(start + minutes{30}).paused);
  ASSERT_FALSE(day.change({.speed = {}, .paused = false, .at = {}}, start + minutes{30}));
  EXPECT_EQ(day.state(start + minutes{30} + seconds{1}).at, open + minutes{11});
}

TEST(Playing, WaitsUntilItMayBegin) {
  Playing day{open, close, 60, start};
  day.hold(start);
  EXPECT_EQ(day.state(start + seconds{5}).at, open);
  EXPECT_FALSE(day.state(start + seconds{5}).paused) << "nobody asked for it";
  day.begin(start + seconds{5});
  EXPECT_EQ(day.state(start + seconds{6}).at, open + minutes{1});
}

TEST(Playing, SkipsForwardAlone) {
  Playing day{open, close, 60, start};
  ASSERT_FALSE(day.change({.speed = {}, .paused = true, .at = open + hours{3}}, start));
  EXPECT_EQ(day.state(start + minutes{1}).at, open + hours{3});
  EXPECT_TRUE(day.change({.speed = {}, .paused = {}, .at = open + hours{2}}, start)) << "gone by";
  EXPECT_TRUE(day.change({.speed = {}, .paused = {}, .at = close + seconds{1}}, start)) << "after the end";
  EXPECT_EQ(day.state(start).at, open + hours{3}) << "nothing changed";
}

TEST(Playing, RefusesSpeedsThatAreNone) {
  Playing day{open, close, 60, start};
  for (const double speed :
       {0.0, -1.0, 0.009, 1'000.1, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()})
    EXPECT_TRUE(day.change({.speed = speed, .paused = {}, .at = {}}, start)) << speed;
  EXPECT_EQ(day.state(start).speed, 60);
}

}  // namespace
}  // namespace gammafield::desk

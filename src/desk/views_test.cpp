#include "desk/views.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "engine/at_spot.h"
#include "store/testing_session.h"

namespace gammafield::desk {
namespace {

constexpr Moment published{std::chrono::days{20'000}};

std::shared_ptr<const engine::Analysis> snapshot_of(std::size_t moment) {
  return std::make_shared<const engine::Analysis>(
      std::move(*engine::analyse(store::moments(moment, moment + 1).front().load().value(), engine::Settings{})));
}

engine::Settings of_the_next_expiry() {
  engine::Settings settings;
  settings.expiry_filter = *exposure::ExpiryFilter::parse("next");
  return settings;
}

TEST(Views, AreMadeOnceForEachSnapshot) {
  Views views;
  const auto snapshot = snapshot_of(0);
  const auto standing = std::make_shared<const Standing>(snapshot, 1, published);
  const auto first = *views.of(standing, "expiries=next", of_the_next_expiry());
  EXPECT_EQ(first->report().settings.expiry_filter, of_the_next_expiry().expiry_filter);
  EXPECT_EQ(first, *views.of(standing, "expiries=next", of_the_next_expiry()));
  EXPECT_NE(first, *views.of(standing, "", engine::Settings{}));

  const market::Spot higher{snapshot->report.spot.value() * 1.001};
  const auto later = snapshot->report.as_of + std::chrono::seconds{7};
  const auto moved =
      std::make_shared<const Standing>(snapshot, engine::SpotTicks{snapshot}.at(higher, later), 2, published);
  const auto followed = *views.of(moved, "expiries=next", of_the_next_expiry());
  EXPECT_EQ(&followed->snapshot(), &first->snapshot()) << "nothing is analysed anew for a price";
  EXPECT_EQ(followed->report().spot, higher);
  EXPECT_EQ(followed->sequence(), 2u);

  const auto next = std::make_shared<const Standing>(snapshot_of(1), 3, published);
  EXPECT_NE(&(*views.of(next, "expiries=next", of_the_next_expiry()))->snapshot(), &first->snapshot());
  views.forget_before("SPX", next->report().as_of);
  EXPECT_EQ(views.size(), 1u) << "of the newest snapshot";
}

TEST(Views, AreAFew) {
  Views views;
  const auto standing = std::make_shared<const Standing>(snapshot_of(0), 1, published);
  const auto used_always = *views.of(standing, "always", engine::Settings{});
  for (std::size_t i = 0; i < 2 * Views::views_max; ++i) {
    (void)views.of(standing, fmt::format("view {}", i), engine::Settings{});
    EXPECT_EQ(used_always, *views.of(standing, "always", engine::Settings{}));
  }
  EXPECT_EQ(views.size(), Views::views_max);
}

}  // namespace
}  // namespace gammafield::desk

#include "ingest/ladder.h"

#include <fmt/format.h>

#include <algorithm>

namespace gammafield::ingest {

namespace {

constexpr double median_share_min = 0.8;
constexpr std::size_t recent = 4;  // the roots of one date take turns

}  // namespace

void LadderWatch::saw(std::string_view root, market::Date expiry, market::Strike strike) {
  for (std::size_t back = 1; back <= std::min(recent, ladders_.size()); ++back) {
    auto& ladder = ladders_[ladders_.size() - back];
    if (ladder.expiry != expiry || ladder.root != root) continue;
    ladder.top = std::max(ladder.top, strike.value());
    last_ = ladders_.size() - back;
    return;
  }
  last_ = ladders_.size();
  ladders_.push_back({std::string(root), expiry, strike.value()});
}

std::optional<double> LadderWatch::median_of_others(const Ladder& last) const {
  std::vector<double> tops;
  for (const auto& ladder : ladders_) {
    if (&ladder != &last && ladder.root == last.root) tops.push_back(ladder.top);
  }
  if (tops.empty()) return std::nullopt;
  const auto middle = tops.begin() + static_cast<std::ptrdiff_t>(tops.size() / 2);
  std::ranges::nth_element(tops, middle);
  return *middle;
}

std::optional<std::string> LadderWatch::sign_of_cut(std::optional<market::Spot> spot) const {
  if (ladders_.empty()) return std::nullopt;
  const auto& last = ladders_[last_];
  if (std::ranges::any_of(ladders_, [&](const Ladder& ladder) { return ladder.expiry > last.expiry; }))
    return std::nullopt;
  if (spot && last.top < spot->value()) {
    return fmt::format("the strikes of its last expiry {} end at {}, below spot", market::to_string(last.expiry),
                       last.top);
  }
  const auto median = median_of_others(last);
  if (!median || last.top >= median_share_min * *median) return std::nullopt;
  return fmt::format("the strikes of its last expiry {} end at {}, those of the others at {} and above",
                     market::to_string(last.expiry), last.top, *median);
}

}  // namespace gammafield::ingest

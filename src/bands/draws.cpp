#include "bands/draws.h"

#include <cassert>

#include "base/random.h"

namespace gammafield::bands {
namespace {

// What a draw's numbers are for: the buckets by their index, then the rights, then the model.
constexpr std::uint64_t numbers_a_draw = 64, of_calls = Bucket::count, of_puts = of_calls + 1, of_model = of_puts + 1;

base::RandomStream stream(std::uint64_t seed, std::uint64_t draw, std::uint64_t purpose) {
  return {seed, draw * numbers_a_draw + purpose};
}

/// The models' weights, added up: the last is the sum.
std::vector<double> cumulated(std::span<const WeightedModel> models) {
  std::vector<double> sums;
  double sum = 0;
  for (const WeightedModel& model : models) sums.push_back(sum += model.weight);
  return sums;
}

std::size_t model_of_draw(const std::vector<double>& cumulated_weights, std::uint64_t seed, std::uint64_t draw) {
  const double at = stream(seed, draw, of_model).uniform() * cumulated_weights.back();
  std::size_t model = 0;
  while (model + 1 < cumulated_weights.size() && at >= cumulated_weights[model]) ++model;
  return model;
}

}  // namespace

std::vector<double> shifts_of_draw(const Prior& prior, std::uint64_t seed, std::uint64_t draw) {
  const double calls = prior.right_spread * stream(seed, draw, of_calls).normal();
  const double puts = prior.right_spread * stream(seed, draw, of_puts).normal();
  std::vector<double> shifts(Bucket::count);
  for (std::size_t bucket = 0; bucket < Bucket::count; ++bucket)
    shifts[bucket] =
        (bucket < Bucket::a_right ? calls : puts) + prior.bucket_spread * stream(seed, draw, bucket).normal();
  return shifts;
}

Draws::Draws(std::span<const Cell> cells, std::span<const WeightedModel> models, const std::optional<Prior>& prior,
             std::uint64_t seed, std::size_t count)
    : cells_(cells.size()) {
  assert(!models.empty());
  const std::vector<double> weights = cumulated(models);
  std::vector<double> shifts(Bucket::count);
  fractions_.reserve(count * cells_);
  for (std::size_t draw = 0; draw < count; ++draw) {
    const std::size_t model = model_of_draw(weights, seed, draw);
    if (prior) shifts = shifts_of_draw(*prior, seed, draw);
    for (const Cell& cell : cells)
      fractions_.push_back(drawn_fraction(prior, cell.fractions[model], shifts[cell.bucket.index]).value());
  }
}

}  // namespace gammafield::bands

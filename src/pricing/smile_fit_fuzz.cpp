#include "pricing/fitted_smiles.h"
#include "pricing/fuzz_input.h"

/// Any quotes at all, some sensible: what comes out is finite and positive, and what it says of itself is true.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield::pricing;
  FuzzInput in(data, size);
  std::vector<SmileQuotes> expiries;
  double years = 1e-5;
  while (!in.empty() && expiries.size() < 4) {
    SmileQuotes expiry{years, {}};
    years += in.between(0, 0.5);
    const bool wild = in.take<std::uint8_t>() % 2 == 1;
    const std::size_t count = in.take<std::uint8_t>() % 48;
    double k = in.between(-3, 0.5);
    for (std::size_t i = 0; i < count; ++i) {
      k += in.between(1e-6, wild ? 1.0 : 0.02);
      const double w = wild ? in.any_within(1e-30, 1e6).value_or(0.01) : in.between(1e-5, 0.2);
      const double half_spread = wild ? in.any_within(1e-30, 1e3).value_or(1e-4) : in.between(1e-7, 1e-3);
      expiry.quotes.push_back(smile_quote(k, w, half_spread));
    }
    expiries.push_back(std::move(expiry));
  }
  const auto smiles = fit_smiles(expiries, true);
  require(smiles.size() == expiries.size());
  for (const auto& smile : smiles) {
    if (!smile) continue;
    require_finite({smile->inside, smile->rmse});
    require(smile->inside >= 0 && smile->inside <= 1);
    for (const double k : {-3.0, -0.5, -1e-3, 0.0, 1e-3, 0.5, 3.0}) {
      const VarianceAt at = smile->at(k);
      require_finite({at.w, at.slope, at.curvature});
      if (smile->butterfly_free && k > -1.5 && k < 1.5) require(at.w >= 0);
    }
  }
  return 0;
}

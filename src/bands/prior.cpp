#include "bands/prior.h"

#include <cmath>

namespace gammafield::bands {

std::string_view to_string(PriorName name) {
  switch (name) {
    case PriorName::off: return "off";
    case PriorName::tight: return "tight";
    case PriorName::wide: return "wide";
    case PriorName::agnostic: return "agnostic";
  }
  return "";
}

std::optional<Prior> prior_of(PriorName name, double widening) {
  const auto widened = [widening](double conviction, double spread) {
    return Prior{conviction, spread * widening, spread * widening};
  };
  switch (name) {
    case PriorName::off: return std::nullopt;
    case PriorName::tight: return widened(0.6, 0.1);
    case PriorName::wide: return widened(0.3, 0.3);
    case PriorName::agnostic: return widened(0, 0.4);
  }
  return std::nullopt;
}

exposure::DealerFraction drawn_fraction(const std::optional<Prior>& prior, exposure::DealerFraction model,
                                        double shift) {
  return prior ? exposure::DealerFraction{std::tanh(prior->conviction * model.value() + shift)} : model;
}

}  // namespace gammafield::bands

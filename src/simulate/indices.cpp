#include "simulate/indices.h"

#include <algorithm>
#include <array>

namespace gammafield::simulate {
namespace {

constexpr std::array indices{
    Index{"SPX", "SPX", "SPXW", "S&P 500 INDEX", market::Spot{6412.37}},
    Index{"NDX", "NDX", "NDXP", "NASDAQ 100 INDEX", market::Spot{23'215.4}},
    Index{"RUT", "RUT", "RUTW", "RUSSELL 2000 INDEX", market::Spot{2'291.85}},
};

}  // namespace

std::optional<Index> find_index(std::string_view symbol) {
  const auto found = std::ranges::find(indices, symbol, &Index::symbol);
  if (found == indices.end()) return std::nullopt;
  return *found;
}

}  // namespace gammafield::simulate

#include "simulate/indices.h"

#include <algorithm>
#include <array>

namespace gammafield::simulate {
namespace {

constexpr std::array indices{
    Index{"SPX", "SPX", "SPXW", "S&P 500 INDEX"},
    Index{"NDX", "NDX", "NDXP", "NASDAQ 100 INDEX"},
    Index{"RUT", "RUT", "RUTW", "RUSSELL 2000 INDEX"},
};

}  // namespace

std::optional<Index> find_index(std::string_view symbol) {
  const auto found = std::ranges::find(indices, symbol, &Index::symbol);
  if (found == indices.end()) return std::nullopt;
  return *found;
}

}  // namespace gammafield::simulate

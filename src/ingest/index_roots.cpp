#include "ingest/index_roots.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

namespace gammafield::ingest {
namespace {

using market::Date;

struct RootPair {
  std::string_view am, pm;
  bool same_settlement = false;  ///< both at the opening: the choice changes nothing that is computed
};
constexpr std::array pairs{RootPair{"SPX", "SPXW"}, RootPair{"NDX", "NDXP"}, RootPair{"RUT", "RUTW"},
                           RootPair{"VIX", "VIXW", true}};

bool is_monthly(Date date, const market::Calendar& calendar) {
  return calendar.monthly_expiry(date.year() / date.month()) == date;
}

/// Index of the first row of the second block; the size when the expiries do not step back exactly once.
std::size_t seam_of(const std::vector<RawOption>& options) {
  std::size_t seam = options.size();
  for (std::size_t i = 1; i < options.size(); ++i) {
    if (options[i].expiry >= options[i - 1].expiry) continue;
    if (seam != options.size()) return options.size();
    seam = i;
  }
  return seam;
}

auto key_of(const RawOption& option) { return std::tuple(option.expiry, option.strike, option.right); }
using Key = decltype(key_of(std::declval<const RawOption&>()));

std::size_t collision_count(const std::vector<RawOption>& options) {
  std::vector<Key> keys;
  keys.reserve(options.size());
  std::ranges::transform(options, std::back_inserter(keys), key_of);
  std::ranges::sort(keys);
  return keys.size() - static_cast<std::size_t>(std::ranges::unique(keys).begin() - keys.begin());
}

class RootGiver {
 public:
  RootGiver(std::vector<RawOption>& options, const RootPair& pair, const market::Calendar& calendar)
      : options_(options), pair_(pair), calendar_(calendar) {}

  RootFinding give() {
    finding_.collisions = collision_count(options_);
    const std::size_t seam = seam_of(options_);
    if (seam < options_.size() && first_block_is_monthly(seam)) {
      by_block(seam);
    } else {
      by_date();
    }
    return finding_;
  }

 private:
  bool first_block_is_monthly(std::size_t seam) const {
    if (pair_.same_settlement) return true;
    return std::all_of(options_.begin(), options_.begin() + static_cast<std::ptrdiff_t>(seam),
                       [&](const RawOption& option) { return monthly(option.expiry); });
  }

  void by_block(std::size_t seam) {
    for (std::size_t i = 0; i < options_.size(); ++i) {
      options_[i].root = i < seam ? pair_.am : pair_.pm;
      finding_.by_block += !pair_.same_settlement && monthly(options_[i].expiry) ? 1 : 0;
    }
  }

  void by_date() {
    std::set<Key> single, twice;
    for (auto& option : options_) {
      option.root = pair_.same_settlement ? pair_.am : pair_.pm;
      if (pair_.same_settlement || !monthly(option.expiry)) continue;
      const bool first = single.insert(key_of(option)).second;
      if (first) option.root = pair_.am;
      if (!first) twice.insert(key_of(option));
    }
    finding_.unresolved = single.size() - twice.size();
  }

  bool monthly(Date date) const {
    if (date != last_date_) {
      last_date_ = date;
      last_monthly_ = is_monthly(date, calendar_);
    }
    return last_monthly_;
  }

  std::vector<RawOption>& options_;
  const RootPair& pair_;
  const market::Calendar& calendar_;
  RootFinding finding_;
  mutable Date last_date_{};
  mutable bool last_monthly_ = false;
};

}  // namespace

RootFinding give_roots(std::vector<RawOption>& options, std::string_view symbol, const market::Calendar& calendar) {
  const auto pair = std::ranges::find(pairs, symbol, &RootPair::am);
  if (pair != pairs.end()) return RootGiver(options, *pair, calendar).give();
  for (auto& option : options) option.root = symbol;
  return {};
}

}  // namespace gammafield::ingest

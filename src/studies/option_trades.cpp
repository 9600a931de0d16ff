#include "studies/option_trades.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "ingest/read_chain.h"
#include "inventory/signed_prints.h"
#include "market/roots.h"
#include "studies/files.h"

namespace gammafield::studies {
namespace {

using research::StudyDay;

/// A day that is looked for in the files.
struct Sought {
  StudyDay* day = nullptr;
  std::set<market::Strike> walls = {};
};

class TradesOfDays {
 public:
  explicit TradesOfDays(std::vector<research::SymbolDays>& symbols) {
    for (auto& symbol : symbols) {
      for (auto& day : symbol.days) sought_[{day.symbol, day.session}] = {&day, walls_of(day.sheet)};
    }
  }

  void take(const inventory::Print& print) {
    const auto spec = market::root_spec(print.contract.root);
    const auto found = sought_.find({std::string(spec.underlying), print.day});
    if (found == sought_.end() || spec.adjusted) return;
    auto& [day, walls] = found->second;
    if (!day->option_trades) day->option_trades.emplace();
    const market::Strike strike{print.contract.thousandths / 1000};
    if (!walls.contains(strike)) return;
    const double contracts = signed_.next(print);
    if (contracts != 0 && print.at >= day->open) day->option_trades->push_back({print.at, strike, contracts});
  }

  void sort() {
    const auto order_of = [](const research::SignedTrade& trade) {
      return std::tie(trade.at, trade.strike, trade.contracts);
    };
    for (auto& [key, each] : sought_) {
      if (each.day->option_trades) std::ranges::sort(*each.day->option_trades, {}, order_of);
    }
  }

 private:
  static std::set<market::Strike> walls_of(const research::LevelSheet& sheet) {
    std::set<market::Strike> walls;
    for (const auto& wall : sheet.walls) walls.insert(wall.strike);
    return walls;
  }

  std::map<std::pair<std::string, market::Date>, Sought> sought_;
  inventory::SignedPrints signed_;
};

}  // namespace

base::Result<void, base::Refusal> add_option_trades(const StudyPlan& plan, const GatherOptions& options,
                                                    std::vector<research::SymbolDays>& symbols) {
  if (plan.sources.trades.empty()) return {};
  const auto files = files_of(options.data, plan.sources.trades);
  if (!files) return base::failure(files.error());
  TradesOfDays trades(symbols);
  for (std::size_t i = 0; i < files->size(); ++i) {
    const auto bytes = ingest::read_bytes((*files)[i]);
    if (!bytes) return base::failure(bytes.error());
    const auto read = inventory::read_prints(
        *bytes, last_part((*files)[i]), [&](const auto& print) { trades.take(print); }, *options.calendar);
    if (!read) return base::failure(read.error());
    if (options.progress) options.progress("files of trades", i + 1, files->size());
  }
  trades.sort();
  return {};
}

}  // namespace gammafield::studies

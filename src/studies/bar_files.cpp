#include "studies/bar_files.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "ingest/read_chain.h"
#include "studies/files.h"

namespace gammafield::studies {

base::Result<ingest::PriceBars, base::Refusal> read_bar_files(const std::vector<std::string>& files,
                                                              const market::Calendar& calendar) {
  ingest::PriceBars all;
  for (const auto& file : files) {
    const auto bytes = ingest::read_bytes(file);
    if (!bytes) return base::failure(bytes.error());
    auto bars = ingest::read_price_bars(*bytes, last_part(file), calendar);
    if (!bars) return base::failure(bars.error());
    if (!all.bars.empty() && bars->length != all.length)
      return base::failure(
          base::Refusal{base::RefusalKind::input_rejected,
                        fmt::format("{}: bars of {} s, and of {} s in the files before it; give files of one length",
                                    last_part(file), bars->length.count(), all.length.count())});
    all.length = bars->length;
    std::ranges::move(bars->bars, std::back_inserter(all.bars));
  }
  std::ranges::sort(all.bars, {}, &ingest::PriceBar::until);
  const auto repeated = std::ranges::unique(all.bars, {}, &ingest::PriceBar::until);
  all.bars.erase(repeated.begin(), repeated.end());
  return all;
}

}  // namespace gammafield::studies

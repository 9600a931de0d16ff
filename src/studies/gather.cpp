#include "studies/gather.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <mutex>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/side_by_side.h"
#include "engine/analysis.h"
#include "ingest/read_chain.h"
#include "studies/bar_files.h"
#include "studies/files.h"
#include "studies/published_levels.h"
#include "studies/recordings.h"
#include "studies/sheet_of.h"

namespace gammafield::studies {
namespace {

using research::LevelSheet;
template <class T>
using Tried = base::Result<T, base::Refusal>;

Tried<engine::Settings> settings_of(const StudyPlan& plan) {
  engine::Settings settings;
  settings.pricing.threads = 1;  // files go side by side
  for (const auto& setting : plan.settings) {
    if (auto refused = engine::apply_option(settings, setting)) return base::failure(*refused);
  }
  settings.detail = engine::Detail::levels;
  return settings;
}

struct ChainsRead {
  SheetsBySymbol sheets;
  QuotesBySymbol quotes;
};

/// What one chain file says; a snapshot in which nothing can be priced gives nothing.
Tried<ChainsRead> read_chain_file(const std::string& file, const engine::Settings& settings,
                                  const GatherOptions& options, bool with_quotes) {
  const auto bytes = ingest::read_bytes(file);
  if (!bytes) return base::failure(bytes.error());
  const auto name = last_part(file);
  auto loaded = ingest::read_chain(*bytes, {.file_name = name, .calendar = options.calendar}, name);
  if (!loaded) return base::failure(loaded.error());
  ChainsRead read;
  for (auto& each : *loaded) {
    const auto analysis = engine::analyse(std::make_shared<const ingest::LoadedChain>(std::move(each)), settings);
    if (!analysis) continue;
    const auto& symbol = analysis->report.symbol;
    read.sheets[symbol].push_back(sheet_of(*analysis, name));
    if (with_quotes) read.quotes[symbol][analysis->report.as_of] = option_quotes_of(*analysis);
  }
  return read;
}

void add(SheetsBySymbol& to, SheetsBySymbol from) {
  for (auto& [symbol, sheets] : from) std::ranges::move(sheets, std::back_inserter(to[symbol]));
}

void add(QuotesBySymbol& to, QuotesBySymbol from) {
  for (auto& [symbol, quotes] : from) to[symbol].merge(quotes);
}

class Gathering {
 public:
  Gathering(const StudyPlan& plan, const GatherOptions& options) : plan_(plan), options_(options) {}

  [[nodiscard]] Tried<Gathered> all() {
    auto settings = settings_of(plan_);
    if (!settings) return base::failure(settings.error());
    settings_ = std::move(*settings);
    if (auto read = read_chains(); !read) return base::failure(read.error());
    if (auto read = read_published(); !read) return base::failure(read.error());
    if (auto read = read_context(); !read) return base::failure(read.error());
    for (const auto& symbol : plan_.symbols) {
      if (auto joined = join(symbol); !joined) return base::failure(joined.error());
    }
    return std::move(gathered_);
  }

 private:
  [[nodiscard]] bool with_quotes() const { return plan_.kind == StudyKind::strategy; }

  [[nodiscard]] Tried<void> read_chains() {
    const auto files = files_of(options_.data, plan_.sources.chains);
    if (!files) return base::failure(files.error());
    std::vector<Tried<ChainsRead>> read(files->size());
    std::mutex telling;
    std::size_t done = 0;
    base::side_by_side(files->size(), options_.threads, [&](std::size_t i) {
      read[i] = read_chain_file((*files)[i], settings_, options_, with_quotes());
      if (!options_.progress) return;
      const std::lock_guard one_at_a_time(telling);
      options_.progress("chains", ++done, files->size());
    });
    for (std::size_t i = 0; i < read.size(); ++i) {
      if (!read[i]) return base::failure(read[i].error());
      std::size_t snapshots = 0;
      for (const auto& each : read[i]->sheets) snapshots += each.second.size();
      gathered_.data.push_back({last_part((*files)[i]), fmt::format("chain, {} snapshots used", snapshots)});
      add(sheets_, std::move(read[i]->sheets));
      add(gathered_.quotes, std::move(read[i]->quotes));
    }
    return {};
  }

  [[nodiscard]] Tried<void> read_published() {
    const auto files = files_of(options_.data, plan_.sources.published);
    if (!files) return base::failure(files.error());
    for (const auto& file : *files) {
      const auto bytes = ingest::read_bytes(file);
      if (!bytes) return base::failure(bytes.error());
      auto read = read_published_levels(*bytes, last_part(file));
      if (!read) return base::failure(read.error());
      gathered_.data.push_back({last_part(file), "published levels"});
      add(published_, std::move(*read));
    }
    return {};
  }

  /// Reads the one file that a key names, if it names one.
  template <class Read, class Tell>
  [[nodiscard]] Tried<void> read_one(const std::string& named, Read read_text, Tell what) {
    if (named.empty()) return {};
    const auto files = files_of(options_.data, {named});
    if (!files) return base::failure(files.error());
    const auto bytes = ingest::read_bytes(files->front());
    if (!bytes) return base::failure(bytes.error());
    const auto name = last_part(files->front());
    auto read = read_text(*bytes, name, *options_.calendar);
    if (!read) return base::failure(read.error());
    gathered_.data.push_back({name, what(std::move(*read))});
    return {};
  }

  [[nodiscard]] Tried<void> read_context() {
    auto& context = gathered_.context;
    const auto span = [](const auto& read) {
      return fmt::format("{} to {}", market::to_string(read.front().session), market::to_string(read.back().session));
    };
    const auto took_vix = read_one(plan_.sources.vix, read_closing_values, [&](auto read) {
      context.vix = std::move(read);
      return fmt::format("the VIX of {} sessions, {}", context.vix.size(), span(context.vix));
    });
    if (!took_vix) return took_vix;
    return read_one(plan_.sources.events, read_events, [&](auto read) {
      context.events = std::move(read);
      return fmt::format("{} scheduled events, {}: {}", context.events.size(), span(context.events),
                         kinds_of(context.events));
    });
  }

  [[nodiscard]] Tried<ingest::PriceBars> prices(const std::string& symbol, ingest::PriceBars recorded) {
    const auto named = plan_.sources.prices.find(symbol);
    if (named == plan_.sources.prices.end()) return recorded;
    const auto files = files_of(options_.data, named->second);
    if (!files) return base::failure(files.error());
    for (const auto& file : *files) gathered_.data.push_back({last_part(file), fmt::format("prices of {}", symbol)});
    return read_bar_files(*files, *options_.calendar);
  }

  [[nodiscard]] Tried<void> join(const std::string& symbol) {
    ingest::PriceBars recorded;
    if (!plan_.sources.recordings.empty()) {
      const auto& folder = plan_.sources.recordings;
      auto days = recorded_days(path_in(options_.data, folder), symbol,
                                {.join = plan_.join,
                                 .settings = settings_,
                                 .calendar = *options_.calendar,
                                 .with_quotes = with_quotes(),
                                 .stop = options_.stop,
                                 .find = options_.find_records});
      if (!days) return base::failure(days.error());
      gathered_.data.push_back({folder, fmt::format("{} recorded days of {}", days->days, symbol)});
      std::ranges::move(days->sheets, std::back_inserter(sheets_[symbol]));
      add(gathered_.quotes, std::move(days->quotes));
      recorded = std::move(days->bars);
    }
    auto bars = prices(symbol, std::move(recorded));
    if (!bars) return base::failure(bars.error());
    const bool only_published = !sheets_.contains(symbol) && published_.contains(symbol);
    if (auto added = add_days(symbol, only_published ? published_[symbol] : sheets_[symbol], *bars, gathered_.days);
        !added)
      return added;
    if (only_published || !published_.contains(symbol)) return {};
    return add_days(symbol, published_[symbol], *bars, gathered_.published);
  }

  [[nodiscard]] Tried<void> add_days(const std::string& symbol, const std::vector<LevelSheet>& sheets,
                                     const ingest::PriceBars& bars, std::vector<research::SymbolDays>& into) {
    const auto history = research::SheetHistory::of(sheets, *options_.calendar);
    if (!history) return base::failure(history.error());
    auto joined = research::join_days(symbol, *history, bars, plan_.join, *options_.calendar);
    const auto outside = [&](market::Date session) {
      return (plan_.from && session < *plan_.from) || (plan_.to && session > *plan_.to);
    };
    std::erase_if(joined.days, [&](const auto& day) { return outside(day.session); });
    for (auto& day : joined.left_out) {
      if (!outside(day.session))
        gathered_.left_out.push_back({symbol, market::to_string(day.session), std::move(day.reason)});
    }
    into.push_back({symbol, bars.length, std::move(joined.days)});
    return {};
  }

  const StudyPlan& plan_;
  const GatherOptions& options_;
  engine::Settings settings_;
  SheetsBySymbol sheets_, published_;
  Gathered gathered_;
};

}  // namespace

base::Result<Gathered, base::Refusal> gather(const StudyPlan& plan, const GatherOptions& options) {
  return Gathering(plan, options).all();
}

}  // namespace gammafield::studies

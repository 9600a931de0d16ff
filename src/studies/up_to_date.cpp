#include "studies/up_to_date.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>

#include "ingest/read_chain.h"
#include "studies/files.h"
#include "studies/kept_result.h"

namespace gammafield::studies {
namespace {

namespace fs = std::filesystem;

bool is_day(const fs::path& path) {
  return path.extension() == ".day" || path.filename().string().starts_with("date=");
}

/// The days of one symbol, a store's or an archive's, and their folder itself: a day that is gone changes that.
void add_days(const std::string& recordings, const std::string& symbol, std::vector<std::string>& inputs) {
  for (const auto& name : {symbol, "symbol=" + symbol}) {
    const auto folder = recordings + "/" + name;
    std::error_code fault;
    for (fs::directory_iterator each(folder, fault); !fault && each != fs::directory_iterator();
         each.increment(fault)) {
      if (is_day(each->path())) inputs.push_back(each->path().string());
    }
    if (fs::is_directory(folder, fault)) inputs.push_back(folder);
  }
}

/// Files by name; recorded days are told by their folder.
std::set<std::string> names_of(const std::vector<std::string>& files) {
  std::set<std::string> names;
  for (const auto& file : files) names.insert(last_part(file));
  return names;
}

base::Result<std::vector<std::string>, base::Refusal> named_files(const StudyPlan& plan, const std::string& data) {
  auto patterns = plan.sources.chains;
  std::ranges::copy(plan.sources.published, std::back_inserter(patterns));
  for (const auto& symbol : plan.symbols) {
    const auto prices = plan.sources.prices.find(symbol);
    if (prices != plan.sources.prices.end()) std::ranges::copy(prices->second, std::back_inserter(patterns));
  }
  for (const auto& context : {plan.sources.vix, plan.sources.events}) {
    if (!context.empty()) patterns.push_back(context);
  }
  if (plan.sources.series) patterns.push_back(plan.sources.series->file);
  return files_of(data, patterns);
}

}  // namespace

bool is_up_to_date(const StudyPlan& plan, const std::string& data, const std::string& result_path,
                   const std::vector<std::string>& further) {
  std::error_code fault;
  const auto made = fs::last_write_time(result_path, fault);
  if (fault) return false;
  const auto bytes = ingest::read_bytes(result_path);
  const auto kept = bytes ? read_kept_result(*bytes, result_path) : base::failure(bytes.error());
  if (!kept || kept->choices != choices_of(plan) || kept->title != plan.title || kept->question != plan.question)
    return false;
  const auto files = named_files(plan, data);
  if (!files) return false;
  auto read = kept->data;
  auto inputs = *files;
  if (const auto& recordings = plan.sources.recordings; !recordings.empty()) {
    std::erase(read, recordings);
    for (const auto& symbol : plan.symbols) add_days(path_in(data, recordings), symbol, inputs);
  }
  if (names_of(read) != names_of(*files)) return false;
  std::ranges::copy(further, std::back_inserter(inputs));
  return std::ranges::all_of(inputs, [&](const auto& input) {
    std::error_code gone;
    const auto written = fs::last_write_time(input, gone);
    return !gone && written < made;
  });
}

}  // namespace gammafield::studies

#include "ingest/cut_signs.h"

#include <fmt/format.h>

#include <algorithm>

namespace gammafield::ingest {
namespace {

using Rows = std::vector<SnapshotDraft::Held>;

constexpr double paired_share_min = 0.95;
constexpr double median_share_min = 0.8;

bool same_expiry(const RawOption& a, const RawOption& b) { return a.expiry == b.expiry && a.root == b.root; }

bool twins(const RawOption& a, const RawOption& b) {
  return same_expiry(a, b) && a.strike == b.strike && a.right != b.right;
}

bool last_stands_alone(const Rows& rows) {
  std::size_t paired = 0;
  bool last_paired = false;
  for (std::size_t i = 0; i < rows.size();) {
    last_paired = i + 1 < rows.size() && twins(rows[i].option, rows[i + 1].option);
    paired += last_paired ? 2 : 0;
    i += last_paired ? 2 : 1;
  }
  return !last_paired && static_cast<double>(paired) >= paired_share_min * static_cast<double>(rows.size() - 1);
}

struct Run {
  std::string_view root;
  double top = 0;
  bool rising = true;
};

/// The expiries in the order of the file, each with its highest strike.
std::vector<Run> runs_of(const Rows& rows) {
  std::vector<Run> runs;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& option = rows[i].option;
    const double strike = option.strike.value();
    if (i == 0 || !same_expiry(option, rows[i - 1].option)) runs.push_back({option.root, strike, true});
    Run& run = runs.back();
    run.rising = run.rising && strike >= run.top;
    run.top = std::max(run.top, strike);
  }
  return runs;
}

std::optional<double> median_top(const std::vector<Run>& runs) {
  std::vector<double> tops;
  for (std::size_t i = 0; i + 1 < runs.size(); ++i)
    if (runs[i].root == runs.back().root) tops.push_back(runs[i].top);
  if (tops.empty()) return std::nullopt;
  const auto middle = tops.begin() + static_cast<std::ptrdiff_t>(tops.size() / 2);
  std::ranges::nth_element(tops, middle);
  return *middle;
}

}  // namespace

std::optional<std::string> sign_of_cut(const Rows& rows, std::optional<market::Spot> spot) {
  if (rows.size() < 2) return std::nullopt;
  const auto& last = rows.back().option;
  if (last_stands_alone(rows)) {
    return fmt::format("its last row is a {} of strike {} without the {} that every other strike has",
                       last.right == market::Right::call ? "call" : "put", last.strike.value(),
                       last.right == market::Right::call ? "put" : "call");
  }
  const auto runs = runs_of(rows);
  const Run& end = runs.back();
  const auto median = median_top(runs);
  if (!end.rising) return std::nullopt;
  if (spot && end.top < spot->value())
    return fmt::format("the strikes of its last expiry {} end at {}, below spot", market::to_string(last.expiry),
                       end.top);
  if (median && end.top < median_share_min * *median)
    return fmt::format("the strikes of its last expiry {} end at {}, those of the others at {}",
                       market::to_string(last.expiry), end.top, *median);
  return std::nullopt;
}

}  // namespace gammafield::ingest

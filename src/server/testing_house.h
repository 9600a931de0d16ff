#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include <fmt/format.h>

#include "engine/analysis.h"
#include "ingest/read_chain.h"
#include "server/resource.h"

namespace gammafield::server {

/// A made-up index at a minute of 2026-08-18, New York; quotes and spot move with it.
inline std::shared_ptr<const ingest::LoadedChain> chain_at(int minute, const std::string& symbol = "SPX") {
  std::string text = "option,bid,ask,iv,open_interest,volume,spot\n";
  for (int strike = 6300; strike <= 6550; strike += 25)
    for (const char right : {'C', 'P'})
      text += fmt::format("{}260821{}{:05}000,{:.2f},{:.2f},{:.4f},{},{},{:.2f}\n", symbol == "NDX" ? "NDXP" : "SPXW",
                          right, strike, 20.9 + minute % 7, 21.4 + minute % 7, 0.15 + 0.0001 * (minute % 11),
                          strike % 370 + 100, strike % 91, 6430 + 0.25 * minute);
  ingest::ReadOptions options;
  options.symbol = symbol;
  options.as_of = market::parse_instant(fmt::format("2026-08-18T{:02}:{:02}:00-04:00", 10 + minute / 60, minute % 60));
  return std::make_shared<const ingest::LoadedChain>(std::move(ingest::read_chain(text, options, "made up")->front()));
}

inline std::shared_ptr<const engine::Analysis> analysis_at(int minute, const std::string& symbol = "SPX") {
  return std::make_shared<const engine::Analysis>(
      std::move(*engine::analyse(chain_at(minute, symbol), engine::Settings{})));
}

/// When minute 0 came to be known.
inline const desk::Moment published = *market::parse_instant("2026-08-18T10:15:00-04:00");

}  // namespace gammafield::server

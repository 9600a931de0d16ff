#include "ingest/pairs.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <array>
#include <map>

#include "ingest/cells.h"
#include "ingest/json_rows.h"
#include "ingest/json_text.h"
#include "ingest/snapshot_draft.h"

namespace gammafield::ingest {
namespace {

using simdjson::error_code;
using simdjson::ondemand::json_type;

/// `2026-08-21_812.00_Call`.
struct PairName {
  market::Date expiry;
  market::Strike strike;
  market::Right right;
};

std::optional<PairName> parse_pair_name(std::string_view text) {
  const auto first = text.find('_');
  const auto last = text.rfind('_');
  if (first == text.npos || last == first) return std::nullopt;
  const auto expiry = market::parse_date(text.substr(0, first));
  const auto strike = parse_number(text.substr(first + 1, last - first - 1));
  const auto right = parse_right(text.substr(last + 1));
  if (!expiry || !strike || !right) return std::nullopt;
  return PairName{*expiry, market::Strike{*strike}, *right};
}

/// The cells of one side of a pair.
struct SideCells {
  std::string_view option, price, delta, volume, vol, open_interest;

  std::string_view* place(std::string_view name) {
    if (name == "Option") return &option;
    if (name == "Price") return &price;
    if (name == "Delta") return &delta;
    if (name == "Volume") return &volume;
    if (name == "Iv") return &vol;
    return name == "Oi" ? &open_interest : nullptr;
  }
};

class PairsReader {
 public:
  explicit PairsReader(const ReadOptions& options) : options_(options) {
    facts_.vendor = {.feed = "pairs", .vol_unit = VolUnit::percent};
  }

  LoadResult read(simdjson::ondemand::document& document) {
    if (const auto error = walk(document)) return base::failure(cut(error));
    if (document.current_location().error() == simdjson::SUCCESS) return base::failure(cut(simdjson::TAPE_ERROR));
    check_header();
    auto chain = finish_draft(std::move(draft_), facts_, options_);
    if (!chain) return base::failure(std::move(chain.error()));
    std::vector<LoadedChain> chains;
    chains.push_back(std::move(*chain));
    return chains;
  }

  static base::Refusal cut(error_code error) {
    return {base::RefusalKind::input_rejected,
            fmt::format("the JSON is cut or broken ({}): fetch it again", simdjson::error_message(error))};
  }

 private:
  error_code walk(simdjson::ondemand::document& document) {
    simdjson::ondemand::object object;
    if (const auto error = document.get_object().get(object)) return error;
    for (auto entry : object) {
      std::string_view name;
      simdjson::ondemand::value value;
      json_type type;
      if (const auto error = entry.unescaped_key().get(name)) return error;
      if (const auto error = entry.value().get(value)) return error;
      if (const auto error = value.type().get(type)) return error;
      error_code error = simdjson::SUCCESS;
      if (name == "header" && type == json_type::object) error = read_header(value);
      if (name == "contracts" && type == json_type::array) error = read_contracts(value);
      if (error) return error;
    }
    return simdjson::SUCCESS;
  }

  error_code read_header(simdjson::ondemand::value& value) {
    simdjson::ondemand::object object;
    if (const auto error = value.get_object().get(object)) return error;
    return each_scalar(object, [&](std::string_view name, std::string_view cell) {
      if (const auto number = parse_number(cell)) header_[std::string(name)] = *number;
    });
  }

  template <class Take>
  static error_code each_scalar(simdjson::ondemand::object& object, Take take) {
    for (auto entry : object) {
      std::string_view name, cell;
      simdjson::ondemand::value value;
      json_type type;
      if (const auto error = entry.unescaped_key().get(name)) return error;
      if (const auto error = entry.value().get(value)) return error;
      if (const auto error = value.type().get(type)) return error;
      if (type == json_type::array || type == json_type::object) continue;
      if (const auto error = scalar_cell(value, cell)) return error;
      take(name, cell);
    }
    return simdjson::SUCCESS;
  }

  error_code read_contracts(simdjson::ondemand::value& value) {
    simdjson::ondemand::array array;
    if (const auto error = value.get_array().get(array)) return error;
    std::uint32_t number = 0;
    for (auto element : array) {
      simdjson::ondemand::object object;
      SideCells call, put;
      if (const auto error = element.get_object().get(object)) return error;
      const auto error = each_scalar(object, [&](std::string_view name, std::string_view cell) {
        std::string_view* place = name.starts_with("call")  ? call.place(name.substr(4))
                                  : name.starts_with("put") ? put.place(name.substr(3))
                                                            : nullptr;
        if (place != nullptr) *place = cell;
      });
      if (error) return error;
      ++number;
      add(call, number);
      add(put, number);
    }
    return simdjson::SUCCESS;
  }

  void add(const SideCells& cells, std::uint32_t number) {
    if (cells.option.empty()) return;
    const auto name = parse_pair_name(cells.option);
    if (!name) {
      draft_.reject({RejectReason::unreadable_symbol, number, 0, std::string(cells.option)});
      return;
    }
    RawOption option;
    option.expiry = name->expiry;
    option.right = name->right;
    option.strike = name->strike;
    option.line = number;
    const std::array places{std::pair{cells.price, &option.last}, std::pair{cells.delta, &option.vendor_delta},
                            std::pair{cells.volume, &option.volume}, std::pair{cells.vol, &option.vendor_vol},
                            std::pair{cells.open_interest, &option.open_interest}};
    for (const auto& [cell, into] : places) {
      const auto value = parse_number(cell);
      if (value) *into = *value;
      if (value || value.error() == NumberFault::empty) continue;
      draft_.reject({RejectReason::bad_number, number, 0, std::string(cell)});
      return;
    }
    (name->right == market::Right::call ? call_interest_ : put_interest_) += option.open_interest.value_or(0);
    draft_.rows.push_back({option, {}});
  }

  void check_header() {
    if (header_.empty()) {
      draft_.flags.push_back({"truncated_page", "its header is empty: the page had not loaded, the spot is missing"});
      return;
    }
    const auto spot = header_.find("underlyingPrice");
    if (spot != header_.end()) facts_.spot = spot->second;
    const auto calls = header_.find("callOi");
    const auto puts = header_.find("putOi");
    if (calls == header_.end() || puts == header_.end()) return;
    if (calls->second == call_interest_ && puts->second == put_interest_) return;
    const std::string numbers =
        fmt::format("its header counts an open interest of {} calls and {} puts, its rows hold {} and {}",
                    calls->second, puts->second, call_interest_, put_interest_);
    if (call_interest_ < calls->second || put_interest_ < puts->second) {
      draft_.flags.push_back({"incomplete", fmt::format("the file looks cut: {}", numbers)});
    } else {
      draft_.flags.push_back({"header_of_another_time", numbers + ": header and spot may be older than the rows"});
    }
  }

  const ReadOptions& options_;
  TableFacts facts_;
  SnapshotDraft draft_;
  std::map<std::string, double> header_;
  double call_interest_ = 0, put_interest_ = 0;
};

}  // namespace

bool is_pairs(std::string_view bytes) {
  constexpr std::size_t looked_at = 4096;
  const auto begin = bytes.find_first_not_of(" \t\r\n");
  const std::string_view head = bytes.substr(0, looked_at);
  return begin != bytes.npos && bytes[begin] == '{' && head.find("\"contracts\"") != head.npos &&
         head.find("\"callOption\"") != head.npos;
}

LoadResult read_pairs(std::string_view bytes, const ReadOptions& options) {
  const JsonText text(bytes, options.readable_after);
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document document;
  if (const auto error = parser.iterate(text.view()).get(document)) return base::failure(PairsReader::cut(error));
  return PairsReader(options).read(document);
}

}  // namespace gammafield::ingest

#include "ingest/dbn.h"

#include <algorithm>
#include <map>
#include <span>

#include <fmt/format.h>

#include "ingest/chain_builder.h"
#include "ingest/dbn_bytes.h"
#include "ingest/dbn_stream.h"
#include "market/osi.h"

namespace gammafield::ingest {
namespace {

constexpr double price_units = 1e9;  // in a dollar

enum RecordType : std::uint8_t {
  definition = 0x13,
  statistics = 0x18,
  cmbp_1 = 0xB1,
  cbbo_1s = 0xC0,
  cbbo_1m = 0xC1,
  tcbbo = 0xC2
};

constexpr bool is_quote(std::uint8_t type) {
  return type == cmbp_1 || type == cbbo_1s || type == cbbo_1m || type == tcbbo;
}

/// Where things stand in a definition; by the length of the record, which every version has its own of.
struct DefinitionPlaces {
  std::size_t length, symbol, symbol_room, multiplier, update_action;
};
constexpr DefinitionPlaces definition_places[] = {
    {360, 200, 22, 160, 349}, {400, 200, 71, 164, 382}, {520, 238, 71, 176, 493}};

/// Of statistics likewise: the quantity is of 32 or 64 bits.
struct StatisticsPlaces {
  std::size_t length, quantity, quantity_size, type, update_action;
};
constexpr StatisticsPlaces statistics_places[] = {{64, 40, 4, 52, 56}, {80, 40, 8, 56, 60}};

constexpr std::uint16_t open_interest_type = 9;
constexpr std::uint8_t deleted = 2;
constexpr std::size_t price_at = 16, action_at = 28, bid_at = 48, ask_at = 56, quote_size = 80;

template <class Places>
const Places* places_for(std::span<const Places> all, std::size_t length) {
  const auto found = std::ranges::find(all, length, &Places::length);
  return found == all.end() ? nullptr : &*found;
}

std::optional<double> price(std::string_view bytes, std::size_t offset) {
  const auto units = defined_at<std::int64_t>(bytes, offset);
  return units ? std::optional{static_cast<double>(*units) / price_units} : std::nullopt;
}

std::optional<double> quantity_of(std::string_view bytes, const StatisticsPlaces& places) {
  const auto number = [](auto value) { return value ? std::optional{static_cast<double>(*value)} : std::nullopt; };
  return places.quantity_size == 8 ? number(defined_at<std::int64_t>(bytes, places.quantity))
                                   : number(defined_at<std::int32_t>(bytes, places.quantity));
}

market::Instant second_of(std::uint64_t nanoseconds) {
  return market::Instant{std::chrono::seconds{static_cast<std::int64_t>(nanoseconds / 1'000'000'000)}};
}

/// What is known of one instrument.
struct Instrument {
  std::string_view symbol;
  std::optional<market::Multiplier> multiplier;
  std::optional<double> bid, ask, last, open_interest;
  std::optional<market::Instant> quoted_at;
  bool gone = false;
  std::uint32_t number = 0;  ///< of the record that named it, from 1
};

class DbnReader {
 public:
  explicit DbnReader(const ReadOptions& options) : options_(options), builder_(options) {}

  base::Result<void, std::string> read(std::string_view bytes) {
    DbnStream stream{bytes};
    while (true) {
      const auto record = stream.next();
      if (!record) return base::failure(record.error());
      if (stream.is_new_encoding()) take_mappings(stream.metadata());
      if (!*record) break;
      ++number_;
      take(**record);
    }
    if (stream.is_cut())
      builder_.flag("incomplete", "the bytes end within a record: fetch the file again");
    else
      builder_.flag(
          "end_not_marked",
          fmt::format("DBN has no end mark, so a cut between two records could not be seen: {} were read", number_));
    return {};
  }

  base::Result<LoadedChain, base::Refusal> finish() {
    if (quotes_ == 0 && open_interests_ == 0) return base::failure(alone());
    flag_left_out();
    for (const auto& [id, instrument] : instruments_) add(id, instrument);
    RawHeader header;
    header.feed = "dbn";
    header.vol_unit = VolUnit::fraction;
    if (last_) header.as_of = second_of(*last_);
    return builder_.finish(header);
  }

 private:
  /// A mapping says less than a definition, and only of its days.
  void take_mappings(const DbnMetadata& metadata) {
    for (const DbnMapping& mapping : metadata.mappings) {
      Instrument& instrument = instruments_[mapping.instrument];
      if (instrument.symbol.empty()) instrument.symbol = mapping.raw_symbol;
    }
  }

  void take(const DbnRecord& record) {
    if (options_.as_of && record.at && second_of(*record.at) > *options_.as_of) {
      ++later_;
      return;
    }
    if (record.type == definition) return take_definition(record);
    if (record.type == statistics) return take_statistics(record);
    if (is_quote(record.type)) return take_quote(record);
    ++others_;
  }

  void take_definition(const DbnRecord& record) {
    const auto* places = places_for<DefinitionPlaces>(definition_places, record.bytes.size());
    if (places == nullptr) return builder_.reject({RejectReason::wrong_cell_count, number_, 0, "definition"});
    Instrument& instrument = instruments_[record.instrument];
    instrument.symbol = text_at(record.bytes, places->symbol, places->symbol_room);
    instrument.number = number_;
    instrument.gone = text_at(record.bytes, places->update_action, 1) == "D";
    const auto multiplier = defined_at<std::int32_t>(record.bytes, places->multiplier);
    instrument.multiplier = multiplier && *multiplier > 0
                                ? std::optional{market::Multiplier{static_cast<double>(*multiplier)}}
                                : std::nullopt;
    ++definitions_;
  }

  void take_statistics(const DbnRecord& record) {
    const auto* places = places_for<StatisticsPlaces>(statistics_places, record.bytes.size());
    if (places == nullptr) return builder_.reject({RejectReason::wrong_cell_count, number_, 0, "statistics"});
    if (number_at<std::uint16_t>(record.bytes, places->type) != open_interest_type) return;
    const auto quantity = quantity_of(record.bytes, *places);
    Instrument& instrument = instruments_[record.instrument];
    const bool there = quantity && number_at<std::uint8_t>(record.bytes, places->update_action) != deleted;
    instrument.open_interest = there ? quantity : std::nullopt;
    ++open_interests_;
    if (quotes_ == 0) note_time(record);
  }

  void take_quote(const DbnRecord& record) {
    if (record.bytes.size() != quote_size)
      return builder_.reject({RejectReason::wrong_cell_count, number_, 0, "quote"});
    Instrument& instrument = instruments_[record.instrument];
    instrument.ask = price(record.bytes, ask_at);
    instrument.bid = price(record.bytes, bid_at);
    if (instrument.ask && !instrument.bid) instrument.bid = 0;
    if (text_at(record.bytes, action_at, 1) == "T" || record.type == tcbbo)
      if (const auto traded = price(record.bytes, price_at)) instrument.last = traded;
    instrument.quoted_at = record.at ? std::optional{second_of(*record.at)} : std::nullopt;
    if (quotes_++ == 0) last_.reset();  // statistics' times say nothing beside quotes
    note_time(record);
  }

  void note_time(const DbnRecord& record) {
    if (record.at) last_ = std::max(last_.value_or(0), *record.at);
  }

  void add(std::uint32_t id, const Instrument& instrument) {
    const bool known = instrument.bid || instrument.ask || instrument.open_interest;
    if (instrument.gone || (!known && instrument.number == 0)) return;
    if (instrument.symbol.empty())
      return builder_.reject({RejectReason::missing_field, 0, 0, fmt::format("instrument {} is not defined", id)});
    const auto osi = market::parse_osi(instrument.symbol);
    if (!osi)
      return builder_.reject({RejectReason::unreadable_symbol, instrument.number, 0, std::string{instrument.symbol}});
    RawOption raw;
    raw.root = osi->root;
    raw.expiry = osi->expiry;
    raw.right = osi->right;
    raw.strike = osi->strike;
    raw.bid = instrument.bid;
    raw.ask = instrument.ask;
    raw.last = instrument.last;
    raw.open_interest = instrument.open_interest;
    raw.multiplier = instrument.multiplier;
    raw.line = instrument.number;
    raw.quoted_at = instrument.quoted_at;
    builder_.add(raw);
  }

  void flag_left_out() {
    if (later_ > 0) builder_.flag("later_records_left_out", fmt::format("{} records are after --as-of", later_));
    if (others_ > 0)
      builder_.flag("other_records_left_out",
                    fmt::format("{} records are neither definitions nor statistics nor consolidated quotes", others_));
  }

  [[nodiscard]] base::Refusal alone() const {
    return {base::RefusalKind::input_rejected,
            fmt::format(
                "not a chain but {} definitions in DBN, with neither quotes nor open interest: lay them together, `cat "
                "definition.dbn.zst statistics.dbn.zst cmbp-1.dbn.zst | gammafield levels -`",
                definitions_)};
  }

  ReadOptions options_;
  ChainBuilder builder_;
  std::map<std::uint32_t, Instrument> instruments_;
  std::uint32_t number_ = 0;
  std::size_t definitions_ = 0, open_interests_ = 0, quotes_ = 0, later_ = 0, others_ = 0;
  std::optional<std::uint64_t> last_;
};

}  // namespace

bool is_dbn(std::string_view bytes) { return bytes.starts_with("DBN") && bytes.size() > 3 && bytes[3] < ' '; }

LoadResult read_dbn(std::string_view bytes, const ReadOptions& options) {
  DbnReader reader{options};
  if (const auto read = reader.read(bytes); !read)
    return base::failure(base::Refusal{base::RefusalKind::input_rejected, read.error()});
  return reader.finish().map([](LoadedChain loaded) {
    std::vector<LoadedChain> all;
    all.push_back(std::move(loaded));
    return all;
  });
}

}  // namespace gammafield::ingest

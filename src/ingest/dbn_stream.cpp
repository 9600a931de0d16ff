#include "ingest/dbn_stream.h"

#include <charconv>

#include <fmt/format.h>

#include "ingest/dbn_bytes.h"

namespace gammafield::ingest {
namespace {

constexpr std::string_view magic = "DBN";
constexpr std::size_t prefix_size = 8;  // magic, version, length of the metadata
constexpr std::size_t header_size = 16;
constexpr std::size_t word = 4;
constexpr std::uint8_t newest_version = 3;

/// Takes values from the front; `ok` is false from the first that is not there on.
class Taker {
 public:
  explicit Taker(std::string_view bytes) : bytes_(bytes) {}
  void skip(std::size_t size) {
    ok_ = ok_ && size <= bytes_.size() - at_;
    if (ok_) at_ += size;
  }
  std::uint32_t count() {
    const auto value = number_at<std::uint32_t>(bytes_, at_);
    skip(sizeof(std::uint32_t));
    return value && ok_ ? *value : 0;
  }
  std::string_view text(std::size_t room) {
    const std::string_view value = text_at(bytes_, at_, room);
    skip(room);
    return value;
  }
  [[nodiscard]] bool ok() const { return ok_; }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

void take_symbols(Taker& take, std::size_t room) {
  const std::uint32_t count = take.count();
  for (std::uint32_t i = 0; i < count && take.ok(); ++i) take.skip(room);
}

/// Symbols that are numbers are instruments'; others say nothing of them.
std::optional<std::uint32_t> instrument_of(std::string_view text) {
  std::uint32_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return !text.empty() && read.ec == std::errc{} && read.ptr == text.data() + text.size() ? std::optional{value}
                                                                                          : std::nullopt;
}

void take_mappings(Taker& take, std::size_t room, std::vector<DbnMapping>& mappings) {
  const std::uint32_t count = take.count();
  for (std::uint32_t i = 0; i < count && take.ok(); ++i) {
    const std::string_view raw = take.text(room);
    const std::uint32_t intervals = take.count();
    for (std::uint32_t j = 0; j < intervals && take.ok(); ++j) {
      const std::uint32_t first = take.count(), after = take.count();
      const auto instrument = instrument_of(take.text(room));
      if (instrument && take.ok()) mappings.push_back({raw, *instrument, first, after});
    }
  }
}

/// None: it contradicts its own length.
std::optional<DbnMetadata> metadata_of(std::uint8_t version, std::string_view bytes) {
  constexpr std::size_t dataset_room = 16, to_types = 26;  // schema, start, end, limit lie between
  DbnMetadata metadata;
  metadata.version = version;
  Taker take{bytes};
  metadata.dataset = take.text(dataset_room);
  take.skip(to_types + (version == 1 ? 8 : 0) + 2);
  const auto ts_out = take.text(1);
  metadata.ts_out = !ts_out.empty();
  std::size_t room = 22;
  if (version > 1) {
    room = number_at<std::uint16_t>(bytes, dataset_room + to_types + 3).value_or(0);
    take.skip(2);
  }
  if (room == 0) return std::nullopt;  // any number of symbols of no length fits anywhere
  take.skip(version == 1 ? 47 : 53);
  take.skip(take.count());                                        // the schema's own definition
  for (int list = 0; list < 3; ++list) take_symbols(take, room);  // asked for, partly found, not found
  take_mappings(take, room, metadata.mappings);
  return take.ok() ? std::optional{std::move(metadata)} : std::nullopt;
}

}  // namespace

/// Reads metadata where they begin; false where the bytes end in them.
base::Result<bool, std::string> DbnStream::enter() {
  const auto version = number_at<std::uint8_t>(rest_, magic.size());
  const auto length = number_at<std::uint32_t>(rest_, magic.size() + 1);
  if (!version || !length || rest_.size() - prefix_size < *length) return false;
  if (*version == 0 || *version > newest_version)
    return base::failure(fmt::format("DBN of version {}, and versions 1 to {} are known", *version, newest_version));
  auto metadata = metadata_of(*version, rest_.substr(prefix_size, *length));
  if (!metadata) return base::failure(std::string{"damaged: its metadata contradict their length"});
  metadata_ = std::move(*metadata);
  rest_.remove_prefix(prefix_size + *length);
  new_encoding_ = true;
  return true;
}

base::Result<std::optional<DbnRecord>, std::string> DbnStream::next() {
  new_encoding_ = false;
  while (rest_.starts_with(magic)) {
    const auto entered = enter();
    if (!entered) return base::failure(entered.error());
    cut_ = !*entered;
    if (cut_) return std::nullopt;
  }
  if (rest_.empty()) return std::nullopt;
  const std::size_t length = static_cast<std::uint8_t>(rest_[0]) * word;
  if (length < header_size)
    return base::failure(fmt::format("damaged: at byte {} stands no record", size_ - rest_.size()));
  const std::size_t whole = length + (metadata_.ts_out ? 8 : 0);
  cut_ = whole > rest_.size();
  if (cut_) return std::nullopt;
  DbnRecord record;
  record.bytes = rest_.substr(0, length);
  record.type = *number_at<std::uint8_t>(record.bytes, 1);
  record.instrument = *number_at<std::uint32_t>(record.bytes, 4);
  record.at = defined_at<std::uint64_t>(record.bytes, 8);
  rest_.remove_prefix(whole);
  return record;
}

}  // namespace gammafield::ingest

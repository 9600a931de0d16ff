#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

/// The frame of Databento's binary encoding, versions 1 to 3: metadata, then records.
namespace gammafield::ingest {

/// Which instrument a symbol was on some days.
struct DbnMapping {
  std::string_view raw_symbol;
  std::uint32_t instrument = 0;
  std::uint32_t first_day = 0, day_after = 0;  ///< 20260818
};

struct DbnMetadata {
  std::uint8_t version = 0;
  std::string_view dataset;
  bool ts_out = false;  ///< eight bytes more after each record
  std::vector<DbnMapping> mappings;
};

/// One record. Offsets of fields are from the beginning of its bytes, the header's sixteen included.
struct DbnRecord {
  std::uint8_t type = 0;
  std::uint32_t instrument = 0;
  std::optional<std::uint64_t> at;  ///< `ts_event`, nanoseconds since 1970
  std::string_view bytes;
};

/// Goes through one encoding, or several laid one after the other. Texts are of the bytes it was given.
class DbnStream {
 public:
  explicit DbnStream(std::string_view bytes) : rest_(bytes), size_(bytes.size()) {}

  /// The next record; none at the end, and at a place where the bytes end within a record (then is_cut()). The error is
  /// half a sentence: damaged metadata, a version that is not known, a record of no length.
  [[nodiscard]] base::Result<std::optional<DbnRecord>, std::string> next();

  [[nodiscard]] const DbnMetadata& metadata() const { return metadata_; }  ///< of the encoding that is being read
  [[nodiscard]] bool is_new_encoding() const { return new_encoding_; }     ///< the last record was its first
  [[nodiscard]] bool is_cut() const { return cut_; }

 private:
  [[nodiscard]] base::Result<bool, std::string> enter();

  std::string_view rest_;
  std::size_t size_;
  DbnMetadata metadata_;
  bool new_encoding_ = false, cut_ = false;
};

}  // namespace gammafield::ingest

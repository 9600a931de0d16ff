#include "ingest/container.h"

#include <fmt/format.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <memory>

namespace gammafield::ingest {

namespace {

using Unpacked = base::Result<std::string, std::string>;

constexpr std::string_view gzip_magic = "\x1F\x8B";
constexpr std::string_view zstd_magic = "\x28\xB5\x2F\xFD";
constexpr std::size_t chunk = std::size_t{1} << 17;
constexpr int gzip_window = 15 + 16;  // the largest window, and a gzip header

std::size_t limit_for(std::size_t packed) {
  return std::min(unpacked_bytes_max, std::max(unpacked_free_bytes, packed * unpacked_ratio_max));
}

Unpacked too_large(std::size_t packed) {
  return base::failure(fmt::format("{} packed bytes unpack to more than {} MiB: refused as a decompression bomb",
                                   packed, limit_for(packed) >> 20));
}

/// Output in one growing string; a chunk at a time, so that no declared length is believed.
class Output {
 public:
  explicit Output(std::size_t limit) : limit_(limit) {}

  char* free_chunk() {
    if (bytes_.size() < used_ + chunk) bytes_.resize(std::max(used_ + chunk, used_ + used_ / 2));
    return bytes_.data() + used_;
  }
  [[nodiscard]] bool take(std::size_t written) {
    used_ += written;
    return used_ <= limit_;
  }
  std::string finish() {
    bytes_.resize(used_);
    return std::move(bytes_);
  }

 private:
  std::size_t limit_;
  std::size_t used_ = 0;
  std::string bytes_;
};

struct InflateEnd {
  void operator()(z_stream* stream) const {
    inflateEnd(stream);
    delete stream;
  }
};

Unpacked gunzip(std::string_view packed) {
  std::unique_ptr<z_stream, InflateEnd> stream(new z_stream{});
  if (inflateInit2(stream.get(), gzip_window) != Z_OK) return base::failure(std::string("out of memory for gzip"));
  Output out(limit_for(packed.size()));
  stream->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));  // zlib reads only
  stream->avail_in = static_cast<uInt>(packed.size());
  for (;;) {
    stream->next_out = reinterpret_cast<Bytef*>(out.free_chunk());
    stream->avail_out = static_cast<uInt>(chunk);
    const int status = inflate(stream.get(), Z_NO_FLUSH);
    const bool within_limit = out.take(chunk - stream->avail_out);
    if (!within_limit) return too_large(packed.size());
    if (status == Z_STREAM_END) {
      if (stream->avail_in == 0) return out.finish();
      if (*stream->next_in != 0x1F) return base::failure(std::string("other bytes follow the end of the gzip data"));
      inflateReset(stream.get());
    } else if (status == Z_BUF_ERROR || (status == Z_OK && stream->avail_in == 0 && stream->avail_out != 0)) {
      return base::failure(std::string("the gzip data is cut short"));
    } else if (status != Z_OK) {
      return base::failure(
          fmt::format("the gzip data is damaged ({})", stream->msg != nullptr ? stream->msg : "no detail"));
    }
  }
}

struct ZstdEnd {
  void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
};

Unpacked unzstd(std::string_view packed) {
  constexpr int window_log_max = 27;  // 128 MiB, zstd's own default
  std::unique_ptr<ZSTD_DStream, ZstdEnd> stream(ZSTD_createDStream());
  if (!stream) return base::failure(std::string("out of memory for zstd"));
  ZSTD_DCtx_setParameter(stream.get(), ZSTD_d_windowLogMax, window_log_max);
  Output out(limit_for(packed.size()));
  ZSTD_inBuffer in{packed.data(), packed.size(), 0};
  for (;;) {
    ZSTD_outBuffer piece{out.free_chunk(), chunk, 0};
    const std::size_t status = ZSTD_decompressStream(stream.get(), &piece, &in);
    if (ZSTD_isError(status) != 0) {
      return base::failure(fmt::format("the zstd data is damaged ({})", ZSTD_getErrorName(status)));
    }
    if (!out.take(piece.pos)) return too_large(packed.size());
    if (in.pos < in.size) continue;
    if (status == 0) return out.finish();  // a frame ends here, and nothing follows
    if (piece.pos == piece.size) continue;
    if (piece.pos == 0) return base::failure(std::string("the zstd data is cut short"));
  }
}

}  // namespace

Unpacked unpack(std::string bytes) {
  if (bytes.starts_with(gzip_magic)) return gunzip(bytes);
  if (bytes.starts_with(zstd_magic)) return unzstd(bytes);
  return bytes;
}

}  // namespace gammafield::ingest

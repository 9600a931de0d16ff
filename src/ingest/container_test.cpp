#include "ingest/container.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <zlib.h>
#include <zstd.h>

namespace gammafield::ingest {
namespace {

std::string gzip(std::string_view text) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&stream, text.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string zstd(std::string_view text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
  return out;
}

using Packer = std::string (*)(std::string_view);
constexpr Packer packers[] = {gzip, zstd};

std::string sample(std::size_t lines) {
  std::string text;
  for (std::size_t i = 0; i < lines; ++i) text += "SPX240315C0" + std::to_string(4000000 + 5000 * i) + ",1.2,1.3\n";
  return text;
}

TEST(Unpack, HandsBackWhatIsNotPacked) {
  EXPECT_EQ(unpack("").value(), "");
  EXPECT_EQ(unpack("Expiration Date").value(), "Expiration Date");
}

TEST(Unpack, UndoesBothContainersInOneOrMorePieces) {
  const auto text = sample(20000);
  for (const auto pack : packers) {
    EXPECT_EQ(unpack(pack(text)).value(), text);
    EXPECT_EQ(unpack(pack("")).value(), "");
    EXPECT_EQ(unpack(pack(text) + pack("more\n")).value(), text + "more\n");
  }
}

TEST(Unpack, ACutAtAnyByteIsAnError) {
  const auto text = sample(40);
  for (const auto pack : packers) {
    const auto packed = pack(text);
    for (std::size_t size = 4; size < packed.size(); ++size) {
      EXPECT_FALSE(unpack(packed.substr(0, size)).has_value()) << size;
    }
  }
}

TEST(Unpack, DamageAndTrailingBytesAreErrors) {
  const auto packed = gzip(sample(40));
  auto damaged = packed;
  damaged[damaged.size() - 6] = static_cast<char>(damaged[damaged.size() - 6] ^ 0x10);  // in the checksum
  EXPECT_FALSE(unpack(damaged).has_value());
  EXPECT_FALSE(unpack(packed + "tail").has_value());
  EXPECT_FALSE(unpack(zstd(sample(40)) + "tail").has_value());
}

TEST(Unpack, ABombIsRefusedLongBeforeItIsLarge) {
  const std::string zeros(std::size_t{256} << 20, '\0');
  for (const auto pack : packers) {
    const auto bomb = pack(zeros);
    const auto result = unpack(bomb);
    ASSERT_FALSE(result.has_value());
    EXPECT_NE(result.error().find("bomb"), std::string::npos);
  }
}

TEST(Unpack, ASmallFileMayPackVeryWell) {
  const std::string zeros(std::size_t{8} << 20, '0');
  for (const auto pack : packers) EXPECT_EQ(unpack(pack(zeros)).value().size(), zeros.size());
}

RC_GTEST_PROP(Unpack, ReadsBackAnything, (const std::string& text)) {
  for (const auto pack : packers) RC_ASSERT(unpack(pack(text)).value() == text);
}

}  // namespace
}  // namespace gammafield::ingest

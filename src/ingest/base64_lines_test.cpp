#include "ingest/base64_lines.h"

#include <gtest/gtest.h>

namespace gammafield::ingest {
namespace {

TEST(DecodeBase64Lines, TakesOnlyWhatIsEncodedText) {
  struct Row {
    std::string_view why;
    std::string_view bytes;
    std::optional<std::string> text;
  };
  const Row rows[] = {
      {"a name and a date", "U1BYLExhc3Q6IDE=\nTW9uIE1hciAxMSAyMDI0\n", "SPX,Last: 1\nMon Mar 11 2024\n"},
      {"CRLF", "U1BYLExhc3Q6IDE=\r\nTW9uIE1hciAxMSAyMDI0\r\n", "SPX,Last: 1\nMon Mar 11 2024\n"},
      {"line ends inside the encoding", "U1BYLDEK\nVyww\n", "SPX,1\nW,0\n"},
      {"an empty first line", "\nU1BYLDEK\n", "\nSPX,1\n"},
      {"a last line that was cut stays as it is", "U1BYLDEK\nTW9uIE1hc", "SPX,1\nTW9uIE1hc"},
      {"plain text is not", "Expiration Date,Calls\n", std::nullopt},
      {"text that happens to be of the alphabet decodes to noise", "quotes99\n", std::nullopt},
      {"binary behind the encoding", "AAAA\n", std::nullopt},
      {"nothing", "", std::nullopt},
  };
  for (const Row& row : rows) EXPECT_EQ(decode_base64_lines(row.bytes), row.text) << row.why;
}

}  // namespace
}  // namespace gammafield::ingest

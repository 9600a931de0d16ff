#include "http/request_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace gammafield::http {
namespace {

using State = RequestReader::State;

const std::string get = "GET /v1/levels/SPX?format=csv HTTP/1.1\r\nHost: localhost:8080\r\nX-A: b\r\n\r\n";
const std::string post = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nabcd";
TEST(RequestReader, ReadsTheSameHoweverTheBytesCome) {
  for (const std::string& bytes : {get, post}) {
    for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
      RequestReader reader;
      for (std::size_t at = 0; at < bytes.size(); at += piece) reader.add(std::string_view{bytes}.substr(at, piece));
      ASSERT_EQ(reader.state(), State::whole) << bytes << piece;
      const auto request = reader.take();
      ASSERT_TRUE(request);
      EXPECT_EQ(request->body, bytes == get ? "" : "abcd");
      EXPECT_EQ(reader.state(), State::empty);
    }
  }
}

TEST(RequestReader, NamesPathQueryAndHeaders) {
  RequestReader reader;
  reader.add(get);
  const auto request = reader.take();
  ASSERT_TRUE(request);
  EXPECT_EQ(request->path, (std::vector<std::string>{"v1", "levels", "SPX"}));
  EXPECT_EQ(request->parameter("format"), "csv");
  EXPECT_EQ(request->header("x-a"), "b");
  EXPECT_FALSE(request->header("x-b"));
}

TEST(RequestReader, GoesOnWithWhatCameAfter) {
  RequestReader reader;
  reader.add(get + post + post + "GET /");
  EXPECT_EQ(reader.state(), State::whole);
  EXPECT_EQ(reader.take()->path.size(), 3u);
  ASSERT_EQ(reader.state(), State::whole);
  EXPECT_EQ(reader.take()->body, "abcd");
  ASSERT_EQ(reader.state(), State::whole);
  EXPECT_EQ(reader.take()->body, "abcd");
  EXPECT_EQ(reader.state(), State::in_head);
}

TEST(RequestReader, RefusesAsSoonAsItIsTooMuch) {
  struct Row {
    const char* why;
    std::string bytes;
    int status;
  };
  const std::string start = "POST /mcp HTTP/1.1\r\nHost: localhost\r\n";
  const Row rows[] = {
      {"a head without an end", start + std::string(9'000, 'a'), 431},
      {"a line without an end", std::string(9'000, 'a'), 414},
      {"a body of 2 MB, before it comes", start + "Content-Length: 2097152\r\n\r\n", 413},
  };
  for (const Row& row : rows) {
    RequestReader reader;
    reader.add(row.bytes);
    EXPECT_EQ(reader.state(), State::refused) << row.why;
    EXPECT_EQ(reader.status(), row.status) << row.why;
    EXPECT_EQ(reader.add(get), State::refused) << row.why << ": nothing is read after it";
  }
}

TEST(RequestReader, SaysWhenTheClientWaitsForAWord) {
  RequestReader reader;
  reader.add("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(reader.state(), State::in_body);
  EXPECT_TRUE(reader.wants_continue());
  EXPECT_FALSE(reader.wants_continue());
  EXPECT_EQ(reader.add("a"), State::whole);
}

}  // namespace
}  // namespace gammafield::http

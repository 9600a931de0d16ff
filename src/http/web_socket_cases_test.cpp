// What a WebSocket's other side may and may not send, some nine hundred cases in the categories of the Autobahn suite:
// framing, lengths, masks, pings, reserved bits, opcodes, fragments, UTF-8, closing, limits, handshakes. Each case is
// bytes over a socket, and all that must come back: messages and pongs in order, and the code of the closing.

#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "http/server.h"
#include "http/testing_client.h"

namespace gammafield::http {
namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;

/// Says all that it is told, in order.
class Mirror final : public Talk {
 public:
  void opened(std::shared_ptr<Wire> wire) override { wire_ = std::move(wire); }
  void sent() override {
    if (waiting_.empty()) return;
    const std::string next = std::move(waiting_.front());
    waiting_.pop_front();
    wire_->send({text_of(std::string{next}), ""});
  }
  void heard(std::string_view text) override {
    waiting_.emplace_back(text);
    if (wire_->idle()) sent();
  }
  void closed() override { wire_.reset(); }

 private:
  std::shared_ptr<Wire> wire_;
  std::deque<std::string> waiting_;
};

class House {
 public:
  House()
      : server_(*Server::listen({}, {[](const auto&, bool web_socket, const Respond& respond) {
                                  if (web_socket) return respond(std::make_unique<Mirror>());
                                  respond(Response{426, "text/plain", text_of("a WebSocket"), {}});
                                }})),
        thread_([this] { server_.run(); }) {}
  House(const House&) = delete;
  House& operator=(const House&) = delete;
  ~House() { server_.drain(1s); }
  [[nodiscard]] int port() const { return server_.port(); }

 private:
  Server server_;
  std::jthread thread_;
};

// ---- what a client sends

enum Opcode : unsigned char { more = 0, text = 1, binary = 2, closing = 8, ping = 9, pong = 10 };
constexpr unsigned char fin = 0x80;
enum class Length { shortest, in_16_bits, in_64_bits };

std::string big_endian(std::uint64_t value, int bytes) {
  std::string out;
  for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>(value >> (8 * i) & 0xff);
  return out;
}

/// The first bytes of a frame, up to its mask; `masked`: the bit that says so.
std::string head(unsigned char first, std::uint64_t size, Length length = Length::shortest, bool masked = true) {
  std::string out(1, static_cast<char>(first));
  const auto second = [&](int value) { out += static_cast<char>(value | (masked ? 0x80 : 0)); };
  if (length == Length::in_64_bits || (length == Length::shortest && size > 0xffff)) {
    second(127);
    return out + big_endian(size, 8);
  }
  if (length == Length::in_16_bits || size > 125) {
    second(126);
    return out + big_endian(size, 2);
  }
  second(static_cast<int>(size));
  return out;
}

std::string masked(std::string_view mask, std::string payload) {
  for (std::size_t i = 0; i < payload.size(); ++i) payload[i] = static_cast<char>(payload[i] ^ mask[i % 4]);
  return std::string{mask} + payload;
}

std::string frame(unsigned char first, std::string_view payload, std::string_view mask = "\x37\xfa\x21\x3d",
                  Length length = Length::shortest) {
  return head(first, payload.size(), length) + masked(mask, std::string{payload});
}

std::string close_payload(int code, std::string_view reason = "") {
  return big_endian(static_cast<std::uint64_t>(code), 2) + std::string{reason};
}

/// A text in frames that end before these places.
std::string in_pieces(std::string_view whole, const std::vector<std::size_t>& ends) {
  std::string out;
  std::size_t from = 0;
  for (const std::size_t end : ends) {
    out += frame(from == 0 && out.empty() ? text : more, whole.substr(from, end - from));
    from = end;
  }
  return out + frame(fin | more, whole.substr(from));
}

// ---- what must come back

constexpr int broken = 1002, not_utf8 = 1007, too_many = 1008, too_long = 1009, refused_kind = 1003, normal = 1000;

struct Case {
  std::string why;
  std::string bytes;                   ///< frames
  std::vector<std::string> back = {};  ///< `T` and a text, `P` and a pong's payload
  int code = normal;                   ///< of the closing; `normal`: the test closes after `bytes`
  std::size_t piece = 0;               ///< sent in pieces of so many bytes; 0: at once
};
using Cases = std::vector<Case>;

std::string said(std::string_view text) { return "T" + std::string{text}; }

std::string shown(std::string_view bytes) {
  std::string out;
  for (const char c : bytes.substr(0, 60))
    out += c >= ' ' && c < 127 ? std::string(1, c) : fmt::format("\\{:02x}", static_cast<unsigned char>(c));
  return bytes.size() > 60 ? out + fmt::format("... {} bytes", bytes.size()) : out;
}

/// The server's frames, and its closing; a frame that no server may send is a word in `back`.
struct Heard {
  std::vector<std::string> back;
  std::optional<int> code;
};
Heard read_frames(std::string_view bytes) {
  Heard heard;
  while (bytes.size() >= 2) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    std::size_t size = byte(1), at = 2;
    if (size >= 126) {
      const std::size_t more_bytes = size == 126 ? 2 : 8;
      if (bytes.size() < 2 + more_bytes) break;
      for (size = 0; at < 2 + more_bytes; ++at) size = size << 8 | byte(at);
    }
    if (bytes.size() < at + size) break;
    const auto payload = bytes.substr(at, size);
    if (heard.code)
      heard.back.emplace_back("a frame after the closing");
    else if (byte(0) == (fin | text))
      heard.back.push_back(said(payload));
    else if (byte(0) == (fin | pong))
      heard.back.push_back("P" + std::string{payload});
    else if (byte(0) == (fin | closing))
      heard.code = size < 2 ? 0 : static_cast<unsigned char>(payload[0]) << 8 | static_cast<unsigned char>(payload[1]);
    else
      heard.back.push_back(fmt::format("a frame that begins with {:02x}", byte(0)));
    bytes.remove_prefix(at + size);
  }
  if (!bytes.empty()) heard.back.emplace_back("half a frame");
  return heard;
}

const std::string handshake =
    "GET /stream HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: "
    "13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

/// All of one connection: no more, no less, and then it is over.
void hold(const House& house, const Case& one) {
  RawClient client{house.port()};
  client.send(handshake + "\r\n");
  std::string bytes = client.read_until("\r\n\r\n");
  ASSERT_TRUE(bytes.starts_with("HTTP/1.1 101")) << bytes;
  bytes.erase(0, bytes.find("\r\n\r\n") + 4);
  const std::string all = one.code == normal ? one.bytes + frame(fin | closing, close_payload(normal)) : one.bytes;
  if (one.piece == 0) client.send(all);
  for (std::size_t at = 0; one.piece > 0 && at < all.size(); at += one.piece) {
    client.send(std::string_view{all}.substr(at, one.piece));
    std::this_thread::sleep_for(100us);
  }
  bytes += client.read_until("\x88");  // the server's closing, or a letter that looks like it
  client.send(frame(fin | closing, close_payload(normal)));
  bytes += client.read_all(5s);
  EXPECT_TRUE(client.ended()) << one.why;
  const Heard heard = read_frames(bytes);
  EXPECT_EQ(heard.code, one.code) << one.why << ": " << shown(one.bytes);
  EXPECT_TRUE(heard.back == one.back) << one.why << ": " << shown(one.bytes) << " brings "
                                      << shown(fmt::format("{}", fmt::join(heard.back, " ")));
}

std::size_t held(const Cases& cases) {
  const House house;
  for (const Case& one : cases) hold(house, one);
  return cases.size();
}

std::string letters(std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += static_cast<char>('a' + i % 26);
  return out;
}

// ---- the cases

/// 1. Framing: every length around which its form changes, masks, and bytes that come in pieces.
Cases framing() {
  Cases cases;
  const std::string masks[] = {"\0\0\0\0"s, "\xff\xff\xff\xff", "\x80\x01\x00\x7f"s};
  for (const std::size_t size : {0, 1, 2, 3, 4, 5, 124, 125, 126, 127, 128, 255, 256, 4'095, 4'096, 65'535, 65'536})
    for (const auto& mask : masks)
      cases.push_back(
          {fmt::format("a text of {} bytes", size), frame(fin | text, letters(size), mask), {said(letters(size))}});
  for (const std::size_t size : {0, 1, 125, 126, 600})
    for (const std::size_t piece : {1, 2, 3, 7, 50})
      cases.push_back({fmt::format("{} bytes that come {} at a time", size, piece),
                       frame(fin | text, letters(size)),
                       {said(letters(size))},
                       normal,
                       piece});
  for (const std::size_t size : {0, 1, 125, 126, 65'535, 65'536})
    cases.push_back({fmt::format("{} bytes of no text: this server speaks text alone", size),
                     frame(fin | binary, letters(size)),
                     {},
                     refused_kind});
  std::string many;
  std::vector<std::string> back;
  for (int i = 0; i < 50; ++i) {
    many += frame(fin | text, std::to_string(i));
    back.push_back(said(std::to_string(i)));
  }
  cases.push_back({"fifty messages in one piece of bytes", many, back});
  return cases;
}

/// 2. Lengths: the shortest form is the only one, and what is announced need not come to be refused.
Cases lengths() {
  Cases cases;
  const std::string mask(4, '\0');
  for (const unsigned char opcode : {text, binary, more, closing, ping, pong})
    for (const std::size_t size : {0, 1, 125})
      for (const Length form : {Length::in_16_bits, Length::in_64_bits})
        cases.push_back({fmt::format("opcode {}: {} bytes in too many digits", opcode, size),
                         frame(fin | opcode, letters(size), mask, form),
                         {},
                         broken});
  for (const std::size_t size : {126, 65'535})
    cases.push_back({fmt::format("{} bytes told in 64 bits", size),
                     frame(fin | text, letters(size), mask, Length::in_64_bits),
                     {},
                     broken});
  for (const std::uint64_t size :
       {65'537ull, 1ull << 20, 1ull << 30, 1ull << 31, 1ull << 32, 1ull << 40, (1ull << 63) - 1})
    for (const unsigned char first : {static_cast<unsigned char>(fin | text), static_cast<unsigned char>(text)})
      cases.push_back({fmt::format("{} bytes announced", size), head(first, size) + mask, {}, too_long});
  for (const std::uint64_t size : {1ull << 63, ~0ull})
    cases.push_back({"a length with its highest bit set", head(fin | text, size) + mask, {}, too_long});
  return cases;
}

/// 3. Pings are answered with their bytes; pongs by themselves with nothing.
Cases pings() {
  Cases cases;
  for (const std::size_t size : {0, 1, 2, 8, 64, 124, 125})
    for (const std::size_t piece : {0, 1, 9})
      cases.push_back({fmt::format("a ping of {} bytes", size),
                       frame(fin | ping, letters(size)),
                       {"P" + letters(size)},
                       normal,
                       piece});
  for (int byte = 0; byte < 256; byte += 17)
    cases.push_back({"a ping's payload is bytes, not text",
                     frame(fin | ping, std::string(3, static_cast<char>(byte))),
                     {"P" + std::string(3, static_cast<char>(byte))}});
  for (const std::size_t size : {126, 127, 1'000, 65'536})
    for (const unsigned char opcode : {ping, pong, closing})
      cases.push_back(
          {fmt::format("opcode {} of {} bytes", opcode, size), frame(fin | opcode, letters(size)), {}, broken});
  for (const std::size_t size : {0, 1, 125})
    cases.push_back(
        {"a pong that nobody asked for", frame(fin | pong, letters(size)) + frame(fin | text, "on"), {said("on")}});
  for (const int count : {2, 10, 40}) {
    std::string bytes;
    for (int i = 0; i < count; ++i) bytes += frame(fin | pong, std::to_string(i));
    cases.push_back({fmt::format("{} pongs, then a ping", count), bytes + frame(fin | ping, "p"), {"Pp"}});
  }
  return cases;
}

/// 4. Reserved bits mean an extension, and none was agreed on.
Cases reserved_bits() {
  Cases cases;
  for (int bits = 1; bits < 8; ++bits)
    for (const unsigned char opcode : {more, text, binary, closing, ping, pong}) {
      const auto first = static_cast<unsigned char>(fin | bits << 4 | opcode);
      cases.push_back({fmt::format("reserved bits {}, opcode {}", bits, opcode),
                       frame(first, opcode == closing ? close_payload(normal) : "x"),
                       {},
                       broken});
      if (opcode == text)
        cases.push_back({fmt::format("reserved bits {} after a good text", bits),
                         frame(fin | text, "good") + frame(first, "x"),
                         {said("good")},
                         broken});
      if (opcode == ping)
        cases.push_back({fmt::format("reserved bits {} between two pieces", bits),
                         frame(text, "a") + frame(first, "x") + frame(fin | more, "b"),
                         {},
                         broken});
    }
  return cases;
}

/// 5. Opcodes that mean nothing.
Cases opcodes() {
  Cases cases;
  for (const int which : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
    const auto opcode = static_cast<unsigned char>(which);
    const std::string name = fmt::format("opcode {}", opcode);
    cases.push_back({name + " alone", frame(fin | opcode, ""), {}, broken});
    cases.push_back({name + " with bytes", frame(fin | opcode, "x"), {}, broken});
    cases.push_back({name + " without an end", frame(opcode, "x"), {}, broken});
    cases.push_back({name + " after a text",
                     frame(fin | text, "good") + frame(fin | opcode, "x") + frame(fin | ping, ""),
                     {said("good")},
                     broken});
    cases.push_back(
        {name + " inside a text", frame(text, "a") + frame(fin | opcode, "x") + frame(fin | more, "b"), {}, broken});
  }
  return cases;
}

/// 6. Who does not mask is no client.
Cases masks() {
  Cases cases;
  for (const unsigned char opcode : {more, text, binary, closing, ping, pong})
    for (const std::size_t size : {0, 1, 2, 125, 126, 65'536})
      cases.push_back({fmt::format("opcode {}: {} bytes without a mask", opcode, size),
                       head(fin | opcode, size, Length::shortest, false) + letters(size),
                       {},
                       broken});
  cases.push_back({"the second of two has no mask",
                   frame(fin | text, "good") + head(fin | text, 1, Length::shortest, false) + "x",
                   {said("good")},
                   broken});
  return cases;
}

/// 7. Fragments: one message, in order, with control frames between them and nothing else.
Cases fragments() {
  Cases cases;
  const std::string whole = letters(26);
  for (std::size_t end = 0; end <= whole.size(); ++end)
    cases.push_back({fmt::format("two pieces, the first of {} bytes", end), in_pieces(whole, {end}), {said(whole)}});
  for (const std::size_t count : {3, 5, 13, 26}) {
    std::vector<std::size_t> ends;
    for (std::size_t i = 1; i < count; ++i) ends.push_back(i * whole.size() / count);
    cases.push_back({fmt::format("{} pieces", count), in_pieces(whole, ends), {said(whole)}});
    cases.push_back(
        {fmt::format("{} pieces, a byte at a time", count), in_pieces(whole, ends), {said(whole)}, normal, 1});
  }
  cases.push_back({"pieces of nothing", frame(text, "") + frame(more, "") + frame(fin | more, ""), {said("")}});
  cases.push_back(
      {"a piece of nothing in the middle", frame(text, "a") + frame(more, "") + frame(fin | more, "b"), {said("ab")}});
  for (const unsigned char opcode : {ping, pong}) {
    std::vector<std::string> back{said("ab")};
    if (opcode == ping) back.insert(back.begin(), "Pp");
    cases.push_back({"a control frame between two pieces",
                     frame(text, "a") + frame(fin | opcode, "p") + frame(fin | more, "b"), back});
    cases.push_back({"the same, a byte at a time", frame(text, "a") + frame(fin | opcode, "p") + frame(fin | more, "b"),
                     back, normal, 1});
  }
  cases.push_back({"two messages in pieces, pings between all",
                   frame(text, "a") + frame(fin | ping, "1") + frame(fin | more, "b") + frame(fin | ping, "2") +
                       frame(text, "c") + frame(fin | ping, "3") + frame(fin | more, "d"),
                   {"P1", said("ab"), "P2", "P3", said("cd")}});
  cases.push_back({"closed between two pieces: what was begun is not heard",
                   frame(text, "a") + frame(fin | closing, close_payload(normal)) + frame(fin | more, "b"),
                   {}});
  for (const unsigned char first : {more, static_cast<Opcode>(fin | more)}) {
    cases.push_back({"a piece of nothing begun", frame(first, "x"), {}, broken});
    cases.push_back({"a further piece after the end",
                     frame(text, "a") + frame(fin | more, "b") + frame(first, "c"),
                     {said("ab")},
                     broken});
    cases.push_back(
        {"a further piece after a whole text", frame(fin | text, "a") + frame(first, "b"), {said("a")}, broken});
    cases.push_back({"a further piece after a ping", frame(fin | ping, "a") + frame(first, "b"), {"Pa"}, broken});
  }
  for (const unsigned char opcode : {text, binary})
    for (const unsigned char end : {static_cast<unsigned char>(0), fin})
      cases.push_back({"a new message inside another",
                       frame(text, "a") + frame(static_cast<unsigned char>(end | opcode), "b") + frame(fin | more, "c"),
                       {},
                       broken});
  for (const unsigned char opcode : {ping, pong, closing})
    for (const std::size_t size : {0, 2, 125})
      cases.push_back({fmt::format("opcode {} in pieces", opcode),
                       frame(opcode, letters(size)) + frame(fin | more, "x"),
                       {},
                       broken});
  return cases;
}

const std::vector<std::pair<const char*, std::string>> good_utf8 = {
    {"plain", "hello"},
    {"Greek and German", "\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5 \xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f"},
    {"U+0000", "\0"s},
    {"U+007F", "\x7f"},
    {"U+0080", "\xc2\x80"},
    {"U+07FF", "\xdf\xbf"},
    {"U+0800", "\xe0\xa0\x80"},
    {"U+D7FF, before the surrogates", "\xed\x9f\xbf"},
    {"U+E000, after them", "\xee\x80\x80"},
    {"U+FFFD", "\xef\xbf\xbd"},
    {"U+FFFE is no character, but UTF-8", "\xef\xbf\xbe"},
    {"U+FFFF too", "\xef\xbf\xbf"},
    {"U+10000", "\xf0\x90\x80\x80"},
    {"U+1F600", "\xf0\x9f\x98\x80"},
    {"U+3FFFF", "\xf0\xbf\xbf\xbf"},
    {"U+10FFFF, the last", "\xf4\x8f\xbf\xbf"},
    {"a mark of byte order", "\xef\xbb\xbfx"},
};

const std::vector<std::pair<const char*, std::string>> bad_utf8 = {
    {"a continuation alone", "\x80"},
    {"the last continuation alone", "\xbf"},
    {"two continuations", "\x80\xbf"},
    {"a start of two, alone", "\xc2 "},
    {"the last start of two, alone", "\xdf "},
    {"a start of three, alone", "\xe0 "},
    {"half of three", "\xe2\x82 "},
    {"a start of four, alone", "\xf0 "},
    {"half of four", "\xf0\x9f "},
    {"three quarters of four", "\xf0\x9f\x98 "},
    {"a start after a start", "\xc3\xc3\xa4"},
    {"a slash in two bytes", "\xc0\xaf"},
    {"a slash in three", "\xe0\x80\xaf"},
    {"a slash in four", "\xf0\x80\x80\xaf"},
    {"a slash in five", "\xf8\x80\x80\x80\xaf"},
    {"a slash in six", "\xfc\x80\x80\x80\x80\xaf"},
    {"NUL in two bytes", "\xc0\x80"},
    {"NUL in three", "\xe0\x80\x80"},
    {"U+007F in two bytes", "\xc1\xbf"},
    {"U+07FF in three", "\xe0\x9f\xbf"},
    {"U+FFFF in four", "\xf0\x8f\xbf\xbf"},
    {"the first surrogate", "\xed\xa0\x80"},
    {"the last high surrogate", "\xed\xaf\xbf"},
    {"the first low surrogate", "\xed\xb0\x80"},
    {"the last surrogate", "\xed\xbf\xbf"},
    {"a pair of surrogates", "\xed\xa1\x81\xed\xb0\x80"},
    {"U+110000", "\xf4\x90\x80\x80"},
    {"U+13FFFF", "\xf4\xbf\xbf\xbf"},
    {"U+140000", "\xf5\x80\x80\x80"},
    {"F8", "\xf8\x88\x80\x80\x80"},
    {"FC", "\xfc\x84\x80\x80\x80\x80"},
    {"FE", "\xfe"},
    {"FF", "\xff"},
    {"a letter of Latin-1", "caf\xe9 "},
};

/// 8. Text is UTF-8, whole, wherever frames cut it.
Cases utf8() {
  Cases cases;
  for (const auto& [name, good] : good_utf8) {
    cases.push_back({name, frame(fin | text, good), {said(good)}});
    for (std::size_t end = 1; end < good.size(); ++end)
      cases.push_back({fmt::format("{}, cut before byte {}", name, end), in_pieces(good, {end}), {said(good)}});
    if (good.size() > 1)
      cases.push_back({fmt::format("{}, a byte at a time", name), frame(fin | text, good), {said(good)}, normal, 1});
  }
  for (const auto& [name, bad] : bad_utf8) {
    cases.push_back({name, frame(fin | text, bad), {}, not_utf8});
    cases.push_back({fmt::format("{}, after letters", name), frame(fin | text, "abc" + bad), {}, not_utf8});
    cases.push_back({fmt::format("{}, before and behind letters", name),
                     frame(fin | text, "\xc3\xa4" + bad + "\xe2\x82\xac"),
                     {},
                     not_utf8});
    cases.push_back(
        {fmt::format("{}, in the second piece", name), frame(text, "abc") + frame(fin | more, bad), {}, not_utf8});
    cases.push_back({fmt::format("{}, after a message", name),
                     frame(fin | text, "good") + frame(fin | text, bad),
                     {said("good")},
                     not_utf8});
    cases.push_back({fmt::format("{}, a byte at a time", name), frame(fin | text, bad), {}, not_utf8, 1});
    if (bad.size() > 1)
      cases.push_back({fmt::format("{}, cut after its first byte", name), in_pieces(bad, {1}), {}, not_utf8});
  }
  const std::string around = "a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80z";  // one, two, three, four, one
  for (std::size_t at = 0; at <= around.size(); ++at)
    for (const char* bad : {"\xff", "\x80", "\xc0", "\xed\xa0\x80"})
      cases.push_back({fmt::format("{} put in at {}", shown(bad), at),
                       frame(fin | text, std::string{around}.insert(at, bad)),
                       {},
                       not_utf8});
  for (std::size_t size = 2; size < around.size() - 1; ++size) {
    const bool whole = size == 3 || size == 6;
    const std::string cut = around.substr(0, size);
    cases.push_back({fmt::format("ends after {} bytes", size), frame(fin | text, cut),
                     whole ? std::vector{said(cut)} : std::vector<std::string>{}, whole ? normal : not_utf8});
    cases.push_back({fmt::format("ends after {} bytes, with a piece of nothing", size),
                     frame(text, cut) + frame(fin | more, ""),
                     whole ? std::vector{said(cut)} : std::vector<std::string>{}, whole ? normal : not_utf8});
  }
  for (const auto& [name, bad] : bad_utf8)  // what cannot become a text is not waited for
    if (name == "FF"s || name == "the first surrogate"s || name == "U+110000"s || name == "a slash in two bytes"s)
      cases.push_back({fmt::format("{}: told before the message ends", name), frame(text, "abc" + bad), {}, not_utf8});
  return cases;
}

/// 9. Closing: codes, reasons, and nothing after it.
Cases closings() {
  Cases cases;
  const auto closed = [](std::string_view payload) { return frame(fin | closing, payload); };
  cases.push_back({"no code", closed(""), {}, normal});
  for (const int code : {1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 3000, 3999, 4000, 4999, 5000,
                         65'535}) {  // of those from 5000 on nobody says anything
    cases.push_back({fmt::format("code {}", code), closed(close_payload(code)), {}, code});
    cases.push_back({fmt::format("code {} with a reason", code), closed(close_payload(code, "bye")), {}, code});
  }
  for (const int code : {0, 1, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999}) {
    cases.push_back({fmt::format("code {}, which nobody may send", code), closed(close_payload(code)), {}, broken});
    cases.push_back({fmt::format("code {} with a reason", code), closed(close_payload(code, "bye")), {}, broken});
  }
  cases.push_back({"half a code", closed("\x03"), {}, broken});
  for (const std::size_t size : {1, 122, 123})
    cases.push_back({fmt::format("a reason of {} bytes", size), closed(close_payload(1001, letters(size))), {}, 1001});
  for (const auto& [name, bad] : bad_utf8)
    cases.push_back({fmt::format("a reason with {}", name), closed(close_payload(1001, bad)), {}, broken});
  cases.push_back(
      {"a text after the closing is not heard", closed(close_payload(1001)) + frame(fin | text, "x"), {}, 1001});
  cases.push_back(
      {"a ping after the closing is not answered", closed(close_payload(1001)) + frame(fin | ping, "x"), {}, 1001});
  cases.push_back(
      {"a second closing says nothing new", closed(close_payload(1001)) + closed(close_payload(1002)), {}, 1001});
  cases.push_back({"noise after the closing", closed(close_payload(1001)) + "\xff\xff\xff\xff", {}, 1001});
  cases.push_back({"a message, a ping, and the closing",
                   frame(fin | text, "a") + frame(fin | ping, "b") + closed(close_payload(1001)),
                   {said("a"), "Pb"},
                   1001});
  for (const std::size_t piece : {1, 2, 5})
    cases.push_back({"a closing in pieces of bytes", closed(close_payload(1001, "bye")), {}, 1001, piece});
  return cases;
}

/// 10. Limits: 65,536 bytes a message, however they come.
Cases limits() {
  Cases cases;
  for (const std::size_t count : {2, 3, 10, 60}) {
    std::vector<std::size_t> ends;
    for (std::size_t i = 1; i < count; ++i) ends.push_back(i * 65'536 / count);
    cases.push_back(
        {fmt::format("65,536 bytes in {} pieces", count), in_pieces(letters(65'536), ends), {said(letters(65'536))}});
    cases.push_back({fmt::format("65,537 bytes in {} pieces", count), in_pieces(letters(65'537), ends), {}, too_long});
  }
  cases.push_back(
      {"65,536 bytes and one more announced", frame(text, letters(65'536)) + frame(fin | more, "x"), {}, too_long});
  cases.push_back({"one byte and 65,536 more", frame(text, "x") + frame(fin | more, letters(65'536)), {}, too_long});
  cases.push_back({"what is announced is added, not multiplied over",
                   frame(text, "x") + head(fin | more, (1ull << 63) - 1) + "\0\0\0\0"s,
                   {},
                   too_long});
  std::vector<std::size_t> ends;
  for (std::size_t i = 1; i < 5'000; ++i) ends.push_back(i);
  cases.push_back({"5,000 pieces of a byte: many little ones are as much work as many messages",
                   in_pieces(letters(5'000), ends),
                   {},
                   too_many});
  return cases;
}

TEST(WebSocketCases, Framing) { EXPECT_EQ(held(framing()), 83u); }
TEST(WebSocketCases, Lengths) { EXPECT_EQ(held(lengths()), 54u); }
TEST(WebSocketCases, Pings) { EXPECT_EQ(held(pings()), 55u); }
TEST(WebSocketCases, ReservedBits) { EXPECT_EQ(held(reserved_bits()), 56u); }
TEST(WebSocketCases, Opcodes) { EXPECT_EQ(held(opcodes()), 50u); }
TEST(WebSocketCases, Masks) { EXPECT_EQ(held(masks()), 37u); }
TEST(WebSocketCases, Fragments) { EXPECT_EQ(held(fragments()), 64u); }
TEST(WebSocketCases, Utf8) { EXPECT_EQ(held(utf8()), 386u); }
TEST(WebSocketCases, Closings) { EXPECT_EQ(held(closings()), 97u); }
TEST(WebSocketCases, Limits) { EXPECT_EQ(held(limits()), 12u); }

/// 11. Compression is not agreed on, so no bomb of it can be sent: its bit is a reserved one (above).
TEST(WebSocketCases, CompressionIsNeverAgreedOn) {
  const House house;
  for (const char* offer : {"permessage-deflate", "permessage-deflate; client_max_window_bits",
                            "permessage-deflate; server_no_context_takeover", "x-webkit-deflate-frame",
                            "permessage-deflate; client_max_window_bits=15, permessage-bzip2", "identity, gzip"}) {
    RawClient client{house.port()};
    client.send(handshake + "Sec-WebSocket-Extensions: " + offer + "\r\n\r\n");
    const std::string answer = client.read_until("\r\n\r\n");
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 101")) << answer;
    EXPECT_EQ(answer.find("ensions"), std::string::npos) << answer;
    client.send(frame(0xc1, "\xaa\x00"s));  // an empty message, compressed
    EXPECT_EQ(read_frames(client.read_all(5s)).code, broken) << offer;
  }
}

/// 12. Handshakes that are none; what is sent after one is not read as frames.
TEST(WebSocketCases, Handshakes) {
  struct Row {
    const char* why;
    std::string bytes;
  };
  const std::string start = "GET /stream HTTP/1.1\r\nHost: localhost\r\n", version = "Sec-WebSocket-Version: 13\r\n",
                    key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", connection = "Connection: Upgrade\r\n",
                    upgrade = "Upgrade: websocket\r\n";
  const std::string head_of_it = start + connection + upgrade;
  const Row rows[] = {
      {"no key", head_of_it + version},
      {"an empty key", head_of_it + version + "Sec-WebSocket-Key: \r\n"},
      {"a short key", head_of_it + version + "Sec-WebSocket-Key: dGhlIHNhbXBsZQ==\r\n"},
      {"a long key", head_of_it + version + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZXh4eHg=\r\n"},
      {"a key that is no base64", head_of_it + version + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25j!!==\r\n"},
      {"two keys", head_of_it + version + key + key},
      {"no version", head_of_it + key},
      {"version 0", head_of_it + key + "Sec-WebSocket-Version: 0\r\n"},
      {"version 8", head_of_it + key + "Sec-WebSocket-Version: 8\r\n"},
      {"version 14", head_of_it + key + "Sec-WebSocket-Version: 14\r\n"},
      {"version 13, 8", head_of_it + key + "Sec-WebSocket-Version: 13, 8\r\n"},
      {"version thirteen", head_of_it + key + "Sec-WebSocket-Version: thirteen\r\n"},
      {"no Upgrade", start + connection + version + key},
      {"another Upgrade", start + connection + "Upgrade: h2c\r\n" + version + key},
      {"an Upgrade that begins alike", start + connection + "Upgrade: websockets\r\n" + version + key},
      {"no Connection", start + upgrade + version + key},
      {"another Connection", start + "Connection: close\r\n" + upgrade + version + key},
      {"POST",
       "POST /stream HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n" + connection + upgrade + version + key},
      {"HTTP/1.0", "GET /stream HTTP/1.0\r\nHost: localhost\r\n" + connection + upgrade + version + key},
      {"no Host", "GET /stream HTTP/1.1\r\n" + connection + upgrade + version + key},
      {"two Hosts", start + "Host: evil.example\r\n" + connection + upgrade + version + key},
      {"a folded line", start + "Connection:\r\n Upgrade\r\n" + upgrade + version + key},
      {"a blank before a colon", start + connection + "Upgrade : websocket\r\n" + version + key},
      {"a way upwards", "GET /../stream HTTP/1.1\r\nHost: localhost\r\n" + connection + upgrade + version + key},
  };
  const House house;
  for (const Row& row : rows) {
    RawClient client{house.port()};
    client.send(row.bytes + "\r\n");
    const std::string answer = client.read_until("\r\n\r\n", 1s);
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 4") || answer.starts_with("HTTP/1.1 5")) << row.why << ": " << answer;
    client.send(frame(fin | text, "hello?"));
    EXPECT_EQ(client.read_until("hello?", 50ms).find("hello?"), std::string::npos) << row.why;
  }
}

}  // namespace
}  // namespace gammafield::http

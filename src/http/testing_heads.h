#pragma once

#include <string>
#include <vector>

/// For tests only: heads of requests that are refused.
namespace gammafield::http {

struct HostileHead {
  const char* why;
  std::string head;
  int status;
};

/// Requests that a proxy and a server have been found to read in two ways, that are too much, or that nobody needs.
inline std::vector<HostileHead> hostile_heads() {
  const std::string start = "POST /mcp HTTP/1.1\r\nHost: localhost\r\n";
  return {
      {"a length and a coding", start + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
      {"a coding and a length", start + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n", 400},
      {"two lengths that differ", start + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n", 400},
      {"two lengths alike", start + "Content-Length: 5\r\nContent-Length: 5\r\n\r\n", 400},
      {"a list of lengths", start + "Content-Length: 5, 5\r\n\r\n", 400},
      {"a signed length", start + "Content-Length: +5\r\n\r\n", 400},
      {"a negative length", start + "Content-Length: -5\r\n\r\n", 400},
      {"a length in hexadecimal", start + "Content-Length: 0x5\r\n\r\n", 400},
      {"a length that no number holds", start + "Content-Length: 99999999999999999999\r\n\r\n", 400},
      {"an empty length", start + "Content-Length:\r\n\r\n", 400},
      {"a length of words", start + "Content-Length: five\r\n\r\n", 400},
      {"a blank before the colon", start + "Content-Length : 5\r\n\r\n", 400},
      {"a tab before the colon", start + "Transfer-Encoding\t: chunked\r\n\r\n", 400},
      {"a blank before the name", start + " Content-Length: 5\r\n\r\n", 400},
      {"a folded line", start + "X-A: b\r\n c\r\n\r\n", 400},
      {"a folded coding", start + "Transfer-Encoding:\r\n chunked\r\n\r\n", 400},
      {"two codings", start + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
      {"chunks", start + "Transfer-Encoding: chunked\r\n\r\n", 411},
      {"another coding", start + "Transfer-Encoding: gzip, chunked\r\n\r\n", 501},
      {"identity", start + "Transfer-Encoding: identity\r\n\r\n", 501},
      {"chunked and more", start + "Transfer-Encoding: chunked, identity\r\n\r\n", 501},
      {"chunked in quotes", start + "Transfer-Encoding: \"chunked\"\r\n\r\n", 501},
      {"xchunked", start + "Transfer-Encoding: xchunked\r\n\r\n", 501},
      {"a vertical tab", start + "Transfer-Encoding: \vchunked\r\n\r\n", 400},
      {"a NUL in a value", start + std::string{"X-A: b\0c\r\n\r\n", 12}, 400},
      {"a NUL in a name", start + std::string{"X\0A: b\r\n\r\n", 10}, 400},
      {"a bare LF", "GET / HTTP/1.1\r\nHost: localhost\nX: y\r\n\r\n", 400},
      {"a bare CR", "GET / HTTP/1.1\r\nHost: local\rhost\r\n\r\n", 400},
      {"LF alone", "GET / HTTP/1.1\nHost: localhost\n\n", 400},
      {"no host", "GET / HTTP/1.1\r\n\r\n", 400},
      {"two hosts", start + "Host: localhost\r\n\r\n", 400},
      {"a name of nothing", start + ": x\r\n\r\n", 400},
      {"no colon", start + "Content-Length\r\n\r\n", 400},
      {"bytes above ASCII in a value", start + "X-A: \xc3\xa9\r\n\r\n", 400},
      {"bytes above ASCII in a name", start + "X-\xc3\xa9: a\r\n\r\n", 400},
      {"HTTP/1.0", "GET / HTTP/1.0\r\nHost: localhost\r\n\r\n", 505},
      {"HTTP/2", "PRI * HTTP/2.0\r\n\r\n", 400},
      {"no version", "GET /\r\nHost: localhost\r\n\r\n", 400},
      {"two blanks", "GET  / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400},
      {"a blank at the end", "GET / HTTP/1.1 \r\nHost: localhost\r\n\r\n", 400},
      {"a tab for a blank", "GET\t/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 400},
      {"an empty line before", "\r\nGET / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400},
      {"absolute form", "GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 400},
      {"authority form", "CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400},
      {"asterisk form", "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", 400},
      {"a method that is no token", "GE(T / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400},
      {"a target of 5,000 bytes", "GET /" + std::string(5'000, 'a') + " HTTP/1.1\r\nHost: localhost\r\n\r\n", 414},
      {"a head of 9,000 bytes", start + "X-A: " + std::string(9'000, 'a') + "\r\n\r\n", 431},
      {"a coding with a blank before it in its line", start + "Transfer-Encoding : chunked\r\n\r\n", 400},
      {"a coding after a NUL", start + std::string{"Transfer-Encoding: \0chunked\r\n\r\n", 31}, 400},
      {"a coding in capitals", start + "TRANSFER-ENCODING: CHUNKED\r\n\r\n", 411},
      {"a coding that begins with a comma", start + "Transfer-Encoding: , chunked\r\n\r\n", 501},
      {"an empty coding", start + "Transfer-Encoding:\r\n\r\n", 400},
      {"chunked with a parameter", start + "Transfer-Encoding: chunked;x=y\r\n\r\n", 501},
      {"a length with a point", start + "Content-Length: 5.0\r\n\r\n", 400},
      {"a length with an exponent", start + "Content-Length: 5e0\r\n\r\n", 400},
      {"a length with a blank in it", start + "Content-Length: 1 0\r\n\r\n", 400},
      {"a length in other digits", start + "Content-Length: \xd9\xa5\r\n\r\n", 400},
      {"a length and a coding, far apart",
       start + "Content-Length: 5\r\nX-A: b\r\nX-C: d\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
      {"a header's line that ends with CR CR LF", start + "X-A: b\r\r\n\r\n", 400},
      {"a head that ends with CR LF LF", start + "X-A: b\r\n\n", 400},
      {"an escape in a value", start + "X-A: \x1b[31m\r\n\r\n", 400},
      {"a tab in the target", "GET /a\tb HTTP/1.1\r\nHost: localhost\r\n\r\n", 400},
      {"HTTP/1.10", "GET / HTTP/1.10\r\nHost: localhost\r\n\r\n", 505},
      {"http/1.1 in small letters", "GET / http/1.1\r\nHost: localhost\r\n\r\n", 400},
      {"HTTP/0.9", "GET /\r\n\r\n", 400},
  };
}

}  // namespace gammafield::http

#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "http/message.h"
#include "server/embedded.h"

namespace gammafield::server {

/// The dashboard's files: built into the program, compressed: by brotli where the build has made that and the client
/// takes it (browsers do where nobody can listen in: TLS, loopback), else by gzip. Nothing is read from a disk, so no
/// path leads anywhere else. Names below `assets/` have their content's hash in them: whoever has one never needs to
/// ask again. The others are asked for again each time, by ETag.
class Files {
 public:
  explicit Files(std::span<const EmbeddedFile> = embedded_files());
  /// 404 for what there is none of, 304 for what the client has. `index.html` for the empty path.
  [[nodiscard]] http::Response answer(std::string_view path, const http::Request&) const;

 private:
  struct Bytes {
    http::Text text;
    std::string etag;
  };
  struct File {
    std::string content_type, cache_control;
    Bytes plain, gzip, brotli;
  };
  struct Coded {
    const Bytes& bytes;
    std::string_view coding;  // as Content-Encoding names it; empty: plain
  };
  [[nodiscard]] static Bytes bytes_of(std::string_view);
  [[nodiscard]] static Coded coded(const File&, const http::Request&);
  std::map<std::string, File, std::less<>> files_;
};

}  // namespace gammafield::server

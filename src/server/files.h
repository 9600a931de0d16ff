#pragma once

#include <map>
#include <string>
#include <string_view>

#include "http/message.h"

namespace gammafield::server {

/// The dashboard's files: built into the program, compressed. Nothing is read from a disk, so no path leads anywhere
/// else.
class Files {
 public:
  Files();
  /// 404 for what there is none of. `index.html` for the empty path.
  [[nodiscard]] http::Response answer(std::string_view path, const http::Request&) const;

 private:
  struct File {
    std::string content_type;
    http::Text plain, gzip;
  };
  std::map<std::string, File, std::less<>> files_;
};

}  // namespace gammafield::server

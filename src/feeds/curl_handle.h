#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/ip/address.hpp>

#include "feeds/curl_library.h"
#include "feeds/transport.h"

/// What every transfer by libcurl has in common: its handle, its time limits, whom it may reach, what failed.
namespace gammafield::feeds {

using CurlSource = const CurlLibrary& (*)();  ///< called when the first transfer is made

/// Whom a transfer may reach, and what came of it.
struct Reach {
  bool only_public = false;
  std::vector<boost::asio::ip::address> allowed = {};  ///< all the same
  bool no_room = false;                                ///< no descriptors for a socket
  std::string refused = {};                            ///< the last address that was not reached for, and why
};

/// One thread at a time. Keeps its connections from transfer to transfer.
class CurlHandle {
 public:
  explicit CurlHandle(CurlSource source) : source_(source) {}

  /// Ready for another transfer, as if there had been none before; a failure where libcurl is missing. `protocols`:
  /// `http,https`. `reach` must live until it is done.
  [[nodiscard]] std::optional<TransportFailure> begin(const std::string& url, const char* protocols,
                                                      std::chrono::milliseconds timeout, Reach& reach);
  /// Requires begin().
  template <class Value>
  void set(CURLoption option, Value value) {
    api_->easy_setopt(handle_.get(), option, value);
  }
  /// Requires begin().
  [[nodiscard]] CURLcode perform() { return api_->easy_perform(handle_.get()); }
  /// The last status that the other side told; 0: none. Requires perform().
  [[nodiscard]] int status() const;
  [[nodiscard]] TransportFailure failure_of(CURLcode, const Reach&) const;

  using List = std::unique_ptr<curl_slist, decltype(&::curl_slist_free_all)>;
  /// Requires begin().
  [[nodiscard]] List list_of(const std::vector<std::string>& lines) const;

 private:
  CurlSource source_;
  const CurlApi* api_ = nullptr;
  std::unique_ptr<CURL, decltype(&::curl_easy_cleanup)> handle_{nullptr, nullptr};
};

}  // namespace gammafield::feeds

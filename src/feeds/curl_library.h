#pragma once

#include <string>

#include <curl/curl.h>

#include "base/result.h"

/// libcurl, loaded when the first request is made: it brings some thirty libraries, whose start would cost every
/// command that asks nobody.
namespace gammafield::feeds {

/// The functions of libcurl that are used.
struct CurlApi {
  decltype(&::curl_global_init) global_init = nullptr;
  decltype(&::curl_easy_init) easy_init = nullptr;
  decltype(&::curl_easy_cleanup) easy_cleanup = nullptr;
  decltype(&::curl_easy_reset) easy_reset = nullptr;
  decltype(&::curl_easy_setopt) easy_setopt = nullptr;
  decltype(&::curl_easy_perform) easy_perform = nullptr;
  decltype(&::curl_easy_getinfo) easy_getinfo = nullptr;
  decltype(&::curl_easy_strerror) easy_strerror = nullptr;
  decltype(&::curl_slist_append) slist_append = nullptr;
  decltype(&::curl_slist_free_all) slist_free_all = nullptr;
};
using CurlLibrary = base::Result<CurlApi, std::string>;

/// Loads a library of this name or path and sets it up. Or one line: what is wrong with it, and what to do.
[[nodiscard]] CurlLibrary load_curl(const char* file);
/// The system's. Loaded at the first call, by whichever thread, and the same ever after.
[[nodiscard]] const CurlLibrary& system_curl();

}  // namespace gammafield::feeds

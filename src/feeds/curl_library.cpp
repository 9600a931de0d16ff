#include "feeds/curl_library.h"

#include <dlfcn.h>

#include <fmt/format.h>

namespace gammafield::feeds {
namespace {

/// The first function that is missing, or null.
const char* look_up(void* library, CurlApi& api) {
  const char* missing = nullptr;
  const auto take = [&]<class Function>(const char* name, Function& function) {
    if (missing != nullptr) return;
    function = reinterpret_cast<Function>(::dlsym(library, name));
    if (function == nullptr) missing = name;
  };
  take("curl_global_init", api.global_init);
  take("curl_easy_init", api.easy_init);
  take("curl_easy_cleanup", api.easy_cleanup);
  take("curl_easy_reset", api.easy_reset);
  take("curl_easy_setopt", api.easy_setopt);
  take("curl_easy_perform", api.easy_perform);
  take("curl_easy_getinfo", api.easy_getinfo);
  take("curl_easy_strerror", api.easy_strerror);
  take("curl_slist_append", api.slist_append);
  take("curl_slist_free_all", api.slist_free_all);
  return missing;
}

}  // namespace

CurlLibrary load_curl(const char* file) {
  // never closed: what it has set up ends with the process
  void* const library = ::dlopen(file, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    const char* why = ::dlerror();
    return base::failure(
        fmt::format("libcurl: {}; install the package libcurl4", why == nullptr ? "cannot be loaded" : why));
  }
  CurlApi api;
  if (const char* missing = look_up(library, api))
    return base::failure(
        fmt::format("libcurl: {} has no function {}: not libcurl; install the package libcurl4", file, missing));
  if (api.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
    return base::failure(fmt::format("libcurl: {} cannot be set up here", file));
  return api;
}

const CurlLibrary& system_curl() {
  static const CurlLibrary library = load_curl("libcurl.so.4");
  return library;
}

}  // namespace gammafield::feeds

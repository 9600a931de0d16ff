#include "feeds/access.h"

#include <utility>

namespace gammafield::feeds {

base::Result<Response, TransportFailure> Access::get(Transport& transport, std::string url, Moment now) const {
  Request request{.url = std::move(url), .headers = {{"Accept", "application/json"}}};
  if (key) request.headers.push_back(key->header());
  pace->asked(now);
  auto response = transport.send(request);
  if (response) pace->answered(*response, now);
  return response;
}

Trouble Access::without_key(Trouble trouble) const {
  if (key) trouble.detail = key->without_it(std::move(trouble.detail));
  return trouble;
}

}  // namespace gammafield::feeds

#include "server/workers.h"

#include <utility>

#include <boost/asio/post.hpp>

namespace gammafield::server {

bool Workers::take(std::function<void()> work) {
  if (waiting_ >= most_) return false;
  ++waiting_;
  boost::asio::post(pool_, [this, work = std::move(work)] {
    work();
    --waiting_;
  });
  return true;
}

}  // namespace gammafield::server

#pragma once

#include <functional>
#include <memory>

#include <boost/asio/ip/tcp.hpp>

#include "http/server.h"

namespace gammafield::http {

/// Carries the talk as Server-Sent Events (`text/event-stream`) until the client leaves; `over` is called at its end.
void talk_by_events(boost::asio::ip::tcp::socket, std::string head, std::unique_ptr<Talk>, const ServerOptions&,
                    std::function<void(std::weak_ptr<Wire>)> started, std::function<void()> over);

}  // namespace gammafield::http

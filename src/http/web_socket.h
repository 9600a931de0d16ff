#pragma once

#include <functional>
#include <memory>

#include <boost/asio/ip/tcp.hpp>

#include "http/request_reader.h"
#include "http/server.h"

namespace gammafield::http {

/// Answers the handshake and carries the talk until either side has had enough; `over` is called at its end. Text
/// messages of at most Limits::message bytes; one that sends more than it should, or too often, is closed (1009, 1008).
void talk_by_web_socket(boost::asio::ip::tcp::socket, const RequestReader::Parsed&, std::unique_ptr<Talk>,
                        const ServerOptions&, std::function<void(std::weak_ptr<Wire>)> started,
                        std::function<void()> over);

}  // namespace gammafield::http

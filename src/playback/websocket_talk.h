#pragma once

#include <functional>
#include <memory>

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include "playback/faulty_line.h"

namespace gammafield::playback {

/// Answers a request to become a WebSocket and carries the line's texts until either side has had enough.
void talk(boost::asio::ip::tcp::socket, const boost::beast::http::request<boost::beast::http::string_body>&,
          std::unique_ptr<FaultyLine>, std::function<Now()>);

}  // namespace gammafield::playback

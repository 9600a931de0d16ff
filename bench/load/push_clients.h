#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "load/latencies.h"

namespace gammafield::bench {

struct PushOutcome {
  std::size_t messages = 0, bytes = 0;
  std::size_t reports = 0;    ///< whole ones among them, the first of each client too
  std::size_t conflated = 0;  ///< messages that say that updates were passed over
  std::size_t gaps = 0;       ///< updates that a client missed without being told
  std::size_t ended = 0;      ///< connections that the server ended
  Latencies delivery;         ///< of deltas: from the moment in the message, to a millisecond, to its last byte here
  Latencies first;            ///< the same of each update's first client: what making the message takes is in it
  Latencies others;           ///< from an update's first client to each other one: the fan-out alone
};

/// WebSockets that read what they are told and answer pings.
class PushClients {
 public:
  /// Opens so many; `stalled`: that read nothing, with as little room as the system gives.
  PushClients(int port, const std::string& target, std::size_t count, bool stalled = false);
  PushClients(const PushClients&) = delete;
  PushClients& operator=(const PushClients&) = delete;
  ~PushClients();

  [[nodiscard]] PushOutcome listen(double seconds);
  [[nodiscard]] std::size_t open() const;

 private:
  struct Client {
    int socket = -1;
    bool talks = false;          ///< the handshake is done
    std::string head = {};       ///< of the handshake's answer, or of a frame and the beginning of its text
    std::size_t left = 0;        ///< of the frame, after `head`
    std::uint64_t sequence = 0;  ///< the last one heard
  };
  void hear(Client&, PushOutcome&);
  std::size_t take(Client&, std::string_view, PushOutcome&);
  void whole(Client&, PushOutcome&);

  int poll_;
  std::vector<Client> clients_;
  std::map<std::string, double> moments_;       ///< as texts of `as_of`, seconds since 1970
  std::map<std::uint64_t, double> first_came_;  ///< by sequence, seconds since 1970
};

}  // namespace gammafield::bench

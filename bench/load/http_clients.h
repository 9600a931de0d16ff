#pragma once

#include <map>
#include <string>
#include <vector>

#include "load/latencies.h"

namespace gammafield::bench {

/// Clients that keep their connections and ask one request after the other.
struct HttpLoad {
  int port = 0;
  std::size_t connections = 256;
  std::vector<std::string> requests = {};  ///< whole, in turn
  double seconds = 5;
  /// Requests a second, each at its time on the first free connection, its latency from that time on: a server that
  /// falls behind is not spared. 0: every connection asks as soon as it is answered.
  double rate = 0;
};

struct HttpOutcome {
  std::map<int, std::size_t> by_status;
  std::size_t cut = 0;  ///< connections that ended without an answer
  double seconds = 0;
  Latencies answered, shed;  ///< of 200 and 304; of 429 and 503
  [[nodiscard]] double answered_a_second() const { return static_cast<double>(answered.count()) / seconds; }
  [[nodiscard]] double shed_a_second() const { return static_cast<double>(shed.count()) / seconds; }
  void add(const HttpOutcome&);  ///< of another stretch of the same
};

/// One thread. Whose connection is closed comes again after a second.
[[nodiscard]] HttpOutcome ask(const HttpLoad&);

/// A GET of this server, whole.
[[nodiscard]] std::string get(const std::string& target, int port, const std::string& headers = "");
/// One answer, head and body; empty: none.
[[nodiscard]] std::string answer_to(int port, const std::string& request);

}  // namespace gammafield::bench

#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace gammafield::bench {

/// A client's socket of 127.0.0.1, which does not wait; -1: no descriptor or no server. `least_room`: for what is sent
/// to it, as little as the system gives.
[[nodiscard]] int connected(int port, bool least_room = false);
/// Whether all of it left.
bool send_all(int socket, std::string_view bytes);
/// As many descriptors as the system allows.
void allow_descriptors();

/// The head of an answer, whole.
struct AnswerHead {
  int status = 0;
  std::size_t head_bytes = 0, body_bytes = 0;
  bool closes = false;
};
/// None: not whole yet.
[[nodiscard]] std::optional<AnswerHead> answer_head(std::string_view bytes);

}  // namespace gammafield::bench

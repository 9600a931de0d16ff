#pragma once

#include <string>

namespace gammafield::base {

/// Why the program could not do what it was asked; each has a documented exit code.
enum class RefusalKind {
  usage,           ///< the command or a setting is wrong (exit 2)
  no_usable_data,  ///< understood, but nothing in it can be computed with (exit 3)
  input_rejected,  ///< not a chain, cut short, or contradicting itself (exit 6)
  output_failed,   ///< a file or standard output could not be written (exit 7)
};

/// One clear line for the user: what, where, why, and what to do.
struct Refusal {
  RefusalKind kind = RefusalKind::input_rejected;
  std::string message;
};

[[nodiscard]] constexpr int exit_code(RefusalKind kind) {
  switch (kind) {
    case RefusalKind::usage: return 2;
    case RefusalKind::no_usable_data: return 3;
    case RefusalKind::input_rejected: return 6;
    case RefusalKind::output_failed: return 7;
  }
  return 1;
}

}  // namespace gammafield::base

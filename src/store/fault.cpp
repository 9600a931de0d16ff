#include "store/fault.h"

namespace gammafield::store {
namespace {

std::string_view what_to_do(FaultKind kind) {
  switch (kind) {
    case FaultKind::damaged: return "; other days are not touched by it; restore this file from a copy or move it away";
    case FaultKind::too_new: return "; use that version or a newer one; nothing was changed";
    case FaultKind::not_there: return "; `gammafield store FOLDER` lists what there is";
    case FaultKind::busy: return "; only one recorder at a time writes to a folder: stop the other one";
    case FaultKind::read_only: return "; give write permission, or choose another folder";
    case FaultKind::full: return "; free some space: recording resumes by itself";
    case FaultKind::out_of_memory:
    case FaultKind::failed: return "";
  }
  return "";
}

}  // namespace

std::string_view to_string(FaultKind kind) {
  switch (kind) {
    case FaultKind::damaged: return "damaged";
    case FaultKind::too_new: return "too_new";
    case FaultKind::not_there: return "not_there";
    case FaultKind::busy: return "busy";
    case FaultKind::read_only: return "read_only";
    case FaultKind::full: return "full";
    case FaultKind::out_of_memory: return "out_of_memory";
    case FaultKind::failed: return "failed";
  }
  return "failed";
}

base::Refusal to_refusal(const Fault& fault) {
  const bool of_input =
      fault.kind == FaultKind::damaged || fault.kind == FaultKind::too_new || fault.kind == FaultKind::not_there;
  return {of_input ? base::RefusalKind::input_rejected : base::RefusalKind::output_failed,
          fault.message + std::string{what_to_do(fault.kind)}};
}

}  // namespace gammafield::store

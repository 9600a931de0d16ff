#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/targets.cpp"
#include "hwy/foreach_target.h"
// after foreach_target
#include "hwy/highway.h"
#include "kernels/targets.h"

HWY_BEFORE_NAMESPACE();
namespace gammafield::kernels::HWY_NAMESPACE {

Target compiled_target() {
#if HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX3
  return Target::avx512;
#elif HWY_ARCH_X86 && HWY_TARGET == HWY_AVX2
  return Target::avx2;
#else
  return Target::baseline;
#endif
}

}  // namespace gammafield::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace gammafield::kernels {
namespace {

HWY_EXPORT(compiled_target);

std::int64_t bits_of(Target target) {
  switch (target) {
    case Target::avx512: return HWY_AVX3;
    case Target::avx2: return HWY_AVX2;
    case Target::baseline: return HWY_STATIC_TARGET;
  }
  return HWY_STATIC_TARGET;
}

}  // namespace

std::string_view to_string(Target target) {
  switch (target) {
    case Target::avx512: return "avx512";
    case Target::avx2: return "avx2";
    case Target::baseline: return "baseline";
  }
  return "baseline";
}

std::vector<Target> supported_targets() {
  std::vector<Target> targets;
  for (Target target : {Target::avx512, Target::avx2})
    if ((HWY_TARGETS & hwy::SupportedTargets() & bits_of(target)) != 0) targets.push_back(target);
  targets.push_back(Target::baseline);
  return targets;
}

ForcedTarget::ForcedTarget(Target target) { hwy::SetSupportedTargetsForTest(bits_of(target)); }
ForcedTarget::~ForcedTarget() { hwy::SetSupportedTargetsForTest(0); }

Target chosen_target() { return HWY_DYNAMIC_DISPATCH(compiled_target)(); }

}  // namespace gammafield::kernels
#endif

#include "chart/png.h"

#include <cairo.h>
#include <dlfcn.h>
#include <fmt/format.h>
#include <librsvg/rsvg.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace gammafield::chart {
namespace {

using base::failure;
using base::Refusal;
using base::RefusalKind;
using base::Result;

constexpr double most_pixels = 16384;

/// The entry points used, with the types of the headers.
struct Renderer {
  decltype(&rsvg_handle_new_from_data) handle_from_data = nullptr;
  decltype(&rsvg_handle_get_intrinsic_size_in_pixels) intrinsic_size = nullptr;
  decltype(&rsvg_handle_render_document) render = nullptr;
  decltype(&g_object_unref) unref = nullptr;
  decltype(&g_error_free) free_error = nullptr;
  decltype(&cairo_image_surface_create) new_surface = nullptr;
  decltype(&cairo_surface_destroy) destroy_surface = nullptr;
  decltype(&cairo_create) new_context = nullptr;
  decltype(&cairo_destroy) destroy_context = nullptr;
  decltype(&cairo_status) status = nullptr;
  decltype(&cairo_surface_write_to_png_stream) write_png = nullptr;
};

Refusal not_installed(std::string_view what) {
  return {RefusalKind::usage,
          fmt::format("PNG needs librsvg and cairo at run time ({}): install librsvg2-2, or write .svg instead", what)};
}

template <class Function>
bool find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(dlsym(library, name));
  return function != nullptr;
}

/// dlsym on a library also finds what the libraries it needs offer: glib and gobject come with librsvg.
bool find_all(void* rsvg, void* cairo, Renderer& renderer) {
  return find(rsvg, "rsvg_handle_new_from_data", renderer.handle_from_data) &&
         find(rsvg, "rsvg_handle_get_intrinsic_size_in_pixels", renderer.intrinsic_size) &&
         find(rsvg, "rsvg_handle_render_document", renderer.render) && find(rsvg, "g_object_unref", renderer.unref) &&
         find(rsvg, "g_error_free", renderer.free_error) &&
         find(cairo, "cairo_image_surface_create", renderer.new_surface) &&
         find(cairo, "cairo_surface_destroy", renderer.destroy_surface) &&
         find(cairo, "cairo_create", renderer.new_context) && find(cairo, "cairo_destroy", renderer.destroy_context) &&
         find(cairo, "cairo_status", renderer.status) &&
         find(cairo, "cairo_surface_write_to_png_stream", renderer.write_png);
}

Result<Renderer, Refusal> load() {
  // Never closed: glib's types cannot be registered twice.
  void* const cairo = dlopen("libcairo.so.2", RTLD_NOW | RTLD_LOCAL);
  if (cairo == nullptr) return failure(not_installed("libcairo.so.2 not found"));
  void* const rsvg = dlopen("librsvg-2.so.2", RTLD_NOW | RTLD_LOCAL);
  if (rsvg == nullptr) return failure(not_installed("librsvg-2.so.2 not found"));
  Renderer renderer;
  if (!find_all(rsvg, cairo, renderer)) return failure(not_installed("librsvg is older than 2.52"));
  return renderer;
}

const Result<Renderer, Refusal>& renderer() {
  static const Result<Renderer, Refusal> loaded = load();
  return loaded;
}

template <class T>
using Owned = std::unique_ptr<T, void (*)(T*)>;

cairo_status_t append_bytes(void* closure, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

/// What librsvg says went wrong, as one line; frees the error.
std::string reason(const Renderer& use, GError* error, std::string_view without) {
  if (error == nullptr) return std::string{without};
  std::string words = error->message;
  use.free_error(error);
  while (!words.empty() && words.back() == '\n') words.pop_back();
  std::ranges::replace(words, '\n', ' ');
  return words;
}

/// The parsed picture; the refusal carries librsvg's own words.
Result<std::shared_ptr<RsvgHandle>, Refusal> parsed(const Renderer& use, std::string_view svg) {
  GError* error = nullptr;
  RsvgHandle* const handle = use.handle_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), &error);
  if (handle != nullptr) return std::shared_ptr<RsvgHandle>{handle, [unref = use.unref](RsvgHandle* h) { unref(h); }};
  return failure(
      Refusal{RefusalKind::input_rejected, "librsvg cannot read the SVG: " + reason(use, error, "no reason given")});
}

Result<std::string, Refusal> rendered(const Renderer& use, RsvgHandle* handle, double width, double height) {
  const Owned<cairo_surface_t> surface{
      use.new_surface(CAIRO_FORMAT_ARGB32, static_cast<int>(width), static_cast<int>(height)), use.destroy_surface};
  const Owned<cairo_t> context{use.new_context(surface.get()), use.destroy_context};
  const RsvgRectangle viewport{0, 0, width, height};
  GError* error = nullptr;
  const bool drawn = use.render(handle, context.get(), &viewport, &error) != FALSE;
  const auto why = reason(use, error, "out of memory");
  std::string png;
  if (!drawn || use.status(context.get()) != CAIRO_STATUS_SUCCESS ||
      use.write_png(surface.get(), append_bytes, &png) != CAIRO_STATUS_SUCCESS) {
    return failure(Refusal{RefusalKind::input_rejected, "librsvg cannot draw the SVG: " + why});
  }
  return png;
}

}  // namespace

Result<std::string, Refusal> png_from_svg(std::string_view svg, PixelScale scale) {
  const auto& use = renderer();
  if (!use) return failure(use.error());
  const auto handle = parsed(*use, svg);
  if (!handle) return failure(handle.error());
  double width = 0, height = 0;
  if (!use->intrinsic_size(handle->get(), &width, &height)) {
    return failure(Refusal{RefusalKind::input_rejected, "the SVG gives no width and height in pixels"});
  }
  width = std::round(width * scale.value());
  height = std::round(height * scale.value());
  if (!(width >= 1 && height >= 1 && width <= most_pixels && height <= most_pixels)) {
    return failure(Refusal{RefusalKind::usage, fmt::format("a PNG of {} x {} pixels: must be between 1 and {}", width,
                                                           height, most_pixels)});
  }
  return rendered(*use, handle->get(), width, height);
}

}  // namespace gammafield::chart

// librsvg draws with the fonts of the machine: DejaVu Sans is named in our drawings, and is what set-up installs.
#include "report/picture.hpp"

#include "base/failure.hpp"

#include <fmt/format.h>
#include <librsvg/rsvg.h>

#include <cmath>
#include <memory>

namespace tidewaiter::report {

namespace {

using base::Failure;
using base::FailureKind;

constexpr double scale = 2;
constexpr std::size_t most_bytes = 64'000'000;
constexpr double most_pixels = 32'000; ///< of a side; Cairo's own limit is 32,767

template <auto release>
struct Release {
    template <class T>
    void operator()(T* thing) const {
        release(thing);
    }
};

struct Problem {
    GError* error = nullptr;

    Problem() = default;
    Problem(const Problem&) = delete;
    Problem& operator=(const Problem&) = delete;
    ~Problem() { g_clear_error(&error); }

    std::string text() const { return error == nullptr ? "no reason given" : error->message; }
};

cairo_status_t append(void* out, const unsigned char* bytes, unsigned count) {
    static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), count);
    return CAIRO_STATUS_SUCCESS;
}

} // namespace

std::string png_of(const std::string& svg) {
    if (svg.size() > most_bytes) {
        throw Failure(FailureKind::bad_input, "the drawing is too large for an image", "Ask for fewer rows, or write it as .svg.");
    }
    Problem problem;
    const std::unique_ptr<RsvgHandle, Release<g_object_unref>> drawing(
        rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), &problem.error));
    gdouble width = 0;
    gdouble height = 0;
    if (!drawing || rsvg_handle_get_intrinsic_size_in_pixels(drawing.get(), &width, &height) == FALSE) {
        throw Failure(FailureKind::bad_input, fmt::format("the drawing is no SVG with a size: {}", problem.text()));
    }
    const double larger = std::max(width, height) * scale;
    const double by = larger > most_pixels ? scale * most_pixels / larger : scale;
    const std::unique_ptr<cairo_surface_t, Release<cairo_surface_destroy>> surface(
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(std::ceil(width * by)), static_cast<int>(std::ceil(height * by))));
    const std::unique_ptr<cairo_t, Release<cairo_destroy>> canvas(cairo_create(surface.get()));
    const RsvgRectangle whole{0, 0, width * by, height * by};
    if (cairo_status(canvas.get()) != CAIRO_STATUS_SUCCESS || rsvg_handle_render_document(drawing.get(), canvas.get(), &whole, &problem.error) == FALSE) {
        throw Failure(FailureKind::machine, fmt::format("the picture cannot be drawn: {}", problem.text()), "Write it as .svg.");
    }
    std::string png;
    if (cairo_surface_write_to_png_stream(surface.get(), append, &png) != CAIRO_STATUS_SUCCESS) {
        throw Failure(FailureKind::machine, "the picture cannot be written as PNG", "Write it as .svg.");
    }
    return png;
}

} // namespace tidewaiter::report

#include "report/picture.hpp"

#include "base/failure.hpp"

#include <gtest/gtest.h>

#include <librsvg/rsvg.h>

namespace tidewaiter::report {
namespace {

std::string drawing(std::string_view inside) {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 120 40\" width=\"120\" height=\"40\"><style>text{font:12px system-ui,\"DejaVu Sans\",sans-serif;fill:#000}</style>"
           "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>" +
           std::string(inside) + "</svg>";
}

/// The pixels of a PNG.
struct Image {
    int width = 0, height = 0;
    std::size_t dark = 0;

    explicit Image(std::string png) {
        struct Rest {
            std::string bytes;
            std::size_t at = 0;
        } rest{std::move(png)};
        cairo_surface_t* surface = cairo_image_surface_create_from_png_stream(
            [](void* closure, unsigned char* out, unsigned count) {
                Rest& from = *static_cast<Rest*>(closure);
                if (from.bytes.size() - from.at < count) {
                    return CAIRO_STATUS_READ_ERROR;
                }
                std::copy_n(from.bytes.begin() + static_cast<std::ptrdiff_t>(from.at), count, out);
                from.at += count;
                return CAIRO_STATUS_SUCCESS;
            },
            &rest);
        width = cairo_image_surface_get_width(surface);
        height = cairo_image_surface_get_height(surface);
        for (int y = 0; y < height; ++y) {
            const unsigned char* row = cairo_image_surface_get_data(surface) + y * cairo_image_surface_get_stride(surface);
            for (int x = 0; x < width; ++x) {
                dark += row[4 * x] < 100 ? 1U : 0U;
            }
        }
        cairo_surface_destroy(surface);
    }
};

TEST(Picture, HasTwoPixelsForEachOfTheDrawing) {
    const Image image(png_of(drawing("<rect x=\"10\" y=\"10\" width=\"20\" height=\"10\" fill=\"#000\"/>")));
    EXPECT_EQ(image.width, 240);
    EXPECT_EQ(image.height, 80);
    EXPECT_EQ(image.dark, 40U * 20U);
}

TEST(Picture, LettersAreDrawn) {
    const Image image(png_of(drawing("<text x=\"5\" y=\"20\">Basis: origin</text>")));
    EXPECT_GT(image.dark, 200U) << "no font is installed: fonts-dejavu-core";
    EXPECT_NE(png_of(drawing("<text x=\"5\" y=\"20\">A</text>")), png_of(drawing("<text x=\"5\" y=\"20\">B</text>"))) << "boxes for letters";
}

TEST(Picture, SameDrawingSameBytes) { EXPECT_EQ(png_of(drawing("<text x=\"5\" y=\"20\">A</text>")), png_of(drawing("<text x=\"5\" y=\"20\">A</text>"))); }

TEST(Picture, WhatIsNoDrawingIsRefused) {
    EXPECT_THROW(png_of("<html></html>"), base::Failure);
    EXPECT_THROW(png_of(""), base::Failure);
}

TEST(Picture, NothingIsFetchedFromElsewhere) {
    // A file beside the program must not come into a picture by way of a name in the data.
    const Image image(png_of(drawing("<image href=\"file:///etc/hostname\" width=\"10\" height=\"10\"/>")));
    EXPECT_EQ(image.dark, 0U);
}

} // namespace
} // namespace tidewaiter::report

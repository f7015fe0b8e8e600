// Files of data/ that travel inside the program, so that one binary works anywhere.
#pragma once

#include <string_view>

/// Names the bytes that cmake's EMBED put into a module: TIDEWAITER_EMBEDDED(countries_csv) for
/// data/countries.csv. Use at namespace scope, in one source file; it defines embedded_<symbol>().
#define TIDEWAITER_EMBEDDED(symbol)                                                                                    \
    extern "C" {                                                                                                       \
    extern const char tidewaiter_data_##symbol##_begin[];                                                              \
    extern const char tidewaiter_data_##symbol##_end[];                                                                \
    }                                                                                                                  \
    static std::string_view embedded_##symbol() {                                                                      \
        return {tidewaiter_data_##symbol##_begin,                                                                      \
                static_cast<std::size_t>(tidewaiter_data_##symbol##_end - tidewaiter_data_##symbol##_begin)};          \
    }                                                                                                                  \
    static_assert(true)

// The kinds of RecordSource; inside screen/ only.
#pragma once

#include "screen/record_source.hpp"

namespace tidewaiter::screen {

std::unique_ptr<RecordSource> open_workbook(const std::string& path, const SourceOptions& options);
std::unique_ptr<RecordSource> open_iso20022(const std::string& path);
std::unique_ptr<RecordSource> open_mt(const std::string& path);

/// Is it a name that recognise_column knows?
bool names_a_column(std::string_view text);

/// Do the first bytes of a file (decompressed) show such messages?
bool looks_like_iso20022(std::string_view head);
bool looks_like_mt(std::string_view head);

} // namespace tidewaiter::screen

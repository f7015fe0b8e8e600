// What to tell a user about a file that is none of the formats: mostly an error page, an empty download or the
// right list in a form that is not read here.
#include "base/failure.hpp"
#include "base/utf8.hpp"
#include "lists/file_head.hpp"
#include "lists/list_reader.hpp"
#include "lists/sheet_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace tidewaiter::lists {

namespace {

struct Signature {
    std::string_view bytes;
    std::string_view what;
};

constexpr std::array signatures{
    Signature{"%PDF", "a PDF document; fetch the list as XML or CSV instead"},
    Signature{"\xd0\xcf\x11\xe0", "an old Excel workbook, or one locked with a password; save it as XLSX without one"},
    Signature{"BZh", "a bzip2 archive; unpack it first"},
    Signature{"\xfd" "7zXZ", "an xz archive; unpack it first"},
    Signature{"\x28\xb5\x2f\xfd", "a zstd archive; unpack it first"},
    Signature{"\xff\xfe", "text in UTF-16; save it as UTF-8"},
    Signature{"\xfe\xff", "text in UTF-16; save it as UTF-8"},
    Signature{"SQLite format 3", "an SQLite database"},
    Signature{"PAR1", "a Parquet file"},
};

std::string to_lower(std::string_view text) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return lower;
}

/// Name of the first element, past declarations and comments; empty when there is none.
std::string root_element(std::string_view text) {
    for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at)) {
        const std::string_view rest = text.substr(at);
        if (rest.starts_with("<!--")) {
            at = text.find("-->", at);
        } else if (rest.starts_with("<?") || rest.starts_with("<!")) {
            at = text.find('>', at);
        } else {
            const std::size_t end = rest.find_first_of(" \t\r\n/>", 1);
            return std::string(base::utf8_prefix(rest.substr(1, end == std::string_view::npos ? 60 : end - 1), 60));
        }
        if (at == std::string_view::npos) {
            break;
        }
    }
    return {};
}

/// "a spreadsheet whose first rows are ...", or what is wrong with the archive.
std::string describe_zip(const std::string& path) {
    std::vector<std::vector<std::string>> rows;
    try {
        rows = sheet_head_rows(load_sheet_head(path));
    } catch (const base::Failure& failure) {
        return failure.what();
    }
    if (rows.empty()) {
        return "a spreadsheet whose first sheet is empty";
    }
    // The widest of the first rows is most like a header.
    const auto& widest = *std::ranges::max_element(rows, {}, [](const auto& row) { return row.size(); });
    std::string columns;
    for (std::size_t i = 0; i < std::min<std::size_t>(widest.size(), 6); ++i) {
        columns += i == 0 ? "" : ", ";
        columns += base::utf8_prefix(widest[i], 40);
    }
    return fmt::format("a spreadsheet of {} columns that is no list read here; it starts with: {}{}", widest.size(),
                       columns, widest.size() > 6 ? ", ..." : "");
}

std::string describe_columns(std::string_view text) {
    constexpr std::array separators{',', ';', '\t', '|'};
    const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
    const char separator = *std::ranges::max_element(
        separators, {}, [&](char candidate) { return std::ranges::count(line, candidate); });
    const auto records = first_records(text, separator, 1);
    if (records.empty() || records[0].size() < 2) {
        return fmt::format("text that starts with \"{}\"", base::to_valid_utf8(base::utf8_prefix(line, 60)));
    }
    std::string columns;
    for (std::size_t i = 0; i < std::min<std::size_t>(records[0].size(), 6); ++i) {
        columns += i == 0 ? "" : ", ";
        columns += base::squash(base::to_valid_utf8(base::utf8_prefix(records[0][i], 40)));
    }
    return fmt::format("a table of {} columns that is no list read here; it starts with: {}{}", records[0].size(),
                       columns, records[0].size() > 6 ? ", ..." : "");
}

} // namespace

std::string describe_unrecognised(const std::string& path) {
    std::string bytes;
    try {
        bytes = load_head(path);
    } catch (const base::Failure& failure) {
        return failure.what();
    }
    if (bytes.empty()) {
        return "an empty file";
    }
    if (is_zip(bytes)) {
        return describe_zip(path);
    }
    for (const Signature& signature : signatures) {
        if (std::string_view(bytes).starts_with(signature.bytes)) {
            return std::string(signature.what);
        }
    }
    const std::string_view text = base::trim(without_mark(bytes));
    if (text.empty()) {
        return "a file of nothing but blanks";
    }
    if (std::ranges::count(text, '\0') > 0) {
        return "a file with NUL bytes, not text";
    }
    const std::string start = to_lower(text.substr(0, 2'000));
    if (start.starts_with("<!doctype html") || start.find("<html") != std::string::npos) {
        return "an HTML page, such as a server's error or login page, in place of the list";
    }
    if (text.starts_with('<')) {
        const std::string root = root_element(text);
        return root.empty() ? std::string("text that starts like XML but has no element")
                            : fmt::format("XML with root element {}, which no reader here knows", root);
    }
    if (text.starts_with('{') || text.starts_with('[')) {
        return "JSON that is not FollowTheMoney entities, one object in a line";
    }
    return describe_columns(text);
}

} // namespace tidewaiter::lists

// What to tell a user about a file that is none of the formats: mostly an error page, an empty
// download or the right list in a form that is not read here.
#include "base/failure.hpp"
#include "base/utf8.hpp"
#include "lists/ascii.hpp"
#include "lists/file_head.hpp"
#include "lists/format_likeness.hpp"
#include "lists/list_reader.hpp"
#include "lists/sheet_file.hpp"
#include "lists/xml_head.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tidewaiter::lists {

namespace {

struct Signature {
    std::string_view bytes;
    std::string_view what;
};

constexpr std::array signatures{
    Signature{"%PDF", "a PDF document; fetch the list as XML or CSV instead"},
    Signature{"\xd0\xcf\x11\xe0",
              "an old Excel workbook, or one locked with a password; save it as XLSX without one"},
    Signature{"BZh", "a bzip2 archive; unpack it first"},
    Signature{"\xfd"
              "7zXZ",
              "an xz archive; unpack it first"},
    Signature{"\x28\xb5\x2f\xfd", "a zstd archive; unpack it first"},
    Signature{"\xff\xfe", "text in UTF-16; save it as UTF-8"},
    Signature{"\xfe\xff", "text in UTF-16; save it as UTF-8"},
    Signature{"SQLite format 3", "an SQLite database"},
    Signature{"PAR1", "a Parquet file"},
    Signature{"{\\rtf", "a document in rich text (RTF)"},
    Signature{"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"},
    Signature{"\x89PNG", "a picture"},
    Signature{"From: ", "an e-mail; save the list that is attached"},
};

/// Known to be somebody's, and not read.
struct KnownRoot {
    std::string_view root;
    std::string_view what;
};

constexpr std::array known_roots{
    KnownRoot{"LEIData", "GLEIF's register of companies, which is no list of sanctioned parties"},
    KnownRoot{"RelationshipData",
              "GLEIF's register of owners, which is no list of sanctioned parties"},
    KnownRoot{"rss", "a news feed (RSS)"},
    KnownRoot{"feed", "a news feed (Atom)"},
    KnownRoot{"Error", "a server's error message"},
};

std::string first_of(const std::vector<std::string>& names) {
    constexpr std::size_t most = 6;
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), most); ++i) {
        text += i == 0 ? "" : ", ";
        text += base::squash(base::to_valid_utf8(base::utf8_prefix(names[i], 40)));
    }
    return text + (names.size() > most ? ", ..." : "");
}

std::string describe_xml(std::string_view text) {
    const XmlHead head = look_at_xml_head(text);
    const std::string root = base::to_valid_utf8(base::utf8_prefix(head.root, 60));
    if (root.empty()) {
        return "text that starts like XML but has no element";
    }
    const auto known = std::ranges::find(known_roots, root, &KnownRoot::root);
    const auto likest = find_likest_format(ListMarks::Kind::xml, root, element_names(text));
    if (!likest && known != known_roots.end()) {
        return fmt::format("XML with root element {}: {}", root, known->what);
    }
    return likest ? fmt::format("XML with root element {}{}", root, to_words(likest))
                  : fmt::format("XML with root element {}, which no reader here knows", root);
}

std::string describe_json(std::string_view text) {
    const auto keys = json_keys(text);
    const auto likest = find_likest_format(ListMarks::Kind::json, {}, keys);
    if (keys.empty()) {
        return "JSON without a single key";
    }
    return fmt::format("JSON whose keys are {}{}", first_of(keys),
                       to_words(likest));
}

/// "list.xlsx is a damaged archive" -> "a damaged archive".
std::string without_path(std::string message, const std::string& path) {
    const std::string lead = path + " is ";
    return message.starts_with(lead) ? message.substr(lead.size()) : message;
}

/// "a spreadsheet whose first rows are ...", or what is wrong with the archive.
std::string describe_zip(const std::string& path) {
    std::vector<std::vector<std::string>> rows;
    try {
        rows = sheet_head_rows(load_sheet_head(path));
    } catch (const base::Failure& failure) {
        return without_path(failure.what(), path);
    }
    if (rows.empty()) {
        return "a spreadsheet whose first sheet is empty";
    }
    // The widest of the first rows is most like a header.
    const auto& widest =
        *std::ranges::max_element(rows, {}, [](const auto& row) { return row.size(); });
    std::vector<std::string> names;
    for (const auto& row : rows) {
        names.insert(names.end(), row.begin(), row.end());
    }
    return fmt::format(
        "a spreadsheet of {} columns; it starts with: {}{}",
        widest.size(), first_of(widest),
        to_words(find_likest_format(ListMarks::Kind::table, {}, names)));
}

/// A table without a header whose rows begin with a number is most like OFAC's.
std::string describe_columns(std::string_view text) {
    const TableHead table = table_head(text);
    if (table.widest.size() < 2) {
        const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
        return fmt::format("text that starts with \"{}\"",
                           base::to_valid_utf8(base::utf8_prefix(line, 60)));
    }
    std::string likest = to_words(find_likest_format(ListMarks::Kind::table, {}, table.names));
    const std::string& first = table.widest.front();
    if (likest.empty() && !first.empty() && std::ranges::all_of(first, is_digit)) {
        likest = fmt::format("; its lines begin with a number as OFAC's do, but those have 12, 6, "
                             "5 or 2 fields, with OFAC's words for "
                             "kinds and nulls (individual, aka, -0-)");
    }
    return fmt::format("a table of {} columns; it starts with: {}{}",
                       table.widest.size(), first_of(table.widest), likest);
}

} // namespace

std::string describe_unrecognised(const std::string& path) {
    std::string bytes;
    try {
        bytes = load_head(path);
    } catch (const base::Failure& failure) {
        return without_path(failure.what(), path);
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
        return describe_xml(text);
    }
    if (text.starts_with('{') || text.starts_with('[')) {
        return describe_json(text);
    }
    return describe_columns(text);
}

} // namespace tidewaiter::lists

#include "lists/format_likeness.hpp"

#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"
#include "lists/file_head.hpp"

#include "base/utf8.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <unordered_set>

namespace tidewaiter::lists {

namespace {

/// More names than any list's head has; a hostile file must not cost more.
constexpr std::size_t most_names = 2'000;

void add_name(std::vector<std::string>& names, std::unordered_set<std::string>& seen,
              std::string_view name) {
    if (!name.empty() && names.size() < most_names && seen.insert(std::string(name)).second) {
        names.emplace_back(name);
    }
}

std::string_view mark_word(ListMarks::Kind kind, bool several) {
    if (kind == ListMarks::Kind::xml) {
        return several ? "elements" : "element";
    }
    if (kind == ListMarks::Kind::json) {
        return several ? "keys" : "key";
    }
    return several ? "columns" : "column";
}

} // namespace

std::optional<FormatLikeness> find_likest_format(ListMarks::Kind kind, std::string_view root,
                                                 const std::vector<std::string>& names) {
    std::unordered_set<std::string> lower;
    for (const std::string& name : names) {
        lower.insert(to_lower(clean_text(name)));
    }
    std::optional<FormatLikeness> best;
    std::size_t best_share = 0; // marks present in a thousand; the root counts as all of them
    for (const ListFormat& format : all_formats()) {
        if (format.marks.kind != kind || format.marks.names.empty()) {
            continue;
        }
        FormatLikeness likeness{.format = &format,
                                .same_root = !root.empty() && root == format.marks.root,
                                .present = {},
                                .missing = {}};
        for (const std::string_view mark : format.marks.names) {
            (lower.contains(to_lower(mark)) ? likeness.present : likeness.missing)
                .emplace_back(mark);
        }
        const std::size_t share = likeness.present.size() * 1'000 / format.marks.names.size() +
                                  (likeness.same_root ? 1'000U : 0U);
        // Columns have common names ("name", "type"), elements do not.
        const std::size_t least = kind == ListMarks::Kind::table ? 500 : 333;
        const bool enough = likeness.same_root || (likeness.present.size() >= 2 && share >= least);
        if (enough && share > best_share) {
            best_share = share;
            best = std::move(likeness);
        }
    }
    return best;
}

std::string to_words(const std::optional<FormatLikeness>& likeness) {
    if (!likeness) {
        return {};
    }
    const ListMarks& marks = likeness->format->marks;
    std::string why;
    if (marks.kind == ListMarks::Kind::xml && !likeness->same_root) {
        why = fmt::format("its root element is not <{}>", marks.root);
    } else if (!likeness->missing.empty()) {
        why = fmt::format("its beginning has no {} {}",
                          mark_word(marks.kind, likeness->missing.size() > 1),
                          fmt::join(likeness->missing, ", "));
    } else {
        why = "they do not stand together where that format has them";
    }
    return fmt::format("; it looks most like {} ({}), but {}", likeness->format->name,
                       likeness->format->describes, why);
}

std::vector<std::string> element_names(std::string_view head) {
    std::vector<std::string> names;
    std::unordered_set<std::string> seen;
    for (std::size_t at = head.find('<'); at != std::string_view::npos;
         at = head.find('<', at + 1)) {
        const std::string_view rest = head.substr(at + 1, 80);
        if (rest.empty() || rest[0] == '/' || rest[0] == '?' || rest[0] == '!') {
            continue;
        }
        const std::size_t end = rest.find_first_of(" \t\r\n/>");
        if (end != std::string_view::npos) {
            const std::string_view name = rest.substr(0, end);
            add_name(names, seen, name.substr(name.rfind(':') + 1));
        }
    }
    return names;
}

std::vector<std::string> json_keys(std::string_view head) {
    std::vector<std::string> names;
    std::unordered_set<std::string> seen;
    for (std::size_t at = head.find('"'); at != std::string_view::npos;) {
        const std::size_t end = head.find('"', at + 1);
        if (end == std::string_view::npos) {
            break;
        }
        const std::size_t after = head.find_first_not_of(" \t\r\n", end + 1);
        const bool key = after != std::string_view::npos && head[after] == ':';
        constexpr std::size_t longest = 60;
        if (key && end - at - 1 <= longest) {
            add_name(names, seen, head.substr(at + 1, end - at - 1));
        }
        at = head.find('"', end + 1);
    }
    return names;
}

TableHead table_head(std::string_view head) {
    constexpr std::array separators{',', ';', '\t', '|'};
    constexpr std::size_t lines = 6; // a header stands below a date at the most
    TableHead best;
    for (const char separator : separators) {
        TableHead seen;
        for (auto& record : first_records(head, separator, lines)) {
            seen.names.insert(seen.names.end(), record.begin(), record.end());
            if (record.size() > seen.widest.size()) {
                seen.widest = std::move(record);
            }
        }
        if (seen.widest.size() > std::max<std::size_t>(best.widest.size(), 1)) {
            best = std::move(seen);
        }
    }
    return best;
}

} // namespace tidewaiter::lists

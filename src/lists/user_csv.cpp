// A user's own list as a table, with a column mapping (docs/formats/user-list.md) or with headers as they are usually
// called.
#include "base/failure.hpp"
#include "base/utf8.hpp"
#include "lists/file_head.hpp"
#include "lists/formats.hpp"
#include "lists/table_rows.hpp"
#include "lists/user_party.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tidewaiter::lists {

namespace {

constexpr std::array separators{',', ';', '\t', '|'};

/// The separator under which the header has most usual columns; ',' when no header is usual.
char find_separator(std::string_view head) {
    char best = ',';
    std::pair<std::size_t, std::size_t> best_rank{0, 0};
    for (const char separator : separators) {
        const auto records = first_records(head, separator, 1);
        if (records.empty()) {
            continue;
        }
        const auto usual = static_cast<std::size_t>(
            std::ranges::count_if(records[0], [](const std::string& header) { return !usual_field(header).empty(); }));
        const std::pair rank{usual, records[0].size()};
        if (rank > best_rank) {
            best = separator;
            best_rank = rank;
        }
    }
    return best;
}

int recognise(std::string_view head) {
    if (base::trim(head).starts_with('<') || base::trim(head).starts_with('{')) {
        return 0;
    }
    const auto records = first_records(head, find_separator(head), 1);
    if (records.empty()) {
        return 0;
    }
    const bool named = std::ranges::any_of(records[0], [](const std::string& header) {
        const std::string_view field = usual_field(header);
        return field == "name" || field == "lastName";
    });
    return named ? 20 : 0;
}

/// Field -> columns of this file.
using FieldColumns = std::vector<std::pair<std::string, std::vector<std::size_t>>>;

FieldColumns find_columns(const std::vector<std::string_view>& header, const std::string& path, UserList& list) {
    FieldColumns found;
    std::vector<bool> used(header.size(), false);
    for (const auto& [field, names] : list.mapping().columns) {
        auto& columns = found.emplace_back(field, std::vector<std::size_t>()).second;
        for (const std::string& name : names) {
            const auto at = std::ranges::find(header, name, [](std::string_view text) { return base::trim(text); });
            if (at == header.end()) {
                std::string all;
                for (const auto text : header) {
                    all += (all.empty() ? "" : ", ") + base::to_valid_utf8(base::trim(text));
                }
                throw base::Failure(base::FailureKind::bad_input,
                                    fmt::format("{} has no column '{}', which the mapping names for {}", path, name, field),
                                    fmt::format("Its columns are: {}.", base::utf8_prefix(all, 500)));
            }
            columns.push_back(static_cast<std::size_t>(at - header.begin()));
            used[columns.back()] = true;
        }
    }
    if (list.mapping().columns.empty()) {
        for (std::size_t i = 0; i < header.size(); ++i) {
            const std::string_view field = usual_field(header[i]);
            if (field.empty()) {
                continue;
            }
            used[i] = true;
            const auto same = std::ranges::find(found, field, [](const auto& entry) { return std::string_view(entry.first); });
            if (same == found.end()) {
                found.emplace_back(field, std::vector<std::size_t>{i});
            } else if (field != "name" && field != "id" && field != "schema") {
                same->second.push_back(i);
            }
        }
        std::string unread;
        for (std::size_t i = 0; i < header.size(); ++i) {
            if (!used[i] && !base::trim(header[i]).empty()) {
                unread += (unread.empty() ? "" : ", ") + base::to_valid_utf8(base::trim(header[i]));
            }
        }
        if (!unread.empty()) {
            list.version().remarks.push_back(fmt::format("columns that were not read: {} (a mapping can name them)",
                                                          base::utf8_prefix(unread, 300)));
        }
    }
    return found;
}

/// In: use gets each row that has a name. Out: records.
std::uint64_t for_each_row(const std::string& path, char separator, const ReadLimits& limits, UserList& list, base::RejectSink& rejects,
                           ListVersion& version, const std::function<void(const UserRow&)>& use) {
    TableRows rows(path, separator, limits, rejects, version, list.tally());
    FieldColumns columns;
    std::vector<std::string> header;
    while (rows.next()) {
        if (header.empty()) {
            header.assign(rows.fields().begin(), rows.fields().end());
            columns = find_columns(rows.fields(), path, list);
            rows.count_as_layout();
            continue;
        }
        if (std::ranges::equal(rows.fields(), header)) {
            rows.count_as_layout(); // repeated in the middle
            continue;
        }
        if (rows.size() != header.size()) {
            rows.reject_width(header.size());
            continue;
        }
        UserRow row;
        for (const auto& [field, numbers] : columns) {
            for (const std::size_t number : numbers) {
                row.add(field, rows.field(number), list.mapping().value_separator);
            }
        }
        if (row.name().empty()) {
            rows.reject("name", rows.field(0), "the row names nobody");
        } else {
            use(row);
        }
    }
    return rows.records();
}

ListVersion read(const ListFiles& files, const ReadOptions& options, EntitySink& sink, base::RejectSink& rejects) {
    const std::string& path = files.front();
    UserList list(path, options, find_user_mapping(path, options));
    const std::string bytes = load_head(path);
    const char separator = list.mapping().separator.value_or(find_separator(without_mark(bytes)));
    ListVersion unused;
    base::RejectList ignored(0);
    for_each_row(path, separator, options.limits, list, ignored, unused, [&](const UserRow& row) { list.count(row); });
    list.end_counting();
    list.version().records = for_each_row(path, separator, options.limits, list, rejects, list.version(),
                                          [&](const UserRow& row) { list.add(row, sink); });
    return list.finish();
}

} // namespace

const ListFormat user_csv{"user-csv", "user-csv-1",
                          "a list of your own: a table with a column of names, read by a mapping or by usual headers", recognise,
                          read};

} // namespace tidewaiter::lists

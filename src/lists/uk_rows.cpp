#include "lists/uk_rows.hpp"

#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace tidewaiter::lists {

namespace {

/// The Treasury's words for what the UK Sanctions List calls otherwise.
std::string_view to_name_type(std::string_view type) {
    const std::string lower = to_lower(clean_text(type));
    return lower == "prime alias" ? "Primary Name"
           : lower == "fka"       ? "f.k.a"
           : lower == "aka"       ? "Alias"
                                  : type;
}

/// "UN Ref QDe.004.", "UN REF:QE.A.146.14", "(UN Ref):QDe.004": the text behind the word.
std::string find_own_un_reference(std::string_view text) {
    const std::string lower = to_lower(text);
    constexpr std::string_view word = "un ref";
    const std::size_t at = lower.find(word);
    if (at == std::string::npos) {
        return {};
    }
    const std::size_t start = text.find_first_not_of(" ).:", at + word.size());
    if (start == std::string_view::npos) {
        return {};
    }
    std::string reference(text.substr(start, text.find_first_of(" ,;)", start) - start));
    while (reference.ends_with('.')) {
        reference.pop_back();
    }
    return has_digit(reference) && reference.size() >= 5 ? reference : std::string();
}

void add_text(XmlRecord& record, std::string_view element, std::string_view text) {
    record.open(element);
    record.close(text);
}

/// What the row adds to the entry: every row repeats what holds for the whole of it.
/// In: numbers of the columns of the places
void add_row(XmlRecord& record, const std::vector<std::string>& row,
             std::span<const UkPlace> places, std::span<const std::size_t> numbers,
             std::set<std::string>& seen) {
    for (std::size_t i = 0; i < places.size();) {
        const std::string_view group = places[i].group;
        if (group.empty()) {
            const std::string text = clean_text(EntryRows::at(row, numbers[i]));
            if (!text.empty() && seen.insert(std::string(places[i].element) + '\n' + text).second) {
                add_text(record, places[i].element, text);
            }
            ++i;
            continue;
        }
        std::vector<std::pair<std::string_view, std::string>> texts;
        std::string content(group);
        bool filled = false;
        for (; i < places.size() && places[i].group == group; ++i) {
            const std::string_view text = EntryRows::at(row, numbers[i]);
            const bool about =
                places[i].element == "NameType" || places[i].element == "AliasStrength";
            texts.emplace_back(places[i].element,
                               places[i].element == "NameType" ? to_name_type(text) : text);
            content += '\n' + texts.back().second;
            filled = filled || (!about && !text.empty());
        }
        if (!filled || !seen.insert(std::move(content)).second) {
            continue;
        }
        const bool listed = group == "Name" || group == "NonLatinName" || group == "Address";
        if (listed) {
            record.open(group == "Address" ? "Addresses"
                        : group == "Name"  ? "Names"
                                           : "NonLatinNames");
        }
        record.open(group);
        for (const auto& [element, text] : texts) {
            if (!text.empty()) {
                add_text(record, element, text);
            }
        }
        record.close({});
        if (listed) {
            record.close({});
        }
    }
}

/// The first text that fills an element.
std::string_view first_of(const EntryRows& entry, std::span<const UkPlace> places,
                          std::string_view element) {
    const auto place = std::ranges::find(places, element, &UkPlace::element);
    return place == places.end() ? std::string_view() : entry.first(place->column);
}

} // namespace

void read_uk_rows(XmlList& list, const std::string& id, const EntryRows& entry,
                  const UkRowForm& form, std::string& last_updated) {
    XmlRecord record;
    record.open("Designation");
    add_text(record, "UniqueID", id);
    if (first_of(entry, form.places, "UNReferenceNumber").empty()) {
        add_text(record, "UNReferenceNumber",
                 find_own_un_reference(first_of(entry, form.places, "OtherInformation")));
    }
    std::set<std::string> seen;
    std::vector<std::size_t> numbers;
    for (const UkPlace& place : form.places) {
        numbers.push_back(entry.number_of(place.column));
    }
    for (const auto& row : entry.rows) {
        add_row(record, row, form.places, numbers, seen);
        if (!form.keep_others) {
            continue;
        }
        for (const auto& [column, number] : *entry.columns) {
            const std::string text = clean_text(entry.of(row, column));
            if (!text.empty() &&
                std::ranges::find(form.places, column, &UkPlace::column) == form.places.end() &&
                seen.insert(column + '\n' + text).second) {
                add_text(record, column, text);
            }
        }
    }
    record.close({});
    read_uk_designation(list, record.root(),
                        XmlPlace{.number = list.version.records, .line = entry.line},
                        form.publisher, last_updated);
}

} // namespace tidewaiter::lists

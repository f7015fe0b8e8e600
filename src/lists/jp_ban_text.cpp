// Japan's lists of the organisations of a country to which exports are forbidden (Ministry of
// Foreign Affairs, notices on Russia, Belarus and other countries): published as PDF, read from its
// text. An entry is a number, the name in Japanese with its other names in brackets, the name in
// Latin script with its other names, and the addresses. Where pages meet, a line of the text holds
// the end of one entry and the beginning of the next, so that the entries are found by their
// numbers in order.
#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"
#include "lists/file_head.hpp"
#include "lists/formats.hpp"
#include "lists/jp_ban_entry.hpp"
#include "lists/measures.hpp"
#include "lists/party.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "entity/country.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_set>
#include <utility>

namespace tidewaiter::lists {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view dataset = "jp_meti_ru";
constexpr std::string_view heading_mark = "○";                 // before the title of a list
constexpr std::string_view ban_words = "輸出等に係る禁止措置"; // measures that forbid exports
constexpr std::string_view updated_words = "最終更新日";
constexpr std::string_view notice_words = "告示";

/// The title of the list and what it says of itself.
struct Heading {
    std::string title;
    std::string notice;  ///< "令和四年外務省告示第八十二号"
    std::string updated; ///< ISO date
    std::string country; ///< code, when the title names one
};

/// "2025 年09 月12 日" -> "2025-09-12".
std::string to_iso_date(std::string_view text) {
    std::vector<std::string> numbers;
    std::string digits;
    for (const char c : text.substr(0, 60)) {
        if (is_digit(c)) {
            digits += c;
        } else if (!digits.empty()) {
            numbers.push_back(std::exchange(digits, {}));
        } else if (c == '\n') {
            break;
        }
    }
    if (numbers.size() < 3 || numbers[0].size() != 4 || numbers[1].size() > 2 ||
        numbers[2].size() > 2) {
        return {};
    }
    const entity::Day day{std::stoi(numbers[0]), std::stoi(numbers[1]), std::stoi(numbers[2])};
    return is_valid(day) ? entity::to_iso(day) : std::string();
}

Heading read_heading(std::string_view text) {
    Heading heading;
    const std::size_t updated = text.find(updated_words);
    std::string title =
        clean_text(text.substr(0, std::min({text.find("指定日"), updated, text.size()})));
    if (const std::size_t open = title.rfind('(');
        open != std::string::npos && contains(title.substr(open), notice_words)) {
        heading.notice = title.substr(open + 1, title.size() - open - 2);
        title.erase(open);
    }
    heading.title = clean_text(title);
    if (updated != std::string_view::npos) {
        heading.updated = to_iso_date(text.substr(updated + updated_words.size()));
    }
    constexpr std::array countries{std::pair{"ロシア連邦"sv, "ru"sv},
                                   std::pair{"ベラルーシ"sv, "by"sv}};
    for (const auto& [word, code] : countries) {
        if (contains(heading.title, word)) {
            heading.country = code;
        }
    }
    return heading;
}

struct Reading {
    EntitySink& sink;
    base::RejectSink& rejects;
    const std::string& path;
    ListVersion version;
    RemarkTally tally;
    std::unordered_set<std::string> ids;
};

void reject(Reading& reading, std::string_view text, std::string reason) {
    reading.rejects.add({.source = reading.path,
                         .row = reading.version.records,
                         .column = "entry",
                         .text = std::string(base::utf8_prefix(clean_text(text), 200)),
                         .reason = std::move(reason),
                         .hint = "Make the text from the publisher's PDF again."});
}

void yield(Reading& reading, const BanEntry& entry, const Heading& heading) {
    const std::string& name = entry.latin.empty() ? entry.japanese : entry.latin;
    const std::string id = fmt::format(
        "jp-ban-{}", base::to_hex(base::to_xxh3(fmt::format("{}\n{}", heading.country, name))));
    if (!reading.ids.insert(id).second) {
        reject(reading, name, "the same organisation of the same country has gone by already");
        return;
    }
    Party party(id, "Organization", reading.version.list, reading.tally);
    party.add_name(entry.latin, NameKind::primary);
    party.add_name(entry.japanese, entry.latin.empty() ? NameKind::primary : NameKind::alias, "ja");
    for (const std::string& alias : entry.latin_aliases) {
        party.add_name(alias, NameKind::alias);
    }
    for (const std::string& alias : entry.japanese_aliases) {
        party.add_name(alias, NameKind::alias, has_japanese(alias) ? "ja" : "");
    }
    for (const std::string& note : entry.notes) {
        party.add_note({}, note);
    }
    party.add_country("country", heading.country);
    for (const std::string& address : entry.addresses) {
        const std::size_t comma = address.rfind(',');
        const std::string last =
            comma == std::string::npos ? std::string() : clean_text(address.substr(comma + 1));
        party.add_address(
            {.full = address, .country = entity::find_country(last) ? last : std::string()});
    }
    PartyListing listing{.authority = "Ministry of Foreign Affairs of Japan",
                         .entry_id = entry.number,
                         .jurisdiction = "jp",
                         .provisions = {heading.title}};
    if (!heading.notice.empty()) {
        listing.programs.push_back(heading.notice);
    }
    if (const MeasureRow* row = find_measure_row(dataset, "*")) {
        listing.measure = row->measure;
        party.add("topics", row->topic);
    }
    party.add_listing(listing);
    party.yield(reading.sink, reading.version);
}

void read_entry(Reading& reading, std::string_view text, int number, const Heading& heading) {
    ++reading.version.records;
    constexpr std::size_t longest_entry = 50'000; // bytes; real ones have 2,500 at the most
    if (text.size() > longest_entry) {
        reject(reading, text, fmt::format("the entry is longer than {} bytes", longest_entry));
        return;
    }
    const BanEntry entry = read_ban_entry(text, number);
    // The names of the next entry would become its address: that one is lost, and must be said.
    for (std::size_t extra = 1; extra < entry.address_words; ++extra) {
        ++reading.version.records;
        reject(
            reading, text.substr(text.size() - std::min<std::size_t>(text.size(), 200)),
            fmt::format("an entry behind number {} does not begin with the next number", number));
    }
    if (entry.latin.empty() && entry.japanese.empty()) {
        reject(reading, text, "the entry names nobody");
        return;
    }
    yield(reading, entry, heading);
}

void read_list(Reading& reading, std::string_view text) {
    const std::size_t first =
        find_ban_entry(text, std::min(text.find(updated_words), text.size()), 1, true);
    const Heading heading = read_heading(text.substr(0, first));
    reading.version.date = std::max(reading.version.date, heading.updated);
    if (first == std::string_view::npos) {
        ++reading.version.records;
        reject(reading, text, "a list without entries");
        return;
    }
    std::size_t start = first;
    for (int number = 1; start < text.size(); ++number) {
        const std::size_t next =
            std::min(find_ban_entry(text, start, number + 1, false), text.size());
        read_entry(reading, text.substr(start, next - start), number, heading);
        start = next;
    }
}

ListVersion read(const ListFiles& files, const ReadOptions& options, EntitySink& sink,
                 base::RejectSink& rejects) {
    if (files.size() != 1) {
        throw base::Failure(
            base::FailureKind::usage,
            fmt::format("a list of this format is one file, {} were given", files.size()));
    }
    Reading reading{sink, rejects, files.front(), {}, {}, {}};
    ListVersion& version = reading.version;
    version.list = options.list.empty() ? std::string(dataset) : options.list;
    version.title = "Organisations to which Japan forbids exports";
    version.publisher = "Ministry of Foreign Affairs of Japan";
    version.jurisdiction = "jp";
    // 200 kB in truth. The text is held whole: entries are found by looking ahead.
    const std::string whole = base::load_file(files.front(), options.limits.record_bytes);
    const std::string text = to_plain_width(base::to_valid_utf8(without_mark(whole)));
    std::size_t start = text.find(heading_mark);
    if (start == std::string::npos) {
        throw base::Failure(
            base::FailureKind::bad_input,
            fmt::format("{} has no title of a list of organisations", files.front()),
            "Make the text from the publisher's PDF again, from its first page on.");
    }
    while (start < text.size()) {
        std::size_t next = text.find(heading_mark, start + heading_mark.size());
        while (next != std::string::npos && next > 0 && text[next - 1] != '\n') {
            next = text.find(heading_mark, next + heading_mark.size());
        }
        next = std::min(next, text.size());
        read_list(reading, std::string_view(text).substr(start + heading_mark.size(),
                                                         next - start - heading_mark.size()));
        start = next;
    }
    version.version = version.date;
    reading.tally.write_to(version.remarks);
    return std::move(version);
}

int recognise(std::string_view head) {
    return contains(head, ban_words) && contains(head, "所在地") ? 95 : 0;
}

} // namespace

const ListFormat jp_ban_text{
    .name = "jp-export-ban-text",
    .version = "jp-export-ban-text-1",
    .describes =
        "Japan's lists of organisations to which exports are forbidden, the text of the PDF",
    .recognise = recognise,
    .read = read};

} // namespace tidewaiter::lists

#include "lists/jp_mof_party.hpp"

#include "base/utf8.hpp"
#include "entity/country.hpp"
#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"
#include "lists/measures.hpp"
#include "lists/sheet_file.hpp"
#include "lists/split_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace tidewaiter::lists {

namespace {

using namespace std::string_view_literals;
using enum MofField;

// The 32 columns of the table, then the headings of the workbook's sheets as OpenSanctions' reader lists them.
constexpr std::array columns{
    MofColumn{"区分", regime, ' '},
    MofColumn{"番号", number, ' '},
    MofColumn{"告示日付", notice_date, ' '},
    MofColumn{"告示番号", notice_number, ' '},
    MofColumn{"個人・団体", kind, ' '},
    MofColumn{"氏名(日本語)", name, 'j'},
    MofColumn{"氏名(英語)", name, 'e'},
    MofColumn{"別名・別称(日本語)", alias, 'j'},
    MofColumn{"別名・別称(英語)", alias, 'e'},
    MofColumn{"旧称(日本語)", former, 'j'},
    MofColumn{"旧称(英語)", former, 'e'},
    MofColumn{"確定に十分でない別名(日本語)", weak, 'j'},
    MofColumn{"確定に十分でない別名(英語)", weak, 'e'},
    MofColumn{"称号(日本語)", title, 'j'},
    MofColumn{"称号(英語)", title, 'e'},
    MofColumn{"役職(日本語)", position, 'j'},
    MofColumn{"役職(英語)", position, 'e'},
    MofColumn{"生年月日", birth_date, ' '},
    MofColumn{"出生地(日本語)", birth_place, 'j'},
    MofColumn{"出生地(英語)", birth_place, 'e'},
    MofColumn{"国籍(日本語)", nationality, 'j'},
    MofColumn{"国籍(英語)", nationality, 'e'},
    MofColumn{"旅券番号", passport, ' '},
    MofColumn{"身分証番号", identity, ' '},
    MofColumn{"住所・所在地(国)(日本語)", address_country, 'j'},
    MofColumn{"住所・所在地(都市その他の情報)(日本語)", address, 'j'},
    MofColumn{"住所・所在地(国)(英語)", address_country, 'e'},
    MofColumn{"住所・所在地(都市その他の情報)(英語)", address, 'e'},
    MofColumn{"国連参照番号", un_reference, ' '},
    MofColumn{"リスト掲載日", listed_on, ' '},
    MofColumn{"その他の情報", note, ' '},
    MofColumn{"外務省告示情報", note, ' '},
    // the workbook
    MofColumn{"日本語表記", name, 'j'},
    MofColumn{"英語表記", name, 'e'},
    MofColumn{"別名", alias, ' '},
    MofColumn{"別称", alias, ' '},
    MofColumn{"別名・別称", alias, ' '},
    MofColumn{"別称・別名", alias, ' '},
    MofColumn{"別称・旧称", alias, ' '},
    MofColumn{"確定可能な別名", alias, ' '},
    MofColumn{"確定に十分でない別名", weak, ' '},
    MofColumn{"過去の別名", former, ' '},
    MofColumn{"以前の別名", former, ' '},
    MofColumn{"旧称", former, ' '},
    MofColumn{"旧称・以前の呼称", former, ' '},
    MofColumn{"称号", title, ' '},
    MofColumn{"役職", position, ' '},
    MofColumn{"肩書", position, ' '},
    MofColumn{"肩書等", position, ' '},
    MofColumn{"生年月日・出生地", birth_date, ' '},
    MofColumn{"出生地", birth_place, ' '},
    MofColumn{"出生地・出身地", birth_place, ' '},
    MofColumn{"国籍", nationality, ' '},
    MofColumn{"身分登録番号", identity, ' '},
    MofColumn{"ID番号", identity, ' '},
    MofColumn{"住所", address, ' '},
    MofColumn{"住所等", address, ' '},
    MofColumn{"住所・所在地", address, ' '},
    MofColumn{"所在地", address, ' '},
    MofColumn{"活動地域・住所", address, ' '},
    MofColumn{"所在地・住所登録された事務所の住所", address, ' '},
    MofColumn{"電話", phone, ' '},
    MofColumn{"電話番号", phone, ' '},
    MofColumn{"FAX", note, ' '},
    MofColumn{"活動地域", note, ' '},
    MofColumn{"詳細", note, ' '},
    MofColumn{"指定の根拠", reason, ' '},
    MofColumn{"決議1483上の根拠", reason, ' '},
    MofColumn{"国連制裁委員会による指定日", un_date, ' '},
    MofColumn{"国連制裁員会による指定日", un_date, ' '}, // so misspelled on some sheets
};

/// Wide forms of ASCII (U+FF01 to U+FF5E) and the wide blank as plain ones.
std::string to_plain_width(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    while (!text.empty()) {
        const char32_t code = base::take_code_point(text);
        if (code >= 0xFF01 && code <= 0xFF5E) {
            plain += static_cast<char>(code - 0xFF01 + '!');
        } else if (code == 0x3000) {
            plain += ' ';
        } else {
            base::append_utf8(plain, code);
        }
    }
    return plain;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

bool contains_any(std::string_view text, std::span<const std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return contains(text, word); });
}

/// Parts of a cell at ';' and line ends outside of brackets. Brackets that never close hold nothing together.
std::vector<std::string> split_cell(std::string_view cell) {
    const std::string plain = to_plain_width(cell);
    std::vector<std::string> parts;
    const auto add = [&](std::string_view part) {
        if (std::string clean = clean_text(part); !clean.empty() && clean != "不明") { // "unknown"
            parts.push_back(std::move(clean));
        }
    };
    const bool balanced = std::ranges::count(plain, '(') == std::ranges::count(plain, ')');
    std::size_t begin = 0;
    int depth = 0;
    for (std::size_t i = 0; i < plain.size(); ++i) {
        const char c = plain[i];
        depth += balanced ? (c == '(' ? 1 : c == ')' ? -1 : 0) : 0;
        if (depth <= 0 && (c == ';' || c == '\n')) {
            add(std::string_view(plain).substr(begin, i - begin));
            begin = i + 1;
        }
    }
    add(std::string_view(plain).substr(begin));
    return parts;
}

/// A name and what brackets say of its bearer.
struct DescribedName {
    std::string name;
    std::string about;
};

DescribedName take_description(std::string_view part) {
    constexpr std::array words{"生年月日"sv, "出生"sv, "国籍"sv, "旅券"sv, "DOB"sv, "POB"sv, "born"sv, "nationality"sv, "passport"sv};
    DescribedName described{std::string(part), {}};
    const std::size_t open = described.name.find('(');
    if (open == std::string::npos || open == 0 || !contains_any(described.name.substr(open), words)) {
        return described;
    }
    described.about = base::trim(std::string_view(described.name).substr(open));
    described.name = base::trim(std::string_view(described.name).substr(0, open));
    return described;
}

std::string two_digits(std::string_view digits) { return (digits.size() == 1 ? "0" : "") + std::string(digits); }

/// Groups of digits, and what stands between them without blanks and without what dates are written with.
struct DateText {
    std::vector<std::string> groups;
    std::string rest;
    bool circa = false;
};

DateText take_apart(std::string_view part) {
    std::string text = clean_text(part);
    DateText date;
    for (const std::string_view word : {"おおよそ"sv, "およそ"sv, "おおむね"sv, "頃"sv, "ごろ"sv, "約"sv}) {
        date.circa = date.circa || contains(text, word);
        replace_all(text, word, "");
    }
    for (const std::string_view word : {"までの間"sv, "の間"sv, "まで"sv, "から"sv, "生まれ"sv, "年"sv, "月"sv, "日"sv, "生"sv, "〜"sv, "～"sv, "~"sv, "."sv, "/"sv, ","sv}) {
        replace_all(text, word, "-");
    }
    std::string digits;
    for (const char c : text + "-") {
        if (is_digit(c)) {
            digits += c;
        } else {
            if (!digits.empty()) {
                date.groups.push_back(std::exchange(digits, {}));
            }
            if (c != '-' && c != ' ') {
                date.rest += c;
            }
        }
    }
    return date;
}

std::string to_date_text(std::string_view part) {
    if (const auto serial = find_serial_date(part)) {
        return *serial;
    }
    const DateText date = take_apart(part);
    const auto& groups = date.groups;
    const bool dated = date.rest.empty() && !groups.empty() && groups[0].size() == 4;
    std::string text;
    if (dated && groups.size() == 2 && groups[1].size() == 4) {
        text = groups[0] + " to " + groups[1];
    } else if (dated && groups.size() <= 3 &&
               std::all_of(groups.begin() + 1, groups.end(), [](const std::string& group) { return group.size() <= 2; })) {
        text = groups[0];
        for (std::size_t i = 1; i < groups.size(); ++i) {
            text += "-" + two_digits(groups[i]);
        }
    } else {
        return clean_text(part);
    }
    return (date.circa ? "circa " : "") + text;
}

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// The one word of a text that looks like a paper's number: ASCII, at least five characters, a digit among them.
std::string find_number(std::string_view text) {
    std::string number;
    std::string word;
    for (const char c : std::string(text) + " ") {
        const bool inside = is_digit(c) || is_upper(c) || is_lower(c) || c == '-';
        if (inside) {
            word += c;
            continue;
        }
        constexpr std::size_t least = 5;
        if (word.size() >= least && has_digit(word)) {
            if (!number.empty()) {
                return {};
            }
            number = word;
        }
        word.clear();
    }
    return number;
}

void add_papers(Party& party, std::string_view cell, std::string_view type) {
    for (const std::string& part : split_cell(cell)) {
        const std::size_t open = part.find('(');
        const std::string before(base::trim(std::string_view(part).substr(0, open)));
        constexpr std::size_t longest = 20;
        const bool plain = is_ascii(before) && has_digit(before) && before.size() <= longest;
        const std::string number = plain ? before : find_number(before);
        if (number.empty()) {
            party.add_note(type, part);
        } else {
            party.add_document({.type = std::string(type), .number = number, .remarks = number == part ? std::string() : part});
        }
    }
}

/// The Latin part of "タジキスタン Tajikistan"; the text itself when it has none.
std::string latin_part(std::string_view text) {
    const std::string clean = clean_text(text);
    const auto first = std::ranges::find_if(clean, [](char c) { return is_upper(c) || is_lower(c); });
    const std::string tail(base::trim(std::string_view(first, clean.end())));
    return !tail.empty() && is_ascii(tail) ? tail : clean;
}

/// Cells of a field: those in English where there are any, for those in Japanese say the same.
std::vector<std::string_view> preferred(const std::vector<MofCell>& row, MofField field) {
    std::vector<std::string_view> texts;
    for (const bool japanese : {false, true}) {
        for (const MofCell& cell : row) {
            if (cell.column->field == field && (cell.column->language == 'j') == japanese && !base::trim(cell.text).empty()) {
                texts.push_back(cell.text);
            }
        }
        if (!texts.empty()) {
            break;
        }
    }
    return texts;
}

void add_addresses(Party& party, const std::vector<MofCell>& row) {
    std::vector<std::string> countries;
    for (const std::string_view cell : preferred(row, address_country)) {
        for (const std::string& part : split_cell(cell)) {
            countries.push_back(latin_part(part));
        }
    }
    std::size_t places = 0;
    for (const std::string_view cell : preferred(row, address)) {
        for (const std::string& part : split_cell(cell)) {
            // One country stands for all places; several only in the order of as many places.
            const std::string country = countries.size() == 1 ? countries.front() : places < countries.size() ? countries[places] : std::string();
            party.add_address({.full = country.empty() || part.ends_with(country) ? part : part + ", " + country, .country = country});
            ++places;
        }
    }
    for (std::size_t i = places; i < countries.size(); ++i) {
        if (places != 1 || countries.size() != 1) {
            party.add_country("country", countries[i]);
        }
    }
}

void add_listing(Party& party, const std::vector<MofCell>& row, std::string_view regime_title) {
    constexpr std::string_view dataset = "jp_mof_sanctions";
    const MeasureRow* measure = find_measure_row(dataset, "*");
    const auto first_date = [&](MofField field) {
        const auto dates = split_mof_dates(mof_text(row, field));
        return dates.empty() ? std::string() : dates.front();
    };
    PartyListing listing{.authority = "Ministry of Finance",
                         .entry_id = clean_text(mof_text(row, number)),
                         .record_id = clean_text(mof_text(row, notice_number)),
                         .jurisdiction = "jp",
                         .measure = measure == nullptr ? entity::Measure::unknown : measure->measure,
                         .listed_on = first_date(listed_on),
                         .started_on = first_date(notice_date),
                         .unsc_id = clean_text(to_plain_width(mof_text(row, un_reference)))};
    if (!regime_title.empty()) {
        listing.programs.emplace_back(regime_title);
    }
    std::string why;
    for (const MofCell& cell : row) {
        if (cell.column->field == reason && !cell.text.empty()) {
            why += (why.empty() ? "" : "; ") + clean_text(cell.text);
        }
    }
    listing.reason = why;
    party.add_listing(listing);
}

} // namespace

const MofColumn* find_mof_column(std::string_view header) {
    std::string key = to_plain_width(clean_text(header));
    std::erase(key, ' ');
    const auto found = std::ranges::find(columns, key, &MofColumn::header);
    return found == columns.end() ? nullptr : &*found;
}

std::string_view mof_text(const std::vector<MofCell>& row, MofField field) {
    for (const MofCell& cell : row) {
        if (cell.column->field == field && !base::trim(cell.text).empty()) {
            return cell.text;
        }
    }
    return {};
}

std::string_view mof_schema(std::string_view words) {
    const bool person = contains(words, "個人");
    const bool organisation = contains(words, "団体") || contains(words, "銀行");
    return person == organisation ? "LegalEntity" : person ? "Person" : "Organization";
}

void add_mof_names(Party& party, std::string_view cell, NameKind kind, std::string_view language) {
    for (const std::string& part : split_cell(cell)) {
        for (const std::string& one : split_lettered(part)) {
            const DescribedName described = take_description(one);
            for (const std::string& name : split_names(described.name)) {
                party.add_name(name, kind, language);
            }
            party.add_note("name " + described.name, described.about);
        }
    }
}

std::vector<std::string> split_mof_dates(std::string_view cell) {
    std::vector<std::string> dates;
    for (std::string part : split_cell(cell)) {
        for (const std::string_view word : {"又は"sv, "または"sv, "及び"sv, "、"sv}) {
            replace_all(part, word, ";");
        }
        for (const std::string& piece : split_cell(part)) {
            for (const std::string& one : split_lettered(piece)) {
                dates.push_back(to_date_text(one));
            }
        }
    }
    return dates;
}

void add_mof_row(Party& party, const std::vector<MofCell>& row, std::string_view regime_title) {
    const bool person = party.entity().schema == "Person";
    // The name in English is the main one: every row has it, and other lists of the world write it so.
    for (const std::string_view cell : preferred(row, name)) {
        add_mof_names(party, cell, party.has_name() ? NameKind::alias : NameKind::primary, {});
    }
    for (const MofCell& cell : row) {
        const std::string_view language = cell.column->language == 'j' ? "ja" : cell.column->language == 'e' ? "en" : "";
        switch (cell.column->field) {
        case name: // The Japanese one of two is an alias; the first stays the main one.
            add_mof_names(party, cell.text, NameKind::alias, language);
            break;
        case alias: add_mof_names(party, cell.text, NameKind::alias, language); break;
        case former: add_mof_names(party, cell.text, NameKind::former, language); break;
        case weak: add_mof_names(party, cell.text, NameKind::weak, language); break;
        case title:
        case position:
            for (const std::string& part : split_cell(cell.text)) {
                party.add(!person ? "notes" : cell.column->field == title ? "title" : "position", part);
            }
            break;
        case birth_date:
            for (const std::string& date : split_mof_dates(cell.text)) {
                party.add_date(person ? "birthDate" : "incorporationDate", date, entity::DayOrder::unknown);
            }
            break;
        case passport: add_papers(party, cell.text, "Passport"); break;
        case identity: add_papers(party, cell.text, "National ID No."); break;
        case phone:
            for (const std::string& part : split_cell(cell.text)) {
                party.add("phone", part);
            }
            break;
        case kind:
            if (party.entity().schema == "LegalEntity") {
                party.add_note(cell.column->header, cell.text);
            }
            break;
        case note: party.add_note(cell.column->header, cell.text); break;
        case un_date: party.add_note(cell.column->header, cell.text); break;
        default: break; // those below, and what the listing takes
        }
    }
    for (const std::string_view cell : preferred(row, birth_place)) {
        for (const std::string& part : split_cell(cell)) {
            person ? party.add_birth_place(part) : party.add_note("birthPlace", part);
        }
    }
    for (const std::string_view cell : preferred(row, nationality)) {
        for (const std::string& part : split_cell(cell)) {
            party.add_country(person ? "nationality" : "country", latin_part(part));
        }
    }
    add_addresses(party, row);
    add_listing(party, row, regime_title);
}

} // namespace tidewaiter::lists

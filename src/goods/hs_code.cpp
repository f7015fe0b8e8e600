#include "goods/goods.hpp"

#include "goods/hs_table.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

TIDEWAITER_EMBEDDED(hs_codes_csv);

namespace tidewaiter::goods {

namespace {

constexpr std::size_t most_digits = 10;
constexpr std::size_t most_text = 40; // a code with every separator has 19 characters

struct Known {
    std::uint64_t key;
    std::uint8_t revisions; // 1 = HS 2012, 2 = HS 2017, 4 = HS 2022
};

// The length goes into the key, so that "01" and "0001" differ.
std::uint64_t to_key(std::string_view digits) {
    std::uint64_t key = 1;
    for (const char digit : digits) {
        key = key * 10 + static_cast<std::uint64_t>(digit - '0');
    }
    return key;
}

const std::vector<Known>& known_codes() {
    static const std::vector<Known> codes = [] {
        const base::CsvTable table("hs_codes.csv", embedded_hs_codes_csv());
        std::vector<Known> read;
        for (const auto& row : table.rows()) {
            read.push_back({to_key(row[0]), static_cast<std::uint8_t>(row[1][0] - '0')});
        }
        std::ranges::sort(read, {}, &Known::key);
        return read;
    }();
    return codes;
}

std::uint8_t revisions_bits(std::string_view digits) {
    const std::uint64_t key = to_key(digits.substr(0, 6));
    const auto& codes = known_codes();
    const auto found = std::ranges::lower_bound(codes, key, {}, &Known::key);
    return found != codes.end() && found->key == key ? found->revisions : std::uint8_t{0};
}

bool is_in(std::string_view digits, HsRevision revision) {
    return ((revisions_bits(digits) >> static_cast<unsigned>(revision)) & 1U) != 0;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string shown(std::string_view text) {
    std::string short_text(base::utf8_prefix(text, most_text));
    std::ranges::replace_if(short_text, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    return base::to_valid_utf8(short_text) + (short_text.size() < text.size() ? "..." : "");
}

std::unexpected<base::Error> not_a_digit(std::string_view text, std::string_view rest) {
    if (const char c = rest.front(); (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) {
        return base::error(fmt::format("'{}' has the letter {} where an HS code has digits only", shown(text), c),
                           c == 'O' || c == 'o' || c == 'I' || c == 'l'
                               ? "Write the digit 0 or 1 for the letter O, I or l."
                               : "Write the digits alone, such as 8542.31; an ECCN such as 3A001 is not an HS code.");
    }
    return base::error(fmt::format("'{}' has a character that no HS code has", shown(text)),
                       "Write 2 to 10 digits, with dots, blanks or dashes between them or without: 8542.31.");
}

} // namespace

std::string_view to_text(HsRevision revision) {
    constexpr std::array<std::string_view, 3> names{"HS 2012", "HS 2017", "HS 2022"};
    return names[static_cast<std::size_t>(revision)];
}

std::optional<HsRevision> find_revision(std::string_view text) {
    std::string plain;
    for (const char c : text) {
        if (c != ' ' && c != '_' && c != '-') {
            plain += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
        }
    }
    constexpr std::array<std::array<std::string_view, 3>, 3> names{
        {{"2012", "HS2012", "H4"}, {"2017", "HS2017", "H5"}, {"2022", "HS2022", "H6"}}};
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (std::ranges::count(names[i], plain) > 0) {
            return static_cast<HsRevision>(i);
        }
    }
    return std::nullopt;
}

base::Result<HsCode> HsCode::parse(std::string_view text, HsRevision revision) {
    const std::string_view trimmed = base::trim(text);
    if (trimmed.empty()) {
        return base::error("an HS code is empty", "Give 2 to 10 digits, such as 8542.31.");
    }
    HsCode code;
    bool after_separator = true; // none before the first digit
    for (std::size_t i = 0; i < trimmed.size(); ++i) {
        const char c = trimmed[i];
        if (is_digit(c)) {
            code.digits_ += c;
            after_separator = false;
        } else if ((c == '.' || c == ' ' || c == '-') && !after_separator && i + 1 < trimmed.size()) {
            after_separator = true;
        } else {
            return not_a_digit(text, trimmed.substr(i));
        }
        if (code.digits_.size() > most_digits) {
            return base::error(fmt::format("'{}' is longer than {} digits", shown(text), most_digits),
                               "HS codes with national digits have at most 10; a longer number is something else.");
        }
    }
    if (code.digits_.size() < 2) {
        return base::error(fmt::format("'{}' is shorter than 2 digits", shown(text)),
                           "The shortest HS code is a chapter of two digits, such as 01 or 85.");
    }
    if (code.digits_.size() % 2 == 0) {
        return code;
    }
    const std::string padded = "0" + code.digits_;
    if (is_in(padded, revision)) {
        code.digits_ = padded;
        code.zero_added_ = true;
        return code;
    }
    const bool decimals = trimmed.ends_with(".0");
    return base::error(
        fmt::format("'{}' has {} digits, an odd number, and with a leading zero {} is no code of {}", shown(text),
                    code.digits_.size(), std::string_view(padded).substr(0, 6), to_text(revision)),
        decimals ? "A spreadsheet has turned the code into a number: store the column as text, without the '.0'."
                 : "HS codes have 2, 4, 6, 8 or 10 digits: give the missing digit, or name the revision with --revision.");
}

std::string HsCode::dotted() const {
    if (digits_.size() <= 4) {
        return digits_;
    }
    std::string text = digits_.substr(0, 4);
    for (std::size_t i = 4; i < digits_.size(); i += 2) {
        text += '.';
        text += digits_.substr(i, 2);
    }
    return text;
}

bool is_known(const HsCode& code, HsRevision revision) { return is_in(code.digits(), revision); }

std::vector<HsRevision> revisions_of(const HsCode& code) {
    std::vector<HsRevision> found;
    for (const HsRevision revision : {HsRevision::hs2012, HsRevision::hs2017, HsRevision::hs2022}) {
        if (is_known(code, revision)) {
            found.push_back(revision);
        }
    }
    return found;
}

std::string_view known_codes_table() { return embedded_hs_codes_csv(); }

std::vector<std::string> subheadings_under(std::string_view front, HsRevision revision) {
    std::vector<std::string> found;
    std::uint64_t low = to_key(front);
    std::uint64_t high = low;
    for (std::size_t i = front.size(); i < 6; ++i) {
        low *= 10;
        high = high * 10 + 9;
    }
    const auto& codes = known_codes();
    for (auto code = std::ranges::lower_bound(codes, low, {}, &Known::key); code != codes.end() && code->key <= high; ++code) {
        if (((code->revisions >> static_cast<unsigned>(revision)) & 1U) != 0) {
            found.push_back(fmt::format("{}", code->key).substr(1));
        }
    }
    return found;
}

std::string_view to_text(Coverage coverage) {
    constexpr std::array<std::string_view, 3> names{"full", "ex", "not held"};
    return names[static_cast<std::size_t>(coverage)];
}

} // namespace tidewaiter::goods

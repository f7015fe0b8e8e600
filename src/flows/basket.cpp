// What a user writes for goods: a list's name, codes, ranges of codes.
#include "flows/codes.hpp"
#include "flows/measures.hpp"

#include "base/failure.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace tidewaiter::flows {

namespace {

using base::Failure;
using base::FailureKind;

std::string code_of(std::string_view text) {
    const auto code = goods::HsCode::parse(text);
    if (!code) {
        throw Failure(FailureKind::usage, fmt::format("'{}' is no HS code: {}", base::utf8_prefix(text, 40), code.error().message), code.error().hint);
    }
    if (goods::revisions_of(*code).empty()) {
        throw Failure(FailureKind::usage, fmt::format("no revision from HS 2012 to HS 2022 has the code {}", code->dotted()),
                      "'tidewaiter goods --find WORDS' looks codes up by words.");
    }
    return code->digits();
}

void add_range(std::string_view text, std::set<std::string>& codes) {
    const std::size_t dash = text.find('-');
    const std::string first = code_of(text.substr(0, dash));
    const std::string last = code_of(text.substr(dash + 1));
    if (first.size() != last.size() || last < first) {
        throw Failure(FailureKind::usage, fmt::format("'{}' is no range of codes", text), "Write both ends with the same number of digits, the lower first: 8456-8466.");
    }
    for (unsigned long long number = std::stoull(first); number <= std::stoull(last); ++number) {
        const std::string code = fmt::format("{:0{}}", number, first.size());
        const auto parsed = goods::HsCode::parse(code);
        if (parsed && !goods::revisions_of(*parsed).empty()) {
            codes.insert(code);
        }
    }
}

void add_words(std::string_view text, std::set<std::string>& codes) {
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        const std::string_view word = base::trim(text.substr(0, comma));
        text.remove_prefix(std::min(comma + 1, text.size()));
        if (word.find('-') != std::string_view::npos) {
            add_range(word, codes);
        } else {
            codes.insert(code_of(word));
        }
    }
}

} // namespace

Basket parse_basket(const goods::GoodsBook& book, std::string_view given, const std::vector<std::string>& except, std::string_view as_of) {
    const std::string text(base::trim(given));
    Basket basket;
    basket.name = text;
    if (text.empty() || text == "all" || text == "total") {
        basket.name = "all";
        if (!except.empty()) {
            throw Failure(FailureKind::usage, "codes cannot be taken out of all goods", "Name the basket, such as 01-97, and take codes out of that.");
        }
        return basket;
    }
    std::set<std::string> codes;
    const bool plain = std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == ',' || c == '-' || c == ' '; });
    if (plain) {
        add_words(text, codes);
    } else {
        const goods::Lane lane{{}, {}, std::string(as_of)};
        const auto info = book.find_list(text, lane);
        const auto listed = book.codes(text, lane);
        if (!info || !listed) {
            const base::Error& error = info ? listed.error() : info.error();
            throw Failure(FailureKind::usage, error.message, error.hint + " Codes and ranges such as 8542 or 8456-8463,8541 are taken too.");
        }
        if (listed->empty()) {
            throw Failure(FailureKind::usage, fmt::format("the list '{}' holds no code on {}", text, as_of), "Name a version, such as chpl@50.");
        }
        codes.insert(listed->begin(), listed->end());
        basket.version = info->version;
    }
    for (const std::string& out : except) {
        std::set<std::string> gone;
        add_words(out, gone);
        std::erase_if(codes, [&](const std::string& code) { return std::ranges::any_of(gone, [&](const std::string& front) { return code.starts_with(front); }); });
        basket.name += fmt::format(" without {}", out);
    }
    if (codes.empty()) {
        throw Failure(FailureKind::usage, fmt::format("no code is left in '{}'", basket.name), "Take out less.");
    }
    // A code whose front is in the basket too says nothing new.
    for (const std::string& code : codes) {
        bool covered = false;
        for (std::size_t length = 2; length < code.size() && !covered; ++length) {
            covered = codes.contains(code.substr(0, length));
        }
        if (!covered) {
            basket.codes.push_back(code);
        }
    }
    return basket;
}

} // namespace tidewaiter::flows

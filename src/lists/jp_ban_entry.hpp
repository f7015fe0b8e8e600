// One entry of Japan's lists of export bans, as the text of the PDF has it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::lists {

struct BanEntry {
    std::string number;
    std::string japanese;
    std::vector<std::string>
        japanese_aliases; ///< from "(別称、A、B及びC)"; some are in Latin script
    std::string latin;
    std::vector<std::string>
        latin_aliases;              ///< from "a.k.a., the following two aliases: -A; and -B"
    std::vector<std::string> notes; ///< sentences about the name
    std::vector<std::string> addresses;
    std::size_t address_words = 0; ///< more than one mean that another entry is in the text
};

/// Kana, ideographs, or the punctuation and wide forms that go with them?
bool has_japanese(std::string_view text);
/// "１２" -> "12": wide digits, brackets and colons as plain ones.
std::string to_plain_width(std::string_view text);

/// Where the entry of a number begins: at the start of a line, or right behind the end of an
/// address, and only once the entry before has had its address. "130 Repair" in a name and "House
/// 77" in an address are neither.
/// In: text of one list, of plain width; from where the entry before begins; first when there is
/// none before
/// Out: npos when the number is not there
std::size_t find_ban_entry(std::string_view text, std::size_t from, int number, bool first);

/// In: text of one entry from its number on, of plain width
BanEntry read_ban_entry(std::string_view text, int number);

} // namespace tidewaiter::lists

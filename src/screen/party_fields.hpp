// What stands in a party's name field and is no name: TO ORDER, N/A, SAME AS CONSIGNEE (data/party_fields.csv).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tidewaiter::screen {

enum class NameState : std::uint8_t {
    named,
    empty,
    to_order,   ///< negotiable: nobody is named
    not_given,  ///< N/A, UNKNOWN ...
    same_as,    ///< another field of the record names it
    no_letters, ///< "---", "???"
};

std::string_view to_text(NameState state); ///< "to order", "not given" ...

struct PartyName {
    NameState state = NameState::empty;
    std::string_view name; ///< what to screen when named; a view into the text given
    bool to_order = false; ///< "TO THE ORDER OF X": X is screened, and the receiver is still not named
};

PartyName read_party_name(std::string_view text);

/// Is it, by its own words, a forwarder, a carrier's agent or a bank (data/intermediary_words.csv)?
enum class Intermediary : std::uint8_t { none, forwarder, bank };
Intermediary find_intermediary(std::string_view name);

} // namespace tidewaiter::screen

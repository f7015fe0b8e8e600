// What stands in a party's name field: nothing (TO ORDER, N/A, SAME AS CONSIGNEE), a name with an address glued to it, or
// several parties at once ("ALPHA LLC C/O BETA FORWARDING"). The words that tell are rows of data/party_fields.csv and
// data/address_words.csv.
#pragma once

#include "screen/shipment.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tidewaiter::screen {

enum class NameState : std::uint8_t {
    named,
    empty,
    to_order,   ///< negotiable: nobody is named
    not_given,  ///< N/A, UNKNOWN, CASH ...
    same_as,    ///< another field of the record names it
    no_letters, ///< "---", "???"
};

std::string_view to_text(NameState state); ///< "to order", "not given" ...

/// How a name stands in its field.
enum class NameLink : std::uint8_t {
    itself,       ///< the field is this name
    order_of,     ///< TO THE ORDER OF x
    care_of,      ///< C/O x
    attention,    ///< ATTN x
    account_of,   ///< A/C x
    trading_as,   ///< T/A x, DBA x, AKA x
    on_behalf_of, ///< OBO x
    beside,       ///< another party after ; or | or a line's end
};

std::string_view to_text(NameLink link); ///< "itself", "order of", "care of" ...

struct FieldName {
    std::string name; ///< blanks squashed, address and contacts cut off
    NameLink link = NameLink::itself;
    std::string address; ///< what was cut off because it is an address; empty when there was none
};

/// A field taken apart. Nothing is lost: what is neither a name nor an address was a marker, a contact or a placeholder.
struct PartyField {
    NameState state = NameState::empty;
    std::vector<FieldName> names; ///< at least one when named; at most `most_field_names`
    bool to_order = false;        ///< "TO THE ORDER OF X": X is screened, and the receiver is still not named
    std::optional<Role> same_as;  ///< SAME AS CONSIGNEE; empty for "as above"
};

/// More parties than these are not told apart in one field; the rest stays with the last.
inline constexpr std::size_t most_field_names = 20;

/// Takes a field apart. In: any text; beyond 4,096 bytes it is one name. Errors: none.
PartyField read_party_field(std::string_view text);

/// Fields taken apart before. Nine fields in ten of a file stood in it before, and taking one apart costs more than all
/// rules together. One for each thread; it forgets all when it is full.
class FieldCache {
public:
    explicit FieldCache(std::size_t limit = 20'000) : limit_(limit) {}

    /// What read_party_field says; lives until the next call.
    const PartyField& find(std::string_view text);

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };

    std::size_t limit_;
    std::unordered_map<std::string, PartyField, Hash, std::equal_to<>> fields_;
};

/// Is it an address by itself: street words with numbers, a post box, a country at its end?
bool is_address(std::string_view text);

/// Only whether the text is a name at all, for other names and country fields.
NameState name_state(std::string_view text);

/// Is it, by its own words, a forwarder, a carrier's agent or a bank (data/intermediary_words.csv)?
enum class Intermediary : std::uint8_t { none, forwarder, bank };
Intermediary find_intermediary(std::string_view name);

} // namespace tidewaiter::screen

#include "screen/payment.hpp"

#include "base/json_writer.hpp"
#include "base/utf8.hpp"
#include "entity/country.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace tidewaiter::screen {

namespace {

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/// "RU/MOSCOW", "3/RU/MOSCOW" has lost its number already.
std::string_view code_before_slash(std::string_view line) {
    const bool code = line.size() > 2 && is_capital(line[0]) && is_capital(line[1]) && line[2] == '/';
    return code && entity::find_country(line.substr(0, 2)) ? line.substr(0, 2) : std::string_view();
}

/// A country's name at the end of an address. Two letters are a state or a province as often as a country.
std::string_view country_at_end(std::string_view line) {
    constexpr std::size_t least_letters = 4;
    if (const std::string_view whole = base::trim(line); whole.size() >= least_letters && entity::find_country(whole)) {
        return whole;
    }
    const std::size_t comma = line.rfind(',');
    const std::string_view last = comma == std::string_view::npos ? std::string_view() : base::trim(line.substr(comma + 1));
    const bool state = last == "GEORGIA" || last == "Georgia";
    return last.size() >= least_letters && !state && entity::find_country(last) ? last : std::string_view();
}

void write_party(base::JsonWriter& json, const PaymentParty& party) {
    json.begin_object().member("name", party.name);
    const auto text = [&json](std::string_view key, const std::string& value) {
        if (!value.empty()) {
            json.member(key, value);
        }
    };
    text("id", party.id);
    text("account", party.account);
    text("schema", party.schema);
    text("country", fmt::format("{}", fmt::join(party.countries, ";")));
    text("address", fmt::format("{}", fmt::join(party.address, ", ")));
    text("birth_date", party.birth_date);
    if (!party.other_names.empty()) {
        json.key("other_names").begin_array();
        for (const std::string& name : party.other_names) {
            json.value(name);
        }
        json.end_array();
    }
    // Two numbers of one kind: a JSON object holds each key once, a list holds both values.
    std::vector<std::string_view> written;
    for (const auto& [property, value] : party.identifiers) {
        if (std::ranges::find(written, property) != written.end()) {
            continue;
        }
        written.push_back(property);
        json.key(property.empty() ? "identifier" : property).begin_array();
        for (const auto& [other, number] : party.identifiers) {
            if (other == property) {
                json.value(number);
            }
        }
        json.end_array();
    }
    json.end_object();
}

} // namespace

void add_identifier(PaymentParty& into, std::string_view property, std::string_view value) {
    if (value = base::trim(value); !value.empty()) {
        std::pair<std::string, std::string> made{property, value};
        if (std::ranges::find(into.identifiers, made) == into.identifiers.end()) {
            into.identifiers.push_back(std::move(made));
        }
    }
}

void complete_country(PaymentParty& party) {
    if (!party.countries.empty()) {
        return;
    }
    for (auto line = party.address.rbegin(); line != party.address.rend(); ++line) {
        if (const std::string_view code = code_before_slash(*line); !code.empty()) {
            party.countries.emplace_back(code);
            return;
        }
    }
    if (!party.address.empty()) {
        if (const std::string_view country = country_at_end(party.address.back()); !country.empty()) {
            party.countries.emplace_back(country);
        }
    }
}

void add_party(Payment& into, PaymentParty party) {
    const bool anything = !party.name.empty() || !party.identifiers.empty() || !party.other_names.empty() || !party.id.empty() || !party.account.empty() ||
                          !party.address.empty() || !party.countries.empty();
    complete_country(party);
    if (anything && std::ranges::find(into.parties, party) == into.parties.end()) {
        into.parties.push_back(std::move(party));
    }
}

std::string to_json(const Payment& payment) {
    Payment whole = payment;
    for (const std::string& text : payment.texts) {
        for (PaymentParty& party : find_mentions(text)) {
            add_party(whole, std::move(party));
        }
    }
    base::JsonWriter json;
    json.begin_object();
    json.member("record_id", payment.reference.empty() ? payment.message_id : payment.reference);
    json.member("message", payment.kind).member("message_id", payment.message_id).member("uetr", payment.uetr);
    json.member("date", payment.date).member("value", payment.value).member("currency", payment.currency);
    json.member("remittance", fmt::format("{}", fmt::join(payment.texts, " ")));
    std::vector<Role> written;
    for (const PaymentParty& party : whole.parties) {
        if (std::ranges::find(written, party.role) != written.end()) {
            continue;
        }
        written.push_back(party.role);
        json.key(party.role == Role::other ? "other_party" : to_text(party.role)).begin_array();
        for (const PaymentParty& each : whole.parties) {
            if (each.role == party.role) {
                write_party(json, each);
            }
        }
        json.end_array();
    }
    json.end_object();
    return json.take();
}

} // namespace tidewaiter::screen

// Reads a claim file that a person may have changed: what is wrong is said by claim and field.
#include "claims/claim_file.hpp"

#include "base/failure.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "claims/readings.hpp"
#include "entity/date.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace tidewaiter::claims {

namespace {

namespace dom = simdjson::dom;

using base::Failure;
using base::FailureKind;

class Reader {
public:
    Reader(std::string name, std::size_t number) : name_(std::move(name)), number_(number) {}

    [[noreturn]] void fail(std::string_view field, const std::string& what) const {
        throw Failure(FailureKind::bad_input, fmt::format("{}: claim {}: {}: {}", name_, number_, field, what), "docs/check.md says what each field holds.");
    }

    std::string text(const dom::object& object, std::string_view key) const {
        dom::element value;
        if (object.at_key(key).get(value) != simdjson::SUCCESS || value.is_null()) {
            return {};
        }
        std::string_view found;
        if (value.get_string().get(found) != simdjson::SUCCESS) {
            fail(key, "not a text");
        }
        constexpr std::size_t longest = 20'000;
        if (found.size() > longest) {
            fail(key, "longer than 20,000 bytes");
        }
        return std::string(found);
    }

    std::optional<double> number(const dom::object& object, std::string_view key) const {
        dom::element value;
        if (object.at_key(key).get(value) != simdjson::SUCCESS || value.is_null()) {
            return std::nullopt;
        }
        double found = 0;
        if (value.get_double().get(found) != simdjson::SUCCESS || !std::isfinite(found)) {
            fail(key, "not a number");
        }
        return found;
    }

    bool truth(const dom::object& object, std::string_view key) const {
        dom::element value;
        bool found = false;
        if (object.at_key(key).get(value) != simdjson::SUCCESS || value.is_null()) {
            return false;
        }
        if (value.get_bool().get(found) != simdjson::SUCCESS) {
            fail(key, "neither true nor false");
        }
        return found;
    }

    std::optional<dom::object> object(const dom::object& parent, std::string_view key) const {
        dom::element value;
        if (parent.at_key(key).get(value) != simdjson::SUCCESS || value.is_null()) {
            return std::nullopt;
        }
        dom::object found;
        if (value.get_object().get(found) != simdjson::SUCCESS) {
            fail(key, "not an object");
        }
        return found;
    }

    std::string one_of(const dom::object& parent, std::string_view key, std::initializer_list<std::string_view> known) const {
        const std::string found = text(parent, key);
        if (!found.empty() && std::ranges::find(known, found) == known.end()) {
            fail(key, fmt::format("'{}' is not known", found));
        }
        return found;
    }

    std::string place(std::string_view key, const std::string& found) const {
        const bool letters = !found.empty() && found.size() <= 5 && std::ranges::all_of(found, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
        if (!found.empty() && (!letters || place_name(found) == found)) {
            static constexpr std::array<std::string_view, 4> groups = {"EU27", "NATO", "WEST", "G7"};
            if (std::ranges::find(groups, found) == groups.end()) {
                fail(key, fmt::format("'{}' is no country: an ISO 3166-1 code in capitals, or EU, WEST, G7, NATO", found));
            }
        }
        return found;
    }

    std::string month(const dom::object& parent, std::string_view key) const {
        const std::string found = text(parent, key);
        const auto date = found.empty() ? base::Result<entity::PartialDate>(entity::PartialDate{}) : entity::parse_date(found);
        if (!found.empty() && (found.size() != 7 || !date || found[4] != '-')) {
            fail(fmt::format("period.{}", key), fmt::format("'{}' is no month such as 2023-10", found));
        }
        return found;
    }

    Claim read(const dom::object& object_) const;

private:
    std::string name_;
    std::size_t number_;
};

Claim Reader::read(const dom::object& source) const {
    Claim claim;
    claim.number = static_cast<int>(std::clamp(number(source, "number").value_or(static_cast<double>(number_)), 0.0, 1e6));
    claim.text = text(source, "text");
    claim.language = text(source, "language");
    claim.speaker = text(source, "speaker");
    claim.role = text(source, "role");
    claim.said_on = text(source, "said_on");
    if (!claim.said_on.empty()) {
        const auto date = entity::parse_date(claim.said_on);
        if (!date || date->from != date->to || claim.said_on.size() != 10) {
            fail("said_on", fmt::format("'{}' is no day such as 2024-05-02", claim.said_on));
        }
    }
    claim.outlet = text(source, "outlet");
    claim.url = text(source, "url");
    claim.archived_hash = text(source, "archived_sha256");
    claim.subject = place("subject", text(source, "subject"));
    const std::string kind = text(source, "measure");
    const auto measure = find_measure(kind);
    if (!measure) {
        fail("measure", fmt::format("'{}' is none of share, level, change, comparison, existence", kind));
    }
    claim.measure = *measure;
    if (const auto value = object(source, "value")) {
        claim.value = {.low = number(*value, "low"), .high = number(*value, "high"), .low_open = truth(*value, "low_open"), .high_open = truth(*value, "high_open")};
        if (claim.value.low && claim.value.high && *claim.value.low > *claim.value.high) {
            fail("value", "low is above high");
        }
    }
    const bool numbers = *measure == Measure::share || *measure == Measure::level || *measure == Measure::change;
    if (numbers && !claim.value.low && !claim.value.high) {
        fail("value", "a statement of this measure wants low, high, or both");
    }
    claim.stated = number(source, "stated");
    claim.unit = text(source, "unit");
    if (claim.unit.empty()) {
        claim.unit = *measure == Measure::share ? "percent" : *measure == Measure::change ? "ratio" : "";
    }
    claim.rate = one_of(source, "rate", {"day", "week", "month", "year"});
    claim.hedge = text(source, "hedge");
    claim.negation = truth(source, "negation");
    if (const auto population = object(source, "population")) {
        claim.goods = text(*population, "goods");
        if (!claim.goods.empty() && find_population(claim.goods) == nullptr) {
            fail("population.goods", fmt::format("'{}' is no row of data/claim_populations.csv", claim.goods));
        }
        claim.width = one_of(*population, "width", {"narrow", "middle", "wide"});
        claim.quantity = one_of(*population, "quantity", {"imports", "exports", "production", "deliveries", "losses", "use", "stocks", "supply"});
        claim.attribute = one_of(*population, "attribute", {"refurbished", "imported", "domestic", "new"});
    }
    dom::element places;
    if (source.at_key("counterpart").get(places) == simdjson::SUCCESS && !places.is_null()) {
        dom::array list;
        if (places.get_array().get(list) != simdjson::SUCCESS) {
            fail("counterpart", "not a list of places");
        }
        for (const dom::element each : list) {
            std::string_view code;
            if (each.get_string().get(code) != simdjson::SUCCESS) {
                fail("counterpart", "not a list of places");
            }
            constexpr std::size_t most = 50;
            if (claim.counterpart.size() < most) {
                claim.counterpart.push_back(place("counterpart", std::string(code)));
            }
        }
    }
    claim.versus = text(source, "versus");
    claim.manner = one_of(source, "manner", {"direct", "indirect"});
    if (const auto period = object(source, "period")) {
        claim.period = {month(*period, "from"), month(*period, "to")};
        if (!claim.period.from.empty() && !claim.period.to.empty() && claim.period.from > claim.period.to) {
            fail("period", "it ends before it begins");
        }
    }
    claim.basis = one_of(source, "basis", {"origin", "dispatch", "producer", "seller"});
    claim.span = {0, claim.text.size()};
    return claim;
}

} // namespace

bool is_claim_file(std::string_view bytes) {
    const std::string_view front = base::trim(bytes.substr(0, 400));
    return front.starts_with('{') && front.find("\"tidewaiter.claims/") != std::string_view::npos;
}

ClaimFile parse_claim_file(std::string_view bytes, const std::string& name, const ClaimFileLimits& limits) {
    if (bytes.size() > limits.bytes) {
        throw Failure(FailureKind::bad_input, fmt::format("{}: larger than {} bytes", name, limits.bytes));
    }
    dom::parser parser;
    dom::element document;
    const simdjson::padded_string padded(bytes);
    if (const auto error = parser.parse(padded).get(document); error != simdjson::SUCCESS) {
        throw Failure(FailureKind::bad_input, fmt::format("{}: no JSON: {}", name, simdjson::error_message(error)));
    }
    dom::object object;
    std::string_view format;
    if (document.get_object().get(object) != simdjson::SUCCESS || object.at_key("format").get_string().get(format) != simdjson::SUCCESS || format != "tidewaiter.claims/1") {
        throw Failure(FailureKind::bad_input, fmt::format("{}: not a claim file of format tidewaiter.claims/1", name), "'tidewaiter check ARTICLE --claims-only --json' writes one.");
    }
    ClaimFile file{.name = name, .sha256 = base::to_sha256(bytes)};
    dom::array claims;
    if (object.at_key("claims").get_array().get(claims) != simdjson::SUCCESS) {
        throw Failure(FailureKind::bad_input, fmt::format("{}: no list of claims", name));
    }
    for (const dom::element each : claims) {
        const Reader reader(name, file.claims.size() + 1);
        dom::object claim;
        if (each.get_object().get(claim) != simdjson::SUCCESS) {
            reader.fail("claims", "not an object");
        }
        if (file.claims.size() >= limits.claims) {
            throw Failure(FailureKind::bad_input, fmt::format("{}: more than {} claims", name, limits.claims));
        }
        file.claims.push_back(reader.read(claim));
    }
    return file;
}

} // namespace tidewaiter::claims

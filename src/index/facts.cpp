#include "index/facts.hpp"

#include <array>
#include <cstring>

namespace tidewaiter::index {

namespace {

void put_number(std::string& into, std::uint32_t value) { into.append(reinterpret_cast<const char*>(&value), sizeof(value)); }

void put_text(std::string& into, std::string_view text) {
    put_number(into, static_cast<std::uint32_t>(text.size()));
    into += text;
}

void put_day(std::string& into, const entity::Day& day) {
    put_number(into, static_cast<std::uint32_t>(day.year));
    put_number(into, static_cast<std::uint32_t>(day.month * 100 + day.day));
}

class Reader {
public:
    explicit Reader(std::string_view bytes) : bytes_(bytes) {}

    std::uint32_t number() {
        std::uint32_t value = 0;
        if (bytes_.size() < sizeof(value)) {
            good_ = false;
            return 0;
        }
        std::memcpy(&value, bytes_.data(), sizeof(value));
        bytes_.remove_prefix(sizeof(value));
        return value;
    }

    /// A count of elements of which each takes at least four bytes, so that a wrong one cannot ask for much.
    std::uint32_t count() {
        const std::uint32_t value = number();
        good_ = good_ && value <= bytes_.size() / sizeof(std::uint32_t) + 1;
        return good_ ? value : 0;
    }

    std::string_view view() {
        const std::uint32_t size = number();
        if (size > bytes_.size()) {
            good_ = false;
            return {};
        }
        const std::string_view text = bytes_.substr(0, size);
        bytes_.remove_prefix(size);
        return text;
    }

    std::string text() { return std::string(view()); }

    entity::Day day() {
        entity::Day day;
        day.year = static_cast<int>(number());
        const std::uint32_t rest = number();
        day.month = static_cast<int>(rest / 100);
        day.day = static_cast<int>(rest % 100);
        return day;
    }

    bool finished() const { return good_ && bytes_.empty(); }

private:
    std::string_view bytes_;
    bool good_ = true;
};

/// What is a list of texts, in the order of the bytes.
auto texts_of(auto& prepared) {
    return std::array{&prepared.addresses, &prepared.address_countries, &prepared.birth_places,
                      &prepared.given_names, &prepared.family_names, &prepared.contacts};
}

} // namespace

std::string to_facts(const match::Prepared& prepared) {
    std::string bytes;
    put_text(bytes, prepared.id);
    put_text(bytes, prepared.schema);
    put_number(bytes, static_cast<std::uint32_t>(prepared.kind));
    put_text(bytes, prepared.gender);
    put_number(bytes, static_cast<std::uint32_t>(prepared.birth_dates.size()));
    for (const match::PreparedDate& date : prepared.birth_dates) {
        put_day(bytes, date.date.from);
        put_day(bytes, date.date.to);
        put_number(bytes, date.date.circa ? 1 : 0);
        put_text(bytes, date.text);
    }
    put_number(bytes, static_cast<std::uint32_t>(prepared.countries.size()));
    for (const std::string& country : prepared.countries) {
        put_text(bytes, country);
    }
    put_number(bytes, static_cast<std::uint32_t>(prepared.identifiers.size()));
    for (const match::PreparedIdentifier& identifier : prepared.identifiers) {
        put_number(bytes, static_cast<std::uint32_t>(identifier.kind));
        put_text(bytes, identifier.value);
    }
    for (const auto* texts : texts_of(prepared)) {
        put_number(bytes, static_cast<std::uint32_t>(texts->size()));
        for (const std::string& text : *texts) {
            put_text(bytes, text);
        }
    }
    return bytes;
}

std::string_view schema_of(std::string_view bytes) {
    Reader reader(bytes);
    reader.view();
    return reader.view();
}

bool read_facts(std::string_view bytes, match::Prepared& into) {
    Reader reader(bytes);
    into.id = reader.text();
    into.schema = reader.text();
    into.kind = static_cast<names::NameKind>(reader.number());
    into.gender = reader.text();
    for (std::uint32_t i = reader.count(); i > 0; --i) {
        match::PreparedDate date;
        date.date.from = reader.day();
        date.date.to = reader.day();
        date.date.circa = reader.number() != 0;
        date.text = reader.text();
        into.birth_dates.push_back(std::move(date));
    }
    for (std::uint32_t i = reader.count(); i > 0; --i) {
        into.countries.push_back(reader.text());
    }
    for (std::uint32_t i = reader.count(); i > 0; --i) {
        match::PreparedIdentifier identifier;
        identifier.kind = static_cast<entity::IdentifierKind>(reader.number());
        identifier.value = reader.text();
        into.identifiers.push_back(std::move(identifier));
    }
    for (auto* texts : texts_of(into)) {
        for (std::uint32_t i = reader.count(); i > 0; --i) {
            texts->push_back(reader.text());
        }
    }
    return reader.finished();
}

} // namespace tidewaiter::index

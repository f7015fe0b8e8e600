#include "lists/user_mapping.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/utf8.hpp"
#include "entity/schema.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>

TIDEWAITER_EMBEDDED(user_list_columns_csv);

namespace tidewaiter::lists {

namespace {

/// Fields of a list row; the rest are FollowTheMoney properties of the party.
constexpr std::array fields{
    "name",        "alias",      "weakAlias",  "previousName",   "firstName",  "middleName", "lastName", "id",
    "schema",      "country",    "nationality", "citizenship",   "jurisdiction", "birthDate", "birthPlace", "gender",
    "address",     "street",     "city",       "postalCode",     "region",     "addressCountry",
    "passportNumber", "idNumber", "taxNumber", "vatCode",        "registrationNumber", "innCode", "ogrnCode", "leiCode",
    "swiftBic",    "dunsCode",   "uscCode",    "imoNumber",      "mmsi",       "callSign",   "flag",     "pastFlags",
    "type",        "publicKey",  "email",      "phone",          "website",    "position",   "legalForm", "sector",
    "incorporationDate", "buildDate", "topics", "notes",         "program",    "measure",    "provisions", "reason",
    "listedOn",    "startedOn",  "endedOn",    "sourceUrl",
};

std::string to_lower(std::string_view text) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return lower;
}

/// Reads one mapping; knows its name and keeps the messages alike.
class Reader {
public:
    Reader(std::string_view toml, const std::string& name) : name_(name) {
        try {
            document_ = toml::parse(toml, name);
        } catch (const toml::parse_error& error) {
            throw base::Failure(base::FailureKind::bad_input,
                                fmt::format("{}: line {} is no TOML: {}", name, error.source().begin.line, error.description()),
                                "docs/formats/user-list.md shows how a mapping looks.");
        }
    }

    UserMapping read() {
        check_keys(document_, "", {"list", "file", "columns", "schemata"});
        read_list(table("list"));
        read_file(table("file"));
        read_columns(table("columns"));
        read_schemata(table("schemata"));
        // Without columns the headers are read as they are usually called.
        if (!mapping_.columns.empty() && std::ranges::none_of(mapping_.columns, [](const auto& column) {
                return column.first == "name" || column.first == "lastName";
            })) {
            fail(document_, "no column is mapped to name, and without names nobody can be found");
        }
        return std::move(mapping_);
    }

private:
    [[noreturn]] void fail(const toml::node& node, const std::string& message) const {
        throw base::Failure(base::FailureKind::bad_input,
                            fmt::format("{}: line {}: {}", name_, node.source().begin.line, message),
                            "docs/formats/user-list.md lists what a mapping may hold.");
    }

    const toml::table& table(std::string_view key) const {
        static const toml::table none;
        const toml::node* node = document_.get(key);
        if (node == nullptr) {
            return none;
        }
        if (!node->is_table()) {
            fail(*node, fmt::format("{} is no table; write [{}] on a line of its own", key, key));
        }
        return *node->as_table();
    }

    void check_keys(const toml::table& table, std::string_view where, std::initializer_list<std::string_view> known) const {
        for (const auto& [key, node] : table) {
            if (std::ranges::find(known, key.str()) == known.end()) {
                fail(node, fmt::format("unknown key {}{}", where, key.str()));
            }
        }
    }

    std::string text(const toml::table& table, std::string_view key) const {
        const toml::node* node = table.get(key);
        if (node == nullptr) {
            return {};
        }
        if (!node->is_string()) {
            fail(*node, fmt::format("{} is no text in quotes", key));
        }
        return node->as_string()->get();
    }

    /// One text or a list of them.
    std::vector<std::string> texts(const toml::node& node, std::string_view key) const {
        std::vector<std::string> values;
        if (node.is_string()) {
            values.push_back(node.as_string()->get());
        } else if (node.is_array()) {
            for (const toml::node& each : *node.as_array()) {
                if (!each.is_string()) {
                    fail(each, fmt::format("{} holds something that is no text in quotes", key));
                }
                values.push_back(each.as_string()->get());
            }
        } else {
            fail(node, fmt::format("{} is neither text in quotes nor a list of such", key));
        }
        return values;
    }

    std::vector<std::string> texts(const toml::table& table, std::string_view key) const {
        const toml::node* node = table.get(key);
        return node == nullptr ? std::vector<std::string>() : texts(*node, key);
    }

    void read_list(const toml::table& list) {
        check_keys(list, "list.", {"id", "title", "publisher", "jurisdiction", "version", "measure", "topics", "programs", "role"});
        mapping_.list = text(list, "id");
        const bool plain = std::ranges::all_of(mapping_.list, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
        });
        if (!plain) {
            fail(*list.get("id"), "list.id has other characters than a-z, 0-9, _ and -");
        }
        mapping_.title = text(list, "title");
        mapping_.publisher = text(list, "publisher");
        mapping_.jurisdiction = to_lower(text(list, "jurisdiction"));
        mapping_.version = text(list, "version");
        mapping_.topics = texts(list, "topics");
        mapping_.programs = texts(list, "programs");
        if (const std::string word = text(list, "measure"); !word.empty()) {
            const auto measure = entity::find_measure(word);
            if (!measure) {
                fail(*list.get("measure"), fmt::format("unknown measure '{}': asset_freeze, licence_required, sectoral, "
                                                       "debarment, warning_only or unknown",
                                                       word));
            }
            mapping_.measure = *measure;
        }
        read_role(list);
    }

    /// Who is known and wanted is told, and never stops anybody: such a list says warning_only of its own accord.
    void read_role(const toml::table& list) {
        const std::string role = text(list, "role");
        if (role.empty()) {
            return;
        }
        if (role != "block" && role != "allow" && role != "customers") {
            fail(*list.get("role"), fmt::format("list.role is '{}', not block, allow or customers", role));
        }
        mapping_.role = role;
        if (role == "block") {
            return;
        }
        if (list.contains("measure") && mapping_.measure != entity::Measure::warning_only) {
            fail(*list.get("measure"), fmt::format("a list whose role is {} can have no measure but warning_only", role));
        }
        mapping_.measure = entity::Measure::warning_only;
        mapping_.programs.push_back(role == "allow" ? "allow list" : "customers");
    }

    void read_file(const toml::table& file) {
        check_keys(file, "file.", {"separator", "value_separator", "date_order", "schema"});
        if (const std::string separator = text(file, "separator"); !separator.empty()) {
            if (separator.size() != 1 || separator == "\"" || separator == "\n" || separator == "\r") {
                fail(*file.get("separator"), "file.separator is not one character");
            }
            mapping_.separator = separator.front();
        }
        if (file.contains("value_separator")) {
            mapping_.value_separator = text(file, "value_separator");
        }
        const std::string order = text(file, "date_order");
        if (order == "day_first") {
            mapping_.day_order = entity::DayOrder::day_first;
        } else if (order == "month_first") {
            mapping_.day_order = entity::DayOrder::month_first;
        } else if (!order.empty()) {
            fail(*file.get("date_order"), fmt::format("file.date_order is '{}', not day_first or month_first", order));
        }
        mapping_.schema = text(file, "schema");
        if (!mapping_.schema.empty()) {
            check_schema(*file.get("schema"), mapping_.schema);
        }
    }

    void check_schema(const toml::node& node, std::string_view name) const {
        const entity::Schema* schema = entity::find_schema(name);
        if (schema == nullptr || !schema->matchable) {
            fail(node, fmt::format("'{}' is no schema of a party: Person, Organization, Company, LegalEntity, Vessel, Airplane ...",
                                   name));
        }
    }

    void read_columns(const toml::table& columns) {
        for (const auto& [key, node] : columns) {
            if (!is_user_field(key.str())) {
                fail(node, fmt::format("unknown field columns.{}", key.str()));
            }
            mapping_.columns.emplace_back(key.str(), texts(node, key.str()));
            if (mapping_.columns.back().second.empty()) { // "name = []" would read a list of nobody
                fail(node, fmt::format("{} names no column", key.str()));
            }
        }
    }

    void read_schemata(const toml::table& schemata) {
        for (const auto& [key, node] : schemata) {
            check_schema(node, key.str());
            for (const std::string& word : texts(node, key.str())) {
                mapping_.schema_words.emplace_back(to_lower(word), key.str());
            }
        }
    }

    std::string name_;
    toml::table document_;
    UserMapping mapping_;
};

} // namespace

UserMapping parse_user_mapping(std::string_view toml, const std::string& name) {
    if (toml.size() > mapping_bytes) {
        throw base::Failure(base::FailureKind::bad_input, fmt::format("{} is larger than {} bytes", name, mapping_bytes));
    }
    return Reader(toml, name).read();
}

UserMapping load_user_mapping(const std::string& path) {
    return parse_user_mapping(base::load_file(path, mapping_bytes), path);
}

bool is_user_field(std::string_view field) { return std::ranges::find(fields, field) != fields.end(); }

std::string_view usual_field(std::string_view header) {
    static const base::CsvTable table("user_list_columns.csv", embedded_user_list_columns_csv());
    std::string plain;
    for (const char c : to_lower(header)) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            plain += c;
        } else if (static_cast<unsigned char>(c) >= 0x80) {
            return {}; // a header in another script has no spelling in the table
        }
    }
    const auto found = std::ranges::find(table.rows(), plain, [](const auto& row) { return row[1]; });
    return found == table.rows().end() ? std::string_view() : std::string_view((*found)[0]);
}

std::optional<std::string_view> find_usual_schema(std::string_view word) {
    struct Usual {
        std::string_view word;
        std::string_view schema;
    };
    constexpr std::array usual{
        Usual{"person", "Person"},          Usual{"individual", "Person"},      Usual{"natural person", "Person"},
        Usual{"entity", "Organization"},    Usual{"organisation", "Organization"}, Usual{"organization", "Organization"},
        Usual{"company", "Company"},        Usual{"enterprise", "Company"},     Usual{"legal entity", "LegalEntity"},
        Usual{"legal person", "Organization"}, Usual{"vessel", "Vessel"},       Usual{"ship", "Vessel"},
        Usual{"aircraft", "Airplane"},      Usual{"airplane", "Airplane"},      Usual{"public body", "PublicBody"},
        Usual{"bank", "Company"},
    };
    const std::string lower = to_lower(base::trim(word));
    const auto found = std::ranges::find(usual, lower, &Usual::word);
    if (found != usual.end()) {
        return found->schema;
    }
    const entity::Schema* schema = entity::find_schema(base::trim(word));
    return schema != nullptr && schema->matchable ? std::optional(schema->name) : std::nullopt;
}

} // namespace tidewaiter::lists

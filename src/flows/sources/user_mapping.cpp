// A user's own table: which column is what, in TOML (docs/formats/flows.md).
#include "flows/sources/sources.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <set>

namespace tidewaiter::flows {

namespace {

using base::Failure;
using base::FailureKind;

constexpr std::uint64_t most_bytes = 1'000'000;

struct Field {
    std::string_view name;
    std::string Mapping::*place;
    bool is_number = false;
};

constexpr std::array<Field, 38> fields = {{{"reporter", &Mapping::reporter},
                                           {"partner", &Mapping::partner},
                                           {"flow", &Mapping::flow},
                                           {"basis", &Mapping::basis},
                                           {"hs_rev", &Mapping::hs_rev},
                                           {"code", &Mapping::code},
                                           {"period", &Mapping::period},
                                           {"value", &Mapping::value, true},
                                           {"currency", &Mapping::currency},
                                           {"value_kind", &Mapping::value_kind},
                                           {"weight", &Mapping::weight, true},
                                           {"qty", &Mapping::qty, true},
                                           {"unit", &Mapping::unit},
                                           {"customs", &Mapping::customs},
                                           {"status", &Mapping::status},
                                           {"duplicate_of", &Mapping::duplicate_of},
                                           {"date", &Mapping::period},
                                           {"declaration", &Mapping::declaration},
                                           {"item", &Mapping::item},
                                           {"importer", &Mapping::importer},
                                           {"importer_id", &Mapping::importer_id},
                                           {"importer_country", &Mapping::importer_country},
                                           {"exporter", &Mapping::exporter},
                                           {"consignor", &Mapping::exporter},
                                           {"exporter_id", &Mapping::exporter_id},
                                           {"exporter_country", &Mapping::exporter_country},
                                           {"seller", &Mapping::seller},
                                           {"seller_id", &Mapping::seller_id},
                                           {"seller_country", &Mapping::seller_country},
                                           {"manufacturer", &Mapping::manufacturer},
                                           {"manufacturer_country", &Mapping::manufacturer_country},
                                           {"brand", &Mapping::brand},
                                           {"origin", &Mapping::origin},
                                           {"dispatch", &Mapping::dispatch},
                                           {"destination", &Mapping::destination},
                                           {"text", &Mapping::text},
                                           {"description", &Mapping::text},
                                           {"year_to_date", &Mapping::year_to_date}}};

constexpr std::array<std::pair<std::string_view, PlaceSystem>, 9> systems = {{{"plain", PlaceSystem::plain}, {"comtrade", PlaceSystem::comtrade},
    {"iso", PlaceSystem::iso}, {"fts", PlaceSystem::fts}, {"gacc", PlaceSystem::gacc}, {"india", PlaceSystem::india}, {"census", PlaceSystem::census},
    {"tuik", PlaceSystem::tuik}, {"imf", PlaceSystem::imf}}};

class MappingFile {
public:
    MappingFile(const std::string& path, const RawHead& head) : path_(path), head_(head) {
        try {
            document_ = toml::parse(base::load_file(path, most_bytes), path);
        } catch (const toml::parse_error& error) {
            throw Failure(FailureKind::bad_input, fmt::format("{}: line {} is no TOML: {}", path, error.source().begin.line, error.description()),
                          "docs/formats/flows.md shows how a mapping looks.");
        }
    }

    Mapping read() {
        check_keys(document_, "", {"file", "columns", "constants", "factors", "places", "words"});
        const toml::table& file = table("file");
        check_keys(file, "file.", {"kind", "publisher", "title", "numbers", "levels", "eleven_digits"});
        const std::string kind = text(file, "kind", "flow");
        if (kind != "flow" && kind != "transaction") {
            fail(*file.get("kind"), fmt::format("kind '{}' is neither flow nor transaction", kind));
        }
        m_.kind = kind == "flow" ? RowKind::flow : RowKind::transaction;
        m_.format = "mapping";
        m_.publisher = text(file, "publisher", "not named");
        m_.title = text(file, "title", head_.name);
        m_.levels_add = text(file, "levels", "nested") == "added";
        m_.eleven_digits = text(file, "eleven_digits", "no") == "yes";
        numbers_ = text(file, "numbers", "1234.5");
        for (const auto& [key, node] : table("columns")) {
            set(key.str(), node, column(node, key.str()));
        }
        for (const auto& [key, node] : table("constants")) {
            set(key.str(), node, sql::quote_text(node.value<std::string>().value_or("")));
        }
        const toml::table& factors = table("factors");
        check_keys(factors, "factors.", {"value", "weight"});
        m_.value_factor = factors["value"].value_or(1.0);
        m_.weight_factor = factors["weight"].value_or(1.0);
        for (const auto& [key, node] : table("places")) {
            const std::string name = node.value<std::string>().value_or("");
            const auto* const found = std::ranges::find(systems, std::string_view(name), [](const auto& pair) { return pair.first; });
            if (found == systems.end() || (key.str() != "reporter" && key.str() != "partner")) {
                fail(node, fmt::format("places.{} = '{}' is not known", key.str(), name));
            }
            (key.str() == "reporter" ? m_.reporter_system : m_.partner_system) = found->second;
        }
        read_words();
        check_needed();
        return std::move(m_);
    }

private:
    [[noreturn]] void fail(const toml::node& node, const std::string& message) const {
        throw Failure(FailureKind::bad_input, fmt::format("{}: line {}: {}", path_, node.source().begin.line, message), "docs/formats/flows.md lists what a mapping may hold.");
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

    std::string text(const toml::table& table, std::string_view key, std::string fallback) const {
        const toml::node* node = table.get(key);
        if (node == nullptr) {
            return fallback;
        }
        if (!node->is_string()) {
            fail(*node, fmt::format("{} is no text in quotes", key));
        }
        return node->as_string()->get();
    }

    /// One column, or several of which the first that is given counts.
    std::string column(const toml::node& node, std::string_view key) const {
        std::vector<std::string> names;
        if (node.is_string()) {
            names.push_back(node.as_string()->get());
        } else if (node.is_array()) {
            for (const toml::node& each : *node.as_array()) {
                names.push_back(each.value<std::string>().value_or(""));
            }
        }
        std::string expression;
        for (const std::string& name : names) {
            const std::string found = head_.column(name);
            if (found.empty()) {
                const std::string near = nearest_name(name, head_.columns);
                fail(node, fmt::format("{} is to be read from the column '{}', which the file does not have{}", key, name, near.empty() ? "" : fmt::format(" (nearest there: '{}')", near)));
            }
            expression += fmt::format("{}{}", expression.empty() ? "" : ", ", found);
        }
        if (expression.empty()) {
            fail(node, fmt::format("columns.{} names no column", key));
        }
        return names.size() == 1 ? expression : fmt::format("coalesce({})", expression);
    }

    void set(std::string_view key, const toml::node& node, std::string expression) {
        const auto* const found = std::ranges::find(fields, key, &Field::name);
        if (found == fields.end()) {
            std::vector<std::string> names;
            for (const Field& field : fields) {
                names.emplace_back(field.name);
            }
            const std::string near = nearest_name(key, names);
            fail(node, fmt::format("there is no field '{}'{}", key, near.empty() ? "" : fmt::format(" (nearest: {})", near)));
        }
        if (!given_.insert(found->place == &Mapping::text ? "text" : std::string(key)).second) {
            fail(node, fmt::format("{} is given twice", key));
        }
        if (found->is_number) {
            expression = as_number(expression);
        } else if (key == "year_to_date") {
            expression = fmt::format("lower({}) IN ('true', 'yes', '1')", expression);
        }
        m_.*(found->place) = std::move(expression);
    }

    std::string as_number(const std::string& expression) const {
        const auto without = [&](std::string_view marks) {
            std::string cleaned = expression;
            for (const char mark : marks) {
                cleaned = fmt::format("replace({}, '{}', '')", cleaned, mark);
            }
            return cleaned;
        };
        if (numbers_ == "1234.5") {
            return expression;
        }
        if (numbers_ == "1,234.5") {
            return without(",");
        }
        if (numbers_ == "1.234,5") {
            return fmt::format("replace({}, ',', '.')", without("."));
        }
        if (numbers_ == "1 234.5" || numbers_ == "1 234,5") {
            return fmt::format("replace(regexp_replace({}, '[\\s\\x{{00A0}}\\x{{202F}}]', '', 'g'), ',', '.')", expression);
        }
        throw Failure(FailureKind::bad_input, fmt::format("{}: numbers = \"{}\" is not known", path_, numbers_),
                      "Known: \"1234.5\", \"1,234.5\", \"1.234,5\", \"1 234.5\", \"1 234,5\".");
    }

    /// [words.flow] "вывоз" = "X": texts of the file to those known here.
    void read_words() {
        for (const auto& [key, node] : table("words")) {
            const auto* const found = std::ranges::find(fields, key.str(), &Field::name);
            if (found == fields.end() || !node.is_table()) {
                fail(node, fmt::format("words.{} is no table of a known field", key.str()));
            }
            std::string& expression = m_.*(found->place);
            std::string cases;
            for (const auto& [word, meaning] : *node.as_table()) {
                cases += fmt::format(" WHEN {} THEN {}", sql::quote_text(word.str()), sql::quote_text(meaning.value<std::string>().value_or("")));
            }
            if (!cases.empty() && !expression.empty()) {
                expression = fmt::format("CASE trim({0}){1} ELSE {0} END", expression, cases);
            }
        }
    }

    void check_needed() const {
        std::string missing;
        const auto need = [&](std::string_view name, const std::string& expression) {
            if (expression.empty()) {
                missing += fmt::format("{}{}", missing.empty() ? "" : ", ", name);
            }
        };
        need("code", m_.code);
        need("value", m_.value);
        need("currency", m_.currency);
        need("flow", m_.flow);
        if (m_.kind == RowKind::flow) {
            need("reporter", m_.reporter);
            need("partner", m_.partner);
            need("period", m_.period);
        } else {
            need("date", m_.period);
        }
        if (!missing.empty()) {
            throw Failure(FailureKind::bad_input, fmt::format("{}: nothing is said of {}", path_, missing), "Name the column under [columns], or give one value for the file under [constants].");
        }
    }

    std::string path_;
    const RawHead& head_;
    toml::table document_;
    std::string numbers_;
    std::set<std::string> given_;
    Mapping m_;
};

} // namespace

Mapping load_mapping(const std::string& path, const RawHead& head) { return MappingFile(path, head).read(); }

} // namespace tidewaiter::flows

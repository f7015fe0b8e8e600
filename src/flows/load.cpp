// Texts are resolved once each, not once a row: every distinct spelling of a partner, a period or a code is looked up in
// C++ and joined back, so that a year of the world's trade costs a few thousand look-ups.
#include "flows/load.hpp"

#include "flows/codes.hpp"
#include "flows/periods.hpp"

#include "base/failure.hpp"
#include "base/utf8.hpp"
#include "goods/goods.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <optional>

namespace tidewaiter::flows {

namespace {

using base::Failure;
using base::FailureKind;

/// Longer texts are no partner, period or code.
constexpr std::size_t longest_text = 2'000;
/// More spellings of one thing mean that the wrong column was taken for it.
constexpr std::size_t most_texts = 2'000'000;
constexpr std::size_t rejects_kept = 1'000;

/// What a text means: the cells of its row in the map, or why it means nothing.
struct Meaning {
    std::vector<std::string> cells;
    std::string problem;
    std::string hint;
};

/// One expression of the mapping, its map, and what the map gives.
struct Resolved {
    std::string name; ///< of the map: map_<name>
    std::string column; ///< as rejects call it
    std::string expression;
    std::vector<std::string> outputs;
    std::function<Meaning(const std::string&)> resolve;
    std::optional<Meaning> constant = {}; ///< when the expression is the same for all rows: no look-up
};

Meaning meaning_of_place(const std::string& text, PlaceSystem system) {
    if (const auto place = find_place(text, system)) {
        return {{place->code, std::string(to_text(place->kind))}, {}, {}};
    }
    return {{"", "country"}, text.empty() ? "no place is given" : "no country or group of countries is known by this",
            "Write an ISO code or an English name; a user's mapping can name the column."};
}

Meaning meaning_of_period(const std::string& text) {
    const auto period = parse_period(text);
    if (!period) {
        return {{"2000-01-01", "1"}, period.error().message, period.error().hint};
    }
    return {{period->first_day(), std::to_string(period->months)}, {}, {}};
}

Meaning meaning_of_code(const std::string& text, bool eleven) {
    const auto code = parse_code(text, eleven);
    if (!code) {
        return {{"", "0", "false", "false"}, code.error().message, code.error().hint};
    }
    return {{code->code, std::to_string(code->level), code->is_secret ? "true" : "false", code->zero_added ? "true" : "false"}, {}, {}};
}

Meaning meaning_of_flow(const std::string& text) {
    std::string folded;
    for (const char c : text) {
        if (c >= 'a' && c <= 'z') {
            folded += static_cast<char>(c - 32);
        } else if ((c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80) {
            folded += c;
        } else if (c >= '0' && c <= '9' && text.size() == 1) {
            folded += c;
        }
    }
    constexpr std::array<std::pair<std::string_view, std::string_view>, 26> words = {{{"M", "M"}, {"IMPORT", "M"}, {"IMPORTS", "M"}, {"IMPORTATION", "M"}, {"IMP", "M"},
        {"X", "X"}, {"EXPORT", "X"}, {"EXPORTS", "X"}, {"EXPORTATION", "X"}, {"EXP", "X"}, {"RX", "RX"}, {"REEXPORT", "RX"}, {"REEXPORTS", "RX"},
        {"RM", "RM"}, {"REIMPORT", "RM"}, {"REIMPORTS", "RM"}, {"1", "M"}, {"2", "X"}, {"ИМ", "M"}, {"ЭК", "X"}, {"ИМПОРТ", "M"}, {"ЭКСПОРТ", "X"},
        {"进口", "M"}, {"出口", "X"}, {"DX", ""}, {"FM", ""}}};
    const auto* const found = std::ranges::find(words, std::string_view(folded), [](const auto& pair) { return pair.first; });
    if (found == words.end() || found->second.empty()) {
        return {{"M"}, "no flow is known by this", "Known: M, X, RM, RX, import, export, re-import, re-export."};
    }
    return {{std::string(found->second)}, {}, {}};
}

Meaning meaning_of_word(const std::string& text, std::initializer_list<std::string_view> known, std::string_view fallback) {
    if (text.empty()) {
        return {{std::string(fallback)}, {}, {}};
    }
    std::string lower;
    for (const char c : text) {
        lower += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    if (lower == "consignment") {
        lower = "dispatch";
    }
    if (std::ranges::find(known, std::string_view(lower)) == known.end()) {
        return {{std::string(fallback)}, "this word is not known here", fmt::format("Known words begin with {}.", *known.begin())};
    }
    return {{lower}, {}, {}};
}

Meaning meaning_of_currency(const std::string& text) {
    if (text.size() == 3 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; })) {
        return {{text}, {}, {}};
    }
    return {{""}, text.empty() ? "no currency is given" : "no ISO 4217 code of a currency", "Write USD, EUR, ...; a mapping can give one for the whole file."};
}

Meaning meaning_of_revision(const std::string& text) {
    const auto revision = parse_revision(text);
    return revision ? Meaning{{*revision}, {}, {}} : Meaning{{""}, revision.error().message, revision.error().hint};
}

bool is_literal(const std::string& expression) {
    return expression.size() >= 2 && expression.front() == '\'' && expression.find('\'', 1) == expression.size() - 1;
}

std::vector<Resolved> resolved_of(const Mapping& m) {
    std::vector<Resolved> all;
    const auto place = [&](const char* name, const std::string& expression, PlaceSystem system) {
        all.push_back({name, name, expression, {"code", "kind"}, [system](const std::string& text) { return meaning_of_place(text, system); }});
    };
    const bool is_flow = m.kind == RowKind::flow;
    if (is_flow) {
        place("reporter", m.reporter, m.reporter_system);
        place("partner", m.partner, m.partner_system);
        all.push_back({"basis", "basis", m.basis, {"basis"}, [](const std::string& text) { return meaning_of_word(text, {"dispatch", "origin", "unknown"}, "unknown"); }});
        all.push_back({"status", "status", m.status, {"status"}, [](const std::string& text) {
                           return meaning_of_word(text, {"reported", "computed", "estimated", "nowcast", "secret"}, "reported");
                       }});
        all.push_back({"kind", "value_kind", m.value_kind, {"kind"}, [](const std::string& text) { return meaning_of_word(text, {"cif", "fob", "unknown"}, ""); }});
        all.push_back({"period", "period", m.period, {"day", "months"}, meaning_of_period});
    }
    all.push_back({"flow", "flow", m.flow, {"flow"}, meaning_of_flow});
    all.push_back({"code", "code", m.code, {"code", "level", "secret", "zero"}, [eleven = m.eleven_digits](const std::string& text) { return meaning_of_code(text, eleven); }});
    all.push_back({"currency", "currency", m.currency, {"currency"}, meaning_of_currency});
    all.push_back({"revision", "hs_rev", m.hs_rev, {"revision"}, meaning_of_revision});
    return all;
}

std::string text_expression(const Resolved& part) { return part.expression.empty() ? "''" : fmt::format("coalesce(trim({}), '')", part.expression); }

class Loader {
public:
    Loader(sql::Database& database, const Mapping& mapping, const RawFile& raw, std::uint32_t id, std::string path)
        : database_(database), m_(mapping), raw_(raw), id_(id), path_(std::move(path)) {}

    Counts run(base::RejectSink& rejects, std::vector<std::string>& remarks, const std::function<bool(std::string_view, double)>& progress) {
        const auto say = [&](std::string_view what) {
            if (progress && !progress(what, -1)) {
                throw Failure(FailureKind::machine, "stopped", "Nothing of the file was kept.");
            }
        };
        const std::string shape = m_.shape.empty() ? "SELECT * FROM raw" : m_.shape;
        if (raw_.is_staged() && !m_.shape.empty()) {
            database_.run("CREATE OR REPLACE TEMP TABLE shaped_rows AS " + shape);
            database_.run("CREATE OR REPLACE TEMP VIEW shaped AS SELECT * FROM shaped_rows");
        } else {
            database_.run("CREATE OR REPLACE TEMP VIEW shaped AS " + shape);
        }
        parts_ = resolved_of(m_);
        say("reading texts");
        make_maps();
        if (m_.kind == RowKind::transaction) {
            make_place_map();
        }
        say("adding rows");
        if (!raw_.is_staged()) {
            // The order of a file of many millions of rows means nothing, and keeping it costs a core.
            database_.run("SET preserve_insertion_order = false");
        }
        const std::string typed = typed_rows();
        relation_ = fmt::format("({})", typed);
        if (raw_.is_staged()) {
            database_.run("CREATE OR REPLACE TEMP TABLE typed AS " + typed);
            relation_ = "typed";
        }
        insert();
        Counts counts = count();
        if (counts.rejected > 0) {
            say("looking at rejected rows");
            keep_rejects(rejects);
        }
        remark(counts, remarks);
        database_.run("SET preserve_insertion_order = true");
        return counts;
    }

private:
    void make_maps() {
        // One pass over the file for all of them, by grouping sets.
        std::vector<Resolved*> open;
        for (Resolved& part : parts_) {
            make_map_table(part);
            if (part.expression.empty() || is_literal(part.expression)) {
                const std::string text = part.expression.empty() ? std::string() : part.expression.substr(1, part.expression.size() - 2);
                fill_map(part, {text});
                part.constant = part.resolve(text);
                part.constant->cells.resize(part.outputs.size());
            } else {
                open.push_back(&part);
            }
        }
        if (open.empty()) {
            return;
        }
        std::string columns;
        std::string sets;
        for (std::size_t i = 0; i < open.size(); ++i) {
            columns += fmt::format("{}{} AS t{}", i == 0 ? "" : ", ", text_expression(*open[i]), i);
            sets += fmt::format("{}(t{})", i == 0 ? "" : ", ", i);
        }
        std::string names;
        for (std::size_t i = 0; i < open.size(); ++i) {
            names += fmt::format("{}t{}", i == 0 ? "" : ", ", i);
        }
        std::vector<std::vector<std::string>> texts(open.size());
        std::size_t total = 0;
        database_.query(fmt::format("SELECT GROUPING_ID({0}), {0} FROM (SELECT {1} FROM shaped) GROUP BY GROUPING SETS ({2})", names, columns, sets), {},
                        [&](std::span<const std::optional<std::string_view>> row) {
                            // The bit of the set that this row is of is the only one that is 0.
                            const std::uint64_t bits = std::stoull(std::string(row[0].value_or("0")));
                            for (std::size_t i = 0; i < open.size(); ++i) {
                                if ((bits >> (open.size() - 1 - i) & 1U) == 0) {
                                    texts[i].emplace_back(row[i + 1].value_or(""));
                                    break;
                                }
                            }
                            return ++total < most_texts;
                        });
        if (total >= most_texts) {
            throw Failure(FailureKind::bad_input, fmt::format("{}: more than {} different partners, periods and codes", path_, most_texts),
                          "A column was probably taken for another: name the columns with --map.");
        }
        for (std::size_t i = 0; i < open.size(); ++i) {
            fill_map(*open[i], texts[i]);
            give_types(*open[i]);
        }
    }

    /// Columns of the map take the types of the table once, instead of each row's text being turned.
    void give_types(const Resolved& part) {
        const auto type = [&](const char* column, const char* name) {
            database_.run(fmt::format("ALTER TABLE map_{} ALTER {} TYPE {}", part.name, column, name));
        };
        if (part.name == "reporter" || part.name == "partner") {
            type("kind", "place_kind");
        } else if (part.name == "flow") {
            type("flow", "flow_kind");
        } else if (part.name == "code") {
            type("level", "UTINYINT");
            type("secret", "BOOLEAN");
        } else if (part.name == "period") {
            type("day", "DATE");
            type("months", "UTINYINT");
        }
    }

    /// What a part gives, as SQL: a column of its map, or the value that all rows have.
    std::string gives(std::string_view name, std::string_view output) const {
        const auto part = std::ranges::find(parts_, name, &Resolved::name);
        assert(part != parts_.end() && "parts are named in this file only");
        if (!part->constant) {
            return fmt::format("m_{}.{}", name, output);
        }
        const auto place = std::ranges::find(part->outputs, output) - part->outputs.begin();
        return sql::quote_text(part->constant->cells[static_cast<std::size_t>(place)]);
    }

    /// One map for all columns of countries in transaction rows.
    void make_place_map() {
        const Resolved part{"places", "place", {}, {"code", "kind"}, [](const std::string& text) { return meaning_of_place(text, PlaceSystem::plain); }};
        make_map_table(part);
        std::string all;
        for (const std::string* expression : {&m_.importer_country, &m_.exporter_country, &m_.seller_country, &m_.manufacturer_country, &m_.origin, &m_.dispatch,
                                              &m_.destination, &m_.reporter}) {
            if (!expression->empty()) {
                all += fmt::format("{}SELECT trim({}) AS t FROM shaped", all.empty() ? "" : " UNION ", *expression);
            }
        }
        std::vector<std::string> texts;
        if (!all.empty()) {
            for (const auto& row : database_.all(fmt::format("SELECT DISTINCT t FROM ({}) WHERE t <> '' ORDER BY 1", all))) {
                texts.push_back(row[0].value_or(""));
            }
        }
        fill_map(part, texts);
    }

    void make_map_table(const Resolved& part) {
        std::string columns = "text VARCHAR";
        for (const std::string& output : part.outputs) {
            columns += fmt::format(", {} VARCHAR", output);
        }
        database_.run(fmt::format("CREATE OR REPLACE TEMP TABLE map_{} ({}, problem VARCHAR, hint VARCHAR)", part.name, columns));
    }

    void fill_map(const Resolved& part, const std::vector<std::string>& texts) {
        sql::Appender appender(database_, "map_" + part.name);
        for (const std::string& text : texts) {
            Meaning meaning = text.size() > longest_text ? Meaning{{}, "the text is too long", "A quote is probably not closed."} : part.resolve(text);
            meaning.cells.resize(part.outputs.size());
            std::vector<std::string> row{text};
            row.insert(row.end(), meaning.cells.begin(), meaning.cells.end());
            row.push_back(meaning.problem);
            row.push_back(meaning.hint);
            appender.add(row);
        }
        appender.close();
    }

    static std::string number(const std::string& expression, double factor, int scale) {
        if (expression.empty()) {
            return fmt::format("CAST(NULL AS DECIMAL(18,{}))", scale);
        }
        if (factor == 1) {
            return fmt::format("TRY_CAST({} AS DECIMAL(18,{}))", expression, scale);
        }
        return fmt::format("TRY_CAST(TRY_CAST({} AS DECIMAL(38,12)) * {} AS DECIMAL(18,{}))", expression, factor, scale);
    }

    /// A number as text, or NULL for the marks by which files say "none".
    static std::string given(const std::string& expression) {
        return expression.empty() ? "CAST(NULL AS VARCHAR)"
                                  : fmt::format("CASE WHEN trim({0}) IN (':', '-', '..', '...', 'NA', 'N/A', 'n/a', 'NaN', '…', 'c', ': c') THEN NULL ELSE trim({0}) END", expression);
    }

    static std::string text_or_null(const std::string& expression) {
        return expression.empty() ? "CAST(NULL AS VARCHAR)" : fmt::format("nullif(trim({}), '')", expression);
    }

    /// Names are kept apart: in_... is the text as the file gives it, m_... the map it is looked up in.
    std::string typed_rows() const {
        const bool is_flow = m_.kind == RowKind::flow;
        std::string inner = fmt::format("SELECT file_row, {} AS value_text, {} AS weight_text, {} AS qty_text, {} AS unit, {} AS customs, {} AS part_of", given(m_.value),
                                        given(m_.weight), given(m_.qty), text_or_null(m_.unit), text_or_null(m_.customs), m_.duplicate_of.empty() ? "''" : m_.duplicate_of);
        std::string joins;
        std::string bad = "CASE";
        for (const Resolved& part : parts_) {
            inner += fmt::format(", {} AS in_{}", text_expression(part), part.name);
            if (part.constant) {
                bad += part.constant->problem.empty() ? std::string() : fmt::format(" WHEN true THEN '{}'", part.name);
                continue;
            }
            joins += fmt::format("\n LEFT JOIN map_{0} AS m_{0} ON m_{0}.text = in_{0}", part.name);
            bad += fmt::format(" WHEN m_{0}.problem <> '' THEN '{0}'", part.name);
        }
        inner += is_flow ? fmt::format(", {} AS weight_estimated, {} AS is_part, {} AS year_to_date", m_.weight_estimated.empty() ? "false" : m_.weight_estimated,
                                       m_.is_part.empty() ? "false" : m_.is_part, m_.year_to_date.empty() ? "false" : m_.year_to_date)
                         : transaction_columns();
        std::string select = fmt::format("SELECT s.*, CAST({} AS flow_kind) AS flow, {} AS code, CAST({} AS UTINYINT) AS level, CAST({} AS BOOLEAN) AS secret, "
                                         "{} AS currency, {} AS revision",
                                         gives("flow", "flow"), gives("code", "code"), gives("code", "level"), gives("code", "secret"), gives("currency", "currency"),
                                         gives("revision", "revision"));
        if (is_flow) {
            const std::string is_export = fmt::format("CAST({} AS flow_kind) IN ('X', 'RX')", gives("flow", "flow"));
            select += fmt::format(", {} AS reporter, CAST({} AS place_kind) AS reporter_kind, {} AS partner, CAST({} AS place_kind) AS partner_kind, "
                                  "CAST(CASE WHEN {} THEN 'dispatch' ELSE {} END AS basis_kind) AS basis, CAST({} AS DATE) AS period, CAST({} AS UTINYINT) AS months, "
                                  "CAST({} AS row_status) AS status, CAST(CASE WHEN {} <> '' THEN {} WHEN {} THEN 'fob' ELSE 'cif' END AS value_kind) AS value_kind",
                                  gives("reporter", "code"), gives("reporter", "kind"), gives("partner", "code"), gives("partner", "kind"), is_export,
                                  gives("basis", "basis"), gives("period", "day"), gives("period", "months"), gives("status", "status"), gives("kind", "kind"),
                                  gives("kind", "kind"), is_export);
        }
        bad += bad == "CASE" ? " WHEN false THEN ''" : "";
        select += fmt::format(", {} END AS bad FROM ({} FROM shaped) AS s{}", bad, inner, joins);
        const std::string day = is_flow ? "period" : "coalesce(day, DATE '2022-01-01')";
        const std::string revision_of_day =
            fmt::format("CASE WHEN revision <> '' THEN revision WHEN year({0}) >= 2022 THEN 'HS2022' WHEN year({0}) >= 2017 THEN 'HS2017' "
                        "WHEN year({0}) >= 2012 THEN 'HS2012' WHEN year({0}) >= 2007 THEN 'HS2007' WHEN year({0}) >= 2002 THEN 'HS2002' "
                        "WHEN year({0}) >= 1996 THEN 'HS1996' ELSE 'HS1988' END",
                        day);
        // A value that is no number, negative or too large rejects its row; one that is not there is counted as missing.
        return fmt::format("SELECT *, {1} AS value, {2} AS weight_kg, {3} AS qty, {4} AS hs_rev, "
                           "CASE WHEN bad IS NOT NULL THEN bad WHEN value_text IS NOT NULL AND {1} IS NULL THEN 'value' WHEN {1} < 0 THEN 'negative' "
                           "WHEN {2} < 0 OR {3} < 0 THEN 'negative_quantity'{5} END AS why FROM ({0})",
                           select, number("value_text", m_.value_factor, 2), number("weight_text", m_.weight_factor, 3), number("qty_text", 1, 3), revision_of_day,
                           is_flow ? "" : " WHEN day IS NULL AND day_text IS NOT NULL THEN 'day'");
    }

    std::string transaction_columns() const {
        const std::array<std::pair<const char*, const std::string*>, 19> texts = {{{"declaration", &m_.declaration}, {"item", &m_.item}, {"importer", &m_.importer},
            {"importer_id", &m_.importer_id}, {"importer_country", &m_.importer_country}, {"exporter", &m_.exporter}, {"exporter_id", &m_.exporter_id},
            {"exporter_country", &m_.exporter_country}, {"seller", &m_.seller}, {"seller_id", &m_.seller_id}, {"seller_country", &m_.seller_country},
            {"manufacturer", &m_.manufacturer}, {"manufacturer_country", &m_.manufacturer_country}, {"brand", &m_.brand}, {"origin", &m_.origin},
            {"dispatch", &m_.dispatch}, {"destination", &m_.destination}, {"goods_text", &m_.text}, {"reporter", &m_.reporter}}};
        std::string columns;
        for (const auto& [name, expression] : texts) {
            columns += fmt::format(", {} AS {}", place_or_text(name, *expression), name);
        }
        columns += fmt::format(", {0} AS day_text, coalesce(TRY_CAST({0} AS DATE), CAST(try_strptime({0}, ['%d.%m.%Y', '%d/%m/%Y', '%Y%m%d', '%Y-%m-%dT%H:%M:%S']) AS DATE)) AS day",
                               text_or_null(m_.period));
        return columns;
    }

    /// Countries of transactions are told by their codes; a text that names none stays as it is, because the row is worth more
    /// than the cell.
    static std::string place_or_text(std::string_view name, const std::string& expression) {
        constexpr std::array<std::string_view, 8> places = {"importer_country", "exporter_country", "seller_country", "manufacturer_country", "origin", "dispatch", "destination", "reporter"};
        if (expression.empty() || std::ranges::find(places, name) == places.end()) {
            return text_or_null(expression);
        }
        return fmt::format("coalesce((SELECT first(code) FROM map_places WHERE map_places.text = trim({0}) AND problem = ''), {1})", expression, text_or_null(expression));
    }

    void insert() {
        if (m_.kind == RowKind::transaction) {
            database_.run(fmt::format(
                "INSERT INTO transactions SELECT {}, file_row, day, declaration, item, flow, reporter, importer, importer_id, importer_country, exporter, exporter_id, "
                "exporter_country, seller, seller_id, seller_country, manufacturer, manufacturer_country, brand, origin, dispatch, destination, hs_rev, code, level, "
                "goods_text, value, currency, weight_kg, qty, unit, customs, NULL FROM {} WHERE why IS NULL",
                id_, relation_));
            database_.run(fmt::format("INSERT INTO held_code SELECT DISTINCT source_id, hs_rev, code, level FROM transactions WHERE source_id = {}", id_));
            return;
        }
        std::string aside = "NULL";
        std::string from = relation_;
        if (!m_.duplicate_of.empty()) {
            aside = "CASE WHEN dense_rank() OVER (PARTITION BY reporter, partner, flow, basis, code, period, months ORDER BY part_of DESC) > 1 THEN 'duplicate' END";
        } else if (!m_.is_part.empty()) {
            // A reporter that publishes totals in a period publishes them for all its cells.
            from = fmt::format("(SELECT r.*, t.reporter IS NOT NULL AS has_total FROM {0} AS r LEFT JOIN (SELECT DISTINCT reporter, flow, period, months FROM {0} "
                               "WHERE NOT is_part) AS t ON r.is_part AND t.reporter = r.reporter AND t.flow = r.flow AND t.period = r.period AND t.months = r.months)",
                               relation_);
            aside = "CASE WHEN is_part AND has_total THEN 'part_of_total' END";
        } else if (!m_.year_to_date.empty()) {
            aside = "CASE WHEN year_to_date THEN 'year_to_date' END";
        }
        database_.run(fmt::format("INSERT INTO flow SELECT {}, file_row, reporter, reporter_kind, partner, partner_kind, flow, basis, hs_rev, code, level, period, months, "
                                  "value, currency, value_kind, weight_kg, qty, unit, customs, CASE WHEN secret THEN CAST('secret' AS row_status) ELSE status END, weight_estimated, {} "
                                  "FROM {} WHERE why IS NULL AND value IS NOT NULL",
                                  id_, aside, from));
        database_.run(fmt::format("INSERT INTO held_code SELECT DISTINCT source_id, hs_rev, code, level FROM flow WHERE source_id = {}", id_));
    }

    std::uint64_t ask(const std::string& sql) { return std::stoull(database_.all(sql).at(0).at(0).value_or("0")); }

    Counts count() {
        Counts counts;
        const bool is_flow = m_.kind == RowKind::flow;
        const char* table = is_flow ? "flow" : "transactions";
        counts.loaded = ask(fmt::format("SELECT count(*) FROM {} WHERE source_id = {}", table, id_));
        counts.set_aside = ask(fmt::format("SELECT count(*) FROM {} WHERE source_id = {} AND set_aside IS NOT NULL", table, id_));
        counts.made = m_.shape.empty() ? raw_.records() - raw_.rejected() : ask("SELECT count(*) FROM shaped");
        if (counts.loaded != counts.made) {
            const auto row = database_.all(fmt::format("SELECT count(*) FILTER (why IS NOT NULL), count(*) FILTER (why IS NULL AND value IS NULL) FROM {}", relation_)).at(0);
            counts.rejected = std::stoull(row[0].value_or("0"));
            counts.missing = is_flow ? std::stoull(row[1].value_or("0")) : 0;
        }
        if (counts.loaded + counts.missing + counts.rejected != counts.made) {
            throw Failure(FailureKind::bad_input, fmt::format("{}: {} rows came in, but {} were loaded, {} hold no value and {} were rejected", path_, counts.made,
                                                              counts.loaded, counts.missing, counts.rejected),
                          "Nothing of the file was kept.");
        }
        return counts;
    }

    void keep_rejects(base::RejectSink& rejects) {
        std::string text = "CASE why";
        std::string reason = "CASE why";
        std::string hint = "CASE why";
        std::string name = "CASE why";
        for (const Resolved& part : parts_) {
            text += fmt::format(" WHEN '{0}' THEN in_{0}", part.name);
            name += fmt::format(" WHEN '{}' THEN '{}'", part.name, part.column);
            reason += fmt::format(" WHEN '{0}' THEN (SELECT first(problem) FROM map_{0} WHERE map_{0}.text = in_{0})", part.name);
            hint += fmt::format(" WHEN '{0}' THEN (SELECT first(hint) FROM map_{0} WHERE map_{0}.text = in_{0})", part.name);
        }
        text += " WHEN 'negative_quantity' THEN coalesce(weight_text, qty_text) ELSE value_text END";
        name += " WHEN 'negative_quantity' THEN 'quantity' WHEN 'day' THEN 'day' ELSE 'value' END";
        reason += " WHEN 'negative' THEN 'a negative value' WHEN 'negative_quantity' THEN 'a negative quantity' WHEN 'day' THEN 'no date' "
                  "ELSE 'no number, or one too large' END";
        hint += " WHEN 'negative' THEN 'Trade is counted up: a correction must be made in the row it corrects.' "
                "WHEN 'negative_quantity' THEN 'Mend the row.' ELSE 'Numbers have a point for decimals and no thousands marks; a mapping can say otherwise.' END";
        const std::string row_number = raw_.is_staged() ? "file_row" : "coalesce(file_row, 0)";
        std::vector<std::vector<std::string>> kept;
        database_.query(fmt::format("SELECT {}, {}, coalesce({}, ''), {}, {} FROM {} WHERE why IS NOT NULL ORDER BY 1 LIMIT {}", row_number, name, text, reason, hint,
                                    relation_, rejects_kept),
                        {}, [&](std::span<const std::optional<std::string_view>> row) {
                            std::vector<std::string> cells;
                            for (const auto& cell : row) {
                                cells.emplace_back(cell.value_or(""));
                            }
                            kept.push_back(std::move(cells));
                            return true;
                        });
        for (auto& cells : kept) {
            rejects.add({path_, std::stoull(cells[0]), cells[1], std::string(base::utf8_prefix(cells[2], 200)), cells[3], cells[4]});
        }
    }

    void remark(const Counts& counts, std::vector<std::string>& remarks) {
        if (m_.hs_rev.empty()) {
            remarks.emplace_back("the file names no HS revision: taken from the year");
        }
        const std::uint64_t zeros = ask("SELECT count(*) FROM map_code WHERE zero = 'true' AND problem = ''");
        if (zeros > 0) {
            remarks.push_back(fmt::format("{} codes had lost their leading zero; it was put back", zeros));
        }
        if (counts.set_aside > 0) {
            for (const auto& row : database_.all(fmt::format("SELECT set_aside, count(*) FROM flow WHERE source_id = {} AND set_aside IS NOT NULL GROUP BY 1 ORDER BY 1", id_))) {
                remarks.push_back(fmt::format("{} rows set aside: {}", row[1].value_or("0"), row[0].value_or("")));
            }
        }
        unknown_codes(remarks);
    }

    /// Six-digit fronts that no revision of the Harmonized System has.
    void unknown_codes(std::vector<std::string>& remarks) {
        std::size_t unknown = 0;
        std::string first;
        for (const auto& row : database_.all("SELECT DISTINCT left(code, 6) AS front FROM map_code WHERE problem = '' AND secret = 'false' AND CAST(level AS INT) >= 6 ORDER BY 1")) {
            const auto code = goods::HsCode::parse(row[0].value_or(""));
            if (code && goods::revisions_of(*code).empty()) {
                first += ++unknown <= 5 ? fmt::format("{}{}", unknown == 1 ? "" : " ", code->digits()) : "";
            }
        }
        if (unknown > 0) {
            remarks.push_back(fmt::format("{} six-digit codes are in no revision from HS 2012 to HS 2022 ({}{})", unknown, first, unknown > 5 ? " ..." : ""));
        }
    }

    sql::Database& database_;
    const Mapping& m_;
    const RawFile& raw_;
    std::uint32_t id_;
    std::string path_;
    std::vector<Resolved> parts_;
    std::string relation_;
};

} // namespace

Counts load_rows(sql::Database& database, const Mapping& mapping, const RawFile& raw, std::uint32_t source_id, const std::string& path,
                 base::RejectSink& rejects, std::vector<std::string>& remarks, const std::function<bool(std::string_view, double)>& progress) {
    return Loader(database, mapping, raw, source_id, path).run(rejects, remarks, progress);
}

} // namespace tidewaiter::flows

#include "screen/propose_mapping.hpp"

#include "screen/column_style.hpp"
#include "screen/party_fields.hpp"

#include "base/failure.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "entity/country.hpp"
#include "entity/date.hpp"
#include "entity/identifier.hpp"
#include "goods/goods.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>
#include <unordered_set>

namespace tidewaiter::screen {

namespace {

constexpr std::size_t examples_shown = 3;
constexpr std::size_t example_bytes = 40;
/// From this share of its values on a column is what they look like; below this one its name is doubted.
constexpr double sure = 0.90;
constexpr double doubtful = 0.80;
/// Fewer values than these say nothing.
constexpr std::uint64_t least_values = 3;

bool is_number(std::string_view text) {
    bool digit = false;
    for (const char c : base::trim(text)) {
        digit = digit || (c >= '0' && c <= '9');
        if ((c < '0' || c > '9') && c != '.' && c != ',' && c != ' ' && c != '-' && c != '\'') {
            return false;
        }
    }
    return digit;
}

/// What a value could be.
enum class Look : std::uint8_t { country, hs, imo, date, number, phone, name, count };

using Looks = std::array<std::uint64_t, static_cast<std::size_t>(Look::count)>;

class Column {
public:
    explicit Column(const std::string& name) : style_(name) {}

    void see(std::string_view text, std::uint64_t line) {
        text = base::trim(text);
        if (text.empty()) {
            return;
        }
        ++filled_;
        if (examples_.size() < examples_shown) {
            std::string shown(base::utf8_prefix(text, example_bytes));
            std::ranges::replace(shown, '\n', ' ');
            std::ranges::replace(shown, '\r', ' ');
            if (std::ranges::find(examples_, shown) == examples_.end()) {
                examples_.push_back(std::move(shown));
            }
        }
        const auto count = [this](Look look, bool yes) { looks_[static_cast<std::size_t>(look)] += yes ? 1U : 0U; };
        count(Look::country, entity::find_country(text).has_value());
        const auto hs = goods::HsCode::parse(std::string(text));
        count(Look::hs, hs.has_value() && hs->digits().size() >= 4 && !goods::revisions_of(*hs).empty());
        count(Look::imo, entity::is_valid(entity::IdentifierKind::imo, entity::to_canonical(entity::IdentifierKind::imo, text)));
        const bool number = is_number(text);
        const bool dashed = text.find_first_of("-/.") != std::string_view::npos;
        count(Look::date, dashed && (entity::parse_date(text).has_value() || looks_like_date(text)));
        count(Look::number, number);
        count(Look::phone, text.starts_with('+') && std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; }) >= 7);
        count(Look::name, !number && text.size() >= 4 && text.find(' ') != std::string_view::npos);
        if (dashed) {
            style_.see_date(text, line);
        }
        if (number) {
            numbers_.see_number(text);
        }
        if (different_.size() < 1'000) {
            different_.insert(std::string(text));
        }
    }

    double share(Look look) const {
        return filled_ == 0 ? 0 : static_cast<double>(looks_[static_cast<std::size_t>(look)]) / static_cast<double>(filled_);
    }

    std::uint64_t filled() const { return filled_; }
    std::size_t different() const { return different_.size(); }
    const std::vector<std::string>& examples() const { return examples_; }
    ColumnStyle& style() { return style_; }
    ColumnStyle& numbers() { return numbers_; }

private:
    /// 31/12/2024 in either order.
    static bool looks_like_date(std::string_view text) {
        return entity::parse_date(text, entity::DayOrder::day_first).has_value() || entity::parse_date(text, entity::DayOrder::month_first).has_value();
    }

    Looks looks_{};
    std::uint64_t filled_ = 0;
    std::vector<std::string> examples_;
    std::unordered_set<std::string> different_;
    ColumnStyle style_;
    ColumnStyle numbers_{"numbers"};
};

ColumnUse field(Field what) {
    ColumnUse use;
    use.what = ColumnUse::What::field;
    use.field = what;
    return use;
}

ColumnUse party(Attribute what) {
    ColumnUse use;
    use.what = ColumnUse::What::party;
    use.role = Role::customer;
    use.attribute = what;
    return use;
}

std::string percent(double share) { return fmt::format("{:.0f} %", 100 * share); }

/// A party's name that is really its number: few blanks, many digits.
bool is_numbers(const Column& column) { return column.share(Look::number) > 0.5; }

void guess(ColumnProposal& into, const Column& column) {
    if (column.filled() < least_values) {
        return;
    }
    const auto take = [&](const ColumnUse& use, Look look) {
        into.guess = use;
        into.guess_share = column.share(look);
    };
    if (column.share(Look::imo) >= sure) {
        take(party(Attribute::imo), Look::imo);
    } else if (column.share(Look::hs) >= sure && column.share(Look::country) < sure) {
        take(field(Field::hs), Look::hs);
    } else if (column.share(Look::country) >= sure) {
        take(party(Attribute::country), Look::country);
    } else if (column.share(Look::phone) >= sure) {
        take(party(Attribute::phone), Look::phone);
    } else if (column.share(Look::date) >= sure) {
        take(field(Field::date), Look::date);
    } else if (column.share(Look::name) >= sure && column.different() > 2) {
        take(party(Attribute::name), Look::name);
    }
}

void doubt(ColumnProposal& into, const Column& column) {
    const ColumnUse& use = into.use;
    if (column.filled() == 0) {
        into.doubts.emplace_back("it is empty in every record looked at");
        return;
    }
    const auto say = [&](Look look, std::string_view what) {
        if (column.share(look) < doubtful) {
            into.doubts.push_back(fmt::format("only {} of its values are {}", percent(column.share(look)), what));
        }
    };
    if (use.what == ColumnUse::What::field) {
        switch (use.field) {
        case Field::dispatch:
        case Field::destination:
        case Field::via:
        case Field::origin: say(Look::country, "countries known here"); break;
        case Field::hs: say(Look::hs, "codes of the Harmonized System"); break;
        case Field::date:
        case Field::changed_on:
        case Field::arrival: say(Look::date, "dates"); break;
        case Field::value:
        case Field::net_kg:
        case Field::quantity: say(Look::number, "numbers"); break;
        default: break;
        }
    } else if (use.what == ColumnUse::What::party) {
        if (use.attribute == Attribute::country || use.attribute == Attribute::flag) {
            say(Look::country, "countries known here");
        } else if (use.attribute == Attribute::imo) {
            say(Look::imo, "IMO numbers with a right check digit");
        } else if (holds_dates(use)) {
            say(Look::date, "dates");
        } else if (use.attribute == Attribute::name && is_numbers(column)) {
            into.doubts.push_back(fmt::format("{} of its values are numbers: a number of a party is not its name", percent(column.share(Look::number))));
        }
    }
}

std::string quoted(std::string_view text) {
    std::string made = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            made += '\\';
            made += c;
        } else if (c == '\n') {
            made += "\\n";
        } else if (c == '\t') {
            made += "\\t";
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
            made += fmt::format("\\u{:04X}", static_cast<unsigned char>(c));
        } else {
            made += c;
        }
    }
    return made + "\"";
}

/// A comment is one line, whatever a column is called.
std::string in_comment(std::string_view text) {
    std::string made(text);
    for (char& c : made) {
        c = static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    }
    return made;
}

std::string key_of(const ColumnUse& use) {
    const std::string key = to_text(use);
    return key.find('.') == std::string::npos ? key : quoted(key);
}

std::string examples_of(const ColumnProposal& column) {
    return column.examples.empty() ? std::string("empty") : in_comment(fmt::format("for example: {}", fmt::join(column.examples, " | ")));
}

} // namespace

std::string hash_of_columns(const std::vector<std::string>& columns) {
    return base::to_hex(base::to_xxh3(fmt::format("{}", fmt::join(columns, "\x1f"))));
}

MappingProposal propose_mapping(const std::string& file, const SourceOptions& options, std::uint64_t most_records) {
    const std::unique_ptr<RecordSource> source = open_records(file, options);
    RecordSource& records = *source;
    if (records.is_json()) {
        throw base::Failure(base::FailureKind::bad_input,
                            records.is_payments()
                                ? fmt::format("{} holds payments: their fields have names of their own, and no mapping is needed", file)
                                : fmt::format("{} is JSON lines: its members have their own names, and no mapping is needed", file),
                            "docs/screening.md lists the names; run tidewaiter screen on it.");
    }
    MappingProposal made;
    made.file = file;
    std::vector<Column> columns;
    for (const std::string& name : records.columns()) {
        columns.emplace_back(name);
    }
    class Sink final : public base::RejectSink {
        void add(base::Reject) override {}
    } rejects;
    made.whole_file = true;
    records.read(
        [&](const sql::Record& record) {
            if (made.records == most_records) {
                made.whole_file = false;
                return false;
            }
            ++made.records;
            for (std::size_t i = 0; i < std::min(columns.size(), record.cells.size()); ++i) {
                columns[i].see(record.cells[i], record.line);
            }
            return true;
        },
        rejects);
    const ColumnPlan plan = plan_columns(records.columns(), {});
    for (std::size_t i = 0; i < columns.size(); ++i) {
        ColumnProposal one;
        one.column = records.columns()[i];
        one.use = plan.columns[i];
        one.filled = columns[i].filled();
        one.examples = columns[i].examples();
        if (std::ranges::find(plan.doubled, one.column) != plan.doubled.end()) {
            one.doubts.emplace_back("an earlier column means the same, and is the one that is read");
        } else if (one.use.what == ColumnUse::What::unused) {
            guess(one, columns[i]);
        } else {
            doubt(one, columns[i]);
        }
        if (holds_dates(one.use)) {
            try {
                columns[i].style().decide({}, std::nullopt);
                if (columns[i].style().day_order() != entity::DayOrder::unknown) {
                    made.day_order = columns[i].style().day_order() == entity::DayOrder::day_first ? "day-first" : "month-first";
                }
            } catch (const base::Failure& problem) {
                made.day_order_doubt = problem.what();
            }
        }
        if (holds_amounts(one.use)) {
            columns[i].numbers().decide("day-first", std::nullopt);
            made.decimal_comma = made.decimal_comma || columns[i].numbers().decimal_comma();
        }
        made.columns.push_back(std::move(one));
    }
    made.columns_hash = hash_of_columns(records.columns());
    made.encoding = options.encoding;
    made.sheet = options.sheet;
    made.remarks = records.remarks();
    return made;
}

std::string to_toml(const MappingProposal& proposal) {
    std::string text = in_comment(fmt::format("# Mapping proposed for {}: {} columns, {} {} records looked at.", proposal.file, proposal.columns.size(),
                                              proposal.whole_file ? "all" : "the first", proposal.records));
    text += "\n# Correct it, then: tidewaiter screen FILE --mapping THIS, or remember it for files with these columns: tidewaiter map FILE --remember THIS\n";
    for (const std::string& remark : proposal.remarks) {
        text += in_comment("# " + remark) + "\n";
    }
    text += "\n[columns]\n";
    std::set<std::string> written;
    std::vector<const ColumnProposal*> open;
    for (const ColumnProposal& column : proposal.columns) {
        const bool doubled = std::ranges::any_of(column.doubts, [](const std::string& d) { return d.starts_with("an earlier column"); });
        if (column.use.what == ColumnUse::What::unused || doubled || !written.insert(key_of(column.use)).second) {
            // Several columns of one meaning (address lines) are one array, written with the first of them.
            const bool part = !doubled && column.use.what != ColumnUse::What::unused;
            if (!part) {
                open.push_back(&column);
            }
            continue;
        }
        std::vector<std::string> names;
        for (const ColumnProposal& other : proposal.columns) {
            const bool other_doubled = std::ranges::any_of(other.doubts, [](const std::string& d) { return d.starts_with("an earlier column"); });
            if (other.use == column.use && !other_doubled) {
                names.push_back(quoted(other.column));
            }
        }
        for (const std::string& doubt : column.doubts) {
            text += in_comment(fmt::format("# doubt: {}: {}", column.column, doubt)) + "\n";
        }
        text += fmt::format("{} = {}  # {}\n", key_of(column.use), names.size() == 1 ? names[0] : fmt::format("[{}]", fmt::join(names, ", ")),
                            examples_of(column));
    }
    if (!open.empty()) {
        text += "\n# Columns that nothing reads yet. Take the # off a line to use it; give a party another role where it is not the customer.\n";
    }
    for (const ColumnProposal* column : open) {
        if (column->guess) {
            text += fmt::format("# {} = {}  # a guess: {} of its values look so; {}\n", key_of(*column->guess), in_comment(quoted(column->column)),
                                percent(column->guess_share), examples_of(*column));
        } else {
            text += in_comment(fmt::format("# {}: {}{}", column->column, column->doubts.empty() ? "" : column->doubts.front() + "; ", examples_of(*column))) + "\n";
        }
    }
    text += "\n[options]\n";
    if (!proposal.day_order_doubt.empty()) {
        text += in_comment(fmt::format("# doubt: {}", proposal.day_order_doubt)) + "\n# day_order = \"day-first\"\n";
    } else if (!proposal.day_order.empty()) {
        text += fmt::format("day_order = \"{}\"\n", proposal.day_order);
    }
    text += fmt::format("decimal_comma = {}\n", proposal.decimal_comma ? "true" : "false");
    for (const auto& [key, value] : {std::pair{"encoding", &proposal.encoding}, {"sheet", &proposal.sheet}}) {
        if (!value->empty()) {
            text += fmt::format("{} = {}\n", key, quoted(*value));
        }
    }
    return text;
}

} // namespace tidewaiter::screen

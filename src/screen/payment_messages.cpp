// Messages come through the reader of records, so that what is read of a payment beside a shipment is what is read of one that is
// screened itself.
#include "screen/payment_messages.hpp"

#include "base/failure.hpp"
#include "base/utf8.hpp"
#include "entity/country.hpp"
#include "screen/history.hpp"
#include "screen/party_fields.hpp"
#include "screen/record_source.hpp"
#include "screen/shipment_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <unordered_map>

namespace tidewaiter::screen {

namespace {

constexpr std::size_t rejects_kept = 1'000;
constexpr std::size_t shortest_reference = 4; ///< shorter words are numbers of items, years' ends, towns' postcodes
constexpr std::size_t most_references = 50;
constexpr std::string_view blanks = " \t\r\n,;";

class Kept final : public base::RejectSink {
public:
    explicit Kept(SideFacts& facts) : facts_(facts) {}

    void add(base::Reject reject) override {
        if (facts_.rejects.size() < rejects_kept) {
            facts_.rejects.push_back(std::move(reject));
        }
    }

private:
    SideFacts& facts_;
};

std::string to_upper(std::string_view text) {
    std::string made(text);
    std::ranges::transform(made, made.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return made;
}

std::string_view bic_of(const Party& party) {
    const auto found = std::ranges::find(party.identifiers, "swiftBic", &std::pair<std::string, std::string>::first);
    return found == party.identifiers.end() ? std::string_view() : std::string_view(found->second);
}

/// The first party of the role that has a name or a BIC.
const Party* find_party(const Shipment& payment, Role role) {
    const auto found = std::ranges::find_if(payment.parties, [role](const Party& party) {
        return party.role == role && (name_state(party.name) == NameState::named || !bic_of(party).empty());
    });
    return found == payment.parties.end() ? nullptr : &*found;
}

std::string called(const Party* party) {
    if (party == nullptr) {
        return {};
    }
    return name_state(party->name) == NameState::named ? party->name : std::string(bic_of(*party));
}

std::string country_of(const Party* party) {
    if (party == nullptr) {
        return {};
    }
    std::string_view text = party->country;
    text = text.substr(0, text.find(';'));
    if (const auto code = entity::find_country(base::trim(text))) {
        return std::string(*code);
    }
    if (const std::string_view bic = bic_of(*party); text.empty() && bic.size() >= 6) {
        if (const auto code = entity::find_country(bic.substr(4, 2))) {
            return std::string(*code);
        }
    }
    return {};
}

} // namespace

bool holds_payment_messages(const std::string& path) {
    // Standard input is for the records, and the table's own reader says so.
    return path != "-" && open_records(path, {.has_header = true})->is_json();
}

std::vector<std::string> references_of(std::string_view reference, std::string_view text) {
    std::vector<std::string> made;
    const auto add = [&made](std::string_view word) {
        const auto is_mark = [](char c) { return std::string_view(":#/.()[]\"'").find(c) != std::string_view::npos; };
        while (!word.empty() && is_mark(word.front())) {
            word.remove_prefix(1);
        }
        while (!word.empty() && is_mark(word.back())) {
            word.remove_suffix(1);
        }
        const bool digit = std::ranges::any_of(word, [](char c) { return c >= '0' && c <= '9'; });
        std::string upper = to_upper(word);
        if (word.size() >= shortest_reference && digit && made.size() < most_references && std::ranges::find(made, upper) == made.end()) {
            made.push_back(std::move(upper));
        }
    };
    add(base::trim(reference));
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(blanks), text.size());
        std::string_view word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        add(word);
        for (std::size_t cut = word.find_first_of(":#/"); cut != std::string_view::npos; cut = word.find_first_of(":#/")) {
            add(word.substr(0, cut));
            word.remove_prefix(cut + 1);
            add(word);
        }
    }
    return made;
}

SideFacts read_payment_messages(const std::string& path, const std::string& day_order,
                                const std::function<void(PaymentRow&& row, const std::string& currency, const std::vector<std::string>& references)>& take) {
    SideFacts facts;
    facts.what = "payments";
    facts.path = path;
    Kept kept(facts);
    ReaderOptions options;
    options.file = path;
    options.day_order = day_order;
    ShipmentReader reader(std::move(options));
    const FileFacts& read = reader.facts();
    const auto text_column = static_cast<std::size_t>(std::distance(read.columns.begin(), std::ranges::find(read.columns, "remittance")));
    const auto refuse = [&](const Shipment& payment, std::string why) {
        ++facts.rejected;
        kept.add({.source = path, .row = payment.records.front(), .column = {}, .text = std::string(base::utf8_prefix(payment.record_ids.front(), 60)),
                  .reason = std::move(why), .hint = {}});
    };
    reader.read(
        [&](Batch& batch) {
            std::unordered_map<std::uint64_t, std::string_view> texts; // by shipment
            for (const RecordRow& row : batch.rows) {
                texts.try_emplace(row.shipment, text_column < row.own.size() ? std::string_view(row.own[text_column]) : std::string_view());
            }
            for (const auto& [number, payment] : batch.shipments) {
                if (!payment.reject_reason.empty()) {
                    facts.rejected += payment.records.size(); // the reader told the sink
                    continue;
                }
                PaymentRow row;
                const auto day = serial_of(payment.date);
                if (!day) {
                    refuse(payment, fmt::format("'{}' is no date", base::utf8_prefix(payment.date, 40)));
                    continue;
                }
                const Party* account = find_party(payment, Role::payer);
                const Party* ultimate = find_party(payment, Role::ultimate_payer);
                const Party* payer = ultimate != nullptr ? ultimate : account;
                if (payer == nullptr) {
                    refuse(payment, "no payer is named");
                    continue;
                }
                const Party* payee = find_party(payment, Role::ultimate_payee);
                payee = payee != nullptr ? payee : find_party(payment, Role::payee);
                row.day = *day;
                row.payer = called(payer);
                row.payer_country = country_of(payer);
                row.payer_bank_country = country_of(find_party(payment, Role::payer_bank));
                row.payer_account = account == nullptr ? std::string() : account->account;
                row.payee = called(payee);
                row.line = payment.records.front();
                const Line line = payment.lines.empty() ? Line() : payment.lines.front();
                row.amount = fmt::format("{} {}", line.value, line.currency);
                take(std::move(row), line.currency, references_of(payment.record_ids.front(), texts[number]));
                ++facts.used;
            }
        },
        kept);
    facts.rows = read.records;
    if (facts.used + facts.rejected != facts.rows) {
        throw base::Failure(base::FailureKind::bad_input, fmt::format("{}: {} payments were counted, {} used and {} rejected", path, facts.rows, facts.used, facts.rejected),
                            "Please report this file: the count must always come out.");
    }
    facts.sha256 = reader.sha256();
    facts.remark = "who pays what is taken from it; to screen its parties, agents and texts, give it as the file of records";
    return facts;
}

} // namespace tidewaiter::screen

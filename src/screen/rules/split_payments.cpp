// R20: one buyer pays several suppliers of high-priority goods in many small sums within a month. Who supplies such goods is what the
// history shows.
#include "screen/rules/rule.hpp"

#include "base/utf8.hpp"
#include "screen/history.hpp"
#include "screen/payment_book.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace tidewaiter::screen {

namespace {

bool is_buyer(Role role) { return receives_goods(role) || role == Role::payer || role == Role::ultimate_payer; }

struct Window {
    std::size_t payments = 0;
    std::size_t suppliers = 0;
    int from = 0;
    int to = 0;
};

/// The first window that is full. In: payments that count, by day; suppliers: name_key of each payee.
Window find_window(const std::vector<const PaymentRow*>& payments, const Parameters& parameters) {
    std::map<std::uint64_t, std::size_t> inside;
    std::size_t start = 0;
    for (std::size_t i = 0; i < payments.size(); ++i) {
        ++inside[name_key(payments[i]->payee)];
        while (static_cast<double>(payments[i]->day - payments[start]->day) > parameters[Parameter::r20_days]) {
            const auto old = inside.find(name_key(payments[start]->payee));
            if (--old->second == 0) {
                inside.erase(old);
            }
            ++start;
        }
        const std::size_t count = i - start + 1;
        if (static_cast<double>(count) >= parameters[Parameter::r20_payments] && static_cast<double>(inside.size()) >= parameters[Parameter::r20_suppliers]) {
            return {count, inside.size(), payments[start]->day, payments[i]->day};
        }
    }
    return {};
}

} // namespace

void find_split_payments(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    const PaymentBook* book = context.beside.payments();
    const History* history = context.beside.history();
    const std::vector<LineControl> lines = chpl_lines(context);
    if (book == nullptr || history == nullptr || lines.empty()) {
        return;
    }
    std::vector<std::uint64_t> said;
    for (const ReadParty* party : find_parties(context, is_buyer)) {
        const std::uint64_t key = name_key(party->name);
        if (std::ranges::find(said, key) != said.end()) {
            continue;
        }
        std::vector<const PaymentRow*> small;
        bool unknown = false;
        for (const PaymentRow* payment : book->of_payer(key)) {
            if (!history->is_chpl_supplier(name_key(payment->payee))) {
                continue;
            }
            unknown = unknown || !payment->usd;
            if (payment->usd && *payment->usd <= context.policy.parameters[Parameter::r20_small_usd]) {
                small.push_back(payment);
            }
        }
        const Window window = find_window(small, context.policy.parameters);
        if (window.payments == 0) {
            if (unknown) {
                say_not_evaluated(context, rule, "amount in USD of payments");
            }
            continue;
        }
        said.push_back(key);
        Finding finding = begin_party_finding(context, rule, *party);
        finding.hs = codes_of(context, lines);
        finding.strength = 2;
        finding.missing = unknown ? "amount in USD of some payments" : "";
        finding.evidence_for = fmt::format("{} payments of at most {:.0f} USD to {} suppliers from {} to {}", window.payments,
                                           context.policy.parameters[Parameter::r20_small_usd], window.suppliers, day_text(window.from), day_text(window.to));
        finding.sentence = fmt::format("The {} '{}' paid {} suppliers of high-priority goods in {} small sums within {} days.", to_text(party->party->role),
                                       base::utf8_prefix(party->name, 120), window.suppliers, window.payments, window.to - window.from + 1);
        into.push_back(std::move(finding));
    }
}

} // namespace tidewaiter::screen

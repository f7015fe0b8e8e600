// R09: signs that there may be no business behind the name: an address of a home or a post box, no website, mail at a provider that
// is free for all. A field left empty is missing; only one that says "none" says that there is no website.
#include "screen/rules/rule.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "base/utf8.hpp"
#include "text/fold.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

TIDEWAITER_EMBEDDED(thin_party_words_csv);

namespace tidewaiter::screen {

namespace {

struct Words {
    std::set<std::string, std::less<>> mail;       ///< domains
    std::set<std::string, std::less<>> none;       ///< folded: "no website"
    std::vector<std::pair<std::string, std::string>> address; ///< folded words between blanks, what they say
};

const Words& words() {
    static const Words made = [] {
        Words all;
        const base::CsvTable table("thin_party_words.csv", embedded_thin_party_words_csv());
        for (const auto& row : table.rows()) {
            if (row[0] == "mail") {
                all.mail.insert(row[1]);
            } else if (row[0] == "no_web") {
                all.none.insert(text::fold(row[1]).joined());
            } else {
                all.address.emplace_back(" " + text::fold(row[1]).joined() + " ", row[0]);
            }
        }
        return all;
    }();
    return made;
}

std::string fold_to_words(std::string_view value) { return " " + text::fold(value).joined() + " "; }

/// "residential" or "mailbox"; empty when the address says neither.
std::string_view address_sign(std::string_view address) {
    const std::string folded = fold_to_words(address);
    for (const auto& [word, sign] : words().address) {
        if (folded.find(word) != std::string::npos) {
            return sign;
        }
    }
    return {};
}

std::string lower(std::string_view value) {
    std::string made(value);
    std::ranges::transform(made, made.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return made;
}

/// The first address whose domain is free for all; empty when none is.
std::string_view free_mail(std::string_view mails) {
    while (!mails.empty()) {
        const std::size_t end = std::min(mails.find_first_of(";, "), mails.size());
        const std::string_view one = base::trim(mails.substr(0, end));
        mails.remove_prefix(std::min(end + 1, mails.size()));
        const std::size_t at = one.rfind('@');
        if (at != std::string_view::npos && words().mail.contains(lower(one.substr(at + 1)))) {
            return one;
        }
    }
    return {};
}

bool is_buyer(Role role) { return role == Role::consignee || role == Role::importer || role == Role::buyer || role == Role::end_user; }

} // namespace

void find_thin_parties(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    const InputSet& present = context.read.shipment->present;
    const bool looks = present.has(Input::party_web) || present.has(Input::party_email);
    if (!looks && !present.has(Input::party_address)) {
        return;
    }
    for (const ReadParty* party : find_parties(context, is_buyer)) {
        const std::string role(to_text(party->party->role));
        std::string signs;
        std::string missing;
        const std::string& address = party->facts->address.empty() ? party->address : party->facts->address;
        int count = 0;
        const auto say = [&](std::string sign) {
            append_item(signs, sign);
            ++count;
        };
        if (const std::string_view sign = address_sign(address); !sign.empty()) {
            say(fmt::format("{} address: {}", sign, base::utf8_prefix(address, 200)));
        } else if (address.empty() && present.has(Input::party_address)) {
            append_item(missing, role + ".address");
        }
        if (words().none.contains(text::fold(party->facts->web).joined()) && !party->facts->web.empty()) {
            say(fmt::format("website: {}", base::utf8_prefix(party->facts->web, 60)));
        } else if (party->facts->web.empty() && present.has(Input::party_web)) {
            append_item(missing, role + ".web");
        }
        if (const std::string_view mail = free_mail(party->facts->email); !mail.empty()) {
            say(fmt::format("mail: {}", base::utf8_prefix(mail, 80)));
        } else if (party->facts->email.empty() && present.has(Input::party_email)) {
            append_item(missing, role + ".email");
        }
        if (count == 0) {
            // Where nothing else is known either, an address alone is no answer.
            if (!missing.empty() && looks) {
                say_not_evaluated(context, rule, missing);
            }
            continue;
        }
        Finding finding = begin_party_finding(context, rule, *party);
        finding.strength = count;
        finding.missing = missing;
        finding.evidence_for = signs;
        finding.sentence = fmt::format("There is little to see of a business behind the {} '{}': {}.", role, base::utf8_prefix(party->name, 120), signs);
        into.push_back(std::move(finding));
    }
}

} // namespace tidewaiter::screen

// ISO 20022 payments: pacs.008, pacs.009 (with the customers' transfer that a cover payment carries) and pain.001, of any
// version. The versions differ in where parties stand and how a choice is wrapped, not in what a party looks like; so
// that no party is lost to a version nobody thought of, every element of a transaction that has the shape of a party or
// of an agent is one, and its nearest named ancestor says what it is to the payment.
#include "screen/payment_source.hpp"
#include "screen/source_kinds.hpp"
#include "screen/xml_messages.hpp"

#include "base/failure.hpp"
#include "base/utf8.hpp"
#include "lists/xml_stream.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace tidewaiter::screen {

namespace {

using lists::XmlElement;
using namespace std::string_view_literals;

/// One transaction of ISO 20022 has at most some hundred elements; a manifest of remittances some thousands.
constexpr lists::ReadLimits limits = {.text_bytes = 1'000'000, .depth = 64, .record_bytes = 16'000'000};

struct RoleOf {
    std::string_view element;
    Role role;
};

/// Elements of a party, an agent or one of its accounts.
constexpr std::array roles = {
    RoleOf{"Dbtr", Role::payer},
    RoleOf{"DbtrAcct", Role::payer},
    RoleOf{"UltmtDbtr", Role::ultimate_payer},
    RoleOf{"Cdtr", Role::payee},
    RoleOf{"CdtrAcct", Role::payee},
    RoleOf{"UltmtCdtr", Role::ultimate_payee},
    RoleOf{"InitgPty", Role::initiating_party},
    RoleOf{"DbtrAgt", Role::payer_bank},
    RoleOf{"DbtrAgtAcct", Role::payer_bank},
    RoleOf{"CdtrAgt", Role::payee_bank},
    RoleOf{"CdtrAgtAcct", Role::payee_bank},
    RoleOf{"InstgAgt", Role::instructing_bank},
    RoleOf{"PrvsInstgAgt", Role::instructing_bank},
    RoleOf{"PrvsInstgAgt1", Role::instructing_bank},
    RoleOf{"PrvsInstgAgt2", Role::instructing_bank},
    RoleOf{"PrvsInstgAgt3", Role::instructing_bank},
    RoleOf{"PrvsInstgAgtAcct", Role::instructing_bank},
    RoleOf{"PrvsInstgAgt1Acct", Role::instructing_bank},
    RoleOf{"PrvsInstgAgt2Acct", Role::instructing_bank},
    RoleOf{"PrvsInstgAgt3Acct", Role::instructing_bank},
    RoleOf{"Fr", Role::instructing_bank},
    RoleOf{"InstdAgt", Role::instructed_bank},
    RoleOf{"To", Role::instructed_bank},
    RoleOf{"FwdgAgt", Role::intermediary_bank},
    RoleOf{"IntrmyAgt", Role::intermediary_bank},
    RoleOf{"IntrmyAgt1", Role::intermediary_bank},
    RoleOf{"IntrmyAgt2", Role::intermediary_bank},
    RoleOf{"IntrmyAgt3", Role::intermediary_bank},
    RoleOf{"IntrmyAgt1Acct", Role::intermediary_bank},
    RoleOf{"IntrmyAgt2Acct", Role::intermediary_bank},
    RoleOf{"IntrmyAgt3Acct", Role::intermediary_bank},
    RoleOf{"InstgRmbrsmntAgt", Role::reimbursement_bank},
    RoleOf{"InstdRmbrsmntAgt", Role::reimbursement_bank},
    RoleOf{"ThrdRmbrsmntAgt", Role::reimbursement_bank},
    RoleOf{"InstgRmbrsmntAgtAcct", Role::reimbursement_bank},
    RoleOf{"InstdRmbrsmntAgtAcct", Role::reimbursement_bank},
    RoleOf{"ThrdRmbrsmntAgtAcct", Role::reimbursement_bank},
};

std::optional<Role> find_role_of(std::string_view element) {
    const auto found = std::ranges::find(roles, element, &RoleOf::element);
    return found == roles.end() ? std::nullopt : std::optional(found->role);
}

/// Elements whose text is free.
constexpr std::array texts = {"Ustrd"sv, "AddtlRmtInf"sv, "InstrInf"sv, "AddtlInf"sv, "Inf"sv};

/// Schemes of numbers (ISO 20022 external code sets) whose property is known. Other numbers are the user's or a bank's.
struct Scheme {
    std::string_view code;
    std::string_view property;
};

constexpr std::array schemes = {Scheme{"TXID", "taxNumber"},     Scheme{"COID", "registrationNumber"}, Scheme{"DUNS", "dunsCode"}, Scheme{"SREN", "registrationNumber"},
                                Scheme{"CCPT", "passportNumber"}, Scheme{"NIDN", "idNumber"},          Scheme{"SOSE", "idNumber"}, Scheme{"DRLC", "idNumber"},
                                Scheme{"ARNU", "idNumber"}};

constexpr std::array own_schemes = {"CUST"sv, "BANK"sv, "EMPL"sv, "GS1G"sv, "SRET"sv, "CINC"sv, "CHID"sv};

void add_countries(PaymentParty& into, std::string_view country) {
    if (country = base::trim(country); !country.empty() && std::ranges::find(into.countries, country) == into.countries.end()) {
        into.countries.emplace_back(country);
    }
}

/// Structured, unstructured, or hybrid: the parts that have elements of their own first, then the lines.
void read_address(PaymentParty& into, XmlElement address) {
    constexpr std::array in_order = {"Dept"sv,  "SubDept"sv, "BldgNm"sv, "Flr"sv,       "UnitNb"sv,  "Room"sv,       "PstBx"sv,       "StrtNm"sv,
                                     "BldgNb"sv, "PstCd"sv,   "TwnNm"sv,  "TwnLctnNm"sv, "DstrctNm"sv, "CtrySubDvsn"sv, "CareOf"sv};
    std::string parts;
    for (const std::string_view name : in_order) {
        if (const std::string_view part = base::trim(address.child_text(name)); !part.empty()) {
            parts += (parts.empty() ? "" : name == "BldgNb" || name == "TwnNm" ? " " : ", ") + std::string(part);
        }
    }
    if (!parts.empty()) {
        into.address.push_back(std::move(parts));
    }
    for (const XmlElement child : address.children()) {
        if (const std::string_view line = base::trim(child.text()); child.name() == "AdrLine" && !line.empty()) {
            into.address.emplace_back(line);
        }
    }
    add_countries(into, address.child_text("Ctry"));
}

void read_other_number(PaymentParty& into, XmlElement other) {
    const std::string_view number = base::trim(other.child_text("Id"));
    const XmlElement scheme_name = other.child("SchmeNm");
    const std::string_view code = base::trim(scheme_name.child_text("Cd"));
    if (number.empty()) {
        return;
    }
    const auto scheme = std::ranges::find(schemes, code, &Scheme::code);
    if (scheme != schemes.end()) {
        add_identifier(into, scheme->property, number);
    } else if (std::ranges::find(own_schemes, code) == own_schemes.end()) {
        add_identifier(into, "", number);
    } else if (into.id.empty()) {
        into.id = number;
    }
}

void read_numbers(PaymentParty& into, XmlElement id) {
    for (const XmlElement kind : id.children()) {
        const bool person = kind.name() == "PrvtId";
        for (const XmlElement each : kind.children()) {
            if (each.name() == "AnyBIC" || each.name() == "BICOrBEI" || each.name() == "BIC") {
                add_identifier(into, "swiftBic", each.text());
            } else if (each.name() == "LEI") {
                add_identifier(into, "leiCode", each.text());
            } else if (each.name() == "Othr") {
                read_other_number(into, each);
            } else if (each.name() == "DtAndPlcOfBirth") {
                into.birth_date = base::trim(each.child_text("BirthDt"));
                add_countries(into, each.child_text("CtryOfBirth"));
            } else if (person && each.name() == "CstmrNb") {
                into.id = base::trim(each.text()); // version 2 and before
            }
        }
        if (person) {
            into.schema = "Person";
        }
    }
}

PaymentParty read_party(XmlElement party, Role role) {
    PaymentParty made;
    made.role = role;
    made.name = base::squash(party.child_text("Nm"));
    read_address(made, party.child("PstlAdr"));
    read_address(made, party.child("Adr")); // where advice of a payment is sent
    read_numbers(made, party.child("Id"));
    add_countries(made, party.child_text("CtryOfRes"));
    add_identifier(made, "taxNumber", party.child_text("TaxId")); // parties of a tax payment
    if (const std::string_view plain = base::trim(party.child_text("Adr")); !plain.empty()) {
        made.address.emplace_back(plain);
    }
    return made;
}

/// A bank: its institution and, as a part of it, a branch.
PaymentParty read_agent(XmlElement agent, Role role) {
    const XmlElement institution = agent.child("FinInstnId");
    const XmlElement combined = institution.child("CmbndId"); // version 2 and before
    PaymentParty made;
    made.role = role;
    for (const XmlElement at : {institution, combined, institution.child("NmAndAdr")}) {
        add_identifier(made, "swiftBic", at.child_text("BICFI"));
        add_identifier(made, "swiftBic", at.child_text("BIC"));
        add_identifier(made, "leiCode", at.child_text("LEI"));
        if (made.name.empty()) {
            made.name = base::squash(at.child_text("Nm"));
        }
        read_address(made, at.child("PstlAdr"));
    }
    made.id = base::trim(institution.child("ClrSysMmbId").child_text("MmbId"));
    if (made.id.empty()) {
        made.id = base::trim(institution.child("Othr").child_text("Id"));
    }
    const XmlElement branch = agent.child("BrnchId");
    const std::string branch_name = base::squash(branch.child_text("Nm"));
    if (!branch_name.empty() && branch_name != made.name) {
        (made.name.empty() ? made.name : made.other_names.emplace_back()) = branch_name;
    }
    read_address(made, branch.child("PstlAdr"));
    return made;
}

/// Name and IBAN of the account whose owner has the role.
PaymentParty read_account(XmlElement account, Role role) {
    PaymentParty made;
    made.role = role;
    made.name = base::squash(account.child_text("Nm"));
    const XmlElement id = account.child("Id");
    const std::string_view iban = base::trim(id.child_text("IBAN"));
    add_identifier(made, "iban", iban);
    made.account = iban.empty() ? base::trim(id.child("Othr").child_text("Id")) : iban;
    return made;
}

bool is_account(std::string_view name) { return name.ends_with("Acct"); }

bool has_party_shape(XmlElement element) {
    for (const XmlElement child : element.children()) {
        const std::string_view name = child.name();
        if (name == "Nm" || name == "PstlAdr" || name == "CtryOfRes" || name == "TaxId") {
            return true;
        }
        if (name == "Id" && (child.child("OrgId") || child.child("PrvtId"))) {
            return true;
        }
    }
    return false;
}

/// Every party, agent, account and free text below an element.
void walk(XmlElement element, Role role, Payment& into) {
    role = find_role_of(element.name()).value_or(role);
    if (std::ranges::find(texts, element.name()) != texts.end()) {
        if (std::string text = base::squash(element.text()); !text.empty()) {
            into.texts.push_back(std::move(text));
        }
        // InstrForCdtrAgt of old versions holds InstrInf; AddtlInf holds none. Nothing below is lost either way.
    }
    if (element.child("FinInstnId")) {
        add_party(into, read_agent(element, role == Role::other ? Role::bank : role));
        return;
    }
    if (is_account(element.name())) {
        // An account says who its owner is only where it adds to the party: a name of its own, or a number.
        PaymentParty account = read_account(element, role);
        // The owner stands before it; a cover payment has debtors twice, the banks and their customers.
        const auto owner = std::ranges::find(into.parties.rbegin(), into.parties.rend(), role, &PaymentParty::role);
        if (role == Role::other && account.name.empty()) {
            return; // the account over which banks settle
        }
        if (owner == into.parties.rend() || (!account.name.empty() && account.name != owner->name)) {
            add_party(into, std::move(account));
        } else {
            for (const auto& [property, value] : account.identifiers) {
                add_identifier(*owner, property, value);
            }
            owner->account = owner->account.empty() ? account.account : owner->account;
        }
        return;
    }
    if (has_party_shape(element)) {
        add_party(into, read_party(element, role));
        for (const XmlElement child : element.children()) {
            if (child.has_children() && child.name() != "PstlAdr" && child.name() != "Id") {
                walk(child, Role::other, into); // a contact of the party, an authorisation
            }
        }
        return;
    }
    for (const XmlElement child : element.children()) {
        walk(child, role, into);
    }
}

std::string_view find_date(XmlElement element) {
    for (const std::string_view name : {"IntrBkSttlmDt"sv, "ReqdExctnDt"sv, "CreDtTm"sv}) {
        const XmlElement date = element.child(name);
        for (const std::string_view text : {date.text(), date.child_text("Dt"), date.child_text("DtTm")}) {
            if (const std::string_view day = base::trim(text).substr(0, 10); !day.empty()) {
                return day;
            }
        }
    }
    return {};
}

void read_amount(XmlElement transaction, Payment& into) {
    const XmlElement amount = transaction.child("Amt");
    for (const XmlElement at : {transaction.child("IntrBkSttlmAmt"), amount.child("InstdAmt"), amount.child("EqvtAmt").child("Amt"), transaction.child("InstdAmt")}) {
        if (const std::string_view value = base::trim(at.text()); !value.empty()) {
            into.value = value;
            into.currency = base::trim(at.attribute("Ccy"));
            return;
        }
    }
}

void read_references(XmlElement transaction, Payment& into) {
    const XmlElement ids = transaction.child("PmtId");
    into.uetr = base::trim(ids.child_text("UETR"));
    for (const std::string_view name : {"EndToEndId"sv, "TxId"sv, "InstrId"sv, "UETR"sv}) {
        const std::string_view id = base::trim(ids.child_text(name));
        if (!id.empty() && id != "NOTPROVIDED") {
            into.reference = id;
            return;
        }
    }
}

/// Adds what holds for all transactions of a group or of a payment's instruction.
void inherit(const Payment& from, Payment& into) {
    for (const PaymentParty& party : from.parties) {
        add_party(into, party);
    }
    into.texts.insert(into.texts.end(), from.texts.begin(), from.texts.end());
    if (into.date.empty()) {
        into.date = from.date;
    }
}

class Iso20022Source final : public PaymentSource {
public:
    using PaymentSource::PaymentSource;

    std::string_view format() const override { return "iso20022"; }

protected:
    std::uint64_t read_payments(base::ByteSource& bytes) override;

private:
    void take(XmlElement element, const lists::XmlPlace& place);
    void take_transaction(XmlElement element, std::uint64_t line);
    void take_instruction(XmlElement element, std::uint64_t line);
    void begin_document(XmlElement document, std::uint64_t line);
    void end_document();

    std::string kind_;
    std::string declared_kind_;        // by the namespace of the document
    std::uint64_t document_line_ = 0;  // 0: no document yet
    std::uint64_t transactions_ = 0;   // of the document
    std::uint64_t empty_documents_ = 0;
    std::uint64_t declared_ = 0;       // by the group's header
    Payment header_;                   // of the document: business header and group header
    Payment next_header_;              // a business header stands before its document
    std::optional<Payment> instruction_; // pain.001: what holds for a block of transactions
    std::uint64_t of_instruction_ = 0;   // transactions of that block so far
};

void Iso20022Source::begin_document(XmlElement document, std::uint64_t line) {
    end_document();
    constexpr std::string_view space = "urn:iso:std:iso:20022:tech:xsd:";
    const std::string_view name = document.attribute("xmlns");
    declared_kind_ = name.starts_with(space) ? name.substr(space.size()) : std::string_view();
    kind_ = declared_kind_.empty() ? "payment" : declared_kind_;
    document_line_ = line;
    header_ = std::exchange(next_header_, {});
    instruction_.reset();
    of_instruction_ = 0;
}

/// A message without a payment in it is either of another kind or broken; it must not pass for a message that was read.
void Iso20022Source::end_document() {
    if (document_line_ != 0 && transactions_ == 0) {
        ++empty_documents_;
        reject(document_line_, kind_, fmt::format("the message {} holds no credit transfer", kind_),
               "Read are pacs.008, pacs.009 and pain.001.");
    }
    if (declared_ != 0 && declared_ != transactions_) {
        remark(fmt::format("The message {} in line {} says that it holds {} transactions and holds {}.", kind_, document_line_, declared_, transactions_));
    }
    document_line_ = 0;
    transactions_ = 0;
    declared_ = 0;
}

void Iso20022Source::take_transaction(XmlElement element, std::uint64_t line) {
    ++transactions_;
    of_instruction_ += instruction_ ? 1U : 0U;
    Payment payment;
    payment.kind = kind_;
    payment.message_id = header_.message_id;
    read_references(element, payment);
    read_amount(element, payment);
    payment.date = find_date(element);
    // Its own parties come first: accounts look for their owner among them.
    walk(element, Role::other, payment);
    if (instruction_) {
        inherit(*instruction_, payment);
    }
    inherit(header_, payment);
    hand_over(payment, line);
}

void Iso20022Source::take(XmlElement element, const lists::XmlPlace& place) {
    const std::string_view name = element.name();
    if (name == "Document") {
        begin_document(element, place.line);
    } else if (name == "AppHdr") {
        end_document();
        next_header_ = {};
        walk(element, Role::other, next_header_);
    } else if (name == "GrpHdr") {
        header_.message_id = base::trim(element.child_text("MsgId"));
        if (header_.date.empty()) {
            header_.date = find_date(element);
        }
        const std::string count(base::trim(element.child_text("NbOfTxs")));
        declared_ = count.size() <= 15 && count.find_first_not_of("0123456789") == std::string::npos && !count.empty() ? std::stoull(count) : 0;
        walk(element, Role::other, header_);
    } else if (name == "PmtInf") {
        instruction_.emplace();
        of_instruction_ = 0;
    } else if (name == "CdtTrfTxInf") {
        take_transaction(element, place.line);
    } else {
        take_instruction(element, place.line);
    }
}

/// What pain.001 says once for a block of transactions. By its schema it stands before them; behind them it would be
/// known too late, and a debtor would be lost without a word.
void Iso20022Source::take_instruction(XmlElement element, std::uint64_t line) {
    if (of_instruction_ > 0) {
        throw base::Failure(base::FailureKind::bad_input, fmt::format("<{}> in line {} stands behind the transactions that it is for", element.name(), line));
    }
    if (!instruction_) {
        instruction_.emplace();
    }
    if (element.name() != "ReqdExctnDt") {
        walk(element, Role::other, *instruction_);
        return;
    }
    for (const std::string_view text : {element.text(), element.child_text("Dt"), element.child_text("DtTm")}) {
        if (instruction_->date.empty()) {
            instruction_->date = base::trim(text).substr(0, 10);
        }
    }
}

std::uint64_t Iso20022Source::read_payments(base::ByteSource& bytes) {
    XmlMessages messages(bytes, "CdtTrfTxInf");
    constexpr std::array records = {"AppHdr"sv, "GrpHdr"sv, "CdtTrfTxInf"sv, "Dbtr"sv, "DbtrAcct"sv, "DbtrAgt"sv, "DbtrAgtAcct"sv, "UltmtDbtr"sv, "ReqdExctnDt"sv, "ChrgsAcct"sv, "ChrgsAcctAgt"sv, "InstrForDbtrAgt"sv};
    constexpr std::array starts = {"Document"sv, "PmtInf"sv};
    const lists::XmlShape shape{.root = XmlMessages::root, .describes = "a file of ISO 20022 messages", .records = records, .starts = starts};
    try {
        lists::read_xml(messages, shape, limits, [](const XmlElement&) {}, [this](const XmlElement& element, const lists::XmlPlace& place) { take(element, place); });
    } catch (const base::Failure& problem) {
        throw base::Failure(problem.kind(), problem.what(), "Nothing was decided on: ask the sender for the file again.");
    }
    end_document();
    return messages.counted() + empty_documents_;
}

} // namespace

std::unique_ptr<RecordSource> open_iso20022(const std::string& path) { return std::make_unique<Iso20022Source>(path); }

bool looks_like_iso20022(std::string_view head) {
    if (head.starts_with("\xEF\xBB\xBF")) {
        head.remove_prefix(3);
    }
    if (!base::trim(head).starts_with('<')) {
        return false;
    }
    for (const std::string_view mark : {"urn:iso:std:iso:20022"sv, "CdtTrfTxInf"sv, "FIToFICstmrCdtTrf"sv, "CstmrCdtTrfInitn"sv, "urn:swift:xsd:"sv}) {
        if (head.find(mark) != std::string_view::npos) {
            return true;
        }
    }
    return false;
}

} // namespace tidewaiter::screen

// SWIFT FIN messages MT103, MT202 (with the customers' transfer of MT202 COV) and MT205. A message is blocks in braces:
// {1:..}{2:..}{3:..}{4: the fields, one on each line that starts with :tag: -}{5:..}. Files hold many, one behind the
// other, with what their carrier puts between (line ends, $, control characters).
#include "screen/payment_source.hpp"
#include "screen/source_kinds.hpp"

#include "base/failure.hpp"
#include "base/utf8.hpp"
#include "entity/country.hpp"
#include "entity/identifier.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>

namespace tidewaiter::screen {

namespace {

using namespace std::string_view_literals;

/// FIN allows 10,000 characters; copies of carriers wrap them in some more.
constexpr std::size_t message_bytes = 1'000'000;
constexpr std::size_t line_characters = 35; ///< of name and address

struct Field {
    std::string_view tag;  ///< "50K"
    std::vector<std::string_view> lines;

    std::string_view number() const { return tag.substr(0, 2); }
    char option() const { return tag.size() > 2 ? tag[2] : '\0'; }
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/// ":50K:" at the start of a line -> "50K".
std::string_view find_tag(std::string_view line) {
    if (line.size() < 4 || line[0] != ':' || !is_digit(line[1]) || !is_digit(line[2])) {
        return {};
    }
    const std::size_t end = line[3] == ':' ? 3 : 4;
    return end < line.size() && line[end] == ':' && (end == 3 || is_capital(line[3])) ? line.substr(1, end - 1) : std::string_view();
}

std::vector<Field> split_fields(std::string_view block) {
    std::vector<Field> fields;
    while (!block.empty()) {
        const std::size_t end = std::min(block.find('\n'), block.size());
        std::string_view line = block.substr(0, end);
        block.remove_prefix(std::min(end + 1, block.size()));
        while (line.ends_with('\r') || line.ends_with(' ')) {
            line.remove_suffix(1);
        }
        if (const std::string_view tag = find_tag(line); !tag.empty()) {
            fields.push_back({tag, {line.substr(tag.size() + 2)}});
        } else if (!fields.empty() && line != "-") {
            fields.back().lines.push_back(line);
        }
    }
    return fields;
}

bool is_bic(std::string_view text) {
    return (text.size() == 8 || text.size() == 11) && entity::is_valid(entity::IdentifierKind::bic, text);
}

/// "/DE89...", "/C/123", "//FW021000018": the number of an account or a clearing system.
void read_account(PaymentParty& into, std::string_view line) {
    line.remove_prefix(1);
    if (line.size() > 2 && line[1] == '/') {
        line.remove_prefix(2); // debit or credit side
    }
    while (line.starts_with('/')) {
        line.remove_prefix(1);
    }
    const std::string number = entity::to_canonical(entity::IdentifierKind::iban, line);
    if (entity::is_valid(entity::IdentifierKind::iban, number)) {
        add_identifier(into, "iban", number);
    }
    if (into.account.empty()) {
        into.account = base::trim(line);
    }
}

/// Option F of ordering customer: "CCPT/US/123456".
bool read_personal_number(PaymentParty& into, std::string_view line) {
    struct NumberKind {
        std::string_view code;
        std::string_view property; // empty: a number of the bank's own
    };
    constexpr std::array kinds = {NumberKind{"ARNU", "idNumber"}, NumberKind{"CCPT", "passportNumber"}, NumberKind{"DRLC", "idNumber"},
                                  NumberKind{"NIDN", "idNumber"}, NumberKind{"SOSE", "idNumber"},       NumberKind{"TXID", "taxNumber"},
                                  NumberKind{"CUST", ""},         NumberKind{"EMPL", ""},               NumberKind{"IBEI", ""}};
    const auto kind = std::ranges::find_if(kinds, [line](const NumberKind& each) { return line.starts_with(each.code) && line.size() > 4 && line[4] == '/'; });
    if (kind == kinds.end()) {
        return false;
    }
    const std::string_view number = line.substr(line.rfind('/') + 1);
    if (kind->property.empty()) {
        into.id = number;
    } else {
        add_identifier(into, kind->property, number);
    }
    return true;
}

/// Lines "1/name", "2/address", "3/country/town", "4/birth date", "5/country/town of birth", "6/CC/issuer/number",
/// "7/CC/number", "8/more of the one before"; of one number several lines go on.
void read_numbered(PaymentParty& into, std::span<const std::string_view> lines) {
    std::string name;
    char last = '\0';
    for (const std::string_view line : lines) {
        if (line.size() < 2 || line[1] != '/') {
            into.address.emplace_back(line);
            continue;
        }
        const std::string_view text = base::trim(line.substr(2));
        const char number = line[0] == '8' ? last : line[0];
        last = number;
        switch (number) {
        case '1': name += (name.empty() ? "" : " ") + std::string(text); break;
        case '3':
            if (text.size() >= 2 && (text.size() == 2 || text[2] == '/') && entity::find_country(text.substr(0, 2)) && into.countries.empty()) {
                into.countries.emplace_back(text.substr(0, 2));
                into.address.emplace_back(text.size() > 3 ? text.substr(3) : text);
            } else {
                into.address.emplace_back(text);
            }
            break;
        case '4':
            if (text.size() == 8 && std::ranges::all_of(text, is_digit)) {
                into.birth_date = fmt::format("{}-{}-{}", text.substr(0, 4), text.substr(4, 2), text.substr(6, 2));
                into.schema = "Person";
            }
            break;
        case '5': break; // place of birth
        case '6': into.id = into.id.empty() ? std::string(text.substr(text.rfind('/') + 1)) : into.id; break;
        case '7': add_identifier(into, "idNumber", text.substr(text.rfind('/') + 1)); break;
        default: into.address.emplace_back(text); break;
        }
    }
    into.name = std::move(name);
}

/// Name and address on lines without numbers: the first line is the name. One that fills its line may go on in the next.
void read_plain(PaymentParty& into, std::span<const std::string_view> lines) {
    if (lines.empty()) {
        return;
    }
    into.name = base::trim(lines[0]);
    for (const std::string_view line : lines.subspan(1)) {
        into.address.emplace_back(base::trim(line));
    }
    constexpr std::size_t nearly_full = line_characters - 4;
    if (lines.size() > 1 && lines[0].size() >= nearly_full && std::ranges::none_of(lines[1], is_digit)) {
        const bool cut_in_word = lines[0].size() >= line_characters;
        into.other_names.push_back(base::squash(std::string(lines[0]) + " " + std::string(lines[1])));
        if (cut_in_word) {
            into.other_names.push_back(base::squash(std::string(lines[0]) + std::string(lines[1])));
        }
    }
}

PaymentParty read_party(const Field& field, Role role) {
    PaymentParty made;
    made.role = role;
    std::span<const std::string_view> lines = field.lines;
    while (!lines.empty() && lines.front().starts_with('/')) {
        read_account(made, lines.front());
        lines = lines.subspan(1);
    }
    if (!lines.empty() && field.option() == 'F' && read_personal_number(made, lines.front())) {
        lines = lines.subspan(1);
    }
    if (lines.empty()) {
        return made;
    }
    if (is_bic(lines.front())) {
        add_identifier(made, "swiftBic", lines.front());
        lines = lines.subspan(1);
        for (const std::string_view line : lines) {
            made.address.emplace_back(line);
        }
    } else if (field.option() == 'F') {
        read_numbered(made, lines);
    } else if (field.option() == 'B') {
        for (const std::string_view line : lines) {
            made.address.emplace_back(line); // a place of the bank, without its name
        }
    } else {
        read_plain(made, lines);
    }
    return made;
}

/// Text of field 70, 72, 77B: code words in slashes become marks, continuation lines are joined. "/INS/BANKDEFF" names
/// the instructing bank, "/ULTB/" and "/ULTD/" the ultimate parties.
void read_text(const Field& field, Payment& into) {
    std::string text;
    std::string_view code;
    for (std::string_view line : field.lines) {
        if (line.starts_with("//")) {
            line.remove_prefix(2);
        } else if (line.starts_with('/') && line.find('/', 1) != std::string_view::npos) {
            const std::size_t end = line.find('/', 1);
            code = line.substr(1, end - 1);
            line.remove_prefix(end + 1);
            text += text.empty() ? "" : ";";
            const bool ultimate = code == "ULTB" || code == "ULTD";
            if (code == "INS" && is_bic(base::trim(line))) {
                PaymentParty party;
                party.role = Role::instructing_bank;
                add_identifier(party, "swiftBic", line);
                add_party(into, std::move(party));
                continue;
            }
            if (ultimate) {
                PaymentParty party;
                party.role = code == "ULTB" ? Role::ultimate_payee : Role::ultimate_payer;
                std::string_view name = line;
                if (const std::size_t slash = name.find('/'); slash != std::string_view::npos) {
                    party.address.emplace_back(name.substr(slash + 1));
                    name = name.substr(0, slash);
                }
                party.name = base::squash(name);
                add_party(into, std::move(party));
            }
        }
        text += (text.empty() || text.ends_with(';') ? "" : " ") + std::string(base::trim(line));
    }
    if (!text.empty()) {
        into.texts.push_back(std::move(text));
    }
}

/// "240503EUR1234,5" -> 2024-05-03, EUR, 1234.5
bool read_amount(std::string_view text, Payment& into) {
    constexpr std::size_t date_and_currency = 9;
    if (text.size() <= date_and_currency || !std::ranges::all_of(text.substr(0, 6), is_digit)) {
        return false;
    }
    into.date = fmt::format("20{}-{}-{}", text.substr(0, 2), text.substr(2, 2), text.substr(4, 2));
    into.currency = text.substr(6, 3);
    into.value = text.substr(date_and_currency);
    std::ranges::replace(into.value, ',', '.');
    if (into.value.ends_with('.')) {
        into.value.pop_back();
    }
    return true;
}

/// The blocks of one message.
struct Message {
    std::string_view text;
    std::uint64_t line = 0;
    std::string_view block(char number) const;
    std::string kind() const; ///< "103"; empty when it does not say
};

std::string_view Message::block(char number) const {
    const std::array<char, 3> start = {'{', number, ':'};
    const std::size_t at = text.find(std::string_view(start.data(), start.size()));
    if (at == std::string_view::npos) {
        return {};
    }
    std::string_view rest = text.substr(at + start.size());
    if (number == '4') {
        const std::size_t end = rest.find("-}");
        return end == std::string_view::npos ? std::string_view() : rest.substr(0, end);
    }
    int depth = 1;
    for (std::size_t i = 0; i < rest.size(); ++i) {
        depth += rest[i] == '{' ? 1 : rest[i] == '}' ? -1 : 0;
        if (depth == 0) {
            return rest.substr(0, i);
        }
    }
    return {};
}

std::string Message::kind() const {
    const std::string_view header = block('2'); // I103BANKDEFFXXXXN, O1031200240503BANKDEFFAXXX...
    return header.size() >= 4 && (header[0] == 'I' || header[0] == 'O') ? std::string(header.substr(1, 3)) : std::string();
}

/// The BIC in a logical terminal's address: four letters, country, place, then the terminal's letter, then the branch.
std::string bic_of_terminal(std::string_view address) {
    if (address.size() < 8) {
        return {};
    }
    std::string bic(address.substr(0, 8));
    if (address.size() >= 12 && address.substr(9, 3) != "XXX") {
        bic += address.substr(9, 3);
    }
    return is_bic(bic) ? bic : std::string();
}

void add_bank(Payment& into, std::string_view bic, Role role) {
    PaymentParty party;
    party.role = role;
    add_identifier(party, "swiftBic", bic);
    add_party(into, std::move(party));
}

void read_headers(const Message& message, Payment& into) {
    const std::string_view basic = message.block('1'); // F01BANKBEBBAXXX0000000000
    const std::string_view header = message.block('2');
    const std::string own = basic.size() > 3 ? bic_of_terminal(basic.substr(3)) : std::string();
    const bool sent = header.starts_with('I');
    const std::string other = sent ? bic_of_terminal(header.substr(std::min<std::size_t>(4, header.size()))) : header.size() > 14 ? bic_of_terminal(header.substr(14)) : std::string();
    add_bank(into, sent ? own : other, Role::instructing_bank);
    add_bank(into, sent ? other : own, Role::instructed_bank);
    const std::string_view user = message.block('3');
    if (const std::size_t at = user.find("{121:"); at != std::string_view::npos) {
        into.uetr = user.substr(at + 5, user.find('}', at) - at - 5);
    }
}

/// A field's role. In a bank transfer 52 and 58 are the parties, until the customers' transfer that it covers begins.
std::optional<Role> role_of(std::string_view number, bool bank_transfer) {
    if (number == "50") {
        return Role::payer;
    }
    if (number == "59") {
        return Role::payee;
    }
    if (number == "58") {
        return bank_transfer ? Role::payee : Role::payee_bank;
    }
    if (number == "51") {
        return Role::instructing_bank;
    }
    if (number == "52") {
        return bank_transfer ? Role::payer : Role::payer_bank;
    }
    if (number == "53" || number == "54" || number == "55") {
        return Role::reimbursement_bank;
    }
    if (number == "56") {
        return Role::intermediary_bank;
    }
    if (number == "57") {
        return Role::payee_bank;
    }
    return std::nullopt;
}

class MtSource final : public PaymentSource {
public:
    using PaymentSource::PaymentSource;

    std::string_view format() const override { return "mt"; }

protected:
    std::uint64_t read_payments(base::ByteSource& bytes) override;

private:
    void take(const Message& message);
    void take_fields(const Message& message, std::string_view block, std::string kind);

    std::uint64_t service_messages_ = 0;
};

void MtSource::take_fields(const Message& message, std::string_view block, std::string kind) {
    const std::vector<Field> fields = split_fields(block);
    const auto has = [&fields](std::string_view number) { return std::ranges::any_of(fields, [number](const Field& field) { return field.number() == number; }); };
    if (kind.empty()) {
        kind = has("58") ? "202" : "103";
    }
    Payment payment;
    payment.kind = "MT" + kind;
    if (kind != "103" && has("50")) {
        payment.kind += " COV";
    }
    read_headers(message, payment);
    bool bank_transfer = kind != "103";
    bool amount = false;
    for (const Field& field : fields) {
        if (field.lines.empty()) {
            continue;
        }
        bank_transfer = bank_transfer && field.number() != "50";
        if (field.tag == "20") {
            payment.reference = base::trim(field.lines[0]);
            payment.message_id = payment.reference;
        } else if (field.tag == "32A") {
            amount = read_amount(field.lines[0], payment);
        } else if (field.number() == "70" || field.number() == "72" || field.tag == "77B" || field.tag == "77T") {
            read_text(field, payment);
        } else if (const auto role = role_of(field.number(), bank_transfer)) {
            add_party(payment, read_party(field, *role));
        }
    }
    if (payment.reference.empty() && !amount) {
        reject(message.line, message.text, fmt::format("an MT{} without reference (field 20) and amount (field 32A)", kind));
        return;
    }
    hand_over(payment, message.line);
}

void MtSource::take(const Message& message) {
    if (message.text.size() > message_bytes) {
        reject(message.line, message.text, fmt::format("a message of more than {} bytes", message_bytes), "FIN messages have at most 10,000 characters.");
        return;
    }
    if (!message.text.starts_with("{1:")) {
        take_fields(message, message.text, {});
        return;
    }
    const std::string_view basic = message.block('1');
    if (basic.size() > 3 && basic.substr(1, 2) != "01") {
        ++service_messages_; // acknowledgements and the like hold no payment of their own
        return;
    }
    const std::string kind = message.kind();
    const std::string_view fields = message.block('4');
    constexpr std::array kinds = {"103"sv, "202"sv, "205"sv};
    if (std::ranges::find(kinds, kind) == kinds.end()) {
        reject(message.line, message.text, kind.empty() ? "a message that does not say its kind" : fmt::format("MT{} is no payment read here", kind),
               "Read are MT103, MT202 and MT205.");
    } else if (fields.empty()) {
        reject(message.line, message.text, fmt::format("an MT{} whose fields (block 4) do not end", kind), "Was the file cut?");
    } else {
        take_fields(message, fields, kind);
    }
}

/// Takes bytes and gives back whole messages. In braces a message begins with "{1:"; without them, with ":20:".
class Splitter {
public:
    explicit Splitter(base::ByteSource& bytes) : bytes_(bytes) {}

    /// Out: false at the end. The message lives until the next call.
    bool next(Message& message) {
        skip_between();
        if (begin_ == buffer_.size()) {
            return false;
        }
        const bool braces = std::string_view(buffer_).substr(begin_).starts_with("{1:");
        const std::size_t end = find_end(!braces);
        message.line = line_;
        std::string_view text = std::string_view(buffer_).substr(begin_, end);
        line_ += static_cast<std::uint64_t>(std::ranges::count(text, '\n'));
        while (!text.empty() && is_between(text.back())) {
            text.remove_suffix(1);
        }
        message.text = text;
        begin_ += end;
        ++messages_;
        return true;
    }

    std::uint64_t messages() const { return messages_; }

    /// Counted as the bytes went by.
    std::uint64_t beginnings() const { return beginnings_; }

private:
    static bool is_between(char c) { return c == '$' || static_cast<unsigned char>(c) <= ' '; }

    void skip_between() {
        if (begin_ > 1'000'000) {
            buffer_.erase(0, begin_);
            begin_ = 0;
        }
        for (;;) {
            while (begin_ < buffer_.size() && is_between(buffer_[begin_])) {
                line_ += buffer_[begin_++] == '\n' ? 1U : 0U;
            }
            if (begin_ + 4 < buffer_.size() || !more()) {
                return;
            }
        }
    }

    /// Out: length up to the next beginning or the end of the file. In: bare, whether a reference begins a message too
    std::size_t find_end(bool bare) {
        constexpr std::string_view braces = "{1:";
        constexpr std::string_view reference = "\n:20:";
        std::size_t from = begin_ + 1;
        for (;;) {
            std::size_t at = buffer_.find(braces, from);
            if (const std::size_t field = bare ? buffer_.find(reference, from) : std::string::npos; field < at) {
                at = field + 1; // the line end belongs to the message before
            }
            if (at != std::string::npos) {
                return at - begin_;
            }
            from = std::max(buffer_.size() - std::min(buffer_.size(), reference.size()), begin_ + 1);
            if (buffer_.size() - begin_ > 2 * message_bytes) {
                throw base::Failure(base::FailureKind::bad_input, fmt::format("{}: the message in line {} does not end within {} bytes", bytes_.name(), line_, 2 * message_bytes),
                                    "Look at the file there: is it one of SWIFT messages?");
            }
            if (!more()) {
                return buffer_.size() - begin_;
            }
        }
    }

    bool more() {
        std::array<char, 65'536> block{};
        const std::size_t got = bytes_.read(block.data(), block.size());
        for (std::size_t i = 0; i < got; ++i) {
            matched_ = block[i] == "{1:"[matched_] ? matched_ + 1 : block[i] == '{' ? 1U : 0U;
            if (matched_ == 3) {
                ++beginnings_;
                matched_ = 0;
            }
        }
        buffer_.append(block.data(), got);
        return got > 0;
    }

    base::ByteSource& bytes_;
    std::string buffer_;
    std::size_t begin_ = 0;
    std::uint64_t line_ = 1;
    std::uint64_t messages_ = 0;
    std::uint64_t beginnings_ = 0;
    std::size_t matched_ = 0;
};

std::uint64_t MtSource::read_payments(base::ByteSource& bytes) {
    Splitter splitter(bytes);
    Message message;
    std::uint64_t bare = 0;
    while (splitter.next(message)) {
        bare += message.text.starts_with("{1:") ? 0U : 1U;
        take(message);
    }
    if (service_messages_ > 0) {
        remark(fmt::format("{} service {} without a payment passed over (acknowledgements).", service_messages_, service_messages_ == 1 ? "message" : "messages"));
    }
    return splitter.beginnings() + bare - service_messages_;
}

} // namespace

std::unique_ptr<RecordSource> open_mt(const std::string& path) { return std::make_unique<MtSource>(path); }

bool looks_like_mt(std::string_view head) {
    while (!head.empty() && (static_cast<unsigned char>(head.front()) <= ' ' || head.front() == '$')) {
        head.remove_prefix(1);
    }
    return head.starts_with("{1:") || head.starts_with(":20:");
}

} // namespace tidewaiter::screen

#include "lists/xml_stream.hpp"

#include "base/failure.hpp"
#include "base/utf8.hpp"
#include "lists/ascii.hpp"
#include "lists/xml_head.hpp"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <memory>
#include <utility>

namespace tidewaiter::lists {

namespace {

using base::Failure;
using base::FailureKind;

/// No real record has 2,000. Readers look whether a value is there already, so that work grows with the square.
constexpr std::uint64_t most_elements = 30'000;

constexpr std::string_view fetch_again = "Fetch the file again and compare its size with the publisher's.";

[[noreturn]] void refuse(const std::string& message, std::string_view hint) {
    throw Failure(FailureKind::bad_input, message, std::string(hint));
}

std::string_view to_local(std::string_view name) { return name.substr(name.rfind(':') + 1); }

struct ParserDeleter {
    void operator()(XML_ParserStruct* parser) const { XML_ParserFree(parser); }
};

using Parser = std::unique_ptr<XML_ParserStruct, ParserDeleter>;

/// The state between expat's calls. Expat is C: nothing may throw through it, so that every handler catches, stops the
/// parser and leaves the exception here.
class Run {
public:
    Run(base::ByteSource& source, const XmlShape& shape, const ReadLimits& limits,
        const std::function<void(const XmlElement&)>& on_root,
        const std::function<void(const XmlElement&, const XmlPlace&)>& on_record)
        : bytes_(source), name_(source.name()), shape_(shape), limits_(limits), on_root_(on_root),
          on_record_(on_record), parser_(XML_ParserCreate(nullptr)) {
        if (!parser_) {
            throw Failure(FailureKind::machine, "no memory for the XML parser");
        }
        XML_SetUserData(parser_.get(), this);
        XML_SetElementHandler(parser_.get(), on_start, on_end);
        XML_SetCharacterDataHandler(parser_.get(), on_text);
        XML_SetStartDoctypeDeclHandler(parser_.get(), on_doctype);
        XML_SetUnknownEncodingHandler(parser_.get(), on_unknown_encoding, nullptr);
    }

    XmlSeen read() {
        check_head();
        for (;;) {
            const std::string_view block = bytes_.next();
            const bool last = block.empty();
            const XML_Status status =
                XML_Parse(parser_.get(), block.data(), static_cast<int>(block.size()), last ? XML_TRUE : XML_FALSE);
            if (problem_) {
                std::rethrow_exception(problem_);
            }
            if (status != XML_STATUS_OK) {
                fail(last);
            }
            fed_ += block.size();
            // Expat holds a tag until it is whole; one that never ends would grow without bound.
            const auto done = static_cast<std::uint64_t>(std::max<XML_Index>(XML_GetCurrentByteIndex(parser_.get()), 0));
            if (!last && fed_ > done && fed_ - done > limits_.text_bytes + block.size()) {
                refuse(fmt::format("{}: a tag or comment at line {} is longer than {} bytes", name_, line(),
                                   limits_.text_bytes),
                       "No published list comes near this; look at the file there.");
            }
            if (last) {
                break;
            }
        }
        seen_.repairs = bytes_.repairs();
        seen_.bytes = bytes_.file_offset();
        return seen_;
    }

private:
    /// Says what the file is when it is no list at all, which the parser would call a syntax error.
    void check_head() const {
        const XmlHead head = look_at_xml_head(bytes_.head());
        if (head.is_empty) {
            refuse(fmt::format("{} is empty", name_), fetch_again);
        }
        if (head.is_html) {
            refuse(fmt::format("{} is an HTML page, not {}", name_, shape_.describes),
                   "The server sent a web page in place of the list: open the address in a browser, then fetch again.");
        }
        if (!head.is_xml) {
            refuse(fmt::format("{} is not XML: it starts with '{}'", name_,
                               base::utf8_prefix(base::squash(base::to_valid_utf8(bytes_.head().substr(0, 200))), 40)),
                   fmt::format("Give {}.", shape_.describes));
        }
    }

    std::uint64_t line() const { return XML_GetCurrentLineNumber(parser_.get()); }

    std::uint64_t file_byte() const {
        const auto index = static_cast<std::uint64_t>(std::max<XML_Index>(XML_GetCurrentByteIndex(parser_.get()), 0));
        const std::uint64_t in_block = index - std::min(index, bytes_.clean_offset());
        return bytes_.file_offset() + in_block;
    }

    [[noreturn]] void fail(bool at_end) const {
        const XML_Error code = XML_GetErrorCode(parser_.get());
        if (code == XML_ERROR_NO_MEMORY) {
            throw Failure(FailureKind::machine, fmt::format("no memory to read {}", name_));
        }
        const bool cut = at_end && (code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN ||
                                    code == XML_ERROR_PARTIAL_CHAR || code == XML_ERROR_UNCLOSED_CDATA_SECTION);
        if (cut) {
            const std::string where =
                open_names_.empty() ? std::string("before its root element") : fmt::format("inside <{}>", open_names_.back());
            refuse(fmt::format("{} is cut in the middle: it ends {}, line {}, byte {}", name_, where, line(),
                               bytes_.file_offset()),
                   fetch_again);
        }
        refuse(fmt::format("{} is not well-formed XML: {} at line {}, byte {}", name_, XML_ErrorString(code), line(),
                           file_byte()),
               "Fetch it again; if it stays so, the publisher's file is damaged there.");
    }

    /// Runs a handler's work; an exception waits until expat has returned.
    template <class Work>
    void guard(Work&& work) {
        if (problem_) {
            return;
        }
        try {
            work();
        } catch (...) {
            problem_ = std::current_exception();
            XML_StopParser(parser_.get(), XML_FALSE);
        }
    }

    void start(std::string_view name, const XML_Char** attributes) {
        const std::string_view local = to_local(name);
        if (open_names_.size() >= limits_.depth) {
            refuse(fmt::format("{}: elements are nested deeper than {} at line {}", name_, limits_.depth, line()),
                   "No published list does this; the file is not what it claims to be.");
        }
        open_names_.emplace_back(local);
        if (open_names_.size() == 1) {
            root(local, attributes);
            return;
        }
        if (in_record_ == 0 && is_one_of(shape_.starts, local)) {
            record_.clear();
            open(local, attributes);
            record_.close({});
            on_record_(record_.root(), XmlPlace{seen_.records, line()});
            return;
        }
        if (in_record_ > 0 && (is_one_of(shape_.inlined, local) || is_one_of(shape_.blanks, local))) {
            if (is_one_of(shape_.blanks, local)) {
                text("\n");
            }
            return;
        }
        if (in_record_ == 0) {
            if (std::ranges::find(shape_.records, local) == shape_.records.end()) {
                return;
            }
            record_.clear();
            place_ = XmlPlace{++seen_.records, line()};
        }
        ++in_record_;
        open(local, attributes);
        check_record();
    }

    void root(std::string_view local, const XML_Char** attributes) {
        if (local != shape_.root) {
            refuse(fmt::format("{} is XML with root element <{}>, not {} (root element <{}>)", name_,
                               base::utf8_prefix(local, 60), shape_.describes, shape_.root),
                   "Give the file of this list, or name the format that it has.");
        }
        record_.clear();
        open(local, attributes);
        record_.close({});
        on_root_(record_.root());
    }

    void open(std::string_view local, const XML_Char** attributes) {
        record_.open(local);
        for (; *attributes != nullptr; attributes += 2) {
            const std::string_view name = attributes[0];
            if (!name.starts_with("xmlns:")) {
                const std::string_view value = attributes[1];
                check_text(value.size());
                record_.add_attribute(to_local(name), value);
            }
        }
        if (texts_.size() < in_record_) {
            texts_.emplace_back();
        }
        if (in_record_ > 0) {
            texts_[in_record_ - 1].clear();
        }
    }

    void end() {
        const bool flows = in_record_ > 0 && (is_one_of(shape_.inlined, open_names_.back()) ||
                                              is_one_of(shape_.blanks, open_names_.back()));
        open_names_.pop_back();
        if (in_record_ > 0 && !flows) {
            record_.close(texts_[in_record_ - 1]);
            check_record();
            --in_record_;
            if (in_record_ == 0) {
                on_record_(record_.root(), place_);
            }
        }
    }

    void text(std::string_view piece) {
        if (in_record_ > 0) {
            std::string& whole = texts_[in_record_ - 1];
            check_text(whole.size() + piece.size());
            whole += piece;
        }
    }

    static bool is_one_of(std::span<const std::string_view> names, std::string_view name) {
        return std::ranges::find(names, name) != names.end();
    }

    void check_text(std::size_t size) const {
        if (size > limits_.text_bytes) {
            refuse(fmt::format("{}: the text of <{}> at line {} is longer than {} bytes", name_, open_names_.back(),
                               line(), limits_.text_bytes),
                   "No published list comes near this; look at the file there.");
        }
    }

    void check_record() const {
        if (record_.elements() > most_elements) {
            refuse(fmt::format("{}: record {} (line {}) has more than {} elements", name_, place_.number, place_.line,
                               most_elements),
                   "No published list comes near this; look at the file there.");
        }
        if (record_.bytes() > limits_.record_bytes) {
            refuse(fmt::format("{}: record {} (line {}) is larger than {} bytes", name_, place_.number, place_.line,
                               limits_.record_bytes),
                   "No published list comes near this; look at the file there.");
        }
    }

    static Run& self(void* data) { return *static_cast<Run*>(data); }

    static void on_start(void* data, const XML_Char* name, const XML_Char** attributes) {
        self(data).guard([&] { self(data).start(name, attributes); });
    }

    static void on_end(void* data, const XML_Char*) {
        self(data).guard([&] { self(data).end(); });
    }

    static void on_text(void* data, const XML_Char* piece, int size) {
        self(data).guard([&] { self(data).text(std::string_view(piece, static_cast<std::size_t>(size))); });
    }

    static void on_doctype(void* data, const XML_Char*, const XML_Char*, const XML_Char*, int) {
        self(data).guard([&] {
            refuse(fmt::format("{} has a DOCTYPE (line {}), through which a file can read others or fill the memory; "
                               "no published list has one",
                               self(data).name_, self(data).line()),
                   "Do not use this file; fetch the list from its publisher.");
        });
    }

    /// Windows-1252, which expat does not know; the five undefined bytes are refused.
    static int on_unknown_encoding(void*, const XML_Char* name, XML_Encoding* encoding) {
        const std::string lower = to_lower(std::string_view(name));
        if (lower != "windows-1252" && lower != "cp1252") {
            return XML_STATUS_ERROR;
        }
        for (int byte = 0; byte < 256; ++byte) {
            const char raw = static_cast<char>(byte);
            const std::string utf8 = base::from_cp1252(std::string_view(&raw, 1));
            std::string_view rest = utf8;
            const char32_t code_point = base::take_code_point(rest);
            encoding->map[byte] = code_point == U'\uFFFD' ? -1 : static_cast<int>(code_point);
        }
        encoding->convert = nullptr;
        encoding->release = nullptr;
        return XML_STATUS_OK;
    }

    XmlBytes bytes_;
    std::string name_;
    const XmlShape& shape_;
    const ReadLimits& limits_;
    const std::function<void(const XmlElement&)>& on_root_;
    const std::function<void(const XmlElement&, const XmlPlace&)>& on_record_;
    Parser parser_;
    XmlRecord record_;
    std::vector<std::string> open_names_;
    std::vector<std::string> texts_; // own text of each open element of the record, by depth
    std::size_t in_record_ = 0;      // open elements of the record; 0 outside
    XmlPlace place_;
    XmlSeen seen_;
    std::uint64_t fed_ = 0;
    std::exception_ptr problem_;
};

} // namespace

XmlSeen read_xml(base::ByteSource& source, const XmlShape& shape, const ReadLimits& limits,
                 const std::function<void(const XmlElement&)>& on_root,
                 const std::function<void(const XmlElement&, const XmlPlace&)>& on_record) {
    return Run(source, shape, limits, on_root, on_record).read();
}

void describe_repairs(const XmlRepairs& repairs, std::vector<std::string>& remarks) {
    if (repairs.controls > 0) {
        remarks.push_back(fmt::format("control characters that XML forbids, removed: {}", repairs.controls));
    }
    if (repairs.cp1252_bytes > 0) {
        remarks.push_back(fmt::format("bytes that are not UTF-8, read as Windows-1252: {}", repairs.cp1252_bytes));
    }
    if (repairs.no_break > 0) {
        remarks.push_back(fmt::format("&nbsp; references, read as no-break blanks: {}", repairs.no_break));
    }
}

} // namespace tidewaiter::lists

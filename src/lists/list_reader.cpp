// The table of formats, and the rules that every list passes through whatever its format.
#include "lists/list_reader.hpp"

#include "base/failure.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "lists/file_date.hpp"
#include "lists/file_head.hpp"
#include "lists/format_likeness.hpp"
#include "lists/formats.hpp"
#include "lists/sheet_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace tidewaiter::lists {

namespace {

/// Passes rejects on and counts them, so that no reader counts its own.
class CountingRejects final : public base::RejectSink {
public:
    explicit CountingRejects(base::RejectSink& next) : next_(next) {}

    void add(base::Reject reject) override {
        if (count_ == 0) {
            first_ = reject;
        }
        ++count_;
        next_.add(std::move(reject));
    }

    std::uint64_t count() const { return count_; }

    const base::Reject& first() const { return first_; }

private:
    base::RejectSink& next_;
    std::uint64_t count_ = 0;
    base::Reject first_;
};

/// 0.1 % of the records, but never for fewer than three.
bool are_too_many(std::uint64_t rejects, std::uint64_t records) { return rejects >= 3 && rejects * 1'000 > records; }

SourceFile to_source_file(const std::string& path) {
    std::error_code ignored; // the reader opens the file next and says what is wrong with it
    const auto size = std::filesystem::file_size(path, ignored);
    return {.name = path, .sha256 = base::load_file_sha256(path), .bytes = ignored ? 0 : size};
}

} // namespace

std::span<const ListFormat> all_formats() {
    static const std::vector<ListFormat> formats{
        ofac_xml,
        ofac_advanced_xml,
        ofac_enhanced_xml,
        un_xml,
        eu_fsf_xml,
        eu_fsf_csv_1_1,
        eu_fsf_csv_1_0,
        eu_global_xml,
        eu_journal_csv,
        ch_seco_xml,
        ca_sema_xml,
        uk_sanctions_list_xml,
        uk_sanctions_list_csv,
        ofsi_csv,
        ofsi_xml,
        ftm_json,
        opensanctions_simple_csv,
        senzing_json,
        ofac_csv,
        us_csl_csv,
        us_csl_json,
        au_dfat_xlsx,
        jp_meti_xlsx,
        jp_ban_text,
        jp_mof_csv,
        jp_mof_xlsx,
        uk_sanctions_list_ods,
        bis_denied_persons,
        bis_denied_export,
        bis_entity_list,
        bis_unverified_list,
        state_debarred,
        state_nonproliferation,
        user_csv,
        user_json,
    };
    return formats;
}

const ListFormat* find_format(std::string_view name) {
    const auto formats = all_formats();
    const auto found = std::ranges::find(formats, name, &ListFormat::name);
    return found == formats.end() ? nullptr : &*found;
}

/// What the recognisers look at. A spreadsheet that cannot be opened is none of the formats; describe_unrecognised says
/// why.
static std::string load_list_head(const std::string& path) {
    std::string bytes = load_head(path);
    if (is_zip(bytes)) {
        try {
            return load_sheet_head(path);
        } catch (const base::Failure&) {
        }
    }
    return bytes;
}

/// Of a user's own list that a mapping describes: a table, or JSON lines.
static const ListFormat* own_format(const std::string& path) {
    return find_format(base::trim(without_mark(load_head(path))).starts_with('{') ? "user-json" : "user-csv");
}

const ListFormat* find_format_of_file(const std::string& path) {
    if (std::filesystem::exists(path + ".toml")) {
        return own_format(path); // a mapping beside the file says what it is
    }
    const std::string bytes = load_list_head(path);
    const std::string_view head = without_mark(bytes);
    const ListFormat* best = nullptr;
    int best_score = 0;
    for (const ListFormat& format : all_formats()) {
        const int score = format.recognise(head);
        if (score > best_score) {
            best = &format;
            best_score = score;
        }
    }
    return best;
}

ListVersion load_list(const ListFiles& files, const ReadOptions& options, EntitySink& sink, base::RejectSink& rejects) {
    if (files.empty()) {
        throw base::Failure(base::FailureKind::usage, "no list file was named");
    }
    for (const std::string& path : files) {
        if (path == "-") {
            throw base::Failure(base::FailureKind::usage, "a list cannot come from standard input",
                                "It is read more than once, to be recognised and hashed. Save it to a file.");
        }
    }
    const ListFormat* format = find_format_of_file(files.front());
    if (format == nullptr && !options.mapping.empty()) {
        format = own_format(files.front()); // published lists among the files are still read as such
    }
    if (format == nullptr) {
        throw base::Failure(base::FailureKind::bad_input,
                            fmt::format("{} is no list that can be read here: it is {}", files.front(),
                                        describe_unrecognised(files.front())),
                            "Fetch the list again from its publisher. For a list of your own give a column mapping "
                            "(docs/formats/user-list.md).");
    }
    std::vector<SourceFile> sources;
    for (const std::string& path : files) {
        sources.push_back(to_source_file(path));
    }

    CountingRejects counted(rejects);
    ListVersion version = format->read(files, options, sink, counted);
    version.format = format->name;
    if (version.version.empty()) {
        version.version = file_date(files.front(), options.as_of);
    }
    version.files = std::move(sources);
    version.rejects = counted.count();
    if (are_too_many(version.rejects, version.records)) {
        throw base::Failure(base::FailureKind::bad_input,
                            fmt::format("{}: {} of {} records are malformed, more than 0.1 %, so the list is refused; "
                                        "the first, in line or record {}: {}",
                                        files.front(), version.rejects, version.records, counted.first().row,
                                        counted.first().reason),
                            "The file was damaged or has changed its form. Fetch it again; what was in force stays in "
                            "force.");
    }
    if (version.entities == 0) {
        throw base::Failure(base::FailureKind::bad_input,
                            fmt::format("{} lists nobody, so it is refused", files.front()),
                            "An empty list would let everything pass. Fetch it again; what was in force stays in "
                            "force.");
    }
    if (format->name == "user-csv" && options.mapping.empty() && !std::filesystem::exists(files.front() + ".toml")) {
        // A published table that has lost or renamed a column must not pass for somebody's own.
        const std::string bytes = load_list_head(files.front());
        const auto likest =
            find_likest_format(ListMarks::Kind::table, {}, table_head(without_mark(bytes)).names);
        // Most of its marks, and not "country, name, address", which any table may have.
        constexpr std::size_t telling = 4;
        if (likest && likest->present.size() >= telling && likest->present.size() > 2 * likest->missing.size()) {
            version.remarks.push_back("read as a list of your own by its column of names" + to_words(likest));
        }
    }
    if (version.declared != 0 && version.declared != version.records) {
        version.remarks.push_back(fmt::format("the file's header claims {} records, {} were read", version.declared,
                                              version.records));
    }
    return version;
}

} // namespace tidewaiter::lists

// One reader for each published format, all yielding FollowTheMoney entities; and what is known of a list version.
#pragma once

#include "base/file.hpp"
#include "base/reject.hpp"
#include "entity/entity.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::lists {

/// A file that went into a list, so that a hit can be traced to bytes.
struct SourceFile {
    std::string name;   ///< as the user named it
    std::string sha256; ///< of the stored bytes
    std::uint64_t bytes = 0;
};

/// One list as read: what every hit, report and audit quotes.
struct ListVersion {
    std::string list;         ///< dataset id, for example us_ofac_sdn
    std::string title;        ///< the publisher's name of the list
    std::string publisher;
    std::string jurisdiction; ///< us, eu, gb, un, ua ... ; empty for a user's own list
    std::string format;       ///< name of the format in the table below
    std::string version;      ///< the publisher's date or version string; the file's date when it has none
    std::string date;         ///< ISO date of generation, or empty when the file does not say
    std::uint64_t records = 0;    ///< the publisher's records seen (entries, designations, rows)
    std::uint64_t entities = 0;   ///< listed parties yielded (not addresses, sanctions or links)
    std::uint64_t names = 0;      ///< name, alias, weakAlias, previousName values of those
    std::uint64_t rejects = 0;
    std::uint64_t layout = 0;     ///< blank or padding rows, repeated headers, preambles: counted, not rejected
    std::uint64_t orphans = 0;    ///< rows that refer to an entry the file does not hold: kept apart, reported
    std::uint64_t declared = 0;   ///< the record count that the header claims; 0 when it claims none
    std::vector<std::string> remarks; ///< what an operator should know (header count differs, control characters removed)
    std::vector<SourceFile> files;
};

/// Takes entities as they are read. Parties first, then their Sanction, Address, Identification and link entities;
/// all of one party's come together where the format allows it.
class EntitySink {
public:
    virtual ~EntitySink() = default;
    virtual void add(entity::Entity entity) = 0;
};

/// Sizes that no published list reaches; a file that does is refused with a Failure.
struct ReadLimits {
    std::uint64_t text_bytes = 4'000'000;  ///< one element, attribute or field
    std::uint64_t depth = 64;              ///< XML or JSON nesting
    std::uint64_t record_bytes = 64'000'000;
};

struct ReadOptions {
    ReadLimits limits;
    std::string list;             ///< overrides the dataset id (users' lists need one)
    std::string mapping;          ///< path of a TOML column mapping; used for files that are no published list
    std::string as_of;            ///< ISO date; only used where a file has no date of its own
};

/// The files of one list: one for most formats, up to four for OFAC's delimited set (the primary file first).
using ListFiles = std::vector<std::string>;

/// What shows a format to a person who looks into a file; for messages about files that are none of them.
struct ListMarks {
    enum class Kind { none, xml, table, json } kind = Kind::none;
    std::string_view root; ///< of XML
    /// Element names, column names in small letters, or keys of JSON that its recogniser asks for.
    std::span<const std::string_view> names;
};

/// A format: a row in one table.
struct ListFormat {
    std::string_view name;      ///< "ofac-csv", "ofac-xml", "un-xml", "eu-fsf-xml-1.1", "uk-sanctions-list-xml", "us-csl-csv", "ftm-json", "opensanctions-simple-csv", "user-csv"
    std::string_view version;   ///< of this reader; changes when its output can
    std::string_view describes; ///< one sentence for help
    /// How sure are the first bytes (decompressed, up to 64 kB; of a spreadsheet its first rows, see load_sheet_head)
    /// that this is it: 0 no .. 100 certain.
    int (*recognise)(std::string_view head);
    /// Streams the list into the sink.
    /// Errors: Failure(bad_input) for a file that is cut, empty, not of this format, or over its limits.
    ListVersion (*read)(const ListFiles& files, const ReadOptions& options, EntitySink& sink, base::RejectSink& rejects);
    ListMarks marks = {};
};

std::span<const ListFormat> all_formats();
const ListFormat* find_format(std::string_view name);

/// Recognises a file by its content; a mapping beside it ("blocked.csv.toml" for "blocked.csv") makes it a list of the
/// user's own. Out: nullptr when it is none of them.
const ListFormat* find_format_of_file(const std::string& path);
/// What to tell a user about a file that is none of the formats: what it looks most like and why it is not that
/// ("an HTML page", "an empty file", "XML with root element X").
std::string describe_unrecognised(const std::string& path);

/// Groups paths (files or folders, as given on the command line) into lists: OFAC's ADD, ALT and COMMENTS files go
/// to the primary file whose entry numbers they share most; a folder stands for the list files in it.
/// In:     mapping for files that are no published list: with one, any such file is taken for a list of the user's own
/// Errors: Failure(bad_input) for a file that is no list, naming what it looks like.
std::vector<ListFiles> group_files(std::span<const std::string> paths, const std::string& mapping = {});

/// Reads one list by its recognised format. Refuses (Failure) an empty list and one with more than 0.1 % rejects
/// (at least 3). Fills files, counts and remarks of the version.
ListVersion load_list(const ListFiles& files, const ReadOptions& options, EntitySink& sink, base::RejectSink& rejects);

} // namespace tidewaiter::lists

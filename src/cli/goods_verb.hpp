// What the files of the goods verb share.
#pragma once

#include "cli/verb.hpp"
#include "goods/goods.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::cli {

/// The question that every answer of the verb rests on.
struct GoodsQuestion {
    goods::GoodsBook book;
    std::vector<std::string> lists;
    goods::Lane lane;
    goods::HsRevision revision = goods::HsRevision::hs2022;
    bool json = false;
};

/// For a listed code: never "is controlled".
inline constexpr std::string_view lead_not_classification =
    "A listed code is a lead for review, never a classification: control depends on performance, a customs code does not.";

/// In: what was typed: HS codes and ECCNs. Errors: Failure(usage) for one that is neither.
void print_codes(const std::vector<std::string>& typed, const GoodsQuestion& question, std::ostream& out);
void print_proposals(std::string_view words, std::size_t limit, const GoodsQuestion& question, std::ostream& out);
void print_lists(const GoodsQuestion& question, std::ostream& out);

/// One output row for each row of the file and each list.
struct CatalogueOptions {
    std::string file;
    std::string column;  ///< empty: recognised by name
    std::string output;  ///< empty: CSV on standard output, JSON lines with question.json
    std::string rejects; ///< CSV of what was not read; may be empty
};
ExitCode answer_catalogue(const CatalogueOptions& options, const GoodsQuestion& question, Streams& streams);

} // namespace tidewaiter::cli

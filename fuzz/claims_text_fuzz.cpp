// Any bytes are a text: every sentence lies in it, is in a claim or in the rest, and all evidence lies in its sentence's text.
#include "base/utf8.hpp"
#include "claims/check.hpp"
#include "claims/find.hpp"

#include <cstdint>
#include <cstdlib>
#include <set>
#include <string_view>

using namespace tidewaiter;

static void check(bool holds) {
    if (!holds) {
        std::abort();
    }
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    for (const char* name : {"a.txt", "a.html", "a.md", "-"}) {
        const claims::Article article = claims::read_article(bytes, name);
        check(base::is_utf8(article.text));
        std::size_t before = 0;
        for (const claims::Sentence& sentence : article.sentences) {
            check(sentence.span.begin >= before && sentence.span.begin < sentence.span.end && sentence.span.end <= article.text.size());
            before = sentence.span.end;
        }
        const claims::Found found = claims::find_claims(article, {.said_on = "2024-05-02"});
        std::set<std::size_t> told;
        for (const claims::Claim& claim : found.claims) {
            told.insert(claim.span.begin);
            check(!claim.value.low || !claim.value.high || *claim.value.low <= *claim.value.high);
            for (const claims::Evidence& each : claim.evidence) {
                check(each.span.begin < each.span.end && each.span.end <= article.text.size());
            }
            check(!claims::reading_of(claim).empty());
        }
        for (const claims::NotTestable& rest : found.rest) {
            check(!rest.reason.empty());
            told.insert(rest.span.begin);
        }
        check(found.cut || told.size() == article.sentences.size());
        claims::check_consistency(article, found.claims);
    }
    return 0;
}

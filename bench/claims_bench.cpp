// Finding statements: articles of 3 kB a second, plain and HTML; and the full check of the bundled article.
#include "claims/check.hpp"
#include "claims/find.hpp"

#include <benchmark/benchmark.h>

#include <string>

using namespace tidewaiter;

namespace {

/// 3 kB of an article: the bundled one over and over, with sentences that hold nothing between.
const std::string& article() {
    static const std::string text = [] {
        const claims::Article sample = claims::load_article(TIDEWAITER_SOURCE "/data/sample/article.txt");
        std::string made;
        constexpr std::size_t size = 3'000;
        while (made.size() < size) {
            made += sample.text;
            made += "\n\nThe town lies on a river, and its market is known for honey and for wool. Nobody remembers who built the bridge, which was never "
                    "finished, or why the ferry stopped when the new road was opened to the north.\n\n";
        }
        made.resize(size);
        return made;
    }();
    return text;
}

void find_plain(benchmark::State& state) {
    std::size_t found = 0;
    for (auto _ : state) {
        const claims::Article read = claims::read_article(article(), "a.txt");
        found += claims::find_claims(read).claims.size();
    }
    benchmark::DoNotOptimize(found);
    state.SetItemsProcessed(state.iterations());
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(article().size()));
}

void find_html(benchmark::State& state) {
    std::string page = "<!doctype html><html><head><title>x</title><script>var a = 1;</script></head><body><p>";
    for (const char c : article()) {
        page += c == '\n' ? std::string("</p>\n<p>") : std::string(1, c);
    }
    page += "</p></body></html>";
    std::size_t found = 0;
    for (auto _ : state) {
        const claims::Article read = claims::read_article(page, "a.html");
        found += claims::find_claims(read).claims.size();
    }
    benchmark::DoNotOptimize(found);
    state.SetItemsProcessed(state.iterations());
}

void full_check(benchmark::State& state) {
    for (auto _ : state) {
        claims::Article read = claims::load_article(TIDEWAITER_SOURCE "/data/sample/article.txt");
        claims::Found found = claims::find_claims(read);
        benchmark::DoNotOptimize(claims::check_article(std::move(read), std::move(found), {.as_of = "2026-11-24"}));
    }
    state.SetItemsProcessed(state.iterations());
}

} // namespace

BENCHMARK(find_plain)->Unit(benchmark::kMicrosecond);
BENCHMARK(find_html)->Unit(benchmark::kMicrosecond);
BENCHMARK(full_check)->Unit(benchmark::kMillisecond);

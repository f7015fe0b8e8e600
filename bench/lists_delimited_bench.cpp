// The delimited lists: each reader beside a bare pass of the CSV reader over the same bytes. The lists are made up.
#include "base/csv.hpp"
#include "base/file.hpp"
#include "lists/formats.hpp"

#include <benchmark/benchmark.h>

#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

using namespace tidewaiter;

namespace {

constexpr std::size_t made_bytes = 10'000'000;

/// Repeats `rows` with a running number in the place of '#' until the list has its size.
std::string repeat(std::string_view header, std::string_view rows) {
    std::string text(header);
    for (int i = 1; text.size() < made_bytes; ++i) {
        const std::string number = std::to_string(i);
        for (const char c : rows) {
            if (c == '#') {
                text += number;
            } else {
                text += c;
            }
        }
    }
    return text;
}

std::string eu_list() {
    return repeat("fileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;Entity_Remark;Entity_SubjectType;Entity_Regulation_Type;"
                  "Entity_Regulation_PublicationDate;Entity_Regulation_NumberTitle;Entity_Regulation_Programme;NameAlias_WholeName;"
                  "NameAlias_NameLanguage;BirthDate_BirthDate;Citizenship_CountryIso2Code\n",
                  "02/10/2024;#;EU.1.#;(made up);P;regulation;2003-07-08;1210/2003 (OJ L169);IRQ;Made Up Person #;;;\n"
                  "02/10/2024;#;EU.1.#;(made up);P;regulation;2003-07-08;1210/2003 (OJ L169);IRQ;Персона #;RU;;\n"
                  "02/10/2024;#;EU.1.#;(made up);P;regulation;2003-07-08;1210/2003 (OJ L169);IRQ;;;1937-04-28;\n"
                  "02/10/2024;#;EU.1.#;(made up);P;regulation;2003-07-08;1210/2003 (OJ L169);IRQ;;;;IQ\n");
}

std::string ofsi_list() {
    return repeat("Last Updated,13/04/2018\nName 6,Name 1,DOB,Town of Birth,Country of Birth,Nationality,Passport Details,Address 1,Country,"
                  "Other Information,Group Type,Alias Type,Regime,Listed On,Last Updated,Group ID\n",
                  "UP#,Made,00/00/1963,Tunis,Tunisia,Tunisian,G8272# (Tunisian). Issued on 1 June 1996,1 Street,Tunisia,UN Ref QDe.004. "
                  "Made up.,Individual,Prime Alias,Made-up regime,01/04/2016,01/04/2016,#\n"
                  "UPP#,Maid,00/00/1963,Tunis,Tunisia,Tunisian,G8272# (Tunisian). Issued on 1 June 1996,1 Street,Tunisia,UN Ref QDe.004. "
                  "Made up.,Individual,AKA,Made-up regime,01/04/2016,01/04/2016,#\n");
}

std::string denied_list() {
    return repeat("Name\tStreet_Address\tCity\tState\tCountry\tPostal_Code\tEffective_Date\tExpiration_Date\tStandard_Order\tLast_Update\tAction\tFR_Citation\n",
                  "\"MADE UP #\"\t\"1 SOME ST.\"\t\"NOWHERE\"\t\"TX\"\t\"US\"\t\"75081\"\t\"03/04/2002\"\t\"06/29/2056\"\t\"Y\"\t\"2006-07-11\"\t\"50 YEAR "
                  "DENIAL\"\t\"67 F.R. 56530 9/4/02\"\n");
}

/// The list in a file of its own, gone at the end.
class MadeFile {
public:
    explicit MadeFile(const std::string& text)
        : path_((std::filesystem::temp_directory_path() / ("tidewaiter-bench-" + std::to_string(::getpid()))).string()) {
        std::ofstream(path_, std::ios::binary) << text;
    }

    MadeFile(const MadeFile&) = delete;
    MadeFile& operator=(const MadeFile&) = delete;

    ~MadeFile() { std::filesystem::remove(path_); }

    const std::string& path() const { return path_; }

private:
    std::string path_;
};

class Dropped final : public lists::EntitySink {
public:
    void add(entity::Entity entity) override { benchmark::DoNotOptimize(entity); }
};

void read_with(benchmark::State& state, const lists::ListFormat& format, const std::string& text) {
    const MadeFile file(text);
    for ([[maybe_unused]] const auto& each : state) {
        Dropped sink;
        base::RejectList rejects(10);
        benchmark::DoNotOptimize(format.read({file.path()}, {}, sink, rejects));
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(text.size()));
}

void read_bare(benchmark::State& state, const std::string& text, char separator) {
    const MadeFile file(text);
    for ([[maybe_unused]] const auto& each : state) {
        const auto source = base::open_source(file.path());
        base::CsvReader reader(*source, base::CsvDialect{.separator = separator});
        base::CsvRecord record;
        while (reader.next(record)) {
            benchmark::DoNotOptimize(record);
        }
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(text.size()));
}

void eu_csv(benchmark::State& state) { read_with(state, lists::eu_fsf_csv_1_1, eu_list()); }
void eu_csv_bare(benchmark::State& state) { read_bare(state, eu_list(), ';'); }
void ofsi_csv(benchmark::State& state) { read_with(state, lists::ofsi_csv, ofsi_list()); }
void ofsi_csv_bare(benchmark::State& state) { read_bare(state, ofsi_list(), ','); }
void denied_persons(benchmark::State& state) { read_with(state, lists::bis_denied_persons, denied_list()); }
void denied_persons_bare(benchmark::State& state) { read_bare(state, denied_list(), '\t'); }

BENCHMARK(eu_csv)->Unit(benchmark::kMillisecond);
BENCHMARK(eu_csv_bare)->Unit(benchmark::kMillisecond);
BENCHMARK(ofsi_csv)->Unit(benchmark::kMillisecond);
BENCHMARK(ofsi_csv_bare)->Unit(benchmark::kMillisecond);
BENCHMARK(denied_persons)->Unit(benchmark::kMillisecond);
BENCHMARK(denied_persons_bare)->Unit(benchmark::kMillisecond);

} // namespace

// The XML lists: each reader and the bare record stream beside expat with empty handlers over the same bytes.
// TIDEWAITER_BENCH_XML names a list file (plain or gzip) of one of the formats; without it, lists are made up.
#include "base/file.hpp"
#include "lists/formats.hpp"
#include "lists/xml_head.hpp"
#include "lists/xml_stream.hpp"

#include <benchmark/benchmark.h>
#include <expat.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

using namespace tidewaiter;
using namespace std::string_view_literals;

namespace {

constexpr std::size_t made_bytes = 20'000'000;

/// Repeats `record` with a running number in the place of '#' until the list has its size.
std::string repeat(std::string_view start, std::string_view record, std::string_view end) {
    std::string text(start);
    for (int i = 1; text.size() < made_bytes; ++i) {
        const std::string number = std::to_string(i);
        for (const char c : record) {
            if (c == '#') {
                text += number;
            } else {
                text += c;
            }
        }
    }
    text += end;
    return text;
}

std::string ofac_list() {
    return repeat("<?xml version=\"1.0\"?>\n<sdnList xmlns=\"http://tempuri.org/sdnList.xsd\">\n", R"x(  <sdnEntry>
    <uid>#</uid>
    <firstName>Made Up</firstName>
    <lastName>PERSON NUMBER#</lastName>
    <sdnType>Individual</sdnType>
    <remarks>(Linked To: MADE UP COMPANY #)</remarks>
    <programList><program>SDGT</program><program>IFSR</program></programList>
    <idList>
      <id><uid>1</uid><idType>Passport</idType><idNumber>A#</idNumber><idCountry>Iran</idCountry><expirationDate>04 Feb 2021</expirationDate></id>
      <id><uid>2</uid><idType>Gender</idType><idNumber>Male</idNumber></id>
      <id><uid>3</uid><idType>Secondary sanctions risk:</idType><idNumber>section 1(b) of an order, as amended</idNumber></id>
    </idList>
    <akaList>
      <aka><uid>4</uid><type>a.k.a.</type><category>strong</category><lastName>PERSONNE#</lastName><firstName>Made</firstName></aka>
      <aka><uid>5</uid><type>a.k.a.</type><category>weak</category><lastName>UP#</lastName></aka>
    </akaList>
    <addressList><address><uid>6</uid><address1># Main Street</address1><city>Tehran</city><country>Iran</country></address></addressList>
    <dateOfBirthList><dateOfBirthItem><uid>7</uid><dateOfBirth>12 May 1963</dateOfBirth><mainEntry>true</mainEntry></dateOfBirthItem></dateOfBirthList>
  </sdnEntry>
)x",
                  "</sdnList>\n");
}

std::string un_list() {
    return repeat("<?xml version=\"1.0\"?>\n<CONSOLIDATED_LIST dateGenerated=\"2026-01-01T00:00:00Z\">\n  <INDIVIDUALS>\n", R"x(    <INDIVIDUAL>
      <DATAID>#</DATAID>
      <FIRST_NAME>MADE</FIRST_NAME>
      <SECOND_NAME>UP</SECOND_NAME>
      <THIRD_NAME>PERSON#</THIRD_NAME>
      <UN_LIST_TYPE>DRC</UN_LIST_TYPE>
      <REFERENCE_NUMBER>CDi.001</REFERENCE_NUMBER>
      <LISTED_ON>2012-12-31</LISTED_ON>
      <NAME_ORIGINAL_SCRIPT>выдуманное лицо #</NAME_ORIGINAL_SCRIPT>
      <COMMENTS1>A person that nobody has met, with a comment of usual length behind it, which goes on about where the person was seen last and by whom, and ends with a link to a notice.</COMMENTS1>
      <NATIONALITY><VALUE>Democratic Republic of the Congo</VALUE></NATIONALITY>
      <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Maid Up Person #</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Abu Made #</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ADDRESS><CITY>Goma</CITY><COUNTRY>Democratic Republic of the Congo</COUNTRY></INDIVIDUAL_ADDRESS>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1971-02-03</DATE></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>P#</NUMBER></INDIVIDUAL_DOCUMENT>
    </INDIVIDUAL>
)x",
                  "  </INDIVIDUALS>\n</CONSOLIDATED_LIST>\n");
}

std::string eu_list() {
    return repeat("<?xml version=\"1.0\"?>\n<export xmlns=\"http://eu.europa.ec/fpi/fsd/export\" generationDate=\"2026-01-01T00:00:00Z\">\n", R"x(  <sanctionEntity designationDetails="" unitedNationId="" euReferenceNumber="EU.#.1" logicalId="#">
    <regulation regulationType="amendment" organisationType="council" publicationDate="2018-03-22" entryIntoForceDate="2018-03-23" numberTitle="2018/468 (OJ L79)" programme="TERR" logicalId="1"><publicationUrl>http://example.org/legal?uri=1&amp;from=EN</publicationUrl></regulation>
    <subjectType code="person" classificationCode="P"/>
    <nameAlias firstName="Made" middleName="" lastName="Up#" wholeName="Made Up#" function="Minister" gender="M" title="" nameLanguage="" strong="true" regulationLanguage="en" logicalId="2"><regulationSummary regulationType="amendment" publicationDate="2018-03-22" numberTitle="2018/468 (OJ L79)" publicationUrl="http://example.org/legal"/></nameAlias>
    <nameAlias firstName="" middleName="" lastName="" wholeName="Выдуманное лицо #" function="" title="" nameLanguage="BG" strong="true" regulationLanguage="en" logicalId="3"/>
    <birthdate circa="false" calendarType="GREGORIAN" city="Omsk" zipCode="" birthdate="1961-02-21" dayOfMonth="21" monthOfYear="2" year="1961" region="" place="" countryIso2Code="RU" countryDescription="RUSSIAN FEDERATION" regulationLanguage="en" logicalId="4"/>
    <identification diplomatic="false" knownExpired="false" knownFalse="false" reportedLost="false" revokedByIssuer="false" issuedBy="" latinNumber="" nameOnDocument="" number="A#" region="" countryIso2Code="RU" countryDescription="" identificationTypeCode="passport" identificationTypeDescription="National passport" regulationLanguage="en" logicalId="5"/>
  </sanctionEntity>
)x",
                  "</export>\n");
}

std::string uk_list() {
    return repeat("<?xml version=\"1.0\"?>\n<Designations>\n", R"x(  <Designation>
    <LastUpdated>04/08/2026</LastUpdated>
    <DateDesignated>29/06/2012</DateDesignated>
    <UniqueID>MAD#</UniqueID>
    <OFSIGroupID>#</OFSIGroupID>
    <Names>
      <Name><Name6>PERSON#</Name6><Name1>Made</Name1><Name2>Up</Name2><NameType>Primary Name</NameType></Name>
      <Name><Name6>PERSONNE#</Name6><Name1>Maid</Name1><NameType>Alias</NameType></Name>
    </Names>
    <NonLatinNames><NonLatinName><NameNonLatinScript>ЛИЦО, Выдуманное #</NameNonLatinScript></NonLatinName></NonLatinNames>
    <RegimeName>The Made Up (Sanctions) (EU Exit) Regulations 2019</RegimeName>
    <IndividualEntityShip>Individual</IndividualEntityShip>
    <DesignationSource>UK</DesignationSource>
    <SanctionsImposed>Asset freeze|Travel Ban</SanctionsImposed>
    <SanctionsImposedIndicators><AssetFreeze>true</AssetFreeze><TravelBan>true</TravelBan><Deflag>false</Deflag></SanctionsImposedIndicators>
    <OtherInformation>Information of the usual length about a person that nobody has met.</OtherInformation>
    <UKStatementofReasons>A statement of reasons of the usual length, which says what the person is held to have done, when, with whom and to what end, in several sentences of this kind.</UKStatementofReasons>
    <Addresses><Address><AddressLine1># Main Street</AddressLine1><AddressLine6>Omsk</AddressLine6><AddressCountry>Russia</AddressCountry></Address></Addresses>
  </Designation>
)x",
                  "</Designations>\n");
}

/// A list on disk for as long as the program runs, with the format that reads it.
struct Sample {
    std::string name;
    const lists::ListFormat* format = nullptr;
    std::string root;
    std::vector<std::string_view> records;
    std::string bytes;
    std::string path;
};

Sample make_sample(std::string name, const lists::ListFormat& format, std::string root, std::vector<std::string_view> records, std::string bytes) {
    Sample sample{std::move(name), &format, std::move(root), std::move(records), std::move(bytes), {}};
    sample.path = (std::filesystem::temp_directory_path() / ("tidewaiter-bench-" + std::to_string(::getpid()) + "-" + sample.name)).string();
    std::ofstream(sample.path, std::ios::binary) << sample.bytes;
    return sample;
}

class Samples {
public:
    Samples() {
        const char* file = std::getenv("TIDEWAITER_BENCH_XML");
        const std::string bytes = file == nullptr ? std::string() : base::load_file(file, std::uint64_t{4} << 30U);
        const std::string root = lists::look_at_xml_head(std::string_view(bytes).substr(0, 65'536)).root;
        const auto add = [&](std::string name, const lists::ListFormat& format, std::string format_root, std::vector<std::string_view> records, std::string (*made)()) {
            if (file == nullptr || format_root == root) {
                all.push_back(make_sample(std::move(name), format, std::move(format_root), std::move(records), file == nullptr ? made() : bytes));
            }
        };
        add("ofac", lists::ofac_xml, "sdnList", {"sdnEntry"}, ofac_list);
        add("un", lists::un_xml, "CONSOLIDATED_LIST", {"INDIVIDUAL", "ENTITY"}, un_list);
        add("eu", lists::eu_fsf_xml, "export", {"sanctionEntity"}, eu_list);
        add("uk", lists::uk_sanctions_list_xml, "Designations", {"Designation"}, uk_list);
    }

    Samples(const Samples&) = delete;
    Samples& operator=(const Samples&) = delete;

    ~Samples() {
        std::error_code ignored;
        for (const Sample& sample : all) {
            std::filesystem::remove(sample.path, ignored);
        }
    }

    std::vector<Sample> all;
};

class Counting final : public lists::EntitySink {
public:
    void add(entity::Entity entity) override {
        benchmark::DoNotOptimize(entity);
        ++count;
    }

    std::uint64_t count = 0;
};

void count_bytes(benchmark::State& state, const Sample& sample) {
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(sample.bytes.size()));
}

/// Expat alone, in blocks of the stream's size, with handlers that do nothing.
void bare_expat(benchmark::State& state, const Sample& sample) {
    for ([[maybe_unused]] const auto& each : state) {
        XML_Parser parser = XML_ParserCreate(nullptr);
        XML_SetElementHandler(parser, [](void*, const XML_Char*, const XML_Char**) {}, [](void*, const XML_Char*) {});
        XML_SetCharacterDataHandler(parser, [](void*, const XML_Char*, int) {});
        std::string_view rest = sample.bytes;
        while (!rest.empty()) {
            const std::string_view block = rest.substr(0, std::size_t{1} << 18U);
            rest.remove_prefix(block.size());
            if (XML_Parse(parser, block.data(), static_cast<int>(block.size()), rest.empty() ? 1 : 0) != XML_STATUS_OK) {
                state.SkipWithError("not well-formed");
            }
        }
        XML_ParserFree(parser);
    }
    count_bytes(state, sample);
}

void records(benchmark::State& state, const Sample& sample) {
    for ([[maybe_unused]] const auto& each : state) {
        const auto source = base::open_source(sample.path);
        std::uint64_t seen = 0;
        lists::read_xml(
            *source, {.root = sample.root, .describes = "a list", .records = sample.records}, {}, [](const lists::XmlElement&) {},
            [&](const lists::XmlElement&, const lists::XmlPlace&) { ++seen; });
        benchmark::DoNotOptimize(seen);
    }
    count_bytes(state, sample);
}

void entities(benchmark::State& state, const Sample& sample) {
    std::uint64_t parties = 0;
    for ([[maybe_unused]] const auto& each : state) {
        Counting sink;
        base::RejectList rejects;
        parties = sample.format->read({sample.path}, {}, sink, rejects).entities;
        benchmark::DoNotOptimize(sink.count);
    }
    count_bytes(state, sample);
    state.counters["parties"] = static_cast<double>(parties);
}

} // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    const Samples samples;
    for (const Sample& sample : samples.all) {
        benchmark::RegisterBenchmark((sample.name + "/bare_expat").c_str(), [&sample](benchmark::State& state) { bare_expat(state, sample); })->Unit(benchmark::kMillisecond);
        benchmark::RegisterBenchmark((sample.name + "/records").c_str(), [&sample](benchmark::State& state) { records(state, sample); })->Unit(benchmark::kMillisecond);
        benchmark::RegisterBenchmark((sample.name + "/entities").c_str(), [&sample](benchmark::State& state) { entities(state, sample); })->Unit(benchmark::kMillisecond);
    }
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}

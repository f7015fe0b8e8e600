#include "lists/delta.hpp"

#include "base/failure.hpp"
#include "support/files.hpp"

#include <gmock/gmock.h>

using namespace tidewaiter;
using namespace tidewaiter::test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

std::string entity(std::string_view id, std::string_view name) {
    return R"({"id":")" + std::string(id) + R"(","schema":"Person","properties":{"name":[")" + std::string(name) + R"("]}})";
}

std::string operation(std::string_view op, std::string_view of) { return R"({"op":")" + std::string(op) + R"(","entity":)" + std::string(of) + "}\n"; }

template <class Work>
std::string failure_of(Work work) {
    try {
        work();
    } catch (const base::Failure& failure) {
        return failure.what();
    }
    return "no failure";
}

const lists::DeltaVersions three{{{"20240101000000-aaa", "u1"}, {"20240102000000-bbb", "u2"}, {"20240103000000-ccc", "u3"}}, ""};

} // namespace

TEST(Delta, FullFileAndDeltasAreTheLaterFullFile) {
    const ScratchFolder folder;
    const std::string base = folder.write("base", entity("a", "A") + "\n" + entity("b", "B") + "\n" + entity("c", "C") + "\n");
    const std::string first = folder.write("1", operation("MOD", entity("b", "B2")) + operation("ADD", entity("d", "D")) + operation("ADD", entity("e", "E")));
    const std::string empty = folder.write("2", "");
    const std::string second = folder.write("3", operation("DEL", R"({"id":"a"})") + operation("DEL", R"({"id":"d"})") + operation("MOD", entity("f", "F")));
    const auto counts = lists::apply_deltas(base, {first, empty, second}, folder.path("result"));
    EXPECT_EQ(read_file(folder.path("result")), entity("b", "B2") + "\n" + entity("c", "C") + "\n" + entity("e", "E") + "\n" + entity("f", "F") + "\n");
    EXPECT_EQ(counts.added, 2U);
    EXPECT_EQ(counts.modified, 1U);
    EXPECT_EQ(counts.deleted, 1U);
    EXPECT_EQ(counts.absent, 1U);
    EXPECT_EQ(counts.entities, 4U);
}

TEST(Delta, WhatWasDeletedCanComeBack) {
    const ScratchFolder folder;
    const std::string base = folder.write("base", entity("a", "A") + "\n" + entity("b", "B") + "\n");
    const std::string delta = folder.write("1", operation("DEL", R"({"id":"a"})") + operation("ADD", entity("a", "A2")));
    lists::apply_deltas(base, {delta}, folder.path("result"));
    EXPECT_EQ(read_file(folder.path("result")), entity("a", "A2") + "\n" + entity("b", "B") + "\n");
}

TEST(Delta, ABadLineChangesNothing) {
    const ScratchFolder folder;
    const std::string base = folder.write("base", entity("a", "A") + "\n");
    const auto apply = [&](std::string_view delta) {
        const std::string path = folder.write("delta", delta);
        return failure_of([&] { lists::apply_deltas(base, {path}, folder.path("result")); });
    };
    EXPECT_THAT(apply(operation("ADD", entity("b", "B")) + R"({"op":"ADD","ent)"), HasSubstr("line 2: no JSON object; the file may be cut"));
    EXPECT_THAT(apply(operation("PUT", entity("b", "B"))), HasSubstr("line 1: 'PUT' is no operation; ADD, MOD and DEL are"));
    EXPECT_THAT(apply(R"({"op":"DEL"})"), HasSubstr("the operation has no entity"));
    EXPECT_THAT(apply(R"({"op":"DEL","entity":{}})"), HasSubstr("the entity has no id"));
    EXPECT_THAT(apply(R"({"op":"ADD","entity":{"id":"b"}})"), HasSubstr("line 1: "));
    EXPECT_FALSE(std::filesystem::exists(folder.path("result")));
}

TEST(Delta, PlansTheFilesBetweenTwoVersions) {
    EXPECT_THAT(lists::to_update_plan("20240101000000-aaa", "20240103000000-ccc", three).versions, ElementsAre("20240102000000-bbb", "20240103000000-ccc"));
    EXPECT_THAT(lists::to_update_plan("20240102120000-xyz", "20240103000000-ccc", three).versions, ElementsAre("20240103000000-ccc"));
    const auto nothing = lists::to_update_plan("20240103000000-ccc", "20240103000000-ccc", three);
    EXPECT_FALSE(nothing.in_full);
    EXPECT_THAT(nothing.versions, IsEmpty());
}

TEST(Delta, PlansAFullLoadWhereDeltasDoNotReach) {
    EXPECT_TRUE(lists::to_update_plan("20231231000000-zzz", "20240103000000-ccc", three).in_full);
    EXPECT_TRUE(lists::to_update_plan("", "20240103000000-ccc", three).in_full);
    EXPECT_TRUE(lists::to_update_plan("20240101000000-aaa", "20240104000000-ddd", three).in_full);
}

TEST(Delta, AChecksumThatDiffersIsRefused) {
    const ScratchFolder folder;
    const std::string path = folder.write("f", "abc");
    lists::CatalogResource resource{"f", "", "a9993e364706816aba3e25717850c26c9cd0d89d", 3};
    EXPECT_EQ(failure_of([&] { lists::check_resource(path, resource); }), "no failure");
    resource.bytes = 4;
    EXPECT_THAT(failure_of([&] { lists::check_resource(path, resource); }), HasSubstr("has 3 bytes, the catalogue says 4"));
    resource.bytes = 3;
    resource.checksum[0] = 'b';
    EXPECT_THAT(failure_of([&] { lists::check_resource(path, resource); }), HasSubstr("has SHA-1 a9993e"));
    resource.checksum.clear();
    EXPECT_THAT(failure_of([&] { lists::check_resource(path, resource); }), HasSubstr("gives no checksum of f"));
}

TEST(Delta, AnIndexIsACatalogueOrOneDataset) {
    const ScratchFolder folder;
    const auto one = lists::load_opensanctions_index(folder.write("one", R"({"name":"a","version":"1","resources":[{"name":"r","checksum":"c","size":7}]})"));
    ASSERT_EQ(one.size(), 1U);
    EXPECT_EQ(one[0].resources.at(0).bytes, 7U);
    EXPECT_EQ(lists::load_opensanctions_index(folder.write("all", R"({"datasets":[{"name":"a"},{"name":"b"}]})")).size(), 2U);
    EXPECT_THAT(failure_of([&] { lists::load_opensanctions_index(folder.write("html", "<html>")); }), HasSubstr("is no JSON object"));
    EXPECT_THAT(failure_of([&] { lists::load_delta_versions(folder.write("none", "{}")); }), HasSubstr("has no member 'versions'"));
    EXPECT_THAT(failure_of([&] { lists::load_delta_versions(folder.write("unnamed", R"({"versions":{"a":"u1","":"u2"}})")); }),
                HasSubstr("a version that has no name"));
}

TEST(Delta, TheFixturesOfYenteGiveTheStateOfTheirFullFile) {
    const std::string base = shared_data("lists/ftm/yente_fixtures/t1/entities.ftm.json");
    const std::string folder = shared_data("lists/ftm/yente_fixtures/t2");
    if (base.empty() || folder.empty()) {
        GTEST_SKIP() << no_shared_data;
    }
    const auto versions = lists::load_delta_versions(folder + "/delta.json");
    const auto plan = lists::to_update_plan("20240527134702-zbn", "20240528134729-3iv", versions);
    EXPECT_EQ(plan.versions.size(), 4U);
    std::vector<std::string> deltas{folder + "/20240527134702-zbn/entities.delta.json"}; // of no bytes
    for (const std::string& version : plan.versions) {
        deltas.push_back(folder + "/" + version + "/entities.delta.json");
    }
    const ScratchFolder scratch;
    const auto counts = lists::apply_deltas(base, deltas, scratch.path("result"));
    EXPECT_EQ(counts.added, 3U);
    EXPECT_EQ(counts.absent, 1U); // NK-500Poltergeist came and went
    EXPECT_EQ(counts.entities, 10U);
    const std::string result = read_file(scratch.path("result"));
    EXPECT_THAT(result, testing::StartsWith(read_file(base)));
    EXPECT_THAT(result, HasSubstr("\"caption\":\"Foobar Foobargroup\""));
    EXPECT_THAT(result, testing::Not(HasSubstr("NK-500Poltergeist")));
    EXPECT_THAT(result, HasSubstr("{\"id\":\"Q4365364\""));
}

TEST(Delta, TheRealCatalogueAndItsChecksums) {
    const std::string catalogue = shared_data("lists/ftm/yente_fixtures/t1/index.json.gz");
    const std::string set = shared_data("lists/ftm/export_set_2024/index.json");
    if (catalogue.empty() || set.empty()) {
        GTEST_SKIP() << no_shared_data;
    }
    const auto datasets = lists::load_opensanctions_index(catalogue);
    EXPECT_EQ(datasets.size(), 193U);
    EXPECT_EQ(datasets[3].name, "in_mha_banned");
    EXPECT_EQ(datasets[3].version, "20240612200802-lbx");
    EXPECT_EQ(datasets[3].resources.at(0).checksum, "03997d23a695d215e075c8c9b2f9bafce02b87e8");
    const auto exported = lists::load_opensanctions_index(set);
    for (const auto& resource : exported.at(0).resources) {
        if (const std::string file = shared_data("lists/ftm/export_set_2024/" + resource.name); !file.empty()) {
            EXPECT_EQ(failure_of([&] { lists::check_resource(file, resource); }), "no failure");
        }
    }
}

#include "base/file.hpp"

#include "base/failure.hpp"
#include "base/hash.hpp"
#include "support/files.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

#include <csignal>
#include <string>

#include <sys/resource.h>

using namespace tidewaiter::base;
using tidewaiter::test::ScratchFolder;

namespace {

std::string gzip(const std::string& text) {
    std::string packed(text.size() + 200, '\0');
    z_stream stream = {};
    deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

std::string failure(auto action) {
    try {
        action();
    } catch (const Failure& problem) {
        return problem.what();
    }
    return "no failure";
}

TEST(OpenSource, PlainAndGzipReadTheSame) {
    const ScratchFolder folder;
    const std::string text(300'000, 'x');
    EXPECT_EQ(load_file(folder.write("plain", text)), text);
    EXPECT_EQ(load_file(folder.write("packed", gzip(text))), text);
    EXPECT_EQ(load_file(folder.write("two members", gzip("a") + gzip("b"))), "ab");
}

TEST(OpenSource, CutGzipIsSaid) {
    const ScratchFolder folder;
    const std::string packed = gzip(std::string(100'000, 'x') + "the end");
    const std::string path = folder.write("cut.gz", packed.substr(0, packed.size() / 2));
    EXPECT_TRUE(failure([&] { (void)load_file(path); }).ends_with("cut.gz ends in the middle of its gzip stream"));
}

TEST(OpenSource, DamagedGzipIsSaid) {
    const ScratchFolder folder;
    std::string packed = gzip("some text that is long enough to break, and to break well");
    packed[20] = static_cast<char>(packed[20] ^ 0x55);
    EXPECT_NE(failure([&] { (void)load_file(folder.write("bad.gz", packed)); }), "no failure");
}

TEST(OpenSource, MissingFileAndFolderAreSaid) {
    const ScratchFolder folder;
    EXPECT_TRUE(failure([&] { (void)open_source(folder.path("none")); }).ends_with("none: No such file or directory"));
    EXPECT_TRUE(failure([&] { (void)open_source(folder.path("")); }).ends_with("Is a directory"));
}

TEST(LoadFile, LimitHolds) {
    const ScratchFolder folder;
    EXPECT_TRUE(failure([&] { (void)load_file(folder.write("big", std::string(100, 'x')), 99); }).ends_with("is larger than 99 bytes"));
}

TEST(AtomicFile, AppearsOnlyWhenCommitted) {
    const ScratchFolder folder;
    const std::string path = folder.write("out", "before");
    {
        AtomicFile file(path);
        file.write("half");
    }
    EXPECT_EQ(tidewaiter::test::read_file(path), "before");
    AtomicFile file(path);
    file.write("0000 after");
    file.write_at(0, "1234");
    file.commit();
    EXPECT_EQ(tidewaiter::test::read_file(path), "1234 after");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path("")), {}), 1);
}

TEST(AtomicFile, FullDiskLeavesWhatWasThere) {
    const ScratchFolder folder;
    const std::string path = folder.write("out", "before");
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before = {};
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit small = {4'096, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    const std::string message = failure([&] {
        AtomicFile file(path);
        file.write(std::string(1'000'000, 'x'));
        file.commit();
    });
    setrlimit(RLIMIT_FSIZE, &before);
    EXPECT_TRUE(message.ends_with("out: File too large")) << message;
    EXPECT_EQ(tidewaiter::test::read_file(path), "before");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path("")), {}), 1);
}

TEST(MappedFile, SeesTheBytes) {
    const ScratchFolder folder;
    EXPECT_EQ(MappedFile(folder.write("m", "abc")).bytes(), "abc");
    EXPECT_EQ(MappedFile(folder.write("empty", "")).bytes(), "");
    EXPECT_THROW(MappedFile(folder.path("none")), Failure);
}

TEST(LoadFileSha256, IsOfTheStoredBytes) {
    const ScratchFolder folder;
    const std::string packed = gzip("abc");
    EXPECT_EQ(load_file_sha256(folder.write("a.gz", packed)), to_sha256(packed));
}

} // namespace

// Searching is safe from many threads at once, and gives each the same answer as one thread gets.
#include "fixture.hpp"

#include <thread>

namespace tidewaiter::index {
namespace {

TEST(IndexThreads, ManyThreadsGetTheSameAnswers) {
    const tidewaiter::test::ScratchFolder folder;
    const Index index(test::write_index(folder));
    constexpr std::string_view names[] = {"Wolfgang Oberreiter", "Snow Storm", "Mohammed Ali", "Janet Vanderbilt", "Nobody Atall", "Вольфганг Оберройтер"};
    const auto ask = [&] {
        std::vector<std::pair<std::uint32_t, double>> answers;
        for (int round = 0; round < 50; ++round) {
            for (const std::string_view name : names) {
                for (const Hit& hit : index.search(match::prepare(test::make("q", "", {{"name", name}})))) {
                    answers.emplace_back(hit.entity, hit.match.score);
                }
            }
            index.check_all();
        }
        return answers;
    };
    std::vector<std::vector<std::pair<std::uint32_t, double>>> answers(4);
    std::vector<std::thread> threads;
    for (auto& answer : answers) {
        threads.emplace_back([&answer, &ask] { answer = ask(); });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    for (const auto& answer : answers) {
        EXPECT_FALSE(answer.empty());
        EXPECT_EQ(answer, answers.front());
    }
}

} // namespace
} // namespace tidewaiter::index

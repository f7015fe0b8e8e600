// The run. Batches of shipments come in file order; reading a shipment, looking up parties that are new, and the rules
// are done on several threads by item; everything that has an order (alerts, counts, files) is done by one afterwards.
#include "screen/screening.hpp"

#include "base/failure.hpp"
#include "screen/alerts.hpp"
#include "screen/evaluate.hpp"
#include "screen/outputs.hpp"
#include "screen/party_master.hpp"
#include "screen/run_summary.hpp"
#include "screen/shipment_reader.hpp"
#include "screen/workers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <unordered_map>

namespace tidewaiter::screen {

namespace {

using base::Failure;
using base::FailureKind;

/// Share of the whole work that the first pass is, for progress.
constexpr double survey_share = 0.1;

/// Adds to a shipment what the files beside it know.
void complete(const ScreenInputs& inputs, Shipment& shipment) {
    complete_parties(shipment, inputs.beside == nullptr ? nullptr : inputs.beside->parties());
    if (inputs.beside != nullptr) {
        shipment.present.add(inputs.beside->present());
    }
}

class Run {
public:
    Run(const ScreenInputs& inputs, const ScreenOptions& options)
        : inputs_(inputs), options_(options), evaluator_(inputs), workers_(options.threads), reader_(reader_options()),
          outputs_({options.decisions, options.findings, options.alerts, options.rejects}, reader_.facts(),
                   {inputs.policy.hash, inputs.index.content_hash(), inputs.as_of, inputs.tool_version}),
          alerts_(inputs.policy.alert_score) {
        if (!options.baseline.empty()) {
            baseline_ = Baseline::load(options.baseline);
        }
        if (options.below) {
            below_.emplace(*options.below, inputs.policy);
        }
        for (unsigned i = 0; i < workers_.count(); ++i) {
            goods_.push_back(evaluator_.goods_lookup());
            fields_.emplace_back();
        }
    }

    ScreenResult go();

private:
    ReaderOptions reader_options() {
        ReaderOptions made;
        made.file = options_.file;
        made.format = options_.format;
        made.encoding = options_.encoding;
        made.sheet = options_.sheet;
        if (!options_.mapping.empty()) {
            made.mapping = load_mapping(options_.mapping);
        } else {
            made.mappings = options_.mappings;
        }
        made.day_order = options_.day_order;
        if (options_.progress) {
            // While records are decided, what counts is how many are, not how far the file was read.
            made.progress = [this](std::uint64_t read, double share) {
                return deciding_ ? options_.progress(done_, share_of(0)) : options_.progress(read, share * survey_share);
            };
        }
        return made;
    }

    void take(Batch& batch);
    void look_up(std::vector<Evaluated>& all);
    void hand_out(const Batch& batch, std::vector<Evaluated>& all);
    double share_of(double part_of_batch) const;
    void tick(double part_of_batch) const;

    const ScreenInputs& inputs_;
    const ScreenOptions& options_;
    std::uint64_t done_ = 0;     // records decided
    std::size_t batch_rows_ = 0; // records of the batch at hand
    bool deciding_ = false;
    Evaluator evaluator_;
    Workers workers_;
    ShipmentReader reader_;
    Outputs outputs_;
    AlertBook alerts_;
    Baseline baseline_;
    SummaryBook summary_;
    PartyCache cache_;
    std::optional<BelowLine> below_;

    struct LookedUp {
        PartyCache::Key key;
        const ReadParty* party = nullptr;
        PartyHits hits;
        PartyHits below; // down to the end of the band, when one is asked for
    };
    std::vector<LookedUp> looked_up_; // of the batch at hand

    std::vector<GoodsLookup> goods_;  // by worker, as the next
    std::vector<FieldCache> fields_;

    /// A decision whose records are not all out yet: scattered shipments wait here for their later rows.
    struct Waiting {
        DecisionRow row;
        std::size_t records_left = 0;
    };
    std::unordered_map<std::uint64_t, Waiting> waiting_;
};

/// Of the whole work; the batch at hand counts by the part of it that is done.
double Run::share_of(double part_of_batch) const {
    const auto records = static_cast<double>(std::max<std::uint64_t>(reader_.facts().records, 1));
    const double done = (static_cast<double>(done_) + part_of_batch * static_cast<double>(batch_rows_)) / records;
    return survey_share + (1 - survey_share) * done;
}

void Run::tick(double part_of_batch) const {
    const auto done = done_ + static_cast<std::uint64_t>(part_of_batch * static_cast<double>(batch_rows_));
    if (options_.progress && !options_.progress(done, share_of(part_of_batch))) {
        throw Failure(FailureKind::machine, "stopped before the end: nothing was written");
    }
}

/// Gives every party its hits: from the cache, or looked up now, each different party once.
void Run::look_up(std::vector<Evaluated>& all) {
    std::unordered_map<PartyCache::Key, std::size_t, PartyCache::Hash> places;
    looked_up_.clear();
    for (Evaluated& each : all) {
        for (const ReadParty& party : each.read.parties) {
            const PartyCache::Key key = PartyCache::key_of(party);
            each.keys.push_back(key);
            if (party.can_be_screened() && cache_.find(key) == nullptr && places.try_emplace(key, looked_up_.size()).second) {
                looked_up_.push_back({key, &party, {}, {}});
            }
        }
    }
    workers_.each(
        looked_up_.size(),
        [&](unsigned, std::size_t i) {
            LookedUp& each = looked_up_[i];
            each.hits = evaluator_.match(*each.party);
            if (below_) {
                each.below = match_party(inputs_.index, below_->policy(), inputs_.as_of, *each.party);
            }
        },
        [this](std::size_t begun) { tick(static_cast<double>(begun) / static_cast<double>(looked_up_.size())); });
    for (LookedUp& each : looked_up_) {
        if (below_) {
            below_->add(*each.party, each.below);
        }
        if (!cache_.full()) {
            cache_.add(each.key, std::move(each.hits));
        }
    }
    for (Evaluated& each : all) {
        for (std::size_t i = 0; i < each.keys.size(); ++i) {
            const PartyHits* hits = nullptr;
            if (each.read.parties[i].can_be_screened()) {
                hits = cache_.find(each.keys[i]);
                hits = hits != nullptr ? hits : &looked_up_[places.at(each.keys[i])].hits; // the cache was full
            }
            each.hits.push_back(hits);
        }
    }
}

void Run::take(Batch& batch) {
    std::vector<Evaluated> all(batch.shipments.size());
    batch_rows_ = batch.rows.size();
    workers_.each(all.size(), [&](unsigned worker, std::size_t i) {
        Shipment& shipment = batch.shipments[i].second;
        if (shipment.reject_reason.empty()) {
            complete(inputs_, shipment);
            all[i].read = read_shipment(shipment, &fields_[worker]);
        } else {
            all[i].read.shipment = &shipment;
        }
    });
    look_up(all);
    workers_.each(
        all.size(),
        [&](unsigned worker, std::size_t i) {
            if (batch.shipments[i].second.reject_reason.empty()) {
                evaluator_.evaluate(goods_[worker], all[i]);
            } else {
                all[i].decision = Decision::not_screened;
                all[i].missing = {fmt::format("record ({})", batch.shipments[i].second.reject_reason)};
            }
        },
        [this](std::size_t) { tick(1); });
    hand_out(batch, all);
}

void Run::hand_out(const Batch& batch, std::vector<Evaluated>& all) {
    for (std::size_t i = 0; i < all.size(); ++i) {
        Evaluated& each = all[i];
        alerts_.add(each);
        summary_.add(each);
        for (const Finding& finding : each.findings) {
            outputs_.add_finding(finding);
        }
        waiting_.emplace(batch.shipments[i].first, Waiting{to_decision_row(each), batch.shipments[i].second.records.size()});
    }
    for (const RecordRow& row : batch.rows) {
        const auto found = waiting_.find(row.shipment);
        if (found == waiting_.end() || found->second.records_left == 0) {
            throw Failure(FailureKind::bad_input, fmt::format("record {} has no decision or two", row.record),
                          "Nothing was written. Please report this file: every record must be decided once.");
        }
        outputs_.add_decision(row, found->second.row);
        if (--found->second.records_left == 0) {
            waiting_.erase(found);
        }
    }
    done_ += batch.rows.size();
    batch_rows_ = 0;
}

ScreenResult Run::go() {
    const auto start = std::chrono::steady_clock::now();
    deciding_ = true;
    const std::uint64_t rejected = reader_.read([this](Batch& batch) { take(batch); }, outputs_);
    const FileFacts& facts = reader_.facts();
    // Rows in = decisions out, by the count of the first pass.
    if (outputs_.decisions() != facts.records || !waiting_.empty()) {
        throw Failure(FailureKind::bad_input, fmt::format("{} records were counted and {} decided", facts.records, outputs_.decisions()),
                      "Nothing was written. Please report this file: the count must always come out.");
    }
    ScreenResult result;
    const std::vector<SideFacts> beside = inputs_.beside == nullptr ? std::vector<SideFacts>() : inputs_.beside->facts();
    for (const SideFacts& each : beside) {
        for (const base::Reject& reject : each.rejects) {
            outputs_.add(reject);
        }
    }
    result.alerts = alerts_.take();
    result.gone = baseline_.mark(result.alerts);
    for (const auto* alerts : {&result.alerts, &result.gone}) {
        for (const Alert& alert : *alerts) {
            outputs_.add_alert(alert);
        }
    }
    outputs_.commit();
    if (below_) {
        result.below = below_->write();
    }
    result.summary = summary_.take(inputs_, facts);
    result.summary.beside = beside;
    result.summary.input_name = options_.file == "-" ? "standard input" : options_.file;
    result.summary.input_sha256 = reader_.sha256();
    result.summary.rejected = rejected;
    result.summary.has_baseline = !options_.baseline.empty();
    result.summary.has_cleared = inputs_.cleared != nullptr;
    result.summary.cleared_without_hashes = inputs_.cleared == nullptr ? 0 : inputs_.cleared->unpinned();
    for (const Alert& alert : result.alerts) {
        ++result.summary.statuses[static_cast<std::size_t>(alert.status)];
        ++result.summary.clearings[static_cast<std::size_t>(alert.clearing)];
    }
    result.summary.statuses[static_cast<std::size_t>(AlertStatus::gone)] = result.gone.size();
    result.summary.unique_parties = cache_.size();
    result.summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    result.rejects = outputs_.first_rejects();
    result.too_many_rejects = rejected * 100 > facts.records || (inputs_.beside != nullptr && inputs_.beside->too_many_rejects());
    return result;
}

} // namespace

ScreenResult screen_file(const ScreenInputs& inputs, const ScreenOptions& options) { return Run(inputs, options).go(); }

ShipmentResult screen_shipment(const ScreenInputs& inputs, const Shipment& given) {
    const Evaluator evaluator(inputs);
    Shipment shipment = given;
    complete(inputs, shipment);
    GoodsLookup goods = evaluator.goods_lookup();
    Evaluated each;
    each.read = read_shipment(shipment);
    std::vector<PartyHits> hits;
    hits.reserve(each.read.parties.size());
    for (const ReadParty& party : each.read.parties) {
        hits.push_back(evaluator.match(party));
        each.hits.push_back(party.can_be_screened() ? &hits.back() : nullptr);
    }
    evaluator.evaluate(goods, each);
    ShipmentResult result;
    result.decision = each.decision;
    result.because = each.combination == nullptr ? std::string() : each.combination->name;
    result.findings = std::move(each.findings);
    result.missing = std::move(each.missing);
    return result;
}

} // namespace tidewaiter::screen

// What a user says of the analysis reaches every snapshot of a replay.

#include <functional>
#include <map>

#include <gtest/gtest.h>

#include "engine/replay.h"
#include "engine/report_json.h"
#include "ingest/read_chain.h"

namespace gammafield::engine {
namespace {

/// A made-up index on the evening of a day.
std::shared_ptr<const ingest::LoadedChain> evening(const std::string& day) {
  std::string text = "option,bid,ask,iv,open_interest,spot\n";
  for (const auto* row :
       {"SPXW260821P06400000,20.9,21.1,0.16,1000,6430\n", "SPXW260821C06400000,52.0,52.4,0.16,500,6430\n",
        "SPXW260821P06500000,77.0,77.6,0.12,300,6430\n", "SPXW260821C06500000,8.1,8.3,0.12,400,6430\n",
        "SPXW260918P06400000,90.0,91.0,0.17,700,6430\n", "SPXW260918C06500000,80.0,81.0,0.15,900,6430\n"})
    text += row;
  ingest::ReadOptions options;
  options.symbol = "SPX";
  options.as_of = market::parse_instant(day + "T16:15-04:00");
  auto loaded = ingest::read_chain(text, options, day + ".csv");
  EXPECT_TRUE(loaded) << (loaded ? "" : loaded.error().message);
  return std::make_shared<const ingest::LoadedChain>(std::move(loaded->front()));
}

const std::vector<std::string> days{"2026-08-17", "2026-08-18", "2026-08-19"};

/// Puts bought by customers on the second day.
inventory::Evidence trades() {
  return {{{"trades.csv",
            "option_symbol,timestamp,price,size,bid,ask\n"
            "SPXW260821P06400000,2026-08-18T10:00,21.3,100,21.0,21.3\n"
            "SPXW260821C06500000,2026-08-18T10:01,8.1,80,8.1,8.3\n"}},
          {},
          {}};
}

inventory::Evidence open_close() {
  return {{},
          {{"oc.csv",
            "option_symbol,trade_date,cust_open_buy,cust_open_sell,cust_close_buy,cust_close_sell\n"
            "SPXW260821P06400000,2026-08-18,100,20,0,0\nSPXW260821C06500000,2026-08-18,10,70,0,0\n"}},
          {}};
}

/// Positions as the second evening leaves them.
inventory::Evidence state() {
  inventory::Evidence evidence;
  evidence.before = inventory::infer(trades(), evening(days[1])->chain, {})->inventory;
  return evidence;
}

struct Said {
  std::vector<std::string> options;
  std::vector<std::string> tickets;
  inventory::Evidence evidence;
};

Settings settings_of(const Said& said) {
  Settings settings;
  for (const auto& option : said.options) EXPECT_FALSE(apply_option(settings, option)) << option;
  for (const auto& ticket : said.tickets) settings.tickets.push_back(*parse_ticket(ticket));
  return settings;
}

struct Film {
  std::map<std::string, std::string> reports;  ///< by day, without their session
  Replayed replayed;
};

Film replayed(const Said& said, std::size_t threads) {
  ReplayInput input;
  for (const auto& day : days) input.snapshots.push_back({day + ".csv", evening(day)});
  input.evidence = said.evidence;
  Film film;
  auto settings = settings_of(said);
  settings.pricing.threads = threads;
  const auto keep = [&](const ReplayStep& step) {
    Report report = step.report;
    report.over_time.reset();
    film.reports[market::to_string(report.session)] = to_json(report);
  };
  auto done = replay(std::move(input), settings, keep);
  EXPECT_TRUE(done) << (done ? "" : done.error().message);
  if (done) film.replayed = std::move(*done);
  return film;
}

TEST(ReplayInputs, ReachTheAnalysisOfEachSnapshot) {
  struct Row {
    std::string_view why;
    Said said;
    std::string_view changes;  ///< the day whose Report is another than without
  };
  const Row rows[] = {
      {"trades, on the day they are known", {{}, {}, trades()}, "2026-08-18"},
      {"open-close files", {{}, {}, open_close()}, "2026-08-18"},
      {"with the inference's own options", {{"flow.accuracy=0.9"}, {}, trades()}, "2026-08-18"},
      {"for this underlying", {{"SPX:flow.accuracy=0.9"}, {}, trades()}, "2026-08-18"},
      {"a ticket", {{}, {"put,6300,2026-09-18,5000,short"}, {}}, "2026-08-17"},
      {"an option", {{"positioning=all_long"}, {}, {}}, "2026-08-17"},
      {"an option for this underlying", {{"SPX:positioning=all_long"}, {}, {}}, "2026-08-17"},
      {"bands", {{"bands=on", "uncertainty.draws=200"}, {}, {}}, "2026-08-17"},
      {"bands around inferred positions", {{"bands=on", "uncertainty.draws=200"}, {}, trades()}, "2026-08-18"},
  };
  const auto plain = replayed({}, 1);
  for (const Row& row : rows) {
    const auto film = replayed(row.said, 2);
    ASSERT_EQ(film.reports.size(), days.size()) << row.why;
    for (const auto& day : days) {
      const auto alone = analyse(evening(day), row.said.evidence, settings_of(row.said));
      ASSERT_TRUE(alone) << row.why;
      EXPECT_EQ(film.reports.at(day), to_json(alone->report)) << row.why << ", " << day;
    }
    const std::string day{row.changes};
    EXPECT_NE(film.reports.at(day), plain.reports.at(day)) << row.why;
  }
}

TEST(ReplayInputs, PositionsAreWhatWasKnownAtEachMoment) {
  const auto film = replayed({{}, {}, trades()}, 2);
  EXPECT_NE(film.reports.at(days[0]).find("0 trading days"), std::string::npos) << "nothing had traded yet";
  EXPECT_NE(film.reports.at(days[1]).find("1 trading day through 2026-08-18"), std::string::npos);
  EXPECT_FALSE(film.replayed.days[0].call_wall) << "flat in every contract: no wall";
  EXPECT_TRUE(film.replayed.days[1].call_wall);
  EXPECT_EQ(film.replayed.settings.positioning.model(), exposure::PositioningModel::flow);
}

TEST(ReplayInputs, PositionsOfALaterDayAreNotUsedOnAnEarlierOne) {
  const auto film = replayed({{}, {}, state()}, 1);
  ASSERT_EQ(film.reports.size(), 2U);
  EXPECT_FALSE(film.reports.contains(days[0]));
  ASSERT_FALSE(film.replayed.notes.empty());
  EXPECT_NE(film.replayed.notes[0].find("go through 2026-08-18, which the snapshot of 2026-08-17"), std::string::npos)
      << film.replayed.notes[0];
}

TEST(ReplayInputs, TicketsCountUntilTheySettle) {
  const Said said{{}, {"put,6300,2026-08-21,5000,short"}, {}};
  ReplayInput input;
  for (const auto* day : {"2026-08-20", "2026-08-21", "2026-08-24"})
    input.snapshots.push_back({std::string{day} + ".csv", evening(day)});
  std::string flagged;
  const auto keep = [&](const ReplayStep& step) {
    for (const auto& flag : step.report.quality.flags)
      if (flag.code == "otc_tickets") flagged += market::to_string(step.report.session);
  };
  const auto done = replay(std::move(input), settings_of(said), keep);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(flagged, "2026-08-20") << "settled at the close of the 21st";
  EXPECT_EQ(done->days.size(), 3U);
  ASSERT_EQ(done->notes.size(), 1U);
  EXPECT_NE(done->notes[0].find("has settled by 2026-08-21.csv"), std::string::npos) << done->notes[0];
}

TEST(ReplayInputs, ThatCannotBeLoadedWhenTheirTurnComesEndTheReplay) {
  for (const std::size_t threads : {1, 2, 4}) {
    ReplayInput input;
    for (const auto* day : {"2026-08-17", "2026-08-18", "2026-08-19", "2026-08-20"})
      input.snapshots.push_back({day, evening(day)});
    input.snapshots[2].load = [] {
      return base::failure(base::Refusal{base::RefusalKind::input_rejected, "the third is gone"});
    };
    std::string told;
    Settings settings;
    settings.pricing.threads = threads;
    const auto keep = [&](const ReplayStep& step) { told += step.snapshot.source + " "; };
    const auto done = replay(std::move(input), settings, keep);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().message, "the third is gone");
    EXPECT_EQ(told, "2026-08-17 2026-08-18 ") << "by " << threads << ": nothing after it";
  }
}

TEST(ReplayInputs, BandsStandInTheDayTable) {
  const auto film = replayed({{"bands=on", "uncertainty.draws=200"}, {}, {}}, 2);
  for (const auto& day : film.replayed.days) {
    ASSERT_TRUE(day.bands && *day.bands);
    EXPECT_EQ((*day.bands)->draws, 200U);
  }
  EXPECT_FALSE(replayed({}, 1).replayed.days[0].bands);
}

}  // namespace
}  // namespace gammafield::engine

#include <gtest/gtest.h>

#include "archive/sql_views.h"
#include "archive/table.h"
#include "archive/testing_archive.h"
#include "store/testing_session.h"

namespace gammafield::archive {
namespace {

using store::Folder;
using store::ScratchFolder;

/// Every cell of an answer as text, `|` between cells, `;` after rows.
std::string text_of(base::Result<Answer, std::string> answer) {
  if (!answer) return answer.error();
  std::string out;
  while (const auto piece = answer->next())
    for (std::size_t row = 0; row < piece->size(); ++row) {
      for (std::size_t column = 0; column < answer->columns().size(); ++column) {
        if (column > 0) out += '|';
        std::visit(
            [&]<class T>(const T& value) {
              if constexpr (std::is_same_v<T, std::monostate>)
                out += "null";
              else if constexpr (std::is_same_v<T, market::Date> || std::is_same_v<T, market::Instant>)
                out += market::to_string(value);
              else
                out += fmt::format("{}", value);
            },
            piece->cell(row, column));
      }
      out += ';';
    }
  return out;
}

TEST(Sql, CellsOfEveryType) {
  GAMMAFIELD_CONNECT_OR_SKIP(duck)
  struct Row {
    std::string_view why, sql, text;
  };
  const Row rows[] = {
      {"whole numbers of every width", "SELECT 1::TINYINT, -2::SMALLINT, 3::INTEGER, -4::BIGINT", "1|-2|3|-4;"},
      {"without signs", "SELECT 255::UTINYINT, 65535::USMALLINT, 4294967295::UINTEGER, 18446744073709551615::UBIGINT",
       "255|65535|4294967295|1.8446744073709552e+19;"},
      {"sums are of 128 bits", "SELECT sum(x) FROM (VALUES (1::BIGINT), (-4::BIGINT)) t(x)", "-3;"},
      {"decimals become doubles", "SELECT 1.50, 0.1::DECIMAL(38,10);", "1.5|0.1;"},
      {"not numbers are nothing", "SELECT 'nan'::DOUBLE, 'inf'::FLOAT, NULL, 0.5::FLOAT", "null|null|null|0.5;"},
      {"times are UTC", "SELECT TIMESTAMPTZ '2026-08-18 16:00:00-04', DATE '2026-08-18', TIMESTAMP '2026-08-18 12:00'",
       "2026-08-18T20:00:00Z|2026-08-18|2026-08-18T12:00:00Z;"},
      {"texts short and long", "SELECT 'twelve bytes', 'more than twelve bytes', ''",
       "twelve bytes|more than twelve bytes|;"},
      {"anything else as text", "SELECT [1, 2] AS \"a \"\" b\", TIME '12:30:00', {'a': 1}",
       "[1, 2]|12:30:00|{'a': 1};"},
      {"two columns of one name", "SELECT 1 AS a, [2] AS a", "1|[2];"},
  };
  for (const Row& row : rows) EXPECT_EQ(text_of(ask_in_cells(*duck, std::string{row.sql})), row.text) << row.why;
}

TEST(Sql, AWrongQueryIsOneLine) {
  GAMMAFIELD_CONNECT_OR_SKIP(duck)
  const auto answer = ask_in_cells(*duck, "SELEC 1");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().find('\n'), std::string::npos) << answer.error();
  EXPECT_NE(answer.error().find("SELEC"), std::string::npos);
}

/// What is recorded and what is archived are one to whoever asks.
TEST(Sql, SeesArchiveAndStoreAsOne) {
  GAMMAFIELD_CONNECT_OR_SKIP(both)
  const ScratchFolder scratch;
  const auto folder = Folder::make(scratch / "store");
  const ArchiveFolder archive{scratch / "archive"};
  (void)store::recorded_live(*folder, store::moments(0, 80));
  const market::Date first = std::chrono::year{2026} / 8 / 18;
  ASSERT_TRUE(roll(*both, folder->day_path("SPX", first), "SPX", first, archive));
  ASSERT_TRUE(make_views(*both, {archive, *folder}));
  GAMMAFIELD_CONNECT_OR_SKIP(hot)
  ASSERT_TRUE(make_views(*hot, {std::nullopt, *folder}));
  GAMMAFIELD_CONNECT_OR_SKIP(cold)
  ASSERT_TRUE(make_views(*cold, {archive, std::nullopt}));
  GAMMAFIELD_CONNECT_OR_SKIP(empty)
  ASSERT_TRUE(make_views(*empty, {}));

  EXPECT_EQ(text_of(both->ask("SELECT date, count(*) FROM chain GROUP BY date ORDER BY date")),
            "2026-08-18|480;2026-08-19|480;");
  EXPECT_EQ(text_of(cold->ask("SELECT date, count(*) FROM chain GROUP BY date")), "2026-08-18|480;");
  EXPECT_EQ(text_of(empty->ask("SELECT count(*) FROM chain")), "0;");
  for (const Table* table : all_tables()) {
    const std::string sql = fmt::format("SELECT * FROM {} ORDER BY ALL", table->name);
    const std::string at_once = text_of(hot->ask(sql));
    EXPECT_TRUE(text_of(both->ask(sql)) == at_once) << table->name;
    EXPECT_EQ(at_once.empty(), table->name == "rejects") << table->name;
  }
  EXPECT_EQ(text_of(both->ask("SELECT count(*), count(DISTINCT oi_call_wall) > 0, min(spot) FROM levels")),
            "80|true|6430;");
  EXPECT_EQ(text_of(both->ask("SELECT symbol, kind FROM events ORDER BY as_of, time, kind LIMIT 1")), "SPX|data_flag;");
  EXPECT_EQ(text_of(both->ask("SELECT l.spot = s.spot, l.oi_put_wall = (s.report->>'$.open_interest.put_wall')::DOUBLE "
                              "FROM levels l JOIN snapshots s USING (symbol, as_of) LIMIT 1")),
            "true|true;");
}

TEST(Sql, DamageFailsTheQueryWithItsReason) {
  GAMMAFIELD_CONNECT_OR_SKIP(duck)
  const ScratchFolder scratch;
  const auto folder = Folder::make(scratch / "store");
  (void)store::recorded_live(*folder, store::moments(0, 5));
  const std::string path = folder->day_path("SPX", std::chrono::year{2026} / 8 / 18);
  std::filesystem::resize_file(path, 5000);
  ASSERT_TRUE(make_views(*duck, {std::nullopt, *folder}));
  const std::string said = text_of(duck->ask("SELECT count(*) FROM chain"));
  EXPECT_NE(said.find(path), std::string::npos) << said;
}

}  // namespace
}  // namespace gammafield::archive

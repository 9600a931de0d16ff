#include "ingest/massive.h"

#include <fmt/format.h>

#include "ingest/cells.h"
#include "ingest/json_rows.h"
#include "ingest/json_walk.h"
#include "ingest/live_rows.h"

namespace gammafield::ingest {
namespace {

using base::Refusal;
using simdjson::error_code;
namespace od = simdjson::ondemand;

Refusal rejected(std::string message) { return {base::RefusalKind::input_rejected, std::move(message)}; }

/// What stands beside a page's contracts.
struct Page {
  std::string status;
  std::optional<std::string> next;
  bool has_results = false;
};

/// The text of a field; empty where it is null or something else.
error_code text_of(od::value value, std::string& text) {
  od::json_type type{};
  std::string_view cell;
  if (const auto error = value.type().get(type)) return error;
  if (type == od::json_type::object || type == od::json_type::array) return simdjson::SUCCESS;
  if (const auto error = scalar_cell(value, cell)) return error;
  text = cell;
  return simdjson::SUCCESS;
}

template <class Take>
base::Result<Page, Refusal> read_page(std::string_view bytes, const Take& take) {
  Page page;
  std::string next;
  const auto error = each_field_of(bytes, [&](const std::string& key, od::value value) -> error_code {
    if (key == "status") return text_of(value, page.status);
    if (key == "next_url") return text_of(value, next);
    if (key != "results") return simdjson::SUCCESS;
    page.has_results = true;
    return each_object(value, take);
  });
  if (error) return base::failure(broken_json(error));
  if (page.status != "OK" && page.status != "DELAYED")
    return base::failure(rejected("its status is no success: not a page of contracts"));
  if (!page.has_results) return base::failure(rejected("no `results` in it: not a page of contracts"));
  if (!next.empty()) page.next = std::move(next);
  return page;
}

/// `other`: neither a call nor a put to the vendor.
bool is_option(const RowCells& row) {
  const std::string_view right = row.at(Meaning::right);
  return right.empty() || parse_right(right).has_value();
}

}  // namespace

base::Result<std::optional<std::string>, Refusal> massive_next_page(std::string_view bytes) {
  auto page = read_page(bytes, [](od::object object) {
    return each_field(object, [](const std::string&, od::value) { return simdjson::SUCCESS; });
  });
  if (!page) return base::failure(std::move(page.error()));
  return std::move(page->next);
}

base::Result<LoadedChain, Refusal> read_massive(const MassiveAnswers& answers, const ReadOptions& options) {
  LiveRows rows{options, answers.asked_at};
  JsonFields fields;
  RowCells row;
  bool delayed = false;
  std::optional<std::string> next;
  const auto add = [&](od::object object) -> error_code {
    if (const auto wrong = fields.read(object, row)) return wrong;
    if (is_option(row))
      rows.add(row);
    else
      rows.reject({RejectReason::missing_field, 0, 0, std::string{row.at(Meaning::option_symbol)}});
    return simdjson::SUCCESS;
  };
  for (std::size_t i = 0; i < answers.pages.size(); ++i) {
    const auto page = read_page(answers.pages[i], add);
    if (!page)
      return base::failure(
          rejected(fmt::format("page {} of {}: {}", i + 1, answers.pages.size(), page.error().message)));
    delayed = delayed || page->status == "DELAYED";
    next = page->next;
  }
  if (next) return base::failure(rejected("there is a page after the last"));
  if (delayed) rows.flag("quotes_delayed", "the vendor marks them as delayed: the plan's");
  return rows.finish("massive", answers.symbol);
}

base::Result<std::optional<PricePoint>, Refusal> read_massive_price(std::string_view bytes) {
  JsonFields fields;
  RowCells row;
  std::optional<PricePoint> latest;
  const auto page = read_page(bytes, [&](od::object object) -> error_code {
    if (const auto wrong = fields.read(object, row)) return wrong;
    const auto price = parse_number(row.at(Meaning::spot));
    const auto moment = parse_moment(row.at(Meaning::spot_time));
    if (!price || !(*price > 0) || !moment || !moment->has_time) return simdjson::SUCCESS;
    const auto at = instant_of(*moment, market::Calendar::us());
    if (!latest || at > latest->at) latest = PricePoint{at, market::Spot{*price}};
    return simdjson::SUCCESS;
  });
  if (!page) return base::failure(page.error());
  return latest;
}

}  // namespace gammafield::ingest

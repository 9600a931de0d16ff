#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <simdjson.h>

#include "session/memory.h"

namespace gammafield::session {
namespace {

namespace dom = simdjson::dom;
using market::Date;
using market::Instant;
using std::chrono::seconds;

constexpr std::string_view schema = "gammafield.memory/1";
constexpr std::int64_t latest_second = 4'133'980'800;  // 2101: later than any date the program reads
constexpr double largest_number = 1e300;

template <class T, std::size_t N>
using Names = std::array<std::pair<std::string_view, T>, N>;

/// Takes a document apart. The first thing that is not as it should be is remembered, and the memory thrown away.
class MemoryReader {
 public:
  Memory read(dom::element root) {
    Memory memory;
    memory.symbol = text(at(root, "symbol"));
    memory.session = date(at(root, "session"));
    memory.spot = market::Spot{positive(at(root, "spot"))};
    memory.watched_until = instant(at(root, "watched_until"));
    memory.call_wall = wall(at(root, "call_wall"), levels::Side::call);
    memory.put_wall = wall(at(root, "put_wall"), levels::Side::put);
    memory.latest = holdings(at(root, "latest"));
    const auto previous = at(root, "previous_session");
    if (!previous.is_null()) memory.previous_session = holdings(previous);
    const auto previous_date = at(root, "previous_date");
    if (!previous_date.is_null()) memory.previous_date = date(previous_date);
    each(at(root, "net_gex"), [&](dom::element row) {
      const auto cells = row_of<2>(row);
      memory.net_gex.push_back({date(cells[0]), market::UsdPerPercent{number(cells[1])}});
    });
    read_market(root, memory);
    require(!memory.net_gex.empty() && memory.net_gex.size() <= tier_sessions_max + 1, "net_gex");
    return memory;
  }

  [[nodiscard]] const std::string& fault() const { return fault_; }

 private:
  void require(bool condition, std::string_view what) {
    if (!condition && fault_.empty()) fault_ = what;
  }

  /// A member; null, and a fault, when it is not there.
  dom::element at(dom::element of, std::string_view name) {
    dom::element found = of;
    if (of.is_object() && of.at_key(name).get(found) == simdjson::SUCCESS) return found;
    require(false, name);
    return null_;
  }
  template <class T>
  T get(dom::element element, std::string_view what) {
    T value{};
    require(element.get(value) == simdjson::SUCCESS, what);
    return value;
  }
  std::string text(dom::element element) { return std::string{get<std::string_view>(element, "a text is missing")}; }
  double number(dom::element element) {
    const double value = get<double>(element, "a number is missing");
    require(std::abs(value) <= largest_number, "a number is too large");
    return value;
  }
  double positive(dom::element element) {
    const double value = number(element);
    require(value > 0, "a price or strike is not above zero");
    return value;
  }
  std::int64_t whole(dom::element element, std::int64_t most) {
    const auto value = get<std::int64_t>(element, "a whole number is missing");
    require(value >= 0 && value <= most, "a whole number is out of range");
    return value;
  }
  Instant instant(dom::element element) { return Instant{seconds{whole(element, latest_second)}}; }
  Date date(dom::element element) {
    const auto parsed = market::parse_date(text(element));
    require(parsed.has_value(), "a date cannot be read");
    return parsed.value_or(Date{std::chrono::year{2000} / 1 / 3});
  }
  template <class T, std::size_t N>
  T named(dom::element element, const Names<T, N>& names) {
    const auto name = text(element);
    for (const auto& [known, value] : names)
      if (known == name) return value;
    require(false, "a name is not known");
    return names[0].second;
  }
  template <class Body>
  void each(dom::element element, Body body) {
    dom::array rows;
    require(element.get(rows) == simdjson::SUCCESS, "a list is missing");
    if (!fault_.empty()) return;
    for (const auto row : rows) {
      body(row);
      if (!fault_.empty()) return;
    }
  }
  template <std::size_t N>
  std::array<dom::element, N> row_of(dom::element element) {
    std::array<dom::element, N> cells;
    cells.fill(null_);
    std::size_t i = 0;
    each(element, [&](dom::element cell) {
      require(i < N, "a row is too long");
      if (i < N) cells[i++] = cell;
    });
    require(i == N, "a row is too short");
    return cells;
  }

  std::optional<WallMemory> wall(dom::element of, levels::Side side) {
    if (of.is_null()) return std::nullopt;
    WallMemory wall{text(at(of, "rule")), watch(at(of, "watch"), side), instant(at(of, "since")), std::nullopt};
    const auto former = at(of, "former");
    if (!former.is_null()) wall.former = watch(former, side);
    return wall;
  }

  WallWatch watch(dom::element of, levels::Side side) {
    static constexpr Names<WallState, 3> states{
        {{"HOLDING", WallState::holding}, {"TESTED", WallState::tested}, {"BROKEN", WallState::broken}}};
    WallWatch watch = watch_of(side, market::Strike{positive(at(of, "strike"))});
    watch.state = named(at(of, "state"), states);
    const auto attempt = at(of, "attempt"), inside = at(of, "inside_for_s"), open = at(of, "session_open"),
               last = at(of, "last");
    if (!attempt.is_null()) watch.attempt = read_attempt(attempt);
    if (!inside.is_null()) watch.inside_for = seconds{whole(inside, latest_second)};
    if (!open.is_null()) watch.session_open = instant(open);
    if (!last.is_null()) watch.last = PriceSample{instant(at(last, "at")), market::Spot{positive(at(last, "price"))}};
    const bool sound = !watch.attempt || (watch.state == WallState::tested && watch.last);
    require(sound, "an attempt without its state");
    return watch;
  }

  Attempt read_attempt(dom::element of) {
    Attempt attempt;
    attempt.crossed_at = instant(at(of, "crossed_at"));
    attempt.beyond = seconds{whole(at(of, "beyond_s"), latest_second)};
    attempt.furthest = market::Usd{number(at(of, "furthest_usd"))};
    attempt.gap = get<bool>(at(of, "gap"), "gap");
    attempt.gap_open = get<bool>(at(of, "gap_open"), "gap_open");
    return attempt;
  }

  Holdings holdings(dom::element of) {
    Holdings held;
    held.as_of = instant(at(of, "as_of"));
    each(at(of, "expiries"), [&](dom::element row) { held.expiries.push_back(expiry(row)); });
    each(at(of, "contracts"), [&](dom::element row) { held.contracts.push_back(contract(row, held.expiries.size())); });
    return held;
  }

  HeldExpiry expiry(dom::element row) {
    static constexpr Names<market::Settlement, 2> settlements{
        {{"am", market::Settlement::am}, {"pm", market::Settlement::pm}}};
    using market::ExpiryClass;
    static const Names<ExpiryClass, 10> classes = [] {
      Names<ExpiryClass, 10> made;
      for (std::size_t i = 0; i < made.size(); ++i)
        made[i] = {to_string(static_cast<ExpiryClass>(i)), static_cast<ExpiryClass>(i)};
      return made;
    }();
    const auto cells = row_of<5>(row);
    return {text(cells[0]), date(cells[1]), named(cells[2], settlements), instant(cells[3]), named(cells[4], classes)};
  }

  HeldContract contract(dom::element row, std::size_t expiries) {
    const auto cells = row_of<6>(row);
    HeldContract contract;
    contract.expiry = static_cast<std::uint32_t>(whole(cells[0], 1'000'000));
    require(contract.expiry < expiries, "a contract of no expiry");
    contract.right = whole(cells[1], 1) == 1 ? market::Right::put : market::Right::call;
    contract.strike = market::Strike{positive(cells[2])};
    contract.open_interest = market::Contracts{number(cells[3])};
    contract.gross_each = market::UsdPerPercent{number(cells[4])};
    contract.dealer_fraction = number(cells[5]);
    const double open = contract.open_interest.value(), each = contract.gross_each.value();
    require(open > 0 && open <= 1e15 && each >= 0 && each <= 1e30, "a contract's size");
    require(std::abs(contract.dealer_fraction) <= 1 + 1e-9, "a dealer fraction beyond one");
    return contract;
  }

  void read_market(dom::element root, Memory& memory) {
    using levels::RegimeLabel;
    static constexpr Names<RegimeLabel, 3> labels{{{"POSITIVE", RegimeLabel::positive},
                                                   {"NEGATIVE", RegimeLabel::negative},
                                                   {"TRANSITION", RegimeLabel::transition}}};
    const auto regime = at(root, "regime"), flip = at(root, "flip"), move = at(root, "expected_move_usd");
    if (!regime.is_null())
      memory.regime = RegimeMemory{named(at(regime, "label"), labels), instant(at(regime, "since"))};
    if (!flip.is_null()) {
      memory.flip = FlipMemory{market::Spot{positive(at(flip, "price"))}, number(at(flip, "dead_band")), std::nullopt};
      const auto above = at(flip, "above");
      if (!above.is_null()) memory.flip->above = get<bool>(above, "above");
    }
    if (!move.is_null()) memory.expected_move = market::Usd{number(move)};
    each(at(root, "rolls"), [&](dom::element roll) {
      memory.rolls.push_back(
          {instant(at(roll, "settled_by")), strike(at(roll, "call_wall")), strike(at(roll, "put_wall"))});
    });
    each(at(root, "flags"), [&](dom::element code) { memory.flags.push_back(text(code)); });
  }

  std::optional<market::Strike> strike(dom::element element) {
    if (element.is_null()) return std::nullopt;
    return market::Strike{positive(element)};
  }

  dom::parser null_parser_;
  dom::element null_ = null_parser_.parse(std::string_view{"null"}).value_unsafe();
  std::string fault_;
};

/// Fit for one line: what a stranger's file says of itself.
std::string printable(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, 40)) out += c >= ' ' && c <= '~' ? c : '?';
  return out;
}

}  // namespace

base::Result<Memory, base::Refusal> read_memory(std::string_view bytes, std::string_view name,
                                                std::string_view symbol) {
  const auto refuse = [&](std::string_view what) {
    return base::failure(base::Refusal{base::RefusalKind::input_rejected, fmt::format("{}: {}", name, what)});
  };
  dom::parser parser;
  dom::element root;
  if (const auto error = parser.parse(bytes.data(), bytes.size()).get(root))
    return refuse(fmt::format("no session memory: {}", simdjson::error_message(error)));
  std::string_view found;
  if (!root.is_object() || root.at_key("schema").get(found) != simdjson::SUCCESS)
    return refuse("no session memory: it names no schema");
  if (found != schema)
    return refuse(fmt::format("is of schema {}, this version reads {}: start without it", printable(found), schema));
  MemoryReader reader;
  Memory memory = reader.read(root);
  if (!reader.fault().empty()) return refuse(fmt::format("a damaged session memory: {}", reader.fault()));
  if (!symbol.empty() && memory.symbol != symbol)
    return refuse(fmt::format("the memory is of {}, wanted is {}", printable(memory.symbol), printable(symbol)));
  return memory;
}

}  // namespace gammafield::session

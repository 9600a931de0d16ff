#include <fmt/format.h>

#include "brief/brief.h"
#include "exports/clean_text.h"
#include "exports/page_head.h"

namespace gammafield::brief {
namespace {

constexpr std::string_view style = R"(<style>
:root { --ground: #ffffff; --panel: #f6f8fa; --line: #d8dee6; --ink: #141d2b; --muted: #566273; --with: #b5341c;
  --against: #067d6a; --warn: #8f6200; --warn-ground: #fff6df; }
@media (prefers-color-scheme: dark) { :root { --ground: #0d1219; --panel: #131a24; --line: #2a3646; --ink: #e9eef5;
  --muted: #97a5b8; --with: #ff7350; --against: #2ec9a9; --warn: #e3b34f; --warn-ground: #2a2312; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 70rem; padding: 1.5rem 1rem 3rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, "DejaVu Sans", sans-serif; overflow-wrap: break-word; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--line); }
p { margin: .4rem 0; } ul { margin: .4rem 0; padding-left: 1.2rem; } li { margin: .25rem 0; }
.when, footer, .quiet { color: var(--muted); }
.warning { background: var(--warn-ground); border-left: 4px solid var(--warn); padding: .5rem .75rem; }
.wide { overflow-x: auto; margin: .5rem 0; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: .95rem; }
th, td { padding: .35rem .6rem; text-align: right; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--muted); font-weight: 600; font-size: .85rem; }
th:first-child, td:first-child, td:nth-child(n+5), th:nth-child(n+5) { text-align: left; }
td:nth-child(-n+4), th { white-space: nowrap; } .few td { white-space: normal; }
.strong { font-weight: 600; } .dampening { color: var(--against); } .amplifying { color: var(--with); }
figure { margin: 1rem 0; } figure svg { width: 100%; min-width: 46rem; height: auto; display: block; }
.dark { display: none; }
@media (prefers-color-scheme: dark) { .dark { display: block; } .light { display: none; } }
footer { margin-top: 2rem; padding-top: .75rem; border-top: 1px solid var(--line); font-size: .85rem; }
@media (max-width: 40rem) {
  thead { display: none; } table, tbody { display: block; } tr { display: grid; grid-template-columns: 1fr auto;
    border-bottom: 1px solid var(--line); padding: .4rem 0; gap: 0 .75rem; }
  td { border: 0; padding: .05rem 0; text-align: left; } td:empty { display: none; }
  td:nth-child(2), td:nth-child(4) { text-align: right; } td:nth-child(n+3) { font-size: .9rem; }
  td:nth-child(n+5) { grid-column: 1 / -1; }
  .few td { grid-column: 1 / -1; text-align: left; }
  .few td:nth-child(n+2)::before { content: attr(data-head) ": "; color: var(--muted); }
}
@media print { html { font-size: 10px; } body { max-width: none; padding: 0; background: #fff; color: #000; }
  h2 { break-after: avoid; margin-top: 1.2rem; } .wide { overflow: visible; } td:nth-child(n+3), th { white-space: normal; }
  tr, figure, li { break-inside: avoid; } .dark { display: none !important; } .light { display: block !important; }
  figure svg { min-width: 0; } }
</style>
)";

std::string_view name_of(Tone tone) {
  switch (tone) {
    case Tone::plain: return "";
    case Tone::strong: return "strong";
    case Tone::dampening: return "dampening";
    case Tone::amplifying: return "amplifying";
    case Tone::warning: return "warning";
    case Tone::quiet: return "quiet";
  }
  return "";
}

class Page {
 public:
  explicit Page(const Brief& brief) : brief_(brief) {}

  [[nodiscard]] std::string text() {
    out_ = fmt::format("{}<title>{}</title>\n{}</head>\n<body>\n<header>\n<h1>{}</h1>\n<p class=\"when\">{}</p>\n",
                       exports::page_head, escaped(brief_.title), style, escaped(brief_.title), escaped(brief_.when));
    for (const auto& warning : brief_.warnings) out_ += fmt::format("<p class=\"warning\">{}</p>\n", escaped(warning));
    out_ += "</header>\n<main>\n";
    for (const Section& section : brief_.sections) add(section);
    return out_ + fmt::format("</main>\n<footer>{}</footer>\n</body>\n</html>\n", escaped(brief_.convention));
  }

 private:
  [[nodiscard]] std::string escaped(const std::string& text) const {
    return exports::html_escaped(market::in_money_of(brief_.calendar->rules(), text));
  }

  void add(const Section& section) {
    out_ +=
        fmt::format("<section id=\"{}\">\n<h2>{}</h2>\n", exports::html_escaped(section.key), escaped(section.heading));
    if (section.key == "levels" && !brief_.picture_light.empty()) add_picture();
    if (section.table) add(*section.table);
    for (const auto& line : section.lines) out_ += fmt::format("<p>{}</p>\n", escaped(line));
    if (!section.items.empty()) {
      out_ += "<ul>\n";
      for (const auto& item : section.items) out_ += fmt::format("<li>{}</li>\n", escaped(item));
      out_ += "</ul>\n";
    }
    out_ += "</section>\n";
  }

  void add(const Table& table) {
    const bool few = table.heads.size() < 5;  // on a phone its cells say what they are
    out_ += fmt::format("<div class=\"wide\"><table{}>\n<thead><tr>", few ? " class=\"few\"" : "");
    for (const auto& each : table.heads) out_ += fmt::format("<th scope=\"col\">{}</th>", escaped(each));
    out_ += "</tr></thead>\n<tbody>\n";
    for (const auto& row : table.rows) {
      out_ += "<tr>";
      for (std::size_t i = 0; i < row.size(); ++i)
        out_ += fmt::format("<td data-head=\"{}\" class=\"{}\">{}</td>", escaped(table.heads[i]), name_of(row[i].tone),
                            escaped(row[i].text));
      out_ += "</tr>\n";
    }
    out_ += "</tbody>\n</table></div>\n";
  }

  /// SVG as chart/ makes it: no script, nothing loaded; without its XML declaration.
  void add_picture() {
    const auto inline_form = [](const std::string& svg) { return std::string_view{svg}.substr(svg.find("<svg")); };
    out_ += fmt::format("<figure class=\"wide\"><div class=\"light\">{}</div><div class=\"dark\">{}</div></figure>\n",
                        inline_form(brief_.picture_light), inline_form(brief_.picture_dark));
  }

  const Brief& brief_;
  std::string out_;
};

}  // namespace

std::string html(const Brief& brief) { return Page{brief}.text(); }

}  // namespace gammafield::brief

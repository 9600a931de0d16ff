#pragma once

#include <string_view>

namespace gammafield::exports {

/// How a page for people begins, up to its title: nothing is loaded and nothing runs, whatever a text may hold.
inline constexpr std::string_view page_head = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
)";

}  // namespace gammafield::exports

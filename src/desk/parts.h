#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gammafield::desk {

/// A member of a JSON object: its name and the text of its value, as it stands there.
struct Part {
  std::string name;
  std::string text;
  bool operator==(const Part&) const = default;
};

/// The members of an object, in order. Requires a JSON object that this program wrote.
[[nodiscard]] std::vector<Part> parts_of(std::string_view json);
/// The text of one of them; empty: there is none.
[[nodiscard]] std::string_view part(const std::vector<Part>&, std::string_view name);
/// Back into one object.
[[nodiscard]] std::string joined(const std::vector<Part>&);

/// What turns `before` into `after`, as the operations of a JSON Patch (RFC 6902) below `path`, separated by commas
/// and without brackets; empty: nothing. Objects are compared member by member, arrays of one length element by
/// element, anything else is replaced whole, and so is what takes more to change than to replace. (A merge patch would
/// not do: to it null means that a member goes, and here null is a value.) Requires JSON texts that this program wrote.
[[nodiscard]] std::string patch_between(std::string_view before, std::string_view after, std::string_view path);

/// The same of two objects, member by member: of each one that differs the operations, below its own path. A member
/// that goes is not told.
[[nodiscard]] std::vector<Part> patches_between(std::string_view before, std::string_view after);

}  // namespace gammafield::desk

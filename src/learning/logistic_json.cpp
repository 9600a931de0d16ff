#include "base/json_writer.h"
#include "learning/logistic.h"
#include "learning/model_fields.h"

namespace gammafield::learning {
namespace {

constexpr std::string_view schema = "gammafield.logistic/1";

}  // namespace

std::string to_json(const LogisticModel& model) {
  base::JsonWriter out{2};
  out.begin_object().field("schema", schema).field("intercept", model.intercept).key("features").begin_array();
  for (const LogisticFeature& feature : model.features) {
    out.begin_object().field("name", std::string_view{feature.name}).field("mean", feature.mean);
    out.field("weight", feature.weight).field("missing_weight", feature.missing_weight).end_object();
  }
  out.end_array().end_object();
  return out.take();
}

base::Result<LogisticModel, base::Refusal> read_logistic(std::string_view json, std::string_view name) {
  return read_model(json, name, schema, [](ModelFields& fields, ModelFields::Element root) {
    LogisticModel model{fields.number(root, "intercept"), {}};
    std::vector<std::string> names;
    fields.each(root, "features", features_max, [&](ModelFields::Element of) {
      model.features.push_back({fields.text(of, "name"), fields.number(of, "mean"), fields.number(of, "weight"),
                                fields.number(of, "missing_weight")});
      names.push_back(model.features.back().name);
    });
    fields.require(all_differ(names), "two features of one name");
    return model;
  });
}

}  // namespace gammafield::learning

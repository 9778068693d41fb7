#include <cmath>

#include "learn/mine_output.h"

namespace rapport::learn {
namespace {

class Writer {
 public:
  explicit Writer(record::JsonWriter* json) : json_(*json) {}

  void Run(std::string_view rule_set, const CueReview& review) {
    json_.StartObject();
    Text("ruleset", rule_set);
    Int("records", review.records);
    Int("labelled", review.labelled);
    Number("accuracy", review.accuracy);
    Number("macro_f1", review.macro_f1);
    json_.Key("rows");
    json_.StartArray();
    for (const CueReviewRow& row : review.rows) Row(row);
    json_.EndArray();
    json_.EndObject();
  }

 private:
  void Text(std::string_view key, std::string_view value) {
    json_.Key(key);
    json_.String(value);
  }
  void Int(std::string_view key, int64_t value) {
    json_.Key(key);
    json_.Int(value);
  }
  void Number(std::string_view key, double value) {
    json_.Key(key);
    json_.TenThousandths(std::llround(value * 1e4));
  }
  void Bool(std::string_view key, bool value) {
    json_.Key(key);
    json_.Bool(value);
  }

  void Effect(const ReviewEffect& effect) {
    json_.Key("without");
    json_.StartObject();
    Int("gained", effect.gained);
    Int("lost", effect.lost);
    Number("accuracy", effect.accuracy);
    Number("macro_f1", effect.macro_f1);
    json_.EndObject();
  }

  void Row(const CueReviewRow& row) {
    json_.StartObject();
    Text("id", row.id);
    Text("kind", row.is_condition ? "condition" : "cue");
    Int("fired", row.fired);
    Int("unknown", row.unknown);
    Number("share", row.share);
    Number("none_share", row.none_share);
    Bool("never", row.never);
    Bool("nearly_always", row.nearly_always);
    Bool("mostly_none", row.mostly_none);
    Bool("hurts", row.hurts);
    json_.Key("speaks_for");
    json_.StartArray();
    for (const std::string& id : row.speaks_for) json_.String(id);
    json_.EndArray();
    Effect(row.drop);
    json_.Key("phrases");
    json_.StartArray();
    for (const PhraseReview& phrase : row.phrases) {
      json_.StartObject();
      Text("phrase", phrase.phrase);
      Int("fired", phrase.fired);
      Int("none", phrase.none);
      Int("alone", phrase.alone);
      Effect(phrase.drop);
      json_.EndObject();
    }
    json_.EndArray();
    json_.EndObject();
  }

  record::JsonWriter& json_;
};

}  // namespace

void WriteCueReview(std::string_view rule_set, const CueReview& review, record::JsonWriter* json) {
  Writer(json).Run(rule_set, review);
}

}  // namespace rapport::learn

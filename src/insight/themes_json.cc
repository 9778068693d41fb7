#include "insight/themes_json.h"

#include "insight/json_numbers.h"

namespace rapport::insight {
namespace {

constexpr std::string_view kSentimentNames[engine::kSentiments] = {"negative", "neutral",
                                                                   "positive", "mixed"};

class Writer {
 public:
  explicit Writer(record::JsonWriter* out) : out_(out) {}

  void Report(const FeedbackReport& report) {
    out_->StartObject();
    Text("ruleset", report.rule_set);
    Count("ratings", report.ratings);
    Count("comments", report.comments);
    Count("themed", report.themed);
    Count("min_sample", report.min_sample);
    Sentiments("sentiments", report.sentiments);
    List("scales", report.scales, [this](const ScaleSummary& s) { Scale(s); });
    List("themes", report.themes, [this](const ThemeSummary& t) { Theme(t); });
    List("drivers", report.drivers, [this](const Driver& d) { WriteDriver(d); });
    Text("by", record::DimensionName(report.by));
    List("groups", report.groups, [&](const GroupRow& row) { Group(report, row); });
    Count("ratings_under_no_name", report.ratings_under_no_name);
    List("weeks", report.weeks, [&](const WeekRow& row) {
      Text("week", row.week);
      Count("comments", row.comments);
      Themes(report, row.themes);
    });
    out_->Key("latest_week");
    if (report.latest_week.empty()) {
      out_->Null();
    } else {
      out_->String(report.latest_week);
    }
    List("drift", report.drift, [this](const Drift& d) { WriteDrift(d); });
    Count("sampled", report.sampled);
    List("proposals", report.proposals, [this](const Proposal& p) { WriteProposal(p); });
    out_->EndObject();
  }

 private:
  void Text(std::string_view key, std::string_view value) { WriteText(key, value, out_); }
  void Count(std::string_view key, int64_t value) { WriteCount(key, value, out_); }
  void Fraction(std::string_view key, double value) { WriteFraction(key, value, out_); }

  template <typename Items, typename Write>
  void List(std::string_view key, const Items& items, const Write& write) {
    out_->Key(key);
    out_->StartArray();
    for (const auto& item : items) {
      out_->StartObject();
      write(item);
      out_->EndObject();
    }
    out_->EndArray();
  }

  void Sentiments(std::string_view key, const BySentiment& counts) {
    out_->Key(key);
    out_->StartObject();
    for (size_t i = 0; i < counts.size(); ++i) Count(kSentimentNames[i], counts[i]);
    out_->EndObject();
  }

  void Share(std::string_view key, const CountedShare& share) {
    out_->Key(key);
    out_->StartObject();
    Count("count", share.count);
    Count("n", share.n);
    Fraction("share", share.value);
    WriteInterval(share.interval, out_);
    out_->EndObject();
  }

  void Scale(const ScaleSummary& s) {
    Text("scale", record::RatingScaleName(s.scale));
    Count("n", s.n);
    Count("commented", s.commented);
    Fraction("mean", s.mean);
    WriteInterval(s.interval, out_);
    Share("detractors", s.detractors);
  }

  void Theme(const ThemeSummary& t) {
    Text("theme", t.id);
    Text("label", t.label);
    Share("comments", t.comments);
    Sentiments("sentiments", t.sentiments);
    out_->Key("examples");
    out_->StartArray();
    for (size_t s = 0; s < engine::kSentiments; ++s) {
      for (const CommentExample& example : t.examples[s]) {
        out_->StartObject();
        Text("sentiment", kSentimentNames[s]);
        Text("comment", example.text);
        Count("start", example.begin);
        Count("end", example.end);
        if (!example.case_id.empty()) Text("case", example.case_id);
        out_->Key("at");
        out_->Instant(example.at);
        Text("scale", record::RatingScaleName(example.scale));
        Count("score", example.score);
        out_->EndObject();
      }
    }
    out_->EndArray();
  }

  void WriteDriver(const Driver& d) {
    Text("scale", record::RatingScaleName(d.scale));
    Text("about", record::RatingSubjectName(d.about));
    Text("theme", d.theme);
    Text("label", d.label);
    Text("verdict", DriverVerdictName(d.verdict));
    Count("with", d.with);
    Count("without", d.without);
    Fraction("mean_with", d.mean_with);
    Fraction("mean_without", d.mean_without);
    out_->Key("mean");
    if (d.mean) {
      out_->StartObject();
      Fraction("difference", d.mean->value);
      WriteInterval(d.mean->interval, out_);
      P(d.mean->p, d.mean_p);
      out_->EndObject();
    } else {
      out_->Null();
    }
    Share("detractors_with", d.detractors_with);
    Share("detractors_without", d.detractors_without);
    out_->Key("detractors");
    out_->StartObject();
    Fraction("difference", d.detractors);
    WriteInterval(d.detractors_interval, out_);
    P(d.detractors_p, d.detractors_corrected);
    out_->EndObject();
    Fraction("impact", d.impact);
    List("measures", d.measures, [this](const MeasureAdvice& m) {
      Text("measure", m.id);
      Text("label", m.label);
      Text("owner", m.owner);
      Text("cost", m.cost);
      Text("moves", m.moves);
    });
  }

  void P(double p, double corrected) {
    Fraction("p", p);
    Fraction("p_corrected", corrected);
  }

  // The themes of a row that some comment speaks of.
  void Themes(const FeedbackReport& report, const std::vector<BySentiment>& rows) {
    out_->Key("themes");
    out_->StartObject();
    for (size_t t = 0; t < rows.size(); ++t) {
      if (rows[t] != BySentiment{}) Sentiments(report.theme_ids[t], rows[t]);
    }
    out_->EndObject();
  }

  void Group(const FeedbackReport& report, const GroupRow& row) {
    Text("name", row.name);
    Count("ratings", row.ratings);
    Count("comments", row.comments);
    std::vector<ScaleSummary> scales;
    for (const auto& scale : row.scales) {
      if (scale) scales.push_back(*scale);
    }
    List("scales", scales, [this](const ScaleSummary& s) { Scale(s); });
    Themes(report, row.themes);
  }

  void WriteDrift(const Drift& d) {
    Text(d.is_persona ? "persona" : "theme", d.id);
    Text("label", d.label);
    Share("latest", d.latest);
    Share("earlier", d.earlier);
    Fraction("difference", d.difference);
    WriteInterval(d.interval, out_);
    P(d.p, d.corrected);
    out_->Key("changed");
    out_->Bool(d.has_changed);
  }

  void WriteProposal(const Proposal& p) {
    Text("words", p.words);
    Text("from", p.from == Proposal::From::kNoTheme ? "no_theme" : "low_scores");
    Count("in", p.in);
    Count("of", p.of);
    Count("elsewhere", p.elsewhere);
    Count("elsewhere_of", p.elsewhere_of);
    Fraction("log_odds", p.log_odds);
    Fraction("z", p.z);
    Text("example", p.example);
  }

  record::JsonWriter* const out_;
};

}  // namespace

void WriteFeedback(const FeedbackReport& report, record::JsonWriter* out) {
  Writer(out).Report(report);
}

}  // namespace rapport::insight

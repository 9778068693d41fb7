#include "insight/coaching_json.h"

#include "insight/json_numbers.h"

namespace rapport::insight {
namespace {

// An array, one object for each item.
template <typename Items, typename Write>
void WriteList(std::string_view key, const Items& items, record::JsonWriter* out,
               const Write& write) {
  out->Key(key);
  out->StartArray();
  for (const auto& item : items) {
    out->StartObject();
    write(item);
    out->EndObject();
  }
  out->EndArray();
}

class Writer {
 public:
  explicit Writer(record::JsonWriter* out) : out_(out) {}

  void Report(const CoachingReport& report) {
    out_->StartObject();
    Text("ruleset", report.rule_set);
    Count("conversations", report.conversations);
    Count("replies", report.replies);
    Bool("individuals", report.individuals);
    Count("min_sample", report.min_sample);
    out_->Key("overall");
    if (report.withheld) {
      out_->Null();
    } else {
      out_->StartObject();
      Card(report.overall);
      out_->EndObject();
    }
    Count("left_out", report.left_out);
    WriteList("teams", report.teams, out_, [this](const TeamCard& team) { Team(team); });
    WriteList("plan", report.plan, out_, [this](const PlanEntry& entry) { Plan(entry); });
    out_->EndObject();
  }

 private:
  void Text(std::string_view key, std::string_view value) { WriteText(key, value, out_); }
  void Count(std::string_view key, int64_t value) { WriteCount(key, value, out_); }
  void Bool(std::string_view key, bool value) {
    out_->Key(key);
    out_->Bool(value);
  }

  void Share(std::string_view key, const insight::Share& share) {
    Count("n", share.n);
    WriteFraction(key, share.value, out_);
    WriteInterval(share.interval, out_);
  }

  void Mean(std::string_view key, const std::optional<MeanScore>& mean) {
    out_->Key(key);
    if (!mean) return out_->Null();
    out_->StartObject();
    Count("n", mean->n);
    WriteFraction("mean", mean->value, out_);
    WriteInterval(mean->interval, out_);
    out_->EndObject();
  }

  void Habit(const insight::Habit& habit) {
    Text("check", habit.check);
    Text("label", habit.label);
    WriteFraction("impact", habit.impact, out_);
    Share("failed", habit.failed);
    Text("why", habit.why);
  }

  void Check(const CheckScore& check) {
    Text("check", check.check);
    Text("label", check.label);
    out_->Key("weight");
    out_->Milli(check.weight);
    if (check.is_fatal) Bool("fatal", true);
    if (check.passed) {
      Share("passed", *check.passed);
    } else {
      Count("n", 0);
    }
    if (!check.goal) return;
    out_->Key("goal");
    out_->TenThousandths(*check.goal);
    if (check.passed) Text("verdict", VerdictName(check.verdict));
  }

  void Parts(std::string_view key, std::string_view name, const std::vector<Part>& parts) {
    WriteList(key, parts, out_, [&](const Part& part) {
      Text(name, part.name);
      Count("replies", part.replies);
      Mean("score", part.score);
      out_->Key("hardest");
      if (!part.hardest) return out_->Null();
      out_->StartObject();
      Habit(*part.hardest);
      out_->EndObject();
    });
  }

  void Trend(const insight::Trend& trend) {
    out_->Key("trend");
    out_->StartObject();
    WriteList("weeks", trend.weeks, out_, [this](const WeekScore& week) {
      Text("week", week.week);
      Count("n", week.score.n);
      WriteFraction("mean", week.score.value, out_);
      WriteInterval(week.score.interval, out_);
    });
    if (trend.slope) {
      WriteFraction("per_week", trend.slope->per_step, out_);
      WriteInterval(trend.slope->interval, out_);
    }
    out_->EndObject();
  }

  void Card(const Scorecard& card) {
    Count("replies", card.replies);
    Count("blocked", card.blocked);
    Mean("score", card.score);
    WriteList("checks", card.checks, out_, [this](const CheckScore& check) { Check(check); });
    WriteList("strengths", card.strengths, out_, [this](const Strength& strength) {
      Text("check", strength.check);
      Text("label", strength.label);
      Share("passed", strength.passed);
      if (!strength.above) return;
      out_->Key("above_others");
      out_->StartObject();
      WriteFraction("difference", *strength.above, out_);
      WriteInterval(strength.above_interval, out_);
      out_->EndObject();
    });
    WriteList("habits", card.habits, out_, [this](const insight::Habit& habit) {
      Habit(habit);
      WriteList("examples", habit.examples, out_, [this](const Example& e) { Quote(e); });
    });
    if (!card.differences.empty()) {
      WriteList("against_others", card.differences, out_, [this](const Difference& d) {
        Text("check", d.check);
        Count("n", d.n);
        Count("others_n", d.others_n);
        WriteFraction("difference", d.value, out_);
        WriteInterval(d.interval, out_);
      });
    }
    Trend(card.trend);
    Parts("by_persona", "persona", card.by_persona);
    Parts("by_channel", "channel", card.by_channel);
  }

  void Quote(const Example& example) {
    Text("reply", example.reply);
    if (example.begin < example.end) {
      Count("start", example.begin);
      Count("end", example.end);
    }
    Text("say", example.say);
    Text("id", example.record);
    Count("turn", static_cast<int64_t>(example.turn));
    if (example.at) {
      out_->Key("at");
      out_->Instant(*example.at);
    }
  }

  void Team(const TeamCard& team) {
    Text("team", team.team);
    Count("agents", team.agents);
    Count("agents_below_min_sample", team.too_few);
    if (team.withheld) {
      Bool("withheld", true);
    } else {
      Card(team.card);
    }
    WriteList("people", team.people, out_, [this](const Scorecard& card) {
      Text("agent", card.name);
      Card(card);
    });
  }

  void Plan(const PlanEntry& entry) {
    Text("channel", entry.channel);
    Text("persona", entry.persona);
    Count("replies", entry.replies);
    WriteList("train", entry.habits, out_, [this](const insight::Habit& habit) { Habit(habit); });
    WriteList("lessons", entry.lessons, out_, [this](const PlanLesson& lesson) {
      Text("lesson", lesson.id);
      Text("label", lesson.label);
      Text("text", lesson.text);
    });
  }

  record::JsonWriter* const out_;
};

}  // namespace

void WriteCoaching(const CoachingReport& report, record::JsonWriter* out) {
  Writer(out).Report(report);
}

}  // namespace rapport::insight

#include "engine/service.h"

#include <algorithm>

#include "engine/promises.h"

namespace rapport::engine {
namespace {

using ruleset::Index;
using ruleset::ServiceTables;
using ruleset::Tables;

class ServiceFinder {
 public:
  ServiceFinder(const ConversationState& conversation, std::optional<Time> now, DecisionState* out)
      : conversation_(conversation),
        tables_(*conversation.tables),
        service_(tables_.service),
        now_(now),
        out_(*out) {}

  void Run() {
    ContactKinds();
    Needs();
    if (conversation_.questions.open > 0) Questions();
    if (conversation_.sums.turns > 0) Promises();
    if (!out_.said_ranges.empty()) Bind();
  }

 private:
  bool IsTrue(uint32_t program) const {
    return out_.evaluation.network.truth(program) == expr::Truth::kTrue;
  }

  void ContactKinds() {
    const uint32_t first = tables_.first_kind_program();
    out_.contact_kind = "none";
    out_.contact_label = {};
    out_.evaluation.network.ForEachNotFalse(
        first, tables_.first_need_program(), [&](uint32_t program, expr::Truth truth) {
          if (truth != expr::Truth::kTrue) return;
          const ruleset::ContactKindEntry& kind = service_.contact_kinds[program - first];
          if (out_.kinds.empty()) {
            out_.contact_kind = kind.id;
            out_.contact_label = kind.label;
          } else {
            out_.contact_also.push_back(kind.id);
          }
          out_.kinds.push_back(program - first);
        });
  }

  int32_t TurnOf(size_t hit) const {
    const auto next = std::upper_bound(
        conversation_.turns.begin(), conversation_.turns.end(), hit,
        [](size_t place, const TurnRecord& turn) { return place < turn.first_hit; });
    return static_cast<int32_t>(next - conversation_.turns.begin()) - 1;
  }

  // The newest hit of the need's cues.
  void AddNeed(Index need) {
    NeedRecord record;
    record.need = need;
    for (const Index cue : service_.needs[need].cues) {
      if (conversation_.sums.hit_totals[cue] == 0) continue;
      const size_t place = conversation_.sums.last_hits[cue];
      const HitRecord& hit = conversation_.hits[place];
      const int32_t turn = TurnOf(place);
      if (turn < record.turn || (turn == record.turn && hit.begin <= record.begin)) continue;
      record.turn = turn;
      record.begin = hit.begin;
      record.end = hit.end;
    }
    out_.need_records.push_back(record);
  }

  void Needs() {
    const uint32_t first = tables_.first_need_program();
    for (const Index cue : conversation_.sums.cues) {
      for (Index i = service_.cue_need_begins[cue]; i < service_.cue_need_begins[cue + 1]; ++i) {
        out_.voiced.push_back(service_.cue_needs[i]);
      }
    }
    if (!out_.voiced.empty()) {
      std::sort(out_.voiced.begin(), out_.voiced.end());
      out_.voiced.erase(std::unique(out_.voiced.begin(), out_.voiced.end()), out_.voiced.end());
    }
    for (const Index need : out_.voiced) {
      const Index program = service_.need_programs[need];
      if (program == ruleset::kNoProgram || IsTrue(first + program)) AddNeed(need);
    }
    const auto end = static_cast<uint32_t>(first + service_.when_needs.size());
    out_.evaluation.network.ForEachNotFalse(first, end, [&](uint32_t program, expr::Truth truth) {
      if (truth != expr::Truth::kTrue) return;
      const Index need = service_.when_needs[program - first];
      if (service_.needs[need].cues.empty()) AddNeed(need);
    });
    if (out_.need_records.empty()) return;
    // The newest first; in a turn as they stand there.
    std::sort(out_.need_records.begin(), out_.need_records.end(),
              [](const NeedRecord& a, const NeedRecord& b) {
                if (a.turn != b.turn) return a.turn > b.turn;
                return a.begin != b.begin ? a.begin < b.begin : a.need < b.need;
              });
    for (const NeedRecord& record : out_.need_records) {
      const ruleset::NeedEntry& need = service_.needs[record.need];
      Quote(record.turn, record.begin, record.end);
      out_.needs.push_back({need.id, need.label, record.turn, record.begin, record.end, {}});
    }
  }

  void Questions() {
    const QuestionLog& log = conversation_.questions;
    for (size_t q = log.first_followed; q < log.questions.size(); ++q) {
      const QuestionRecord& question = log.questions[q];
      if (question.how != TakenUp::kOpen) continue;
      Quote(question.turn, question.begin, question.end);
      out_.open_questions.push_back({question.turn, question.begin, question.end, {}});
    }
  }

  void Promises() {
    for (Index p = 0; p < service_.promises.size(); ++p) {
      if (conversation_.sums.promises[p].turn >= 0) out_.promised.push_back(p);
    }
    std::sort(out_.promised.begin(), out_.promised.end(), [&](Index a, Index b) {
      const PromiseSum& x = conversation_.sums.promises[a];
      const PromiseSum& y = conversation_.sums.promises[b];
      if (x.turn != y.turn) return x.turn < y.turn;
      const uint32_t begin_x = conversation_.hits[x.hit].begin;
      const uint32_t begin_y = conversation_.hits[y.hit].begin;
      return begin_x != begin_y ? begin_x < begin_y : a < b;
    });
    for (const Index p : out_.promised) {
      const PromiseSum& sum = conversation_.sums.promises[p];
      const HitRecord& hit = conversation_.hits[sum.hit];
      Quote(sum.turn, hit.begin, hit.end);
      out_.promises.push_back({service_.promises[p].id,
                               service_.promises[p].label,
                               sum.turn,
                               hit.begin,
                               hit.end,
                               {},
                               sum.due,
                               StateOf(sum, now_)});
    }
  }

  // Copies words of a turn, a NUL behind them; nothing for what stands nowhere.
  void Quote(int32_t turn, uint32_t begin, uint32_t end) {
    const size_t at = out_.said.size();
    if (turn >= 0) {
      const TurnRecord& record = conversation_.turns[static_cast<size_t>(turn)];
      out_.said.append(conversation_.text, record.text_begin + begin, end - begin);
    }
    out_.said_ranges.push_back({at, out_.said.size() - at});
    out_.said.push_back('\0');
  }

  void Bind() {
    size_t next = 0;
    const std::string_view said = out_.said;
    const auto bind = [&](auto* items) {
      for (auto& item : *items) {
        item.text = said.substr(out_.said_ranges[next].begin, out_.said_ranges[next].size);
        ++next;
      }
    };
    bind(&out_.needs);
    bind(&out_.open_questions);
    bind(&out_.promises);
  }

  const ConversationState& conversation_;
  const Tables& tables_;
  const ServiceTables& service_;
  const std::optional<Time> now_;
  DecisionState& out_;
};

}  // namespace

void FindService(const ConversationState& conversation, std::optional<Time> now,
                 DecisionState* out) {
  ServiceFinder(conversation, now, out).Run();
}

}  // namespace rapport::engine

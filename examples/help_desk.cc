// A simulated help desk: prints eight weeks of service events, as `rapport metrics` and `rapport
// feedback` read them, with effects planted in them that a good report should find. Standard C++
// alone; nothing of Rapport is needed to make events.
//
//     help_desk > events.jsonl
//     help_desk --seed 7 --events 1000000 --effects slow-team,training
//     help_desk --effects none | rapport metrics --by team
//
// Fifty agents in five teams, seven channels, ten types of customers and none. Cases come by the
// hour of the day; a case is answered, handled, passed on, resolved, asked about; beside them
// customers buy, use and leave. `--events` is about how many there are. Effects:
//
//     slow-team    team south takes two and a half times as long to answer, all the time
//     price-rise   from the fifth week on: more complaints about the price, more who leave, worse
//                  ratings of the product and the firm
//     training     from the fifth week on, in team east: fewer repeat contacts, less handling time,
//                  better ratings of the service
//
// Without effects, teams and weeks differ by chance alone, which makes it a test of false alarms.
// The same seed gives the same bytes on every machine: chance is SplitMix64 (S. Vigna,
// prng.di.unimi.it/splitmix64.c, public domain), and all else is arithmetic of whole numbers.

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <queue>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr int64_t kMinute = 60, kHour = 3600, kDay = 86'400, kWeek = 7 * kDay;
constexpr int64_t kWeeks = 8, kLength = kWeeks * kWeek;
constexpr int64_t kMiddle = kLength / 2;
constexpr int kTeams = 5, kAgentsPerTeam = 10;
constexpr int kSlowTeam = 1, kTrainedTeam = 2;
constexpr std::array<const char*, kTeams> kTeamNames = {"north", "south", "east", "west", "centre"};
constexpr std::array<const char*, 10> kPersonas = {
    "decision_maker", "analytical", "indecisive", "bargain_hunter", "high_maintenance",
    "loyalist",       "impatient",  "skeptic",    "chatty",         "demanding"};
constexpr int kBargainHunter = 3, kNoPersona = 10;
constexpr std::array<const char*, 4> kCampaigns = {"spring", "newsletter", "referral", ""};
constexpr std::array<const char*, 4> kProducts = {"kettle", "lamp", "radio", "subscription"};

struct Channel {
  const char* name;
  int share;         // of a hundred
  int64_t response;  // mean seconds until a person answers
  int64_t handling;  // mean seconds of work on a contact
};
constexpr Channel kChannels[] = {{"phone", 32, 22, 300},
                                 {"chat", 24, 45, 420},
                                 {"email", 22, 3 * kHour, 360},
                                 {"web_form", 8, 4 * kHour, 360},
                                 {"social", 6, 40 * kMinute, 240},
                                 {"sms", 4, 9 * kMinute, 180},
                                 {"in_person", 4, 2 * kMinute, 500}};
constexpr int kPhone = 0, kChat = 1;

// What a case is about, and what is said of it afterwards.
struct Topic {
  const char* good;
  const char* bad;
};
constexpr Topic kTopics[] = {
    {"I hardly had to wait", "I had to wait far too long"},
    {"the parcel came on the promised day", "the parcel came days late"},
    {"the invoice was put right at once", "I was charged twice and nobody could say why"},
    {"the lamp works beautifully again", "it broke again after two days"},
    {"it is good value for money", "it has become much too expensive"},
    {"the website was easy to use", "the website kept losing my basket"},
    {"sending it back was simple", "sending it back was a nightmare"},
    {"the agent was friendly and patient", "the agent was rude to me"},
    {"they knew exactly what to do", "nobody seemed to know the answer"}};
constexpr int kPriceTopic = 4, kTopicCount = 9;
constexpr std::array<const char*, 4> kGoodEnds = {"Thank you!", "I would come back.", "Well done.",
                                                  ""};
constexpr std::array<const char*, 4> kBadEnds = {"Please do better.", "Disappointing.",
                                                 "I expected more.", ""};

class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint64_t Next() {
    uint64_t z = state_ += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
  }
  // 0 to n - 1.
  int64_t Below(int64_t n) {
    return static_cast<int64_t>((Next() >> 32) * static_cast<uint64_t>(n) >> 32);
  }
  bool Chance(int permille) { return Below(1000) < permille; }
  // A duration of that mean with a long tail: mean / 3.153 to 6.3 times the mean, as 1 / (1 - 0.95
  // u).
  int64_t Around(int64_t mean) {
    const int64_t u = Below(1'000'000);
    return std::max<int64_t>(1, mean * 317'158 / (1'000'000 - u * 95 / 100));
  }
  // Between -range and range, more often in the middle.
  int Middling(int range) { return static_cast<int>(Below(range + 1) + Below(range + 1)) - range; }

 private:
  uint64_t state_;
};

struct Effects {
  bool slow_team = true, price_rise = true, training = true;
};

struct Customer {
  int64_t number = 0;
  int persona = kNoPersona, campaign = 0;
};

// Prints events in the order of their times, those of the eight weeks.
class Stream {
 public:
  void Add(int64_t at, std::string line) { waiting_.push({at, ++count_, std::move(line)}); }
  // All that is before `at`; no earlier event follows.
  void PrintUntil(int64_t at) {
    while (!waiting_.empty() && waiting_.top().at < at) {
      if (waiting_.top().at < kLength) out_ += waiting_.top().line;
      waiting_.pop();
      if (out_.size() > 1 << 16) Flush();
    }
  }
  // Whether all could be written.
  bool Close() {
    Flush();
    return std::fflush(stdout) == 0 && !failed_;
  }

 private:
  struct Item {
    int64_t at;
    uint64_t order;
    std::string line;
    bool operator<(const Item& other) const {  // the earliest is on top
      return at != other.at ? at > other.at : order > other.order;
    }
  };
  void Flush() {
    failed_ = failed_ || std::fwrite(out_.data(), 1, out_.size(), stdout) != out_.size();
    out_.clear();
  }

  std::priority_queue<Item> waiting_;
  std::string out_;
  uint64_t count_ = 0;
  bool failed_ = false;
};

// "2026-01-05T00:00:00Z" and later; the fifth of January is a Monday.
std::string TimeOf(int64_t seconds) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int64_t day = 4 + seconds / kDay;
  int month = 0;
  while (day >= kDays[month % 12]) day -= kDays[month++ % 12];
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02dZ", 2026 + month / 12,
                month % 12 + 1, static_cast<int>(day + 1), static_cast<int>(seconds / kHour % 24),
                static_cast<int>(seconds / kMinute % 60), static_cast<int>(seconds % 60));
  return text;
}

void AppendText(const char* key, std::string_view value, std::string* out) {
  if (value.empty()) return;
  ((*out += ",\"") += key) += "\":\"";
  (*out += value) += '"';
}

void AppendNumber(const char* key, int64_t value, std::string* out) {
  ((*out += ",\"") += key) += "\":";
  *out += std::to_string(value);
}

class HelpDesk {
 public:
  HelpDesk(uint64_t seed, int64_t events, const Effects& effects)
      : random_(seed), effects_(effects), cases_(std::max<int64_t>(1, events * 10 / 82)) {
    customers_.resize(static_cast<size_t>(cases_ / 3 + 1));
    for (Customer& customer : customers_) customer = NewCustomer();
    for (int64_t hour = 0; hour < kLength / kHour; ++hour) {
      const int64_t of_day = hour % 24;
      const bool is_weekend = hour / 24 % 7 >= 5, is_day = of_day >= 8 && of_day < 19;
      busy_.push_back((busy_.empty() ? 0 : busy_.back()) + (is_day ? (is_weekend ? 5 : 10)
                                                            : of_day >= 6 && of_day < 22 ? 2
                                                                                         : 1));
    }
  }

  bool Run() {
    const int64_t visits = cases_ * 2;  // purchases and use beside cases
    int64_t visit = 0;
    for (int64_t i = 0; i < cases_; ++i) {
      const int64_t at = Arrival(i);
      while (visit < visits && visit * kLength / visits <= at) {
        Visit(visit * kLength / visits + random_.Below(kHour));
        ++visit;
      }
      Case(i, at);
      stream_.PrintUntil(at);
    }
    stream_.PrintUntil(INT64_MAX);
    return stream_.Close();
  }

 private:
  // Of the case of that number: cases come in order, more of them when it is busy.
  int64_t Arrival(int64_t number) {
    const int64_t all = busy_.back() * kHour;
    const int64_t share = (number * all + random_.Below(all)) / cases_;
    const auto hour = std::upper_bound(busy_.begin(), busy_.end(), share / kHour);
    const int64_t before = hour == busy_.begin() ? 0 : hour[-1];
    return (hour - busy_.begin()) * kHour + (share - before * kHour) / (*hour - before);
  }

  Customer NewCustomer() {
    return {++known_customers_,
            random_.Chance(500) ? static_cast<int>(random_.Below(10)) : kNoPersona,
            static_cast<int>(random_.Below(4))};
  }

  bool Trained(int team, int64_t at) const {
    return effects_.training && team == kTrainedTeam && at >= kMiddle;
  }
  bool Dearer(int64_t at) const { return effects_.price_rise && at >= kMiddle; }

  void Event(const char* kind, int64_t at, const std::string& rest) {
    std::string line = "{\"event\":\"";
    line += kind;
    line += '"';
    AppendText("at", TimeOf(at), &line);
    stream_.Add(at, line + rest + "}\n");
  }

  Customer& AnyCustomer() {  // some come often
    const auto n = static_cast<int64_t>(customers_.size());
    return customers_[static_cast<size_t>(random_.Chance(300) ? random_.Below(n / 10 + 1)
                                                              : random_.Below(n))];
  }

  void Visit(int64_t at) {
    Customer& customer = AnyCustomer();
    std::string rest;
    NameCustomer(customer, &rest);
    if (random_.Chance(Dearer(at) ? 24 : 8)) {
      Event("cancellation", at, rest);
      // Some come back; for the others somebody new does, so that the number stays.
      if (!random_.Chance(200)) customer = NewCustomer();
      return;
    }
    AppendText("product", kProducts[static_cast<size_t>(random_.Below(4))], &rest);
    if (random_.Chance(600)) return Event("use", at, rest);
    const int64_t cents = random_.Around(4000) * (Dearer(at) ? 115 : 100) / 100;
    char amount[40];
    std::snprintf(amount, sizeof amount, ",\"amount\":%d.%02d", static_cast<int>(cents / 100),
                  static_cast<int>(cents % 100));
    Event("purchase", at, rest + amount);
  }

  static void NameCustomer(const Customer& customer, std::string* out) {
    AppendText("customer", "c" + std::to_string(customer.number), out);
    if (customer.persona != kNoPersona) {
      AppendText("persona", kPersonas[static_cast<size_t>(customer.persona)], out);
    }
    AppendText("campaign", kCampaigns[static_cast<size_t>(customer.campaign)], out);
  }

  struct Handling {
    int team = 0, agent = 0, channel = 0, topic = 0;
    Customer customer;
    std::string names;      // of the case, its customer and who has it
    bool went_well = true;  // answered soon, solved at once
  };

  static void Name(int64_t number, Handling* h) {
    h->names.clear();
    AppendText("case", "k" + std::to_string(number), &h->names);
    NameCustomer(h->customer, &h->names);
    AppendText("channel", kChannels[h->channel].name, &h->names);
    AppendText("team", kTeamNames[static_cast<size_t>(h->team)], &h->names);
    AppendText("agent", AgentName(h->team, h->agent), &h->names);
  }

  static std::string AgentName(int team, int agent) {
    return std::string(kTeamNames[static_cast<size_t>(team)]) + "-" + std::to_string(agent + 1);
  }

  void Case(int64_t number, int64_t at) {
    Handling h;
    h.team = static_cast<int>(random_.Below(kTeams));
    h.agent = static_cast<int>(random_.Below(kAgentsPerTeam));
    h.channel = AnyChannel();
    h.topic = static_cast<int>(random_.Below(kTopicCount));
    h.customer = AnyCustomer();
    if (Dearer(at) && random_.Chance(250)) h.topic = kPriceTopic;
    Name(number, &h);
    if (h.channel == kPhone && random_.Chance(40)) {
      Event("contact", at, h.names);
      return Event("abandoned", at + random_.Around(60), h.names);
    }
    int64_t end = Contact(at, &h);
    if (random_.Chance(80)) {  // for another agent of the team
      const int next = static_cast<int>(random_.Below(kAgentsPerTeam));
      std::string to;
      AppendText("to", AgentName(h.team, next), &to);
      Event("transfer", end, h.names + to);
      h.agent = next;
      Name(number, &h);
      end += random_.Around(10 * kMinute);
      h.went_well = h.went_well && random_.Chance(700);
    }
    if (random_.Chance(60)) {
      Event("escalation", end, h.names + ",\"to\":\"supervisor\",\"level\":2");
      end += random_.Around(2 * kHour);
      h.went_well = false;
    }
    if (random_.Chance(Trained(h.team, at) ? 90 : 230)) {
      end = Contact(end + random_.Around(5 * kHour), &h);
      h.went_well = h.went_well && random_.Chance(400);
    }
    if (!random_.Chance(930)) return;
    end += random_.Around(30 * kMinute);
    Event("resolution", end, h.names);
    if (random_.Chance(60)) {
      const int64_t again = end + random_.Around(kDay);
      Event("reopen", again, h.names);
      end = Contact(again + kMinute, &h) + random_.Around(kHour);
      Event("resolution", end, h.names);
      h.went_well = false;
    }
    Ask(at, end + random_.Around(3 * kHour), h);
  }

  int AnyChannel() {
    int64_t left = random_.Below(100);
    int channel = 0;
    while (left >= kChannels[channel].share) left -= kChannels[channel++].share;
    return channel;
  }

  // A contact, what answers it, and the work on it; returns when that is done.
  int64_t Contact(int64_t at, Handling* h) {
    const Channel& channel = kChannels[h->channel];
    Event("contact", at, h->names);
    int64_t wait = random_.Around(channel.response);
    if (effects_.slow_team && h->team == kSlowTeam) wait = wait * 5 / 2;
    if (wait > channel.response * 2) h->went_well = h->went_well && random_.Chance(300);
    if (h->channel == kChat && random_.Chance(500)) {
      Event("reply", at + 1, h->names + ",\"by\":\"bot\"");
    }
    Event(h->channel == kPhone ? "answered" : "reply", at + wait, h->names);
    int64_t work = random_.Around(channel.handling);
    if (Trained(h->team, at)) work = work * 85 / 100;
    std::string seconds;
    if (h->channel == kPhone) {
      AppendNumber("talk", work * 7 / 10, &seconds);
      AppendNumber("hold", work / 10, &seconds);
    }
    AppendNumber("work", h->channel == kPhone ? work - work * 7 / 10 - work / 10 : work, &seconds);
    Event("handled", at + wait + work, h->names + seconds);
    return at + wait + work;
  }

  void Ask(int64_t began, int64_t at, const Handling& h) {
    if (random_.Chance(500)) {
      const int what = static_cast<int>(random_.Below(10));
      const char* about = what < 7 ? "service" : what < 9 ? "product" : "firm";
      int mood = random_.Middling(40) + (h.went_well ? 70 : 40);
      if (what < 7 && Trained(h.team, began)) mood += 12;
      if (what >= 7) mood = random_.Middling(40) + (Dearer(began) ? 50 : 64);
      Rate("csat", about, at, Step(mood, 5, 1), mood, what < 7 ? h.topic : kPriceTopic, h);
    }
    if (random_.Chance(250)) {
      int mood = random_.Middling(45) + (h.went_well ? 72 : 55);
      if (Dearer(began)) mood -= h.customer.persona == kBargainHunter ? 25 : 12;
      Rate("nps", "firm", at + kHour, Step(mood, 11, 0), mood, h.topic, h);
    }
    if (random_.Chance(150)) {
      const int mood = random_.Middling(40) + (h.went_well ? 75 : 45);
      Rate("ces", "service", at + 2 * kHour, Step(mood, 7, 1), mood, h.topic, h);
    }
  }

  // One of so many steps from the lowest on, for a mood of 0 to 100.
  static int Step(int mood, int steps, int lowest) {
    return std::clamp(mood * steps / 101, 0, steps - 1) + lowest;
  }

  void Rate(const char* asks, const char* about, int64_t at, int score, int mood, int topic,
            const Handling& h) {
    std::string rest = h.names;
    AppendText("asks", asks, &rest);
    AppendText("about", about, &rest);
    Event("survey", at, rest);
    if (!random_.Chance(420)) return;
    AppendNumber("score", score, &rest);
    if (random_.Chance(650)) AppendText("comment", Comment(mood, topic), &rest);
    Event("rating", at + random_.Around(6 * kHour), rest);
  }

  std::string Comment(int mood, int topic) {
    const bool is_good = mood + random_.Middling(12) >= 58;
    std::string text = is_good ? kTopics[topic].good : kTopics[topic].bad;
    if (random_.Chance(300)) {
      const Topic& other = kTopics[random_.Below(kTopicCount)];
      (text += is_good ? " and " : ", and ") += is_good ? other.good : other.bad;
    }
    text[0] = static_cast<char>(text[0] >= 'a' && text[0] <= 'z' ? text[0] - 'a' + 'A' : text[0]);
    const char* const last =
        (is_good ? kGoodEnds : kBadEnds)[static_cast<size_t>(random_.Below(4))];
    return *last == '\0' ? text + "." : text + ". " + last;
  }

  Random random_;
  const Effects effects_;
  Stream stream_;
  const int64_t cases_;
  std::vector<Customer> customers_;
  int64_t known_customers_ = 0;
  std::vector<int64_t> busy_;  // how many cases come until the end of each hour, in proportion
};

bool ReadEffects(const char* text, Effects* effects) {
  *effects = {false, false, false};
  if (std::strcmp(text, "none") == 0) return true;
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view name = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), name.size() + 1));
    if (name == "slow-team") {
      effects->slow_team = true;
    } else if (name == "price-rise") {
      effects->price_rise = true;
    } else if (name == "training") {
      effects->training = true;
    } else {
      return false;
    }
  }
  return true;
}

bool ReadNumber(const char* text, int64_t least, int64_t* out) {
  char* end = nullptr;
  const long long value = std::strtoll(text, &end, 10);
  *out = value;
  return *text != '\0' && *end == '\0' && value >= least && value <= 1'000'000'000;
}

}  // namespace

int main(int argc, char** argv) {
  int64_t seed = 1, events = 40'000;
  Effects effects;
  for (int i = 1; i < argc; i += 2) {
    const std::string_view name = argv[i];
    const bool is_read = i + 1 < argc && (name == "--seed"     ? ReadNumber(argv[i + 1], 0, &seed)
                                          : name == "--events" ? ReadNumber(argv[i + 1], 1, &events)
                                          : name == "--effects" ? ReadEffects(argv[i + 1], &effects)
                                                                : false);
    if (!is_read) {
      std::fprintf(stderr,
                   "usage: help_desk [--seed N] [--events N] [--effects none | "
                   "slow-team,price-rise,training]\n");
      return 2;
    }
  }
  return HelpDesk(static_cast<uint64_t>(seed), events, effects).Run() ? 0 : 1;
}

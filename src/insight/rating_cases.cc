#include "insight/rating_cases.h"

#include <algorithm>

#include "insight/id_hash.h"

namespace rapport::insight {
namespace {

void Keep(ReadRating rating, std::vector<ReadRating>* ratings) {
  const auto at = std::upper_bound(ratings->begin(), ratings->end(), rating);
  if (at == ratings->end() && ratings->size() >= kMostCaseRatings) return;
  ratings->insert(at, std::move(rating));
  if (ratings->size() > kMostCaseRatings) ratings->pop_back();
}

}  // namespace

void FirstName::Take(int64_t other_at, std::string_view other) {
  if (other.empty()) return;
  if (!name.empty() && std::tie(at, name) <= std::make_tuple(other_at, other)) return;
  at = other_at;
  name = other;
}

RatedCase* RatingCases::Find(std::string_view case_id) {
  const uint64_t hash = IdHash(case_id);
  const auto found = cases_.lower_bound(hash);
  if (found != cases_.end() && found->first == hash) return &found->second;
  // The last has to make room, or there is none for this one.
  if (cases_.size() >= kMostRatedCases) {
    if (found == cases_.end()) return nullptr;
    cases_.erase(std::prev(cases_.end()));
  }
  return &cases_[hash];
}

void RatingCases::Note(const record::ServiceEvent& event) {
  if (event.case_id.empty()) return;
  const bool names = std::any_of(event.dimensions.begin(), event.dimensions.end(),
                                 [](std::string_view name) { return !name.empty(); });
  if (!names) return;
  RatedCase* const entry = Find(event.case_id);
  if (entry == nullptr) return;
  const int64_t at = event.at.time_since_epoch().count();
  for (size_t d = 0; d < record::kDimensions; ++d) entry->names[d].Take(at, event.dimensions[d]);
}

void RatingCases::Add(std::string_view case_id, const ReadRating& rating) {
  if (case_id.empty()) return;
  RatedCase* const entry = Find(case_id);
  if (entry != nullptr) Keep(rating, &entry->ratings);
}

void RatingCases::Merge(const RatingCases& other) {
  if (&other == this) return Merge(RatingCases(other));
  for (const auto& [hash, from] : other.cases_) {
    RatedCase& to = cases_[hash];
    for (size_t d = 0; d < record::kDimensions; ++d) {
      to.names[d].Take(from.names[d].at, from.names[d].name);
    }
    for (const ReadRating& rating : from.ratings) Keep(rating, &to.ratings);
  }
  while (cases_.size() > kMostRatedCases) cases_.erase(std::prev(cases_.end()));
}

}  // namespace rapport::insight

package rapport

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// duration is in microseconds, which reach further than the nanoseconds of a time.Duration.
type duration int64

var durationUnits = map[string]int64{
	"w": 604_800_000_000, "d": 86_400_000_000, "h": 3_600_000_000, "m": 60_000_000,
	"s": 1_000_000, "ms": 1000, "us": 1,
}

var (
	durationPart = regexp.MustCompile(`([0-9]+)(?:\.([0-9]+))?(w|d|h|ms|m|us|s)`)
	durationText = regexp.MustCompile(`^-?(?:` + durationPart.String() + `)+$`)
)

// parseDuration reads text as records have it: "90d", "1h30m", "-1.5h".
func parseDuration(text string) (any, error) {
	if !durationText.MatchString(text) {
		return nil, invalid(`must be a duration such as "2h", "1h30m" or "90d", not %q`, text)
	}
	total := int64(0)
	for _, part := range durationPart.FindAllStringSubmatch(text, -1) {
		unit := durationUnits[part[3]]
		whole, err := strconv.ParseInt(part[1], 10, 64)
		if err != nil || whole > math.MaxInt64/unit {
			return nil, invalid("the duration %q does not fit into 64 bits", text)
		}
		millionths, _ := strconv.ParseInt((part[2] + "000000")[:6], 10, 64)
		length := whole * unit
		fraction := unit * millionths / 1_000_000
		if length > math.MaxInt64-fraction || total > math.MaxInt64-fraction-length {
			return nil, invalid("the duration %q does not fit into 64 bits", text)
		}
		total += length + fraction
	}
	if strings.HasPrefix(text, "-") {
		total = -total
	}
	return duration(total), nil
}

// Throughput measures how many records a second are decided about with the default pack, on one
// goroutine: one by one, and in batches of a thousand. It prints one line of JSON, the medians of five
// rounds. Usage: throughput SECONDS
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"sort"
	"strconv"
	"time"

	"github.com/rapport-rules/rapport-go"
)

const (
	rounds = 5
	batch  = 1000
	record = `{"id":"m","turns":[{"by":"customer","text":"I'm still waiting for my order, it was ` +
		`promised for yesterday. When does it arrive?"}]}`
)

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: throughput SECONDS")
	}
	seconds, err := strconv.ParseFloat(os.Args[1], 64)
	if err != nil || !(seconds > 0) {
		log.Fatalf("not a number of seconds: %s", os.Args[1])
	}
	rules, err := rapport.LoadDefault()
	if err != nil {
		log.Fatal(err)
	}
	defer rules.Close()

	one := []byte(record)
	many := bytes.Repeat([]byte(record+"\n"), batch)
	oneByOne := func() int {
		if _, err := rules.DecideJSON(one); err != nil {
			log.Fatal(err)
		}
		return 1
	}
	inBatches := func() int {
		if _, refused, err := rules.DecideLines(many); err != nil || refused > 0 {
			log.Fatal(refused, " refused; ", err)
		}
		return batch
	}

	// Half of the time for each, in turn, so that both see the same machine.
	span := time.Duration(seconds / (2 * rounds) * float64(time.Second))
	var single, batched []float64
	for i := 0; i < rounds; i++ {
		single = append(single, perSecond(span, oneByOne))
		batched = append(batched, perSecond(span, inBatches))
	}
	line, err := json.Marshal(struct {
		Language string  `json:"language"`
		OneByOne float64 `json:"one_by_one_per_second"`
		Batch    float64 `json:"batch_per_second"`
	}{"go (cgo)", median(single), median(batched)})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(line))
}

// perSecond calls decide for a while and returns how many records a second it managed.
func perSecond(span time.Duration, decide func() int) float64 {
	decide() // warm
	done := 0
	start := time.Now()
	for {
		done += decide()
		if elapsed := time.Since(start); elapsed >= span {
			return float64(done) / elapsed.Seconds()
		}
	}
}

func median(values []float64) float64 {
	sort.Float64s(values)
	return float64(int64(values[len(values)/2]))
}

// Package rapport reads a customer's side of a conversation and says which type of customer this is,
// how hostile, how urgent, and why; then what to do: actions with lines to say, limits, and whether, to
// whom and by when to escalate. The rules are packs of YAML. It is deterministic, works offline and
// has no clock.
//
//	rules, err := rapport.LoadDefault()
//	...
//	defer rules.Close()
//	decision, err := rules.Decide(rapport.Record{
//		Turns: []rapport.Turn{{Text: "Still waiting for my order. When does it arrive?"}},
//	})
//	...
//	fmt.Println(decision.Persona, decision.Actions[0].Label)
//
// A RuleSet is made once and shared. Records that are already JSON go through RuleSet.DecideJSON, many
// at a time through RuleSet.DecideLines. A case that goes on is a Conversation.
//
// # Goroutines
//
// A RuleSet may be used by any number of goroutines at once. The methods of a Builder and of a
// Conversation may be called from any goroutine and take turns. A Decision is plain data.
//
// # Memory
//
// Rule sets, conversations and builders hold memory that the garbage collector does not see. Close
// them when they are no longer needed, in any order; those that are forgotten are closed when the
// collector finds them. What is used after Close fails with ErrClosed.
//
// # Errors
//
// Every error that these functions return is an *Error. It has a status, which errors.Is compares with
// ErrNotFound and its like, and for packs the list of everything that is wrong.
//
// # Linking
//
// The C library is found by pkg-config under the name rapport. With the build tag rapport_flags
// pkg-config is not asked, and CGO_CFLAGS and CGO_LDFLAGS say where it is.
package rapport

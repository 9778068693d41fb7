package rapport

import (
	"encoding/json"
	"math"
	"reflect"
	"time"
)

// Facts are what the host knows beside the words, by the names that the packs declare.
// Conversation.SetFact says which values there are.
type Facts map[string]any

// factValue reduces what a host gives to nil, bool, int64, float64, string, time.Duration, time.Time
// or []string.
func factValue(value any) (any, error) {
	switch v := value.(type) {
	case nil, bool, int64, string, time.Duration, []string:
		return v, nil
	case int:
		return int64(v), nil
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, invalid("%v is not a number that a fact can have", v)
		}
		return v, nil
	case time.Time:
		if v.IsZero() {
			return nil, nil
		}
		_, err := microseconds(v)
		return v, err
	case json.Number:
		if whole, err := v.Int64(); err == nil {
			return whole, nil
		}
		number, err := v.Float64()
		if err != nil {
			return nil, invalid("%q is not a number that a fact can have", v.String())
		}
		return factValue(number)
	}
	return factValueOfKind(reflect.ValueOf(value))
}

// factValueOfKind is for types that a host defines itself, and for pointers.
func factValueOfKind(value reflect.Value) (any, error) {
	switch value.Kind() {
	case reflect.Bool:
		return value.Bool(), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return value.Int(), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		if value.Uint() > math.MaxInt64 {
			return nil, invalid("%d does not fit into 64 bits with a sign", value.Uint())
		}
		return int64(value.Uint()), nil
	case reflect.Float32, reflect.Float64:
		return factValue(value.Float())
	case reflect.String:
		return value.String(), nil
	case reflect.Pointer:
		if value.IsNil() {
			return nil, nil
		}
		return factValue(value.Elem().Interface())
	case reflect.Slice, reflect.Array:
		if value.Type().Elem().Kind() == reflect.Uint8 {
			break
		}
		strings := make([]string, value.Len())
		for i := range strings {
			element, err := factValue(value.Index(i).Interface())
			if err != nil {
				return nil, err
			}
			text, ok := element.(string)
			if !ok {
				return nil, invalid("element %d of a list is no string but %T", i, element)
			}
			strings[i] = text
		}
		return strings, nil
	}
	return nil, invalid("a fact takes bool, integers, floats, string, time.Duration, time.Time and []string, "+
		"not %v", value.Type())
}

// microseconds is an instant as the library takes it. The zero time stands for an unknown one.
func microseconds(t time.Time) (int64, error) {
	if t.IsZero() {
		return 0, nil
	}
	if year := t.UTC().Year(); year < 1 || year > 9999 {
		return 0, invalid("the time is outside the years 1 to 9999")
	}
	return t.UnixMicro(), nil
}

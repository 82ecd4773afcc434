package keys

import (
	"fmt"
	"strconv"
	"time"
)

// maxDays is a century, more than any key should live.
const maxDays = 36525

// ParseExpiry reads when a key ends: a number of days such as 90d, counted from
// now; a date such as 2027-01-31, which is the last day (UTC) that it is valid; or
// a time such as 2027-01-31T18:00:00Z. It must be
// ahead, by at most a century.
func ParseExpiry(text string, now time.Time) (time.Time, error) {
	const expected = "expected a number of days such as 90d, a date such as 2027-01-31, or a time such as 2027-01-31T18:00:00Z"
	var at time.Time
	if days, ok := cutDays(text); ok {
		if days < 1 || days > maxDays {
			return time.Time{}, fmt.Errorf("a key lives for 1 to %d days, not %d", maxDays, days)
		}
		at = now.UTC().Truncate(time.Second).AddDate(0, 0, days)
	} else if date, err := time.Parse(time.DateOnly, text); err == nil {
		at = date.AddDate(0, 0, 1)
	} else if at, err = time.Parse(time.RFC3339, text); err != nil {
		return time.Time{}, fmt.Errorf("%q does not say when the key ends; %s", text, expected)
	}
	switch {
	case !at.After(now):
		return time.Time{}, fmt.Errorf("%s is past; %s", text, expected)
	case at.After(now.AddDate(0, 0, maxDays)):
		return time.Time{}, fmt.Errorf("%s is more than %d days ahead; a key that does not expire is made without an end", text, maxDays)
	}
	return at.UTC(), nil
}

func cutDays(text string) (days int, ok bool) {
	if len(text) < 2 || len(text) > 9 || text[len(text)-1] != 'd' {
		return 0, false
	}
	n, err := strconv.ParseUint(text[:len(text)-1], 10, 31)
	return int(n), err == nil
}

package main

import (
	"fmt"
	"time"

	"github.com/dustin/go-humanize"
)

// micros shows a duration with three figures, in the unit that fits.
func micros(d time.Duration) string {
	switch us := float64(d.Nanoseconds()) / 1e3; {
	case us < 9.995:
		return fmt.Sprintf("%.2f µs", us)
	case us < 99.95:
		return fmt.Sprintf("%.1f µs", us)
	case us < 999.5:
		return fmt.Sprintf("%.0f µs", us)
	case us < 9_995:
		return fmt.Sprintf("%.2f ms", us/1e3)
	case us < 99_950:
		return fmt.Sprintf("%.1f ms", us/1e3)
	case us < 999_500:
		return fmt.Sprintf("%.0f ms", us/1e3)
	default:
		return fmt.Sprintf("%.2f s", us/1e6)
	}
}

func microseconds(us float64) string { return micros(time.Duration(us * 1e3)) }

// bytesOf shows a size in decimal units.
func bytesOf(n int64) string { return humanize.Bytes(uint64(n)) }

// counted shows a number with commas between thousands.
func counted(n int) string { return humanize.Comma(int64(n)) }

// ratio shows a factor with two figures.
func ratio(x float64) string {
	switch {
	case x < 0.0995:
		return fmt.Sprintf("%.3f×", x)
	case x < 0.995:
		return fmt.Sprintf("%.2f×", x)
	case x < 9.95:
		return fmt.Sprintf("%.1f×", x)
	case x < 1000:
		return fmt.Sprintf("%.0f×", x)
	}
	return counted(int(x)) + "×"
}

package export

import (
	"encoding/json"
	"io"
	"testing"
)

func BenchmarkWrite(b *testing.B) {
	s := manyNodes(b, 1000).Whole()
	for _, f := range Formats() {
		b.Run(f.Name, func(b *testing.B) {
			b.SetBytes(int64(len(write(b, f.Name, s, Options{}))))
			b.ReportAllocs()
			for b.Loop() {
				if err := f.Write(io.Discard, s, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkEncodingJSON is what graph JSON would cost with encoding/json.
func BenchmarkEncodingJSON(b *testing.B) {
	s := manyNodes(b, 1000).Whole()
	b.SetBytes(int64(len(write(b, "json", s, Options{}))))
	b.ReportAllocs()
	for b.Loop() {
		e := json.NewEncoder(io.Discard)
		e.SetEscapeHTML(false)
		if err := e.Encode(standard(s)); err != nil {
			b.Fatal(err)
		}
	}
}

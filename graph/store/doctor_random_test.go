package store

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	bbolt "github.com/coreos/bbolt"

	"github.com/innograph/innograph/graph"
)

// TestDoctorOfRandomHarm changes any key of any bucket. A store that is said to be
// sound must hold what it held and take changes; one that is said to be repairable
// must do so once repaired.
func TestDoctorOfRandomHarm(t *testing.T) {
	list := doctorStatements(20)
	dir := t.TempDir()
	path := filepath.Join(dir, "store.bolt")
	doctorStore(t, path, list)
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(5, 6))
	sound, repaired, lost := 0, 0, 0
	for round := range 200 {
		path := filepath.Join(dir, fmt.Sprintf("%d.bolt", round))
		if err := os.WriteFile(path, good, 0o600); err != nil {
			t.Fatal(err)
		}
		what := ""
		tamper(t, path, func(tx *bbolt.Tx) (err error) { what, err = randomHarm(r, tx); return err })
		before, after, kept, err := Doctor{Ontology: doctorOntology}.Repair(t.Context(), path)
		switch {
		case graph.KindOf(err) == graph.Invalid && strings.Contains(what, bucketName):
			lost++ // it is no longer marked as a store
			continue
		case err != nil:
			t.Fatalf("%s: %v", what, err)
		case before.Healthy():
			sound++
		case kept == "" && before.Repairable():
			t.Errorf("%s: not repaired: %+v", what, before)
			continue
		case kept == "":
			lost++
			continue
		default:
			repaired++
			if !after.Healthy() {
				t.Errorf("%s: %+v", what, after)
			}
		}
		s := openFile(t, path)
		expect(t, s, list...)
		if t.Failed() {
			t.Fatal(what)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		useAfterRepair(t, path, len(list))
	}
	if repaired < 30 || lost < 10 {
		t.Errorf("%d repaired, %d beyond repair: the test does little harm", repaired, lost)
	}
	t.Logf("%d sound, %d repaired, %d beyond repair", sound, repaired, lost)
}

// randomHarm changes, adds or removes one key of the buckets that the doctor knows,
// or a whole bucket.
func randomHarm(r *rand.Rand, tx *bbolt.Tx) (what string, err error) {
	kinds := [...]string{logBucket, metaBucket, bucketName, "sp", "ops", "c", "v", "n"}
	kind := kinds[r.IntN(len(kinds))]
	var names [][]byte
	err = tx.ForEach(func(name []byte, _ *bbolt.Bucket) error {
		if string(name) == kind || len(kind) == 1 && isHashBucket(name, kind[0]) {
			names = append(names, slices.Clone(name))
		}
		return nil
	})
	if err != nil {
		return "", err
	}
	name := names[r.IntN(len(names))]
	b := tx.Bucket(name)
	var keys, values [][]byte
	err = b.ForEach(func(k, v []byte) error {
		keys, values = append(keys, slices.Clone(k)), append(values, slices.Clone(v))
		return nil
	})
	if err != nil {
		return "", err
	}
	if len(keys) == 0 {
		return randomHarm(r, tx)
	}
	i := r.IntN(len(keys))
	what = fmt.Sprintf("bucket %q, key %x", name, keys[i])
	switch r.IntN(6) {
	case 0:
		return what + " is removed", b.Delete(keys[i])
	case 1:
		values[i] = values[i][:r.IntN(len(values[i])+1)]
	case 2:
		values[i] = append(values[i], byte(r.Uint32()))
	case 3:
		keys[i][r.IntN(len(keys[i]))] ^= 1 << r.IntN(8)
	case 4:
		if r.IntN(8) == 0 {
			return what + ": the bucket is removed", tx.DeleteBucket(name)
		}
		fallthrough
	default:
		if len(values[i]) > 0 {
			values[i][r.IntN(len(values[i]))] ^= 1 << r.IntN(8)
		}
	}
	return what + fmt.Sprintf(" is now %x: %x", keys[i], values[i]), b.Put(keys[i], values[i])
}

// TestDoctorOfDamagedPages looks at files that were damaged byte by byte.
func TestDoctorOfDamagedPages(t *testing.T) {
	list := doctorStatements(20)
	path := filepath.Join(t.TempDir(), "store.bolt")
	doctorStore(t, path, list)
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	size := highWater(t, good)
	write := func(b []byte) {
		t.Helper()
		_ = os.Remove(path + ".before-repair")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}

	write(changed(good, 30)) // the first meta page
	before, after, _, err := Doctor{}.Repair(t.Context(), path)
	if err != nil || !before.Repairable() || before.Healthy() || !strings.Contains(before.Findings[0].String(), "page 0") || !after.Healthy() {
		t.Errorf("a damaged meta page: %v, %+v, then %+v", err, before, after)
	}

	write(good[:size-size/4])
	if r := checkFile(t, path); r.Repairable() || r.Findings[0].Check != "pages" || len(r.Skipped) != len(doctorChecks) {
		t.Errorf("a file that was cut off: %+v", r)
	}

	r := rand.New(rand.NewPCG(8, 9))
	found := 0
	for range 150 {
		bad := slices.Clone(good)
		at := r.IntN(size)
		for i := range min(1+r.IntN(16), size-at) {
			bad[at+i] ^= byte(r.Uint32())
		}
		write(bad)
		report, err := Doctor{Ontology: doctorOntology}.Check(t.Context(), path)
		switch {
		case err != nil:
			if graph.KindOf(err) != graph.Invalid && graph.KindOf(err) != graph.Unavailable {
				t.Errorf("byte %d: %v", at, err)
			}
			found++
		case !report.Healthy():
			found++
		default:
			s := openFile(t, path)
			expect(t, s, list...)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			useAfterRepair(t, path, len(list))
		}
	}
	if found < 10 {
		t.Errorf("only %d of 150 damages were found", found)
	}
	t.Logf("%d of 150 damages found", found)
}

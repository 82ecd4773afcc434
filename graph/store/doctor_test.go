package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/cayley/graph/proto"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/pquads"
	bbolt "github.com/coreos/bbolt"

	"github.com/innograph/innograph/graph"
)

// doctorOntology makes a graph of doctorStatements.
var doctorOntology = graph.NewOntology(
	[]graph.EntityType{{ID: "Thing", Abstract: true}, {ID: "Zone", Parent: "Thing"}, {ID: "Report", Parent: "Thing", Role: graph.RoleSource}},
	[]graph.Relation{{ID: "part-of", Domain: []string{"Thing"}, Range: []string{"Thing"}}}, nil, nil)

func doctorStatements(n int) []graph.Statement {
	list := []graph.Statement{{Subject: "report", Relation: graph.RelType, Object: graph.StringValue("Report")}}
	for i := range n {
		id := fmt.Sprintf("zone-%d", i)
		list = append(list,
			graph.Statement{Subject: id, Relation: graph.RelType, Object: graph.StringValue("Zone"), Status: graph.Status(i % 3)},
			graph.Statement{Subject: id, Relation: "part-of", Object: graph.EntityValue(fmt.Sprintf("zone-%d", i/2)),
				References: []graph.Reference{{Source: "report", Section: fmt.Sprint(i % 4), Terms: []string{"走廊", fmt.Sprint(i)}}}})
	}
	for i := range list {
		list[i] = list[i].Identify()
	}
	return list
}

// doctorStore makes a store with a past: it also has quads and nodes that were
// deleted, and a statement that was removed and added again.
func doctorStore(t *testing.T, path string, list []graph.Statement) {
	t.Helper()
	s := openFile(t, path)
	gone := doctorStatements(60)[len(list):]
	apply(t, s, graph.Delta{Add: append(slices.Clone(list), gone...)})
	var ids []string
	for _, s := range append(gone, list[len(list)-1]) {
		ids = append(ids, s.ID)
	}
	apply(t, s, graph.Delta{Remove: ids})
	apply(t, s, graph.Delta{Add: list[len(list)-1:]})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func checkFile(t *testing.T, path string) *Report {
	t.Helper()
	r, err := Doctor{Ontology: doctorOntology}.Check(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// harm is one way to damage a store behind its back.
type harm struct {
	name   string
	finds  []string // the checks that find it, all of them
	says   string   // in what they say
	repair bool
	do     func(tx *bbolt.Tx) error
}

func harms(list []graph.Statement) []harm {
	bucket := func(tx *bbolt.Tx, name string) *bbolt.Bucket { return tx.Bucket([]byte(name)) }
	logKey := func(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }
	// one picks an entry of the log that is alive.
	one := func(tx *bbolt.Tx, fits func(*proto.Primitive) bool) proto.Primitive {
		all := entries(tx)
		i := slices.IndexFunc(all, func(p proto.Primitive) bool { return !p.Deleted && fits(&p) })
		return all[i]
	}
	aQuad := func(p *proto.Primitive) bool { return !p.IsNode() }
	aNode := func(p *proto.Primitive) bool { return p.IsNode() }
	change := func(fits func(*proto.Primitive) bool, how func(*proto.Primitive)) func(*bbolt.Tx) error {
		return func(tx *bbolt.Tx) error {
			p := one(tx, fits)
			how(&p)
			return put(tx, p)
		}
	}
	hash := quad.HashOf(statementIRI(list[3].ID))
	hashed := func(letter byte, value []byte) func(*bbolt.Tx) error {
		return func(tx *bbolt.Tx) error {
			b := tx.Bucket([]byte{letter, hash[0], hash[1]})
			if value == nil {
				return b.Delete(hash)
			}
			return b.Put(hash, value)
		}
	}
	stranger := func(letter byte) func(*bbolt.Tx) error {
		return func(tx *bbolt.Tx) error {
			h := quad.HashOf(quad.IRI("nobody"))
			b, err := tx.CreateBucketIfNotExists([]byte{letter, h[0], h[1]})
			if err != nil {
				return err
			}
			return b.Put(h, []byte{7})
		}
	}
	eight := func(n uint64) []byte { return binary.LittleEndian.AppendUint64(nil, n) }
	meta := func(name string, value []byte) func(*bbolt.Tx) error {
		return func(tx *bbolt.Tx) error { return bucket(tx, metaBucket).Put([]byte(name), value) }
	}
	ledgerOf := func(how func(*ledger)) func(*bbolt.Tx) error {
		return func(tx *bbolt.Tx) error {
			b := bucket(tx, bucketName)
			l, err := parseLedger(b.Get([]byte(ledgerKey)))
			how(&l)
			if err != nil {
				return err
			}
			return b.Put([]byte(ledgerKey), l.bytes())
		}
	}
	out := []harm{
		{"no log", []string{"log", "ledger"}, "the log is missing", false, func(tx *bbolt.Tx) error { return tx.DeleteBucket([]byte(logBucket)) }},
		{"an entry that is none", []string{"log"}, "cannot be read", false, func(tx *bbolt.Tx) error { return bucket(tx, logBucket).Put(logKey(1<<40), []byte{0xff}) }},
		{"an entry under another number", []string{"log"}, "under a number", false, func(tx *bbolt.Tx) error {
			p := one(tx, aNode)
			v, err := p.Marshal()
			if err != nil {
				return err
			}
			return bucket(tx, logBucket).Put(logKey(1<<40), v)
		}},
		{"a node without a value", []string{"log", "ledger"}, "a node has no value", false, change(aNode, func(p *proto.Primitive) { p.Value = []byte{0x0a} })},
		{"a node that is gone", []string{"log", "ledger"}, "not there before it", false, func(tx *bbolt.Tx) error { return bucket(tx, logBucket).Delete(logKey(one(tx, aNode).ID)) }},
		{"a quad with another object", []string{"log", "ledger"}, "is not what its id says", false, change(aQuad, func(p *proto.Primitive) { p.Object = p.Subject })},
		{"a quad without a label", []string{"log", "ledger"}, "not there before it", false, change(aQuad, func(p *proto.Primitive) { p.Label = 0 })},
		{"a quad with a wrong label", []string{"log", "ledger"}, "not the IRI of a statement", false, change(aQuad, func(p *proto.Primitive) { p.Label = p.Predicate })},
		{"a quad that is gone", []string{"log", "ledger"}, "is not what its id says", false, func(tx *bbolt.Tx) error {
			p := one(tx, func(p *proto.Primitive) bool { return !p.IsNode() && p.Label == p.Subject }) // a detail
			p.Deleted = true
			return put(tx, p)
		}},
		{"a statement twice", []string{"log"}, "twice", false, func(tx *bbolt.Tx) error {
			all, label := entries(tx), one(tx, aQuad).Label
			next := all[len(all)-1].ID
			for _, p := range all {
				if !p.IsNode() && !p.Deleted && p.Label == label {
					next++
					p.ID = next
					if err := put(tx, p); err != nil {
						return err
					}
				}
			}
			return nil
		}},
		{"a statement less", []string{"ledger", "uses", "counters", "journal"}, "1 were lost: statement s-", false, func(tx *bbolt.Tx) error {
			label := one(tx, aQuad).Label
			for _, p := range entries(tx) {
				if !p.IsNode() && p.Label == label {
					p.Deleted = true
					if err := put(tx, p); err != nil {
						return err
					}
				}
			}
			return nil
		}},
		{"no ledger", []string{"ledger"}, "0 bytes", true, func(tx *bbolt.Tx) error { return bucket(tx, bucketName).Delete([]byte(ledgerKey)) }},
		{"a ledger of too many", []string{"ledger"}, "1 were lost: statement " + sample().ID, true, ledgerOf(func(l *ledger) { l.add(sample().ID) })},
		{"a ledger of too few", []string{"ledger"}, "1 are too many: statement " + list[2].ID, true, ledgerOf(func(l *ledger) { l.remove(list[2].ID) })},
		{"a ledger of others", []string{"ledger"}, "but others", true, ledgerOf(func(l *ledger) { l.sum[9] ^= 1 })},
		{"no number of a node", []string{"values"}, "missing", true, hashed('v', nil)},
		{"a wrong number of a node", []string{"values"}, "wrong", true, hashed('v', []byte{1})},
		{"a number with something behind it", []string{"values"}, "wrong", true, hashed('v', []byte{1, 1})},
		{"a number of nobody", []string{"values"}, "not there is kept", true, stranger('v')},
		{"no count of a node", []string{"uses"}, "missing", true, hashed('n', nil)},
		{"a wrong count of a node", []string{"uses"}, "wrong", true, hashed('n', []byte{99})},
		{"a count of nobody", []string{"uses"}, "not there is kept", true, stranger('n')},
		{"a node that nothing uses", []string{"values", "uses", "counters"}, "nothing uses", true, func(tx *bbolt.Tx) error {
			v, err := pquads.MarshalValue(quad.IRI("unused"))
			if err != nil {
				return err
			}
			all := entries(tx)
			return put(tx, proto.Primitive{ID: all[len(all)-1].ID + 1000, Value: v})
		}},
		{"no counters", []string{"counters"}, "missing", true, func(tx *bbolt.Tx) error { return tx.DeleteBucket([]byte(metaBucket)) }},
		{"a wrong size", []string{"counters"}, "count of quads", true, meta("size", eight(3))},
		{"a short size", []string{"counters"}, "count of quads", true, meta("size", []byte{1})},
		{"a low horizon", []string{"counters"}, "counts on from", true, meta("horizon", eight(3))},
		{"another version of Cayley", []string{"counters"}, "the version", true, meta("version", eight(1))},
		{"another list of indexes", []string{"counters"}, "the list of indexes", true, meta("indexes", []byte("[]"))},
		{"an entity without a type", []string{"graph"}, "zone-5", false, nil}, // see TestDoctorFindsEveryHarm
	}
	for _, ind := range indexes {
		name := string(indexName(ind))
		last := func(tx *bbolt.Tx) (k, v []byte) { // of quads that are not deleted
			k, v = bucket(tx, name).Cursor().Last()
			return slices.Clone(k), slices.Clone(v)
		}
		out = append(out,
			harm{"no index " + name, []string{"indexes"}, "the index " + name + " is missing", true, func(tx *bbolt.Tx) error { return tx.DeleteBucket([]byte(name)) }},
			harm{"a key less in " + name, []string{"indexes"}, "the index " + name + " lacks a quad", true, func(tx *bbolt.Tx) error {
				k, _ := last(tx)
				return bucket(tx, name).Delete(k)
			}},
			harm{"no quad of " + name, []string{"indexes"}, "that is no quad's", true, func(tx *bbolt.Tx) error {
				k, v := last(tx)
				return bucket(tx, name).Put(k, binary.AppendUvarint(v, 1<<50))
			}},
			harm{"a cut list in " + name, []string{"indexes"}, "cannot be read", true, func(tx *bbolt.Tx) error {
				k, v := last(tx)
				return bucket(tx, name).Put(k, append(v, 0x80))
			}},
			harm{"a quad twice in " + name, []string{"indexes"}, "cannot be read", true, func(tx *bbolt.Tx) error {
				k, v := last(tx)
				return bucket(tx, name).Put(k, append(v, v...))
			}},
			harm{"a quad under another key in " + name, []string{"indexes"}, "not its own", true, func(tx *bbolt.Tx) error {
				_, v := last(tx)
				return bucket(tx, name).Put(bytes.Repeat([]byte{9}, 8*len(ind.Dirs)), v)
			}})
	}
	return out
}

// A store that was made and not filled, as where its server was killed meanwhile, is
// sound.
func TestDoctorOfAnEmptyStore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "empty.bolt")
	s, err := Open(t.Context(), "bolt:"+path)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if r := checkFile(t, path); !r.Healthy() || r.Statements != 0 || len(r.Skipped) > 0 {
		t.Errorf("an empty store: %+v", r)
	}
	doctorStore(t, path, doctorStatements(3))
	if r := checkFile(t, path); !r.Healthy() {
		t.Errorf("filled afterwards: %+v", r)
	}
}

// foundAs expects a report to have findings of some checks, one of which says
// something. It answers the checks.
func foundAs(t *testing.T, name string, r *Report, checks []string, says string, repairable bool) (found []string) {
	t.Helper()
	said := ""
	for _, f := range r.Findings {
		found = append(found, f.Check)
		said += f.String() + "\n"
	}
	if found = slices.Compact(found); !slices.Equal(found, checks) || !strings.Contains(said, says) || r.Repairable() != repairable {
		t.Errorf("%s: found by %v, repairable %v, want %v with %q, %v:\n%s", name, found, r.Repairable(), checks, says, repairable, said)
	}
	return found
}

// TestDoctorFindsEveryHarm damages a store in one way after the other. Every
// damage must be found by exactly the checks that are there for it, so each check
// is needed; what can be repaired is repaired, with the same statements.
func TestDoctorFindsEveryHarm(t *testing.T) {
	list := doctorStatements(20)
	dir := t.TempDir()
	sound := filepath.Join(dir, "sound.bolt")
	doctorStore(t, sound, list)
	if r := checkFile(t, sound); !r.Healthy() || r.Statements != len(list) || len(r.Skipped) > 0 || len(r.Checked) != len(doctorChecks)+1 {
		t.Fatalf("a sound store: %+v", r)
	}
	good, err := os.ReadFile(sound)
	if err != nil {
		t.Fatal(err)
	}
	met := map[string]bool{}
	for i, h := range harms(list) {
		path := filepath.Join(dir, fmt.Sprintf("%d.bolt", i))
		if err := os.WriteFile(path, good, 0o600); err != nil {
			t.Fatal(err)
		}
		if h.do != nil {
			tamper(t, path, h.do)
		} else {
			s := openFile(t, path)
			typ := slices.IndexFunc(list, func(s graph.Statement) bool { return s.Subject == "zone-5" && s.Relation == graph.RelType })
			apply(t, s, graph.Delta{Remove: []string{list[typ].ID}})
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		}
		before := fingerprint(t, path)
		r := checkFile(t, path)
		if fingerprint(t, path) != before {
			t.Errorf("%s: the check changed the file", h.name)
		}
		for _, check := range foundAs(t, h.name, r, h.finds, h.says, h.repair) {
			met[check] = true
		}
		tryRepair(t, h, path)
	}
	for _, c := range doctorChecks {
		if !met[c.name] {
			t.Errorf("no harm is found by the check %s", c.name)
		}
	}
}

// tryRepair repairs a damaged store, or finds that it is left alone.
func tryRepair(t *testing.T, h harm, path string) {
	t.Helper()
	damagedFile := fingerprint(t, path)
	before, after, kept, err := Doctor{Ontology: doctorOntology}.Repair(t.Context(), path)
	switch {
	case err != nil || before.Healthy():
		t.Errorf("%s: repair answers %v, %+v", h.name, err, before)
	case !h.repair:
		if kept != "" || fingerprint(t, path) != damagedFile {
			t.Errorf("%s: the file was changed", h.name)
		}
	case kept == "" || !after.Healthy() || after.Statements != before.Statements || fingerprint(t, kept) != damagedFile:
		t.Errorf("%s: repaired to %+v, and %q keeps another file", h.name, after, kept)
	default:
		useAfterRepair(t, path, after.Statements)
	}
	left, err := filepath.Glob(path + ".repair-*")
	if err != nil || len(left) > 0 {
		t.Errorf("%s: %v is left, %v", h.name, left, err)
	}
}

// useAfterRepair reads and changes a store that was repaired, and has it checked
// again.
func useAfterRepair(t *testing.T, path string, statements int) {
	t.Helper()
	s := openFile(t, path)
	all, err := readAll(s)
	if err != nil || len(all) != statements {
		t.Fatalf("%s: %d statements of %d, %v", path, len(all), statements, err)
	}
	var ids []string
	for id := range all {
		ids = append(ids, id)
	}
	more := doctorStatements(80)[100:]
	apply(t, s, graph.Delta{Remove: ids[:len(ids)/2]})
	apply(t, s, graph.Delta{Add: more, Remove: ids[len(ids)/2:]})
	expect(t, s, more...)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if r, err := (Doctor{}).Check(t.Context(), path); err != nil || !r.Healthy() {
		t.Errorf("%s, changed after its repair: %v, %+v", path, err, r)
	}
}

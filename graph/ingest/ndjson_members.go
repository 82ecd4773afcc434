package ingest

import "github.com/innograph/innograph/graph"

// textOf reads a member that is a text; "" where it is missing or null.
func (v *jsonValue) textOf(name string) (string, *RowError) {
	m := v.get(name)
	if m == nil {
		return "", nil
	}
	if m.kind != jsonString {
		return "", problem(name, "expected a text, found %s", m.kind)
	}
	return m.text, nil
}

func (v *jsonValue) slug(name string) (string, *RowError) {
	s, bad := v.textOf(name)
	if bad == nil && !validSlug(s) {
		bad = notSlug(name, s)
	}
	return s, bad
}

// state reads the members status and basis.
func (v *jsonValue) state() (graph.Status, graph.Basis, *RowError) {
	status, bad := v.textOf("status")
	if bad != nil {
		return 0, 0, bad
	}
	basis, bad := v.textOf("basis")
	if bad != nil {
		return 0, 0, bad
	}
	return stateOf("status", status, "basis", basis)
}

// texts reads an array of texts; v may be nil.
func (v *jsonValue) texts(name string) ([]string, *RowError) {
	if v == nil {
		return nil, nil
	}
	if v.kind != jsonArray {
		return nil, problem(name, "expected an array of texts, found %s", v.kind)
	}
	out := make([]string, len(v.items))
	for i := range v.items {
		if v.items[i].kind != jsonString {
			return nil, problem(name, "expected an array of texts, found %s in it", v.items[i].kind)
		}
		out[i] = v.items[i].text
	}
	return out, nil
}

// objects reads an array of objects; v may be nil.
func (v *jsonValue) objects() ([]jsonValue, *RowError) {
	if v == nil {
		return nil, nil
	}
	if v.kind != jsonArray {
		return nil, problem(v.name, "expected an array of objects, found %s", v.kind)
	}
	for i := range v.items {
		if v.items[i].kind != jsonObject {
			return nil, problem(v.name, "expected an array of objects, found %s in it", v.items[i].kind)
		}
	}
	return v.items, nil
}

package http

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

type (
	ref             struct{ ID string }
	observationList struct {
		Observations []struct {
			ID               string
			Place, Indicator ref
			Text             string
		}
		Meta meta
	}
	comparison struct {
		Indicators []struct {
			Indicator ref
			Reference *ref
			Ahead     *string
			Rows      []struct {
				Place ref
				Rank  *int
			}
		}
		Meta meta
	}
)

func (l observationList) list() []string {
	out := []string{}
	for _, o := range l.Observations {
		out = append(out, o.Place.ID+" "+o.Indicator.ID+" "+o.Text)
	}
	return out
}

func TestObservationFilters(t *testing.T) {
	h := startArgument(t)
	for query, want := range map[string][]string{
		"kind=rank":              {"baishi rd-rank 5", "qingdu rd-rank 2"},
		"kind=RANK&place=qingdu": {"qingdu rd-rank 2"},
		"kind=qualitative":       {"baishi patents 大幅领先", "qingdu venture-capital 偏低"},
		"kind=target":            {"qingdu patents 200"},
		"place=shawan":           {"shawan laboratories 0.5", "shawan patents 90"},
		"indicator=emissions":    {"baishi emissions 20", "qingdu emissions 30"},
		"indicator=talents&place=baishi&kind=absolute": {"baishi talents 2500"},
		"indicator=talents&place=baishi&kind=floor":    {},
		"indicator=rail-stations":                      {},
		"place=coast":                                  {}, // what a rank is relative to was not observed
	} {
		l := decode[observationList](t, h.get("/v1/observations?"+query))
		if got := l.list(); !slices.Equal(got, want) || *l.Meta.Total != len(want) || !l.Meta.Complete {
			t.Errorf("%s answers %q of %d, want %q", query, got, *l.Meta.Total, want)
		}
	}
}

// Pages follow one another without overlap or gap, and each cursor is good for
// its own question alone.
func TestObservationPages(t *testing.T) {
	h := startArgument(t)
	r := h.get("/v1/observations")
	whole := decode[observationList](t, r).list()
	if len(whole) != 17 || r.Header.Get("Link") != "" {
		t.Fatalf("%d observations, Link is %q", len(whole), r.Header.Get("Link"))
	}
	var paged []string
	pages, cursor := 0, ""
	for {
		path := "/v1/observations?limit=4"
		if cursor != "" {
			path += "&cursor=" + cursor
		}
		r := h.get(path)
		l := decode[observationList](t, r)
		if want := "</v1/observations?cursor=" + l.Meta.NextCursor + `&limit=4>; rel="next"`; l.Meta.NextCursor != "" && r.Header.Get("Link") != want {
			t.Errorf("page %d: Link is %q, want %q", pages, r.Header.Get("Link"), want)
		}
		paged, cursor = append(paged, l.list()...), l.Meta.NextCursor
		if l.Meta.Complete != (cursor == "") || *l.Meta.Total != 17 || pages > 4 {
			t.Fatalf("page %d: %+v", pages, l.Meta)
		}
		if pages++; cursor == "" {
			break
		}
		for _, other := range []string{"limit=5", "limit=4&place=qingdu", "limit=4&indicator=patents", "limit=4&kind=rank"} {
			if p := h.problem(h.get("/v1/observations?"+other+"&cursor="+cursor), badCursor); !strings.Contains(p.Detail, "another question") {
				t.Errorf("%s: %s", other, p.Detail)
			}
		}
	}
	if pages != 5 || !slices.Equal(paged, whole) {
		t.Errorf("%d pages with\n%q\nwant\n%q", pages, paged, whole)
	}
}

func TestCompareChoices(t *testing.T) {
	h := startArgument(t)
	for query, want := range map[string]string{
		// All indicators with two places, whichever way their values compare.
		"": "emissions(qingdu):baishi#1,qingdu#2 exports(qingdu):baishi,qingdu laboratories(qingdu):baishi,qingdu,shawan " +
			"patents(qingdu):baishi#1,qingdu#2,shawan rd-rank(qingdu):baishi,qingdu talents(qingdu):baishi,qingdu",
		"indicator=patents,emissions&places=baishi,qingdu":           "patents(baishi):baishi#1,qingdu#2 emissions(baishi):baishi#1,qingdu#2",
		"indicator=emissions&indicator=patents&places=qingdu,baishi": "emissions(qingdu):baishi#1,qingdu#2 patents(qingdu):baishi#1,qingdu#2",
		"indicator=patents|patents&places=shawan":                    "patents(shawan):shawan",
		"indicator=rail-stations":                                    "rail-stations():",
		"indicator=emissions&places=shawan,qingdu":                   "emissions(shawan):qingdu,shawan",
		"indicator=rd-rank&places=qingdu":                            "rd-rank(qingdu):qingdu",
		"places=shawan,baishi":                                       "laboratories(shawan):baishi,shawan patents(shawan):baishi,shawan",
	} {
		c := decode[comparison](t, h.get("/v1/compare?"+strings.ReplaceAll(query, "|", "%7C")))
		var got []string
		for _, i := range c.Indicators {
			reference := ""
			if i.Reference != nil {
				reference = i.Reference.ID
			}
			var rows []string
			for _, r := range i.Rows {
				row := r.Place.ID
				if r.Rank != nil {
					row += "#" + string(rune('0'+*r.Rank))
				}
				rows = append(rows, row)
			}
			got = append(got, i.Indicator.ID+"("+reference+"):"+strings.Join(rows, ","))
		}
		if !slices.Equal(got, strings.Fields(want)) || *c.Meta.Total != len(got) {
			t.Errorf("%q answers\n%s\nwant\n%s", query, strings.Join(got, " "), want)
		}
	}
}

// Who is ahead reads the same from both ends.
func TestComparedWithIsMutual(t *testing.T) {
	h := startArgument(t)
	type compared struct {
		Places []struct {
			Place      ref
			Indicators []struct {
				Indicator ref
				Ahead     *string
			}
		}
	}
	ask := func(place string) map[string]string {
		ahead := map[string]string{}
		for _, p := range decode[compared](t, h.get("/v1/compared-with?place="+place)).Places {
			for _, i := range p.Indicators {
				who := "nobody"
				if i.Ahead != nil {
					who = *i.Ahead
				}
				ahead[p.Place.ID+" "+i.Indicator.ID] = who
			}
		}
		return ahead
	}
	of := map[string]map[string]string{"qingdu": ask("qingdu"), "baishi": ask("baishi"), "shawan": ask("shawan")}
	seen := 0
	for place, others := range of {
		for key, who := range others {
			other, indicator, _ := strings.Cut(key, " ")
			if back := of[other][place+" "+indicator]; back != who {
				t.Errorf("%s against %s on %s: %s is ahead, and from the other end %q", place, other, indicator, who, back)
			}
			seen++
		}
	}
	if seen != 22 { // qingdu–baishi 6, qingdu–shawan 3, baishi–shawan 2, each from both ends
		t.Errorf("%d comparisons: %v", seen, of)
	}
	if r := h.get("/v1/compared-with?place=hedong"); r.StatusCode != http.StatusOK || !strings.Contains(string(r.body), `"most":[],"places":[]`) {
		t.Errorf("a place without observations: %d %s", r.StatusCode, r.body)
	}
}

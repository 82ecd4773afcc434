package ingest

import (
	"testing"
	"time"

	"github.com/innograph/innograph/graph"
)

func identified(list ...graph.Statement) []graph.Statement {
	for i := range list {
		list[i] = list[i].Identify()
	}
	return list
}

func TestNodes(t *testing.T) {
	got, summary, err := collect(t, Options{},
		file(t, "indicators.csv", ":ID,:LABEL,name\ngdp,Indicator,GDP\n"),
		file(t, "mood.csv", ":ID,:LABEL,gdp\nlab-2,Lab,growing\nlab-3,Lab,-1.5\n"),
		file(t, "nodes.csv", "\uFEFFcode:ID(Things),:LABEL,name:string,description.zh,alias:string[],as_printed:string[],former_id:string[],status,basis,"+
			"member-count:int,area:float,open:boolean,founded:date,level,website,gdp:long,secret:IGNORE\r\n"+
			"zjlab,Lab,之江实验室,\"第一行\r\n第二行\",之江;ZJ Lab,,old-lab,planned,inferred,14,1.5,TRUE,2017-09-06,national,https://a.example,,x\r\n"+
			"\r\n"+
			"corridor,Thing;Corridor;Place,\"Chengxi \"\"Corridor\"\"\",,,a;;b,,,,,2,,,,,18,y"))
	if err != nil {
		t.Fatal(err)
	}
	said := func(id, relation string, v graph.Value, basis graph.Basis) graph.Statement {
		return graph.Statement{Subject: id, Relation: relation, Object: v, Basis: basis}
	}
	lab := said("zjlab", graph.RelType, graph.StringValue("Lab"), graph.Inferred)
	lab.Status = graph.Planned
	observed := func(id string, v graph.Value, kind string) graph.Statement {
		s := said(id, "gdp", v, graph.Stated)
		s.Qualifiers = []graph.Qualifier{{Name: "kind", Value: graph.StringValue(kind)}, {Name: "operator", Value: graph.StringValue("=")}}
		return s
	}
	sameStatements(t, got, identified(
		said("lab-2", graph.RelType, graph.StringValue("Lab"), graph.Stated),
		said("lab-3", graph.RelType, graph.StringValue("Lab"), graph.Stated),
		observed("lab-2", graph.StringValue("growing"), "qualitative"),
		observed("lab-3", graph.DecimalValue(-1.5), "absolute"),
		observed("corridor", graph.IntegerValue(18), "absolute"),
		said("gdp", graph.RelType, graph.StringValue("Indicator"), graph.Stated),
		said("gdp", graph.RelName, graph.LangValue("GDP", "en"), graph.Stated),
		lab,
		said("zjlab", graph.RelName, graph.LangValue("之江实验室", "zh"), graph.Inferred),
		said("zjlab", graph.RelDescription, graph.LangValue("第一行\n第二行", "zh"), graph.Inferred),
		said("zjlab", graph.RelAlias, graph.StringValue("之江"), graph.Inferred),
		said("zjlab", graph.RelAlias, graph.StringValue("ZJ Lab"), graph.Inferred),
		said("zjlab", graph.RelFormerID, graph.StringValue("old-lab"), graph.Inferred),
		said("zjlab", "member-count", graph.IntegerValue(14), graph.Inferred),
		said("zjlab", "area", graph.DecimalValue(1.5), graph.Inferred),
		said("zjlab", "open", graph.BooleanValue(true), graph.Inferred),
		said("zjlab", "founded", graph.TimeValue(time.Date(2017, 9, 6, 0, 0, 0, 0, time.UTC)), graph.Inferred),
		said("zjlab", "level", graph.StringValue("national"), graph.Inferred),
		said("zjlab", "website", graph.StringValue("https://a.example"), graph.Inferred),
		said("corridor", graph.RelType, graph.StringValue("Corridor"), graph.Stated),
		said("corridor", graph.RelName, graph.LangValue(`Chengxi "Corridor"`, "en"), graph.Stated),
		said("corridor", graph.RelAsPrinted, graph.StringValue("a"), graph.Stated),
		said("corridor", graph.RelAsPrinted, graph.StringValue("b"), graph.Stated),
		said("corridor", "area", graph.DecimalValue(2), graph.Stated),
	))
	if summary.Rows != 5 || summary.Files != 3 || summary.Bad != 0 {
		t.Errorf("summary %+v", summary)
	}
	if _, err := graph.Build(testOntology, func(yield func(graph.Statement, error) bool) {
		for _, s := range got {
			if !yield(s, nil) {
				return
			}
		}
	}); err != nil {
		t.Error(err)
	}
}

func TestRelationships(t *testing.T) {
	got, _, err := collect(t, Options{}, file(t, "edges.csv",
		":END_ID(Things),:START_ID,:TYPE,status,basis,source,section,terms:string[],note:string[],order,share:double,sure,since,among\n"+
			"b,a,part-of,,,,,,,,,,,\n"+
			"b,a,supports,Aspired,inferred,report,1.2,一;二,x;y,3,0.25,false,2020-01-02T03:04:05+08:00,c\n"+
			"a,b,part-of,,,,,,,,,,,\n"))
	if err != nil {
		t.Fatal(err)
	}
	sameStatements(t, got, identified(
		graph.Statement{Subject: "a", Relation: "part-of", Object: graph.EntityValue("b")},
		graph.Statement{Subject: "b", Relation: "part-of", Object: graph.EntityValue("a")},
		graph.Statement{Subject: "a", Relation: "supports", Object: graph.EntityValue("b"), Status: graph.Aspired, Basis: graph.Inferred,
			References: []graph.Reference{{Source: "report", Section: "1.2", Terms: []string{"一", "二"}}},
			Qualifiers: []graph.Qualifier{{Name: "note", Value: graph.StringValue("x")}, {Name: "note", Value: graph.StringValue("y")},
				{Name: "order", Value: graph.IntegerValue(3)}, {Name: "share", Value: graph.DecimalValue(0.25)}, {Name: "sure", Value: graph.BooleanValue(false)},
				{Name: "since", Value: graph.TimeValue(time.Date(2020, 1, 1, 19, 4, 5, 0, time.UTC))}, {Name: "among", Value: graph.EntityValue("c")}}},
	))
}

// TestTypesOfColumns checks types in capitals, and an integer where a decimal is
// meant.
func TestTypesOfColumns(t *testing.T) {
	got, _, err := collect(t, Options{}, file(t, "x.csv", ":Id,:label,area:INT,alias:String[]\na,Lab,2,x;y\n"))
	if err != nil {
		t.Fatal(err)
	}
	sameStatements(t, got, identified(
		graph.Statement{Subject: "a", Relation: graph.RelType, Object: graph.StringValue("Lab")},
		graph.Statement{Subject: "a", Relation: "area", Object: graph.DecimalValue(2)},
		graph.Statement{Subject: "a", Relation: graph.RelAlias, Object: graph.StringValue("x")},
		graph.Statement{Subject: "a", Relation: graph.RelAlias, Object: graph.StringValue("y")},
	))
}

// TestGroupNames checks groups whose names have another length in lower case.
func TestGroupNames(t *testing.T) {
	for _, group := range []string{"Things", "\u023A\u023A\u023A\u023A\u023A\u023A", "\u0130stanbul"} {
		c, bad := parseColumn(":Id(" + group + ")")
		if bad != nil || c.role != roleID || c.group != group {
			t.Errorf("%q: %+v, %v", group, c, bad)
		}
	}
}

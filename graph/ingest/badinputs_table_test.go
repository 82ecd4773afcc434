package ingest

import "strings"

const (
	nodeHeader = ":ID,:LABEL,name\n"
	edgeHeader = ":START_ID,:END_ID,:TYPE\n"
)

var badCSV = []struct{ name, content string }{
	{"header: neither nodes nor relationships", "a,b\n"},
	{"header: nodes without a label", "x:ID,name\n"},
	{"header: relationships without an end", ":START_ID,:TYPE\n"},
	{"header: relationships without a start", ":END_ID,:TYPE\n"},
	{"header: relationships without a type", ":START_ID,:END_ID\n"},
	{"header: both", ":ID,:START_ID\n"},
	{"header: two ids", "a:ID,b:ID,:LABEL\n"},
	{"header: the same column twice", ":ID,:LABEL,status,status\n"},
	{"header: two columns for one thing", ":ID,:LABEL,name.zh,name_zh\n"},
	{"header: an ambiguous name", ":ID,:LABEL,name,name.zh\n"},
	{"header: a column without a name", ":ID,:LABEL,,x\n"},
	{"header: a type without a name", ":ID,:LABEL,:int\n"},
	{"header: an unknown type", ":ID,:LABEL,member-count:itn\n"},
	{"header: an unknown structural type", ":ID,:LABLE\n"},
	{"header: a type without a kind", ":ID,:LABEL,area:point\n"},
	{"header: options", ":ID{label:x},:LABEL\n"},
	{"header: a damaged group", ":ID(x,:LABEL\n"},
	{"header: a group of a label", ":ID,:LABEL(x)\n"},
	{"header: an unknown column of nodes", ":ID,:LABEL,nmae.zh\n"},
	{"header: an unknown column that may be an indicator", ":ID,:LABEL,gpd:int\n"},
	{"header: an unknown column of relationships", edgeHeader[:len(edgeHeader)-1] + ",oder\n"},
	{"header: a relation between entities as column", ":ID,:LABEL,part-of\n"},
	{"header: a type that does not fit", ":ID,:LABEL,member-count:string\n"},
	{"header: a list of names", ":ID,:LABEL,name:string[]\n"},
	{"header: a number as name", ":ID,:LABEL,name:int\n"},
	{"header: a qualifier that is no list", edgeHeader[:len(edgeHeader)-1] + ",order:int[]\n"},
	{"header: terms that are no list", edgeHeader[:len(edgeHeader)-1] + ",source,section,terms\n"},
	{"header: half a reference", edgeHeader[:len(edgeHeader)-1] + ",source,terms:string[]\n"},
	{"header: a status that is a number", ":ID,:LABEL,status:int\n"},
	{"header: a node file with :TYPE", ":ID,:LABEL,:TYPE\n"},
	{"header: a relationship file with :LABEL", ":START_ID,:END_ID,:TYPE,:LABEL\n"},
	{"header: CR alone", ":ID,:LABEL\ra,Lab\r"},
	{"header: a bad quote", "\":ID\"x,:LABEL\n"},
	{"header: invalid UTF-8", ":ID,:LABEL,n\xff\n"},
	{"header: missing", "\n\r\n\n"},
	{"ids", nodeHeader + "Big,Lab,\n,Lab,\na b,Lab,\ns-aaaaaaaaaaaaaaaaaaaa,Lab,\n" + strings.Repeat("x", 129) + ",Lab,\n你好,Lab,\n"},
	{"labels", nodeHeader + "a,Lab,\na,Lbb,\na,,\na,Thing,\na,Lab;Corridor,\na,Corridor;Lbb,\na,Thing;Place,ok\n"},
	{"fields", nodeHeader + "a,Lab\na,Lab,x,y\na,Lab,x,,\n"},
	{"text", nodeHeader + "a,Lab,x\x00y\nb,Lab,ok\na,Lab,\xc3\x28\n"},
	{"values", ":ID,:LABEL,member-count,area,open,founded,level,status,basis,former_id\n" +
		"a,Lab,1.5,,,,,,,\na,Lab,010,,,,,,,\na,Lab,99999999999999999999,,,,,,,\na,Lab,,1e999,,,,,,\na,Lab,,x,,,,,,\na,Lab,,,yes,,,,,\n" +
		"a,Lab,,,,2023-02-30,,,,\na,Lab,,,,0000-01-01T00:00:00+01:00,,,,\na,Lab,,,,,nationl,,,\na,Lab,,,,,,plannd,,\na,Lab,,,,,,,inferrd,\na,Lab,,,,,,,,X\n"},
	{"groups", "x:ID(One),:LABEL\na,Lab\na,Lab\n"},
	{"relationships", edgeHeader + "A,b,part-of\na,B_x,part-of\na,b,part-off\na,b,\na,b,contains\na,b,member-count\na,b,PART_OF\na,b,part-of\n"},
	{"details", ":START_ID,:END_ID,:TYPE,source,section,terms:string[],order,kind,among\n" +
		"a,b,part-of,r,,,,,\na,b,part-of,R,1,x,,,\na,b,part-of,,,,x,,\na,b,part-of,,,,,absolut,\na,b,part-of,,,,,,B\na,b,part-of,r,1,;,,,\n"},
	{"quotes", nodeHeader + "a,Lab,x\"y\nb,Lab,\"x\"y\nc,Lab,\"1\n2\"3\nd,Lab,ok\ne,Lab,\"x\ny\n"},
}

var badNDJSON = []string{
	`{"id":"a"`, `[1]`, `{}`, `{"nodes":[]}`, `{"id":"A","type":"Lab"}`, `{"id":"a"}`, `{"id":"a","type":"Labb"}`, `{"id":"a","type":1}`, `{"id":"a","type":"Lab","nmae":{}}`,
	`{"id":"a","type":"Lab","name":{"de":"x"}}`, `{"id":"a","type":"Lab","name":[]}`, `{"id":"a","type":"Lab","aliases":"x"}`, `{"id":"a","type":"Lab","aliases":[1]}`,
	`{"id":"a","type":"Lab","former_ids":["X"]}`, `{"id":"a","type":"Lab","status":"x"}`,
	`{"source":"a"}`, `{"source":"a","target":"b"}`, `{"source":"a","target":"b","relation":"contains"}`, `{"source":"a","target":"b","relation":"part-of","qualifiers":[]}`,
	`{"subject":"a"}`, `{"subject":"a","relation":"unheard"}`, `{"subject":"a","relation":"part-off","object":"b"}`, `{"subject":"a","relation":"part-of"}`, `{"subject":"a","relation":"part-of","object":1}`,
	`{"subject":"a","relation":"part-of","object":{"entity":"b","value":1}}`, `{"subject":"a","relation":"part-of","object":{"entity":{"id":"B"}}}`,
	`{"subject":"a","relation":"area","object":{"kind":"text","value":1}}`, `{"subject":"a","relation":"area","object":{"kind":"integer","value":1}}`,
	`{"subject":"a","relation":"website","object":{"kind":"integer","value":1,"lang":"en"}}`, `{"subject":"a","relation":"area","object":{"kind":"decimal"}}`,
	`{"subject":"a","relation":"name","object":{"kind":"string","value":"x","lang":"de"}}`, `{"subject":"a","relation":"type","object":"Labb"}`,
	`{"subject":"a","relation":"type","object":{"kind":"string","value":"Lab","lang":"en"}}`,
	`{"subject":"a","relation":"former-id","object":"X"}`, `{"subject":"a","relation":"level","object":"x"}`,
	`{"subject":"a","relation":"part-of","object":"b","qualifiers":{}}`, `{"subject":"a","relation":"part-of","object":"b","qualifiers":[1]}`,
	`{"subject":"a","relation":"part-of","object":"b","qualifiers":[{"name":"nots","value":"x"}]}`, `{"subject":"a","relation":"part-of","object":"b","qualifiers":[{"name":"order"}]}`,
	`{"subject":"a","relation":"part-of","object":"b","qualifiers":[{"name":"order","value":1},{"name":"order","value":2}]}`,
	`{"subject":"a","relation":"part-of","object":"b","qualifiers":[{"name":"order","value":"1"}]}`, `{"subject":"a","relation":"part-of","object":"b","qualifiers":[{"name":"sure","value":{"kind":"string","value":"1"}}]}`,
	`{"subject":"a","relation":"part-of","object":"b","references":[{"source":"r","section":"1","terms":[]}]}`, `{"subject":"a","relation":"part-of","object":"b","references":[{"source":"R","section":"1","terms":["x"]}]}`,
	`{"subject":"a","relation":"part-of","object":"b","references":[{"source":"r","terms":["x"]}]}`, `{"subject":"a","relation":"part-of","object":"b","references":[{"source":"r","section":"1","terms":["x",""]}]}`,
	`{"subject":"a","relation":"part-of","object":"b","references":[],"evidence":[]}`, `{"subject":"a","relation":"part-of","object":"b","evidence":[{"sorce":"r"}]}`,
	`{"subject":"a","relation":"part-of","object":"b","id":"s-aaaaaaaaaaaaaaaaaaaa"}`, "{\"id\":\"a\",\"type\":\"\xff\"}", `{"subject":"a","relation":"part-of","object":"b"}`,
}

var badNQuads = []struct{ name, content string }{
	{"syntax", "x\n<a\n<a>\n<a:b>\n<a:b> <c:d>\n<a:b> <c:d> \"x\n<a:b> <c:d> \"x\" <e:f>\n<a:b> <c:d> \"x\" . y\n<a:b> <c:d> \"\\x\" .\n<a:b> <c:d> \"x\"@1 .\n<a:b> \"x\" <c:d> .\n" +
		"<a b:c> <c:d> <e:f> .\n<a:b> _:x <e:f> .\n_: <c:d> <e:f> .\n<a:b> <c:d> \"\\u0000\" .\n<a:b> <c:d> \"\\uD800\" .\n\xff\n"},
	{"foreign", "<http://a.example> <c:d> <e:f> .\n_:x <c:d> <e:f> .\n<urn:innograph:entitty:a> <c:d> <e:f> .\n<urn:innograph:entity:a> <c:d> <e:f> .\n<urn:innograph:entity:a> <urn:innograph:vocab:stauts> \"planned\" .\n"},
	{"entities", `<urn:innograph:entity:A> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:innograph:type:Lab> .
<urn:innograph:entity:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:innograph:type:Labb> .
<urn:innograph:entity:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "Lab" .
<urn:innograph:entity:a> <http://www.w3.org/2000/01/rdf-schema#label> "x" .
<urn:innograph:entity:a> <urn:innograph:relation:suports> <urn:innograph:entity:b> .
<urn:innograph:entity:a> <urn:innograph:relation:supports> "b" .
<urn:innograph:entity:a> <urn:innograph:relation:supports> <b:c> .
<urn:innograph:entity:a> <urn:innograph:relation:area> "x"^^<http://www.w3.org/2001/XMLSchema#decimal> .
<urn:innograph:entity:a> <urn:innograph:relation:area> "x"^^<http://www.w3.org/2001/XMLSchema#duration> .
<urn:innograph:entity:a> <urn:innograph:relation:area> "x"^^<a:b> .
<urn:innograph:entity:a> <urn:innograph:relation:supports> <urn:innograph:entity:b> <a:b> .
<urn:innograph:entity:b> <urn:innograph:vocab:status> "plannd" .
<urn:innograph:entity:b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:innograph:type:Lab> .
<urn:innograph:entity:c> <urn:innograph:vocab:status> "planned" .
<urn:innograph:entity:d> <urn:innograph:vocab:status> "planned" .
<urn:innograph:entity:d> <urn:innograph:vocab:status> "absent" .
<urn:innograph:entity:e> <urn:innograph:vocab:status> "planned" .
<urn:innograph:entity:e> <urn:innograph:vocab:status> "existing" .
<urn:innograph:entity:e> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:innograph:type:Lab> .
`},
	{"statements", `<urn:innograph:entity:a> <urn:innograph:relation:supports> <urn:innograph:entity:b> <urn:innograph:statement:s-aaaaaaaaaaaaaaaaaaaa> .
<urn:innograph:entity:a> <urn:innograph:relation:supports> <urn:innograph:entity:b> <urn:innograph:statement:1> .
<urn:innograph:statement:1> <urn:innograph:qualifier:nte> "x" .
<urn:innograph:entity:a> <urn:innograph:relation:supports> <urn:innograph:entity:b> <urn:innograph:statement:2> .
<urn:innograph:statement:2> <urn:innograph:vocab:reference> <urn:innograph:reference:2> .
<urn:innograph:entity:a> <urn:innograph:relation:supports> <urn:innograph:entity:b> <urn:innograph:statement:3> .
<urn:innograph:statement:3> <urn:innograph:vocab:reference> <urn:innograph:reference:3> .
<urn:innograph:reference:3> <urn:innograph:vocab:source> <urn:innograph:entity:r> .
<urn:innograph:reference:3> <urn:innograph:vocab:section> "1" .
<urn:innograph:entity:a> <urn:innograph:relation:supports> <urn:innograph:entity:b> <urn:innograph:statement:4> .
<urn:innograph:statement:4> <urn:innograph:vocab:reference> <urn:innograph:reference:4> .
<urn:innograph:reference:4> <urn:innograph:vocab:source> "r" .
<urn:innograph:reference:5> <urn:innograph:vocab:section> "1" .
<urn:innograph:reference:5> <http://www.w3.org/1999/02/22-rdf-syntax-ns#_01> "1" .
<urn:innograph:reference:6> <urn:innograph:vocab:section> "1" .
<urn:innograph:statement:7> <urn:innograph:vocab:basis> "inferred" .
<urn:innograph:statement:8> <urn:innograph:vocab:colour> "red" .
<urn:innograph:statement:9> <urn:innograph:qualifier:order> "x" .
<urn:innograph:entity:a> <urn:innograph:relation:supports> <urn:innograph:entity:b> <urn:innograph:statement:10> .
<urn:innograph:statement:10> <urn:innograph:qualifier:order> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
<urn:innograph:statement:10> <urn:innograph:qualifier:order> "2"^^<http://www.w3.org/2001/XMLSchema#integer> .
<urn:innograph:entity:a> <urn:innograph:relation:supports> <urn:innograph:entity:b> .
<urn:innograph:entity:a> <urn:innograph:relation:supports> <urn:innograph:entity:b> <urn:innograph:statement:11> .
<urn:innograph:statement:11> <urn:innograph:qualifier:among> <urn:innograph:entity:B> .
<urn:innograph:entity:a> <urn:innograph:relation:supports> <urn:innograph:entity:b> <urn:innograph:statement:12> .
<urn:innograph:statement:12> <urn:innograph:qualifier:order> "x" .
<urn:innograph:statement:12> <urn:innograph:vocab:reference> <urn:innograph:reference:12> .
<urn:innograph:reference:12> <urn:innograph:vocab:source> <urn:innograph:entity:r> .
<urn:innograph:reference:12> <urn:innograph:vocab:section> "1" .
<urn:innograph:reference:12> <http://www.w3.org/1999/02/22-rdf-syntax-ns#_1> "x" .
<urn:innograph:reference:13> <urn:innograph:vocab:source> <urn:innograph:entity:r> .
<urn:innograph:reference:13> <urn:innograph:vocab:source> <urn:innograph:entity:q> .
<urn:innograph:reference:13> <urn:innograph:vocab:section> "1" .
<urn:innograph:reference:13> <urn:innograph:vocab:section> "2" .
<urn:innograph:reference:13> <http://www.w3.org/1999/02/22-rdf-syntax-ns#_1> "x" .
<urn:innograph:reference:13> <http://www.w3.org/1999/02/22-rdf-syntax-ns#_1> "y" .
<urn:innograph:entity:a> <urn:innograph:relation:website> "x"^^<urn:innograph:language:%FF> .
<urn:innograph:entity:a> <urn:innograph:relation:supports> <urn:innograph:entity:%zz> .
`},
}

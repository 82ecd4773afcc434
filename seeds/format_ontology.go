package seeds

// The files of the ontology: what their mappings hold. The tags are explained at
// decoder.

type ontologyFile struct {
	mark
	Types      list[typeDecl]      `key:"types" doc:"Types of entity. They form trees through parent."`
	Relations  list[relationDecl]  `key:"relations" doc:"Relations between entities, and from entities to values."`
	Qualifiers list[qualifierDecl] `key:"qualifiers" doc:"What may be said about a statement."`
	Units      list[unitDecl]      `key:"units" doc:"Units of measurement of observations."`
}

func (*ontologyFile) noun() string { return "a file of the ontology" }

type typeDecl struct {
	mark
	ID          text   `key:"id,required" form:"type" doc:"The id, in UpperCamelCase, unique."`
	Parent      text   `key:"parent" form:"type" ref:"any-type" doc:"The more general type; omitted at a root."`
	Label       label  `key:"label,required" doc:"What one such entity is called."`
	Plural      label  `key:"plural,required" doc:"What several are called."`
	Description words  `key:"description,required" doc:"What belongs to the type."`
	Color       text   `key:"color,required" form:"color" doc:"The colour in which front ends draw it, #rrggbb."`
	Icon        text   `key:"icon,required" form:"icon" doc:"The name of an icon of the Lucide set."`
	Abstract    toggle `key:"abstract" doc:"No entity has it as its own type. Default false."`
	Role        text   `key:"role" oneof:"role" doc:"What the code may rely on: indicator (may stand as the relation of an observation), source (references point into it), place (compared with others), problem, measure, goal, layout (a spatial framework). Inherited by subtypes."`
}

func (*typeDecl) noun() string { return "a type" }

type relationDecl struct {
	mark
	ID              text        `key:"id,required" form:"slug" doc:"The id, in kebab-case, unique."`
	Label           label       `key:"label,required" doc:"What the relation is called, read from the subject."`
	Inverse         inverseDecl `key:"inverse" doc:"How it is called when read from the object. Required between entities unless symmetric."`
	Domain          list[text]  `key:"domain,required" list:"filled,distinct" form:"type" ref:"any-type" doc:"Types of the subject, their subtypes included."`
	Range           list[text]  `key:"range" list:"filled,distinct" form:"type" ref:"any-type" doc:"Types of the object, their subtypes included, of a relation between entities."`
	Value           text        `key:"value" oneof:"literal" doc:"The kind of the object, of a relation to values."`
	OneOf           list[text]  `key:"one_of" list:"filled,distinct" doc:"The only values allowed, of a relation to strings."`
	Sentence        label       `key:"sentence,required" doc:"How a statement is read aloud, with {subject} and {object}."`
	InverseSentence label       `key:"inverse_sentence" doc:"The same fact told from the object, with {subject} and {object}."`
	Description     words       `key:"description,required" doc:"What the relation means."`
	Containment     toggle      `key:"containment" doc:"The object contains the subject. Default false."`
	Acyclic         toggle      `key:"acyclic" doc:"No entity may reach itself through it. Default false."`
	Role            text        `key:"role" oneof:"relation-role" doc:"What the code may rely on, so that it need not know the relation's name."`
	Symmetric       toggle      `key:"symmetric" doc:"It means the same in both directions. Default false."`
}

func (*relationDecl) noun() string { return "a relation" }

type inverseDecl struct {
	mark
	ID    text  `key:"id,required" form:"slug" doc:"The id, in kebab-case, not that of a relation."`
	Label label `key:"label,required" doc:"What the relation is called, read from the object."`
}

func (*inverseDecl) noun() string { return "an inverse" }

type qualifierDecl struct {
	mark
	ID          text       `key:"id,required" form:"slug" doc:"The id, in kebab-case, unique."`
	Label       label      `key:"label,required" doc:"What the qualifier is called."`
	Description words      `key:"description,required" doc:"What it says about a statement."`
	Value       text       `key:"value,required" oneof:"kind" doc:"The kind of its value."`
	OneOf       list[text] `key:"one_of" list:"filled,distinct" doc:"The only values allowed, of a qualifier of kind string."`
	Repeatable  toggle     `key:"repeatable" doc:"It may be given several times, as a list. Default false."`
}

func (*qualifierDecl) noun() string { return "a qualifier" }

type unitDecl struct {
	mark
	ID        text       `key:"id,required" form:"slug" doc:"The id, in kebab-case, unique."`
	Label     label      `key:"label,required" doc:"What the unit is called."`
	AsPrinted list[text] `key:"as_printed" list:"distinct" doc:"Ways in which sources print it."`
}

func (*unitDecl) noun() string { return "a unit" }

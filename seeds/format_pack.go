package seeds

// The files of a pack: what their mappings hold. The tags are explained at
// decoder.

// packDecl is pack.yaml.
type packDecl struct {
	mark
	ID     text       `key:"pack,required" form:"slug" doc:"The slug of the pack: the name of its folder."`
	Title  label      `key:"title,required" doc:"What the pack is called."`
	Source sourceDecl `key:"source,required" doc:"The document that the pack was made from."`
}

func (*packDecl) noun() string { return "a pack" }

type sourceDecl struct {
	mark
	ID        text               `key:"id,required" form:"slug" doc:"The slug of the document as an entity."`
	Type      text               `key:"type,required" form:"type" ref:"source-type" doc:"A type with the role source."`
	Name      label              `key:"name,required" doc:"The title of the document."`
	AsPrinted list[text]         `key:"as_printed" list:"distinct" doc:"Its title as printed, where that differs from name.zh."`
	Language  text               `key:"language,required" form:"language" doc:"The language of the document, such as zh."`
	File      text               `key:"file" form:"file" doc:"The name of its text in the folder of sources."`
	SHA256    text               `key:"sha256" form:"sha256" doc:"The SHA-256 digest of that file."`
	Cut       text               `key:"cut" doc:"A regular expression for what stands at the start of a line where the file cuts a sentence; it is taken out when the text is joined."`
	Sections  list[sectionDecl]  `key:"sections,required" list:"filled" doc:"Its sections, in their order."`
	Excluded  list[excludedDecl] `key:"excluded" doc:"Sentences and numbers that no statement cites, and why."`
}

func (*sourceDecl) noun() string { return "a source" }

type sectionDecl struct {
	mark
	ID      text  `key:"id,required" form:"section" doc:"The id that references use, such as \"1.2\", in quotes."`
	Title   label `key:"title,required" doc:"What the section is about, in our own words."`
	Heading text  `key:"heading" doc:"Its heading as printed."`
	Opening text  `key:"opening" doc:"Its first words as printed, where it has no heading; they find it in the text."`
}

func (*sectionDecl) noun() string { return "a section" }

// excludedDecl names a sentence that is left out. Its terms also exclude the
// numbers they hold where the sentence is cited otherwise.
type excludedDecl struct {
	mark
	Section text       `key:"section,required" form:"section" doc:"The section."`
	Terms   list[text] `key:"terms,required" list:"filled" doc:"Terms as printed that only that sentence of the section holds together."`
	Reason  label      `key:"reason,required" doc:"Why nothing is to be recorded from it."`
}

func (*excludedDecl) noun() string { return "an exclusion" }

// packFile is every other file of a pack.
type packFile struct {
	mark
	Entities     list[entityDecl]      `key:"entities" doc:"Entities, with statements about them."`
	Statements   list[statementDecl]   `key:"statements" doc:"Statements with their subjects."`
	Observations list[observationDecl] `key:"observations" doc:"Values of indicators."`
}

func (*packFile) noun() string { return "a file of a pack" }

type entityDecl struct {
	mark
	ID          text                `key:"id,required" form:"slug" doc:"The slug: stable, flat, unique."`
	Type        text                `key:"type,required" form:"type" ref:"type" doc:"The most specific type that fits."`
	Name        label               `key:"name,required" doc:"The name in both languages."`
	AsPrinted   list[text]          `key:"as_printed" list:"distinct" doc:"Forms in which the source prints the name that differ from name.zh."`
	Aliases     list[text]          `key:"aliases" list:"distinct" doc:"Other names under which people may look for it."`
	Description words               `key:"description" doc:"What it is, in our own words; never a sentence of the source."`
	FormerIDs   list[text]          `key:"former_ids" list:"distinct" form:"slug" doc:"Slugs of entities that were merged into this one."`
	Status      text                `key:"status" oneof:"status" doc:"How real the entity is according to the source. Default existing."`
	Basis       text                `key:"basis" oneof:"basis" doc:"Whether the source states it. Default stated."`
	Refs        list[refDecl]       `key:"refs,required" list:"filled" doc:"The evidence of the entity."`
	Statements  list[ownStatements] `key:"statements" doc:"Statements whose subject is this entity."`
}

func (*entityDecl) noun() string { return "an entity" }

// ownStatements is a statement, or several with the same evidence, whose subject
// is the entity under which they stand.
type ownStatements struct {
	mark
	Relation   text          `key:"relation,required" form:"slug" ref:"relation" doc:"A relation of the ontology."`
	Object     text          `key:"object" form:"slug" doc:"The entity that the statement leads to."`
	Objects    list[text]    `key:"objects" list:"filled,distinct" form:"slug" doc:"Several such entities: one statement each, with the same references."`
	Value      scalar        `key:"value" doc:"The value, of a relation to values."`
	Status     text          `key:"status" oneof:"status" doc:"How real it is according to the source. Default existing."`
	Basis      text          `key:"basis" oneof:"basis" doc:"Whether the source states it. Default stated; inferred for values of indicators without references."`
	Qualifiers qualifierList `key:"qualifiers" doc:"More about the statement, by the ids of qualifiers."`
	Refs       list[refDecl] `key:"refs" doc:"The evidence. Required, but for values of indicators, which may be our own modelling."`
}

func (*ownStatements) noun() string { return "a statement" }

// statementDecl is the same with an explicit subject.
type statementDecl struct {
	Subject text `key:"subject,required" form:"slug" doc:"The entity that the statement is about."`
	ownStatements
}

type observationDecl struct {
	mark
	Place      text          `key:"place,required" form:"slug" doc:"The entity that was observed, mostly a place."`
	Indicator  text          `key:"indicator,required" form:"slug" doc:"An entity whose type has the role indicator."`
	Value      scalar        `key:"value,required" scalar:"string number" doc:"A number, or text where kind is qualitative."`
	Operator   text          `key:"operator" ref:"qualifier:operator" doc:"How the observed quantity compares with the value. Default =."`
	Unit       text          `key:"unit" form:"slug" ref:"unit" doc:"A unit of the ontology. Optional where kind is rank or qualitative."`
	Kind       text          `key:"kind,required" ref:"qualifier:kind" doc:"What kind of observation it is."`
	Printed    text          `key:"printed,required" doc:"The value as printed. Unless kind is qualitative it must stand in the terms of a reference."`
	Period     periodDecl    `key:"period" doc:"The time that the value is about."`
	RelativeTo text          `key:"relative_to" form:"slug" doc:"The entity that a ratio or comparison is relative to."`
	Flags      list[text]    `key:"flags" list:"distinct" ref:"qualifier:flag" doc:"What is doubtful about the print."`
	Qualifiers qualifierList `key:"qualifiers" ref:"observation" doc:"More about the observation, by the ids of qualifiers."`
	Status     text          `key:"status" oneof:"status" doc:"How real it is according to the source. Default existing."`
	Basis      text          `key:"basis" oneof:"basis" doc:"Whether the source states it. Default stated."`
	Refs       list[refDecl] `key:"refs,required" list:"filled" doc:"The evidence."`
}

func (*observationDecl) noun() string { return "an observation" }

type periodDecl struct {
	mark
	Printed  text   `key:"printed,required" doc:"The period as printed."`
	Resolved scalar `key:"resolved" scalar:"string null" doc:"The period that is meant, or null where it is not known."`
}

func (*periodDecl) noun() string { return "a period" }

type refDecl struct {
	mark
	Source  text       `key:"source" form:"slug" doc:"The document. Default: the pack's own source."`
	Section text       `key:"section,required" form:"section" doc:"The id of a section of the document."`
	Terms   list[text] `key:"terms,required" list:"filled" doc:"Terms as printed that stand together in one sentence of the section, in the order of printing."`
}

func (*refDecl) noun() string { return "a reference" }

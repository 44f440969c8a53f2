package render

import (
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

const schemaFile = "../../docs/rows.schema.json"

// conforms checks JSON against the published schema, or a part of it.
func conforms(t *testing.T, part, doc string) error {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile(schemaFile + part)
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(doc))
	if err != nil {
		return err
	}
	return schema.Validate(v)
}

// TestSchemaRefuses makes sure that the schema can fail: each of these breaks
// one rule of the contract.
func TestSchemaRefuses(t *testing.T) {
	for _, doc := range []string{
		`[{"a":1}`,
		`{"a":1}`,
		`[[1]]`,
		`[{"a":[1]}]`,
		`[{"a":{"value":"x"}}]`,
		`[{"a":9007199254740993}]`,
		`[{"path":[]}]`,
		`[{"length":"1","path":[]}]`,
		`[{"length":1,"path":[{"s":"a","p":"b","o":"c","sources":[]}]}]`,
		`[{"length":1,"path":[{"s":"a","p":"b","o":"c","forward":1,"sources":[]}]}]`,
		`[{"length":1,"path":[{"s":"a","p":"b","o":"c","forward":true,"sources":"d"}]}]`,
		`[{"length":1,"path":[{"s":"a","p":"b","o":"c","forward":true,"denied":false,"sources":[]}]}]`,
		`[{"why":[{"s":"a","p":"b","o":"c"}]}]`,
		`[{"why":[{"s":"a","p":"b","o":null,"sources":[]}]}]`,
	} {
		if conforms(t, "", doc) == nil {
			t.Errorf("the schema takes %s", doc)
		}
	}
}

package document

import (
	"fmt"
	"strings"
	"time"
)

// stringsIn returns the texts in a value of YAML or JSON: a text, a time, a
// list, or an object with a name. Each is one clean line.
func stringsIn(value any) []string {
	var all []string
	add := func(text string) {
		if text = oneLine(clean(text)); text != "" && len(text) <= 1000 && len(all) < 50 {
			all = append(all, text)
		}
	}
	switch v := value.(type) {
	case string:
		add(v)
	case time.Time:
		add(v.Format(time.DateOnly))
	case int, int64, float64:
		add(fmt.Sprint(v))
	case map[string]any:
		if name, ok := v["name"].(string); ok {
			add(name)
		} else if id, ok := v["@id"].(string); ok && strings.Contains(id, "://") {
			add(id)
		}
	case []any:
		for _, item := range v {
			if _, nested := item.([]any); !nested {
				for _, text := range stringsIn(item) {
					add(text)
				}
			}
		}
	}
	return all
}

// Package algebra is the query tree every language lowers to, the planner
// rewrites and the evaluator runs. It follows SPARQL 1.1's algebra (section
// 18), with two additions: a pattern says what its label must be
// ([LabelKind]), because every statement has a source, and [Walk] asks how two
// sets of entities are linked.
//
// The query "whom does Russia accuse, and who says so, if the accused never
// denied it" is
//
//	(not
//	  (pattern :Russia :accuses ?whom (@ ?source))
//	  (pattern ?whom :denies ?_1))
//
// Every node, path and expression prints itself like that, so plans can be
// tests. Constants print compactly: an entity of the usual base is :name,
// another IRI is in angle brackets, integers are bare.
//
// The package holds trees and what can be told from a tree alone: its
// variables ([Vars], [Bound]), its parts ([Children], [Map]), the joins and
// unions that a property path stands for ([Expand]). It knows no graph, no
// names and no language.
package algebra

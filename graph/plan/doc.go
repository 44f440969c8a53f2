// Package plan rewrites an algebra tree into one that means the same and runs
// better: conditions where their variables are bound, joins in the order of
// what the graph counts, limits as far down as they are right.
//
//	tree, err := plan.Optimize(ctx, tree, eval.Counts{Source: src})
//
// The query
//
//	(filter (> ?n 100)
//	  (join
//	    (pattern ?x :type :attack)
//	    (pattern ?x :killed ?n)
//	    (pattern ?x :location :Moscow)))
//
// becomes, where few things are in Moscow,
//
//	(project (?x ?n)
//	  (join
//	    (filter (> ?n 100)
//	      (join
//	        (pattern ?x :location :Moscow)
//	        (pattern ?x :killed ?n)))
//	    (pattern ?x :type :attack)))
//
// A plan depends on the tree and the counts alone, so it is the same each time.
// Trees keep SPARQL 1.1's meaning (section 18): a group is evaluated by itself,
// a condition moves only where its variables are surely bound. [Explain] prints
// a tree with what is expected of each node.
//
// The package knows the algebra and asks for counts; it reads no graph and runs
// nothing. The evaluator (package eval) runs a Join's parts from left to right.
package plan

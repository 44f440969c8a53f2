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
// Patterns that form a cycle become a Leapfrog, joined variable after variable,
// so that a triangle over two hubs never costs the product of their links; so
// do lists of terms for one variable, as a merge join. Below what names each
// solution once, a Thin drops variables that nothing needs any more, and the
// repetitions they made, between the parts of a join. Which of a join's other
// patterns are looked up and which are read whole is no plan: the evaluator
// sees it while it runs.
//
// A plan depends on the tree and the counts alone, so it is the same each time.
// Trees keep SPARQL 1.1's meaning (section 18): a group is evaluated by itself,
// a condition moves only where its variables are surely bound. [Trace] shows the
// tree after each rewriting, [Estimate] tells what is expected of each node, and
// [Explain] prints it.
//
// The package knows the algebra and asks for counts; it reads no graph and runs
// nothing. The evaluator (package eval) runs a Join's parts from left to right.
package plan

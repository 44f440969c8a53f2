package network

// Sizes are the dimensions of a network and the names of what it tells.
type Sizes struct {
	Vector  int // of the fixed word vectors
	Word    int // of the learned vectors of frequent words
	Affix   int // of the learned vectors of affixes and shapes
	Hidden  int // of a direction of a layer
	Arc     int // of a word as head or as dependent
	Rel     int // of a pair of words
	Words   int // learned words; the first is any other word
	Buckets int // affixes are hashed to so many

	UPOS, XPOS, Relations []string
}

// Input is the dimension of a word's input.
func (s *Sizes) Input() int { return s.Vector + s.Word + s.Affix }

// Outputs is the dimension of a layer's output: both directions.
func (s *Sizes) Outputs() int { return 2 * s.Hidden }

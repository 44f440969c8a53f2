package text

// weights are those of the logistic regression behind a claim's confidence.
// They were fitted to claims labelled by hand (half of the rows of
// testdata/text/claims/labels.tsv) by evaltext calibration -fit, which prints
// this file.
var weights = struct {
	bias float64
	of   features
}{
	bias: 0.18,
	of: features{
		fSure:        0.29,
		fLeastSure:   0.38,
		fSubjectName: 0.41,
		fSubjectRef:  -0.12,
		fSubjectText: -0.03,
		fObjectName:  -0.01,
		fObjectValue: -0.28,
		fObjectText:  -0.11,
		fDependent:   -0.61,
		fJoined:      -0.15,
		fReported:    0.00,
		fSpeaker:     -0.13,
		fStance:      -0.39,
		fPassive:     0.12,
		fCopular:     -0.62,
		fOblique:     -0.02,
		fLength:      -0.43,
		fSpan:        -0.08,
		fAll:         0.48,
		fConditional: -0.58,
		fPersonal:    -0.47,
	},
}

package syntax

// File is the embedded model, for tests.
var File = embedded

// Command quipu keeps reported relationships: who did, said, claimed or
// denied what, and which source says so. See quipu --help.
package main

import "os"

func main() { os.Exit(run(os.Args[1:])) }

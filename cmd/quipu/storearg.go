package main

// storeArg takes the store from the command's arguments, of which it needs
// others besides. Where there are only those, it is that of --db or QUIPU_DB.
func (a *app) storeArg(args []string, db *string, others int) ([]string, error) {
	switch len(args) {
	case others + 1:
		if *db != "" {
			return nil, usagef("--db %s and %s: name one store", *db, args[0])
		}
		*db = args[0]
		return args[1:], nil
	case others:
		if a.settleDB(db) == nil {
			return args, nil
		}
	}
	return nil, usagef("%s", storeArgs[others])
}

// storeArgs says what a command takes besides the store.
var storeArgs = []string{
	"give the file of one store",
	"give the file of one store, and the file to copy it to",
}

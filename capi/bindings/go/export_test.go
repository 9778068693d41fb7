package rapport

// CheckABI lets the tests pretend that another library was loaded.
var CheckABI = checkABI

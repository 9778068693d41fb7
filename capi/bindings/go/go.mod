module github.com/rapport-rules/rapport-go

go 1.19

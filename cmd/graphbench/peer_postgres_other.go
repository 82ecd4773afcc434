//go:build !unix

package main

import (
	"context"
	"errors"
)

func measurePostgres(context.Context, *peersCmd, *questions, string) (*toolReport, error) {
	return nil, errors.New("PostgreSQL is only started on Unix")
}

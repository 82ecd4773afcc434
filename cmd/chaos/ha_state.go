package main

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"

	"github.com/innograph/innograph/cmd/internal/commandline"
)

// haState is what a program needs to know of a topology that another one started,
// also if that one was killed. It is a file in the topology's folder.
type haState struct {
	Superuser   string      `json:"superuser"` // passwords, made up for each topology
	Replication string      `json:"replication"`
	Innograph   string      `json:"innograph"`
	Editor      string      `json:"editor"` // a key of innograph with the role editor
	Processes   []haProcess `json:"processes"`
}

const haStateFile = "state.json"

// haNewState makes up passwords. They are in no file of the repository.
func haNewState() haState {
	return haState{Superuser: rand.Text(), Replication: rand.Text(), Innograph: rand.Text()}
}

// haReadState answers an error that is os.ErrNotExist where there is no topology.
func haReadState(dir string) (haState, error) {
	var s haState
	path := filepath.Join(dir, haStateFile)
	text, err := os.ReadFile(path)
	if err != nil {
		return s, err
	}
	if err := json.Unmarshal(text, &s); err != nil {
		return s, fmt.Errorf("%s: %w", path, err)
	}
	return s, nil
}

// write keeps the state, readable by its owner alone.
func (s haState) write(dir string) error {
	path := filepath.Join(dir, haStateFile)
	err := commandline.WriteFile(path, func(w io.Writer) error { return json.NewEncoder(w).Encode(s) })
	return errors.Join(err, os.Chmod(path, 0o600))
}

// killRecorded ends the processes that the state names and that are still the
// same ones; it answers how many.
func (s haState) killRecorded() int {
	n := 0
	for _, p := range s.Processes {
		if started, ok := haStarted(p.PID); ok && started == p.Started && haSend(p.PID, syscall.SIGKILL) == nil {
			n++
		}
	}
	return n
}

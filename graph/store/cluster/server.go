//go:build unix

package cluster

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Superuser and Password are those of every server.
const (
	Superuser = "postgres"
	Password  = "correct-horse"
)

// Server is one cluster and, while it runs, its process.
type Server struct {
	Port    int
	options Options
	data    string // of PostgreSQL, below the folder
	bin     string // of its programs
	keeper  *exec.Cmd
	stdin   io.WriteCloser // of the keeper
}

// keeperScript runs the server and ends it when its own standard input ends,
// which it does when the process that began it is gone. One line on it says to keep the
// data.
const keeperScript = `
folder=$1; shift
exec 3<&0
"$@" </dev/null >>"$folder/log" 2>&1 &
pid=$!
read -r word <&3
kill -INT $pid 2>/dev/null
wait $pid
[ "$word" = keep ] || rm -rf "$folder"
`

// startTimeout bounds how long a server takes to accept connections, recovery
// after a crash included.
const startTimeout = 60 * time.Second

// Start makes a cluster and starts it.
func Start(o Options) (*Server, error) {
	bin, err := programs()
	if err != nil {
		return nil, err
	}
	if o.Folder == "" {
		o.Folder, err = os.MkdirTemp("", "innograph-postgres-")
	} else {
		err = os.Mkdir(o.Folder, 0o700)
	}
	if err != nil {
		return nil, err
	}
	s := &Server{options: o, data: filepath.Join(o.Folder, "data"), bin: bin}
	if err := s.create(); err != nil {
		return nil, errors.Join(err, s.remove())
	}
	if err := s.Restart(); err != nil {
		return nil, errors.Join(err, s.remove())
	}
	return s, nil
}

// create makes the files of the cluster.
func (s *Server) create() error {
	password := filepath.Join(s.options.Folder, "password")
	if err := os.WriteFile(password, []byte(Password+"\n"), 0o600); err != nil {
		return err
	}
	args := []string{"-D", s.data, "-U", Superuser, "-A", "scram-sha-256", "--pwfile", password, "-E", "UTF8", "--locale=C.UTF-8"}
	owned := []string{s.options.Folder, password}
	if s.options.WAL != "" {
		if err := os.Mkdir(s.options.WAL, 0o700); err != nil {
			return err
		}
		args, owned = append(args, "-X", s.options.WAL), append(owned, s.options.WAL)
	}
	if u, err := unprivileged(); err != nil {
		return err
	} else if u != nil {
		for _, path := range owned {
			if err := os.Chown(path, int(u.Uid), int(u.Gid)); err != nil {
				return err
			}
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), startTimeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, filepath.Join(s.bin, "initdb"), append(args, s.options.Initdb...)...)
	if err := s.asOther(cmd); err != nil {
		return err
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	return nil
}

// asOther makes a command run in the server's folder and not as root, which
// PostgreSQL refuses.
func (s *Server) asOther(cmd *exec.Cmd) error {
	u, err := unprivileged()
	if err != nil {
		return err
	}
	cmd.Dir = s.options.Folder
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Credential: u}
	return nil
}

// Restart starts the server on the data that is there. It must not run.
func (s *Server) Restart() error {
	if s.Running() {
		return errors.New("the server runs")
	}
	if s.keeper != nil { // the server ended by itself
		if err := s.end("keep"); err != nil {
			return err
		}
	}
	deadline := time.Now().Add(startTimeout)
	for {
		err := s.launch(deadline)
		if err == nil {
			return nil
		}
		// Another process may have taken the port, or processes of a server that
		// was killed may not have ended yet.
		if time.Now().After(deadline) {
			return err
		}
		time.Sleep(100 * time.Millisecond)
	}
}

func (s *Server) launch(deadline time.Time) error {
	if s.Port == 0 {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		s.Port = l.Addr().(*net.TCPAddr).Port
		if err := l.Close(); err != nil {
			return err
		}
	}
	args := []string{"-c", keeperScript, "keeper", s.options.Folder, filepath.Join(s.bin, "postgres"), "-D", s.data, "-p", strconv.Itoa(s.Port)}
	for _, setting := range append([]string{"listen_addresses=127.0.0.1", "unix_socket_directories="}, s.options.Settings...) {
		args = append(args, "-c", setting)
	}
	cmd := exec.Command("/bin/sh", args...)
	if err := s.asOther(cmd); err != nil {
		return err
	}
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	s.keeper, s.stdin = cmd, stdin
	for tries := 0; ; tries++ {
		if s.ready() {
			return nil
		}
		if tries > 10 && !s.Running() || time.Now().After(deadline) {
			log, _ := os.ReadFile(filepath.Join(s.options.Folder, "log"))
			_ = s.end("keep")
			return fmt.Errorf("the server does not start:\n%s", log[max(0, len(log)-2000):])
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func (s *Server) ready() bool {
	return exec.Command(filepath.Join(s.bin, "pg_isready"), "-h", "127.0.0.1", "-p", strconv.Itoa(s.Port), "-q").Run() == nil
}

// pid is the process id of the server; 0 while it does not run.
func (s *Server) pid() int {
	b, err := os.ReadFile(filepath.Join(s.data, "postmaster.pid"))
	if err != nil {
		return 0
	}
	line, _, _ := bytes.Cut(b, []byte("\n"))
	pid, _ := strconv.Atoi(strings.TrimSpace(string(line)))
	return pid
}

// Running tells whether the server is there; one that found no room may have ended
// by itself.
func (s *Server) Running() bool {
	pid := s.pid()
	return s.keeper != nil && pid > 0 && syscall.Kill(pid, 0) == nil
}

// Signal sends a signal to the server's first process, such as syscall.SIGSTOP.
func (s *Server) Signal(sig syscall.Signal) error {
	pid := s.pid()
	if pid == 0 {
		return errors.New("the server does not run")
	}
	return syscall.Kill(pid, sig)
}

// Kill ends all processes of the server with SIGKILL, as a crash does; the data
// stay. Restart starts it again.
func (s *Server) Kill() error {
	if s.keeper == nil {
		return errors.New("the server does not run")
	}
	var err error
	if pid := s.pid(); pid != 0 { // else it ended by itself
		children, _ := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid)) // where there is no /proc, they end by themselves
		err = syscall.Kill(pid, syscall.SIGKILL)
		for _, f := range strings.Fields(string(children)) {
			if child, e := strconv.Atoi(f); e == nil {
				_ = syscall.Kill(child, syscall.SIGKILL)
			}
		}
	}
	return errors.Join(err, s.end("keep"))
}

// Stop ends the server and removes its data.
func (s *Server) Stop() error {
	if s.keeper == nil {
		return s.remove()
	}
	return errors.Join(s.end(""), s.remove())
}

// remove removes all files, those that the keeper does not know too.
func (s *Server) remove() error {
	if s.options.WAL != "" {
		if err := os.RemoveAll(s.options.WAL); err != nil {
			return err
		}
	}
	return os.RemoveAll(s.options.Folder)
}

func (s *Server) end(word string) error {
	if word != "" {
		_, _ = io.WriteString(s.stdin, word+"\n") // it may have ended before
	}
	_ = s.stdin.Close()
	cmd := s.keeper
	s.keeper, s.stdin = nil, nil
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case <-ended: // its status is that of the server's last command
		return nil
	case <-time.After(startTimeout):
		return errors.Join(fmt.Errorf("the server did not end in %v", startTimeout), cmd.Process.Kill())
	}
}

// DSN names a database of the server, as the superuser.
func (s *Server) DSN(database string) string {
	return s.DSNFor(url.UserPassword(Superuser, Password), database)
}

// DSNFor names a database of the server.
func (s *Server) DSNFor(user *url.Userinfo, database string) string {
	u := url.URL{Scheme: "postgres", User: user, Host: "127.0.0.1:" + strconv.Itoa(s.Port), Path: "/" + database, RawQuery: "sslmode=disable"}
	return u.String()
}

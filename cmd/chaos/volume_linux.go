package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// volume is an ext4 file system on a disk in memory, mounted through a loop
// device.
type volume struct {
	*shown
	dir string // where it is mounted
}

// command runs a program of the system. It is also run when a trial was
// interrupted, to clean up after it.
func command(name string, args ...string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if out, err := exec.CommandContext(ctx, name, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, out)
	}
	return nil
}

// newImage makes an empty ext4 file system of so many bytes.
func newImage(dir string, size int) ([]byte, error) {
	path := filepath.Join(dir, "image")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		return nil, err
	}
	defer os.Remove(path)
	if err := os.Truncate(path, int64(size)); err != nil {
		return nil, err
	}
	if err := command("mkfs.ext4", "-q", "-F", path); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}

// mountVolume shows a disk and mounts it below dir.
func mountVolume(dir string, d *disk) (v *volume, err error) {
	file, mount := filepath.Join(dir, "disk"), filepath.Join(dir, "volume")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(mount, 0o700); err != nil {
		return nil, err
	}
	s, err := d.show(file)
	if err != nil {
		return nil, err
	}
	if err := command("mount", "-t", "ext4", "-o", "loop", file, mount); err != nil {
		return nil, errors.Join(fmt.Errorf("%w; a power cut needs root, ext4 and loop devices", err), s.hide())
	}
	return &volume{s, mount}, nil
}

// unmount takes the file system and the disk away. Processes that were killed may
// keep it for a moment.
func (v *volume) unmount() error {
	err := command("umount", v.dir)
	for began := time.Now(); err != nil && time.Since(began) < 10*time.Second; err = command("umount", v.dir) {
		time.Sleep(50 * time.Millisecond)
	}
	return errors.Join(err, v.hide())
}

// mountSmall mounts a file system in memory of so many bytes.
func mountSmall(dir string, size int) error {
	if err := syscall.Mount("chaos", dir, "tmpfs", syscall.MS_NOSUID|syscall.MS_NODEV, fmt.Sprintf("size=%d", size)); err != nil {
		return fmt.Errorf("mounting a tmpfs: %w; a full disk needs root", err)
	}
	return nil
}

// unmountSmall takes it away.
func unmountSmall(dir string) error { return syscall.Unmount(dir, syscall.MNT_DETACH) }

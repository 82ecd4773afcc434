// Package audit keeps a log of every request that asks for a change: who, when,
// what and with which outcome, one JSON object a line.
//
// A change goes in two steps. [Log.Begin] before it makes room for the line and
// notes, durably, that the request has begun; where that fails the request must be
// refused. [Entry.Done] after it writes the line and makes it durable; the client
// must not hear of success before that. What was begun is noted in a second file,
// FILE.pending, so that the log itself has one line for each request, in the order
// in which they ended; only after a failed fsync may one be there twice. After a
// crash, Open writes the lines of requests whose outcome nobody noted, with status 0.
//
// [Log.Note] is for requests that were refused before they could change anything:
// their line is written at once and made durable with the next.
//
// Room on the disk is reserved ahead on Linux, so that a disk that fills up
// between the two steps does not cost a line. A log that was renamed or removed is
// begun anew, so that logrotate needs no signal; [Log.Reopen] does it at once.
package audit

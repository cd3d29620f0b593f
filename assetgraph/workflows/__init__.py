"""What the command line and a page share, by subject; one step of work is one function.

- `given`: what a user gives, understood
- `loading`: sheets into a store
- `asking`: questions and their answers
- `sharing`: what leaves the store
- `keeping`: the changesets of a store, and its health
- `publishing`: what may go out to everybody
- `retention`: how long what is kept
- `backups`: a backup; `restoring`: putting it back; `locking`: a key on the file; `unlocking`: the
  keys that were given; `forgetting`: what files beside a store keep of people's words
- `logbook`: who looked at or changed what; each command declares there what it does
- `blank`: the empty workbook
- `words`: what a text means

A command loads the one it needs, and does not wait for what another needs.
"""

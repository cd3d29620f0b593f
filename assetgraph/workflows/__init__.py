"""What the command line and a page share, by subject; one step of work is one function.

`given`: what a user gives, understood. `loading`: sheets into a store. `asking`: questions.
`sharing`: what leaves the store. `keeping`: the changesets of a store, and its health. Each is
loaded when it is needed: no command waits for what another needs.
"""

"""What each command does, a module a command; how a command is called is in `optimiser.cli.commands`."""

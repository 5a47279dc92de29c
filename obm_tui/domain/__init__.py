"""What the work is: rows, inputs and rules. Standard library only."""

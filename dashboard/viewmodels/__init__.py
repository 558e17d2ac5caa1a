"""Shape one run result into the table behind one picture."""

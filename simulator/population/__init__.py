"""Let people need, try, wait, switch and return as arrays and compiled kernels."""

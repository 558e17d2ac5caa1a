"""Let machines and operators burn, fail over and repair as SimPy processes."""

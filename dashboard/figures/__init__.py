"""Draw one table as one Plotly figure."""

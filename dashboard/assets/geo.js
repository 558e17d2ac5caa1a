// Plotly asks for a base map before it draws any choropleth; this empty one keeps it from
// asking a server on the internet. Outlines come with each figure.
window.PlotlyGeoAssets = { topojson: { world_110m: { type: "Topology", arcs: [], objects: {} } } };

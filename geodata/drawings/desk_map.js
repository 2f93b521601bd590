/* The ground of the desk's map: what the map of the dashboard stands on, without its marks and controls. */
((map) => {
  const options = window.basemapOptions, layers = window.basemap;
  const drawn = { renderer: L.canvas({ padding: 0.6 }), interactive: false };
  map.createPane("names").style.zIndex = 450;
  map.getPane("names").style.pointerEvents = "none";
  const base = { names: mapLabels.start(map, layers, options) };
  for (const name of ["land", "lakes", "borders"]) base[name] = L.geoJSON(layers[name], drawn).addTo(map);
  base.names.addTo(map);
  const arrange = () => { if (map.getSize().x && map.getSize().y) mapLabels.arrange(map, []); };
  mapTheme.start(map, base, options, () => { mapLabels.remeasure(map); arrange(); });
  map.setMinZoom(options.zoom[0]);
  map.setMaxZoom(options.zoom[1]);
  map.attributionControl.setPrefix(false).addAttribution(options.attribution);
  map.on("zoomend moveend resize", arrange);
  map.getContainer().style.cursor = "crosshair";
  map.getContainer().querySelector(".leaflet-control-zoom-in").title = options.zoomIn;
  map.getContainer().querySelector(".leaflet-control-zoom-out").title = options.zoomOut;
  new ResizeObserver(() => {
    if (!map.getContainer().clientWidth) return;
    map.invalidateSize({ animate: false });
    if (!map.placed) map.fitBounds(options.bounds, { animate: false });
    map.placed = true;
  }).observe(map.getContainer());
})

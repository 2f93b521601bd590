(() => {
  window.crossingsPage = {};
})();

/* Where marks would cover each other, or lie under a button, they stand apart: in the same view always in
   the same way. */
window.spreadMarks = (() => {
  "use strict";

  const TARGET = 28;  // pixels across that nobody else's target may cover: 24, and what rounding takes
  const GAP = 3;      // pixels between what is drawn of two marks
  const STEP = 4, TURNS = 24, FAR = 400;

  /* How far the middles of two marks have to be from each other; `reach` is what a pointer hits. */
  function apart(one, other, reach) {
    const drawn = (one.size + other.size) / 2 + GAP;
    return Math.max(drawn, Math.max(one.size, other.size, reach) / 2 + TARGET / 2);
  }

  /* Whether a mark keeps off a box: left, top, right, bottom. */
  function off({ size }, x, y, [left, top, right, bottom]) {
    const aside = Math.max(left - x, x - right, 0), upwards = Math.max(top - y, y - bottom, 0);
    return Math.hypot(aside, upwards) >= Math.max(size, TARGET) / 2;
  }

  /* The marks, `{ id, x, y, size }`, each with how far it has to move as `dx` and `dy`. Large ones stay,
     then those that cover nothing where they belong; the others go to the nearest free spot. No mark
     goes into one of the `boxes`. */
  function spread(marks, reach, boxes) {
    const placed = [], waiting = [];
    const order = [...marks].sort((one, other) => other.size - one.size || (one.id < other.id ? -1 : 1));
    const free = (mark, x, y) => placed.every((other) => Math.hypot(other.x - x, other.y - y) >= apart(mark, other, reach))
      && boxes.every((box) => off(mark, x, y, box));
    const place = (mark, dx, dy) => {
      Object.assign(mark, { dx, dy });
      placed.push({ ...mark, x: mark.x + dx, y: mark.y + dy });
    };
    for (const mark of order) {
      if (free(mark, mark.x, mark.y)) place(mark, 0, 0);
      else waiting.push(mark);
    }
    for (const mark of waiting) place(mark, ...nearest(mark, placed, free));
    return marks;
  }

  /* First straight away from what is in the way, then ever more to the sides, then further out. */
  function nearest(mark, placed, free) {
    const [blocker] = [...placed].sort((one, other) => distance(one, mark) - distance(other, mark));
    const start = blocker ? Math.atan2(mark.y - blocker.y, mark.x - blocker.x) : 0;
    for (let far = STEP; far < FAR; far += STEP) {
      for (let turn = 0; turn < TURNS; turn++) {
        const angle = start + (turn % 2 ? 1 : -1) * Math.ceil(turn / 2) * 2 * Math.PI / TURNS;
        const dx = Math.round(far * Math.cos(angle)), dy = Math.round(far * Math.sin(angle));
        if (free(mark, mark.x + dx, mark.y + dy)) return [dx, dy];
      }
    }
    return [0, 0];
  }

  function distance(one, other) { return Math.hypot(one.x - other.x, one.y - other.y); }

  return spread;
})();

/**
 * What the page can do beyond what it shows: filter, open and close all rows, and open the one that its address names. It reads
 * nothing but the page, and the page forbids it to ask anybody.
 */
export const PAGE_SCRIPT = `
'use strict';
(() => {
  const tools = document.getElementById('tools');
  const list = document.getElementById('flow-rows');
  if (!tools || !list) return;
  const field = tools.querySelector('input');
  const count = tools.querySelector('output');
  const rows = Array.from(list.querySelectorAll('.row:not(.fold)'));
  const texts = new Map();
  const textOf = (row) => {
    if (!texts.has(row)) texts.set(row, row.textContent.toLowerCase());
    return texts.get(row);
  };
  const filter = () => {
    const words = field.value.toLowerCase().split(/\\s+/).filter((word) => word !== '');
    let shown = 0;
    for (const row of rows) {
      row.hidden = !words.every((word) => textOf(row).includes(word));
      if (!row.hidden) shown += 1;
    }
    for (const fold of list.querySelectorAll('.fold')) {
      fold.hidden = fold.querySelector('.row:not([hidden])') === null;
      if (words.length > 0 && !fold.hidden) fold.firstElementChild.open = true;
    }
    count.textContent = words.length === 0 ? '' : shown + ' of ' + rows.length + ' rows';
  };
  const openAll = (isOpen) => {
    for (const details of list.querySelectorAll('.row > details')) details.open = isOpen;
  };
  const openNamed = () => {
    const row = /^#e\\d+$/.test(location.hash) ? document.getElementById(location.hash.slice(1)) : null;
    if (!row) return;
    for (let at = row; at && at !== list; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true;
    row.firstElementChild.open = true;
    row.scrollIntoView({ block: 'center' });
  };
  field.addEventListener('input', filter);
  tools.querySelector('.open').addEventListener('click', () => openAll(true));
  tools.querySelector('.close').addEventListener('click', () => openAll(false));
  addEventListener('hashchange', openNamed);
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '/' && event.target !== field) {
      event.preventDefault();
      field.focus();
    } else if (event.key === 'Escape' && event.target === field) {
      field.value = '';
      filter();
    }
  });
  tools.hidden = false;
  openNamed();
})();
`;

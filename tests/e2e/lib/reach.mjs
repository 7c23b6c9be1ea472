// A page by the keyboard alone, and for eyes that need it large: what cannot be reached, seen or read, one line each.

/** In the page: the thing that has the focus, and whether its mark is seen, with 3:1 against what is around it (WCAG 2.4.7, 1.4.11). */
function stop() {
  const el = document.activeElement;
  if (!el || el === document.body || el === document.documentElement) return null;
  const luminance = (colour) => {
    const [r, g, b] = colour.match(/[\d.]+/g).slice(0, 3).map((c) => c / 255).map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const mark = () => {
    let around = el.parentElement;
    while (around && getComputedStyle(around).backgroundColor === 'rgba(0, 0, 0, 0)') around = around.parentElement;
    const ground = luminance(around ? getComputedStyle(around).backgroundColor : 'rgb(255, 255, 255)');
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(el);
    if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) return 'shows no focus';
    const line = luminance(outlineColor);
    const contrast = (Math.max(line, ground) + 0.05) / (Math.min(line, ground) + 0.05);
    if (contrast < 3) return `shows its focus with contrast ${contrast.toFixed(1)}`;
    const box = el.getBoundingClientRect();
    return box.bottom <= 0 || box.top >= innerHeight ? 'has the focus out of the window' : '';
  };
  return { at: [...document.querySelectorAll('*')].indexOf(el), mark: mark(), skip: el.classList.contains('skip'),
    name: `${el.tagName.toLowerCase()} "${el.id || el.name || el.textContent.trim().slice(0, 40)}"` };
}

/** In the page: where the Tab key should stop, in the order of reading; of a group of radio buttons one. */
function stops() {
  const every = [...document.querySelectorAll('*')];
  const groups = new Set();
  return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
    .filter((el) => el.checkVisibility() && !el.disabled)
    .filter((el) => el.type !== 'radio' || (!groups.has(el.name) && groups.add(el.name)))
    .map((el) => (el.type === 'radio' && document.querySelector(`[name="${el.name}"]:checked`)) || el)
    .map((el) => every.indexOf(el));
}

/** Tab, or Shift+Tab, until the focus is on what `selector` names, as somebody without a mouse does: she sees it at each stop. */
export async function tabTo(page, selector, key = 'Tab') {
  for (let i = 0; i < 60; i += 1) {
    await page.keyboard.press(key);
    const now = await page.evaluate(stop);
    if (now?.mark) throw new Error(`${now.name} ${now.mark}`);
    if (await page.evaluate((s) => document.activeElement.matches(s), selector)) return;
  }
  throw new Error(`60 times ${key} did not reach ${selector}`);
}

/** Tab through the whole page, once round. */
export async function judgeKeys(page) {
  const expected = await page.evaluate(stops);
  const found = [];
  const met = [];
  for (let n = 0; n < 2 * expected.length + 4; n += 1) {
    await page.keyboard.press('Tab');
    const now = await page.evaluate(stop);
    if (now?.skip && met.length) break;
    if (!now || (!met.length && !now.skip)) continue; // to the page's begin first
    if (now.mark) found.push(`${now.name} ${now.mark}`);
    met.push(now.at);
  }
  if (met.join() !== expected.join()) found.push(`the Tab key stops at ${met.join()}, not at ${expected.join()}`);
  return found;
}

/** In the page: what is wider than the window, cut off, or written over something else. */
function misfits() {
  const found = [];
  const html = document.documentElement;
  if (html.scrollWidth > innerWidth) found.push(`is ${html.scrollWidth} px wide`);
  const hidden = (el) => el.closest('.visually-hidden, .visually-hidden-focusable, [aria-hidden=true]');
  for (const el of document.querySelectorAll('body *')) {
    const { overflowX, overflowY } = getComputedStyle(el);
    if (hidden(el) || el.matches('input, textarea, progress')) continue;
    const cut = (overflowX !== 'visible' && el.scrollWidth > el.clientWidth + 1) || (overflowY !== 'visible' && el.scrollHeight > el.clientHeight + 1);
    if (cut) found.push(`cuts ${el.className || el.tagName}`);
  }
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const el = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !el.checkVisibility() || hidden(el)) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const button = el.closest('.btn, .alert, .site-radio, .site-kind, .site-choice, .site-app')?.getBoundingClientRect();
    for (const box of range.getClientRects()) {
      const text = walker.currentNode.data.trim().slice(0, 40);
      if (box.right > innerWidth + 1 || box.left < -1) found.push(`shows "${text}" partly`);
      if (button && (box.right > button.right + 1 || box.bottom > button.bottom + 1 || box.top < button.top - 1)) found.push(`"${text}" leaves its box`);
      texts.push({ box, text, node: walker.currentNode });
    }
  }
  texts.forEach((a, i) => texts.slice(i + 1).forEach((b) => {
    const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
    const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
    if (wide > 2 && high > Math.min(a.box.height, b.box.height) / 4) found.push(`writes "${a.text}" over "${b.text}"`);
  }));
  return [...new Set(found)];
}

/** In the page: targets under 24 px (WCAG 2.2, 2.5.8) other than links in a sentence, buttons under 44, and what moves. */
function small() {
  const found = [];
  for (const el of document.querySelectorAll('a[href], button, input:not([type=hidden]), summary')) {
    if (!el.checkVisibility() || el.classList.contains('skip')) continue;
    const inSentence = getComputedStyle(el).display === 'inline' && el.tagName === 'A';
    const box = el.getBoundingClientRect();
    if (getComputedStyle(el).transitionDuration !== '0s') found.push(`${el.id || el.textContent.trim()} moves for who wants less motion`);
    if (!inSentence && (box.width < 24 || box.height < 24)) found.push(`${el.id || el.textContent.trim()} is ${box.width.toFixed(1)} by ${box.height.toFixed(1)} px`);
    if (el.classList.contains('btn') && box.height < 44) found.push(`the button ${el.textContent.trim()} is ${box.height.toFixed(1)} px high`);
  }
  return found;
}

const spacing = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }';

/** In the page: letters of `size`, and the spacing of WCAG 1.4.12. By the page's objects: its policy takes no other style. */
function dress([size, css]) {
  document.documentElement.style.fontSize = size;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
}

/** The page at 200 % and 400 % of 1280 px, with letters of twice the size, and with wider spacing. */
export const views = [
  { name: 'at 320 px', width: 320, size: '', css: '' },
  { name: 'at 320 px with wide spacing', width: 320, size: '', css: spacing },
  { name: 'at 640 px', width: 640, size: '', css: '' },
  { name: 'at 640 px with letters of twice the size', width: 640, size: '212.5%', css: '' }, // postern.css has 106.25 %
  { name: 'at 375 px with letters of twice the size', width: 375, size: '212.5%', css: '' },
];

export async function view(page, { width, size, css }) {
  await page.setViewportSize({ width, height: 640 });
  await page.evaluate(dress, [size, css]);
}

export async function judgeFit(page) {
  const before = page.viewportSize();
  const found = [];
  for (const one of views) {
    await view(page, one);
    for (const what of await page.evaluate(misfits)) found.push(`${one.name} ${what}`);
    if (one === views[0]) found.push(...await page.evaluate(small));
  }
  await view(page, { width: before.width, size: '', css: '' });
  await page.setViewportSize(before);
  return found;
}

import { fonts, type Palette } from '../../theme/tokens.ts';

/** Room for the title over the drawing, px. */
const TITLE_PX = 36;
const PADDING_PX = 12;
/** Words over or beside the drawing that are not part of the picture. */
const LEFT_OUT = '.visually-hidden, [data-crosshair], svg, button[aria-label]';

/**
 * What a panel shows as a PNG: its canvas, the words around it and its title, on the background of the theme. Answers in words why
 * there is none: a picture is made from a canvas, and numbers or tables have none.
 */
export async function panelPicture({
  title,
  note,
  body,
  palette,
}: {
  readonly title: string;
  /** Beside the title: when, and in which zone. */
  readonly note: string;
  readonly body: HTMLElement | null;
  readonly palette: Palette;
}): Promise<Blob | string> {
  const drawn = [...(body?.querySelectorAll('canvas') ?? [])].filter(
    ({ width, height }) => width * height > 0,
  );
  if (body === null || drawn.length === 0)
    return 'Only a chart can be a picture. Show the chart, or export CSV or JSON.';
  // Where the page is shown larger, as on a wall, layout px and screen px differ.
  const frame = body.getBoundingClientRect();
  const picture = document.createElement('canvas');
  const scale = window.devicePixelRatio;
  picture.width = Math.round(frame.width * scale);
  picture.height = Math.round((frame.height + TITLE_PX) * scale);
  const pen = picture.getContext('2d');
  if (pen === null)
    return `The browser has no memory for a picture of ${size(picture)} px. Make the window smaller.`;
  pen.scale(scale, scale);
  pen.fillStyle = palette.surface;
  pen.fillRect(0, 0, frame.width, frame.height + TITLE_PX);
  pen.textBaseline = 'middle';
  pen.font = `400 12px ${fonts.sans}`;
  pen.fillStyle = palette.textMuted;
  const noteWidth = pen.measureText(note).width;
  pen.fillText(note, frame.width - PADDING_PX - noteWidth, TITLE_PX / 2);
  pen.font = `600 14px ${fonts.sans}`;
  pen.fillStyle = palette.text;
  pen.fillText(fitted(pen, title, frame.width - 3 * PADDING_PX - noteWidth), PADDING_PX, TITLE_PX / 2);
  pen.translate(-frame.left, TITLE_PX - frame.top);
  pen.beginPath();
  pen.rect(frame.left, frame.top, frame.width, frame.height);
  pen.clip();
  for (const canvas of drawn) {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    pen.drawImage(canvas, left, top, width, height);
  }
  for (const hatch of body.querySelectorAll('[data-picture="hatch"]')) drawHatch(pen, hatch, palette);
  for (const cap of body.querySelectorAll('[data-picture="cap"]')) drawCap(pen, cap, palette);
  for (const swatch of body.querySelectorAll('svg[data-picture="swatch"]')) drawSwatch(pen, swatch);
  drawWords(pen, body);
  const blob = await new Promise<Blob | null>((resolve) => picture.toBlob(resolve, 'image/png'));
  return blob ?? `The browser could not make a picture of ${size(picture)} px. Make the window smaller.`;
}

function size({ width, height }: HTMLCanvasElement): string {
  return `${width} × ${height}`;
}

/** Every piece of text that can be seen, where it is and as it looks. */
function drawWords(pen: CanvasRenderingContext2D, body: HTMLElement): void {
  const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode() !== null) {
    const node = texts.currentNode;
    const parent = node.parentElement;
    const text = (node.textContent ?? '').trim();
    if (parent === null || text === '' || parent.closest(LEFT_OUT) !== null) continue;
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const seen = visibleBox(box, parent, body);
    if (seen === undefined) continue;
    const style = getComputedStyle(parent);
    pen.save();
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    pen.fillStyle = style.color;
    pen.globalAlpha = opacityOf(parent, body);
    pen.fillText(fitted(pen, text, seen.right - box.left + 1), box.left, (box.top + box.bottom) / 2);
    pen.restore();
  }
}

/** The part of a text's box that nothing cuts off; undefined when less than its height can be seen. */
function visibleBox(
  box: DOMRect,
  parent: HTMLElement,
  body: HTMLElement,
): { readonly right: number } | undefined {
  let right = box.right;
  for (let around: HTMLElement | null = parent; around !== null; around = around.parentElement) {
    if (getComputedStyle(around).overflowX !== 'visible' || around === body) {
      const edge = around.getBoundingClientRect();
      if (box.top < edge.top - 2 || box.bottom > edge.bottom + 2 || box.left >= edge.right) return undefined;
      right = Math.min(right, edge.right);
    }
    if (around === body) break;
  }
  return box.width === 0 ? undefined : { right };
}

function opacityOf(element: HTMLElement, body: HTMLElement): number {
  let opacity = 1;
  for (
    let around: HTMLElement | null = element;
    around !== null && around !== body;
    around = around.parentElement
  )
    opacity *= Number(getComputedStyle(around).opacity);
  return opacity;
}

/** The text, or as much of it as there is room for. */
function fitted(pen: CanvasRenderingContext2D, text: string, roomPx: number): string {
  if (pen.measureText(text).width <= roomPx) return text;
  const letters = Array.from(text);
  while (letters.length > 0 && pen.measureText(`${letters.join('')}…`).width > roomPx) letters.pop();
  return `${letters.join('')}…`;
}

function drawSwatch(pen: CanvasRenderingContext2D, swatch: Element): void {
  const line = swatch.querySelector('line');
  const box = swatch.getBoundingClientRect();
  if (line === null || box.width === 0) return;
  const middle = (box.top + box.bottom) / 2;
  pen.save();
  pen.strokeStyle = line.getAttribute('stroke') ?? '';
  pen.lineWidth = 3;
  pen.setLineDash((line.getAttribute('stroke-dasharray') ?? '').split(' ').filter(Boolean).map(Number));
  pen.beginPath();
  pen.moveTo(box.left + 1, middle);
  pen.lineTo(box.right - 1, middle);
  pen.stroke();
  pen.restore();
}

/** Time without samples, as slanted lines. */
function drawHatch(pen: CanvasRenderingContext2D, hatch: Element, palette: Palette): void {
  const { left, top, right, bottom, width, height } = hatch.getBoundingClientRect();
  pen.save();
  pen.beginPath();
  pen.rect(left, top, width, height);
  pen.clip();
  pen.strokeStyle = palette.border;
  pen.beginPath();
  for (let x = left - height; x < right; x += 8.5) {
    pen.moveTo(x, bottom);
    pen.lineTo(x + height, top);
  }
  pen.stroke();
  pen.restore();
}

/** The hollow end of a curve whose samples stopped. */
function drawCap(pen: CanvasRenderingContext2D, cap: Element, palette: Palette): void {
  const { left, top, width, height } = cap.getBoundingClientRect();
  pen.save();
  pen.strokeStyle = getComputedStyle(cap).borderTopColor;
  pen.fillStyle = palette.surface;
  pen.lineWidth = 1.5;
  pen.beginPath();
  pen.arc(left + width / 2, top + height / 2, 2.75, 0, 2 * Math.PI);
  pen.fill();
  pen.stroke();
  pen.restore();
}

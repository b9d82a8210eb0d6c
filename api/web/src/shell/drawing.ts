/** What the service drew, as an element; nothing in it runs or loads. */
export function drawn(svg: string): SVGSVGElement {
  const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  if (parsed.nodeName !== 'svg') throw new Error('no drawing');
  for (const unwanted of parsed.querySelectorAll('script, foreignObject, image, use, style')) unwanted.remove();
  return document.importNode(parsed, true) as unknown as SVGSVGElement;
}

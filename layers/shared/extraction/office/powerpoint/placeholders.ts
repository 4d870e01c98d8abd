import { Damaged } from '../damaged.ts';
import type { Package } from '../package/open.ts';
import { relatedPart, relationshipsOf } from '../package/relationships.ts';
import type { Area } from '../slides/reading-order.ts';
import { childrenOf, descend, findAll, readElements, type XmlElement } from '../xml/tree.ts';

/** What a shape says of the place that its layout has for it. */
export type Placeholder = { type: string; index: string | undefined };
type Place = Placeholder & { area: Area };

/** Finds where a layout, or the master behind it, puts a placeholder. */
export type Layouts = { areaOf(slideLayout: string | undefined, placeholder: Placeholder): Area | undefined };

export function createLayouts(parts: Package): Layouts {
  const known = new Map<string, Place[]>();
  const placesOf = (part: string): Place[] => {
    const before = known.get(part);
    if (before) return before;
    const places = readPlaces(parts, part);
    known.set(part, places);
    const master = relatedPart(relationshipsOf(parts, part), 'slideMaster');
    if (master && master !== part) places.push(...placesOf(master));
    return places;
  };
  return {
    areaOf(slideLayout, { type, index }) {
      if (!slideLayout) return undefined;
      const places = placesOf(slideLayout);
      const same = places.find((place) => index !== undefined && place.index === index);
      return (same ?? places.find((place) => place.type === type))?.area;
    },
  };
}

export function placeholderOf(shape: XmlElement): Placeholder | undefined {
  const properties = childrenOf(shape).find(({ name }) => name.startsWith('p:nv'));
  const placeholder = descend(properties, 'p:nvPr', 'p:ph');
  if (!placeholder) return undefined;
  return { type: placeholder.attributes.type ?? 'body', index: placeholder.attributes.idx };
}

/** Where a shape, group or frame says that it stands. */
export function areaOf(shape: XmlElement): Area | undefined {
  const transform =
    descend(shape, 'p:spPr', 'a:xfrm') ?? descend(shape, 'p:grpSpPr', 'a:xfrm') ?? descend(shape, 'p:xfrm');
  const offset = descend(transform, 'a:off')?.attributes;
  const extent = descend(transform, 'a:ext')?.attributes;
  if (!offset || !extent) return undefined;
  const [x, y, width, height] = [offset.x, offset.y, extent.cx, extent.cy].map(Number);
  if (![x, y, width, height].every(Number.isFinite)) return undefined;
  return { x: x ?? 0, y: y ?? 0, width: width ?? 0, height: height ?? 0 };
}

function readPlaces(parts: Package, part: string): Place[] {
  const places: Place[] = [];
  try {
    readElements(
      parts.read(part),
      new Set(['p:sldLayout', 'p:sldMaster', 'p:cSld', 'p:spTree']),
      (element) => {
        for (const shape of [element, ...findAll(element, 'p:sp')]) {
          const placeholder = placeholderOf(shape);
          const area = areaOf(shape);
          if (placeholder && area) places.push({ ...placeholder, area });
        }
      },
    );
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
  }
  return places;
}

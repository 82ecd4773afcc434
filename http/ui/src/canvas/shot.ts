import { useEffect } from 'preact/hooks';
import { useApp } from '../context';

/** A picture to take away, as it is on the screen. */
export interface Shot {
  /** A whole SVG document. */
  svg: () => string;
  /** A PNG of twice the size on the screen. */
  png: () => Promise<Blob>;
  /** Where the entities are, where the picture is of such. */
  places?: () => ReadonlyMap<string, { x: number; y: number }>;
}

/** Offers the picture of a page to be taken away, as long as it is there. */
export function useShot(shot: Shot | undefined): void {
  const { shot: offered } = useApp();
  useEffect(() => {
    offered.current = shot;
    return () => { if (offered.current === shot) offered.current = undefined; };
  }, [shot]);
}

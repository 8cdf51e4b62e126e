import { Link } from 'react-router-dom';
import { useKeptSearch } from '../time/use-url-state.ts';
import styles from './Brand.module.css';

/** The sign of the three roads and the product's name, which lead to the overview. */
export function Brand({ isShort }: { readonly isShort: boolean }) {
  const search = useKeptSearch();
  return (
    <Link to={`/${search}`} className={styles['brand']} aria-label="Hecate, overview">
      <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="7" fill="var(--accent)" />
        <path
          d="M16 6v10M16 16L7.5 24M16 16l8.5 8"
          fill="none"
          stroke="var(--on-accent)"
          strokeWidth="3"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
        <circle cx="16" cy="16" r="3.2" fill="var(--on-accent)" />
      </svg>
      {!isShort && <span>Hecate</span>}
    </Link>
  );
}

import { useEffect, useRef, type ReactNode } from 'react';
import { useLocation } from 'react-router-dom';
import styles from './PageTitle.module.css';

/** The page's heading: takes the focus after a change of page and names the document, "llama-8b, Ready · Hecate". */
export function PageTitle({
  title,
  documentTitle,
  children,
  actions,
}: {
  readonly title: ReactNode;
  /** Words for the window's title, without the product's name. */
  readonly documentTitle: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    document.title = `${documentTitle} · Hecate`;
  }, [documentTitle]);
  useEffect(() => {
    // The first page of a visit keeps the browser's own focus; later ones announce themselves.
    if (document.documentElement.dataset['visited'] === 'yes')
      heading.current?.focus({ preventScroll: true });
    document.documentElement.dataset['visited'] = 'yes';
  }, [pathname]);
  return (
    <div className={styles['row']}>
      <div className={styles['words']}>
        <h1 ref={heading} tabIndex={-1} className={styles['title']}>
          {title}
        </h1>
        {children}
      </div>
      {actions !== undefined && (
        <div className={styles['actions']} data-chrome>
          {actions}
        </div>
      )}
    </div>
  );
}

import { Link, useLocation } from 'react-router-dom';
import { PageTitle } from '../components/PageTitle.tsx';

/** What an address without a page shows. */
export function NoSuchPage() {
  const { pathname } = useLocation();
  return (
    <>
      <PageTitle title="No such page" documentTitle="No such page" />
      <p style={{ overflowWrap: 'anywhere' }}>
        Hecate has no page at <code>{pathname.slice(0, 300)}</code>. <Link to="/">Go to the overview</Link>
      </p>
    </>
  );
}

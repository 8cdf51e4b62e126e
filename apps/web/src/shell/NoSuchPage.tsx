import { Link } from 'react-router-dom';

/** What an address without a page shows. */
export function NoSuchPage() {
  return (
    <>
      <h1>No such page</h1>
      <p>
        Nothing lives at this address. <Link to="/">Go to the overview</Link>
      </p>
    </>
  );
}

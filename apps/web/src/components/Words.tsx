/** Longest text shown; the server's words are data and may be long. */
const longest = 300;

/** A sentence of the server: what stands in backticks is code, everything else is text, never markup. */
export function Words({ children }: { readonly children: string }) {
  const text = children.length > longest ? `${children.slice(0, longest)}…` : children;
  return (
    <>
      {text.split('`').map((part, index) =>
        // Pieces have no identity but their place; the odd ones stood between backticks.
        index % 2 === 1 ? (
          <code key={`${index}:${part}`}>{part}</code>
        ) : (
          <span key={`${index}:${part}`}>{part}</span>
        ),
      )}
    </>
  );
}

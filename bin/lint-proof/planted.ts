// Planted on purpose: the lint step fails when the typed rules do not report exactly this file's floating promise.
async function answer(): Promise<number> {
  return 42;
}

answer();

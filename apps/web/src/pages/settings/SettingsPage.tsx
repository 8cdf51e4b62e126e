/** `/settings`: how the console looks and behaves in this browser. */
export function SettingsPage() {
  return <h1>Settings</h1>;
}

import { expect, type Locator, type Page } from '@playwright/test';
import { project } from './edited-dashboard.ts';

/** How long a page may take on a busy machine. */
export const patience = { timeout: 45_000 };

/** The toolbar of edit mode. */
export function toolbar(page: Page) {
  return page.getByRole('toolbar', { name: 'Edit dashboard' });
}

/** A panel of the editor's grid by a text in it. */
export function panel(page: Page, title: string) {
  return page.locator('.react-grid-item').getByTestId('panel').filter({ hasText: title });
}

/** Where edit mode announces what was done. */
export function status(page: Page) {
  return page.locator('[data-edit-status]');
}

/** The box of a button that upstream may draw anew while it is asked for. */
export async function boxOf(button: Locator) {
  let box: Awaited<ReturnType<Locator['boundingBox']>> = null;
  await expect(async () => {
    box = await button.boundingBox({ timeout: 1_000 });
    expect(box).not.toBeNull();
  }).toPass(patience);
  return box ?? { x: 0, y: 0, width: 0, height: 0 };
}

/** Removes a panel by the button in its header. */
export async function remove(page: Page, title: string): Promise<void> {
  await page
    .getByRole('button', { name: `delete panel ${title}`, exact: true })
    .locator('visible=true')
    .click();
}

/** Gives a panel another title in the panel editor. */
export async function rename(page: Page, title: string, next: string): Promise<void> {
  await page
    .getByRole('button', { name: `edit panel ${title}`, exact: true })
    .locator('visible=true')
    .click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(next);
  await page.getByRole('button', { name: 'Apply', exact: true }).click();
  await expect(page.getByTestId('panel-editor')).toHaveCount(0);
  await expect(panel(page, next)).toBeVisible();
}

/** Presses Save twice, in the toolbar and in its dialog; what comes of it is the caller's. */
export async function trySave(page: Page, message = ''): Promise<void> {
  await toolbar(page).getByRole('button', { name: 'Save dashboard' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save dashboard' });
  await dialog.getByLabel(/What changed/).fill(message);
  await dialog.getByRole('button', { name: 'Save dashboard' }).click();
}

/** Saves and waits until the page says so. */
export async function save(page: Page, message: string): Promise<void> {
  await trySave(page, message);
  await expect(page.getByText(/Saved version \d+\./)).toBeVisible(patience);
}

/** Opens the editor of a dashboard and waits for its first panel. */
export async function edit(page: Page, base: string, name: string): Promise<void> {
  await page.goto(`${base}${project}/${name}?edit=1`);
  await expect(toolbar(page)).toBeVisible(patience);
  await expect(panel(page, 'Requests running')).toBeVisible(patience);
}

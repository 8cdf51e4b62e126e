import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { installHtmlPolicy } from './security/html-policy.ts';

installHtmlPolicy(window);
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id root');
const nonce = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? undefined;
createRoot(root).render(<App nonce={nonce} />);

import { i18n } from '@lingui/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { readBootData } from '../api/boot';
import { makeQueryClient } from '../api/queryClient';
import { activate, firstLocale, storedLocale } from '../lib/i18n';
import { applyTheme, storedTheme } from '../lib/theme';
import { Providers } from './Providers';
import { makeRouter } from './router';
import './styles.css';

applyTheme(storedTheme());
const queryClient = makeQueryClient();
readBootData(queryClient, document.getElementById('boot')?.textContent);
const router = makeRouter(queryClient);
await activate(firstLocale(storedLocale(), navigator.languages));

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Providers i18n={i18n} queryClient={queryClient} router={router} />
    </StrictMode>,
  );
}

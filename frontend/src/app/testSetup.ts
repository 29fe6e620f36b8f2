import '@testing-library/jest-dom/vitest';
import { i18n } from '@lingui/core';
import { cleanup } from '@testing-library/react';
import { afterEach, beforeEach } from 'vitest';
import { messages } from '../locales/vi';

// jsdom draws nothing, so it knows neither scrolling nor the modal state of a dialog.
window.scrollTo = () => undefined;
HTMLDialogElement.prototype.showModal = function showModal() {
  this.open = true;
};
HTMLDialogElement.prototype.close = function close() {
  this.open = false;
};

beforeEach(() => i18n.loadAndActivate({ locale: 'vi', messages }));
afterEach(cleanup);

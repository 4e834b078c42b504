import { lazy } from 'solid-js';
import { render } from 'solid-js/web';
import { App } from './views/app.tsx';

/** The wall display is a window of its own, with the same page. */
const Wall = lazy(() => import('./wall/wall.tsx'));

const root = document.getElementById('app');
if (!root) throw new Error('index.html has no #app');
render(() => (location.search === '?wall' ? <Wall /> : <App />), root);

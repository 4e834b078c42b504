import { lazy } from 'solid-js';
import { render } from 'solid-js/web';
import { App } from './views/app.tsx';

/** The wall display and the card of an alarm are windows of their own, with the same page. */
const Wall = lazy(() => import('./wall/wall.tsx'));
const AlarmCard = lazy(() => import('./alarm/alarm-card.tsx'));

const root = document.getElementById('app');
if (!root) throw new Error('index.html has no #app');

const page = new URLSearchParams(location.search);
if (page.has('alarm-sound')) {
  void import('./alarm/alarm-sound.ts').then(({ playAlarmSound }) => playAlarmSound());
} else {
  render(() => {
    if (page.has('wall')) return <Wall />;
    return page.has('alarm') ? <AlarmCard isFirst={page.get('alarm') === 'first'} /> : <App />;
  }, root);
}

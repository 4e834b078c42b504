import { lazy } from 'solid-js';
import { render } from 'solid-js/web';
import { App } from './views/app.tsx';

/** The wall display and the cards of alarms and of calls are windows of their own, with the same page. */
const Wall = lazy(() => import('./wall/wall.tsx'));
const AlarmCard = lazy(() => import('./alarm/alarm-card.tsx'));
const CallCard = lazy(() => import('./call/call-card.tsx'));

const root = document.getElementById('app');
if (!root) throw new Error('index.html has no #app');

const page = new URLSearchParams(location.search);
if (page.has('alarm-sound')) {
  void import('./alarm/alarm-sound.ts').then(({ playAlarmSound }) => playAlarmSound());
} else {
  render(() => {
    if (page.has('wall')) return <Wall />;
    if (page.has('call')) return <CallCard />;
    return page.has('alarm') ? <AlarmCard isFirst={page.get('alarm') === 'first'} /> : <App />;
  }, root);
}

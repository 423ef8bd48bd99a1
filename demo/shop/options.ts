// One object for the server and the page: both give the same answers.

import { googleAnalytics } from 'assent/tags/google-analytics';
import { youtube } from 'assent/tags/youtube';

export const measurementId = 'G-KTTLFLL001';

export const options = {
  policy: '/privacy.html',
  tags: [googleAnalytics({ id: measurementId }), youtube()],
  vendors: [
    {
      id: 'kettlefell',
      name: 'Kettlefell',
      category: 'functional',
      purpose: 'Remembers your mug and your favourites on this device.',
      storage: ['kettlefell_*'],
    },
  ],
  ui: { position: 'corner' },
} as const;

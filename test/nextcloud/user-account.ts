import { routes } from './router.ts';

/** The provisioning API's view of the user who asks. */
export const userRoutes = routes(
  '/cloud',
  {},
  {
    'GET /user': ({ world, user }) => {
      if (!user) return { data: [] };
      const now = world.now();
      return {
        data: {
          enabled: user.enabled,
          id: user.id,
          firstLoginTimestamp: now,
          lastLoginTimestamp: now,
          lastLogin: now * 1000,
          backend: 'Database',
          subadmin: [],
          quota: { free: -3, used: 0, total: -3, relative: 0, quota: -3 },
          manager: '',
          avatarScope: 'v2-federated',
          email: `${user.id}@example.org`,
          emailScope: 'v2-federated',
          additional_mail: [],
          additional_mailScope: [],
          displayname: user.displayName,
          'display-name': user.displayName,
          displaynameScope: 'v2-federated',
          ...Object.fromEntries(
            [
              'phone',
              'address',
              'website',
              'twitter',
              'bluesky',
              'fediverse',
              'organisation',
              'role',
              'headline',
            ].flatMap((name) => [
              [name, ''],
              [`${name}Scope`, 'v2-local'],
            ]),
          ),
          biography: '',
          biographyScope: 'v2-local',
          profile_enabled: '1',
          profile_enabledScope: 'v2-local',
          pronouns: '',
          pronounsScope: 'v2-federated',
          groups: ['Feuerwehr'],
          language: user.language,
          locale: user.language === 'de' ? 'de_DE' : 'en_GB',
          timezone: 'Europe/Berlin',
          notify_email: null,
          backendCapabilities: { setDisplayName: true, setPassword: true },
        },
      };
    },
  },
);

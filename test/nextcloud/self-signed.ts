import { serverCertificate } from './certificates.ts';

/** Creates a fresh key and a self-signed certificate for localhost and 127.0.0.1, as PEM. */
export const selfSignedCertificate = (): { key: string; cert: string } => {
  const { key, cert } = serverCertificate();
  return { key, cert };
};

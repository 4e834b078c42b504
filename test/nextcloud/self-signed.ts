import { serverCertificate } from './certificates.ts';

/** A fresh key and a certificate for localhost and 127.0.0.1 that nobody vouches for, as PEM. */
export const selfSignedCertificate = (): { key: string; cert: string } => {
  const { key, cert } = serverCertificate();
  return { key, cert };
};

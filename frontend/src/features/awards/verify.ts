import type { Schemas } from '../../api/client';

/** How the signature was checked: by this browser alone, or not at all because the browser cannot. */
export type Verdict = 'genuine' | 'forged' | 'unable';

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}

/** Checks the Ed25519 signature of a certificate in the browser, without asking the server. */
export async function verifyProof(proof: Schemas['CertificateProof']): Promise<Verdict> {
  try {
    const key = await crypto.subtle.importKey('raw', bytesOf(proof.public_key), { name: 'Ed25519' }, false, ['verify']);
    const text = new TextEncoder().encode(proof.payload);
    return (await crypto.subtle.verify({ name: 'Ed25519' }, key, bytesOf(proof.signature), text)) ? 'genuine' : 'forged';
  } catch {
    // An older browser, or a page without TLS, has no such algorithm; the server has checked it then.
    return 'unable';
  }
}

/** Says whether what the page shows is what was signed. */
export function isAsSigned(certificate: Schemas['CertificateRead']): boolean {
  const signed: unknown = JSON.parse(certificate.proof.payload);
  if (typeof signed !== 'object' || signed === null) return false;
  const shown: Record<string, unknown> = { ...certificate };
  return Object.entries(signed).every(([name, value]) => JSON.stringify(shown[name]) === JSON.stringify(value));
}

/** Writes a code in groups of four, as it is printed. */
export function readableCode(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? code;
}

import { createHash, createPublicKey, generateKeyPair, type KeyObject, randomBytes, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { AsnConvert, AsnParser, AsnSerializer, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_nameConstraints,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_serverAuth,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  NameConstraints,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509';

export interface CertificateParts {
  readonly commonName: string;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
  /** A host's certificate, or that of an authority for all hosts in some domains. */
  readonly for: { readonly host: string } | { readonly domains: readonly string[] };
}

/** Who signs: for a certificate of its own, the subject itself. */
export interface Issuer {
  readonly commonName: string;
  readonly privateKey: KeyObject;
}

const COMMON_NAME = '2.5.4.3';
const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2';

/** A key that is made in a moment, and that every TLS client of today knows. */
export const makeKey = async (): Promise<KeyObject> =>
  (await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' })).privateKey;

/** A signed X.509 certificate (RFC 5280) for the key, as PEM. */
export const makeCertificate = (parts: CertificateParts, key: KeyObject, issuer: Issuer): string => {
  const subjectKey = AsnParser.parse(publicDer(key), SubjectPublicKeyInfo);
  const algorithm = new AlgorithmIdentifier({ algorithm: ECDSA_WITH_SHA256 });
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: serialNumber(),
    signature: algorithm,
    issuer: nameOf(issuer.commonName),
    validity: new Validity({ notBefore: new Date(parts.from), notAfter: new Date(parts.until) }),
    subject: nameOf(parts.commonName),
    subjectPublicKeyInfo: subjectKey,
    extensions: new Extensions([
      ...('host' in parts.for ? hostExtensions(parts.for.host) : authorityExtensions(parts.for.domains)),
      extension(id_ce_subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyId(key))),
      extension(
        id_ce_authorityKeyIdentifier,
        false,
        new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(keyId(issuer.privateKey)) }),
      ),
    ]),
  });
  const signature = sign('sha256', Buffer.from(AsnSerializer.serialize(tbsCertificate)), issuer.privateKey);
  const certificate = new Certificate({
    tbsCertificate,
    signatureAlgorithm: algorithm,
    signatureValue: bytes(signature),
  });
  return pem(Buffer.from(AsnSerializer.serialize(certificate)));
};

const hostExtensions = (host: string): readonly Extension[] => [
  extension(id_ce_basicConstraints, true, new BasicConstraints({ cA: false })),
  extension(id_ce_keyUsage, true, new KeyUsage(KeyUsageFlags.digitalSignature)),
  extension(id_ce_extKeyUsage, false, new ExtendedKeyUsage([id_kp_serverAuth])),
  extension(id_ce_subjectAltName, false, new SubjectAlternativeName([new GeneralName({ dNSName: host })])),
];

/** Whoever gets hold of the authority's key can speak for no host outside these domains. */
const authorityExtensions = (domains: readonly string[]): readonly Extension[] => [
  extension(id_ce_basicConstraints, true, new BasicConstraints({ cA: true, pathLenConstraint: 0 })),
  extension(id_ce_keyUsage, true, new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign)),
  extension(
    id_ce_nameConstraints,
    true,
    new NameConstraints({
      permittedSubtrees: new GeneralSubtrees(
        domains.map((domain) => new GeneralSubtree({ base: new GeneralName({ dNSName: domain }) })),
      ),
    }),
  ),
];

const extension = (id: string, critical: boolean, value: object): Extension =>
  new Extension({ extnID: id, critical, extnValue: new OctetString(AsnConvert.serialize(value)) });

const nameOf = (commonName: string): Name =>
  new Name([
    new RelativeDistinguishedName([
      new AttributeTypeAndValue({ type: COMMON_NAME, value: new AttributeValue({ utf8String: commonName }) }),
    ]),
  ]);

/** Positive, and of no leading zero byte. */
const serialNumber = (): ArrayBuffer => {
  const number = randomBytes(16);
  number[0] = (number[0]! & 0x3f) | 0x40;
  return bytes(number);
};

const publicDer = (key: KeyObject): Buffer => createPublicKey(key).export({ type: 'spki', format: 'der' });

/** RFC 5280 §4.2.1.2 leaves the way open; a hash of the whole key info is one. */
const keyId = (key: KeyObject): ArrayBuffer => bytes(createHash('sha1').update(publicDer(key)).digest());

const bytes = (buffer: Buffer): ArrayBuffer => new Uint8Array(buffer).buffer;

const pem = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`;

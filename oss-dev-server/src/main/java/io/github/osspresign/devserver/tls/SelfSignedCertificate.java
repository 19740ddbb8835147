// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A self-signed certificate (RFC 5280, version 3, ECDSA on P-256 with SHA-256) with its private key. Both are only in
 * memory.
 */
public final class SelfSignedCertificate {

    private static final String ALIAS = "oss-dev-server";
    private static final Duration LIFETIME = Duration.ofDays(365);

    // The key store and the key are never written to a file.
    private static final char[] NO_PASSWORD = new char[0];

    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.identifier("1.2.840.10045.4.3.2"));

    private final PrivateKey privateKey;
    private final X509Certificate certificate;

    private SelfSignedCertificate(PrivateKey privateKey, X509Certificate certificate) {
        this.privateKey = privateKey;
        this.certificate = certificate;
    }

    /**
     * Creates a key and its certificate, valid from a day before now until a year after.
     *
     * @param names host names; the first label may be {@code *}
     */
    public static SelfSignedCertificate create(
            Collection<String> names, Collection<InetAddress> addresses, Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            byte[] content = content(keys, names, addresses, now.truncatedTo(ChronoUnit.SECONDS));
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(content);
            byte[] encoded = Der.sequence(content, ECDSA_WITH_SHA256, Der.bits(0, signature.sign()));
            Certificate certificate =
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
            return new SelfSignedCertificate(keys.getPrivate(), (X509Certificate) certificate);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot make a certificate", e);
        }
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** Returns the certificate without the key in PEM form (RFC 7468). */
    public String pem() {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the certificate cannot be encoded", e);
        }
    }

    /** Returns the TLS context of a server with this certificate. */
    public SSLContext serverContext() {
        try {
            KeyStore store = emptyStore();
            store.setKeyEntry(ALIAS, privateKey, NO_PASSWORD, new Certificate[] {certificate});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java cannot serve TLS", e);
        }
    }

    /** Returns the TLS context of a client that trusts only this certificate. */
    public SSLContext clientContext() {
        try {
            KeyStore store = emptyStore();
            store.setCertificateEntry(ALIAS, certificate);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java cannot trust a certificate", e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    /** Returns the signed part of a certificate (RFC 5280 section 4.1). */
    private static byte[] content(
            KeyPair keys, Collection<String> names, Collection<InetAddress> addresses, Instant now)
            throws GeneralSecurityException {
        byte[] name = Der.sequence(Der.set(Der.sequence(Der.identifier("2.5.4.3"), Der.utf8("oss-dev-server"))));
        byte[] version3 = Der.tagged(0xA0, Der.integer(BigInteger.TWO));
        return Der.sequence(
                version3,
                Der.integer(new BigInteger(127, new SecureRandom()).add(BigInteger.ONE)),
                ECDSA_WITH_SHA256,
                name,
                Der.sequence(Der.time(now.minus(Duration.ofDays(1))), Der.time(now.plus(LIFETIME))),
                name,
                keys.getPublic().getEncoded(),
                Der.tagged(0xA3, extensions(keys, names, addresses)));
    }

    private static byte[] extensions(KeyPair keys, Collection<String> names, Collection<InetAddress> addresses)
            throws GeneralSecurityException {
        byte[] alternativeNames = Der.sequence(Stream.concat(
                        names.stream().map(name -> Der.tagged(0x82, name.getBytes(US_ASCII))),
                        addresses.stream().map(address -> Der.tagged(0x87, address.getAddress())))
                .toArray(byte[][]::new));
        byte[] keyId = MessageDigest.getInstance("SHA-1").digest(publicPoint(keys));
        byte[] isAuthority = Der.sequence(Der.yes());
        // digitalSignature and keyCertSign: strict clients require both for a self-signed certificate.
        byte[] usage = Der.bits(2, (byte) 0b1000_0100);
        byte[] serverAuthentication = Der.sequence(Der.identifier("1.3.6.1.5.5.7.3.1"));
        return Der.sequence(
                critical("2.5.29.19", isAuthority),
                critical("2.5.29.15", usage),
                extension("2.5.29.37", serverAuthentication),
                extension("2.5.29.14", Der.octets(keyId)),
                extension("2.5.29.17", alternativeNames));
    }

    private static byte[] critical(String identifier, byte[] value) {
        return Der.sequence(Der.identifier(identifier), Der.yes(), Der.octets(value));
    }

    private static byte[] extension(String identifier, byte[] value) {
        return Der.sequence(Der.identifier(identifier), Der.octets(value));
    }

    /** Returns the point of the public key, the end of its encoding: 04 and two numbers of 32 bytes. */
    private static byte[] publicPoint(KeyPair keys) {
        byte[] encoded = keys.getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - 65, encoded.length);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The Java parser reads the certificate with all its names and dates. */
class SelfSignedCertificateTest {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00.5Z");

    private static SelfSignedCertificate create(List<String> names) throws Exception {
        return SelfSignedCertificate.create(
                names,
                List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), InetAddress.getByAddress(new byte[16])),
                NOW);
    }

    @Test
    void pemIsParsedAndVerifiedByItsKey() throws Exception {
        SelfSignedCertificate made = create(List.of("localhost"));
        X509Certificate read = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(made.pem().getBytes(US_ASCII)));
        assertThat(read).isEqualTo(made.certificate());
        read.verify(read.getPublicKey());
        assertThat(read.getVersion()).isEqualTo(3);
        assertThat(read.getSigAlgName()).isEqualTo("SHA256withECDSA");
        assertThat(read.getSubjectX500Principal()).isEqualTo(read.getIssuerX500Principal());
        assertThat(read.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
        assertThat(read.getKeyUsage()).startsWith(true, false, false, false, false, true, false);
        assertThat(read.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(read.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.15", "2.5.29.19");
        assertThat(read.getSerialNumber()).isPositive();
    }

    @Test
    void certificateNamesHostsAndAddresses() throws Exception {
        assertThat(create(List.of("localhost", "*.localhost", "img.example.com"))
                        .certificate()
                        .getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(
                        List.of(2, "localhost"),
                        List.of(2, "*.localhost"),
                        List.of(2, "img.example.com"),
                        List.of(7, "127.0.0.1"),
                        List.of(7, "0:0:0:0:0:0:0:0"));
    }

    @Test
    void certificateHoldsManyNames() throws Exception {
        for (int count : new int[] {3, 10, 300, 5000}) {
            List<String> names = IntStream.range(0, count)
                    .mapToObj(i -> "bucket-" + i + ".localhost")
                    .toList();
            assertThat(create(names).certificate().getSubjectAlternativeNames()).hasSize(count + 2);
        }
    }

    @Test
    void certificateIsValidFromDayBeforeUntilYearAfter() throws Exception {
        X509Certificate certificate = create(List.of("localhost")).certificate();
        certificate.checkValidity(Date.from(NOW.minus(Duration.ofDays(1))));
        certificate.checkValidity(Date.from(NOW.plus(Duration.ofDays(364))));
        assertThatThrownBy(() -> certificate.checkValidity(Date.from(NOW.minus(Duration.ofHours(25)))))
                .isInstanceOf(CertificateNotYetValidException.class);
        assertThatThrownBy(() -> certificate.checkValidity(Date.from(NOW.plus(Duration.ofDays(366)))))
                .isInstanceOf(CertificateExpiredException.class);
    }

    @Test
    void everyCertificateHasNewKeyAndSerialNumber() throws Exception {
        X509Certificate one = create(List.of("localhost")).certificate();
        X509Certificate other = create(List.of("localhost")).certificate();
        assertThat(one.getPublicKey()).isNotEqualTo(other.getPublicKey());
        assertThat(one.getSerialNumber()).isNotEqualTo(other.getSerialNumber());
    }

    @Test
    void derFollowsTheExamplesOfTheStandard() {
        assertThat(hex(Der.identifier("2.999.3"))).isEqualTo("0603883703");
        assertThat(hex(Der.identifier("1.2.840.113549"))).isEqualTo("06062a864886f70d");
        assertThat(hex(Der.integer(BigInteger.valueOf(128)))).isEqualTo("02020080");
        assertThat(hex(Der.time(NOW))).isEqualTo("170d3236303331303132303030305a");
        assertThat(hex(Der.octets(new byte[127]))).startsWith("047f00").hasSize(2 * 129);
        assertThat(hex(Der.octets(new byte[128]))).startsWith("04818000").hasSize(2 * 131);
        assertThat(hex(Der.octets(new byte[256]))).startsWith("0482010000").hasSize(2 * 260);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}

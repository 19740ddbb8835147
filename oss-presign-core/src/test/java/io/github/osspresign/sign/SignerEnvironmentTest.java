// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.oss.EndpointType;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.sign.Vectors.Vector;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A signature depends only on its input, not on the locale, the time zone or other threads. */
class SignerEnvironmentTest {

    private static final List<Vector> VECTORS = Vectors.read("presign-vectors.jsonl").stream()
            .filter(vector -> !vector.toString().endsWith("-absent"))
            .toList();

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "ar-SA-u-nu-arab", "th-TH-u-ca-buddhist-nu-thai", "ja-JP-u-ca-japanese"})
    @ResourceLock(Resources.LOCALE)
    @ResourceLock(Resources.TIME_ZONE)
    void signatureDoesNotDependOnLocaleOrTimeZone(String languageTag) {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(languageTag));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            for (Vector vector : VECTORS) {
                assertThat(signature(OssSigner.of(vector.version()), vector))
                        .as(vector.toString())
                        .isEqualTo(vector.text("expectedSignature"));
            }
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void headerNamesAreLowerCasedCorrectlyInTurkishLocale() {
        Locale locale = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            PresignRequest request = PresignRequest.builder(
                            HttpMethod.GET, ServiceEndpoint.of("cn-hangzhou", EndpointType.PUBLIC), "abc", "k")
                    .header("IF-MATCH", "e")
                    .additionalHeaders(List.of("If-Match"))
                    .build();

            assertThat(request.additionalHeaders()).containsExactly("if-match");
            assertThat(ServiceEndpoint.parse("HTTPS://OSS-AP-SOUTHEAST-1-INTERNAL.ALIYUNCS.COM")
                            .region())
                    .contains("ap-southeast-1");
        } finally {
            Locale.setDefault(locale);
        }
    }

    /** Requests are created first, so that the threads are in the signer at the same time. */
    @Test
    void signerIsSafeToShareBetweenThreads() throws Exception {
        int threads = 4;
        int rounds = 10;
        Map<SignatureVersion, OssSigner> signers = new EnumMap<>(SignatureVersion.class);
        Map<Vector, PresignRequest> requests = new LinkedHashMap<>();
        VECTORS.forEach(vector -> {
            signers.computeIfAbsent(vector.version(), OssSigner::of);
            requests.put(vector, vector.request());
        });
        CyclicBarrier start = new CyclicBarrier(threads);
        Callable<Set<String>> task = () -> {
            start.await();
            Set<String> wrong = new TreeSet<>();
            for (int round = 0; round < rounds; round++) {
                requests.forEach((vector, request) -> {
                    String signature = signers.get(vector.version())
                            .trace(request, vector.credentials(), vector.signedAt())
                            .signature();
                    if (!signature.equals(vector.text("expectedSignature"))) {
                        wrong.add(vector.toString());
                    }
                });
            }
            return wrong;
        };
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            for (Future<Set<String>> wrong : executor.invokeAll(Collections.nCopies(threads, task))) {
                assertThat(wrong.get()).isEmpty();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private static String signature(OssSigner signer, Vector vector) {
        return signer.trace(vector.request(), vector.credentials(), vector.signedAt())
                .signature();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.osspresign.sign.Vectors.Vector;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our signer reproduces every vector, and rejects every input that a signer must reject. */
class VectorsTest {

    static List<Vector> vectors() {
        return Vectors.read("presign-vectors.jsonl").stream()
                .filter(vector -> !isAbsentHeader(vector))
                .toList();
    }

    static List<Vector> absentHeaders() {
        return Vectors.read("presign-vectors.jsonl").stream()
                .filter(VectorsTest::isAbsentHeader)
                .toList();
    }

    static List<Vector> rejectedInputs() {
        return Vectors.read("rejected-inputs.jsonl");
    }

    /**
     * Returns whether a vector omits an additional header that has no value; this project rejects the request instead.
     */
    private static boolean isAbsentHeader(Vector vector) {
        return vector.toString().matches("addhdr-.*-absent");
    }

    @Test
    void vectorFilesAreComplete() {
        assertThat(vectors().size() + absentHeaders().size()).isEqualTo(650);
        assertThat(rejectedInputs()).hasSize(36);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void reproducesUrlAndSignatureOfVector(Vector vector) {
        OssSigner signer = OssSigner.of(vector.version());
        PresignedUrl url = signer.presign(vector.request(), vector.credentials(), vector.signedAt());
        SignatureTrace trace = signer.trace(vector.request(), vector.credentials(), vector.signedAt());

        assertThat(trace.signature()).isEqualTo(vector.text("expectedSignature"));
        assertThat(sortedByName(url.url())).isEqualTo(vector.text("normalizedUrl"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void traceEqualsCanonicalRequestAndStringToSignOfVector(Vector vector) {
        SignatureTrace trace =
                OssSigner.of(vector.version()).trace(vector.request(), vector.credentials(), vector.signedAt());

        assertThat(trace.stringToSign()).isEqualTo(vector.text("stringToSign"));
        assertThat(trace.canonicalRequest()).isEqualTo(vector.fields().get("canonicalRequest"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("absentHeaders")
    void rejectsAdditionalHeaderWithoutValue(Vector vector) {
        String name =
                ((List<?>) vector.fields().get("additionalHeaders")).get(0).toString();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> OssSigner.of(vector.version())
                        .presign(vector.request(), vector.credentials(), vector.signedAt()))
                .withMessageContaining("'" + name + "'")
                .withMessageContaining("must have a value");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rejectedInputs")
    void rejectsInvalidInputWithValueAndLimit(Vector vector) {
        String id = vector.toString();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OssSigner.of(vector.version())
                        .presign(vector.request(), vector.credentials(), vector.signedAt()))
                .withMessageContaining(": must ")
                .withMessageContaining(offendingValue(vector, id))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(vector.text("accessKeySecret")));
    }

    /** Sorts the parameters: the signature is last in our URLs but in alphabetical position in the vectors. */
    private static String sortedByName(String url) {
        String[] parts = url.split("\\?", 2);
        String query = Arrays.stream(parts[1].split("&"))
                .sorted(Comparator.comparing(parameter -> parameter.split("=", 2)[0]))
                .collect(Collectors.joining("&"));
        return parts[0] + "?" + query;
    }

    private static String offendingValue(Vector vector, String id) {
        if (id.startsWith("collide-")) {
            return "'"
                    + ((Map<?, ?>) vector.fields().get("query"))
                            .keySet()
                            .iterator()
                            .next() + "'";
        }
        if (id.startsWith("expires-")) {
            return "was " + vector.fields().get("expiresSeconds");
        }
        String key = vector.text("key");
        if (id.endsWith("-lone-surrogate")) {
            return "U+D83D";
        }
        return key.isEmpty() || id.contains("-bytes")
                ? key.getBytes(StandardCharsets.UTF_8).length + " bytes"
                : "'" + key + "'";
    }
}

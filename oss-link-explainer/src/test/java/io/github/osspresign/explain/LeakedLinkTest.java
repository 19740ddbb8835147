// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.oss.SignatureFingerprint;
import io.github.osspresign.oss.syntax.PercentCoding;
import io.github.osspresign.sign.OssCredentials;
import io.github.osspresign.sign.PostForm;
import io.github.osspresign.sign.PostPolicy;
import io.github.osspresign.sign.PostPolicySigner;
import io.github.osspresign.sign.SignatureVersion;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A leaked link, however it was found, has the fingerprint with which its signing was recorded. */
class LeakedLinkTest {

    static Stream<String> links() {
        return Stream.of(SampleLinks.KEYS, SampleLinks.TEMPORARY)
                .flatMap(keys -> Stream.of(SampleLinks.v4With(keys), SampleLinks.v1With(keys)));
    }

    private static String fingerprint(String text) {
        return LinkExplainer.explain(SampleLinks.ask(text)).facts().signing().fingerprint();
    }

    @ParameterizedTest
    @MethodSource("links")
    void linkHasTheFingerprintOfItsSignature(String url) {
        String recorded = Objects.requireNonNull(SignatureFingerprint.ofUrl(url));

        assertThat(recorded).hasSize(16);
        assertThat(fingerprint(url)).isEqualTo(recorded);
        assertThat(fingerprint("Look: <" + url + ">.")).isEqualTo(recorded);
        assertThat(fingerprint("<b>" + url.replace("&", "&amp;") + "</b>")).isEqualTo(recorded);
        assertThat(fingerprint(url.replace("/summary", "/\nsummary"))).isEqualTo(recorded);
        assertThat(fingerprint(url.replace("%2B", "+").replace("%3D", "="))).isEqualTo(recorded);
        assertThat(fingerprint(url.replace("summary", "other")))
                .as("a forged path")
                .isEqualTo(recorded);
    }

    @ParameterizedTest
    @EnumSource
    void fieldsOfAFormHaveItsFingerprintAsParameters(SignatureVersion version) {
        PostPolicy policy = new PostPolicy(
                ServiceEndpoint.parse("https://oss-cn-hangzhou.aliyuncs.com"),
                "cn-hangzhou",
                SampleLinks.BUCKET,
                "uploads/",
                List.of(),
                0,
                PostPolicy.MAX_FILE_SIZE,
                PostPolicy.HARMLESS_FIELDS,
                Duration.ofHours(1));
        OssCredentials keys = SampleLinks.TEMPORARY;
        PostForm form = PostPolicySigner.sign(policy, version, keys, SampleLinks.SIGNED_AT);
        String url = form.fields().entrySet().stream()
                .map(field -> field.getKey() + "=" + PercentCoding.PARAMETER.encode(field.getValue()))
                .collect(Collectors.joining("&", form.action() + "?", ""));

        Explanation explanation = LinkExplainer.explain(SampleLinks.ask(url));

        String signature = form.fields().get(version == SignatureVersion.V4 ? "x-oss-signature" : "Signature");
        assertThat(explanation.facts().signing().fingerprint()).isEqualTo(SignatureFingerprint.of(signature));
        assertThat(explanation.toString())
                .doesNotContain(form.fields().get("policy"), SampleLinks.TEMPORARY.securityToken());
    }
}
